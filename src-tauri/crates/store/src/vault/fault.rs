//! What a keychain's refusals mean, and what a person can do about them.

use domain::{Fault, FaultCode};
use keyring_core::Error;

/// There is no keychain to ask.
pub(super) fn missing(error: &Error) -> Fault {
    Fault::new(FaultCode::VaultMissing, MISSING).with_detail(error.to_string())
}

const MISSING: &str = if cfg!(target_os = "linux") {
    "No keychain answers, so keys cannot be kept. Install and start one, for example gnome-keyring or \
     KWallet (in a session with D-Bus), then try again."
} else {
    "The system's keychain does not answer, so keys cannot be kept. Sign in to your system again, then \
     try again."
};

/// It has not answered in time.
pub(super) fn late() -> Fault {
    Fault::new(
        FaultCode::VaultLate,
        "The keychain has not answered yet. The system may be waiting for your password in another \
         window: answer it there, then try again.",
    )
}

/// The thread that asks is gone, or could not be started.
pub(super) fn broken() -> Fault {
    Fault::new(FaultCode::VaultMissing, "The keychain could not be asked. Try again.")
}

/// An answer that is an error. The detail is the library's sentence, which names no secret.
pub(super) fn of(error: &Error) -> Fault {
    let (code, message) = match error {
        Error::NoStorageAccess(cause) if no_keyring(cause.as_ref()) => (
            FaultCode::VaultLocked,
            "The keychain has no keyring to put keys in yet. Make a default keyring in your system's \
             password program (for example Passwords and Keys), then try again.",
        ),
        Error::NoStorageAccess(_) => (
            FaultCode::VaultLocked,
            "The keychain is locked. Unlock it with your password, then try again.",
        ),
        Error::Ambiguous(_) => (
            FaultCode::Internal,
            "The keychain holds several entries of that name. Remove all but one in your system's \
             password program, then try again.",
        ),
        Error::TooLong(..) | Error::Invalid(..) => (
            FaultCode::Invalid,
            "The keychain does not take this key: it is too long or malformed.",
        ),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => (
            FaultCode::Internal,
            "The keychain's entry is not text. Remove it in your system's password program, then enter \
             the key again.",
        ),
        Error::PlatformFailure(_) | Error::BadStoreFormat(_) | _ => (
            FaultCode::VaultMissing,
            "The keychain did not do what it was asked. Check it, then try again.",
        ),
    };
    Fault::new(code, message).with_detail(error.to_string())
}

/// Whether the Secret Service said "there is none" rather than "it is locked": so speaks
/// gnome-keyring where no default keyring exists. The store passes that on as words only.
fn no_keyring(cause: &(dyn std::error::Error + Send + Sync)) -> bool {
    cause.to_string().contains("result not returned")
}
