//! What a running server has beside tools: its prompts and resources, asked for when they are looked
//! at, and the resources that a person follows.

use std::sync::Arc;

use domain::features::{Completion, CompletionQuery, ListKind, PromptList, ResourceList};
use domain::{Fault, FaultCode, ServerId};
use mcp::Connection;
use tokio_util::sync::CancellationToken;

use crate::calls::not_running;
use crate::clock::now;
use crate::feed::World;
use crate::view::{AppEvent, Followed};
use crate::{Engine, invalid, not_found};

/// How many resources of one server a person may follow.
const FOLLOWED: usize = 200;

impl World {
    fn connection(&self, id: ServerId) -> Result<Arc<Connection>, Fault> {
        let entry = self.servers.get(&id).ok_or_else(|| not_found("server"))?;
        entry.connection.clone().ok_or_else(not_running)
    }

    /// A list of the server is another than it was.
    pub(crate) fn list_changed(&mut self, server: ServerId, list: ListKind) {
        self.publish(AppEvent::ListChanged { server, list });
    }

    /// A followed resource holds something else now.
    pub(crate) fn resource_updated(&mut self, server: ServerId, uri: &str) {
        let Some(entry) = self.servers.get_mut(&server) else { return };
        let followed = entry.followed.iter_mut().find(|followed| followed.uri == uri);
        if let Some(followed) = followed {
            followed.updated_at = Some(now());
            self.publish_server(server);
        }
    }
}

impl Engine {
    /// A server's prompts, asked for now.
    ///
    /// # Errors
    /// `NotFound`, `ServerGone` when it does not run, or why it does not list them.
    pub async fn list_prompts(&self, server: ServerId) -> Result<PromptList, Fault> {
        let connection = self.world().connection(server)?;
        connection.prompts().await
    }

    /// A server's resources and the patterns of others, asked for now.
    ///
    /// # Errors
    /// `NotFound`, `ServerGone` when it does not run, or why it does not list them.
    pub async fn list_resources(&self, server: ServerId) -> Result<ResourceList, Fault> {
        let connection = self.world().connection(server)?;
        connection.resources().await
    }

    /// Suggestions while an argument is typed. A later question of the same server ends this one.
    ///
    /// # Errors
    /// `NotFound`, `ServerGone`, `Stopped` when a later question came, or why there are none.
    pub async fn complete_argument(
        &self,
        server: ServerId,
        query: CompletionQuery,
    ) -> Result<Completion, Fault> {
        let (connection, later) = {
            let mut world = self.world();
            let connection = world.connection(server)?;
            let entry = world.servers.get_mut(&server).ok_or_else(|| not_found("server"))?;
            entry.completing.cancel();
            entry.completing = CancellationToken::new();
            (connection, entry.completing.clone())
        };
        tokio::select! {
            completion = connection.complete(query) => completion,
            () = later.cancelled() => {
                Err(Fault::new(FaultCode::Stopped, "What was typed since is asked for instead."))
            }
        }
    }

    /// Begins or ends to follow a resource: when it changes, the server's view says so.
    ///
    /// # Errors
    /// `NotFound`, `ServerGone`, `Invalid` for too many, or why the server refuses.
    pub async fn follow_resource(
        &self,
        server: ServerId,
        uri: String,
        on: bool,
    ) -> Result<(), Fault> {
        let connection = {
            let world = self.world();
            let entry = world.servers.get(&server).ok_or_else(|| not_found("server"))?;
            if on && entry.followed.len() >= FOLLOWED {
                return Err(invalid(format!(
                    "{FOLLOWED} resources of one server can be followed. Let one go first."
                )));
            }
            world.connection(server)?
        };
        connection.follow(&uri, on).await?;
        let mut world = self.world();
        let entry = world.servers.get_mut(&server).ok_or_else(|| not_found("server"))?;
        entry.followed.retain(|followed| followed.uri != uri);
        if on {
            entry.followed.push(Followed { uri, updated_at: None });
        }
        world.publish_server(server);
        Ok(())
    }
}
