//! What all parts of one connection share.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use domain::exchange::Withdrawal;
use domain::features::ListKind;
use domain::server::LogLevel;
use domain::{Asked, Call, CallId, Cause, Door, Fault, FaultCode, ServerId};
use rmcp::model::{ProgressToken, RequestMetaObject};
use rmcp::service::PeerRequestOptions;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::changes::Changes;
use crate::connection::{Exit, Limits};
use crate::ended::Waiting;
use crate::follow;
use crate::host::{Host, Progress};
use crate::log::Log;
use crate::messages::take;
use crate::offers::Offers;
use crate::remote::Annotations;
use crate::sampling::{self, Terms, Unfit};
use crate::slots::Slots;

/// Where a question of the modern era names the level of log messages.
const META_LOG_LEVEL: &str = "io.modelcontextprotocol/logLevel";

/// What all parts of one connection share.
pub(crate) struct Link {
    pub(crate) server: ServerId,
    pub(crate) name: String,
    /// What it was told that it may ask of us.
    pub(crate) offers: Offers,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) limits: Limits,
    pub(crate) log: Arc<Log>,
    /// Requests of the server that wait for an answer.
    pub(crate) waiting: Arc<Waiting>,
    /// One for each request that the server has pushed and that is open.
    pub(crate) slots: Slots,
    /// What the server says that has changed.
    pub(crate) changes: Changes,
    /// The URIs of the resources whose changes we want to hear of.
    pub(crate) followed: watch::Sender<BTreeSet<String>>,
    /// From which level on a newer server is to send log messages, named in each question.
    pub(crate) log_level: Mutex<Option<LogLevel>>,
    /// Cancelled to end the process.
    pub(crate) stop: CancellationToken,
    /// Cancelled when one of the server's pipes has ended.
    pub(crate) drained: CancellationToken,
    /// Which arguments a remote server wants in headers.
    pub(crate) annotations: Annotations,
    /// Why single questions of ours are not answered, by their ids.
    lost: Mutex<Vec<(Value, Fault)>>,
    /// Why the pipe cannot be used any more, where that is not simply the server's end.
    broken: OnceLock<Fault>,
    exit: watch::Sender<Option<Exit>>,
    /// How many cancelled calls the server is being told of.
    telling: watch::Sender<usize>,
    flights: Mutex<Vec<Flight>>,
}

/// A call of ours that is under way.
struct Flight {
    call: Call,
    token: Option<ProgressToken>,
}

/// As long as this lives the server is being told of a cancelled call.
pub(crate) struct Telling(Arc<Link>);

impl Drop for Telling {
    fn drop(&mut self) {
        self.0.telling.send_modify(|count| *count -= 1);
    }
}

impl Link {
    pub(crate) fn new(
        server: &domain::Server,
        limits: Limits,
        host: Arc<dyn Host>,
        log: Arc<Log>,
    ) -> Self {
        Self {
            server: server.id,
            name: server.name.clone(),
            offers: Offers::to(server),
            slots: Slots::default(),
            host,
            limits,
            log,
            waiting: Arc::default(),
            changes: Changes::default(),
            followed: watch::Sender::default(),
            log_level: Mutex::default(),
            stop: CancellationToken::new(),
            drained: CancellationToken::new(),
            annotations: Annotations::default(),
            lost: Mutex::default(),
            broken: OnceLock::new(),
            exit: watch::Sender::new(None),
            telling: watch::Sender::new(0),
            flights: Mutex::default(),
        }
    }

    /// The server cannot be talked to any more, for this reason. The first reason stands.
    pub(crate) fn break_off(&self, fault: Fault) {
        // A second reason would only describe the consequences of the first.
        let _ = self.broken.set(fault);
        self.stop.cancel();
        self.waiting.all_over();
    }

    /// Why the pipe cannot be used, where that is not simply the server's end.
    pub(crate) fn broken(&self) -> Option<&Fault> {
        self.broken.get()
    }

    /// A question of ours gets no answer, though others may.
    pub(crate) fn lose(&self, id: Value, fault: Fault) {
        self.lost.lock().unwrap_or_else(PoisonError::into_inner).push((id, fault));
    }

    /// Why a question of ours got no answer, where that was not for the server to say.
    pub(crate) fn lost(&self, id: &Value) -> Option<Fault> {
        let mut lost = self.lost.lock().unwrap_or_else(PoisonError::into_inner);
        let place = lost.iter().position(|(of, _)| of == id)?;
        Some(lost.swap_remove(place).1)
    }

    /// One of the server's pipes has ended.
    pub(crate) fn drain(&self) {
        self.waiting.all_over();
        self.drained.cancel();
    }

    /// The process is gone.
    pub(crate) fn set_exit(&self, exit: Exit) {
        self.waiting.all_over();
        self.exit.send_replace(Some(exit));
    }

