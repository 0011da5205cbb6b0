//! The words and rules of Countersign.
//!
//! Everything here is plain data and pure functions. This crate never does IO, never waits, never
//! reads a clock and never makes a random number: times and ids are handed in. Its types are the
//! same in the database, over IPC and on screen (decision 1 in `src-tauri/README.md`).

pub mod account;
pub mod asked;
pub mod balance;
pub mod beside;
pub mod call;
pub mod catalogue;
pub mod cause;
pub mod choice;
pub mod content;
pub mod elicitation;
pub mod estimate;
pub mod exchange;
pub mod fault;
pub mod features;
pub mod header;
pub mod history;
pub mod id;
pub mod limits;
pub mod money;
pub mod network;
pub mod patience;
pub mod policy;
pub mod prompt;
pub mod reply;
pub mod server;
pub mod signature;
pub mod thread;

pub use account::{Account, Model, ProviderKind};
pub use asked::{Asked, Oddity};
pub use beside::{Allowance, Beside, Left, Thinking, Thought};
pub use call::{Call, What};
pub use cause::{Cause, Door, Era, Round};
pub use content::{Content, Role};
pub use elicitation::{Answer, Answered, Elicitation, Question};
pub use exchange::{Attempt, Event, Exchange, Illegal, Passed, Recorded, State, Timing};
pub use fault::{Fault, FaultCode, Parameter};
pub use id::{AccountId, CallId, ElicitationId, ExchangeId, RuleId, ServerId, Timestamp};
pub use limits::Limits;
pub use money::{Cost, Money, Rate, Rates, Spend};
pub use patience::{Patience, Wait};
pub use policy::{Grant, Place, Route, Rule};
pub use prompt::{Message, Prompt, Tool};
pub use reply::{Reply, StopReason, Usage};
pub use server::{Identity, Protocol, Server};
pub use signature::{Countersigned, Digest, Gate, ModelRef, Signer, Target};
