//! The number that waits, on the window's title and on the dock.

use tauri::{AppHandle, Manager};

use super::window;

/// Shows how many exchanges wait; nothing when none does.
pub(super) fn show(app: &AppHandle, waiting: usize) {
    let Some(window) = app.get_webview_window(window::LABEL) else { return };
    window::log(window.set_title(&title(waiting)));
    window::log(window.set_badge_count(i64::try_from(waiting).ok().filter(|count| *count > 0)));
}

fn title(waiting: usize) -> String {
    match waiting {
        0 => window::TITLE.to_owned(),
        count => format!("({count}) {}", window::TITLE),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_title_counts() {
        assert_eq!(super::title(0), "Countersign");
        assert_eq!(super::title(3), "(3) Countersign");
    }
}
