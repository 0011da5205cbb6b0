//! Notifications of the operating system. They name who asks, never what.

use domain::Gate;
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt;

use super::waiting::{Arrival, Wants};
use super::window;

/// A click on a notification brings the window to the front.
pub(super) fn open_window_on_click(app: &AppHandle) {
    let clicked = app.clone();
    if let Err(error) = app.notification().on_action(move |_| window::show(&clicked)) {
        tracing::debug!("clicks on notifications cannot be heard: {error}");
    }
}

/// Says that these exchanges wait.
pub(super) fn show(app: &AppHandle, arrivals: &[Arrival]) {
    let Some((title, body)) = text(arrivals) else { return };
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::debug!("the desktop shows no notifications: {error}");
    }
}

/// Title and body. Names from servers stand in the title only: desktops read markup in the body.
fn text(arrivals: &[Arrival]) -> Option<(String, &'static str)> {
    let (first, rest) = arrivals.split_first()?;
    let mut title = plain(&first.server);
    if let Some(called) = &first.called {
        title = format!("{title} · {}", plain(called));
    }
    if !rest.is_empty() {
        return Some((format!("{title} and {} more", rest.len()), "They wait for you."));
    }
    let body = match first.wants {
        Wants::Signature(Gate::Prompt) => "A request to a model waits for your signature.",
        Wants::Signature(Gate::Reply) => "A model's reply waits for your signature.",
        Wants::Answer => "A question waits for your answer.",
        Wants::Leave => "It asked many times, and waits until you let it go on.",
    };
    Some((title, body))
}

/// A name on one line, with characters that cannot be seen written out.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        if is_unseen(c) {
            plain.extend(c.escape_unicode());
        } else {
            plain.push(c);
        }
    }
    plain
}

fn is_unseen(c: char) -> bool {
    let invisible = ['\u{ad}', '\u{61c}', '\u{feff}'];
    c.is_control()
        || invisible.contains(&c)
        || ('\u{200b}'..='\u{200f}').contains(&c)
        || ('\u{2028}'..='\u{202e}').contains(&c)
        || ('\u{2060}'..='\u{206f}').contains(&c)
}

#[cfg(test)]
mod tests;
