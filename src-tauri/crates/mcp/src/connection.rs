//! One running server.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::server::{Header, Launch};
use domain::{Call, Era, Fault, FaultCode, Identity, Protocol, Server, Tool};
use rmcp::RoleClient;
use rmcp::model::{ClientConfig, ProtocolVersion, ServerCapabilities, ServerPeerInfo};
use rmcp::service::{Peer, serve_directly_with_ct};
use serde_json::json;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::call::{CallResult, Calling};
use crate::handler::Handler;
use crate::handshake::{self, Agreed, Disagreement, Handshake};
use crate::host::Host;
use crate::link::Link;
use crate::log::Log;
use crate::messages::Messages;
use crate::pipe::Writer;
use crate::process::{self, Process};
use crate::program::{self, Program};
use crate::remote::{Address, Remote};
use crate::transport::{Outbox, Wire};
use crate::{identity, tools};

/// How to open a connection.
#[derive(Clone, Debug)]
pub struct Options {
    /// A program of ours whose `main` calls [`crate::child::run`] first, usually
    /// [`std::env::current_exe`]. It is started to be the demo server, and on unix to guard each
    /// other server, so the smaller one of our programs is the better choice.
    pub own: PathBuf,
    /// The era that this server spoke when it was last asked with [`Protocol::Auto`]; spares it
    /// the probe.
    pub remembered: Option<Era>,
    /// How much a server may take.
    pub limits: Limits,
}

/// How much a server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest message, in bytes.
    pub line_bytes: usize,
    /// How long it may take from its start to the end of the handshake.
    pub start: Duration,
    /// How long the modern protocol is waited for before the legacy one is asked for as well.
    pub probe: Duration,
    /// How much it may ask for, in requests that it pushes and in those of one round alike.
    pub requests: domain::Limits,
    /// How many rounds one call may take.
    pub rounds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A request at its own limit, and the JSON around it.
            line_bytes: 80 * 1024 * 1024,
            start: Duration::from_secs(20),
            probe: Duration::from_secs(4),
            requests: domain::Limits::default(),
            rounds: 50,
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
        let opened = Box::pin(open(server, options, host));
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
        tools::list(&self.peer, &self.link).await
    }

    /// Runs a tool, with every round that it takes. Cancelling, or dropping the future, tells the
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

async fn open(
    server: &Server,
    options: &Options,
    host: Arc<dyn Host>,
) -> Result<Connection, Fault> {
    let identity = identity(server).await?;
    let place = Place::find(server, options).await?;
    let limit = options.limits.start;
    let deadline = tokio::time::Instant::now() + limit;
    let mut protocol = handshake::first_question(server.protocol, options.remembered);
    let mut again = server.protocol == Protocol::Auto;
    loop {
        let started = Started::new(server, &place, options, Arc::clone(&host))?;
        let link = Arc::clone(&started.link);
        let outcome = tokio::time::timeout_at(deadline, Box::pin(started.agree(protocol))).await;
        let disagreement = match outcome {
            Ok(Ok((started, agreed))) => return started.connect(agreed, identity).await,
            Ok(Err(disagreement)) => disagreement,
            Err(_) => Disagreement::Fault(silent(&link, &place, limit)),
        };
        link.stop.cancel();
        let exit = link.exit().await;
        match disagreement {
            // An older server may end at an unknown question: it is started anew, and not probed.
            Disagreement::EndedAtProbe if again && link.broken().is_none() => {
                protocol = Protocol::Legacy;
            }
            // What was remembered does not hold any more.
            Disagreement::Ended | Disagreement::Fault(_)
                if again && protocol == Protocol::Legacy =>
            {
                protocol = Protocol::Auto;
            }
            Disagreement::EndedAtProbe | Disagreement::Ended => return Err(ended_early(&exit)),
            Disagreement::Fault(fault) => {
                let detail = fault.detail.clone().unwrap_or_else(|| link.log.tail());
                return Err(fault.with_detail(detail));
            }
        }
        again = false;
    }
}

fn silent(link: &Link, place: &Place, limit: Duration) -> Fault {
    let hint = match place {
        Place::Remote { .. } => "Check that the URL is that of an MCP server.",
        Place::Here(_) if link.log.foreign() => {
            "It writes things to its standard output that are not MCP; its log shows them."
        }
        Place::Here(_) => {
            "Check that the command starts an MCP server on standard input and output."
        }
    };
    let message =
        format!("{} did not answer within {} seconds. {hint}", link.name, limit.as_secs());
    Fault::new(FaultCode::ServerFailed, message)
}

fn ended_early(exit: &Exit) -> Fault {
    let code = FaultCode::ServerFailed;
    Fault { code, ..exit.fault.clone() }
}

/// Where a server is.
enum Place {
    /// On this machine, as a process of ours.
    Here(Program),
    /// At a URL.
    Remote { url: String, headers: Vec<Header> },
}

