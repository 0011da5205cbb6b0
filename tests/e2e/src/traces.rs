//! Where a secret has left a trace: in files, in what the system tells of processes, in a text.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::Outcome;

/// Secrets that must not be found, in every form in which programs write them.
///
/// Each is looked for by its two halves, so that a part of it is found as well.
#[derive(Default)]
pub struct Secrets {
    forms: Vec<(String, Vec<u8>)>,
}

impl Secrets {
    /// These, and a text of at least 32 characters, all ASCII.
    #[must_use]
    pub fn and_text(self, name: &str, text: &str) -> Self {
        let mut secrets = self.and_bytes(name, text.as_bytes());
        let (front, back) = text.split_at(text.len() / 2);
        for half in [front, back] {
            let wide = |bytes: fn(u16) -> [u8; 2]| half.encode_utf16().flat_map(bytes).collect();
            secrets.add(name, "UTF-16", wide(u16::to_le_bytes));
            secrets.add(name, "UTF-16, high byte first", wide(u16::to_be_bytes));
        }
        secrets
    }

    /// These, and at least 32 bytes.
    #[must_use]
    pub fn and_bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        let (front, back) = bytes.split_at(bytes.len() / 2);
        for half in [front, back] {
            let hex = half.iter().fold(String::new(), |mut hex, byte| {
                // Writing to a string does not fail.
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            self.add(name, "as it is", half.to_vec());
            self.add(name, "upper-case hex", hex.to_uppercase().into_bytes());
            self.add(name, "hex", hex.into_bytes());
            // Base64 takes three bytes together; what stands before shifts them.
            for before in 0..3 {
                self.add(name, "Base64", base64(half, before));
            }
        }
        self
    }

    fn add(&mut self, name: &str, form: &str, bytes: Vec<u8>) {
        self.forms.push((format!("{name}, {form}"), bytes));
    }

    /// Those that stand in these bytes, and in which form.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<&str> {
        let mut begins = [false; 256];
        for first in self.forms.iter().filter_map(|(_, form)| form.first()) {
            begins[usize::from(*first)] = true;
        }
        // Few bytes begin a form, and only from those on is anything compared.
        let places = (0..bytes.len()).filter(|place| begins[usize::from(bytes[*place])]);
        places
            .flat_map(|place| {
                let here =
                    self.forms.iter().filter(move |(_, form)| bytes[place..].starts_with(form));
                here.map(|(name, _)| name.as_str())
            })
            .collect()
    }

    /// Every file of a folder and of those in it that has one in its name or its content. Sockets and
    /// pipes hold nothing, and links lead to what is looked at anyway.
    pub fn files_in(&self, folder: &Path) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        let entries = match fs::read_dir(folder) {
            // Removed while we looked.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            let mut here = Vec::from(path.as_os_str().as_encoded_bytes());
            if kind.is_dir() {
                found.extend(self.files_in(&path)?);
            } else if kind.is_file() {
                match fs::read(&path) {
                    Ok(bytes) => here.extend(bytes),
                    // Removed while we looked.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(format!("{}: {error}", path.display()).into()),
                }
            }
            let place = path.display();
            found.extend(self.found_in(&here).iter().map(|what| format!("{place} ({what})")));
        }
        Ok(found)
    }

    /// Every one of these processes whose command line or environment has one.
    pub fn processes(&self, pids: impl IntoIterator<Item = i32>) -> Vec<String> {
        let mut found = Vec::new();
        for pid in pids {
            for file in ["cmdline", "environ"] {
                // One that has ended tells nothing any more.
                let told = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
                let place = format!("{file} of {pid}");
                found.extend(self.found_in(&told).iter().map(|what| format!("{place} ({what})")));
            }
        }
        found
    }
}

/// The characters of Base64 that only `bytes` decide when `before` other bytes stand before them.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let whole: Vec<u8> = bytes.iter().skip((3 - before) % 3).copied().collect();
    let three = |part: &[u8]| {
        let bits = part.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        [18, 12, 6, 0].map(|shift| ALPHABET[(bits >> shift & 63) as usize])
    };
    whole.chunks_exact(3).flat_map(three).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_trace_is_found_in_every_form_and_place() -> Outcome {
        let text = "sk-0123456789-abcdefghijklmnopqr";
        let secrets = Secrets::default().and_text("key", text);
        let folder = tempfile::tempdir()?;
        assert_eq!(secrets.files_in(folder.path())?, Vec::<String>::new());
        fs::create_dir(folder.path().join("deep"))?;
        for (name, content) in [
            ("as it is", format!("key={text};").into_bytes()),
            ("as it is", format!("shortened: {}…", &text[..20]).into_bytes()),
            (
                "UTF-16",
                format!("\u{feff}key {text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            ),
            ("hex", b"736b2d303132333435363738392d6162636465666768696a6b6c6d6e6f707172".to_vec()),
            // With nothing, one byte and two bytes before it.
            ("Base64", b"c2stMDEyMzQ1Njc4OS1hYmNkZWZnaGlqa2xtbm9wcXI=".to_vec()),
            ("Base64", b"IHNrLTAxMjM0NTY3ODktYWJjZGVmZ2hpamtsbW5vcHFy".to_vec()),
            ("Base64", b"ICBzay0wMTIzNDU2Nzg5LWFiY2RlZmdoaWprbG1ub3Bxcg==".to_vec()),
        ] {
            let file = folder.path().join("deep/file");
            fs::write(&file, content)?;
            let found = secrets.files_in(folder.path())?;
            assert!(
                found.contains(&format!("{} (key, {name})", file.display())),
                "{name}: {found:?}"
            );
        }
        Ok(())
    }
    #[test]
    fn a_trace_is_found_with_a_process() -> Outcome {
        let text = "sk-0123456789-abcdefghijklmnopqr";
        let secrets = Secrets::default().and_text("key", text);
        let mut with_argument = Command::new("cat");
        with_argument.args(["-", text]);
        let mut with_variable = Command::new("cat");
        with_variable.env("KEY", text);
        for (command, file) in [(&mut with_argument, "cmdline"), (&mut with_variable, "environ")] {
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
            // Once it answers, it is what it was started as.
            child.stdin.as_mut().ok_or("no input")?.write_all(b"?")?;
            child.stdout.as_mut().ok_or("no output")?.read_exact(&mut [0])?;
            let pid = i32::try_from(child.id())?;
            let found = secrets.processes([pid]);
            child.kill()?;
            child.wait()?;
            assert!(found.contains(&format!("{file} of {pid} (key, as it is)")), "{found:?}");
        }
        Ok(())
    }
}
