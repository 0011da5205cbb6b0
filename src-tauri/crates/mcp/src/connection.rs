//! One running server.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use domain::features::{Completion, CompletionQuery, Features, PromptList, ResourceList};
use domain::server::LogLevel;
use domain::{Call, Era, Fault, FaultCode, Identity, Server, Tool};
use rmcp::RoleClient;
use rmcp::service::Peer;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::call::{CallResult, Calling};
use crate::host::Host;
use crate::link::Link;
use crate::{features, follow, tools};

mod start;

/// How to open a connection.
#[derive(Clone, Debug)]
pub struct Options {
    /// A program of ours whose `main` calls [`crate::child::run`] first, usually
    /// [`std::env::current_exe`]. It is started to be the demo server, and on unix to guard each
    /// other server, so the smaller one of our programs is the better choice.
    pub own: PathBuf,
    /// The era that this server spoke when it was last asked with [`domain::Protocol::Auto`];
    /// spares it the probe.
    pub remembered: Option<Era>,
    /// How much a server may take.
    pub limits: Limits,
}

/// How much a server may take. How much it may ask for is said by [`Host::limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest message, in bytes.
    pub line_bytes: usize,
    /// How long it may take from its start to the end of the handshake.
    pub start: Duration,
    /// How long the modern protocol is waited for before the legacy one is asked for as well.
    pub probe: Duration,
    /// After how many rounds with requests the host is asked whether a call may go on, and after
    /// how many more again. Implementations that ask nobody end at 8 or 10.
    pub rounds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // The largest request that can be allowed, and the JSON around it.
            line_bytes: 80 * 1024 * 1024,
            start: Duration::from_secs(20),
            probe: Duration::from_secs(4),
            rounds: 10,
        }
    }
}

/// What is known of a running server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// Its name as it says; for show only, never for decisions.
    pub name: Option<String>,
    /// Its version as it says; for show only.
    pub version: Option<String>,
    /// The protocol revision, for example `2025-11-25`.
    pub revision: String,
    /// The era of `revision`; worth remembering for [`Options::remembered`].
    pub era: Era,
    /// What it is.
    pub identity: Identity,
    /// Its process id, where it is a process of ours; on unix also its process group, in which it
    /// and its children live.
    pub pid: Option<u32>,
    /// How it says that it is to be used.
    pub instructions: Option<String>,
    /// What it says that it can do beside running tools.
    pub features: Features,
}

/// How a server ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Whether it was we who ended it, on purpose.
    pub wanted: bool,
    /// The sentence for it, with its last lines on standard error as detail.
    pub fault: Fault,
}

/// One running server. Dropping it ends the server, in the background; [`close`](Self::close)
/// waits for that.
pub struct Connection {
    link: Arc<Link>,
    peer: Peer<RoleClient>,
    info: Info,
    /// Whether it says that it has tools.
    has_tools: bool,
    _stop: DropGuard,
}

impl Connection {
    /// Starts a server and agrees on a protocol with it.
    ///
    /// # Errors
    /// [`FaultCode::ServerFailed`] with a sentence for whatever went wrong;
    /// [`FaultCode::Stopped`] when `cancel` fired, and what was started then ends in the background.
    pub async fn open(
        server: &Server,
        options: &Options,
        host: Arc<dyn Host>,
        cancel: CancellationToken,
    ) -> Result<Self, Fault> {
        let opened = Box::pin(start::open(server, options, host));
        tokio::select! {
            opened = opened => opened,
            () = cancel.cancelled() => {
                Err(Fault::new(FaultCode::Stopped, format!("The start of {} was cancelled.", server.name)))
            }
        }
    }

    /// What is known of the server.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// All its tools, now. [`Host::tools_changed`] tells of later changes.
    ///
    /// # Errors
    /// [`FaultCode::CallFailed`] when it does not list them, [`FaultCode::ServerGone`] when it is gone.
    pub async fn tools(&self) -> Result<Vec<Tool>, Fault> {
        match tools::list(&self.peer, &self.link).await {
            // A server without tools need not know the question.
            Err(fault) if fault.code == FaultCode::CallFailed && !self.has_tools => Ok(Vec::new()),
            other => other,
        }
    }

