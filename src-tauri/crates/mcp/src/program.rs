//! Which program a server is, and with what it is started.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use domain::server::Launch;
use domain::{Fault, FaultCode, Server};
use programs::{Program, environment, inherited};

use crate::child;

/// Finds a server's program.
///
/// # Errors
/// [`FaultCode::ServerFailed`] when there is no such program or working directory.
pub(crate) async fn find(server: &Server, own: &Path) -> Result<Program, Fault> {
    let home = || env::home_dir().filter(|home| home.is_dir()).unwrap_or_else(env::temp_dir);
    match &server.launch {
        Launch::Remote { .. } => Err(not_there(&format!("{} is not a program.", server.name))),
        Launch::Demo => Ok(Program {
            path: own.to_owned(),
            args: vec![child::DEMO.into()],
            env: inherited(&env::var_os("PATH").unwrap_or_default()),
            cwd: home(),
            own: true,
        }),
        Launch::Program { command, args, env: set, cwd } => {
            let cwd = cwd.as_ref().map_or_else(home, PathBuf::from);
            if !cwd.is_dir() {
                return Err(not_there(&format!(
                    "The working directory of {} does not exist: {}.",
                    server.name,
                    cwd.display()
                )));
            }
            let mut env = environment().await;
            env.extend(set.iter().map(|var| (var.name.clone().into(), var.value.clone().into())));
            Ok(Program {
                path: locate(command, &env, &cwd, &server.name)?,
                args: args.iter().map(Into::into).collect(),
                env,
                cwd,
                own: false,
            })
        }
    }
}

/// The file that a command names. `PATH` may have been set for this server; the last one counts.
fn locate(
    command: &str,
    env: &[(OsString, OsString)],
    cwd: &Path,
    name: &str,
) -> Result<PathBuf, Fault> {
    let command = command.trim();
    if command.is_empty() {
        return Err(not_there(&format!(
            "{name} has no command. Enter the program that starts it."
        )));
    }
    programs::locate(command, env, cwd).map_err(|why| {
        let hint = if command.contains(std::path::is_separator) {
            "It does not exist or may not be run. Check the path."
        } else {
            "Check the command, or give its full path."
        };
        not_there(&format!("There is no program “{command}” for {name}. {hint}"))
            .with_detail(why.to_string())
    })
}

fn not_there(message: &str) -> Fault {
    Fault::new(FaultCode::ServerFailed, message)
}
