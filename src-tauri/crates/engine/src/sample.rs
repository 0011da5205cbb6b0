//! The flow: one request for a completion, from arrival to release, top to bottom.

use domain::estimate::Weight;
use domain::exchange::Event;
use domain::policy::Route;
use domain::{
    Asked, Beside, Cause, Countersigned, Exchange, ExchangeId, Fault, FaultCode, Passed, Prompt,
    Reply, Signer, Target, Timing,
};
use mcp::{Declined, Ended};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::case::Case;
use crate::clock::now;
use crate::desk::{OpenExchange, Verdict};
use crate::{Attendance, Engine};

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
        asked: Asked,
        ended: Ended,
    ) -> Result<Countersigned<Reply>, Declined> {
        let case = self.receive(cause, asked)?;
        tokio::select! {
            biased;
            why = ended.wait() => {
                case.withdraw(why).await;
                Err(Declined::Withdrawn)
            }
            outcome = self.through_both_gates(&case) => outcome,
        }
    }

    /// Keeps a request that cannot be taken: an exchange that failed before anybody saw it.
    pub(crate) async fn keep_refused(&self, cause: Cause, raw: String, fault: Fault) {
        let asked = Asked { raw: Some(shortened(raw)), ..Asked::default() };
        match self.receive(cause, asked) {
            Ok(case) => drop(case.fail(fault).await),
            // The server's log tells of it all the same.
            Err(declined) => tracing::debug!("a refused request was not kept: {declined:?}"),
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
    fn receive(&self, cause: Cause, asked: Asked) -> Result<Case, Declined> {
        let id = ExchangeId(Uuid::now_v7());
        let weight = Weight::of(&asked.prompt);
        let mut world = self.world();
        let turn = world.turn(&cause, &asked.prompt);
        let (exchange, received) = Exchange::receive(id, Cause { turn, ..cause }, asked);
        if world.closing {
            return Err(Declined::Withdrawn);
        }
        world.kept().map_err(Declined::Failed)?;
        let most = world.limits.open_in_all;
        if world.open.len() + world.elicitations.len() >= most {
            return Err(Declined::Failed(Fault::new(
                FaultCode::Internal,
                format!("The limit of {most} open requests of all servers together is reached."),
            )));
        }
        let server = world.servers.get(&exchange.cause.server);
        let identity =
            server.and_then(|entry| entry.identity.clone()).ok_or(Declined::Withdrawn)?;
        world.open.insert(id, OpenExchange::new(exchange, received, identity, weight, now()));
        drop(world);
        Ok(Case::new(self.clone(), id))
    }

    /// The prompt gate: a rule signs, or a person decides.
    async fn review_prompt(&self, case: &Case) -> Result<Countersigned<Prompt>, Declined> {
        if let Route::Sign { rule, model } = case.route()? {
            let (by, target) = (Signer::Rule { rule }, Target::Model { model });
            let digest = self.world().digest(case.id, &target, None);
            let signed = Event::PromptSigned { by, target, edited: None, digest };
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
            Target::Person => Event::Drafted {
                reply: case.by_hand()?,
                timing: Timing::default(),
                beside: Beside::default(),
            },
            Target::Model { model } => self.generate(case, prompt, model).await,
        };
        // A rule signs what a model wrote and the server can take; the rest is left to a person.
        let rule = match (&written, case.route()?) {
            (Event::Drafted { reply, .. }, route) => {
                let fits = case.notice(reply)?;
                match route {
                    Route::Sign { rule, .. } if fits && prompt.target() != &Target::Person => {
                        Some(rule)
                    }
                    Route::Sign { .. } | Route::Ask => None,
                }
            }
            _ => None,
        };
        let Some(rule) = rule else {
            return self.leave_to_a_person(case, written).await;
        };
        let (by, attempt) = (Signer::Rule { rule }, case.attempts()?);
        let signed = Event::ReplySigned { by, attempt, edited: None, despite: Vec::new() };
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

/// How much of a request that cannot be taken is kept.
const REFUSED_KEPT: usize = 1024 * 1024;

/// The text, or the beginning of a very long one, which says that it is that.
pub(crate) fn shortened(raw: String) -> String {
    match raw.split_at_checked(raw.floor_char_boundary(REFUSED_KEPT)) {
        Some((kept, rest)) if !rest.is_empty() => {
            format!("{kept}… ({} more bytes were not kept)", rest.len())
        }
        Some(_) | None => raw,
    }
}

fn nobody_signs() -> Fault {
    Fault::new(FaultCode::NotGranted, "No rule signs this request, and nobody is there to decide.")
}
