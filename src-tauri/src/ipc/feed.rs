//! The stream of events, as the one argument that is not data.

use engine::view::AppEvent;
use tauri::Runtime;
use tauri::ipc::{Channel, CommandArg, CommandItem, InvokeError};

/// Where the window hears of changes: a Tauri channel that also has a TypeScript type.
pub(crate) struct Feed(pub(crate) Channel<AppEvent>);

impl<'de, R: Runtime> CommandArg<'de, R> for Feed {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        Channel::from_command(command).map(Self)
    }
}
