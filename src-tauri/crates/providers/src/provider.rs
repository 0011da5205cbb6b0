//! What every provider can do, and how to get one.

use std::sync::Arc;

use domain::{Account, Beside, Countersigned, Fault, Model, Prompt, Reply, Thinking, Timing};
use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::command::Command;
use crate::format::{Http, format};
use crate::headers::Secrets;
use crate::line::Line;

/// Somebody whose models write replies.
///
/// Only what was signed reaches it. This compiles:
///
/// ```
/// # use domain::{Countersigned, Prompt};
/// # use providers::Background;
/// async fn write(provider: &dyn providers::Provider, prompt: &Countersigned<Prompt>) {
///     let stop = tokio_util::sync::CancellationToken::new();
///     let _ = provider.generate(prompt, Background::default(), &|_| {}, &stop).await;
/// }
/// ```
///
/// and this, the same with a prompt that nobody signed, does not:
///
/// ```compile_fail,E0308
/// # use domain::{Countersigned, Prompt};
/// # use providers::Background;
/// async fn write(provider: &dyn providers::Provider, prompt: &Prompt) {
///     let stop = tokio_util::sync::CancellationToken::new();
///     let _ = provider.generate(prompt, Background::default(), &|_| {}, &stop).await;
/// }
/// ```
pub trait Provider: Send + Sync {
    /// The models that the account may use, as the provider lists them, all pages. Also the test
    /// of an address and its key.
    ///
    /// # Errors
    /// A [`Fault`] that says what is wrong with the address, the key or the provider.
    fn models(&self) -> BoxFuture<'_, Result<Vec<Model>, Fault>>;

    /// Has the prompt's target write, with what is known of it beside the prompt.
    ///
    /// `deltas` is called with each piece as it comes, on the task that awaits: it must not block.
    /// Cancelling `stop`, or dropping the future, ends the request upstream at once.
    ///
    /// # Errors
    /// A [`Failure`] with what had come until then. A stop before anything came is one too, with
    /// [`FaultCode::Stopped`](domain::FaultCode::Stopped).
    fn generate<'a>(
        &'a self,
        prompt: &'a Countersigned<Prompt>,
        background: Background<'a>,
        deltas: &'a (dyn Fn(Delta<'_>) + Send + Sync),
        stop: &'a CancellationToken,
    ) -> BoxFuture<'a, Result<Written, Failure>>;
}

/// What is known beside a prompt, and decides with it which bytes are sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct Background<'a> {
    /// What the model thought before, to be given back where the conversation holds the replies that
    /// it led to.
    pub earlier: &'a [Arc<Thinking>],
    /// How many tokens the model takes, prompt and reply together, where that is known.
    pub context: Option<u32>,
}

/// A piece of an answer, as it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delta<'a> {
    /// Text of the reply.
    Text(&'a str),
    /// The model's thinking, which is shown and is no part of the reply.
    Thinking(&'a str),
}

/// What came.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// The reply; its stop reason is [`Stopped`](domain::StopReason::Stopped) when `stopped`.
    pub reply: Reply,
    /// How long it took.
    pub timing: Timing,
    /// What came beside it.
    pub beside: Beside,
    /// Whether a person ended it before the model did.
    pub stopped: bool,
}

/// Why no reply came.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{fault}")]
pub struct Failure {
    /// What happened, and what to do.
    pub fault: Fault,
    /// What had come until then, for the eye only: its stop reason is `interrupted`, and a tool
    /// use whose arguments broke off stands in it as text.
    pub partial: Option<Box<Reply>>,
    /// How long it took.
    pub timing: Timing,
    /// What came beside it.
    pub beside: Beside,
}

impl Failure {
    /// Nothing was sent.
    pub(crate) fn unsent(fault: Fault) -> Self {
        Self { fault, partial: None, timing: Timing::default(), beside: Beside::default() }
    }
}

/// The provider of an account, with what goes along with its requests. Local servers need no key.
///
/// Nothing is sent yet: [`Provider::models`] tells whether address and key are right.
///
/// # Errors
/// [`FaultCode::Invalid`](domain::FaultCode::Invalid) when the base URL (see [`base_url`](crate::base_url)),
/// the key, a header or the program cannot be used at all.
pub fn connect(
    account: &Account,
    secrets: impl Into<Secrets>,
    client: &Client,
) -> Result<Arc<dyn Provider>, Fault> {
    Ok(match format(account.kind) {
        Some(format) => Arc::new(Http::new(format, Line::new(account, secrets.into(), client)?)?),
        None => Arc::new(Command::new(account, client)?),
    })
}
