//! Agreeing on a protocol with a server that was just started, or is asked for the first time.
//!
//! rmcp's own start-up is not used: it waits ten seconds for a server that does not know
//! `server/discover`, accepts any revision that a server names, and gives the process up when the
//! probe fails.

use std::time::Duration;

use domain::{Era, Fault, FaultCode, Protocol};
use rmcp::model::ErrorData;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use crate::link::Link;
use crate::messages::{Message, Messages, take};
use crate::transport::{Outbox, error_of};

/// Modern revisions that we speak, best first.
const MODERN: [&str; 1] = ["2026-07-28"];
/// Legacy revisions that we speak, best first.
const LEGACY: [&str; 4] = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];

/// The ids of our questions. rmcp counts from 0 later on; a late answer meets no other question.
const DISCOVER: u64 = 2_000_000_001;
const INITIALIZE: u64 = 2_000_000_002;
const DISCOVER_AGAIN: u64 = 2_000_000_003;

/// The server does not know that method, or what it was asked with.
const UNSUPPORTED_REVISION: i32 = -32022;

/// What was agreed on.
#[derive(Debug)]
pub(crate) struct Agreed {
    pub(crate) revision: String,
    /// The server's `serverInfo`, or `null`.
    pub(crate) server_info: Value,
    pub(crate) instructions: Option<String>,
    /// What the server says that it can do.
    pub(crate) capabilities: Value,
}

/// Why nothing was agreed on.
#[derive(Debug)]
pub(crate) enum Disagreement {
    /// The server ended although it had only been probed; an older server may do that.
    EndedAtProbe,
    /// The server ended.
    Ended,
    /// Anything else, in words.
    Fault(Fault),
}

/// Who we say we are.
pub(crate) fn client_info() -> Value {
    json!({ "name": "countersign", "title": "Countersign", "version": env!("CARGO_PKG_VERSION") })
}

/// A connection to a server during the handshake.
pub(crate) struct Handshake<'a> {
    pub(crate) messages: &'a mut Messages,
    pub(crate) outbox: &'a Outbox,
    pub(crate) link: &'a Link,
    /// What the server asked meanwhile, for later.
    early: Vec<Message>,
    /// Under which id `server/discover` was asked last.
    discover: u64,
}

/// An answer to one of our questions.
enum Answer {
    Discover(Result<Value, ErrorData>),
    Initialize(Result<Value, ErrorData>),
}

impl<'a> Handshake<'a> {
    pub(crate) fn new(messages: &'a mut Messages, outbox: &'a Outbox, link: &'a Link) -> Self {
        Self { messages, outbox, link, early: Vec::new(), discover: DISCOVER }
    }

    /// Agrees on a protocol. Nothing here ends by itself when a server is silent; the caller
    /// limits the time.
    pub(crate) async fn run(mut self, protocol: Protocol) -> Result<Agreed, Disagreement> {
        let agreed = match protocol {
            Protocol::Legacy => self.initialize().await,
            Protocol::Modern => self.discover(None).await,
            Protocol::Auto => match self.discover(Some(self.link.limits.probe)).await {
                Err(Disagreement::Ended) => Err(Disagreement::EndedAtProbe),
                other => other,
            },
        };
        let early = std::mem::take(&mut self.early);
        self.messages.put_back(early);
        agreed
    }

    /// Asks for the modern protocol. With a patience, the legacy one is tried after an error, or
    /// asked for beside it when the patience is over: a server that is merely slow to start
    /// answers the first question first.
    async fn discover(&mut self, patience: Option<Duration>) -> Result<Agreed, Disagreement> {
        let meta = json!({
            "io.modelcontextprotocol/protocolVersion": MODERN[0],
            "io.modelcontextprotocol/clientInfo": client_info(),
            "io.modelcontextprotocol/clientCapabilities": self.link.offers.capabilities(),
        });
        self.ask(self.discover, "server/discover", json!({ "_meta": meta })).await?;
        let answer = match patience {
            None => self.answer().await,
            Some(patience) => match timeout_at(Instant::now() + patience, self.answer()).await {
                Ok(answer) => answer,
                Err(_) => return self.initialize().await,
            },
        };
        match answer {
            Ok(Answer::Discover(answer)) => self.discovered(answer, patience.is_some()).await,
            Ok(Answer::Initialize(_)) => Err(self.nonsense("It answered what was not asked.")),
            Err(other) => Err(other),
        }
    }

