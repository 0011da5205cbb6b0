//! The one place of this crate that reads the clock as people do.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::Timestamp;

/// Now.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
