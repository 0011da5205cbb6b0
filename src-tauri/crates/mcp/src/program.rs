//! Which program a server is, and with what it is started.

use std::collections::HashSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use domain::server::Launch;
use domain::{Fault, FaultCode, Server};

use crate::child;

mod search_path;

/// Variables that a server gets of ours. The official SDKs hand on only a few, because an
/// environment is full of secrets (keys of providers among them); beside theirs, those that say
/// where things are and how to reach the network.
const INHERITED: &[&str] = &[
    // As the official SDKs, unix and Windows.
    "HOME",
    "LOGNAME",
    "SHELL",
    "TERM",
    "USER",
    "APPDATA",
    "HOMEDRIVE",
    "HOMEPATH",
    "LOCALAPPDATA",
    "PATHEXT",
    "PROCESSOR_ARCHITECTURE",
    "PROGRAMFILES",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
    "WINDIR",
    "COMSPEC",
    "PROGRAMDATA",
    // Language and time.
    "LANG",
    "LANGUAGE",
    "TZ",
    // Places.
    "TMPDIR",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_STATE_HOME",
    // The screen, for servers that open a browser.
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    // The network.
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NODE_EXTRA_CA_CERTS",
    "REQUESTS_CA_BUNDLE",
];

/// A program, found, with all that it is started with. Its environment may hold secrets, so it
/// is not `Debug`.
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) args: Vec<OsString>,
    pub(crate) env: Vec<(OsString, OsString)>,
    pub(crate) cwd: PathBuf,
    /// Whether it is ours: it ends when its input does, and needs no guard.
    pub(crate) own: bool,
}

/// Finds a server's program.
///
/// # Errors
/// [`FaultCode::ServerFailed`] when there is no such program or working directory.
pub(crate) async fn find(server: &Server, own: &Path) -> Result<Program, Fault> {
    let inherited = |search_path: &OsStr| {
        let kept = env::vars_os().filter(|(name, _)| {
            name.to_str().is_some_and(|name| INHERITED.contains(&name) || name.starts_with("LC_"))
        });
        kept.chain([("PATH".into(), search_path.to_owned())]).collect::<Vec<_>>()
    };
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
            let search_path = search_path::search_path().await;
            let mut env = inherited(search_path);
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
    let search_path = env.iter().rev().find(|(name, _)| name == "PATH").map(|(_, path)| path);
    which::which_in(command, search_path, cwd).map_err(|why| {
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

/// Joins search paths; what occurs twice stays where it came first.
fn joined(paths: &[&OsStr]) -> OsString {
    let mut seen = HashSet::new();
    let all = paths.iter().flat_map(env::split_paths);
    let once: Vec<_> =
        all.filter(|path| !path.as_os_str().is_empty() && seen.insert(path.clone())).collect();
    // Fails only for a part that holds the separator, which cannot come out of a split.
    env::join_paths(once).unwrap_or_default()
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
