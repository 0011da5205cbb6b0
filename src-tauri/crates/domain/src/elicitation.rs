//! A question of a server to the person: a form to fill in, or a page to visit.
//!
//! It is not an exchange: no model is asked, and there is one decision rather than two gates. What
//! it has in common is that nothing goes back without a person's decision: only
//! [`Elicitation::open`] and [`Elicitation::answer`] make an [`Answered`].

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::cause::{Cause, Door};
use crate::exchange::Withdrawal;
use crate::fault::Fault;
use crate::id::{ElicitationId, Timestamp};

mod form;
mod link;

pub use form::{Alternative, Bounds, Field, FieldKind, TextFormat, Unfit, fields};
pub use link::{Link, LinkRemark};

/// What a server wants to know from the person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "mode", rename_all = "snake_case")]
pub enum Question {
    /// A form (2025-06-18 and later).
    Form {
        /// Why, in the server's words.
        message: String,
        /// Its fields, in the server's order.
        fields: Vec<Field>,
        /// The schema that an answer must fit, as it arrived.
        schema: Map<String, Value>,
    },
    /// A page to visit (2025-11-25 and later).
    Url {
        /// Why, in the server's words.
        message: String,
        /// The page.
        link: Link,
        /// Under which name the server says that the visit is over (2025-11-25 only).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        name: Option<String>,
    },
    /// One that could not be shown to anybody.
    Unfit {
        /// Its JSON as it arrived.
        raw: String,
    },
}

impl Question {
    /// What a form holds before anybody touches it: the defaults of its fields.
    pub fn defaults(&self) -> Map<String, Value> {
        match self {
            Self::Form { fields, .. } => fields
                .iter()
                .filter_map(|field| Some((field.name.clone(), field.kind.default()?)))
                .collect(),
            Self::Url { .. } | Self::Unfit { .. } => Map::new(),
        }
    }
}

/// What a person answers. The three are different things: leaving is never consent, and never a no.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Answer {
    /// Yes: with what the form holds; without anything for a page.
    Accept {
        /// The values by the fields' names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        content: Option<Map<String, Value>>,
    },
    /// No.
    Decline,
    /// Neither: it was left.
    Cancel,
}

/// An answer that a person gave. Made here only, out of a decision; a server is told nothing else.
///
/// ```compile_fail
/// let forged = domain::Answered { answer: domain::elicitation::Answer::Decline };
/// ```
/// ```compile_fail
/// fn twice(answered: domain::Answered) -> domain::Answered { answered.clone() }
/// ```
#[derive(Debug)]
pub struct Answered {
    answer: Answer,
}

impl Answered {
    /// What was answered.
    pub fn get(&self) -> &Answer {
        &self.answer
    }
}

/// Where a question stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Standing {
    /// It waits for the person.
    Waiting,
    /// The page was opened, and is not known to be done with.
    Opened,
    /// The person said yes. The end.
    Accepted {
        /// What the server was sent; nothing for a page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        content: Option<Map<String, Value>>,
    },
    /// The person said no. The end.
    Declined,
    /// The person left it. The end.
    Cancelled,
    /// It could not be put to anybody, or the answer could not be kept. The end.
    Failed {
        /// Why.
        fault: Fault,
    },
    /// Nobody waits for it any more. The end.
    Withdrawn {
        /// Why.
        why: Withdrawal,
    },
}

impl Standing {
    /// Whether nothing can happen any more.
    pub fn is_closed(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Opened)
    }
}

/// One question and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Elicitation {
    /// Its id.
    pub id: ElicitationId,
    /// Why the server asks.
    pub cause: Box<Cause>,
    /// What it asks.
    pub question: Question,
    /// When it arrived.
    pub opened_at: Timestamp,
    /// When it last changed; for a closed one, when it closed.
    pub changed_at: Timestamp,
    standing: Standing,
}

impl Elicitation {
    /// One that has just arrived.
    pub fn receive(id: ElicitationId, cause: Cause, question: Question, at: Timestamp) -> Self {
        let (cause, standing) = (Box::new(cause), Standing::Waiting);
        Self { id, cause, question, opened_at: at, changed_at: at, standing }
    }

    /// Where it stands.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The person had its page opened. The server of a pushed question is told at once that they
    /// agreed; one that waits in a round is told when they are done. `None` when it has no page or
    /// was opened before.
    pub fn open(&mut self, at: Timestamp) -> Option<Option<Answered>> {
        match (&self.question, &self.standing) {
            (Question::Url { .. }, Standing::Waiting) => {}
            (Question::Form { .. } | Question::Unfit { .. } | Question::Url { .. }, _) => {
                return None;
            }
        }
        self.stand(Standing::Opened, at);
        Some(self.told_when_opened().then(|| Answered { answer: Answer::Accept { content: None } }))
    }

    /// Whether the server hears of the opening rather than of the end of the visit.
    fn told_when_opened(&self) -> bool {
        match self.cause.door {
            Door::Pushed => true,
            Door::Pulled => false,
        }
    }

    /// The person decided; `None` when that does not fit the question or where it stands, and
    /// nothing was changed. A page must have been opened before it can be accepted. After a pushed
    /// one was opened, only the end of the visit is left to say: the server has its answer.
    ///
    /// Whether content fits the schema is for whoever can validate to say first.
    pub fn answer(&mut self, answer: Answer, at: Timestamp) -> Option<Answered> {
        let fits = match (&self.question, &self.standing, &answer) {
            (Question::Form { .. }, Standing::Waiting, Answer::Accept { content }) => {
                content.is_some()
            }
            (Question::Url { .. }, Standing::Opened, Answer::Accept { content }) => {
                content.is_none()
            }
            (
                Question::Form { .. } | Question::Url { .. },
                Standing::Waiting,
                Answer::Decline | Answer::Cancel,
            ) => true,
            (Question::Url { .. }, Standing::Opened, Answer::Decline | Answer::Cancel) => {
                !self.told_when_opened()
            }
            (Question::Form { .. } | Question::Url { .. } | Question::Unfit { .. }, _, _) => false,
        };
        if !fits {
            return None;
        }
        let standing = match &answer {
            Answer::Accept { content } => Standing::Accepted { content: content.clone() },
            Answer::Decline => Standing::Declined,
            Answer::Cancel => Standing::Cancelled,
        };
        self.stand(standing, at);
        Some(Answered { answer })
    }

    /// Nobody waits for it any more. Returns whether that changed anything.
    pub fn withdraw(&mut self, why: Withdrawal, at: Timestamp) -> bool {
        self.end(Standing::Withdrawn { why }, at)
    }

    /// It cannot be put to anybody, or its answer not be kept. Returns whether that changed anything.
    pub fn fail(&mut self, fault: Fault, at: Timestamp) -> bool {
        self.end(Standing::Failed { fault }, at)
    }

    fn end(&mut self, standing: Standing, at: Timestamp) -> bool {
        let open = !self.standing.is_closed();
        if open {
            self.stand(standing, at);
        }
        open
    }

    fn stand(&mut self, standing: Standing, at: Timestamp) {
        self.standing = standing;
        self.changed_at = at;
    }
}

#[cfg(test)]
mod tests;
