//! OpenAI Responses, spoken by some others too.

use domain::Fault;
use reqwest::header::HeaderName;

use crate::format::{Format, Order, Page, Places};
use crate::generate::Reading;
use crate::hosts::Host;
use crate::names::{Names, Shape};
use crate::openai;
use crate::taken::{self, Taken};

mod answer;
mod request;

pub(crate) use answer::Answer;

/// The format.
pub(crate) struct Responses;

impl Format for Responses {
    fn api(&self) -> &'static str {
        "the OpenAI API with Responses"
    }

    fn looks(&self) -> &'static str {
        "it usually ends in /v1, and many servers know only Chat Completions"
    }

    fn places(&self) -> Places {
        Places {
            tool_name: Shape { longest: 64, digit_first: true },
            tool_failure: false,
            result_media: true,
            continuation: false,
        }
    }

    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a> {
        taken::by_responses(order)
    }

    fn key(&self, host: &Host) -> (HeaderName, &'static str) {
        openai::key(host)
    }

    fn address(&self, base_url: &str, _: Order<'_>) -> String {
        format!("{base_url}/responses")
    }

    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault> {
        request::body(order, self)
    }

    fn reading(&self, order: Order<'_>) -> Box<dyn Reading> {
        let names = Names::of(order.prompt, self.places().tool_name);
        Box::new(Answer::new(names, order.prompt.max_tokens))
    }

    fn list(&self) -> &'static str {
        "/models"
    }

    fn page(&self, body: &[u8]) -> Option<Page> {
        openai::page(body)
    }
}
