//! The end of the app. However it is asked to end, the engine is closed first: open exchanges are
//! withdrawn, servers end, the history is written.

use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use engine::Engine;
use tauri::async_runtime::{block_on, spawn};
use tauri::{AppHandle, Manager, RunEvent};

use super::window;

/// How long closing may take. The engine gives servers 8 seconds of it.
const LIMIT: Duration = Duration::from_secs(10);

const RUNNING: u8 = 0;
const CLOSING: u8 = 1;
const CLOSED: u8 = 2;

/// How far the end has come.
#[derive(Default)]
pub(crate) struct Quit(AtomicU8);

impl Quit {
    /// Whether this is the first to ask for the end.
    fn begins(&self) -> bool {
        self.0.compare_exchange(RUNNING, CLOSING, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    fn is_closed(&self) -> bool {
        self.0.load(Ordering::SeqCst) == CLOSED
    }
}

/// Holds the end back until the engine is closed. In this release closing the window ends the app.
pub(crate) fn on_event(app: &AppHandle, event: &RunEvent) {
    let quit = app.state::<Quit>();
    if let RunEvent::ExitRequested { api, code, .. } = event {
        if quit.is_closed() {
            return;
        }
        api.prevent_exit();
        if quit.begins() {
            let (app, code) = (app.clone(), code.unwrap_or(0));
            spawn(async move {
                close(&app).await;
                app.exit(code);
            });
        }
    }
    // macOS ends an app from its menu and at log-out without asking.
    if matches!(event, RunEvent::Exit) && !quit.is_closed() {
        block_on(close(app));
    }
}

/// Ends the app when the system or a terminal asks for it.
pub(super) fn on_signals(app: &AppHandle) {
    let app = app.clone();
    spawn(async move {
        match asked_to_end().await {
            Ok(()) => app.exit(0),
            Err(error) => tracing::warn!("signals cannot be heard: {error}"),
        }
    });
}

async fn close(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(window::LABEL) {
        window::log(window.hide());
    }
    // Absent when the end is asked for before the start is done.
    if let Some(engine) = app.try_state::<Engine>()
        && tokio::time::timeout(LIMIT, engine.close()).await.is_err()
    {
        tracing::warn!("closing took too long and was given up");
    }
    app.state::<Quit>().0.store(CLOSED, Ordering::SeqCst);
}

#[cfg(unix)]
async fn asked_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = terminate.recv() => Ok(()),
        _ = hang_up.recv() => Ok(()),
        asked = tokio::signal::ctrl_c() => asked,
    }
}

#[cfg(windows)]
async fn asked_to_end() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
