//! One call of ours, of a tool, a prompt or a resource: our own loop of rounds, in both eras.
//!
//! In the legacy era a call is one round, and what the server asks meanwhile arrives at the
//! handler. In the modern one a result may say `input_required`: what it asks for is answered, and
//! the call is made again with the answers.

use std::sync::Arc;
use std::time::Duration;

use domain::exchange::Withdrawal;
use domain::{Call, CallId, Era, Fault, FaultCode};
use rmcp::RoleClient;
use rmcp::model::{CancelledNotificationParam, ErrorData, InputResponses, RequestId, ServerResult};
use rmcp::service::{Peer, ServiceError};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::era::{self, Failure};
use crate::link::{Link, Telling};

mod answer;
mod expired;
mod request;
mod round;

/// How long the server is given to take the news that a call was cancelled.
const TAKE_CANCEL: Duration = Duration::from_secs(1);
/// How many times in a row a server may want nothing but to be asked again.
const EMPTY_ROUNDS: usize = 50;
/// How long to wait before asking again when a server wants nothing but to be asked again.
const BACK_OFF: [Duration; 4] = [
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(250),
];

/// What came of asking once.
enum Came {
    /// A result of whatever type.
    Result(Value),
    /// The error that says which pages must be visited first (2025-11-25).
    Pages(ErrorData),
}

/// What a server answered to a call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallResult {
    /// The MCP result as received. Of a tool: `content`, `structuredContent`, `isError`; of a prompt: `description`,
    /// `messages`; of a resource: `contents`; and whatever else.
    pub result: Value,
    /// Whether the tool says that it failed.
    pub is_error: bool,
    /// How many rounds of pulled requests it took.
    pub rounds: u32,
}

/// A call that is under way. Dropping it ends what it caused, and tells the server if it still
/// works on it.
pub(crate) struct Calling {
    link: Arc<Link>,
    peer: Peer<RoleClient>,
    revision: String,
    call: Call,
    open: Option<RequestId>,
    over: Withdrawal,
}

impl Drop for Calling {
    fn drop(&mut self) {
        let telling = self.link.telling();
        self.link.land(self.call.id, self.over);
        let (Some(id), Ok(runtime)) = (self.open.take(), tokio::runtime::Handle::try_current())
        else {
            return;
        };
        let peer = self.peer.clone();
        runtime.spawn(async move { tell_cancelled(&peer, id, telling).await });
    }
}

async fn tell_cancelled(peer: &Peer<RoleClient>, id: RequestId, _telling: Telling) {
    let params = CancelledNotificationParam::new(Some(id), Some("cancelled by the user".into()));
    // A server that does not read any more cannot be told.
    let _ = tokio::time::timeout(TAKE_CANCEL, peer.notify_cancelled(params)).await;
}

impl Calling {
    pub(crate) fn new(
        link: Arc<Link>,
        peer: Peer<RoleClient>,
        revision: String,
        call: Call,
    ) -> Self {
        link.take_off(call.clone());
        Self { link, peer, revision, call, open: None, over: Withdrawal::CallCancelled }
    }

    /// Runs the call to its end, or until it is cancelled.
    pub(crate) async fn run(mut self, cancel: CancellationToken) -> Result<CallResult, Fault> {
        let outcome = tokio::select! {
            outcome = self.rounds() => outcome,
            () = cancel.cancelled() => {
                let telling = self.link.telling();
                self.link.land(self.call.id, Withdrawal::CallCancelled);
                if let Some(id) = self.open.take() {
                    tell_cancelled(&self.peer, id, telling).await;
                }
                return Err(stopped(self.call.name(), "was cancelled."));
            }
        };
        self.over = Withdrawal::CallEnded;
        outcome
    }

    async fn rounds(&mut self) -> Result<CallResult, Fault> {
        let (mut answers, mut state) = (None, None);
        let (mut rounds, mut asking, mut empty) = (0_u32, 0_u32, 0_usize);
        loop {
            let number = rounds.saturating_add(1);
            let mut round = match self.ask(answers.take(), state.take()).await? {
                Came::Pages(error) => self.pages(error, number).await?,
                Came::Result(result) => match result["resultType"].as_str() {
                    None | Some("complete") => return self.complete(result, rounds),
                    Some("input_required") => self.read(result, number).await?,
                    Some(other) => return Err(self.strange(other)),
                },
            };
            rounds = number;
            state = round.state.take();
            if round.entries.is_empty() {
                if empty >= EMPTY_ROUNDS {
                    return Err(self.endless(rounds - 1));
                }
                tokio::time::sleep(BACK_OFF[empty.min(BACK_OFF.len() - 1)]).await;
                empty += 1;
                continue;
            }
            // Whoever answers is asked before, not after: no answer is given for nothing.
            if asking > 0 && asking.is_multiple_of(self.link.limits.rounds) {
                self.may_go_on(asking).await?;
            }
            (asking, empty) = (asking.saturating_add(1), 0);
            answers = self.answer(round).await?;
        }
    }

