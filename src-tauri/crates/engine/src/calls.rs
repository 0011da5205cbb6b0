//! Calls of a server by the person.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::thread::{self, Turn};
use domain::{
    Call, CallId, Cause, Door, Exchange, Fault, FaultCode, Prompt, ServerId, State, What,
};
use mcp::Connection;
use serde_json::{Map, Value};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::again::Signed;
use crate::clock::now;
use crate::feed::{ServerEntry, World, too_late};
use crate::view::{AppEvent, CALLS_KEPT, CallState, CallView};
use crate::{Attendance, Engine, ROUNDS_ALONE, invalid, not_found};

/// A call of this session.
pub(crate) struct RunningCall {
    pub(crate) view: CallView,
    /// The answers to its rounds that were signed; forgotten once it is known that they arrived.
    pub(crate) signed: Vec<Signed>,
    /// Those of the run before, where that failed.
    pub(crate) earlier: Vec<Signed>,
    cancel: CancellationToken,
    /// Cancelled when the call has ended, however.
    ended: CancellationToken,
    /// What it asked and was answered, while it runs: its next request may go on from one of these.
    turns: Vec<Exchange>,
    /// Lets it go on, while it pauses.
    go_on: Option<oneshot::Sender<()>>,
}

/// How many exchanges of a call are kept to be gone on from. Of a loop, the last is enough.
const TURNS: usize = 8;

impl World {
    /// Changes how a call stands, and tells the window.
    pub(crate) fn set_call(&mut self, id: CallId, change: impl FnOnce(CallState) -> CallState) {
        let Some(call) = self.calls.iter_mut().find(|call| call.view.id == id) else { return };
        call.view.state = change(call.view.state.clone());
        if !matches!(call.view.state, CallState::Running { .. }) {
            call.view.ended_at = Some(now());
            call.turns.clear();
            call.ended.cancel();
            if matches!(call.view.state, CallState::Failed { .. }) {
                call.view.signed = u32::try_from(call.signed.len()).unwrap_or(u32::MAX);
            } else {
                call.signed.clear();
                call.earlier.clear();
            }
        }
        let call = Box::new(call.view.clone());
        self.publish(AppEvent::Call { call });
    }

    /// Where a request stands in a conversation that its call began.
    pub(crate) fn turn(&self, cause: &Cause, prompt: &Prompt) -> Option<Turn> {
        let id = cause.call.as_ref()?.id;
        let call = self.calls.iter().rev().find(|call| call.view.id == id)?;
        thread::turn(&call.turns, cause, prompt)
    }

    /// Keeps what was returned, while its call runs. What it went on from is gone on from no more.
    pub(crate) fn keep_turn(&mut self, exchange: Exchange) {
        let (State::Released, Some(id)) = (exchange.state(), exchange.cause.call.as_ref()) else {
            return;
        };
        let id = id.id;
        let running = |call: &&mut RunningCall| call.view.id == id && call.view.ended_at.is_none();
        let Some(call) = self.calls.iter_mut().rev().find(running) else { return };
        let before = exchange.cause.turn.map(|turn| turn.previous);
        call.turns.retain(|turn| Some(turn.id) != before);
        if call.turns.len() >= TURNS {
            call.turns.remove(0);
        }
        call.turns.push(exchange);
    }

    fn set_paused(&mut self, id: CallId, paused: Option<u32>) {
        self.set_call(id, |state| match state {
            CallState::Running { progress, .. } => CallState::Running { progress, paused },
            ended @ (CallState::Done { .. } | CallState::Failed { .. } | CallState::Cancelled) => {
                ended
            }
        });
    }

    fn begin_call(
        &mut self,
        server: ServerId,
        call: &Call,
        earlier: Vec<Signed>,
    ) -> CancellationToken {
        let cancel = CancellationToken::new();
        let view = CallView {
            id: call.id,
            server,
            what: call.what.clone(),
            started_at: now(),
            ended_at: None,
            signed: 0,
            state: CallState::Running { progress: None, paused: None },
        };
        let ended = |call: &RunningCall| call.view.ended_at.is_some();
        while self.calls.len() >= CALLS_KEPT
            && let Some(oldest) = self.calls.iter().position(ended)
        {
            self.calls.remove(oldest);
        }
        self.calls.push_back(RunningCall {
            view: view.clone(),
            signed: Vec::new(),
            earlier,
            cancel: cancel.clone(),
            ended: CancellationToken::new(),
            turns: Vec::new(),
            go_on: None,
        });
        self.publish(AppEvent::Call { call: Box::new(view) });
        cancel
    }
}

