//! What a server asks of us, taken from rmcp as the JSON that it was.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain::exchange::Withdrawal;
use domain::{Countersigned, Era, Reply};
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
use crate::{roots, sampling};

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
                let answer = self.pushed(request.params.unwrap_or_default(), context).await;
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

impl Handler {
    /// A pushed request for a completion.
    async fn pushed(
        &self,
        params: Value,
        context: RequestContext<RoleClient>,
    ) -> Result<Value, ErrorData> {
        let open = self.link.host.limits().open;
        let Some(_slot) = self.link.slots.take(open) else {
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
        let asked = match self.link.read(&params, &self.revision) {
            Ok(asked) => asked,
            Err(unfit) => {
                self.link.refuse(cause, &params, &unfit).await;
                return Err(self.declined(ErrorCode::INVALID_PARAMS, unfit.to_string()));
            }
        };
        drop(params);
        let ticket = self.link.waiting.open(calls);
        let token = asked.prompt.meta.as_ref().and_then(|meta| meta.get("progressToken"));
        let alive = token.and_then(|token| serde_json::from_value(token.clone()).ok());
        let answer = self.link.host.sample(cause, asked, ticket.ended());
        let answer = self.see_through(answer, &ticket, &context, alive).await;
        self.link.told().await;
        self.deliver(answer, &ticket)
    }

    /// Waits for the answer, whatever happens: what ends the request only tells the host so.
    async fn see_through(
        &self,
        answer: impl Future<Output = Result<Countersigned<Reply>, Declined>>,
        ticket: &Ticket,
        context: &RequestContext<RoleClient>,
        alive: Option<ProgressToken>,
    ) -> Result<Countersigned<Reply>, Declined> {
        let mut answer = pin!(answer);
        let mut alive = pin!(keep_alive(&context.peer, alive));
        let ended = ticket.ended();
        loop {
            tokio::select! {
                biased;
                answer = &mut answer => return answer,
                () = context.ct.cancelled(), if ended.why().is_none() => {
                    // rmcp cancels for its own end too, which follows the server's.
                    let gone = self.link.stop.is_cancelled() || self.link.drained.is_cancelled();
                    ticket.end(if gone { Withdrawal::ServerGone } else { Withdrawal::ServerCancelled });
                }
                () = &mut alive, if ended.why().is_none() => {}
            }
        }
    }

    /// The answer as the server gets it; a late one is never delivered.
    fn deliver(
        &self,
        answer: Result<Countersigned<Reply>, Declined>,
        ticket: &Ticket,
    ) -> Result<Value, ErrorData> {
        let error = |code, message: String| Err(ErrorData::new(code, message, None));
        if let Some(why) = ticket.ended().why() {
            return error(ErrorCode::INTERNAL_ERROR, nobody_waits(why).to_owned());
        }
        match answer {
            Ok(reply) => sampling::to_wire(reply.get(), &self.revision)
                .map_err(|fault| ErrorData::new(ErrorCode::INTERNAL_ERROR, fault.message, None)),
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

    /// An error for a request that no person gets to see; the log tells of it.
    fn declined(&self, code: ErrorCode, message: String) -> ErrorData {
        self.link.log.remark(&format!("A request for a completion was not accepted: {message}."));
        ErrorData::new(code, message, None)
    }
}

fn nobody_waits(why: Withdrawal) -> &'static str {
    match why {
        Withdrawal::ServerCancelled => "The request was cancelled",
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
