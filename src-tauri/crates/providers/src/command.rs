//! A program of this machine as a model: the prompt on its standard input, the answer on its standard
//! output, in an empty folder that is gone afterwards.

use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use domain::account::Program;
use domain::{
    Account, Countersigned, Fault, FaultCode, Identity, Model, Prompt, ProviderKind, StopReason,
};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio_util::sync::CancellationToken;

use crate::client::Client;
use crate::draft::Draft;
use crate::generate::{as_signed, end, target};
use crate::provider::{Background, Delta, Failure, Provider, Written};

mod output;
mod request;
mod run;

pub(crate) use request::{losses, text};
use run::{Run, Trouble};

/// What a trial asks.
const TRIAL: &str = "Answer with one short sentence: which model are you?";

/// An account whose models a program asks.
pub(crate) struct Command {
    account: String,
    program: Program,
    /// A program of ours that sees to it that the other one ends.
    guard: PathBuf,
}

impl Command {
    pub(crate) fn new(account: &Account, client: &Client) -> Result<Self, Fault> {
        let lacking = |why: &str| Fault::new(FaultCode::Invalid, why);
        let program = account.program.clone().ok_or_else(|| {
            lacking("The account names no program. Edit it, and say which program is to answer.")
        })?;
        program.check().map_err(lacking)?;
        let guard = client.guard().ok_or_else(|| {
            Fault::new(FaultCode::Internal, "Programs cannot be started here: nothing guards them.")
        })?;
        Ok(Self { account: account.name.clone(), program, guard: guard.to_owned() })
    }

    /// What the program is now, on the search path of the person's login shell.
    async fn identity(&self) -> Result<Identity, Fault> {
        let found = self.found("", std::env::temp_dir()).await?;
        let said: Vec<String> =
            std::iter::once(&self.program.command).chain(&self.program.args).cloned().collect();
        let unreadable = |why: String| {
            let said = format!("The program of “{}” cannot be read.", self.account);
            Fault::new(FaultCode::ProviderUnreachable, said).with_detail(why)
        };
        let what = "countersign program 1";
        // Reading and digesting a large program takes a moment.
        tokio::task::spawn_blocking(move || programs::digest(what, &said, &found))
            .await
            .map_err(|why| unreadable(why.to_string()))?
            .map(Identity)
            .map_err(|why| unreadable(why.to_string()))
    }

    /// Whether the program is there, and still the one that the person agreed to.
    async fn check(&self) -> Result<(), Fault> {
        if Some(self.identity().await?) == self.program.identity {
            return Ok(());
        }
        Err(Fault::new(
            FaultCode::NotAProvider,
            format!(
                "“{}” is no longer the program that you agreed to: it was updated or replaced. It \
                 is not run. Edit the account, look at the command, and save it to agree anew.",
                self.program.command
            ),
        ))
    }

    async fn found(&self, model: &str, cwd: PathBuf) -> Result<programs::Program, Fault> {
        let env = programs::environment().await;
        let command = self.program.command.trim();
        let path = programs::locate(command, &env, &cwd).map_err(|why| {
            let said = format!(
                "There is no program “{command}” for “{}”, or it may not be run. Install it, or \
                 give its full path.",
                self.account
            );
            Fault::new(FaultCode::ProviderUnreachable, said).with_detail(why.to_string())
        })?;
        let args = self.program.args_for(model).into_iter().map(Into::into).collect();
        Ok(programs::Program { path, args, env, cwd, own: false })
    }

