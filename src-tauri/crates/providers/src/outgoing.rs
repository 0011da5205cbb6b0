//! What goes out, to the byte, before anything does.

use std::fmt::Write as _;

use domain::{Account, Digest, Fault, Prompt};
use reqwest::header::{CONTENT_TYPE, HeaderName, USER_AGENT};
use sha2::{Digest as _, Sha256};

use crate::address::base_url;
use crate::client::AGENT;
use crate::command;
use crate::format::{Order, format};
use crate::hosts::Host;
use crate::provider::Background;

/// A request as it goes out, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Where to; empty for a program.
    pub url: String,
    /// Every header that is ours, but the one that holds the key.
    pub headers: Vec<(HeaderName, String)>,
    /// The header that holds the key, if there is one; none for a program.
    pub key: Option<HeaderName>,
    /// The program that is started for it, and its arguments; the bytes are its standard input.
    pub program: Option<Vec<String>>,
    /// The bytes.
    pub body: Vec<u8>,
}

impl Outgoing {
    /// The digest of the bytes.
    pub fn digest(&self) -> Digest {
        digest(&self.body)
    }
}

/// The digest of bytes.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a text does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Digest(hex)
}

/// What a signed prompt is sent as, made by the same code that sends it.
///
/// Adjacent messages of the same role become one message with the blocks of all of them, in order
/// and unchanged: many servers refuse a conversation whose roles do not alternate, the others
/// merge them anyway.
///
/// # Errors
/// [`FaultCode::Invalid`](domain::FaultCode::Invalid), naming what the wire format or the model
/// cannot take. Parameters that a model does not take are left out instead; see
/// [`losses`](crate::losses()).
pub fn outgoing(
    account: &Account,
    model: &str,
    prompt: &Prompt,
    background: Background<'_>,
) -> Result<Outgoing, Fault> {
    let Some(format) = format(account.kind) else { return to_program(account, model, prompt) };
    let base_url = base_url(account.kind, &account.base_url)?;
    let host = Host::of(&base_url);
    let order = Order { host, model, prompt, background };
    let mut headers =
        vec![(CONTENT_TYPE, "application/json".to_owned()), (USER_AGENT, AGENT.to_owned())];
    headers
        .extend(format.headers(Some(order)).into_iter().map(|(name, value)| (name, value.into())));
    Ok(Outgoing {
        url: format.address(&base_url, order),
        headers,
        key: Some(format.key(host).0),
        program: None,
        body: format.body(order)?,
    })
}

/// What a program reads, and how it is started.
fn to_program(account: &Account, model: &str, prompt: &Prompt) -> Result<Outgoing, Fault> {
    let words = account.program.as_ref().map(|program| {
        let args = program.args_for(model);
        std::iter::once(program.command.clone()).chain(args).collect()
    });
    let (url, headers) = (String::new(), Vec::new());
    Ok(Outgoing { url, headers, key: None, program: words, body: command::text(prompt)? })
}
