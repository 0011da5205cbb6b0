//! What goes out to a model, to the byte; and what it thought before, which goes out with it.

use std::collections::VecDeque;
use std::sync::Arc;

use domain::{
    AccountId, Beside, Cause, Digest, ExchangeId, Fault, FaultCode, ModelRef, Prompt, ServerId,
    Target, Thinking,
};
use providers::Background;

use crate::feed::{World, too_late};
use crate::view::{Header, Outgoing, OutgoingQuery};
use crate::{Engine, not_found};

/// How much thinking is kept for rounds of tools that may yet come.
const MOST: usize = 256;

/// What models thought on the way to replies that ask for tools, newest last. In memory only: a
/// round of tools does not outlive its server.
#[derive(Default)]
pub(crate) struct Thoughts(VecDeque<(ServerId, ModelRef, Arc<Thinking>)>);

impl Thoughts {
    /// Keeps it, if there will be a round in which it is wanted back.
    pub(crate) fn keep(&mut self, server: ServerId, model: &ModelRef, beside: &Beside) {
        let Some(thinking) = &beside.thinking else { return };
        if thinking.uses.is_empty() || thinking.records.is_empty() {
            return;
        }
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back((server, model.clone(), Arc::clone(thinking)));
    }

    /// What a model thought for a server.
    fn of(&self, server: ServerId, model: &ModelRef) -> Vec<Arc<Thinking>> {
        let its = self.0.iter().filter(|(of, by, _)| *of == server && by == model);
        its.map(|(_, _, thinking)| Arc::clone(thinking)).collect()
    }

    /// It refuses what it thought itself: a person has it asked without.
    fn forget_of(&mut self, server: ServerId, model: &ModelRef) {
        self.0.retain(|(of, by, _)| *of != server || by != model);
    }

    /// Another key or another provider cannot read it.
    pub(crate) fn forget(&mut self, account: AccountId) {
        self.0.retain(|(_, model, _)| model.account != account);
    }
}

impl World {
    /// What a model thought for the server of this cause.
    pub(crate) fn earlier(&self, cause: &Cause, model: &ModelRef) -> Vec<Arc<Thinking>> {
        self.thoughts.of(cause.server, model)
    }

    fn outgoing(
        &self,
        id: ExchangeId,
        model: &ModelRef,
        edited: Option<&Prompt>,
    ) -> Result<providers::Outgoing, Fault> {
        let entry = self.accounts.get(&model.account).ok_or_else(|| not_found("account"))?;
        let exchange = &self.open.get(&id).ok_or_else(too_late)?.exchange;
        let prompt = edited.unwrap_or_else(|| exchange.prompt());
        let earlier = self.earlier(&exchange.cause, model);
        let background = Background { earlier: &earlier, context: self.context(model) };
        providers::outgoing(&entry.account, &model.model, prompt, background)
    }

    /// The digest of what would go out, for the signature. None where a person is to write, and
    /// where it cannot go out at all, which the attempt will tell.
    pub(crate) fn digest(
        &self,
        id: ExchangeId,
        target: &Target,
        edited: Option<&Prompt>,
    ) -> Option<Digest> {
        let Target::Model { model } = target else { return None };
        self.outgoing(id, model, edited).ok().map(|outgoing| outgoing.digest())
    }
}

impl Engine {
    /// Forgets what a model thought for the server of an open exchange, so that it is not given back
    /// with the next signature.
    ///
    /// # Errors
    /// `TooLate` when the exchange is closed.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn forget_thinking(&self, id: ExchangeId, model: ModelRef) -> Result<(), Fault> {
        let mut world = self.world();
        let server = world.open.get(&id).ok_or_else(too_late)?.exchange.cause.server;
        world.thoughts.forget_of(server, &model);
        Ok(())
    }

    /// What would go out to a model, to the byte, made by the code that sends it.
    ///
    /// # Errors
    /// `Invalid` when the prompt cannot be sent to that model at all; the sentence says why.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn show_outgoing(&self, query: OutgoingQuery) -> Result<Outgoing, Fault> {
        let world = self.world();
        let outgoing = world.outgoing(query.exchange, &query.model, query.edited.as_deref())?;
        let entry = world.accounts.get(&query.model.account);
        let (own, has_key) =
            entry.map(|entry| (entry.account.headers.clone(), entry.has_key)).unwrap_or_default();
        drop(world);
        let digest = outgoing.digest();
        let header =
            |name: &str, value: &str| Header { name: name.to_owned(), value: value.to_owned() };
        let mut headers: Vec<Header> =
            outgoing.headers.iter().map(|(name, value)| header(name.as_str(), value)).collect();
        let key = outgoing.key.filter(|_| has_key).map(|key| key.to_string());
        headers.extend(key.into_iter().chain(own).map(|name| header(&name, "•••")));
        let body = String::from_utf8(outgoing.body).map_err(|error| {
            Fault::new(FaultCode::Internal, "What is sent is no text, so it cannot be shown.")
                .with_detail(error.to_string())
        })?;
        Ok(Outgoing { url: outgoing.url, program: outgoing.program, headers, body, digest })
    }
}
