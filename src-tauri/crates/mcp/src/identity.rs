//! What a server *is*.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::server::Launch;
use domain::{Fault, FaultCode, Identity, Server};
use sha2::{Digest, Sha256};

use crate::program::{self, Program};
use crate::remote::remote_url;

/// Programs that run another file, whose content then is what the server is.
const INTERPRETERS: &[&str] =
    &["python", "node", "deno", "bun", "ruby", "perl", "php", "bash", "sh", "zsh", "pwsh", "tsx"];

/// What a server is: a digest over its command, arguments and working directory, the program that
/// the command names and its content, and, where that program is an interpreter, the content of
/// the script. Of a remote server it is a digest over the URL: what the server says of itself
/// proves nothing. Environment values and headers are no part of it, so that a new key does not
/// make a new server.
///
/// # Errors
/// [`FaultCode::ServerFailed`] when there is no such program, or when it cannot be read.
pub async fn identity(server: &Server) -> Result<Identity, Fault> {
    let (command, args, cwd) = match &server.launch {
        // The demo server is part of this program: what it is changes with its version.
        Launch::Demo => return Ok(Identity(format!("demo:{}", env!("CARGO_PKG_VERSION")))),
        Launch::Remote { url, .. } => return remote_url(url).map(|url| of_url(&url)),
        Launch::Program { command, args, cwd, .. } => (command, args, cwd),
    };
    let found = program::find(server, Path::new("")).await?;
    let said: Vec<String> =
        [command, &cwd.clone().unwrap_or_default()].into_iter().chain(args).cloned().collect();
    let unreadable = |why: String| {
        let message = format!("The program of {} cannot be read.", server.name);
        Fault::new(FaultCode::ServerFailed, message).with_detail(why)
    };
    // Reading and digesting a large program takes a moment.
    tokio::task::spawn_blocking(move || digest(&said, &found))
        .await
        .map_err(|why| unreadable(why.to_string()))?
        .map_err(|why| unreadable(why.to_string()))
}

/// A digest, because a URL may hold a secret.
fn of_url(url: &str) -> Identity {
    let mut all = Sha256::new();
    part(&mut all, b"countersign remote 1");
    part(&mut all, url.as_bytes());
    hex(all)
}

fn part(all: &mut Sha256, bytes: &[u8]) {
    // Lengths keep parts apart: ["ab", "c"] is not ["a", "bc"].
    all.update((bytes.len() as u64).to_le_bytes());
    all.update(bytes);
}

fn digest(said: &[String], found: &Program) -> io::Result<Identity> {
    let mut all = Sha256::new();
    let mut part = |bytes: &[u8]| part(&mut all, bytes);
    part(b"countersign server 1");
    for text in said {
        part(text.as_bytes());
    }
    part(found.path.as_os_str().as_encoded_bytes());
    part(&content(&found.path)?);
    if let Some(script) = script(found) {
        part(script.as_os_str().as_encoded_bytes());
        part(&content(&script)?);
    }
    Ok(hex(all))
}

fn hex(all: Sha256) -> Identity {
    let mut hex = String::with_capacity(64);
    for byte in all.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Identity(hex)
}

fn content(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut chunk = vec![0; 256 * 1024];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(digest.finalize().into()),
            read => digest.update(&chunk[..read]),
        }
    }
}

/// The file that an interpreter is to run: its first argument that is a file.
fn script(found: &Program) -> Option<PathBuf> {
    let name = found.path.file_stem()?.to_str()?;
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if !INTERPRETERS.contains(&name) {
        return None;
    }
    found.args.iter().map(|arg| found.cwd.join(arg)).find(|path| path.is_file())
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
