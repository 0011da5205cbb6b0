//! What the tests of several wire formats share.

use domain::{Account, AccountId, Fault, Prompt, ProviderKind};
use uuid::Uuid;

/// What a prompt is sent as to an account of a kind, at an address.
pub(crate) fn body(
    kind: ProviderKind,
    base_url: &str,
    model: &str,
    prompt: &Prompt,
) -> Result<Vec<u8>, Fault> {
    let id = AccountId(Uuid::from_u128(1));
    let account =
        Account { id, name: "Work".into(), kind, base_url: base_url.into(), program: None };
    crate::outgoing(&account, model, prompt, crate::Background::default())
        .map(|outgoing| outgoing.body)
}
