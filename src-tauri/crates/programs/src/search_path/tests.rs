use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

use super::{PATIENCE, ask};

/// A login shell whose profile is this.
fn shell(folder: &tempfile::TempDir, profile: &str) -> PathBuf {
    let path = folder.path().join("shell");
    // As every shell is called: -l -i -c COMMAND.
    fs::write(&path, format!("#!/bin/sh\n{profile}\neval \"$4\"\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[tokio::test]
async fn the_path_is_told_apart_from_what_a_profile_prints() {
    let folder = tempfile::tempdir().unwrap();
    let profile = "echo 'Welcome back!'\nPATH=/my tools/bin:/usr/bin:/bin\necho oops >&2";
    let profile = profile.replace("/my tools/bin", "'/my tools/bin'");
    let shell = shell(&folder, &profile);
    let path = ask(shell.as_os_str(), PATIENCE).await;
    assert_eq!(path, Some(OsString::from("/my tools/bin:/usr/bin:/bin")));
}

#[tokio::test]
async fn a_shell_that_hangs_or_fails_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let hanging = shell(&folder, "sleep 1000");
    let asked = ask(hanging.as_os_str(), Duration::from_millis(200));
    let answer = tokio::time::timeout(Duration::from_secs(30), asked).await;
    assert_eq!(answer.expect("it is given up"), None);

    let failing = shell(&folder, "exit 1");
    assert_eq!(ask(failing.as_os_str(), PATIENCE).await, None);
    assert_eq!(ask(folder.path().join("none").as_os_str(), PATIENCE).await, None);
}
