//! The values of a remote server's headers: they lie in the vault, and beside the server's record
//! only while it is started or changed.

use domain::server::{Header, Launch};
use domain::{Fault, FaultCode, Server};
use secrecy::{ExposeSecret, SecretString};
use store::{Vault, VaultItem};

/// The server with the values of its headers.
///
/// # Errors
/// A vault fault.
pub(crate) async fn filled(mut server: Server, vault: &Vault) -> Result<Server, Fault> {
    let item = VaultItem::Server(server.id);
    let Launch::Remote { headers, .. } = &mut server.launch else { return Ok(server) };
    if headers.iter().all(|header| !header.value.is_empty()) {
        return Ok(server);
    }
    let Some(kept) = vault.get(item).await? else { return Ok(server) };
    let kept: Vec<Header> = serde_json::from_str(kept.expose_secret()).unwrap_or_default();
    for header in headers.iter_mut().filter(|header| header.value.is_empty()) {
        let value = kept.iter().find(|kept| kept.name == header.name);
        header.value = value.map(|kept| kept.value.clone()).unwrap_or_default();
    }
    Ok(server)
}

/// Keeps the values of the server's headers, and gives the server without them. A server that has
/// none, and had none before, needs no vault.
///
/// # Errors
/// A vault fault; nothing is changed then.
pub(crate) async fn put_away(
    server: Server,
    before: Option<&Server>,
    vault: &Vault,
) -> Result<Server, Fault> {
    let headers = of(&server);
    if headers.is_empty() {
        if let Some(before) = before {
            forget(before, vault).await?;
        }
        return Ok(server);
    }
    let values = serde_json::to_string(headers).map_err(|why| {
        Fault::new(FaultCode::Internal, "The headers could not be kept.")
            .with_detail(why.to_string())
    })?;
    vault.set(VaultItem::Server(server.id), SecretString::from(values)).await?;
    Ok(server.bare())
}

/// Removes the values of the server's headers.
///
/// # Errors
/// A vault fault.
pub(crate) async fn forget(server: &Server, vault: &Vault) -> Result<(), Fault> {
    if of(server).is_empty() {
        return Ok(());
    }
    vault.remove(VaultItem::Server(server.id)).await
}

fn of(server: &Server) -> &[Header] {
    match &server.launch {
        Launch::Remote { headers, .. } => headers,
        Launch::Program { .. } | Launch::Demo => &[],
    }
}
