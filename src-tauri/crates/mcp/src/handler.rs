//! What a server asks of us, taken from rmcp as the JSON that it was.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::exchange::Withdrawal;
use domain::{CallId, Cause, Era};
use rmcp::model::{
    ClientConfig, CustomRequest, CustomResult, ErrorCode, ErrorData, ProgressNotificationParam,
    ProgressToken,
};
use rmcp::service::{Peer, RequestContext};
use rmcp::{ClientHandler, RoleClient};
use serde_json::{Value, json};

use crate::ended::Ticket;
use crate::host::Declined;
use crate::link::Link;
use crate::remote::Caller;
use crate::slots::Slot;
use crate::{elicitation, roots, sampling};

/// The specification's code for "the user said no".
const REFUSED: ErrorCode = ErrorCode(-1);
/// How often a server that gave a progress token hears that we are still there. The shortest time
/// limit seen in an SDK's examples is 3 s, the usual one 60 s.
const KEEP_ALIVE: Duration = Duration::from_secs(2);

/// Our side of a connection, as rmcp calls it.
pub(crate) struct Handler {
    pub(crate) link: Arc<Link>,
    pub(crate) config: ClientConfig,
    pub(crate) revision: String,
}

impl ClientHandler for Handler {
    fn get_info(&self) -> ClientConfig {
        self.config.clone()
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        context: RequestContext<RoleClient>,
    ) -> Result<CustomResult, ErrorData> {
        match request.method.as_str() {
            "ping" => Ok(CustomResult::new(json!({}))),
            "sampling/createMessage" if self.link.offers.sampling => {
                let answer = self.prompt(request.params.unwrap_or_default(), &context).await;
                answer.map(CustomResult::new)
            }
            "elicitation/create" if self.link.offers.elicitation => {
                let answer = self.question(request.params.unwrap_or_default(), &context).await;
                answer.map(CustomResult::new)
            }
            "roots/list" if self.link.offers.roots => {
                Ok(CustomResult::new(roots::to_wire(&self.link)))
            }
            method => {
                let message = format!("{method} was not offered to this server");
                Err(ErrorData::new(ErrorCode::METHOD_NOT_FOUND, message, None))
            }
        }
    }
}

/// A pushed request that may be looked at.
struct Arrived {
    cause: Cause,
    calls: Vec<CallId>,
    _slot: Slot,
}

impl Handler {
    /// Takes a pushed request in, unless the server has too many open or it belongs to no call
    /// where it must.
    fn arrive(&self, context: &RequestContext<RoleClient>) -> Result<Arrived, ErrorData> {
        let open = self.link.host.limits().open;
        let Some(slot) = self.link.slots.take(open) else {
            let message = format!("the limit of {open} open requests of one server is reached");
            return Err(self.declined(ErrorCode::INTERNAL_ERROR, message));
        };
        let stream = context.extensions.get().map(|Caller(call)| *call);
        let Some((cause, calls)) = self.link.cause_of_push(&self.revision, stream) else {
            let message = "the call that it belongs to is over".to_owned();
            return Err(self.declined(ErrorCode::INTERNAL_ERROR, message));
        };
        if calls.is_empty() && Era::of(&self.revision) == Era::Modern {
            let message = "since 2026-07-28 a request must belong to a call that is under way";
            return Err(self.declined(ErrorCode::INVALID_PARAMS, message.to_owned()));
        }
        Ok(Arrived { cause, calls, _slot: slot })
    }

    /// A pushed request for a completion.
    async fn prompt(
        &self,
        params: Value,
        context: &RequestContext<RoleClient>,
    ) -> Result<Value, ErrorData> {
        let Arrived { cause, calls, _slot } = self.arrive(context)?;
        let asked = match self.link.read(&params, &self.revision) {
            Ok(asked) => asked,
            Err(unfit) => {
                self.link.refuse(cause, &params, &unfit).await;
                return Err(self.declined(ErrorCode::INVALID_PARAMS, unfit.to_string()));
            }
        };
        let alive = token(&params);
        drop(params);
        let ticket = self.link.waiting.open(calls);
        ticket.asked_as(context.id.clone());
        let answer = self.link.host.sample(cause, asked, ticket.ended());
        let answer = self.see_through(answer, &ticket, context, alive).await;
        let answer = answer.and_then(|reply| {
            sampling::to_wire(reply.get(), &self.revision).map_err(Declined::Failed)
        });
        self.link.told().await;
        deliver(answer, &ticket)
    }

