//! An exchange, open or closed, as a card shows it; and what is decided on it.

use std::sync::Arc;

use domain::prompt::Remark;
use domain::reply::ReplyRemark;
use domain::{Exchange, ExchangeId, ModelRef, Prompt, Reply, Signer, Target, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Offers;

/// One exchange in full: for the card and for the history's detail.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExchangeDetail {
    /// The exchange: cause, the four texts, attempts.
    pub exchange: Exchange,
    /// Its journal, without the texts.
    pub journal: Vec<JournalLine>,
    /// What a decision needs; absent once it is closed.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<DeskView>,
}

/// One line of an exchange's journal.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct JournalLine {
    /// Its place.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// What, by the event's name.
    pub event: String,
    /// Who decided, where someone did.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Signer>,
    /// Whether the text was edited with it.
    pub edited: bool,
}

/// What a person needs to decide about an open exchange.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DeskView {
    /// What to notice about the prompt as asked.
    pub remarks: Vec<Remark>,
    /// What to notice about the reply that was written last.
    #[ts(optional, as = "Option<Vec<ReplyRemark>>")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reply_remarks: Vec<ReplyRemark>,
    /// The models in order, and what each may cost; for the prompt as asked.
    pub offers: Offers,
    /// The models that the server may use now, best first, those that cannot take the prompt last.
    pub granted: Vec<ModelRef>,
    /// The answer that was signed for the very same request in the run before, and was delivered to
    /// nobody.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
    /// What is being written, while a model writes.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writing: Option<Writing>,
}

/// An answer that was signed before, for the very same request.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Earlier {
    /// The exchange that it was signed in.
    pub exchange: ExchangeId,
    /// When it was signed.
    pub at: Timestamp,
    /// It.
    pub reply: Arc<Reply>,
}

/// What a model has written so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Writing {
    /// The last delta that `text` holds.
    pub seq: u32,
    /// The text so far.
    pub text: String,
    /// The thinking so far, which is shown and never returned.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[ts(optional, as = "Option<String>")]
    pub thinking: String,
}

/// What a person decides about an exchange.
#[derive(Clone, Debug, PartialEq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Decision {
    /// Sign the prompt. At the reply gate this means "again".
    SignPrompt {
        /// Who is to write.
        target: Target,
        /// The prompt, if it was edited.
        #[serde(default)]
        #[ts(optional)]
        edited: Option<Box<Prompt>>,
        /// For how long.
        span: Span,
    },
    /// Sign the prompt as it is, and begin the reply with the answer that was signed before for the
    /// very same request ([`DeskView::earlier`]). No model is asked.
    FillIn,
    /// Sign the reply of an attempt.
    SignReply {
        /// Which attempt, counted from 0.
        attempt: u32,
        /// The reply, if it was edited.
        #[serde(default)]
        #[ts(optional)]
        edited: Option<Box<Reply>>,
        /// What is wrong with it, which the person has seen and signs all the same.
        #[serde(default)]
        #[ts(optional, as = "Option<Vec<ReplyRemark>>")]
        despite: Vec<ReplyRemark>,
    },
    /// Say no, at whichever gate it stands.
    Refuse {
        /// What the server is told.
        #[serde(default)]
        #[ts(optional)]
        reason: Option<String>,
    },
    /// Stop the writing; what there is goes to the reply gate.
    Stop,
}

/// For how long a signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// For this request.
    Once,
    /// For everything this server asks, at both gates, until Countersign quits.
    Session,
}
