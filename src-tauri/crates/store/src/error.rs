//! What can go wrong inside this crate, and how a person hears of it.

use domain::{Fault, FaultCode};
use rusqlite::ErrorCode;

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// An error on its way to becoming a [`Fault`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Error {
    /// Tells the log, where nobody else can be told.
    pub(crate) fn log(self, what: &str) {
        let fault = Fault::from(self);
        tracing::error!(code = ?fault.code, detail = fault.detail, "{what}");
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Fault(fault) => fault,
            Error::Sqlite(error) => sqlite(&error),
            // The words of a JSON error can quote what it read, so only its place is told.
            Error::Json(error) => Self::new(
                FaultCode::Internal,
                "An entry of the history has a form that this version of Countersign does not know.",
            )
            .with_detail(format!(
                "{:?} error at line {}, column {}",
                error.classify(),
                error.line(),
                error.column()
            )),
        }
    }
}

fn sqlite(error: &rusqlite::Error) -> Fault {
    let (code, message) = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => (
            FaultCode::Internal,
            "The disk is full, so the history cannot be written. Make room, then try again.",
        ),
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            (FaultCode::HistoryUnreadable, UNREADABLE)
        }
        Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => (
            FaultCode::HistoryUnreadable,
            "The history's file cannot be opened for writing. Check the permissions of its folder, \
             then try again.",
        ),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
            FaultCode::HistoryUnreadable,
            "Another program holds the history's file. Close it, then try again.",
        ),
        Some(ErrorCode::SystemIoFailure) => (
            FaultCode::Internal,
            "The disk did not read or write the history. Check the disk, then try again.",
        ),
        Some(_) | None => (FaultCode::Internal, "The history could not be used."),
    };
    Fault::new(code, message).with_detail(error.to_string())
}

pub(crate) const UNREADABLE: &str = "The history cannot be read: it is damaged, or was written with another key than the one in \
     the keychain. Try again, or set it aside and begin a new one; nothing is deleted.";

/// The store was closed, or its thread is gone.
pub(crate) fn closed() -> Fault {
    Fault::new(FaultCode::Internal, "The history is closed. Start Countersign again.")
}
