//! Opening a page in the system's browser.

use std::process::{Command, Stdio};

use domain::elicitation::Link;
use domain::{Fault, FaultCode};

/// Opens a page, and nothing but a page. The address is one argument of one program: there is no
/// shell that could read anything else into it.
///
/// # Errors
/// `Internal` when it is no address of a page, or the system has no such program.
pub(crate) fn open(page: &str) -> Result<(), Fault> {
    let fault = |detail: String| {
        let message = "The system opened no browser. Copy the address and open it yourself.";
        Fault::new(FaultCode::Internal, message).with_detail(detail)
    };
    let link = Link::read(page).map_err(|why| fault(format!("It {why}.")))?;
    let mut child = opener(&link.whole())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| fault(error.to_string()))?;
    // Waited for, so that nothing of it is left behind; the browser itself goes on.
    let waited = std::thread::Builder::new().name("browser".into()).spawn(move || child.wait());
    waited.map(drop).map_err(|error| fault(error.to_string()))
}

#[cfg(target_os = "linux")]
fn opener(page: &str) -> Command {
    let mut command = Command::new("xdg-open");
    command.arg(page);
    command
}

#[cfg(target_os = "macos")]
fn opener(page: &str) -> Command {
    let mut command = Command::new("/usr/bin/open");
    command.arg(page);
    command
}

#[cfg(windows)]
fn opener(page: &str) -> Command {
    let mut command = Command::new("rundll32.exe");
    command.args(["url.dll,FileProtocolHandler", page]);
    command
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_pages_are_opened() {
        for other in ["file:///etc/passwd", "javascript:alert(1)", "-h", "", "mailto:a@b.c"] {
            assert!(super::open(other).is_err(), "{other}");
        }
    }
}
