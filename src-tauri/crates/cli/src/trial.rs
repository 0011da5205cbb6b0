//! `countersign try`: one server, one tool, the whole flow, nothing kept.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use domain::header::HeaderSetting;
use domain::server::{LaunchSettings, ServerSettings};
use domain::{Era, Fault, FaultCode, ModelRef, ServerId, State, Target};
use engine::view::{Access, CallState, ServerState};
use engine::{Attendance, Engine, Options, Place};
use serde_json::Value;

use crate::args::{Remote, Sign, Try};
use crate::ask::Asker;
use crate::clock::Clock;
use crate::report::{Report, exchanges, questions};
use crate::screen::{complain, put, visible};
use crate::writer::account;

/// Exit status: the tool or the server failed.
const FAILED: u8 = 1;
/// Exit status: wrong usage.
const USAGE: u8 = 2;
/// Exit status: somebody said no.
const REFUSED: u8 = 3;
/// Exit status: out of time, as `timeout(1)` has it.
const OUT_OF_TIME: u8 = 124;
/// Exit status: interrupted, as shells have it.
const INTERRUPTED: u8 = 130;

/// How a run ended.
enum End {
    Result(Value, bool),
    Fault(Fault),
    OutOfTime,
    Interrupted,
}

/// Runs `countersign try`; leaves no process and no file behind.
pub(crate) async fn run(arguments: Try) -> ExitCode {
    let folder = match tempfile::Builder::new().prefix("countersign-try-").tempdir() {
        Ok(folder) => folder,
        Err(error) => {
            complain(&format!("no temporary folder can be made: {error}"));
            return ExitCode::from(FAILED);
        }
    };
    let own = match std::env::current_exe() {
        Ok(own) => own,
        Err(error) => {
            complain(&format!("this program cannot find itself: {error}"));
            return ExitCode::from(FAILED);
        }
    };
    let attendance = match (arguments.sign, &arguments.writer.reply) {
        // The reply was given with the command: the terminal that started the run decides.
        (Sign::Ask, _) | (Sign::All, Some(_)) => Attendance::Person,
        (Sign::All, None) => Attendance::Nobody,
    };
    let engine = Engine::start(Options {
        place: Place::ThrowAway(folder.path().join("profile")),
        attendance,
        own,
    });
    let clock = Clock::new();
    let end = tokio::select! {
        end = attempt(&engine, &arguments, folder.path(), &clock) => end,
        () = clock.passed(Duration::from_secs(arguments.timeout)) => End::OutOfTime,
        () = interrupted() => End::Interrupted,
    };
    let code = report(&engine, &arguments, end).await;
    engine.close().await;
    if let Err(error) = folder.close() {
        complain(&format!("the temporary profile could not be removed: {error}"));
    }
    ExitCode::from(code)
}

/// Starts the server and runs the tool as often as asked.
async fn attempt(engine: &Engine, arguments: &Try, folder: &Path, clock: &Clock) -> End {
    let (server, target) = match prepare(engine, arguments).await {
        Ok(prepared) => prepared,
        Err(fault) => return End::Fault(fault),
    };
    let asker = Asker {
        engine,
        target,
        reply: arguments.writer.reply.as_deref(),
        sign_all: arguments.sign == Sign::All,
        folder,
        clock,
    };
    if arguments.sign == Sign::All && arguments.writer.reply.is_none() {
        return call(engine, server, arguments).await;
    }
    let (_, events) = engine.subscribe();
    tokio::select! {
        end = call(engine, server, arguments) => end,
        () = asker.decide_all(events) => End::Fault(Fault::new(FaultCode::Internal, "The desk closed.")),
    }
}

async fn prepare(engine: &Engine, arguments: &Try) -> Result<(ServerId, Target), Fault> {
    engine.opened().await?;
    let (name, launch) = match (&arguments.remote.url, arguments.server.split_first()) {
        (Some(url), _) => {
            let headers = headers(&arguments.remote)?;
            (host(url), LaunchSettings::Remote { url: url.clone(), headers })
        }
        (None, None) => ("demo", LaunchSettings::Demo),
        (None, Some((command, args))) => {
            let launch = LaunchSettings::Program {
                command: command.clone(),
                args: args.to_vec(),
                env: Vec::new(),
                cwd: std::env::current_dir().ok().map(|folder| folder.display().to_string()),
            };
            (command.as_str(), launch)
        }
    };
    let name = name.to_owned();
    let protocol = arguments.era.into();
    let settings = ServerSettings {
        name,
        launch,
        protocol,
        sampling: true,
        elicitation: true,
        roots: None,
        sampling_tools: true,
        log_level: None,
    };
    let server = engine.save_server(None, settings).await?;
    let target = match (arguments.writer.provider, &arguments.writer.model) {
        (Some(provider), Some(model)) => {
            let account = engine.keep_account(account(&arguments.writer, provider, model)?).await?;
            let model = ModelRef { account, model: model.clone() };
            match arguments.sign {
                Sign::All => drop(engine.sign_all(server, model.clone()).await?),
                Sign::Ask => engine.set_grant(server, Access::to(vec![model.clone()])).await?,
            }
            Target::Model { model }
        }
        _ => Target::Person,
    };
    engine.start_server(server).await?;
    Ok((server, target))
}

