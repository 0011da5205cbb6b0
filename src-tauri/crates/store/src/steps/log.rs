//! The two files of the steps' log.
//!
//! A file is empty, or begins with 32 random bytes and its number (8 bytes, little-endian): of two
//! files, the one with the lower number is older. Records follow, each its length (4 bytes,
//! little-endian) and that many bytes, which are encrypted with AES-256-GCM: the key is made of the
//! database's and the random bytes (HKDF-SHA256), the nonce counts the records from 0, and the file's
//! number is authenticated with each. A record that is cut short or does not fit its key ends a file:
//! nobody was told that it is durable.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};

use super::record;
use crate::key::{DatabaseKey, beside};
use crate::writer::append::Append;

/// What the files are called, after the database.
pub(crate) const SUFFIXES: [&str; 2] = ["-steps1", "-steps2"];

const SALT: usize = 32;
const HEAD: usize = SALT + 8;
const LENGTH: usize = 4;
/// Sets this use of the key apart from any other.
const PURPOSE: &[&[u8]] = &[b"steps"];

pub(crate) struct Log {
    key: DatabaseKey,
    files: [File; 2],
    /// Which of them is written to.
    current: usize,
    /// The number of the file that is begun next.
    number: u64,
    /// Encrypts the next record; absent while the file is empty.
    sealer: Option<Sealer>,
    /// Where the next record begins.
    end: u64,
    /// Whether a write failed: then nothing more goes into this file.
    broken: bool,
    /// Whether the other file holds nothing.
    other_is_cut: bool,
    /// The record that is being made.
    buffer: Vec<u8>,
}

/// Encrypts or decrypts the records of one file in their order.
struct Sealer {
    key: LessSafeKey,
    number: [u8; 8],
    next: u64,
}

impl Log {
    /// Opens the log beside a database, and reads what it still holds, oldest first; `None` where
    /// another process has it.
    pub(crate) fn open(
        database: &Path,
        key: DatabaseKey,
    ) -> io::Result<Option<(Self, Vec<Append>)>> {
        let open = |suffix| {
            let path = beside(database, suffix);
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
        };
        let mut files = [open(SUFFIXES[0])?, open(SUFFIXES[1])?];
        match files[0].try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                return Ok(None);
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let mut parts = [read(&mut files[0], &key)?, read(&mut files[1], &key)?];
        parts.sort_by_key(|(number, _)| *number);
        let number = parts[1].0 + 1;
        let log = Self {
            key,
            files,
            current: 0,
            number,
            sealer: None,
            end: 0,
            broken: false,
            other_is_cut: false,
            buffer: Vec::new(),
        };
        Ok(Some((log, parts.into_iter().flat_map(|(_, steps)| steps).collect())))
    }

    /// Empties both files: what they held is in the database.
    pub(crate) fn empty(&mut self) -> io::Result<()> {
        empty(&mut self.files[0])?;
        empty(&mut self.files[1])?;
        self.other_is_cut = true;
        Ok(())
    }

    pub(crate) fn is_usable(&self) -> bool {
        !self.broken
    }

    /// Adds a record. When this returns, it survives the end of this process in any way.
    pub(crate) fn write(&mut self, record: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let written =
            self.seal(record).and_then(|()| self.files[self.current].write_all(&self.buffer));
        if written.is_ok() {
            self.end += self.buffer.len() as u64;
        } else {
            self.broken = true;
            // What there is of the record would end the file anyhow.
            let _ = self.files[self.current].set_len(self.end);
        }
        written
    }

    /// Makes a record in the buffer, after the file's head if it is the first.
    fn seal(&mut self, record: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        self.buffer.clear();
        let sealer = if let Some(sealer) = &mut self.sealer {
            sealer
        } else {
            let mut salt = [0; SALT];
            getrandom::fill(&mut salt).map_err(io::Error::other)?;
            self.buffer.extend(salt);
            self.buffer.extend(self.number.to_le_bytes());
            self.sealer.insert(Sealer::new(&self.key, &salt, self.number)?)
        };
        let start = self.buffer.len();
        self.buffer.extend([0; LENGTH]);
        record(&mut self.buffer);
        sealer.seal(&mut self.buffer, start + LENGTH)?;
        let length = u32::try_from(self.buffer.len() - start - LENGTH).map_err(io::Error::other)?;
        self.buffer[start..start + LENGTH].copy_from_slice(&length.to_le_bytes());
        Ok(())
    }

