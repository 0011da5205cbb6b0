//! Installed servers: kept, started, stopped, watched.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use domain::server::{LaunchSettings, ServerSettings};
use domain::{Door, Fault, Identity, Patience, Protocol, Rule, Server, ServerId};
use mcp::Connection;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::now;
use crate::feed::{Kept, ServerEntry, World};
use crate::view::{AppEvent, LogLine, LogSource, ServerState};
use crate::{Engine, headers, invalid, not_found, patience};

/// How many log lines are kept for each server.
const LOG_LINES: usize = 2_000;

impl ServerEntry {
    pub(crate) fn new(server: Server, patience: Patience) -> Self {
        Self {
            server,
            state: ServerState::Stopped,
            connection: None,
            starting: CancellationToken::new(),
            tools: Vec::new(),
            followed: Vec::new(),
            completing: CancellationToken::new(),
            identity: None,
            patience,
            log: VecDeque::new(),
        }
    }
}

impl World {
    pub(crate) fn server_mut(&mut self, id: ServerId) -> Result<&mut ServerEntry, Fault> {
        self.servers.get_mut(&id).ok_or_else(|| not_found("server"))
    }

    /// Changes what a server does right now, and tells the window.
    fn set_state(&mut self, id: ServerId, state: ServerState) {
        if let Some(entry) = self.servers.get_mut(&id) {
            if !matches!(state, ServerState::Running { .. }) {
                entry.tools.clear();
                entry.followed.clear();
            }
            entry.state = state;
            self.publish_server(id);
        }
    }

    /// Adds lines to a server's log, and tells the window.
    pub(crate) fn log(&mut self, id: ServerId, line: LogLine) {
        let Some(entry) = self.servers.get_mut(&id) else { return };
        if entry.log.len() >= LOG_LINES {
            entry.log.pop_front();
        }
        entry.log.push_back(line.clone());
        self.publish(AppEvent::Log { server: id, lines: vec![line] });
    }
}

impl Engine {
    /// Keeps a new server, or changes one. A change takes effect at its next start; other folders
    /// do at once, where it was started with some.
    ///
    /// # Errors
    /// `Invalid` for a name, a command or a folder that cannot be used; a vault fault when headers
    /// cannot be kept: the server is then not changed.
    pub async fn save_server(
        &self,
        id: Option<ServerId>,
        settings: ServerSettings,
    ) -> Result<ServerId, Fault> {
        let settings = checked(settings)?;
        let (before, kept) = {
            let mut world = self.world();
            let before = id.map(|id| world.server_mut(id).map(|entry| entry.server.clone()));
            (before.transpose()?, world.kept()?)
        };
        all_entered(&settings, before.as_ref())?;
        let before = match before {
            Some(before) => Some(headers::filled(before, &kept.vault).await?),
            None => None,
        };
        let id = id.unwrap_or_else(|| ServerId(Uuid::now_v7()));
        let server = Server::from_settings(id, settings, before.as_ref());
        let server = headers::put_away(server, before.as_ref(), &kept.vault).await?;
        kept.store.save_server(&server).await?;
        let mut world = self.world();
        let id = server.id;
        match world.servers.get_mut(&id) {
            Some(entry) => {
                let news = entry.server.roots != server.roots;
                if let Some(connection) = entry.connection.clone().filter(|_| news) {
                    tokio::spawn(async move { connection.roots_changed().await });
                }
                let level = server.log_level;
                let news = entry.server.log_level != level;
                if let Some(connection) = entry.connection.clone().filter(|_| news) {
                    tokio::spawn(async move { connection.set_log_level(level).await });
                }
                entry.server = server;
            }
            None => drop(world.servers.insert(id, ServerEntry::new(server, Patience::default()))),
        }
        world.publish_server(id);
        Ok(id)
    }

    /// Stops a server and forgets it, its grant and its rules. Its history stays.
    ///
    /// # Errors
    /// `NotFound`, or when the history cannot be written.
    pub async fn remove_server(&self, id: ServerId) -> Result<(), Fault> {
        self.stop_server(id).await?;
        let (server, Kept { store, vault }) = {
            let mut world = self.world();
            (world.server_mut(id)?.server.clone(), world.kept()?)
        };
        headers::forget(&server, &vault).await?;
        store.remove_server(id).await?;
        store.remove_setting(&era_setting(id)).await?;
        store.remove_setting(&patience::setting(id)).await?;
        let mut world = self.world();
        world.servers.remove(&id);
        world.grants.remove(&id);
        world.drop_rules(id, |_| false);
        world.publish(AppEvent::ServerRemoved { id });
        Ok(())
    }

