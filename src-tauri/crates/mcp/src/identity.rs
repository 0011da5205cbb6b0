//! What a server *is*.

use std::path::Path;

use domain::server::Launch;
use domain::{Fault, FaultCode, Identity, Server};
use programs::Parts;

use crate::program;
use crate::remote::remote_url;

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
    tokio::task::spawn_blocking(move || programs::digest("countersign server 1", &said, &found))
        .await
        .map_err(|why| unreadable(why.to_string()))?
        .map(Identity)
        .map_err(|why| unreadable(why.to_string()))
}

/// A digest, because a URL may hold a secret.
fn of_url(url: &str) -> Identity {
    let mut all = Parts::of("countersign remote 1");
    all.part(url.as_bytes());
    Identity(all.hex())
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
