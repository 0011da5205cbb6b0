//! The database and the vault, used as the engine uses them: real files, a real keychain.
#![cfg(test)]

mod crash;
mod exchanges;
mod history;
mod kept;
mod questions;
mod replay;
mod rounds;
mod sealed;
mod search;
mod spent;
mod steps;
mod totals;
#[cfg(target_os = "linux")]
mod vault;
