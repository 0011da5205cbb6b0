//! Questions to the person: from arrival to answer.
//!
//! As with exchanges, what happens is durable before it is shown, and an answer is durable before
//! it goes back.

use std::sync::Arc;

use domain::elicitation::{Answer, Standing};
use domain::exchange::Withdrawal;
use domain::{
    Answered, Cause, Elicitation, ElicitationId, Fault, FaultCode, Question, ServerId, Timestamp,
};
use mcp::{Declined, Ended};
use serde_json::{Map, Value};
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::clock::now;
use crate::feed::{World, too_late};
use crate::view::AppEvent;
use crate::{Attendance, Engine, browser, invalid};

/// A question that is not closed yet.
pub(crate) struct OpenElicitation {
    elicitation: Elicitation,
    /// Whom to tell what the person answered; nobody once a pushed page was opened.
    waiting: Option<oneshot::Sender<Result<Answered, Fault>>>,
    /// Held by whoever writes it, so that what happens first is written first.
    turn: Arc<tokio::sync::Mutex<()>>,
    durable: bool,
}

impl OpenElicitation {
    /// It, once the history has it.
    pub(crate) fn shown(&self) -> Option<&Elicitation> {
        self.durable.then_some(&self.elicitation)
    }
}

/// A question in the hands of whoever waits for its answer. Dropping it withdraws the question.
struct Asking {
    engine: Engine,
    id: ElicitationId,
}

impl Drop for Asking {
    fn drop(&mut self) {
        let waits =
            self.engine.world().elicitations.get(&self.id).is_some_and(|it| it.waiting.is_some());
        if let (true, Ok(runtime)) = (waits, Handle::try_current()) {
            let (engine, id) = (self.engine.clone(), self.id);
            runtime.spawn(async move { engine.withdraw_question(id, Withdrawal::CallEnded).await });
        }
    }
}

impl World {
    /// The questions of these servers' calls whose page was opened and that only wait to be over.
    fn opened(&self, of: impl Fn(&Elicitation) -> bool) -> Vec<ElicitationId> {
        let opened = self
            .elicitations
            .values()
            .map(|open| &open.elicitation)
            .filter(|one| matches!(one.standing(), Standing::Opened) && of(one));
        opened.map(|one| one.id).collect()
    }
}

impl Engine {
    /// Puts one question to the person.
    pub(crate) async fn elicit(
        &self,
        cause: Cause,
        question: Question,
        ended: Ended,
    ) -> Result<Answered, Declined> {
        let (asking, answered) = self.receive_question(cause, question)?;
        let id = asking.id;
        self.write_question(id).await.map_err(Declined::Failed)?;
        if self.inner.options.attendance == Attendance::Nobody {
            // Nobody is there who could say yes or no.
            self.settle_question(id, Answer::Cancel).await.map_err(Declined::Failed)?;
        }
        tokio::select! {
            biased;
            why = ended.wait() => {
                self.withdraw_question(id, why).await;
                Err(Declined::Withdrawn)
            }
            answered = answered => match answered {
                Ok(answered) => answered.map_err(Declined::Failed),
                Err(_) => Err(Declined::Withdrawn),
            }
        }
    }

    /// Keeps a question that cannot be put to anybody.
    pub(crate) async fn keep_refused_question(&self, cause: Cause, raw: String, fault: Fault) {
        let raw = crate::sample::shortened(raw);
        match self.receive_question(cause, Question::Unfit { raw }) {
            Ok((asking, _)) => {
                if let Some(open) = self.world().elicitations.get_mut(&asking.id) {
                    open.elicitation.fail(fault, now());
                    open.waiting = None;
                }
                // The server's log tells of it all the same.
                drop(self.write_question(asking.id).await);
            }
            Err(declined) => tracing::debug!("a refused question was not kept: {declined:?}"),
        }
    }

    fn receive_question(
        &self,
        cause: Cause,
        question: Question,
    ) -> Result<(Asking, oneshot::Receiver<Result<Answered, Fault>>), Declined> {
        let id = ElicitationId(Uuid::now_v7());
        let mut world = self.world();
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
        let (sender, receiver) = oneshot::channel();
        let open = OpenElicitation {
            elicitation: Elicitation::receive(id, cause, question, now()),
            waiting: Some(sender),
            turn: Arc::default(),
            durable: false,
        };
        world.elicitations.insert(id, open);
        Ok((Asking { engine: self.clone(), id }, receiver))
    }

