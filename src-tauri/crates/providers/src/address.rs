//! Where requests go: what an account's base URL may be.

use domain::network::is_private;
use domain::{Fault, FaultCode, ProviderKind};
use reqwest::Url;

/// Checks an account's base URL and writes it in the one way that [`domain::Account`] keeps it:
/// without surrounding space, without a trailing slash and, for Anthropic, without `/v1`.
///
/// # Errors
/// [`FaultCode::Invalid`] unless it is an `https` address, or an `http` one on this machine or in
/// a private network; with a user name, a query or a fragment in it, too.
pub fn base_url(kind: ProviderKind, text: &str) -> Result<String, Fault> {
    let url = parse(text)?;
    let text = url.as_str().trim_end_matches('/');
    Ok(match kind {
        ProviderKind::Anthropic => text.strip_suffix("/v1").unwrap_or(text),
        ProviderKind::Openai
        | ProviderKind::OpenaiResponses
        | ProviderKind::Gemini
        | ProviderKind::Ollama
        | ProviderKind::Command => text,
    }
    .to_owned())
}

fn parse(text: &str) -> Result<Url, Fault> {
    let url = Url::parse(text.trim()).map_err(|error| {
        invalid("The base URL is not an address. It must look like https://api.example.com/v1.")
            .with_detail(error.to_string())
    })?;
    let ("https" | "http", Some(host)) = (url.scheme(), url.host_str()) else {
        return Err(invalid("The base URL must start with https:// or http://."));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid(
            "The base URL must not hold a user name or password. Enter the key in its own field.",
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("The base URL must end with its path, without ? or #."));
    }
    if url.scheme() == "http" && !is_private(host) {
        return Err(invalid(format!(
            "The base URL sends the key and every prompt to {host} unencrypted. Use https://; \
             http:// is for this machine and private networks."
        )));
    }
    Ok(url)
}

fn invalid(message: impl Into<String>) -> Fault {
    Fault::new(FaultCode::Invalid, message)
}

#[cfg(test)]
mod tests;