    /// All its prompts, now. [`Host::list_changed`] tells of later changes.
    ///
    /// # Errors
    /// As [`Connection::tools`].
    pub async fn prompts(&self) -> Result<PromptList, Fault> {
        features::prompts(&self.peer, &self.link).await
    }

    /// All its resources and the patterns of others, now. [`Host::list_changed`] tells of later
    /// changes.
    ///
    /// # Errors
    /// As [`Connection::tools`].
    pub async fn resources(&self) -> Result<ResourceList, Fault> {
        features::resources(&self.peer, &self.link).await
    }

    /// Suggestions for an argument of a prompt or of a pattern of resources.
    ///
    /// # Errors
    /// As [`Connection::tools`]; also when it takes longer than 5 s.
    pub async fn complete(&self, query: CompletionQuery) -> Result<Completion, Fault> {
        features::complete(&self.peer, &self.link, query).await
    }

    /// Begins or ends to follow a resource: [`Host::resource_updated`] tells when it changes.
    ///
    /// # Errors
    /// As [`Connection::tools`].
    pub async fn follow(&self, uri: &str, on: bool) -> Result<(), Fault> {
        follow::follow(&self.peer, &self.link, self.info.era, uri, on).await
    }

    /// Sets from which level on the server sends log messages. An older server that was once told
    /// a level keeps one until its next start, and one that refuses keeps the level that it has,
    /// which its log tells.
    pub async fn set_log_level(&self, level: Option<LogLevel>) {
        match (self.info.era, level) {
            (Era::Modern, level) => {
                *self.link.log_level.lock().unwrap_or_else(PoisonError::into_inner) = level;
            }
            (Era::Legacy, Some(level)) if self.info.features.logging => {
                let set = features::set_level(&self.peer, &self.link, level).await;
                if let Err(fault) = set {
                    self.link.log.remark(&format!("The level of its log messages stays: {fault}"));
                }
            }
            (Era::Legacy, Some(_) | None) => {}
        }
    }

    /// Runs a tool, gets a prompt or reads a resource, with every round that it takes. Cancelling, or dropping the future, tells the
    /// server and ends what it asked meanwhile. Arguments are sent as they are.
    ///
    /// # Errors
    /// [`FaultCode::CallFailed`] for an error of the server, [`FaultCode::EraMismatch`] when it
    /// asks in the way of the other era, [`FaultCode::Stopped`] when the call was cancelled or one
    /// of its pulled requests refused, [`FaultCode::ServerGone`] or [`FaultCode::ServerFailed`]
    /// when the connection broke, and the fault of [`crate::Declined::Failed`] as it is.
    pub async fn call(&self, call: Call, cancel: CancellationToken) -> Result<CallResult, Fault> {
        let (link, peer) = (Arc::clone(&self.link), self.peer.clone());
        Calling::new(link, peer, self.info.revision.clone(), call).run(cancel).await
    }

    /// Tells the server that its folders changed, where it was told that it can ask for them and
    /// its protocol has such news: a modern server asks anew whenever it wants to know.
    pub async fn roots_changed(&self) {
        if self.link.offers.roots && self.info.era == Era::Legacy {
            // When it cannot be sent, the connection is ending, and the end is told elsewhere.
            let _ = self.peer.notify_roots_list_changed().await;
        }
    }

    /// Waits for the end of the server, however it comes.
    pub async fn closed(&self) -> Exit {
        self.link.exit().await
    }

    /// Whether the server is gone.
    pub fn is_closed(&self) -> bool {
        self.link.is_over()
    }

    /// Ends the server and waits until nothing of it is left: its input ends, then it has 2 s,
    /// then 1 s after a SIGTERM, then it is killed with all its children. A remote one is left, and
    /// its session ended. May be called again.
    pub async fn close(&self) -> Exit {
        self.link.waiting.all_over();
        self.link.stop.cancel();
        self.link.exit().await
    }
}
