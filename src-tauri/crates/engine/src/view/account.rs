//! Provider accounts, as the window sees and edits them.

use domain::{Account, AccountId, Fault, Model, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A provider account.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AccountView {
    /// The account, without its key.
    pub account: Account,
    /// Whether a key is kept for it.
    pub has_key: bool,
    /// The system's proxy that its requests go through, as `host:port`, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub proxy: Option<String>,
    /// What is known of it.
    pub state: AccountState,
}

/// What is known of an account.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum AccountState {
    /// Not asked in this session.
    Unknown,
    /// Being asked.
    Testing,
    /// The key works.
    Ready {
        /// The models that the provider lists.
        models: Vec<Model>,
        /// When it was asked.
        at: Timestamp,
    },
    /// It does not work.
    Failed {
        /// Why.
        fault: Fault,
        /// When it was asked.
        at: Timestamp,
    },
}

/// An account as it is entered.
#[derive(Deserialize, TS)]
pub struct AccountEdit {
    /// The account to change; a new one when absent.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<AccountId>,
    /// What the person calls it.
    pub name: String,
    /// Which wire format it speaks.
    pub kind: domain::ProviderKind,
    /// Where requests go; the provider's own address when empty.
    #[serde(default)]
    pub base_url: String,
    /// The program that answers, of an account of kind `command`. What it is now is what the person
    /// agrees to.
    #[serde(default)]
    #[ts(optional)]
    pub program: Option<domain::account::Program>,
    /// The new key; absent means "as it is". Goes to the vault and is never sent back.
    #[serde(default)]
    #[ts(optional, type = "string")]
    pub key: Option<secrecy::SecretString>,
    /// The headers that go along with every request: names, and values only on their way in.
    #[serde(default)]
    pub headers: Vec<domain::header::HeaderSetting>,
}
