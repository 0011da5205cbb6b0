//! The values of headers, of remote servers and of accounts: they lie in the vault, and beside a
//! record only while a server is started or a request made.

use domain::header::{Header, HeaderSetting};
use domain::server::Launch;
use domain::{Account, AccountId, Fault, FaultCode, Server};
use secrecy::{ExposeSecret, SecretString};
use store::{Vault, VaultItem};

use crate::invalid;

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
    let kept = get(item, vault).await?;
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
    set(VaultItem::Server(server.id), headers, vault).await?;
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

/// The headers of an account as they are sent.
///
/// # Errors
/// A vault fault; `KeyRejected` when the vault has lost one.
pub(crate) async fn of_account(account: &Account, vault: &Vault) -> Result<Vec<Header>, Fault> {
    if account.headers.is_empty() {
        return Ok(Vec::new());
    }
    let kept = get(VaultItem::Headers(account.id), vault).await?;
    if account.headers.iter().any(|name| !kept.iter().any(|header| header.name == *name)) {
        let message = format!(
            "The keychain has the headers of {} no more. Enter their values again.",
            account.name
        );
        return Err(Fault::new(FaultCode::KeyRejected, message));
    }
    Ok(kept)
}

/// The headers that an account is to have: what was entered, else what is kept for the same
/// address. A secret is never sent to a new one by itself.
///
/// # Errors
/// `Invalid` when a value is neither entered nor kept; a vault fault.
pub(crate) async fn entered(
    settings: &[HeaderSetting],
    base_url: &str,
    before: Option<&Account>,
    vault: &Vault,
) -> Result<Vec<Header>, Fault> {
    let before = before.filter(|before| before.base_url == base_url);
    let anew = settings.iter().all(|setting| setting.value.is_some());
    let kept = match before {
        Some(before) if !anew => of_account(before, vault).await?,
        Some(_) | None => Vec::new(),
    };
    let value = |setting: &HeaderSetting| {
        let same = |header: &&Header| header.name == setting.name;
        let kept = || kept.iter().find(same).map(|header| header.value.clone());
        setting.value.clone().or_else(kept)
    };
    let header = |setting: &HeaderSetting| match value(setting) {
        Some(value) => {
            Ok(Header { name: setting.name.trim().to_owned(), value: value.trim().to_owned() })
        }
        None => Err(invalid(format!(
            "Enter the value of the header {} for this address: what was entered for another is not sent to it.",
            setting.name
        ))),
    };
    settings.iter().map(header).collect()
}

/// Keeps the headers of an account in place of those before.
///
/// # Errors
/// A vault fault.
pub(crate) async fn keep(
    id: AccountId,
    headers: &[Header],
    before: Option<&Account>,
    vault: &Vault,
) -> Result<(), Fault> {
    let item = VaultItem::Headers(id);
    match before {
        _ if !headers.is_empty() => set(item, headers, vault).await,
        Some(before) if !before.headers.is_empty() => vault.remove(item).await,
        Some(_) | None => Ok(()),
    }
}

async fn get(item: VaultItem, vault: &Vault) -> Result<Vec<Header>, Fault> {
    let kept = vault.get(item).await?;
    let read = |kept: SecretString| serde_json::from_str(kept.expose_secret()).unwrap_or_default();
    Ok(kept.map(read).unwrap_or_default())
}

async fn set(item: VaultItem, headers: &[Header], vault: &Vault) -> Result<(), Fault> {
    let values = serde_json::to_string(headers).map_err(|why| {
        Fault::new(FaultCode::Internal, "The headers could not be kept.")
            .with_detail(why.to_string())
    })?;
    vault.set(item, SecretString::from(values)).await
}