    /// Starts a server and waits until it is ready.
    ///
    /// # Errors
    /// Why it could not start; the window is told as well.
    pub async fn start_server(&self, id: ServerId) -> Result<(), Fault> {
        let (server, cancel) = {
            let mut world = self.world();
            world.kept()?;
            if world.closing {
                return Err(not_found("server"));
            }
            let entry = world.server_mut(id)?;
            match entry.state {
                ServerState::Stopped | ServerState::Failed { .. } => {}
                ServerState::Starting | ServerState::Running { .. } | ServerState::Stopping => {
                    return Ok(());
                }
            }
            entry.starting = CancellationToken::new();
            entry.log.clear();
            let started = (entry.server.clone(), entry.starting.clone());
            world.set_state(id, ServerState::Starting);
            started
        };
        match self.connect(&server, &cancel).await {
            Ok(connection) => {
                self.watch(id, connection);
                Ok(())
            }
            Err(_) if cancel.is_cancelled() => {
                self.world().set_state(id, ServerState::Stopped);
                Ok(())
            }
            Err(fault) => {
                let failed = ServerState::Failed { fault: fault.clone(), at: now() };
                self.world().set_state(id, failed);
                Err(fault)
            }
        }
    }

    /// Stops a server; every request of it ends.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn stop_server(&self, id: ServerId) -> Result<(), Fault> {
        let connection = {
            let mut world = self.world();
            let entry = world.server_mut(id)?;
            entry.starting.cancel();
            let connection = entry.connection.take();
            if connection.is_some() {
                world.set_state(id, ServerState::Stopping);
            }
            connection
        };
        if let Some(connection) = connection {
            connection.close().await;
            self.world().set_state(id, ServerState::Stopped);
            self.visits_over(|one| one.cause.server == id && one.cause.door == Door::Pushed);
        }
        Ok(())
    }

    /// What a server wrote since it was started last, at most 2,000 lines.
    ///
    /// # Errors
    /// `NotFound`.
    #[expect(clippy::unused_async, reason = "every command is awaited the same way")]
    pub async fn server_log(&self, id: ServerId) -> Result<Vec<LogLine>, Fault> {
        let mut world = self.world();
        Ok(world.server_mut(id)?.log.iter().cloned().collect())
    }

    async fn connect(
        &self,
        server: &Server,
        cancel: &CancellationToken,
    ) -> Result<Arc<Connection>, Fault> {
        // Known before the first request can arrive, since grants are held against it.
        let identity = mcp::identity(server).await?;
        self.identify(server.id, identity);
        let Kept { store, vault } = self.world().kept()?;
        let remembered = store.setting(&era_setting(server.id)).await?;
        let options = mcp::Options {
            own: self.inner.options.own.clone(),
            remembered: remembered.and_then(|era| serde_json::from_value(era).ok()),
            limits: mcp::Limits::default(),
        };
        let host = Arc::new(self.clone());
        let server = &headers::filled(server.clone(), &vault).await?;
        let connection = Connection::open(server, &options, host, cancel.clone()).await?;
        if server.protocol == Protocol::Auto {
            let era = serde_json::json!(connection.info().era);
            store.set_setting(&era_setting(server.id), &era).await?;
        }
        match connection.tools().await {
            Ok(tools) => {
                if let Ok(entry) = self.world().server_mut(server.id) {
                    entry.tools = tools;
                }
                Ok(Arc::new(connection))
            }
            Err(fault) => {
                connection.close().await;
                Err(fault)
            }
        }
    }

    /// Notes what a server is now; rules made for what it was before end.
    fn identify(&self, id: ServerId, identity: Identity) {
        let mut world = self.world();
        world.drop_rules(id, |rule: &Rule| rule.identity == identity);
        if let Ok(entry) = world.server_mut(id) {
            entry.identity = Some(identity);
        }
    }

    /// What a server is: as it runs, else as it would be started now.
    pub(crate) async fn identity_of(&self, id: ServerId) -> Result<Identity, Fault> {
        let server = {
            let mut world = self.world();
            let entry = world.server_mut(id)?;
            if let (Some(_), Some(identity)) = (&entry.connection, &entry.identity) {
                return Ok(identity.clone());
            }
            entry.server.clone()
        };
        let identity = mcp::identity(&server).await?;
        self.identify(id, identity.clone());
        Ok(identity)
    }

    /// Publishes a connection as running, and sees to its end.
    fn watch(&self, id: ServerId, connection: Arc<Connection>) {
        let info = connection.info().clone();
        let running = ServerState::Running {
            era: info.era,
            revision: info.revision,
            title: info.name.unwrap_or_default(),
            version: info.version.unwrap_or_default(),
            since: now(),
            features: info.features,
        };
        {
            let mut world = self.world();
            let Ok(entry) = world.server_mut(id) else { return };
            entry.connection = Some(Arc::clone(&connection));
            world.set_state(id, running);
        }
        let engine = self.clone();
        tokio::spawn(async move {
            let exit = connection.closed().await;
            engine.visits_over(|one| one.cause.server == id && one.cause.door == Door::Pushed);
            let mut world = engine.world();
            let Ok(entry) = world.server_mut(id) else { return };
            // A stop that we asked for has taken the connection out already.
            if entry.connection.take().is_some() {
                world.set_state(id, ServerState::Failed { fault: exit.fault, at: now() });
            }
        });
    }
}

