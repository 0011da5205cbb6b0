//! OpenAI Chat Completions, and the many servers that speak it too.

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
pub(crate) struct Completions;

impl Format for Completions {
    fn api(&self) -> &'static str {
        "the OpenAI API"
    }

    fn looks(&self) -> &'static str {
        "it usually ends in /v1"
    }

    fn places(&self) -> Places {
        Places {
            tool_name: Shape { longest: 64, digit_first: true },
            tool_failure: false,
            result_media: false,
            continuation: false,
        }
    }

    fn taken<'a>(&self, order: Order<'a>) -> Taken<'a> {
        taken::by_chat(order)
    }

    fn key(&self, host: &Host) -> (HeaderName, &'static str) {
        openai::key(host)
    }

    fn address(&self, base_url: &str, _: Order<'_>) -> String {
        format!("{base_url}/chat/completions")
    }

    fn body(&self, order: Order<'_>) -> Result<Vec<u8>, Fault> {
        request::body(order, self)
    }

    fn reading(&self, order: Order<'_>) -> Box<dyn Reading> {
        let names = Names::of(order.prompt, self.places().tool_name);
        Box::new(Answer::new(names, order.host.reasoning_field))
    }

    fn list(&self) -> &'static str {
        "/models"
    }

    fn page(&self, body: &[u8]) -> Option<Page> {
        openai::page(body)
    }
}