    /// Answers a question. A page must have been opened before it can be accepted.
    ///
    /// # Errors
    /// `Invalid` when the content does not fit the form, naming each field; `TooLate` when it was
    /// answered or withdrawn meanwhile.
    pub async fn answer_elicitation(&self, id: ElicitationId, answer: Answer) -> Result<(), Fault> {
        self.settle_question(id, answer).await
    }

    /// Opens the page of a question in the system's browser: the person agrees to visit it.
    ///
    /// # Errors
    /// `TooLate` when it was opened, answered or withdrawn meanwhile; `Internal` when the system
    /// opens no browser, and the question then waits as before.
    pub async fn open_elicitation(&self, id: ElicitationId) -> Result<(), Fault> {
        let page = match self.world().elicitations.get(&id).map(|open| &open.elicitation) {
            Some(Elicitation { question: Question::Url { link, .. }, .. }) => link.whole(),
            Some(_) | None => return Err(too_late()),
        };
        browser::open(&page)?;
        self.visited_elicitation(id).await
    }

    /// Notes that the person opens the page of a question by themselves.
    ///
    /// # Errors
    /// As [`Self::open_elicitation`].
    pub async fn visited_elicitation(&self, id: ElicitationId) -> Result<(), Fault> {
        let (answered, waiting) = {
            let mut world = self.world();
            let open = world.elicitations.get_mut(&id).ok_or_else(too_late)?;
            let answered = open.elicitation.open(now()).ok_or_else(too_late)?;
            let waiting = if answered.is_some() { open.waiting.take() } else { None };
            (answered, waiting)
        };
        let written = self.write_question(id).await;
        if let (Some(answered), Some(waiting)) = (answered, waiting) {
            // Whoever waited may have ended this very moment.
            drop(waiting.send(written.clone().map(|()| answered)));
        }
        written
    }

    async fn settle_question(&self, id: ElicitationId, answer: Answer) -> Result<(), Fault> {
        let (answered, waiting) = {
            let mut world = self.world();
            let open = world.elicitations.get_mut(&id).ok_or_else(too_late)?;
            if let (Question::Form { schema, .. }, Answer::Accept { content: Some(content) }) =
                (&open.elicitation.question, &answer)
            {
                check_content(schema, content)?;
            }
            let answered = open.elicitation.answer(answer, now()).ok_or_else(too_late)?;
            (answered, open.waiting.take())
        };
        let written = self.write_question(id).await;
        if let Some(waiting) = waiting {
            drop(waiting.send(written.clone().map(|()| answered)));
        }
        written
    }

    /// Ends a question because nobody waits for it any more.
    pub(crate) async fn withdraw_question(&self, id: ElicitationId, why: Withdrawal) {
        {
            let mut world = self.world();
            // While the app closes, calls end one after the other: that it closes is why.
            let why = if world.closing { Withdrawal::AppClosed } else { why };
            let Some(open) = world.elicitations.get_mut(&id) else { return };
            if !open.elicitation.withdraw(why, now()) {
                return;
            }
            open.waiting = None;
        }
        // When it cannot be written, the next start withdraws it.
        drop(self.write_question(id).await);
    }

    /// Withdraws every open question, because the app closes.
    pub(crate) async fn withdraw_questions(&self) {
        let open: Vec<_> = self.world().elicitations.keys().copied().collect();
        for id in open {
            self.withdraw_question(id, Withdrawal::AppClosed).await;
        }
    }

    /// The visits of these pages are over: the server said so, or what waited for them has ended.
    pub(crate) fn visits_over(&self, of: impl Fn(&Elicitation) -> bool) {
        let over = self.world().opened(of);
        if over.is_empty() {
            return;
        }
        let engine = self.clone();
        tokio::spawn(async move {
            for id in over {
                // One that the person ended meanwhile is over as well.
                drop(engine.settle_question(id, Answer::Accept { content: None }).await);
            }
        });
    }

    /// A server says that a visit is over, by the name that it gave it.
    pub(crate) fn visit_over(&self, server: ServerId, name: &str) {
        self.visits_over(|one| {
            one.cause.server == server
                && matches!(&one.question, Question::Url { name: Some(of), .. } if of == name)
        });
    }

