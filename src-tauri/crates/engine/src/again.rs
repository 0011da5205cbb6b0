//! A call run again after it failed, with what was signed for it before.
//!
//! An answer to a round that came too late, or that met a server that was gone, is signed and was
//! delivered to nobody. When the same call asks the very same again, that answer is offered: a person
//! still signs it, at both gates.

use std::sync::Arc;

use domain::{
    CallId, Cause, Door, Exchange, ExchangeId, Fault, FaultCode, Prompt, Protocol, Reply, Server,
    ServerId, State, Timestamp,
};

use crate::Engine;
use crate::calls::fits;
use crate::clock::now;
use crate::feed::{World, too_late};
use crate::view::{CallState, Earlier};

/// An answer that was signed in a run of a call.
#[derive(Clone)]
pub(crate) struct Signed {
    exchange: ExchangeId,
    at: Timestamp,
    asked: Arc<Prompt>,
    reply: Arc<Reply>,
}

impl World {
    /// Notes the answer to a round when it is signed: whether it arrives is not known yet.
    pub(crate) fn note_signed(&mut self, exchange: &Exchange) {
        let (State::Released, Some(returned)) = (exchange.state(), &exchange.returned) else {
            return;
        };
        let signed = Signed {
            exchange: exchange.id,
            at: now(),
            asked: Arc::clone(&exchange.asked),
            reply: Arc::clone(&returned.reply),
        };
        let Some(call) = pulled_by(&exchange.cause) else { return };
        if let Some(call) = self.calls.iter_mut().find(|running| running.view.id == call) {
            call.signed.push(signed);
        }
    }

    /// The answer that was signed for the very same request, in the run before this one.
    pub(crate) fn same_again(&self, exchange: &Exchange) -> Option<Earlier> {
        let call = pulled_by(&exchange.cause)?;
        let running = self.calls.iter().find(|running| running.view.id == call)?;
        let same = running.earlier.iter().find(|signed| signed.asked.same_as(&exchange.asked))?;
        let Signed { exchange, at, reply, .. } = same;
        Some(Earlier { exchange: *exchange, at: *at, reply: Arc::clone(reply) })
    }
}

/// The call whose round this request belongs to.
fn pulled_by(cause: &Cause) -> Option<CallId> {
    let call = cause.call.as_ref().filter(|_| cause.door == Door::Pulled && cause.certain)?;
    Some(call.id)
}

impl Engine {
    /// Runs a call that is over once more, the same in every part. With `protocol`, its server is
    /// first started anew with that, which is kept for it; one that does not run is started.
    ///
    /// # Errors
    /// `NotFound`, `TooLate` while it runs, or why the server could not be started.
    pub async fn run_again(
        &self,
        call: CallId,
        protocol: Option<Protocol>,
    ) -> Result<CallId, Fault> {
        let (server, what, earlier) = {
            let world = self.world();
            let of = world.calls.iter().find(|running| running.view.id == call);
            let of = of.ok_or_else(|| crate::not_found("call"))?;
            if matches!(of.view.state, CallState::Running { .. }) {
                return Err(Fault::new(FaultCode::TooLate, "It still runs. Cancel it first."));
            }
            let earlier = of.signed.iter().chain(&of.earlier).cloned().collect();
            (of.view.server, of.view.what.clone(), earlier)
        };
        if let Some(protocol) = protocol {
            self.speak(server, protocol).await?;
        }
        self.start_server(server).await?;
        self.begin(server, what, earlier, fits)
    }

    /// Keeps it for a server that this protocol is to be spoken, and ends it where it runs.
    async fn speak(&self, id: ServerId, protocol: Protocol) -> Result<(), Fault> {
        let (server, store) = {
            let mut world = self.world();
            let server = Server { protocol, ..world.server_mut(id)?.server.clone() };
            (server, world.kept()?.store)
        };
        store.save_server(&server).await?;
        {
            let mut world = self.world();
            world.server_mut(id)?.server = server;
            world.publish_server(id);
        }
        self.stop_server(id).await
    }

    /// Has the answer that was signed for the very same request before filled in, when the prompt is
    /// signed now.
    pub(crate) fn fill_in(&self, id: ExchangeId) -> Result<(), Fault> {
        let mut world = self.world();
        let exchange = &world.open.get(&id).ok_or_else(too_late)?.exchange;
        let earlier = world.same_again(exchange).ok_or_else(too_late)?;
        world.open_mut(id)?.filled_in = Some(earlier.reply);
        Ok(())
    }
}