    /// Lets new records go to the other file.
    pub(crate) fn turn(&mut self) -> io::Result<()> {
        let other = 1 - self.current;
        if !self.other_is_cut {
            empty(&mut self.files[other])?;
        }
        self.current = other;
        (self.sealer, self.end, self.broken, self.other_is_cut) = (None, 0, false, false);
        self.number += 1;
        Ok(())
    }

    /// Cuts the file that is not written to: what it held is in the database. Where that fails it is
    /// tried again before the file's next turn; until then it holds what is known already.
    pub(crate) fn cut(&mut self) {
        match empty(&mut self.files[1 - self.current]) {
            Ok(()) => self.other_is_cut = true,
            Err(error) => tracing::warn!(%error, "the steps' log could not be cut"),
        }
    }
}

impl Sealer {
    fn new(key: &DatabaseKey, salt: &[u8; SALT], number: u64) -> io::Result<Self> {
        let broken = |_| io::Error::other("no key could be made for the steps' log");
        let root = Salt::new(HKDF_SHA256, salt).extract(key.bytes());
        let key = root.expand(PURPOSE, &AES_256_GCM).map_err(broken)?;
        Ok(Self { key: LessSafeKey::new(key.into()), number: number.to_le_bytes(), next: 0 })
    }

    fn nonce(&mut self) -> Nonce {
        let mut nonce = [0; 12];
        nonce[4..].copy_from_slice(&self.next.to_le_bytes());
        self.next += 1;
        Nonce::assume_unique_for_key(nonce)
    }

    /// Encrypts what the buffer holds from `start` on.
    fn seal(&mut self, buffer: &mut Vec<u8>, start: usize) -> io::Result<()> {
        let (nonce, number) = (self.nonce(), Aad::from(self.number));
        let sealed = self.key.seal_in_place_separate_tag(nonce, number, &mut buffer[start..]);
        let tag = sealed.map_err(|_| io::Error::other("a step could not be encrypted"))?;
        buffer.extend(tag.as_ref());
        Ok(())
    }

    fn open<'a>(&mut self, sealed: &'a mut [u8]) -> Option<&'a [u8]> {
        let (nonce, number) = (self.nonce(), Aad::from(self.number));
        self.key.open_in_place(nonce, number, sealed).ok().map(|plain| &*plain)
    }
}

/// Reads a file's number and records; of an empty one, 0 and none.
fn read(file: &mut File, key: &DatabaseKey) -> io::Result<(u64, Vec<Append>)> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    let mut steps = Vec::new();
    let Some((head, records)) = bytes.split_first_chunk_mut::<HEAD>() else {
        return Ok((0, steps));
    };
    let (salt, number) = head.split_at(SALT);
    let mut whole = ([0; SALT], [0; 8]);
    whole.0.copy_from_slice(salt);
    whole.1.copy_from_slice(number);
    let number = u64::from_le_bytes(whole.1);
    let mut sealer = Sealer::new(key, &whole.0, number)?;
    let mut at = 0;
    while let Some((length, after)) = records[at..].split_first_chunk_mut::<LENGTH>() {
        let length = u32::from_le_bytes(*length) as usize;
        let sealed = after.get_mut(..length);
        let Some(step) = sealed.and_then(|sealed| record::read(sealer.open(sealed)?)) else {
            break;
        };
        steps.push(step);
        at += LENGTH + length;
    }
    if at < records.len() {
        tracing::info!(bytes = records.len() - at, "a step in the log was cut short");
    }
    Ok((number, steps))
}

fn empty(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(())
}

#[cfg(test)]
mod tests;