/// Under which setting the era is remembered that a server spoke.
fn era_setting(id: ServerId) -> String {
    format!("era:{id}")
}

/// Settings that can be started.
fn checked(mut settings: ServerSettings) -> Result<ServerSettings, Fault> {
    settings.name = settings.name.trim().to_string();
    if settings.name.is_empty() {
        return Err(invalid("Give the server a name."));
    }
    for folder in settings.roots.iter_mut().flatten() {
        *folder = folder.trim().to_owned();
        if !Path::new(&folder).is_absolute() || !Path::new(&folder).is_dir() {
            return Err(invalid(format!(
                "There is no folder “{folder}”. Give the whole path of one that exists."
            )));
        }
    }
    match &mut settings.launch {
        LaunchSettings::Demo => {}
        LaunchSettings::Program { command, env, cwd, .. } => {
            *command = command.trim().to_string();
            if command.is_empty() {
                return Err(invalid(
                    "Say which command starts the server, for example npx or a path.",
                ));
            }
            for var in env {
                var.name = var.name.trim().to_string();
                if var.name.is_empty() || var.name.contains(['=', '\0']) {
                    return Err(invalid("A variable needs a name, and the name may not hold “=”."));
                }
            }
            *cwd = cwd.take().filter(|folder| !folder.trim().is_empty());
        }
        LaunchSettings::Remote { url, headers } => {
            *url = mcp::remote_url(url)?;
            for header in headers {
                header.name = header.name.trim().to_string();
                mcp::remote_header(&header.name, header.value.as_deref().unwrap_or_default())?;
            }
        }
    }
    Ok(settings)
}

/// Headers whose value was not entered have one: from before, and for the same URL.
fn all_entered(settings: &ServerSettings, before: Option<&Server>) -> Result<(), Fault> {
    let LaunchSettings::Remote { url, headers } = &settings.launch else { return Ok(()) };
    let known = |name: &str| before.is_some_and(|server| server.header(url, name).is_some());
    match headers.iter().find(|header| header.value.is_none() && !known(&header.name)) {
        None => Ok(()),
        Some(header) => Err(invalid(format!(
            "Enter the value of the header {} for this URL: what was entered for another is not sent to it.",
            header.name
        ))),
    }
}

impl LogLine {
    /// A line that came just now.
    pub(crate) fn of(line: mcp::LogLine) -> Self {
        let source = match line.source {
            mcp::LogSource::Stderr => LogSource::Stderr,
            mcp::LogSource::Stdout => LogSource::Stdout,
            mcp::LogSource::Message => LogSource::Message,
            mcp::LogSource::Countersign => LogSource::Countersign,
        };
        Self { at: now(), source, level: line.level, text: line.text }
    }
}
