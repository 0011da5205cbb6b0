//! A window without a graphics card.
//!
//! Where there is none, GTK and `WebKit` take a graphics library that computes everything on the
//! processor, a compiler with it, in the app as well as in the page's process. It costs half of the
//! start and eighty megabytes, and scrolls half as fast as `WebKit` does by itself. So there `WebKit`
//! is told to paint by itself. Where there is a card nothing is changed: it does that work better than
//! the processor.

use std::path::Path;
use std::{env, fs};

/// What GTK and `WebKit` read before anything else.
const PAINT_BY_YOURSELF: [(&str, &str); 3] = [
    // WebKit hands over what it painted in plain memory, and composes no layers.
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    // Named, the card is not looked for with the library's help.
    ("WEBKIT_WEB_RENDER_DEVICE_FILE", "/dev/null"),
    // GTK does not ask the screen what the library could do on it.
    ("GDK_GL", "disable"),
];

/// To be called first of all, while there is only this one thread.
pub(crate) fn prepare() {
    let chosen_by_hand = PAINT_BY_YOURSELF.iter().any(|(name, _)| env::var_os(name).is_some());
    if chosen_by_hand || has_card() {
        return;
    }
    for (name, value) in PAINT_BY_YOURSELF {
        // Where it fails the window is slower, and no worse.
        let _ = glib::setenv(name, value, true);
    }
}

/// Whether the kernel offers a card to draw with, Nvidia's own driver included.
fn has_card() -> bool {
    let draws = |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with("renderD");
    fs::read_dir("/dev/dri").is_ok_and(|entries| entries.flatten().any(draws))
        || Path::new("/dev/nvidiactl").exists()
}