    async fn discovered(
        &mut self,
        answer: Result<Value, ErrorData>,
        may_fall_back: bool,
    ) -> Result<Agreed, Disagreement> {
        let (supported, result) = match answer {
            Ok(result) if may_fall_back && !knows(&result) => return self.initialize().await,
            Ok(result) => (strings(&result["supportedVersions"]), Some(result)),
            Err(error) if error.code.0 == UNSUPPORTED_REVISION => {
                (strings(&error.data.unwrap_or_default()["supported"]), None)
            }
            // Whatever the error is, it comes from a server that does not know the question.
            Err(_) if may_fall_back => return self.initialize().await,
            Err(_) if let Some(lost) = self.link.lost(&json!(self.discover)) => {
                let message = format!(
                    "{} If it speaks the older protocol only, set its protocol to Auto.",
                    lost.message
                );
                return Err(Disagreement::Fault(Fault { message, ..lost }));
            }
            Err(error) => {
                let fault = fault(format!(
                    "{} does not speak the newer protocol (2026-07-28). Set its protocol to Auto.",
                    self.link.name
                ));
                return Err(Disagreement::Fault(fault.with_detail(error.message)));
            }
        };
        let common = |ours: &[&'static str]| {
            ours.iter().find(|revision| supported.iter().any(|theirs| theirs == *revision)).copied()
        };
        match (common(&MODERN), result) {
            (Some(revision), Some(result)) => {
                if let Outbox::Remote(remote) = self.outbox {
                    remote.agree(revision);
                }
                Ok(Agreed {
                    revision: revision.to_owned(),
                    server_info: result["_meta"]["io.modelcontextprotocol/serverInfo"].clone(),
                    instructions: result["instructions"].as_str().map(str::to_owned),
                    capabilities: result["capabilities"].clone(),
                })
            }
            // It refused a revision and names the very same. It may mean it this time.
            (Some(_), None) if self.discover == DISCOVER => {
                self.discover = DISCOVER_AGAIN;
                let patience = may_fall_back.then_some(self.link.limits.probe);
                Box::pin(self.discover(patience)).await
            }
            _ if may_fall_back && common(&LEGACY).is_some() => self.initialize().await,
            _ => Err(self.no_common(&supported.join(", "))),
        }
    }

    /// Asks for the legacy protocol.
    async fn initialize(&mut self) -> Result<Agreed, Disagreement> {
        let params = json!({
            "protocolVersion": LEGACY[0],
            "capabilities": self.link.offers.capabilities(),
            "clientInfo": client_info(),
        });
        self.ask(INITIALIZE, "initialize", params).await?;
        let mut result = loop {
            match self.answer().await? {
                Answer::Initialize(Ok(result)) => break result,
                Answer::Initialize(Err(error)) => {
                    let refused = format!("{} refused to begin: {}", self.link.name, error.message);
                    let lost = self.link.lost(&json!(INITIALIZE));
                    return Err(Disagreement::Fault(lost.unwrap_or_else(|| fault(refused))));
                }
                // It was slow to start, and knows the modern protocol after all.
                Answer::Discover(Ok(result)) if knows(&result) => {
                    return Box::pin(self.discovered(Ok(result), false)).await;
                }
                Answer::Discover(_) => {}
            }
        };
        let Some(revision) = result["protocolVersion"].as_str().map(str::to_owned) else {
            return Err(self.nonsense("Its answer names no protocol revision."));
        };
        if !LEGACY.contains(&revision.as_str()) {
            return Err(self.no_common(&revision));
        }
        if let Outbox::Remote(remote) = self.outbox {
            // Every message from here on names the revision, this one too.
            remote.agree(&revision);
        }
        let told = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
        self.send(&told).await?;
        Ok(Agreed {
            revision,
            server_info: take(&mut result, "serverInfo"),
            capabilities: take(&mut result, "capabilities"),
            instructions: result["instructions"].as_str().map(str::to_owned),
        })
    }

