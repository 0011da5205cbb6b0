//! The window is the person's alone: no other program gets into its page.
//!
//! Some variables make a web view listen on a port, in a finished program too, and whoever connects
//! there, any program of any user, can do in the page what the person can: sign. They are meant for
//! those who build pages, and may have been set for another program altogether. So the app starts
//! itself again without them. Only a build that is to be tested lets itself be driven, and only where
//! a driver asks for that.

use std::env;
use std::io;
use std::process::Command;

/// By this one a driver asks: Tauri then lets it drive the window.
const DRIVER: &str = "TAURI_WEBVIEW_AUTOMATION";
/// By these the web view lets others in: WebKitGTK's two, and what `WebView2` hands to its browser.
const WAYS_IN: [&str; 3] = [
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
];
/// Whether this build lets itself be driven.
const DRIVEN: bool = cfg!(any(debug_assertions, feature = "driven"));

/// Returns when nothing lets others in; else the app has been started anew in place of this process.
pub(crate) fn make_sure() -> io::Result<()> {
    let unwanted = unwanted(DRIVEN, |name| env::var_os(name).is_some());
    if unwanted.is_empty() {
        return Ok(());
    }
    let mut anew = Command::new(env::current_exe()?);
    anew.args(env::args_os().skip(1));
    for name in unwanted {
        anew.env_remove(name);
    }
    replace_with(anew)
}

/// Those of the variables that must go.
fn unwanted(driven: bool, is_set: impl Fn(&str) -> bool) -> Vec<&'static str> {
    if driven && is_set(DRIVER) {
        return Vec::new();
    }
    [DRIVER].into_iter().chain(WAYS_IN).filter(|name| is_set(name)).collect()
}

#[cfg(unix)]
fn replace_with(mut anew: Command) -> io::Result<()> {
    use std::os::unix::process::CommandExt;

    // It comes back only when it could not be done.
    Err(anew.exec())
}

#[cfg(windows)]
fn replace_with(mut anew: Command) -> io::Result<()> {
    anew.spawn()?;
    std::process::exit(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_driver_of_a_tested_build_is_let_in() {
        let none = |_: &str| false;
        let inspector = |name: &str| name == "WEBKIT_INSPECTOR_HTTP_SERVER";
        let driver = |name: &str| inspector(name) || name == DRIVER;
        for driven in [true, false] {
            assert!(unwanted(driven, none).is_empty());
            assert_eq!(unwanted(driven, inspector), ["WEBKIT_INSPECTOR_HTTP_SERVER"]);
        }
        assert!(unwanted(true, driver).is_empty());
        assert_eq!(unwanted(false, driver), [DRIVER, "WEBKIT_INSPECTOR_HTTP_SERVER"]);
    }
}
