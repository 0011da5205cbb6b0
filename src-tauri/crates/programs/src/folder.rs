//! The folder in which a program answers: empty, its own, and gone afterwards.

use std::io;

use tempfile::TempDir;

/// What the names of such folders begin with.
const NAME: &str = "countersign-run-";

/// Makes one among the temporary files. It is removed when this is dropped; when we crash, by the
/// guard of the program that [lives until it answered](crate::Lives::UntilItAnswered) there.
///
/// # Errors
/// When the operating system cannot make one.
pub fn folder() -> io::Result<TempDir> {
    tempfile::Builder::new().prefix(NAME).tempdir()
}

/// Removes the folder in which this process is, with everything in it, if it is one of those. It is
/// asked of the system where that is, so nothing that was put in its place can be meant; and no link
/// in it is followed.
///
/// # Errors
/// When this process is in another folder, or not everything could be removed.
#[cfg(unix)]
pub(crate) fn remove_own() -> io::Result<()> {
    let own = std::env::current_dir()?;
    if !is_ours(&own)? {
        return Err(io::Error::other("it is not ours"));
    }
    std::fs::remove_dir_all(own)
}

#[cfg(unix)]
fn is_ours(folder: &std::path::Path) -> io::Result<bool> {
    let among = std::env::temp_dir().canonicalize()?;
    let named =
        folder.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(NAME.as_bytes()));
    Ok(named && folder.parent() == Some(&among))
}
