//! Pictures and sounds: whether they are what they say.

use std::borrow::Cow;

use domain::Oddity;

use super::read::{Field, Notes, Object, Unfit};

/// A picture or sound as it is taken.
pub(super) struct Medium {
    pub(super) data: String,
    pub(super) mime_type: String,
}

/// Types by how files of them begin; `?` stands for any byte.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"RIFF????WEBP", "image/webp"),
    (b"RIFF????WAVE", "audio/wav"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
];

/// Other names of a type, as they are met.
const NAMES: &[(&str, &str)] = &[
    ("image/jpg", "image/jpeg"),
    ("audio/x-wav", "audio/wav"),
    ("audio/wave", "audio/wav"),
    ("audio/vnd.wave", "audio/wav"),
    ("audio/mp3", "audio/mpeg"),
    ("audio/x-flac", "audio/flac"),
];

/// Reads a block's `data` and `mimeType`; `family` is `image/` or `audio/`.
pub(super) fn medium(
    block: &Object<'_>,
    family: &str,
    most: usize,
    notes: &mut Notes,
) -> Result<Medium, Unfit> {
    let (data, mime_type) = (block.need("data")?, block.need("mimeType")?);
    let given = mime_type.text()?;
    let taken = base64(&data, notes)?;
    let padding = taken.bytes().rev().take_while(|byte| *byte == b'=').count();
    let bytes = taken.len() / 4 * 3 - padding;
    if bytes > most {
        return Err(data.unfit(format!("holds {bytes} bytes, and at most {most} are taken")));
    }
    let begins = beginning(&taken);
    let is = BEGINNINGS.iter().find(|(beginning, _)| fits(beginning, &begins));
    let is = is.map(|(_, mime_type)| *mime_type);
    let plain = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let plain = NAMES.iter().find(|(name, _)| *name == plain).map_or(plain.as_str(), |to| to.1);
    let mime_type = match is {
        // Ogg and others hold sounds and films alike, so a more exact type may be given.
        Some(is) if is == plain || (is == "audio/ogg" && plain.starts_with("audio/")) => given,
        Some(is) if is.starts_with(family) => {
            let field = mime_type.path();
            notes.odd(|| Oddity::MimeType { field, given, taken: is.to_owned() });
            is.to_owned()
        }
        Some(is) => {
            let what = if family == "image/" { "a picture" } else { "a sound" };
            return Err(data.unfit(format!("is of type {is}, which is not {what}")));
        }
        None if plain.starts_with(family) => given,
        None => return Err(mime_type.unfit(format!("must begin with \"{family}\""))),
    };
    Ok(Medium { data: taken.into_owned(), mime_type })
}

/// Base64 of the standard alphabet with padding. What is certainly meant to be that is put right.
fn base64<'a>(field: &Field<'a>, notes: &mut Notes) -> Result<Cow<'a, str>, Unfit> {
    let Some(text) = field.value.as_str() else { return Err(field.unfit("must be a string")) };
    if is_base64(text.as_bytes()) {
        return Ok(text.into());
    }
    let mut right: String = text
        .chars()
        .filter(|c| !c.is_ascii_whitespace())
        .map(|c| match c {
            '-' => '+',
            '_' => '/',
            c => c,
        })
        .collect();
    while !right.len().is_multiple_of(4) && !right.ends_with("==") {
        right.push('=');
    }
    if !is_base64(right.as_bytes()) {
        return Err(field.unfit("is not base64"));
    }
    notes.odd(|| Oddity::Base64 { field: field.path() });
    Ok(right.into())
}

fn is_base64(text: &[u8]) -> bool {
    let padding = text.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    let (body, _) = text.split_at(text.len() - padding);
    let plain = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/');
    !body.is_empty() && text.len().is_multiple_of(4) && body.iter().all(plain)
}

/// The first bytes that a base64 text stands for.
fn beginning(base64: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        b'/' => 63,
        _ => 0,
    };
    let head = base64.as_bytes().chunks_exact(4).take(4);
    let mut bytes = Vec::with_capacity(12);
    for four in head {
        let bits = four.iter().fold(0, |bits, byte| bits << 6 | value(*byte));
        let padding = four.iter().rev().take_while(|byte| **byte == b'=').count();
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(3 - padding.min(3)));
    }
    bytes
}

fn fits(beginning: &[u8], bytes: &[u8]) -> bool {
    bytes.len() >= beginning.len()
        && beginning.iter().zip(bytes).all(|(wanted, byte)| *wanted == b'?' || wanted == byte)
}
