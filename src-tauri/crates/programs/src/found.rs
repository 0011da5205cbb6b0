//! Which file a command names, and with what it is started.

use std::collections::HashSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::search_path::search_path;

/// Variables that a program gets of ours. The official MCP SDKs hand on only a few, because an
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
pub struct Program {
    /// The file.
    pub path: PathBuf,
    /// Its arguments.
    pub args: Vec<OsString>,
    /// Its whole environment; the last one of a name counts.
    pub env: Vec<(OsString, OsString)>,
    /// Where it is started.
    pub cwd: PathBuf,
    /// Whether it is ours: it ends when its input does, and needs no guard.
    pub own: bool,
}

/// The variables that a program gets of ours, with this search path.
pub fn inherited(search_path: &OsStr) -> Vec<(OsString, OsString)> {
    let kept = env::vars_os().filter(|(name, _)| {
        name.to_str().is_some_and(|name| INHERITED.contains(&name) || name.starts_with("LC_"))
    });
    kept.chain([("PATH".into(), search_path.to_owned())]).collect()
}

/// The same, with the search path of the person's login shell.
pub async fn environment() -> Vec<(OsString, OsString)> {
    inherited(search_path().await)
}

/// The file that a command names. `PATH` may have been set for this program; the last one counts.
///
/// # Errors
/// When there is none, or none that may be run.
pub fn locate(
    command: &str,
    env: &[(OsString, OsString)],
    cwd: &Path,
) -> Result<PathBuf, which::Error> {
    let search_path = env.iter().rev().find(|(name, _)| name == "PATH").map(|(_, path)| path);
    which::which_in(command, search_path, cwd)
}

/// Joins search paths; what occurs twice stays where it came first.
pub(crate) fn joined(paths: &[&OsStr]) -> OsString {
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