    async fn ask(&self, id: u64, method: &str, params: Value) -> Result<(), Disagreement> {
        let question = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.send(&question).await
    }

    async fn send(&self, message: &Value) -> Result<(), Disagreement> {
        match self.outbox {
            Outbox::Pipe(writer) => {
                let line = format!("{message}\n").into_bytes();
                writer.write(line).await.map_err(|_| {
                    // A server that takes nothing has ended, or is about to.
                    self.link.drain();
                    Disagreement::Ended
                })
            }
            Outbox::Remote(remote) if message["method"].is_string() && message["id"].is_u64() => {
                remote.ask(message.clone(), None);
                Ok(())
            }
            Outbox::Remote(remote) => {
                let told = remote.tell(message.to_string().into_bytes(), false).await;
                told.map_err(Disagreement::Fault)
            }
        }
    }

    /// The next answer to one of our questions. A ping is answered, notifications are handed on,
    /// other requests wait until the handshake is over.
    async fn answer(&mut self) -> Result<Answer, Disagreement> {
        loop {
            let message = self.messages.next().await.ok_or(Disagreement::Ended)?;
            let (id, answer) = match message {
                Message::Result { id, result } => (id, Ok(result)),
                Message::Error { id, error } => (id, Err(error_of(error))),
                Message::Notification { method, params } => {
                    self.link.notified(&method, params);
                    continue;
                }
                Message::Request { id, method, .. } if method == "ping" => {
                    self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": {} })).await?;
                    continue;
                }
                request @ Message::Request { .. } => {
                    if self.early.len() >= self.link.host.limits().open {
                        return Err(self.nonsense("It asks without end before it has begun."));
                    }
                    self.early.push(request);
                    continue;
                }
            };
            match id.as_u64() {
                Some(DISCOVER | DISCOVER_AGAIN) => return Ok(Answer::Discover(answer)),
                Some(INITIALIZE) => return Ok(Answer::Initialize(answer)),
                // An error without an id answers a question whose id the server could not read.
                None if id.is_null() && answer.is_err() => return Ok(Answer::Discover(answer)),
                Some(_) | None => {}
            }
        }
    }

    fn nonsense(&self, what: &str) -> Disagreement {
        let name = &self.link.name;
        Disagreement::Fault(fault(format!("{name} does not speak MCP as it should. {what}")))
    }

    fn no_common(&self, theirs: &str) -> Disagreement {
        let name = &self.link.name;
        Disagreement::Fault(fault(format!(
            "{name} speaks no revision of MCP that Countersign knows (it names: {theirs})."
        )))
    }
}

/// Whether a server that said yes to `server/discover` knew what it was asked: some say so to
/// whatever they are asked.
fn knows(result: &Value) -> bool {
    result["supportedVersions"].is_array()
}

fn fault(message: String) -> Fault {
    Fault::new(FaultCode::ServerFailed, message)
}

fn strings(value: &Value) -> Vec<String> {
    let values = value.as_array().map(Vec::as_slice).unwrap_or_default();
    values.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The era that was remembered decides what is asked first.
pub(crate) fn first_question(protocol: Protocol, remembered: Option<Era>) -> Protocol {
    match (protocol, remembered) {
        (Protocol::Auto, Some(Era::Legacy)) => Protocol::Legacy,
        (protocol, _) => protocol,
    }
}
