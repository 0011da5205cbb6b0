//! The one window.

use std::error::Error;
use std::path::Path;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{
    App, AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    WindowEvent,
};

/// Its label: capabilities are granted to it by this name.
pub(super) const LABEL: &str = "main";
/// What it is called.
pub(super) const TITLE: &str = "Countersign";

/// Opens the window. It is on the screen at once, in the colour of the page, which follows.
pub(super) fn open(app: &App, folder: &Path) -> Result<(), Box<dyn Error>> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title(TITLE)
        .inner_size(1180.0, 780.0)
        .min_inner_size(900.0, 600.0)
        .center()
        .visible(false)
        .data_directory(folder.join("window"))
        .devtools(cfg!(debug_assertions))
        .zoom_hotkeys_enabled(true)
        .disable_drag_drop_handler()
        .on_navigation(is_own)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .on_page_load(|_, page| {
            if page.event() == PageLoadEvent::Finished {
                tracing::debug!("the page is loaded");
            }
        })
        .build()?;
    // Hidden until it has its colour, so that nothing flashes.
    paint(&window, window.theme()?);
    window.show()?;
    let painted = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::ThemeChanged(theme) = event {
            paint(&painted, *theme);
        }
    });
    Ok(())
}

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(LABEL) else { return };
    log(window.unminimize());
    log(window.show());
    log(window.set_focus());
}

/// Whether the person has the window before them.
pub(super) fn is_in_front(app: &AppHandle) -> bool {
    app.get_webview_window(LABEL).is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Whether an address is a page of our own: the window never goes anywhere else.
fn is_own(url: &Url) -> bool {
    let is = |scheme, host| url.scheme() == scheme && url.host_str() == Some(host);
    is("tauri", "localhost") || cfg!(windows) && is("http", "tauri.localhost")
}

/// The colour behind the page, seen while it loads and while the window is resized: `--paper` of
/// the window's styles.
fn paint(window: &WebviewWindow, theme: Theme) {
    let paper = if theme == Theme::Dark {
        Color(0x17, 0x18, 0x1b, 0xff)
    } else {
        Color(0xf5, 0xf5, 0xf4, 0xff)
    };
    log(window.set_background_color(Some(paper)));
}

/// What the desktop does not do for us is no reason to stop.
pub(super) fn log(result: tauri::Result<()>) {
    if let Err(error) = result {
        tracing::debug!("the desktop refused: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_stays_on_its_own_pages() {
        let own = |url: &str| is_own(&Url::parse(url).unwrap());
        assert!(own("tauri://localhost/index.html"));
        for other in [
            "https://example.com/",
            "http://localhost/",
            "tauri://example.com/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!own(other), "{other}");
        }
        assert_eq!(own("http://tauri.localhost/"), cfg!(windows));
    }
}
