//! The stream of events, as the one argument that is not data.

use std::sync::{Mutex, PoisonError};

use engine::Engine;
use engine::view::{AppEvent, Snapshot};
use tauri::Runtime;
use tauri::async_runtime::{self, JoinHandle};
use tauri::ipc::{Channel, CommandArg, CommandItem, InvokeError};

/// How many events travel together at most. A flood crosses to the window in few, large steps.
const TOGETHER: usize = 256;

/// Where the window hears of changes: a Tauri channel that also has a TypeScript type.
pub(crate) struct Feed(Channel<Vec<AppEvent>>);

impl<'de, R: Runtime> CommandArg<'de, R> for Feed {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        Channel::from_command(command).map(Self)
    }
}

/// The stream that the window follows. There is one window, so there is one stream: a page that
/// was loaded anew takes the place of the one before.
#[derive(Default)]
pub(crate) struct Following(Mutex<Option<JoinHandle<()>>>);

impl Following {
    /// Gives everything as it is now and sends each later change, with no gap between.
    pub(super) fn begin(&self, engine: &Engine, feed: Feed) -> Snapshot {
        let (snapshot, mut events) = engine.subscribe();
        let stream = async_runtime::spawn(async move {
            let mut batch = Vec::new();
            while events.recv_many(&mut batch, TOGETHER).await > 0 {
                if let Err(error) = feed.0.send(std::mem::take(&mut batch)) {
                    tracing::debug!("the window no longer listens: {error}");
                    break;
                }
            }
        });
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace(stream);
        if let Some(before) = before {
            before.abort();
        }
        snapshot
    }
}
