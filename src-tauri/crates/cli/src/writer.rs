//! Who writes the replies of a run: a model of a provider, or a program of this computer.

use std::path::{MAIN_SEPARATOR, absolute};

use domain::account::{Output, Program};
use domain::{Fault, FaultCode, ProviderKind};
use engine::view::AccountEdit;

use crate::args::{Provider, Writer};
use crate::trial::secret;

/// The account whose model writes.
///
/// # Errors
/// `Invalid` when the options do not fit, or a key that they name is not there.
pub(crate) fn account(
    writer: &Writer,
    provider: Provider,
    model: &str,
) -> Result<AccountEdit, Fault> {
    let kind = provider.into();
    let key = writer.key_env.as_ref().map(|variable| secret(variable, "key")).transpose()?;
    Ok(AccountEdit {
        id: None,
        name: "try".into(),
        kind,
        headers: Vec::new(),
        program: program(writer, kind, model)?,
        base_url: writer.base_url.clone().unwrap_or_default(),
        key: key.map(Into::into),
    })
}

/// The program that writes. Whoever typed its command line has agreed to it.
fn program(writer: &Writer, kind: ProviderKind, model: &str) -> Result<Option<Program>, Fault> {
    let Some(words) = &writer.command else { return Ok(None) };
    if kind != ProviderKind::Command {
        return Err(invalid("--command goes with --provider command."));
    }
    let (command, args) = words.0.split_first().ok_or_else(|| {
        invalid("Say which program is to answer, for example --command 'llm --model {model}'.")
    })?;
    // It is run elsewhere: a path is meant from here.
    let here = if command.contains(MAIN_SEPARATOR) { absolute(command).ok() } else { None };
    Ok(Some(Program {
        command: here.map_or_else(|| command.clone(), |path| path.display().to_string()),
        args: args.to_vec(),
        output: writer.command_json.clone().map_or(Output::Text, |at| Output::Json { at }),
        models: vec![model.to_owned()],
        seconds: writer.command_timeout,
        identity: None,
    }))
}

fn invalid(why: &str) -> Fault {
    Fault::new(FaultCode::Invalid, why)
}
