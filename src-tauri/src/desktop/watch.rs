//! Follows the engine and keeps badge, tray and notifications true.

use std::time::{Duration, Instant};

use engine::Engine;
use engine::view::AppEvent;
use tauri::AppHandle;

use super::tray::Tray;
use super::waiting::Waiting;
use super::{badge, notice, window};

/// After a notification the next one waits at least so long: a flood is announced, not repeated.
const QUIET: Duration = Duration::from_secs(3);
/// How many events are taken in one step.
const TOGETHER: usize = 256;

/// Follows the engine until it ends.
pub(super) fn begin(app: &AppHandle, engine: &Engine, tray: Option<Tray>) {
    let (app, engine) = (app.clone(), engine.clone());
    tauri::async_runtime::spawn(async move {
        let (snapshot, mut events) = engine.subscribe();
        let mut batch = vec![AppEvent::Reset { snapshot: Box::new(snapshot) }];
        let mut waiting = Waiting::default();
        let mut shown = 0;
        let mut last_notice: Option<Instant> = None;
        loop {
            let arrivals: Vec<_> = batch.drain(..).flat_map(|event| waiting.apply(event)).collect();
            if waiting.count() != shown {
                shown = waiting.count();
                badge::show(&app, shown);
                if let Some(tray) = &tray {
                    tray.show(shown);
                }
            }
            let is_quiet = last_notice.is_none_or(|last| last.elapsed() >= QUIET);
            if is_quiet && !arrivals.is_empty() && !window::is_in_front(&app) {
                notice::show(&app, &arrivals);
                last_notice = Some(Instant::now());
            }
            if events.recv_many(&mut batch, TOGETHER).await == 0 {
                break;
            }
        }
    });
}
