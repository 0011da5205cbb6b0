//! Signatures, and the proof that something was signed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{AccountId, RuleId};

/// A point of decision. There are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Before a model sees the prompt.
    Prompt,
    /// Before the server sees the reply.
    Reply,
}

/// Who decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Signer {
    /// A person at the desk.
    Person,
    /// A rule that a person made.
    Rule {
        /// The rule.
        rule: RuleId,
    },
}

/// A model of an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct ModelRef {
    /// Whose key is used.
    pub account: AccountId,
    /// The model's id as the provider names it.
    pub model: String,
}

/// Who is to write the reply.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// A model.
    Model {
        /// Which.
        model: ModelRef,
    },
    /// The person at the desk.
    Person,
}

/// The SHA-256 of what is sent, in 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Digest(pub String);

/// Proof that `T` passed its gate: a provider takes only a `&Countersigned<Prompt>`, a server is
/// answered only with a `Countersigned<Reply>`.
///
/// Only [`Exchange::apply`](crate::Exchange::apply) makes one. It cannot be cloned, built or read
/// back from anywhere:
///
/// ```compile_fail
/// use std::sync::Arc;
/// let forged = domain::Countersigned {
///     value: Arc::new(domain::Prompt::default()),
///     by: domain::Signer::Person,
///     target: domain::Target::Person,
///     digest: None,
/// };
/// ```
/// ```compile_fail
/// fn copy(signed: &domain::Countersigned<domain::Prompt>) -> domain::Countersigned<domain::Prompt> {
///     signed.clone()
/// }
/// ```
/// ```compile_fail
/// let forged: domain::Countersigned<domain::Prompt> = serde_json::from_str("{}").unwrap();
/// ```
#[derive(Debug)]
pub struct Countersigned<T> {
    value: Arc<T>,
    by: Signer,
    target: Target,
    digest: Option<Digest>,
}

impl<T> Countersigned<T> {
    pub(crate) fn new(value: Arc<T>, by: Signer, target: Target, digest: Option<Digest>) -> Self {
        Self { value, by, target, digest }
    }

    /// What was signed.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Who signed it.
    pub fn by(&self) -> Signer {
        self.by
    }

    /// Who is to write the reply (for a prompt), or who wrote it (for a reply).
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The digest of the bytes that were signed, where they were known: no others may be sent.
    pub fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }
}
