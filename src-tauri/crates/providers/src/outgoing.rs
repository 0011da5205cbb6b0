//! What goes out, to the byte, before anything does.

use std::fmt::Write as _;
use std::sync::Arc;

use domain::{Account, Digest, Fault, Prompt, Thinking};
use reqwest::header::{CONTENT_TYPE, HeaderName, USER_AGENT};
use sha2::{Digest as _, Sha256};

use crate::address::base_url;
use crate::client::AGENT;
use crate::format::{Order, format};
use crate::hosts::Host;

/// A request as it goes out, without the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Where to.
    pub url: String,
    /// Every header that is ours, but the one that holds the key.
    pub headers: Vec<(HeaderName, String)>,
    /// The header that holds the key, if there is one.
    pub key: HeaderName,
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
    earlier: &[Arc<Thinking>],
) -> Result<Outgoing, Fault> {
    let base_url = base_url(account.kind, &account.base_url)?;
    let (format, host) = (format(account.kind), Host::of(&base_url));
    let order = Order { host, model, prompt, earlier };
    let mut headers =
        vec![(CONTENT_TYPE, "application/json".to_owned()), (USER_AGENT, AGENT.to_owned())];
    headers
        .extend(format.headers(Some(order)).into_iter().map(|(name, value)| (name, value.into())));
    Ok(Outgoing {
        url: format.address(&base_url, order),
        headers,
        key: format.key(host).0,
        body: format.body(order)?,
    })
}