    /// A pushed question to the person.
    async fn question(
        &self,
        params: Value,
        context: &RequestContext<RoleClient>,
    ) -> Result<Value, ErrorData> {
        let Arrived { cause, calls, _slot } = self.arrive(context)?;
        let question = match elicitation::from_wire(&params, &self.revision) {
            Ok(question) => question,
            Err(unfit) => {
                let why = unfit.to_string();
                self.link.refuse_question(cause, &params, &why).await;
                return Err(ErrorData::new(ErrorCode::INVALID_PARAMS, why, None));
            }
        };
        let ticket = self.link.waiting.open(calls);
        ticket.asked_as(context.id.clone());
        let answer = self.link.host.elicit(cause, question, ticket.ended());
        let answer = self.see_through(answer, &ticket, context, token(&params)).await;
        self.link.told().await;
        deliver(answer.map(|answered| elicitation::to_wire(&answered)), &ticket)
    }

    /// Waits for the answer, whatever happens: what ends the request only tells the host so.
    async fn see_through<T>(
        &self,
        answer: impl Future<Output = Result<T, Declined>>,
        ticket: &Ticket,
        context: &RequestContext<RoleClient>,
        alive: Option<ProgressToken>,
    ) -> Result<T, Declined> {
        let (since, informed) = (Instant::now(), alive.is_some());
        let mut answer = pin!(answer);
        let mut alive = pin!(keep_alive(&context.peer, alive));
        let (ended, mut over) = (ticket.ended(), false);
        loop {
            tokio::select! {
                biased;
                why = ended.wait(), if !over => {
                    over = true;
                    if why == Withdrawal::ServerGaveUp && !informed {
                        self.link.host.gave_up(self.link.server, since.elapsed());
                    }
                }
                answer = &mut answer => return answer,
                () = context.ct.cancelled(), if !over => {
                    // rmcp cancels for its own end too, which follows the server's.
                    let gone = self.link.stop.is_cancelled() || self.link.drained.is_cancelled();
                    ticket.end(if gone { Withdrawal::ServerGone } else { Withdrawal::ServerCancelled });
                }
                () = &mut alive, if !over => {}
            }
        }
    }

    /// An error for a request that no person gets to see; the log tells of it.
    fn declined(&self, code: ErrorCode, message: String) -> ErrorData {
        self.link.log.remark(&format!("A request was not accepted: {message}."));
        ErrorData::new(code, message, None)
    }
}

/// The answer as the server gets it; a late one is never delivered.
fn deliver(answer: Result<Value, Declined>, ticket: &Ticket) -> Result<Value, ErrorData> {
    let error = |code, message: String| Err(ErrorData::new(code, message, None));
    if let Some(why) = ticket.ended().why() {
        return error(ErrorCode::INTERNAL_ERROR, nobody_waits(why).to_owned());
    }
    match answer {
        Ok(answer) => Ok(answer),
        Err(Declined::Refused { reason }) => {
            let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            error(REFUSED, format!("User rejected sampling request{reason}"))
        }
        Err(Declined::Failed(fault)) => error(ErrorCode::INTERNAL_ERROR, fault.message),
        Err(Declined::Withdrawn) => {
            error(ErrorCode::INTERNAL_ERROR, "The request was withdrawn".to_owned())
        }
    }
}

/// Under which token the server wants to hear that we are still there, if it does.
fn token(params: &Value) -> Option<ProgressToken> {
    serde_json::from_value(params.get("_meta")?.get("progressToken")?.clone()).ok()
}

fn nobody_waits(why: Withdrawal) -> &'static str {
    match why {
        Withdrawal::ServerCancelled | Withdrawal::ServerGaveUp => "The request was cancelled",
        Withdrawal::CallCancelled | Withdrawal::RoundRefused => {
            "The call that this request belongs to was cancelled"
        }
        Withdrawal::CallEnded => "The call that this request belongs to has ended",
        Withdrawal::ServerGone | Withdrawal::AppClosed => "The connection is being closed",
    }
}

/// Tells the server, every now and then, that we are still there, if it gave a token for that.
/// Never ends.
async fn keep_alive(peer: &Peer<RoleClient>, token: Option<ProgressToken>) {
    let Some(token) = token else { return std::future::pending().await };
    let mut beat = 0.0;
    loop {
        tokio::time::sleep(KEEP_ALIVE).await;
        beat += 1.0;
        // When it cannot be sent, the connection is ending, and the end is told elsewhere.
        let _ = peer.notify_progress(ProgressNotificationParam::new(token.clone(), beat)).await;
    }
}
