//! Everything at rest: the encrypted history, what is kept beside it, and the vault.
//!
//! - [`Store`] is the database: SQLite under SQLCipher. Each exchange is a journal of events that
//!   only grows, and one line for the lists; both change in one transaction. Before it is a log, so
//!   that a step is durable at once.
//! - [`Vault`] is the operating system's keychain, asked from a thread of its own.
//! - [`database_key`] fetches the database's key from the vault, or makes one where there is no
//!   database yet. [`set_aside`] puts a database that cannot be read out of the way.
//!
//! Nothing here writes a plain file, and no error or log holds a key or a text of the history.

mod aside;
mod database;
mod error;
mod hex;
mod journal;
mod kept;
mod key;
mod page;
mod questions;
mod readers;
mod search;
mod spent;
mod steps;
mod store;
mod totals;
mod vault;
mod words;
mod writer;

pub use aside::set_aside;
pub use key::{DatabaseKey, database_key};
pub use store::Store;
pub use vault::{Vault, VaultItem};
