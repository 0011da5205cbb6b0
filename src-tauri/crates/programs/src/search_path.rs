//! The `PATH` of the person's login shell.
//!
//! A desktop program is started with a poor `PATH` that knows neither nvm nor Homebrew. The login
//! shell knows the person's own; it is asked once.

use std::ffi::{OsStr, OsString};
#[cfg(unix)]
use std::time::Duration;

use tokio::sync::OnceCell;

/// How long the shell is waited for: a profile may start all sorts of things.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(5);

/// Where programs are looked for: the login shell's `PATH`, then our own.
pub(crate) async fn search_path() -> &'static OsStr {
    static PATH: OnceCell<OsString> = OnceCell::const_new();
    PATH.get_or_init(async || {
        let own = std::env::var_os("PATH").unwrap_or_default();
        match login_shell().await {
            Some(login) => crate::found::joined(&[&login, &own]),
            None => own,
        }
    })
    .await
}

#[cfg(not(unix))]
async fn login_shell() -> Option<OsString> {
    None
}

/// Asks the login shell. `None` from a terminal, whose `PATH` is the person's already (and which
/// an interactive shell would fight over), and whenever the shell does not answer in time.
#[cfg(unix)]
async fn login_shell() -> Option<OsString> {
    use std::io::IsTerminal;

    let in_terminal = std::io::stdin().is_terminal() || std::io::stderr().is_terminal();
    let shell = std::env::var_os("SHELL").filter(|shell| !shell.is_empty() && !in_terminal)?;
    let asked = ask(&shell, PATIENCE).await;
    if asked.is_none() {
        tracing::warn!(shell = %shell.display(), "the login shell did not tell its PATH");
    }
    asked
}

#[cfg(unix)]
async fn ask(shell: &OsStr, patience: Duration) -> Option<OsString> {
    use std::os::unix::ffi::OsStringExt;
    use std::process::Stdio;

    use process_wrap::tokio::{CommandWrap, ProcessGroup};
    use tokio::io::AsyncReadExt;

    // Profiles print greetings; the marks tell the answer from them. Understood by sh, bash, zsh
    // and fish alike.
    const MARK: &str = "<<countersign>>";
    let question = format!("printf '%s%s%s' '{MARK}' \"$PATH\" '{MARK}'");

    let mut shell = CommandWrap::with_new(shell, |command| {
        command.args(["-l", "-i", "-c", &question]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    });
    let mut child = shell.wrap(ProcessGroup::leader()).spawn().ok()?;
    let mut stdout = child.stdout().take()?;
    let answer = async {
        let mut said = Vec::new();
        // Bounded: what a shell prints is not ours to trust.
        (&mut stdout).take(1024 * 1024).read_to_end(&mut said).await.ok()?;
        let mark = MARK.as_bytes();
        let start = memchr::memmem::find(&said, mark)? + mark.len();
        let length = memchr::memmem::find(&said[start..], mark)?;
        Some(OsString::from_vec(said[start..start + length].to_vec()))
    };
    let answer = tokio::time::timeout(patience, answer).await.ok().flatten();
    // Whatever it started, in its group, ends with it.
    let _ = child.start_kill();
    let _ = tokio::time::timeout(patience, child.wait()).await;
    answer.filter(|path| !path.is_empty())
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
