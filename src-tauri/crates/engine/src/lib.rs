//! The middle of Countersign: one file for each thing the app does. `sample.rs` is the flow.
//!
//! The engine never draws, never speaks a wire format and never knows a table: it holds what is
//! true right now (`feed`), lets the edge crates do their work, and lets nothing pass a gate
//! without a signature.

mod accounts;
mod again;
mod browser;
mod calls;
mod case;
mod catalogue;
mod choice;
mod clock;
mod decide;
mod desk;
mod elicit;
mod features;
mod feed;
mod generate;
mod grants;
mod headers;
mod history;
mod host;
mod journal;
mod limits;
mod models;
mod outgoing;
mod patience;
mod remarks;
mod sample;
mod servers;
mod storage;
pub mod view;

/// What a program of ours does when the engine starts it as a child; see [`Options::own`].
pub use mcp::child;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Fault, FaultCode};

use feed::World;

/// How many rounds a call may take where nobody is there who could let it go on.
pub const ROUNDS_ALONE: u32 = 50;

/// How an engine is to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where history and keys are kept.
    pub place: Place,
    /// Whether somebody is there to decide.
    pub attendance: Attendance,
    /// A program of ours whose `main` calls [`child::run`] first: started as the demo server and
    /// as the guard of other servers.
    pub own: PathBuf,
}

/// Where history and keys are kept.
#[derive(Clone, Debug)]
pub enum Place {
    /// History in this folder, encrypted; its key and the provider keys in the OS keychain.
    Kept(PathBuf),
    /// History in this folder, encrypted with a key that is forgotten at the end; provider keys in
    /// memory. For runs that must not touch what the person keeps.
    ThrowAway(PathBuf),
}

/// Whether somebody is there to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// A person, in a window or at a terminal.
    Person,
    /// Nobody: what no rule signs fails.
    Nobody,
}

/// The running engine. Clones share it.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    world: Mutex<World>,
    options: Options,
    http: providers::Client,
    /// Held while storage is opened, replaced or closed: one at a time.
    storage: tokio::sync::Mutex<()>,
}

impl Engine {
    /// Starts an engine and begins to open its storage; returns at once.
    ///
    /// Must be called inside a tokio runtime.
    pub fn start(options: Options) -> Self {
        let inner = Inner {
            world: Mutex::new(World::new()),
            http: providers::Client::with_guard(options.own.clone()),
            options,
            storage: tokio::sync::Mutex::new(()),
        };
        let engine = Self { inner: Arc::new(inner) };
        let opening = engine.clone();
        tokio::spawn(async move { opening.open_storage().await });
        engine
    }

    /// What is true right now. Never held across an await.
    fn world(&self) -> MutexGuard<'_, World> {
        self.inner.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn not_found(what: &str) -> Fault {
    Fault::new(FaultCode::NotFound, format!("There is no such {what} any more."))
}

fn invalid(message: impl Into<String>) -> Fault {
    Fault::new(FaultCode::Invalid, message)
}
