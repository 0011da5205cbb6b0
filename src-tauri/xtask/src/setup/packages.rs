//! System packages: installed by apt where there is apt, named where there is none.

use std::collections::BTreeSet;
use std::process::Command;

use super::{Purpose, node};
use crate::Outcome;
use crate::step::Step;

/// A Debian package and what needs it.
struct Package {
    name: &'static str,
    from: Purpose,
    why: &'static str,
}

const fn package(name: &'static str, from: Purpose, why: &'static str) -> Package {
    Package { name, from, why }
}

const PACKAGES: [Package; 15] = [
    package("build-essential", Purpose::Run, "compiles SQLCipher and OpenSSL"),
    package("perl", Purpose::Run, "configures OpenSSL"),
    package("pkg-config", Purpose::Run, "finds WebKitGTK"),
    package("libwebkit2gtk-4.1-dev", Purpose::Run, "is the window's web view"),
    package("libayatana-appindicator3-1", Purpose::Run, "is the tray icon"),
    package("librsvg2-common", Purpose::Run, "draws the desktop's own icons"),
    package("python3-venv", Purpose::Test, "runs the Python test servers"),
    package("git", Purpose::Test, "tells which files belong to the checkout"),
    package("libglib2.0-bin", Purpose::Test, "tells when the keychain of the tests is up"),
    package("xvfb", Purpose::Test, "is the screen of the window tests"),
    package("xauth", Purpose::Test, "lets xvfb-run open that screen"),
    package("webkit2gtk-driver", Purpose::Test, "drives the window"),
    package("dbus", Purpose::Test, "is the session bus of the window tests"),
    package("gnome-keyring", Purpose::Test, "is the keychain of the tests"),
    package("libsecret-tools", Purpose::Test, "looks into that keychain"),
];

/// Installs the packages that `purpose` needs and that are missing.
pub(super) fn install(purpose: Purpose) -> Outcome {
    if cfg!(not(target_os = "linux")) {
        return say_elsewhere();
    }
    if which::which("dpkg-query").is_err() || which::which("apt-get").is_err() {
        say_other_linux(purpose);
        return Ok(());
    }
    let mut missing = PACKAGES
        .iter()
        .filter(|package| package.from <= purpose && !is_installed(package.name))
        .collect::<Vec<_>>();
    // Node comes from PyPI where Debian's is too old, and that needs a Python environment.
    let venv = package("python3-venv", Purpose::Run, "holds a current Node");
    let names = missing.iter().map(|package| package.name).collect::<BTreeSet<_>>();
    if !node::is_there() && !names.contains(venv.name) && !is_installed(venv.name) {
        missing.push(&venv);
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("These system packages are missing and will be installed with apt-get:");
    for package in &missing {
        println!("  {:28} {}", package.name, package.why);
    }
    let names = missing.iter().map(|package| package.name).collect::<Vec<_>>();
    apt("apt-get update", &["update", "-qq"], &names)?;
    let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
    args.extend(&names);
    apt("apt-get install", &args, &names)
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status}", package])
        .output()
        .is_ok_and(|output| output.status.success() && output.stdout == b"installed")
}

fn apt(title: &str, args: &[&str], wanted: &[&str]) -> Outcome {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let step = if is_root {
        Step::new(title, "env")
    } else if which::which("sudo").is_ok() {
        // sudo may ask for a password: it talks to the terminal itself.
        Step::new(title, "sudo").args(["env"]).live()
    } else {
        return Err(format!(
            "System packages are missing and this user may not install them. As root, run: \
             apt-get install --no-install-recommends {}",
            wanted.join(" ")
        )
        .into());
    };
    step.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args).run()
}

fn say_other_linux(purpose: Purpose) {
    println!(
        "There is no apt here, so system packages are yours to install. By Debian's names these \
         are needed:"
    );
    for package in PACKAGES.iter().filter(|package| package.from <= purpose) {
        println!("  {:28} {}", package.name, package.why);
    }
    println!("https://v2.tauri.app/start/prerequisites/ names them for other distributions.");
}

fn say_elsewhere() -> Outcome {
    let (compiler, how) = if cfg!(windows) {
        ("cl", "Install Visual Studio Build Tools with \"Desktop development with C++\", and Perl.")
    } else {
        ("cc", "Run: xcode-select --install")
    };
    // MSVC's compiler is found through the registry, not through PATH: only Perl can be asked for.
    let needed = if cfg!(windows) { "perl" } else { compiler };
    match which::which(needed) {
        Ok(_) => Ok(()),
        Err(_) => Err(format!("{needed} is missing. {how}").into()),
    }
}
