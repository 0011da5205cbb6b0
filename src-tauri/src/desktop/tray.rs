//! The tray: how many wait, a way to the window, a way out.

use std::panic::{self, AssertUnwindSafe};

use tauri::image::Image;
use tauri::menu::{MenuBuilder, MenuItem, MenuItemBuilder};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{App, Wry, include_image};

use super::window;

const OPEN: &str = "open";
const QUIT: &str = "quit";

/// The tray icon and the line of its menu that tells the number.
pub(super) struct Tray {
    icon: TrayIcon,
    number: MenuItem<Wry>,
}

/// Puts the icon into the tray. `None` where the desktop has none: the window tells the same.
pub(super) fn open(app: &App) -> Option<Tray> {
    // Where Linux lacks the library for trays, the crate that loads it panics instead of failing.
    match panic::catch_unwind(AssertUnwindSafe(|| build(app))) {
        Ok(Ok(tray)) => Some(tray),
        Ok(Err(error)) => {
            tracing::warn!("there is no tray icon: {error}");
            None
        }
        Err(_) => {
            tracing::warn!("there is no tray icon: install libayatana-appindicator3");
            None
        }
    }
}

fn build(app: &App) -> tauri::Result<Tray> {
    let number = MenuItemBuilder::new(line(0)).enabled(false).build(app)?;
    let menu = MenuBuilder::new(app)
        .item(&number)
        .separator()
        .text(OPEN, "Open Countersign")
        .text(QUIT, "Quit")
        .build()?;
    let icon = TrayIconBuilder::with_id("waiting")
        .icon(picture(0))
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip(tip(0))
        .menu(&menu)
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|app, event| match event.id().as_ref() {
            OPEN => window::show(app),
            QUIT => app.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|icon, event| {
            if is_left_click(&event) && cfg!(not(target_os = "macos")) {
                window::show(icon.app_handle());
            }
        })
        .build(app)?;
    Ok(Tray { icon, number })
}

impl Tray {
    /// Shows how many exchanges wait.
    pub(super) fn show(&self, waiting: usize) {
        let as_template = cfg!(target_os = "macos");
        window::log(self.icon.set_icon_with_as_template(Some(picture(waiting)), as_template));
        window::log(self.icon.set_tooltip(Some(tip(waiting))));
        window::log(self.number.set_text(line(waiting)));
    }
}

fn is_left_click(event: &TrayIconEvent) -> bool {
    matches!(
        event,
        TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
    )
}

#[cfg(target_os = "macos")]
fn picture(waiting: usize) -> Image<'static> {
    match waiting {
        0 => include_image!("../icons/tray-idle-template.png"),
        _ => include_image!("../icons/tray-waiting-template.png"),
    }
}

#[cfg(not(target_os = "macos"))]
fn picture(waiting: usize) -> Image<'static> {
    match waiting {
        0 => include_image!("../icons/tray-idle.png"),
        _ => include_image!("../icons/tray-waiting.png"),
    }
}

fn tip(waiting: usize) -> String {
    format!("{}: {}", window::TITLE, line(waiting))
}

fn line(waiting: usize) -> String {
    match waiting {
        0 => "nothing waits".to_owned(),
        1 => "1 request waits for you".to_owned(),
        count => format!("{count} requests wait for you"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tip_counts() {
        assert_eq!(super::tip(0), "Countersign: nothing waits");
        assert_eq!(super::tip(1), "Countersign: 1 request waits for you");
        assert_eq!(super::tip(12), "Countersign: 12 requests wait for you");
    }
}