/// What to call a server at a URL.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

fn headers(remote: &Remote) -> Result<Vec<HeaderSetting>, Fault> {
    let given = remote.header.iter().map(|(name, value)| Ok((name, value.clone())));
    let named = remote.header_env.iter().map(|(name, variable)| {
        secret(variable, &format!("value for the header {name}")).map(|value| (name, value))
    });
    let header =
        |(name, value): (&String, String)| HeaderSetting { name: name.clone(), value: Some(value) };
    given.chain(named).map(|one| one.map(header)).collect()
}

/// What an environment variable holds.
pub(crate) fn secret(variable: &str, what: &str) -> Result<String, Fault> {
    std::env::var(variable).ok().filter(|value| !value.is_empty()).ok_or_else(|| {
        let message = format!("The environment variable {variable} holds no {what}.");
        Fault::new(FaultCode::Invalid, message)
    })
}

async fn call(engine: &Engine, server: ServerId, arguments: &Try) -> End {
    let mut end = End::Result(Value::Null, false);
    for _ in 0..arguments.repeat {
        let run = engine.run_tool(server, arguments.tool.clone(), arguments.args.clone()).await;
        let ended = match run {
            Ok(id) => engine.finished_call(id).await,
            Err(fault) => Err(fault),
        };
        end = match ended {
            Ok(CallState::Done { result, is_error }) => End::Result(result, is_error),
            Ok(CallState::Failed { fault }) | Err(fault) => End::Fault(hinted(engine, fault)),
            Ok(CallState::Cancelled | CallState::Running { .. }) => End::Interrupted,
        };
        if !matches!(end, End::Result(_, false)) {
            break;
        }
    }
    end
}

/// The fault, and where the other protocol would help the option that chooses it.
fn hinted(engine: &Engine, fault: Fault) -> Fault {
    if fault.code != FaultCode::EraMismatch {
        return fault;
    }
    let servers = engine.subscribe().0.servers;
    let modern = servers
        .iter()
        .any(|server| matches!(server.state, ServerState::Running { era: Era::Modern, .. }));
    let other = if modern { "legacy" } else { "modern" };
    Fault { message: format!("{} Here: add --era {other}.", fault.message), ..fault }
}

/// Prints how it ended and gives the exit status.
async fn report(engine: &Engine, arguments: &Try, end: End) -> u8 {
    let exchanges = exchanges(engine).await.unwrap_or_else(|fault| {
        complain(&fault.message);
        Vec::new()
    });
    let questions = questions(engine).await.unwrap_or_else(|fault| {
        complain(&fault.message);
        Vec::new()
    });
    let refused = exchanges.iter().any(|line| matches!(line.state, State::Refused { .. }));
    let (result, error, code) = match end {
        End::Result(result, is_error) => (Some(result), None, if is_error { FAILED } else { 0 }),
        End::Fault(fault) if fault.code == FaultCode::Invalid => (None, Some(fault), USAGE),
        End::Fault(fault) => (None, Some(fault), FAILED),
        End::OutOfTime => {
            let message = format!("Not done after {} seconds.", arguments.timeout);
            (None, Some(Fault::new(FaultCode::Stopped, message)), OUT_OF_TIME)
        }
        End::Interrupted => {
            (None, Some(Fault::new(FaultCode::Stopped, "Interrupted.")), INTERRUPTED)
        }
    };
    let code = if refused && matches!(code, 0 | FAILED) { REFUSED } else { code };
    if let Some(fault) = &error {
        complain(&fault.message);
        if let Some(detail) = &fault.detail {
            complain(detail);
        }
    }
    if arguments.json {
        let error = error.map(Into::into);
        let report = Report { result, error, exchanges, questions };
        match serde_json::to_string(&report) {
            Ok(json) => put(&json),
            Err(error) => complain(&error.to_string()),
        }
    } else if let Some(result) = result {
        put(&visible(&readable(&result)));
    }
    code
}

/// The text of a tool result; the whole as JSON where there is none.
fn readable(result: &Value) -> String {
    let blocks = result.get("content").and_then(Value::as_array);
    let texts: Vec<&str> = blocks
        .into_iter()
        .flatten()
        .filter_map(|block| block.get("text").and_then(Value::as_str))
        .collect();
    if texts.is_empty() { format!("{result:#}") } else { texts.join("\n") }
}

/// Waits until the person or the system wants the run to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut hang_up), Ok(mut terminate)) =
            (signal(SignalKind::hangup()), signal(SignalKind::terminate()))
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = hang_up.recv() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
