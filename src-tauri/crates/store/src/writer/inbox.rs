//! Where writes are handed in, and what the writer's thread can be asked for.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use domain::Fault;
use rusqlite::Connection;
use tokio::sync::oneshot;

use super::write::Write;
use crate::error::closed;
use crate::steps::{Gathered, Kept, Steps};

/// A read, and where its answer goes.
pub(crate) type Read = Box<dyn FnOnce(&Connection) + Send>;
/// Where the answer to a write goes, and where it comes from.
pub(super) type Answer = oneshot::Sender<Result<(), Fault>>;
pub(crate) type Answered = oneshot::Receiver<Result<(), Fault>>;

/// What became of a write that was handed in.
pub(crate) enum Handed {
    /// It is durable.
    Done,
    /// The thread has it, and answers.
    Waits(Answered),
}

/// What the thread can be asked for.
pub(super) enum Message {
    /// Write this.
    Write(Write, Answer),
    /// The first step waits in the log.
    Stepped,
    /// Put the steps into the database, for nobody in particular.
    Take,
    /// Put the steps into the database, so that they can be read there.
    Settle(Answer),
    /// Bring the search index up to date.
    Index(Answer),
    /// Read; only in memory, where no other thread can.
    Read(Read),
}

/// Where writes are handed in. The thread ends when this is dropped and everything handed in is done.
pub(crate) struct Inbox {
    sender: Sender<Message>,
    /// `None` in memory, and where another process has the log.
    steps: Option<Arc<Steps>>,
}

impl Inbox {
    pub(super) fn new(sender: Sender<Message>, steps: Option<Arc<Steps>>) -> Self {
        Self { sender, steps }
    }

    /// Hands in a write: it is done when this returns [`Handed::Done`].
    pub(crate) fn write(&self, write: Write) -> Result<Handed, Fault> {
        let write = match (write, &self.steps) {
            (Write::Append(append), Some(steps)) => match steps.keep(append)? {
                Kept::Here(gathered) => {
                    let message = match gathered {
                        Gathered::First => Some(Message::Stepped),
                        Gathered::Some => None,
                        Gathered::Enough => Some(Message::Take),
                    };
                    if let Some(message) = message {
                        // Without the thread it stays in the log until the next start.
                        let _ = self.sender.send(message);
                    }
                    return Ok(Handed::Done);
                }
                Kept::Elsewhere(append) => Write::Append(append),
            },
            (write, _) => write,
        };
        self.send(|answer| Message::Write(write, answer)).map(Handed::Waits)
    }

    /// Asks for all steps to be in the database; `None` when they are.
    pub(crate) fn settle(&self) -> Result<Option<Answered>, Fault> {
        let missing = self.steps.as_ref().is_some_and(|steps| steps.missing() > 0);
        if missing { self.send(Message::Settle).map(Some) } else { Ok(None) }
    }

    /// Asks for the search index to be brought up to date.
    pub(crate) fn index(&self) -> Result<Answered, Fault> {
        self.send(Message::Index)
    }

    /// Hands in a read; only in memory, where no other thread can.
    pub(crate) fn read(&self, read: Read) -> Result<(), Fault> {
        self.sender.send(Message::Read(read)).map_err(|_| closed())
    }

    fn send(&self, message: impl FnOnce(Answer) -> Message) -> Result<Answered, Fault> {
        let (answer, answered) = oneshot::channel();
        self.sender.send(message(answer)).map_err(|_| closed())?;
        Ok(answered)
    }
}
