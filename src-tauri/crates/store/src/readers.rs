//! The threads that read.

use std::sync::{Arc, Mutex, PoisonError, mpsc};

use domain::Fault;

use crate::database::Place;
use crate::error::Result;
use crate::store::{Handles, spawn};
use crate::writer::Read;

/// Two: a long search does not hold up a look at one exchange.
const READERS: usize = 2;

/// Starts the threads; they end when the sender is dropped. None in memory, where the writer's
/// connection is the only one.
pub(crate) fn start(
    place: &Place,
    handles: &mut Handles,
) -> Result<Option<mpsc::Sender<Read>>, Fault> {
    let (sender, inbox) = mpsc::channel::<Read>();
    let inbox = Arc::new(Mutex::new(inbox));
    for number in 1..=READERS {
        let Some(connection) = place.reader()? else { return Ok(None) };
        let inbox = Arc::clone(&inbox);
        handles.push(spawn(&format!("store-read-{number}"), move || {
            loop {
                let next = inbox.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(read) = next else { break };
                read(&connection);
            }
        })?);
    }
    Ok(Some(sender))
}
