//! What a server says that has changed, gathered, so that a server that says so without end makes
//! no more of us than one that says it once.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::features::ListKind;
use rmcp::RoleClient;
use rmcp::service::Peer;
use tokio::sync::Notify;

use crate::link::Link;
use crate::tools;

/// How long changes are gathered before they are told.
const GATHER: Duration = Duration::from_millis(200);

/// What changed since it was last asked for.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    since: Mutex<Since>,
    told: Notify,
}

#[derive(Debug, Default)]
struct Since {
    tools: bool,
    prompts: bool,
    resources: bool,
    /// The URIs of followed resources.
    updated: BTreeSet<String>,
}

impl Changes {
    pub(crate) fn tools(&self) {
        self.note(|since| since.tools = true);
    }

    pub(crate) fn list(&self, list: ListKind) {
        self.note(|since| match list {
            ListKind::Prompts => since.prompts = true,
            ListKind::Resources => since.resources = true,
        });
    }

    pub(crate) fn resource(&self, uri: String) {
        self.note(|since| {
            since.updated.insert(uri);
        });
    }

    fn note(&self, change: impl FnOnce(&mut Since)) {
        change(&mut self.since.lock().unwrap_or_else(PoisonError::into_inner));
        self.told.notify_one();
    }

    fn take(&self) -> Since {
        std::mem::take(&mut self.since.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Tells the host of changes, and lists the tools again when they changed.
pub(crate) async fn tell(peer: Peer<RoleClient>, link: Arc<Link>) {
    loop {
        tokio::select! {
            () = link.changes.told.notified() => {}
            () = link.stop.cancelled() => return,
            () = link.drained.cancelled() => return,
        }
        let since = link.changes.take();
        if since.prompts {
            link.host.list_changed(link.server, ListKind::Prompts);
        }
        if since.resources {
            link.host.list_changed(link.server, ListKind::Resources);
        }
        for uri in since.updated {
            link.host.resource_updated(link.server, uri);
        }
        if since.tools {
            match tools::list(&peer, &link).await {
                Ok(tools) => link.host.tools_changed(link.server, tools),
                Err(fault) => {
                    link.log.remark(&format!("The tools could not be listed again: {fault}"));
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(GATHER) => {}
            () = link.stop.cancelled() => return,
        }
    }
}
