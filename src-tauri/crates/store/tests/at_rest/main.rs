//! The database and the vault, used as the engine uses them: real files, a real keychain.
#![cfg(test)]

mod exchanges;
mod history;