    /// Runs the program once, and reads its answer into the draft.
    async fn run(&self, model: &str, text: &[u8], draft: &mut Draft<'_>) -> Result<(), Fault> {
        self.check().await?;
        let folder = programs::folder().map_err(|why| {
            let said = "No empty folder could be made for the program. Make room, then try again.";
            Fault::new(FaultCode::Internal, said).with_detail(why.to_string())
        })?;
        let program = self.found(model, folder.path().to_owned()).await?;
        let mut run = Run::start(&program, &self.guard, folder).map_err(|why| {
            let said = format!("“{}” could not be started.", self.program.command);
            Fault::new(FaultCode::ProviderUnreachable, said).with_detail(why.to_string())
        })?;
        let limit = Duration::from_secs(self.program.seconds.into());
        let answered = run.answer(text, &self.program.output, draft);
        match tokio::time::timeout(limit, answered).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(trouble)) => Err(self.fault(&trouble, run.said())),
            Err(_) => Err(self.fault(&Trouble::Late, run.said())),
        }
    }

    /// The trouble in words, and what the program wrote beside its answer.
    fn fault(&self, trouble: &Trouble, said: String) -> Fault {
        let command = &self.program.command;
        let message = match trouble {
            Trouble::Late => format!(
                "“{command}” was not done after {} s, and was ended. Try again, or give it more \
                 time.",
                self.program.seconds
            ),
            Trouble::Ended(status) => format!(
                "“{command}” {} and gave no answer. Run its command in a terminal to see what it \
                 needs (a sign-in, for example), then try again.",
                how(*status)
            ),
            Trouble::Silent => format!(
                "“{command}” ended without an answer. Check its arguments: it must read the \
                 prompt on its standard input and write the answer to its standard output."
            ),
            Trouble::NotText => format!(
                "“{command}” wrote something that is no text (UTF-8), and was ended. Check its \
                 arguments."
            ),
            Trouble::NotThere { at, .. } => format!(
                "What “{command}” wrote is no JSON with a text at {at}. Check the place of the \
                 answer, and the arguments that make it write JSON."
            ),
            Trouble::TooLarge { most } => {
                format!("“{command}” wrote more than {} MB, and was ended.", most >> 20)
            }
            Trouble::Broken(_) => {
                format!("The pipes to “{command}” broke. Try again.")
            }
        };
        let detail = match trouble {
            Trouble::NotThere { raw, .. } => format!("{raw}\n{said}"),
            Trouble::Broken(why) => format!("{why}\n{said}"),
            Trouble::Late
            | Trouble::Ended(_)
            | Trouble::Silent
            | Trouble::NotText
            | Trouble::TooLarge { .. } => said,
        };
        Fault::new(FaultCode::ProviderFailed, message).with_detail(detail)
    }
}

/// How it ended, for a sentence. The guard tells a signal as shells do.
fn how(status: ExitStatus) -> String {
    match status.code() {
        Some(code @ 129..=192) => format!("was ended by signal {}", code - 128),
        Some(code) => format!("ended with exit code {code}"),
        None => "was ended".to_owned(),
    }
}

impl Provider for Command {
    /// Runs nothing: whether the program is there and is the one that was agreed to.
    fn models(&self) -> BoxFuture<'_, Result<Vec<Model>, Fault>> {
        async move {
            self.check().await?;
            let named = |id: &String| Model { id: id.clone(), ..Model::default() };
            Ok(self.program.models.iter().map(named).collect())
        }
        .boxed()
    }

    fn generate<'a>(
        &'a self,
        prompt: &'a Countersigned<Prompt>,
        _: Background<'a>,
        deltas: &'a (dyn Fn(Delta<'_>) + Send + Sync),
        stop: &'a CancellationToken,
    ) -> BoxFuture<'a, Result<Written, Failure>> {
        async move {
            let model = target(prompt).map_err(Failure::unsent)?;
            let bytes = text(prompt.get()).map_err(Failure::unsent)?;
            as_signed(prompt, &bytes).map_err(Failure::unsent)?;
            let stops = prompt.get().stop_sequences.clone();
            let mut draft = Draft::new(model, stops, deltas);
            let outcome = tokio::select! {
                biased;
                () = stop.cancelled() => None,
                done = self.run(model, &bytes, &mut draft) => Some(done),
            };
            end(draft, ProviderKind::Command, outcome)
        }
        .boxed()
    }
}

/// What the program of an account is now, for the person to agree to.
///
/// # Errors
/// `Invalid` when the account's settings cannot be used; `ProviderUnreachable` when there is no such
/// program.
pub async fn program_identity(account: &Account, client: &Client) -> Result<Identity, Fault> {
    Command::new(account, client)?.identity().await
}

/// Runs the program of an account once with a sentence of ours, because a person asked for just that,
/// and gives back what it answers.
///
/// # Errors
/// As [`Provider::generate`], without what had come until then.
pub async fn try_program(account: &Account, client: &Client) -> Result<String, Fault> {
    let command = Command::new(account, client)?;
    let model = command.program.models.first().map(String::as_str).unwrap_or_default();
    let mut draft = Draft::new(model, Vec::new(), &|_| {});
    command.run(model, TRIAL.as_bytes(), &mut draft).await?;
    draft.end();
    let reply = draft.into_reply(StopReason::EndTurn);
    Ok(reply.content.iter().filter_map(domain::Content::as_text).collect())
}
