//! The flow: one request for a completion, from arrival to release, top to bottom.

use domain::exchange::Event;
use domain::policy::Route;
use domain::{
    Cause, Countersigned, Exchange, ExchangeId, Fault, FaultCode, Passed, Prompt, Reply, Signer,
    Target, Timing,
};
use mcp::{Declined, Ended};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::case::Case;
use crate::clock::now;
use crate::desk::{OpenExchange, Verdict};
use crate::{Attendance, Engine};

/// How many exchanges may be open at once; past it a server is told to ask again later.
const MOST_OPEN: usize = 2_000;

/// A reply that was written: signed by a rule already, or waiting for a person.
enum Draft {
    Signed(Countersigned<Reply>),
    Waits(oneshot::Receiver<Verdict>),
}

/// What a person decided at the reply gate.
enum Reviewed {
    Reply(Countersigned<Reply>),
    Again(Countersigned<Prompt>),
}

impl Engine {
    /// Takes one request through both gates.
    pub(crate) async fn sample(
        &self,
        cause: Cause,
        prompt: Prompt,
        ended: Ended,
    ) -> Result<Countersigned<Reply>, Declined> {
        let case = self.receive(cause, prompt)?;
        tokio::select! {
            biased;
            why = ended.wait() => {
                case.withdraw(why).await;
                Err(Declined::Withdrawn)
            }
            outcome = self.through_both_gates(&case) => outcome,
        }
    }

    async fn through_both_gates(&self, case: &Case) -> Result<Countersigned<Reply>, Declined> {
        let mut prompt = self.review_prompt(case).await?;
        loop {
            match self.write(case, &prompt).await? {
                Draft::Signed(reply) => return Ok(reply),
                Draft::Waits(verdict) => match review_reply(verdict).await? {
                    Reviewed::Reply(reply) => return Ok(reply),
                    Reviewed::Again(again) => prompt = again,
                },
            }
        }
    }

    /// Puts the request on the books; it becomes durable with the first step at the prompt gate.
    fn receive(&self, cause: Cause, prompt: Prompt) -> Result<Case, Declined> {
        let id = ExchangeId(Uuid::now_v7());
        let (exchange, received) = Exchange::receive(id, cause, prompt);
        let mut world = self.world();
        if world.closing {
            return Err(Declined::Withdrawn);
        }
        world.kept().map_err(Declined::Failed)?;
        if world.open.len() >= MOST_OPEN {
            return Err(Declined::Failed(Fault::new(
                FaultCode::Internal,
                format!("{MOST_OPEN} requests wait for a decision already. Ask again later."),
            )));
        }
        let server = world.servers.get(&exchange.cause.server);
        let identity =
            server.and_then(|entry| entry.identity.clone()).ok_or(Declined::Withdrawn)?;
        world.open.insert(id, OpenExchange::new(exchange, received, identity, now()));
        drop(world);
        Ok(Case::new(self.clone(), id))
    }

    /// The prompt gate: a rule signs, or a person decides.
    async fn review_prompt(&self, case: &Case) -> Result<Countersigned<Prompt>, Declined> {
        if let Route::Sign { rule, model } = case.route()? {
            let (by, target) = (Signer::Rule { rule }, Target::Model { model });
            let signed = Event::PromptSigned { by, target, edited: None };
            return match case.record(vec![signed]).await? {
                Passed::Prompt(prompt) => Ok(prompt),
                Passed::Nothing | Passed::Reply(_) => Err(Declined::Withdrawn),
            };
        }
        if self.inner.options.attendance == Attendance::Nobody {
            return Err(case.fail(nobody_signs()).await);
        }
        let verdict = case.park()?;
        case.record(vec![Event::Presented]).await?;
        match verdict.await {
            Ok(Verdict::Prompt(prompt)) => Ok(prompt),
            Ok(Verdict::Refused { reason }) => Err(Declined::Refused { reason }),
            Ok(Verdict::Failed(fault)) => Err(Declined::Failed(fault)),
            Ok(Verdict::Reply(_)) | Err(_) => Err(Declined::Withdrawn),
        }
    }

    /// Has the reply written, and signed if a rule does.
    async fn write(&self, case: &Case, prompt: &Countersigned<Prompt>) -> Result<Draft, Declined> {
        let written = match prompt.target() {
            Target::Person => {
                Event::Drafted { reply: Reply::by_hand().into(), timing: Timing::default() }
            }
            Target::Model { model } => self.generate(case, prompt, model).await,
        };
        // A rule signs what a model wrote and the server's revision can carry; the rest is left to
        // a person.
        let rule = match (&written, case.route()?) {
            (Event::Drafted { reply, .. }, Route::Sign { rule, .. })
                if prompt.target() != &Target::Person && case.fits(reply)? =>
            {
                Some(rule)
            }
            _ => None,
        };
        let Some(rule) = rule else {
            return self.leave_to_a_person(case, written).await;
        };
        let (by, attempt) = (Signer::Rule { rule }, case.attempts()?);
        let signed = Event::ReplySigned { by, attempt, edited: None };
        match case.record(vec![written, signed]).await? {
            Passed::Reply(reply) => Ok(Draft::Signed(reply)),
            Passed::Nothing | Passed::Prompt(_) => Err(Declined::Withdrawn),
        }
    }

    async fn leave_to_a_person(&self, case: &Case, written: Event) -> Result<Draft, Declined> {
        if self.inner.options.attendance == Attendance::Nobody {
            let fault = if let Event::AttemptFailed { fault, .. } = written {
                fault
            } else {
                nobody_signs()
            };
            return Err(case.fail(fault).await);
        }
        // Parked before the window can know of it, so that no decision comes too early.
        let verdict = case.park()?;
        case.record(vec![written]).await?;
        Ok(Draft::Waits(verdict))
    }
}

/// The reply gate: a person signs, asks again, or refuses.
async fn review_reply(verdict: oneshot::Receiver<Verdict>) -> Result<Reviewed, Declined> {
    match verdict.await {
        Ok(Verdict::Reply(reply)) => Ok(Reviewed::Reply(reply)),
        Ok(Verdict::Prompt(again)) => Ok(Reviewed::Again(again)),
        Ok(Verdict::Refused { reason }) => Err(Declined::Refused { reason }),
        Ok(Verdict::Failed(fault)) => Err(Declined::Failed(fault)),
        Err(_) => Err(Declined::Withdrawn),
    }
}

fn nobody_signs() -> Fault {
    Fault::new(FaultCode::NotGranted, "No rule signs this request, and nobody is there to decide.")
}
