//! The start of a server: found, started or reached, agreed with.

use std::sync::Arc;
use std::time::Duration;

use domain::header::Header;
use domain::server::{Launch, LogLevel};
use domain::{Era, Fault, FaultCode, Identity, Protocol, Server};
use programs::{Lives, Process, Program};
use rmcp::model::{ClientConfig, ProtocolVersion, ServerCapabilities, ServerPeerInfo};
use rmcp::service::serve_directly_with_ct;
use serde_json::json;
use tokio_util::sync::DropGuard;

use super::{Connection, Exit, Info, Options};
use crate::changes;
use crate::features;
use crate::follow::{self, Hears};
use crate::handler::Handler;
use crate::handshake::{self, Agreed, Disagreement, Handshake};
use crate::host::Host;
use crate::identity;
use crate::link::Link;
use crate::log::Log;
use crate::messages::Messages;
use crate::pipe::Writer;
use crate::remote::{Address, Remote};
use crate::transport::{Outbox, Wire};
use crate::{process, program};

/// Starts a server, if need be twice, and agrees on a protocol with it.
pub(super) async fn open(
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
            Ok(Ok((started, agreed))) => {
                return started.connect(agreed, identity, server.log_level).await;
            }
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
                let code = FaultCode::ServerFailed;
                return Err(Fault { code, ..fault }.with_detail(detail));
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
        let Process { child, stdin, stdout, stderr } =
            programs::start(program, &options.own, Lives::WithItsInput).map_err(|why| {
                let message = format!("{} could not be started: {why}", link.name);
                Fault::new(FaultCode::ServerFailed, message)
            })?;
        let (writer, pid) = (Writer::new(stdin), child.id());
        let draining = tokio::spawn(log.drain(stderr));
        let patience = process::patience(program);
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

    async fn connect(
        self,
        agreed: Agreed,
        identity: Identity,
        log_level: Option<LogLevel>,
    ) -> Result<Connection, Fault> {
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
            "capabilities": link.offers.capabilities(),
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
        tokio::spawn(changes::tell(peer.clone(), Arc::clone(&link)));
        let era = Era::of(&agreed.revision);
        if era == Era::Modern {
            let hears = Hears::of(&agreed.capabilities);
            tokio::spawn(follow::listen(peer.clone(), Arc::clone(&link), hears));
        }
        let said = |name: &str| agreed.server_info[name].as_str().map(str::to_owned);
        let info = Info {
            name: said("title").or_else(|| said("name")),
            version: said("version"),
            era,
            revision: agreed.revision,
            identity,
            pid,
            instructions: agreed.instructions,
            features: features::features(&agreed.capabilities),
        };
        let has_tools = agreed.capabilities["tools"].is_object();
        let connection = Connection { link, peer, info, has_tools, _stop: stop };
        connection.set_log_level(log_level).await;
        Ok(connection)
    }
}