    async fn may_go_on(&self, rounds: u32) -> Result<(), Fault> {
        if self.link.host.go_on(self.id(), rounds).await {
            return Ok(());
        }
        Err(self.endless(rounds))
    }

    /// Sends the call once, always with the same arguments and a new id, and waits for its result.
    async fn ask(
        &mut self,
        answers: Option<InputResponses>,
        state: Option<String>,
    ) -> Result<Came, Fault> {
        let request = request::of(&self.call, answers, state);
        let sent = self.peer.send_cancellable_request(request, self.link.request_options());
        let answer = match sent.await {
            Ok(handle) => {
                self.open = Some(handle.id.clone());
                self.link.set_token(self.call.id, handle.progress_token.clone());
                handle.await_response().await
            }
            Err(error) => Err(error),
        };
        let id = self.open.take();
        match answer {
            Ok(result) => Ok(Came::Result(raw(result))),
            Err(ServiceError::McpError(error)) if self.wants_pages(&error) => {
                Ok(Came::Pages(error))
            }
            Err(error) => Err(self.failed(id, error).await),
        }
    }

    fn complete(&self, result: Value, rounds: u32) -> Result<CallResult, Fault> {
        let is_error = result["isError"].as_bool().unwrap_or(false);
        let trap = is_error.then(|| self.trap(Failure::Tool(&result))).flatten();
        match trap {
            Some(fault) => Err(fault),
            None => Ok(CallResult { result, is_error, rounds }),
        }
    }

    fn trap(&self, failure: Failure<'_>) -> Option<Fault> {
        era::mismatch(&self.link.name, self.call.name(), Era::of(&self.revision), failure)
    }

    async fn failed(&self, id: Option<RequestId>, error: ServiceError) -> Fault {
        if let ServiceError::McpError(error) = &error
            && let Some(fault) =
                self.trap(Failure::Error { code: error.code.0, message: &error.message })
        {
            return fault;
        }
        if let ServiceError::McpError(error) = &error
            && expired::is_expired(error)
        {
            return expired::fault(&self.link.name, self.call.name(), error);
        }
        failed(&self.link, &format!("“{}”", self.call.name()), id, error).await
    }

    fn strange(&self, kind: &str) -> Fault {
        let message = format!(
            "“{}” answered with a kind of result that Countersign does not know ({kind}).",
            self.call.name()
        );
        Fault::new(FaultCode::CallFailed, message)
    }

    fn endless(&self, rounds: u32) -> Fault {
        let message = format!(
            "“{}” asked {} times in a row and was ended. The answers it had are in the history.",
            self.call.name(),
            rounds
        );
        Fault::new(FaultCode::CallFailed, message)
    }

    fn id(&self) -> CallId {
        self.call.id
    }
}

fn stopped(tool: &str, how: &str) -> Fault {
    Fault::new(FaultCode::Stopped, format!("“{tool}” {how}"))
}

/// A result as the JSON that it was; the transport hands over nothing else.
pub(crate) fn raw(result: ServerResult) -> Value {
    if let ServerResult::CustomResult(result) = result { result.0 } else { Value::Null }
}

/// Why a request of ours got no result, in words.
pub(crate) async fn failed(
    link: &Link,
    what: &str,
    id: Option<RequestId>,
    error: ServiceError,
) -> Fault {
    if let Some(fault) = id.and_then(|id| link.lost(&serde_json::json!(id))) {
        return fault;
    }
    let name = &link.name;
    #[expect(clippy::wildcard_enum_match_arm, reason = "the set is open; the rest is of the pipe")]
    match error {
        ServiceError::McpError(error) => {
            let detail = serde_json::to_string_pretty(&error).unwrap_or_default();
            let message = format!("{name} answered {what} with an error: {}", error.message);
            Fault::new(FaultCode::CallFailed, message).with_detail(detail)
        }
        ServiceError::Timeout { timeout } => Fault::new(
            FaultCode::CallFailed,
            format!("{name} did not answer {what} within {} seconds.", timeout.as_secs()),
        ),
        ServiceError::Cancelled { .. } => {
            Fault::new(FaultCode::Stopped, format!("{what} was cancelled."))
        }
        // The pipe is gone; the process is, or soon will be, and knows better why.
        _ => link.exit().await.fault,
    }
}
