//! What we send.

use std::time::Duration;

use domain::{CallId, Fault};
use reqwest::header::LOCATION;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::Value;

use super::answer::{Asked, beginning};
use super::trouble::{Trouble, stand_in};
use super::{META_REVISION, REVISION, Remote, SESSION, older};
use crate::messages::Message;

/// How long a message that needs no answer may take to be accepted.
const ACCEPT: Duration = Duration::from_mins(5);
/// How often an answer of ours is sent at most. A server takes the first that reaches it.
const ATTEMPTS: u32 = 3;
/// How much is read of an error.
const ERROR: usize = 64 * 1024;

impl Remote {
    /// Asks. The answer arrives, or an error that stands for the fault in
    /// [`Link::lost`](crate::link::Link::lost).
    pub(crate) fn ask(&self, message: Value, call: Option<CallId>) {
        let over = self.link().stop.child_token();
        self.state().open.insert(message["id"].to_string(), over.clone());
        let remote = self.clone();
        tokio::spawn(async move {
            let id = message["id"].clone();
            let asked = Asked::new(&message, call);
            tokio::select! {
                outcome = Box::pin(remote.exchange(message, &asked)) => {
                    if let Err(trouble) = outcome {
                        remote.lost(&id, trouble).await;
                    }
                }
                () = over.cancelled() => {}
            }
            remote.state().open.remove(&id.to_string());
        });
    }

    /// Tells. In the modern era there is nothing that we could tell.
    ///
    /// # Errors
    /// Why it did not get there; the log tells of it, too.
    pub(crate) async fn tell(&self, body: Vec<u8>, is_answer: bool) -> Result<(), Fault> {
        if self.state().is_modern() {
            return Ok(());
        }
        let attempts = if is_answer { ATTEMPTS } else { 1 };
        let mut attempt = 1;
        let outcome = loop {
            let sent = self.post(body.clone()).timeout(ACCEPT).send().await;
            let outcome = match sent {
                Ok(response) => self.checked(response).await.map(drop),
                Err(error) => Err(Trouble::Unreachable(error)),
            };
            if !matches!(outcome, Err(Trouble::Unreachable(_))) || attempt == attempts {
                break outcome;
            }
            attempt += 1;
        };
        let Err(trouble) = outcome else { return Ok(()) };
        let is_final = trouble.is_final();
        let fault = trouble.fault(self);
        if is_final {
            self.link().break_off(fault.clone());
        } else {
            self.link().log.remark(&format!("A message did not reach the server: {fault}"));
        }
        Err(fault)
    }

    /// One question and its answer. In the older transport the answer comes by another way.
    async fn exchange(&self, message: Value, asked: &Asked) -> Result<(), Trouble> {
        let request = self.question(&message, asked);
        let beginning = (message["method"] == "initialize").then(|| message.clone());
        drop(message);
        let response = request.send().await.map_err(Trouble::Unreachable)?;
        let response = match (self.checked(response).await, beginning) {
            (Err(Trouble::Refused(status, _)), Some(beginning))
                if older::may_be(status) && self.turn_to_older().await? =>
            {
                let response = self.question(&beginning, asked).send().await;
                let response = response.map_err(Trouble::Unreachable)?;
                return self.checked(response).await.map(drop);
            }
            (Err(Trouble::Refused(status, words)), _) => {
                // An error of the protocol may come with a status that says so.
                let shut = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN].contains(&status);
                let Some(error) = asked.error(&words).filter(|_| !shut) else {
                    return Err(Trouble::Refused(status, words));
                };
                self.arrive(error).await;
                return Ok(());
            }
            (Ok(response), Some(_)) => {
                self.state().session = response.headers().get(SESSION).cloned();
                response
            }
            (other, _) => other?,
        };
        if self.state().older.is_some() {
            return Ok(());
        }
        self.take(response, asked).await
    }

    fn question(&self, message: &Value, asked: &Asked) -> RequestBuilder {
        let mut request = self.post(message.to_string().into_bytes());
        if asked.modern {
            for (name, value) in self.link().annotations.headers(message) {
                request = request.header(name, value);
            }
            if self.state().revision.is_none() {
                let revision = message["params"]["_meta"][META_REVISION].as_str();
                request = request.header(REVISION, revision.unwrap_or_default());
            }
        }
        request
    }

    /// A response that says yes.
    pub(super) async fn checked(&self, response: Response) -> Result<Response, Trouble> {
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        if status.is_redirection() {
            let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            return Err(Trouble::Redirect(to.and_then(|to| self.address().url.join(to).ok())));
        }
        let words = beginning(response, ERROR).await;
        let lost = match status {
            StatusCode::NOT_FOUND => true,
            // As the TypeScript SDK's examples have it, and whoever began with one.
            StatusCode::BAD_REQUEST => words.to_lowercase().contains("session id"),
            _ => false,
        };
        let state = self.state();
        // In the older transport the place that messages go to names the session.
        let begun = state.older.is_some() && state.revision.is_some();
        if lost && (begun || state.session.is_some()) {
            return Err(Trouble::SessionLost);
        }
        Err(Trouble::Refused(status, words))
    }

    /// A question gets no answer, for this reason.
    async fn lost(&self, id: &Value, trouble: Trouble) {
        // A name that may be wrong, or a door that stays shut: no other question would do better.
        let during_handshake = self.state().revision.is_none();
        if trouble.is_final() || (during_handshake && !trouble.may_be_of_protocol()) {
            return self.break_off(trouble);
        }
        if !self.is_waited_for(id) {
            return;
        }
        let fault = trouble.fault(self);
        let error = stand_in(&fault);
        self.link().lose(id.clone(), fault);
        self.arrive(Message::Error { id: id.clone(), error }).await;
    }
}