    /// Makes a question as it is now durable, and tells the window. One that cannot be written
    /// fails, and nothing goes back.
    async fn write_question(&self, id: ElicitationId) -> Result<(), Fault> {
        let turn = self.world().elicitations.get(&id).map(|open| Arc::clone(&open.turn));
        let _turn = turn.ok_or_else(too_late)?.lock_owned().await;
        let (mut elicitation, store) = {
            let world = self.world();
            let open = world.elicitations.get(&id).ok_or_else(too_late)?;
            (open.elicitation.clone(), world.kept()?.store)
        };
        let written = store.save_question(&elicitation).await;
        let mut world = self.world();
        if let Err(fault) = &written {
            tracing::error!(question = %id, "the history could not be written: {fault}");
            elicitation.fail(fault.clone(), now());
        }
        if elicitation.standing().is_closed() || written.is_err() {
            world.elicitations.remove(&id);
        } else if let Some(open) = world.elicitations.get_mut(&id) {
            open.durable = true;
        }
        world.publish(AppEvent::Elicitation { elicitation: Box::new(elicitation) });
        written
    }

    /// The questions of the history that arrived from `since` on and before `until`, newest first,
    /// at most 500.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub async fn list_elicitations(
        &self,
        server: Option<ServerId>,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Elicitation>, Fault> {
        let store = self.world().kept()?.store;
        store.questions(server, since, until).await
    }
}

/// Holds an answer against the schema that asked for it, formats too.
fn check_content(schema: &Map<String, Value>, content: &Map<String, Value>) -> Result<(), Fault> {
    let schema = Value::Object(schema.clone());
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .map_err(|why| invalid("The form makes no sense.").with_detail(why.to_string()))?;
    let content = Value::Object(content.clone());
    let wrong: Vec<String> = validator
        .iter_errors(&content)
        .map(|error| match error.instance_path().as_str() {
            "" => error.to_string(),
            path => format!("{}: {error}", path.trim_start_matches('/')),
        })
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(invalid(format!("This does not fit the form. {}", wrong.join("; "))))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn check(content: &Value) -> Result<(), String> {
        let schema = json!({
            "type": "object",
            "properties": {
                "mail": { "type": "string", "format": "email" },
                "page": { "type": "string", "format": "uri" },
                "day": { "type": "string", "format": "date" },
                "at": { "type": "string", "format": "date-time" },
                "name": { "type": "string", "minLength": 2, "maxLength": 3 },
                "n": { "type": "integer", "minimum": 1, "maximum": 9 },
                "one": { "type": "string", "enum": ["a", "b"] },
                "other": { "type": "string", "oneOf": [{ "const": "x", "title": "X" }] },
                "many": { "type": "array", "items": { "enum": ["a", "b"] }, "minItems": 1, "maxItems": 1 },
            },
            "required": ["n"],
        });
        check_content(schema.as_object().unwrap(), content.as_object().unwrap())
            .map_err(|fault| fault.message)
    }

    #[rstest]
    #[case(json!({ "n": 1 }))]
    #[case(json!({ "n": 9, "mail": "an@example.com", "page": "https://example.com/", "day": "2026-07-28" }))]
    #[case(json!({ "n": 2, "at": "2026-07-28T09:30:00Z", "name": "Anh", "one": "b", "other": "x", "many": ["a"] }))]
    fn what_fits_may_go(#[case] content: Value) {
        assert_eq!(check(&content), Ok(()));
    }

    #[rstest]
    #[case(json!({}), "\"n\" is a required property")]
    #[case(json!({ "n": 1.5 }), "n: ")]
    #[case(json!({ "n": 10 }), "n: ")]
    #[case(json!({ "n": 1, "mail": "nobody" }), "mail: ")]
    #[case(json!({ "n": 1, "page": "not a uri" }), "page: ")]
    #[case(json!({ "n": 1, "day": "2026-02-30" }), "day: ")]
    #[case(json!({ "n": 1, "at": "2026-07-28" }), "at: ")]
    #[case(json!({ "n": 1, "name": "A" }), "name: ")]
    #[case(json!({ "n": 1, "name": "four" }), "name: ")]
    #[case(json!({ "n": 1, "one": "c" }), "one: ")]
    #[case(json!({ "n": 1, "other": "y" }), "other: ")]
    #[case(json!({ "n": 1, "many": [] }), "many: ")]
    #[case(json!({ "n": 1, "many": ["a", "b"] }), "many: ")]
    fn what_does_not_fit_is_named(#[case] content: Value, #[case] says: &str) {
        let said = check(&content).unwrap_err();
        assert!(said.contains(says), "{said}");
    }
}
