//! What the operating system shows of us: the window, its badge, the tray, notifications.

use std::error::Error;
use std::path::PathBuf;

use engine::{Attendance, Engine, Options, Place};
use tauri::{App, Manager};

mod badge;
#[cfg(target_os = "linux")]
mod graphics;
mod notice;
mod quit;
mod tray;
mod waiting;
mod watch;
mod window;

#[cfg(target_os = "linux")]
pub(crate) use graphics::prepare as prepare_graphics;
pub(crate) use quit::{Quit, on_event};
pub(crate) use window::show;

/// Opens the window at once and lets the engine open the history behind it.
///
/// `folder` is where everything is kept; the person's own folder when absent.
pub(crate) fn open(app: &mut App, folder: Option<PathBuf>) -> Result<(), Box<dyn Error>> {
    let folder = match folder {
        Some(folder) => folder,
        None => app.path().app_data_dir()?,
    };
    let options = Options {
        place: Place::Kept(folder.clone()),
        attendance: Attendance::Person,
        own: own_program()?,
    };
    let engine = tauri::async_runtime::block_on(async { Engine::start(options) });
    app.manage(engine.clone());
    window::open(app, &folder)?;
    tracing::debug!("the window is open");
    notice::open_window_on_click(app.handle());
    quit::on_signals(app.handle());
    watch::begin(app.handle(), &engine, tray::open(app));
    Ok(())
}

/// The program that the engine starts for the demo server and the guards of others: the terminal's,
/// where it lies beside this one, since it is many times smaller; else this one.
fn own_program() -> std::io::Result<PathBuf> {
    let this = std::env::current_exe()?;
    let beside = this.with_file_name(format!("countersign{}", std::env::consts::EXE_SUFFIX));
    Ok(if beside.is_file() { beside } else { this })
}
