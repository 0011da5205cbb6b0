//! The Countersign desktop app: a window on the engine.
//!
//! This crate is the only one that knows Tauri, and it decides nothing: [`ipc`] hands commands to
//! the engine and events to the window, [`desktop`] is what the operating system shows of us.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod alone;
mod desktop;
mod ipc;

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use tracing_subscriber::EnvFilter;

/// Says what goes to the log, for example `engine=debug`.
const LOG: &str = "COUNTERSIGN_LOG";
/// What goes to the log otherwise. rmcp warns of each refusal, with the person's words in it.
const USUAL_LOG: &str = "warn,rmcp=error";
/// Another folder for history and window data, beside the person's own: for tests.
const FOLDER: &str = "COUNTERSIGN_DATA_DIR";

fn main() -> ExitCode {
    if let Some(ended_as_child) = engine::child::run() {
        return ended_as_child;
    }
    #[cfg(target_os = "linux")]
    desktop::prepare_graphics();
    let filter = EnvFilter::try_from_env(LOG).unwrap_or_else(|_| EnvFilter::new(USUAL_LOG));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    tracing::debug!("starting");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("Countersign could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the window and stays until the app ends; Tauri then exits the process itself.
fn run() -> Result<(), Box<dyn Error>> {
    alone::make_sure()?;
    let folder = env::var_os(FOLDER).map(PathBuf::from);
    let mut app = tauri::Builder::default();
    if folder.is_none() {
        // First of all plugins, as it asks: a second start must not get as far as the others.
        app = app.plugin(tauri_plugin_single_instance::init(|app, _, _| desktop::show(app)));
    }
    app.plugin(tauri_plugin_notification::init())
        .manage(desktop::Quit::default())
        .manage(ipc::Following::default())
        .invoke_handler(ipc::handler())
        .setup(move |app| desktop::open(app, folder))
        .build(tauri::generate_context!())?
        .run(|app, event| desktop::on_event(app, &event));
    Ok(())
}