impl Place {
    async fn find(server: &Server, options: &Options) -> Result<Self, Fault> {
        Ok(match &server.launch {
            Launch::Remote { url, headers } => {
                Self::Remote { url: url.clone(), headers: headers.clone() }
            }
            Launch::Demo | Launch::Program { .. } => {
                Self::Here(program::find(server, &options.own).await?)
            }
        })
    }
}

/// A server that was started and not yet agreed with.
struct Started {
    link: Arc<Link>,
    messages: Messages,
    outbox: Outbox,
    pid: Option<u32>,
    stop: DropGuard,
}

impl Started {
    fn new(
        server: &Server,
        place: &Place,
        options: &Options,
        host: Arc<dyn Host>,
    ) -> Result<Self, Fault> {
        let log = Arc::new(Log::new(server.id, Arc::clone(&host)));
        let link = Arc::new(Link::new(server, options.limits, host, Arc::clone(&log)));
        match place {
            Place::Here(program) => Self::here(program, options, link, log),
            Place::Remote { url, headers } => Self::remote(url, headers, link),
        }
    }

    fn here(
        program: &Program,
        options: &Options,
        link: Arc<Link>,
        log: Arc<Log>,
    ) -> Result<Self, Fault> {
        let Process { child, stdin, stdout, stderr, patience } =
            process::start(program, &options.own).map_err(|why| {
                let message = format!("{} could not be started: {why}", link.name);
                Fault::new(FaultCode::ServerFailed, message)
            })?;
        let (writer, pid) = (Writer::new(stdin), child.id());
        let draining = tokio::spawn(log.drain(stderr));
        tokio::spawn(process::keep(child, patience, writer.clone(), Arc::clone(&link), draining));
        let stop = link.stop.clone().drop_guard();
        let messages = Messages::of_pipe(stdout, Arc::clone(&link));
        Ok(Self { link, messages, outbox: Outbox::Pipe(writer), pid, stop })
    }

    fn remote(url: &str, headers: &[Header], link: Arc<Link>) -> Result<Self, Fault> {
        let address = Address::new(url, headers)?;
        let (remote, arrived) = Remote::new(address, Arc::clone(&link))?;
        let stop = link.stop.clone().drop_guard();
        let messages = Messages::of_streams(arrived, Arc::clone(&link));
        Ok(Self { link, messages, outbox: Outbox::Remote(remote), pid: None, stop })
    }

    async fn agree(mut self, protocol: Protocol) -> Result<(Self, Agreed), Disagreement> {
        let handshake = Handshake::new(&mut self.messages, &self.outbox, &self.link);
        let agreed = handshake.run(protocol).await?;
        Ok((self, agreed))
    }

    async fn connect(self, agreed: Agreed, identity: Identity) -> Result<Connection, Fault> {
        let Self { link, messages, outbox, pid, stop } = self;
        if let Outbox::Remote(remote) = &outbox {
            remote.listen().await;
        }
        let unexpected = |why: serde_json::Error| {
            Fault::new(FaultCode::Internal, "The handshake could not be completed.")
                .with_detail(why.to_string())
        };
        let version: ProtocolVersion =
            serde_json::from_value(json!(agreed.revision)).map_err(unexpected)?;
        let config: ClientConfig = serde_json::from_value(json!({
            "protocolVersion": agreed.revision,
            "capabilities": handshake::capabilities(link.sampling),
            "clientInfo": handshake::client_info(),
        }))
        .map_err(unexpected)?;
        let handler =
            Handler { link: Arc::clone(&link), config, revision: agreed.revision.clone() };
        let wire = Wire::new(messages, outbox, Arc::clone(&link));
        let peer_info = ServerPeerInfo::new(version, ServerCapabilities::default());
        let service = serve_directly_with_ct(handler, wire, Some(peer_info), link.stop.clone());
        let peer = service.peer().clone();
        // rmcp's loop ends with the pipe or with `stop`; nothing needs to wait for it.
        tokio::spawn(service.waiting());
        tokio::spawn(relist(peer.clone(), Arc::clone(&link)));
        let said = |name: &str| agreed.server_info[name].as_str().map(str::to_owned);
        let info = Info {
            name: said("title").or_else(|| said("name")),
            version: said("version"),
            era: Era::of(&agreed.revision),
            revision: agreed.revision,
            identity,
            pid,
            instructions: agreed.instructions,
        };
        Ok(Connection { link, peer, info, _stop: stop })
    }
}

/// Lists the tools again whenever the server says that they changed.
async fn relist(peer: Peer<RoleClient>, link: Arc<Link>) {
    loop {
        tokio::select! {
            () = link.tools_changed.notified() => {}
            () = link.stop.cancelled() => return,
            () = link.drained.cancelled() => return,
        }
        match tools::list(&peer, &link).await {
            Ok(tools) => link.host.tools_changed(link.server, tools),
            Err(fault) => link.log.remark(&format!("The tools could not be listed again: {fault}")),
        }
    }
}