    /// Waits for the end of the process.
    pub(crate) async fn exit(&self) -> Exit {
        let mut exit = self.exit.subscribe();
        match exit.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(exit)) => exit.clone(),
            // Unreachable: the sender lives in `self`, and the condition was met.
            Ok(None) | Err(_) => Exit {
                wanted: false,
                fault: Fault::new(FaultCode::ServerGone, format!("{} is gone.", self.name)),
            },
        }
    }

    /// Whether the process is gone.
    pub(crate) fn is_over(&self) -> bool {
        self.exit.borrow().is_some()
    }

    /// Notes a call of ours until it is landed.
    pub(crate) fn take_off(&self, call: Call) {
        self.flights().push(Flight { call, token: None });
    }

    /// The call is over; requests that it caused end for this reason.
    pub(crate) fn land(&self, call: CallId, why: Withdrawal) {
        self.flights().retain(|flight| flight.call.id != call);
        self.waiting.call_over(call, why);
    }

    /// The server is being told of a cancelled call until this is dropped.
    pub(crate) fn telling(self: &Arc<Self>) -> Telling {
        self.telling.send_modify(|count| *count += 1);
        Telling(Arc::clone(self))
    }

    /// Waits until the server was told of every cancelled call. What such a call had asked is
    /// answered only then: a tool of Python 1.x that has its answer and is cancelled while it
    /// returns takes the whole session with it.
    pub(crate) async fn told(&self) {
        // The sender lives in `self`, so this ends only when nothing is being told.
        let _ = self.telling.subscribe().wait_for(|count| *count == 0).await;
    }

    /// Notes under which token the server reports the call's progress.
    pub(crate) fn set_token(&self, call: CallId, token: ProgressToken) {
        if let Some(flight) = self.flights().iter_mut().find(|flight| flight.call.id == call) {
            flight.token = Some(token);
        }
    }

    /// Why the server pushes a request now, as far as the wire lets us know, and the calls that
    /// may have caused it. On a call's own stream (`stream`) it is that call, for certain; `None`
    /// when it is over. Elsewhere the wire does not say which, so one call under way is certain,
    /// and of several the newest is the best guess.
    pub(crate) fn cause_of_push(
        &self,
        revision: &str,
        stream: Option<CallId>,
    ) -> Option<(Cause, Vec<CallId>)> {
        let flights = self.flights();
        let of_stream = |flight: &&Flight| stream.is_none_or(|call| flight.call.id == call);
        let calls: Vec<_> = flights.iter().filter(of_stream).map(|flight| &flight.call).collect();
        if stream.is_some() && calls.is_empty() {
            return None;
        }
        let cause = Cause {
            server: self.server,
            server_name: self.name.clone(),
            door: Door::Pushed,
            revision: revision.to_owned(),
            call: calls.last().copied().cloned(),
            certain: calls.len() <= 1,
            round: None,
            turn: None,
        };
        Some((cause, calls.iter().map(|call| call.id).collect()))
    }

    /// What goes along with every question of ours.
    pub(crate) fn request_options(&self) -> PeerRequestOptions {
        let options = PeerRequestOptions::no_options();
        let level = *self.log_level.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(level) = level else { return options };
        let mut meta = RequestMetaObject::new();
        meta.insert(META_LOG_LEVEL.to_owned(), json!(level));
        options.with_meta(meta)
    }

    /// Reads a request for a completion.
    pub(crate) fn read(&self, params: &Value, revision: &str) -> Result<Asked, Unfit> {
        let terms =
            Terms { revision, tools: self.offers.sampling_tools, limits: &self.host.limits() };
        sampling::from_wire(params, &terms)
    }

    /// Has a request for a completion that cannot be taken kept, with what is wrong with it.
    pub(crate) async fn refuse(&self, cause: Cause, params: &Value, unfit: &Unfit) {
        let message = format!("The request was not accepted, and nobody was asked: {unfit}.");
        let fault = Fault::new(FaultCode::Invalid, message);
        self.host.refused(cause, params.to_string(), fault).await;
    }

    /// Has a question that cannot be put to anybody kept, with what is wrong with it.
    pub(crate) async fn refuse_question(&self, cause: Cause, params: &Value, why: &str) {
        let message = format!("The question was not accepted, and nobody was asked: {why}.");
        self.log.remark(&message);
        let fault = Fault::new(FaultCode::Invalid, message);
        self.host.refused_question(cause, params.to_string(), fault).await;
    }

    /// Takes a notification of the server. Unknown ones mean nothing to us and are legal.
    pub(crate) fn notified(&self, method: &str, mut params: Value) {
        match method {
            "notifications/message" => {
                let level = serde_json::from_value(take(&mut params, "level")).ok();
                let logger = params["logger"].as_str().map(|name| format!("{name}: "));
                let data = &params["data"];
                let data = data.as_str().map_or_else(|| data.to_string(), str::to_owned);
                self.log.message(level, &format!("{}{data}", logger.unwrap_or_default()));
            }
            "notifications/progress" => {
                let Some(call) = self.call_of(take(&mut params, "progressToken")) else { return };
                let Some(done) = params["progress"].as_f64() else { return };
                let message = params["message"].as_str().map(str::to_owned);
                self.host
                    .progress(call, Progress { done, total: params["total"].as_f64(), message });
            }
            "notifications/elicitation/complete" => {
                if let Value::String(name) = take(&mut params, "elicitationId") {
                    self.host.visit_over(self.server, name);
                }
            }
            "notifications/tools/list_changed" => self.changes.tools(),
            "notifications/prompts/list_changed" => self.changes.list(ListKind::Prompts),
            "notifications/resources/list_changed" => self.changes.list(ListKind::Resources),
            "notifications/resources/updated" => {
                let uri = params["uri"].as_str().unwrap_or_default();
                let followed = follow::followed_of(&self.followed.borrow(), uri).cloned();
                if let Some(followed) = followed {
                    self.changes.resource(followed);
                }
            }
            _ => tracing::debug!(method, "notification without a meaning for us"),
        }
    }

    fn call_of(&self, token: Value) -> Option<CallId> {
        let token: ProgressToken = serde_json::from_value(token).ok()?;
        let flights = self.flights();
        flights
            .iter()
            .find(|flight| flight.token.as_ref() == Some(&token))
            .map(|flight| flight.call.id)
    }

    fn flights(&self) -> MutexGuard<'_, Vec<Flight>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