impl Engine {
    /// Runs a tool. Returns once it runs; how it goes on is published with the call.
    ///
    /// # Errors
    /// `NotFound` when the server does not run or has no such tool; `Invalid` when the arguments do
    /// not fit the tool's schema, naming each place.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn run_tool(
        &self,
        server: ServerId,
        tool: String,
        arguments: Map<String, Value>,
    ) -> Result<CallId, Fault> {
        self.begin(server, What::Tool { tool, arguments }, Vec::new(), fits)
    }

    /// Gets a prompt, filled in. Returns once that is under way; how it goes on is published with the call.
    ///
    /// # Errors
    /// `NotFound` when there is no such server; `ServerGone` when it does not run.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn get_prompt(
        &self,
        server: ServerId,
        prompt: String,
        arguments: BTreeMap<String, String>,
    ) -> Result<CallId, Fault> {
        self.begin(server, What::Prompt { prompt, arguments }, Vec::new(), fits)
    }

    /// Reads a resource. Returns once that is under way; how it goes on is published with the call.
    ///
    /// # Errors
    /// `NotFound` when there is no such server; `ServerGone` when it does not run.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn read_resource(&self, server: ServerId, resource: String) -> Result<CallId, Fault> {
        self.begin(server, What::Resource { resource }, Vec::new(), fits)
    }

    /// Begins a call, if it is found to be `fit`, and returns once it is under way.
    pub(crate) fn begin(
        &self,
        server: ServerId,
        what: What,
        earlier: Vec<Signed>,
        fit: impl FnOnce(&ServerEntry, &What) -> Result<(), Fault>,
    ) -> Result<CallId, Fault> {
        let call = Call { id: CallId(Uuid::now_v7()), what };
        let id = call.id;
        let (connection, cancel) = {
            let mut world = self.world();
            let entry = world.servers.get(&server).ok_or_else(|| not_found("server"))?;
            let connection = entry.connection.clone().ok_or_else(not_running)?;
            fit(entry, &call.what)?;
            (connection, world.begin_call(server, &call, earlier))
        };
        let engine = self.clone();
        tokio::spawn(async move { engine.run(connection, call, cancel).await });
        Ok(id)
    }

    /// Cancels a call; the requests that it caused end with it.
    ///
    /// # Errors
    /// `NotFound`.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn cancel_call(&self, id: CallId) -> Result<(), Fault> {
        self.call(id, |call| call.cancel.cancel())
    }

    /// Lets a call go on that pauses after many rounds.
    ///
    /// # Errors
    /// `NotFound`; `TooLate` when it does not pause.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn go_on(&self, id: CallId) -> Result<(), Fault> {
        let mut world = self.world();
        let call = world.calls.iter_mut().find(|call| call.view.id == id);
        let waiting = call.ok_or_else(|| not_found("call"))?.go_on.take().ok_or_else(too_late)?;
        waiting.send(()).map_err(|()| too_late())
    }

    /// Whether a call that took this many rounds may take as many more: a person decides, and the
    /// call waits for that. Where nobody is there, a limit does.
    pub(crate) async fn may_go_on(&self, id: CallId, rounds: u32) -> bool {
        if self.inner.options.attendance == Attendance::Nobody {
            return rounds < ROUNDS_ALONE;
        }
        let (sender, decided) = oneshot::channel();
        {
            let mut world = self.world();
            let call = world.calls.iter_mut().find(|call| call.view.id == id);
            let Some(call) = call else { return false };
            call.go_on = Some(sender);
            world.set_paused(id, Some(rounds));
        }
        let goes_on = decided.await.is_ok();
        self.world().set_paused(id, None);
        goes_on
    }

    /// Waits until a call has ended, and says how.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn finished_call(&self, id: CallId) -> Result<CallState, Fault> {
        let ended = self.call(id, |call| call.ended.clone())?;
        ended.cancelled().await;
        self.call(id, |call| call.view.state.clone())
    }

    fn call<T>(&self, id: CallId, take: impl FnOnce(&RunningCall) -> T) -> Result<T, Fault> {
        let world = self.world();
        let call = world.calls.iter().find(|call| call.view.id == id);
        call.map(take).ok_or_else(|| not_found("call"))
    }

    async fn run(&self, connection: Arc<Connection>, call: Call, cancel: CancellationToken) {
        let id = call.id;
        let outcome = connection.call(call, cancel.clone()).await;
        let state = match outcome {
            Ok(result) => CallState::Done { is_error: result.is_error, result: result.result },
            Err(fault) if fault.code == FaultCode::Stopped && cancel.is_cancelled() => {
                CallState::Cancelled
            }
            Err(fault) => CallState::Failed { fault },
        };
        self.world().set_call(id, |_| state);
        // A page that the call wanted visited serves nothing any more.
        self.visits_over(|one| {
            one.cause.door == Door::Pushed
                && one.cause.call.as_ref().is_some_and(|call| call.id == id)
        });
    }
}

/// Whether a server offers this, and the arguments fit.
pub(crate) fn fits(entry: &ServerEntry, what: &What) -> Result<(), Fault> {
    let What::Tool { tool, arguments } = what else { return Ok(()) };
    match entry.tools.iter().find(|known| known.name == *tool) {
        Some(known) => check_arguments(&known.input_schema, arguments),
        None => Err(no_tool(entry, tool)),
    }
}

fn no_tool(entry: &ServerEntry, tool: &str) -> Fault {
    let server = &entry.server.name;
    let names: Vec<&str> = entry.tools.iter().map(|tool| tool.name.as_str()).collect();
    let said = if names.is_empty() {
        format!("“{server}” has no tool “{tool}”, nor any other.")
    } else {
        format!("“{server}” has no tool “{tool}”. It has: {}.", names.join(", "))
    };
    Fault::new(FaultCode::NotFound, said)
}

pub(crate) fn not_running() -> Fault {
    Fault::new(FaultCode::ServerGone, "The server does not run. Start it first.")
}

/// Checks arguments against the tool's JSON Schema. A schema that makes no sense checks nothing:
/// the server is then the judge.
fn check_arguments(
    schema: &Map<String, Value>,
    arguments: &Map<String, Value>,
) -> Result<(), Fault> {
    let Ok(validator) = jsonschema::validator_for(&Value::Object(schema.clone())) else {
        return Ok(());
    };
    let arguments = Value::Object(arguments.clone());
    let wrong: Vec<String> = validator
        .iter_errors(&arguments)
        .map(|error| match error.instance_path().as_str() {
            "" => error.to_string(),
            path => format!("{}: {error}", path.trim_start_matches('/')),
        })
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(invalid(format!("The arguments do not fit this tool. {}", wrong.join("; "))))
}

#[cfg(test)]
mod tests;
