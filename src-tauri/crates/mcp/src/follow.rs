//! Resources whose changes a server is asked to tell of, in both eras.
//!
//! An older server is asked for each resource. A newer one is asked with one question that stays
//! open (`subscriptions/listen`), which names everything that we want to hear of, the changes of
//! its lists too; it is asked anew when that changes, and when the question ends.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::features::ListKind;
use domain::{Era, Fault};
use rmcp::RoleClient;
use rmcp::model::{
    ClientRequest, SubscriptionFilter, SubscriptionsListenRequest, SubscriptionsListenRequestParams,
};
use rmcp::service::{Peer, RequestHandle, ServiceError};
use serde_json::{Value, json};

use crate::link::Link;
use crate::question;

/// How long to wait before listening again: longer each time that it ends at once.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(200),
    Duration::from_secs(1),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_mins(1),
];
/// A question that stayed open for so long did not end at once.
const STEADY: Duration = Duration::from_secs(10);

/// Begins or ends to follow a resource.
///
/// # Errors
/// As [`question::ask`], of an older server that refuses.
pub(crate) async fn follow(
    peer: &Peer<RoleClient>,
    link: &Link,
    era: Era,
    uri: &str,
    on: bool,
) -> Result<(), Fault> {
    let change = |followed: &mut BTreeSet<String>| {
        if on { followed.insert(uri.to_owned()) } else { followed.remove(uri) }
    };
    match era {
        Era::Legacy => {
            let method = if on { "resources/subscribe" } else { "resources/unsubscribe" };
            let what = "to tell of changes";
            question::ask(peer, link, method, json!({ "uri": uri }), what).await?;
            link.followed.send_modify(|followed| {
                change(followed);
            });
        }
        Era::Modern => {
            link.followed.send_if_modified(change);
        }
    }
    Ok(())
}

/// What a newer server says that it can tell of, beside the resources that are followed.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each may be there without the others")]
pub(crate) struct Hears {
    tools: bool,
    prompts: bool,
    resources: bool,
    updates: bool,
}

impl Hears {
    pub(crate) fn of(capabilities: &Value) -> Self {
        let tells = |of: &str| capabilities[of]["listChanged"] == true;
        Self {
            tools: tells("tools"),
            prompts: tells("prompts"),
            resources: tells("resources"),
            updates: capabilities["resources"]["subscribe"] == true,
        }
    }

    /// The question; `None` when there is nothing to hear.
    fn filter(self, followed: &BTreeSet<String>) -> Option<SubscriptionFilter> {
        let mut filter = SubscriptionFilter::new();
        filter.tools_list_changed = self.tools.then_some(true);
        filter.prompts_list_changed = self.prompts.then_some(true);
        filter.resources_list_changed = self.resources.then_some(true);
        let uris = || followed.iter().cloned().collect();
        filter.resource_subscriptions = (self.updates && !followed.is_empty()).then(uris);
        let anything =
            self.tools || self.prompts || self.resources || filter.resource_subscriptions.is_some();
        anything.then_some(filter)
    }
}

/// Listens to a newer server for as long as it runs.
pub(crate) async fn listen(peer: Peer<RoleClient>, link: Arc<Link>, hears: Hears) {
    let listening = async {
        let mut followed = link.followed.subscribe();
        let (mut failures, mut before) = (0_usize, None::<RequestHandle<RoleClient>>);
        loop {
            let filter = hears.filter(&followed.borrow_and_update().clone());
            let Some(filter) = filter else {
                if let Some(before) = before.take() {
                    let _ = before.cancel(None).await;
                }
                if followed.changed().await.is_err() {
                    return;
                }
                continue;
            };
            let began = tokio::time::Instant::now();
            let Ok(mut open) = send(&peer, filter).await else { return };
            // Only now, so that nothing is missed between the two.
            if let Some(before) = before.take() {
                // A server that does not read any more has ended, or is about to.
                let _ = before.cancel(None).await;
            }
            let ended = tokio::select! {
                answer = &mut open.rx => Some(answer),
                changed = followed.changed() => match changed {
                    Ok(()) => None,
                    Err(_) => return,
                },
            };
            let Some(answer) = ended else {
                before = Some(open);
                continue;
            };
            if let Ok(Err(ServiceError::McpError(error))) = &answer {
                let id = json!(open.id);
                let why = link.lost(&id).map_or_else(|| error.message.to_string(), |it| it.message);
                link.log.remark(&format!("The server does not tell of changes: {why}"));
            }
            failures = if began.elapsed() > STEADY { 0 } else { failures + 1 };
            let Some(pause) = PAUSES.get(failures.saturating_sub(1)) else { return };
            tokio::time::sleep(*pause).await;
            // Something may have changed while nobody listened.
            link.changes.tools();
            link.changes.list(ListKind::Prompts);
            link.changes.list(ListKind::Resources);
        }
    };
    tokio::select! {
        () = listening => {}
        () = link.stop.cancelled() => {}
        () = link.drained.cancelled() => {}
    }
}

async fn send(
    peer: &Peer<RoleClient>,
    filter: SubscriptionFilter,
) -> Result<RequestHandle<RoleClient>, ServiceError> {
    let params = SubscriptionsListenRequestParams::new(filter);
    let request = SubscriptionsListenRequest::new(params);
    let request = ClientRequest::SubscriptionsListenRequest(request);
    peer.send_cancellable_request(request, rmcp::service::PeerRequestOptions::no_options()).await
}

/// The followed resource that an update is about: itself, or what it is a part of.
pub(crate) fn followed_of<'a>(followed: &'a BTreeSet<String>, uri: &str) -> Option<&'a String> {
    followed.get(uri).or_else(|| followed.iter().find(|of| uri.starts_with(of.as_str())))
}
