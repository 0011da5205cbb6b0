//! What servers may ask of us, answered.

use std::time::Duration;

use domain::features::ListKind;
use domain::{
    Answered, Asked, CallId, Cause, Countersigned, Fault, Limits, Question, Reply, ServerId, Tool,
};
use futures_util::future::BoxFuture;
use mcp::{Declined, Ended, Host};

use crate::Engine;
use crate::view::{CallState, LogLine, Progress};

impl Host for Engine {
    fn sample(
        &self,
        cause: Cause,
        asked: Asked,
        ended: Ended,
    ) -> BoxFuture<'_, Result<Countersigned<Reply>, Declined>> {
        Box::pin(Engine::sample(self, cause, asked, ended))
    }

    fn refused(&self, cause: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()> {
        Box::pin(Engine::keep_refused(self, cause, raw, fault))
    }

    fn elicit(
        &self,
        cause: Cause,
        question: Question,
        ended: Ended,
    ) -> BoxFuture<'_, Result<Answered, Declined>> {
        Box::pin(Engine::elicit(self, cause, question, ended))
    }

    fn refused_question(&self, cause: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()> {
        Box::pin(Engine::keep_refused_question(self, cause, raw, fault))
    }

    fn visit_over(&self, server: ServerId, name: String) {
        Engine::visit_over(self, server, &name);
    }

    fn go_on(&self, call: CallId, rounds: u32) -> BoxFuture<'_, bool> {
        Box::pin(Engine::may_go_on(self, call, rounds))
    }

    fn roots(&self, server: ServerId) -> Vec<String> {
        let world = self.world();
        let entry = world.servers.get(&server);
        entry.and_then(|entry| entry.server.roots.clone()).unwrap_or_default()
    }

    fn limits(&self) -> Limits {
        self.world().limits
    }

    fn gave_up(&self, server: ServerId, after: Duration) {
        let engine = self.clone();
        tokio::spawn(async move { engine.learn_patience(server, after).await });
    }

    fn log(&self, server: ServerId, line: mcp::LogLine) {
        self.world().log(server, LogLine::of(line));
    }

    fn tools_changed(&self, server: ServerId, tools: Vec<Tool>) {
        let mut world = self.world();
        if let Some(entry) = world.servers.get_mut(&server) {
            entry.tools = tools;
            world.publish_server(server);
        }
    }

    fn list_changed(&self, server: ServerId, list: ListKind) {
        self.world().list_changed(server, list);
    }

    fn resource_updated(&self, server: ServerId, uri: String) {
        self.world().resource_updated(server, &uri);
    }

    fn progress(&self, call: CallId, progress: mcp::Progress) {
        let mcp::Progress { done, total, message } = progress;
        let progress = Some(Progress { done, total, message });
        self.world().set_call(call, |state| {
            if let CallState::Running { paused, .. } = state {
                CallState::Running { progress, paused }
            } else {
                state
            }
        });
    }
}
