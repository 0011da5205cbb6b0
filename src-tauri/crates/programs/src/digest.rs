//! What a program is, as a digest.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Program;

/// Programs that run another file, whose content then is what the program is.
const INTERPRETERS: &[&str] =
    &["python", "node", "deno", "bun", "ruby", "perl", "php", "bash", "sh", "zsh", "pwsh", "tsx"];

/// A digest over parts: `["ab", "c"]` has another than `["a", "bc"]`.
pub struct Parts(Sha256);

impl Parts {
    /// Of what it is the digest, so that no digest of another thing is the same.
    pub fn of(what: &str) -> Self {
        let mut parts = Self(Sha256::new());
        parts.part(what.as_bytes());
        parts
    }

    /// Adds a part, after its length.
    pub fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }

    /// The digest in 64 hexadecimal digits.
    pub fn hex(self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in self.0.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// What a program is: what was said of it, which file that names and its content, and, where that
/// file is an interpreter, the content of the script that it is to run.
///
/// # Errors
/// When a file cannot be read.
pub fn digest(what: &str, said: &[String], found: &Program) -> io::Result<String> {
    let mut all = Parts::of(what);
    for text in said {
        all.part(text.as_bytes());
    }
    all.part(found.path.as_os_str().as_encoded_bytes());
    all.part(&content(&found.path)?);
    if let Some(script) = script(found) {
        all.part(script.as_os_str().as_encoded_bytes());
        all.part(&content(&script)?);
    }
    Ok(all.hex())
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
