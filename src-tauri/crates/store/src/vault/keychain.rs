//! The operating system's keychain, asked from a thread of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

use domain::Fault;
use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::oneshot;

use super::fault;

/// What the keychain is asked for.
pub(super) enum Ask {
    Get,
    Set(SecretString),
    Remove,
}

/// The keychain behind its thread.
pub(super) struct Keychain {
    service: Arc<str>,
    patience: Duration,
    clerk: Mutex<Option<Clerk>>,
}

/// The thread that asks, as seen from outside.
struct Clerk {
    inbox: mpsc::Sender<Question>,
    busy: Busy,
}

/// Since when the thread has been waiting for an answer that only reads; `None` when it waits for
/// nothing, or for a write.
type Busy = Arc<Mutex<Option<Instant>>>;

struct Question {
    name: String,
    ask: Ask,
    answer: oneshot::Sender<Result<Option<SecretString>, Fault>>,
}

/// A thread that has waited this many time limits for a read is left behind: whatever it waits for
/// will hardly come. One that waits for a write is never left behind, because that write could then
/// come after a later one and undo it.
const LEFT_BEHIND: u32 = 6;

impl Keychain {
    pub(super) fn new(service: &str, patience: Duration) -> Self {
        Self { service: service.into(), patience, clerk: Mutex::new(None) }
    }

    /// Asks, and waits for the answer no longer than the time limit.
    pub(super) async fn ask(&self, name: String, ask: Ask) -> Result<Option<SecretString>, Fault> {
        let (answer, answered) = oneshot::channel();
        self.hand_in(Question { name, ask, answer })?;
        match tokio::time::timeout(self.patience, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(fault::broken()),
            Err(_) => Err(fault::late()),
        }
    }

    fn hand_in(&self, question: Question) -> Result<(), Fault> {
        let mut clerk = self.clerk.lock().unwrap_or_else(PoisonError::into_inner);
        let usable = clerk.take().filter(|clerk| {
            let limit = self.patience * LEFT_BEHIND;
            since(&clerk.busy).is_none_or(|busy| busy.elapsed() < limit)
        });
        let question = match usable {
            Some(found) => match found.inbox.send(question) {
                Ok(()) => {
                    *clerk = Some(found);
                    return Ok(());
                }
                // Its thread is gone: a panic in a library.
                Err(mpsc::SendError(question)) => question,
            },
            None => question,
        };
        let new = Clerk::start(Arc::clone(&self.service))?;
        new.inbox.send(question).map_err(|_| fault::broken())?;
        *clerk = Some(new);
        Ok(())
    }
}

impl Clerk {
    fn start(service: Arc<str>) -> Result<Self, Fault> {
        let (inbox, questions) = mpsc::channel();
        let busy = Busy::default();
        let desk = Arc::clone(&busy);
        let run = move || work(&service, &questions, &desk);
        std::thread::Builder::new()
            .name("vault".to_owned())
            .spawn(run)
            .map_err(|error| fault::broken().with_detail(error.to_string()))?;
        Ok(Self { inbox, busy })
    }
}

fn since(busy: &Busy) -> MutexGuard<'_, Option<Instant>> {
    busy.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers questions until nobody can ask any more.
fn work(service: &str, questions: &mpsc::Receiver<Question>, busy: &Busy) {
    let mut store = None;
    while let Ok(Question { name, ask, answer }) = questions.recv() {
        // Who asked has been told that it is late, and may have asked something else since.
        if answer.is_closed() {
            continue;
        }
        *since(busy) = matches!(ask, Ask::Get).then(Instant::now);
        let result = answer_to(&mut store, service, &name, &ask);
        *since(busy) = None;
        let _ = answer.send(result);
    }
}

/// Asks the keychain as it was found before; where that fails, looks for it anew and asks once more.
/// The daemon may have been restarted or started since.
fn answer_to(
    store: &mut Option<Arc<CredentialStore>>,
    service: &str,
    name: &str,
    ask: &Ask,
) -> Result<Option<SecretString>, Fault> {
    if let Some(known) = store.take() {
        match once(&known, service, name, ask) {
            Err(Error::PlatformFailure(_)) => {}
            result => {
                *store = Some(known);
                return result.map_err(|error| fault::of(&error));
            }
        }
    }
    let found = find().map_err(|error| fault::missing(&error))?;
    let result = once(&found, service, name, ask);
    if !matches!(result, Err(Error::PlatformFailure(_))) {
        *store = Some(found);
    }
    result.map_err(|error| fault::of(&error))
}

fn once(
    store: &Arc<CredentialStore>,
    service: &str,
    name: &str,
    ask: &Ask,
) -> keyring_core::Result<Option<SecretString>> {
    let entry = entry(store, service, name)?;
    let result = match ask {
        Ask::Get => entry.get_password().map(|password| Some(SecretString::from(password))),
        Ask::Set(secret) => entry.set_password(secret.expose_secret()).map(|()| None),
        Ask::Remove => entry.delete_credential().map(|()| None),
    };
    match result {
        // For `Set` this would be no success.
        Err(Error::NoEntry) if !matches!(ask, Ask::Set(_)) => Ok(None),
        result => result,
    }
}

/// The keychain, built by ourselves: keyring's own default remembers a failed start until the process
/// ends.
fn find() -> keyring_core::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(windows)]
    let store = windows_native_keyring_store::Store::new()?;
    #[cfg(all(unix, not(target_os = "macos")))]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

/// The entry of this name. Where the system's keychain program lists entries, this one is called by
/// the app's name.
fn entry(store: &Arc<CredentialStore>, service: &str, name: &str) -> keyring_core::Result<Entry> {
    let label = format!("{service}: {name}");
    let modifiers = if cfg!(target_os = "linux") {
        HashMap::from([("label", label.as_str())])
    } else {
        HashMap::new()
    };
    store.build(service, name, Some(&modifiers))
}
