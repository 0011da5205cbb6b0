//! A server at a URL: Streamable HTTP, in both eras.
//!
//! Every message of ours is a POST; its response is one message, or a stream of them. In the
//! legacy era there may be a session, one more stream beside the calls, and streams that are taken
//! up again where they broke. In the modern one a response is all there is. What came before
//! Streamable HTTP, in 2024-11-05, is in `older`.
//!
//! rmcp has such a client. It is not used, because it reads every message into its own types
//! before anybody sees it, which loses what this crate keeps (see `transport`); because it opens
//! a new session by itself when one is lost, and then repeats the call; and because nothing
//! bounds how often it tries to come back. What is left to do without it is in this folder.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::{CallId, Era, Fault, FaultCode};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Client, Method, RequestBuilder, Url};
use serde_json::Value;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::connection::Exit;
use crate::link::Link;
use crate::messages::Message;

mod address;
mod annotations;
mod answer;
mod events;
mod listen;
mod older;
mod post;
mod trouble;

pub(crate) use address::Address;
pub use address::{remote_header, remote_url};
pub(crate) use annotations::Annotations;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use events::{Events, Next};
use trouble::Trouble;

const SESSION: HeaderName = HeaderName::from_static("mcp-session-id");
const REVISION: HeaderName = HeaderName::from_static("mcp-protocol-version");
const LAST_EVENT: HeaderName = HeaderName::from_static("last-event-id");
/// Where a message of the modern era names its revision.
const META_REVISION: &str = "io.modelcontextprotocol/protocolVersion";
/// The first revision that wants itself named in a header.
const NAMED_SINCE: &str = "2025-06-18";
const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";

/// How many messages wait to be read before their streams are left to wait themselves.
const ARRIVED: usize = 8;
/// How long the end of a session may take.
const FAREWELL: Duration = Duration::from_secs(2);

/// Our end of a remote server. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Remote(Arc<Shared>);

struct Shared {
    link: Arc<Link>,
    address: Address,
    client: Client,
    arrived: mpsc::Sender<Message>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    session: Option<HeaderValue>,
    /// What was agreed on; until then the handshake goes on.
    revision: Option<String>,
    /// Where messages are posted, in the older transport only.
    older: Option<Url>,
    /// What ends our open requests, by their ids.
    open: HashMap<String, CancellationToken>,
}

impl State {
    fn is_modern(&self) -> bool {
        self.revision.as_deref().map(Era::of) == Some(Era::Modern)
    }
}

impl Remote {
    /// A server that nothing was sent to yet, and the place where its messages arrive.
    ///
    /// # Errors
    /// [`FaultCode::Internal`] when the system's certificates cannot be read.
    pub(crate) fn new(
        address: Address,
        link: Arc<Link>,
    ) -> Result<(Self, mpsc::Receiver<Message>), Fault> {
        let client = address.client().map_err(|why| {
            let message =
                "Secure connections cannot be made: the system's certificates could not be read.";
            Fault::new(FaultCode::Internal, message).with_detail(why.to_string())
        })?;
        let (arrived, messages) = mpsc::channel(ARRIVED);
        let state = Mutex::default();
        let remote = Self(Arc::new(Shared { link, address, client, arrived, state }));
        tokio::spawn(remote.clone().keep());
        Ok((remote, messages))
    }

    /// From now on this revision is spoken.
    pub(crate) fn agree(&self, revision: &str) {
        if Era::of(revision) == Era::Modern {
            self.0.link.annotations.begin();
        }
        self.state().revision = Some(revision.to_owned());
    }

    /// A question of ours is not waited for any more. In the modern era the end of its stream
    /// tells the server so. In the legacy one the server was told, and its stream is left to it.
    pub(crate) fn give_up(&self, id: &Value) {
        let mut state = self.state();
        let open = state.open.remove(&id.to_string());
        if let Some(open) = open.filter(|_| state.is_modern()) {
            open.cancel();
        }
        drop(state);
        // Nobody asks any more why it was not answered.
        drop(self.0.link.lost(id));
    }

    /// Stays until the connection is to end, then takes leave.
    async fn keep(self) {
        let link = &self.0.link;
        link.stop.cancelled().await;
        link.waiting.all_over();
        let session = self.state().session.take();
        if let (Some(session), None) = (session, link.broken()) {
            let leave = self.request(Method::DELETE).header(SESSION, session).timeout(FAREWELL);
            // A server that does not take leave has lost nothing by it: sessions expire.
            let _ = leave.send().await;
        }
        let stopped = || Fault::new(FaultCode::ServerGone, format!("{} was stopped.", link.name));
        let broken = link.broken().cloned();
        link.set_exit(Exit { wanted: broken.is_none(), fault: broken.unwrap_or_else(stopped) });
    }

    fn link(&self) -> &Arc<Link> {
        &self.0.link
    }

    fn address(&self) -> &Address {
        &self.0.address
    }

    /// Whether somebody waits for the answer to this question.
    fn is_waited_for(&self, id: &Value) -> bool {
        self.state().open.contains_key(&id.to_string())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request with all that goes along with each. A session is named once there is one.
    fn request(&self, method: Method) -> RequestBuilder {
        let (session, revision, older) = {
            let state = self.state();
            let session = state.session.clone().filter(|_| !state.is_modern());
            let revision = state.revision.clone();
            (session, revision.filter(|it| it.as_str() >= NAMED_SINCE), state.older.clone())
        };
        let place = older.filter(|_| method == Method::POST);
        let place = place.unwrap_or_else(|| self.address().url.clone());
        let mut request = self.0.client.request(method, place);
        request = request.headers(self.address().headers.clone());
        if let Some(session) = session {
            request = request.header(SESSION, session);
        }
        if let Some(revision) = revision {
            request = request.header(REVISION, revision);
        }
        request
    }

    fn post(&self, body: Vec<u8>) -> RequestBuilder {
        self.request(Method::POST)
            .header(ACCEPT, format!("{JSON}, {EVENTS}"))
            .header(CONTENT_TYPE, JSON)
            .body(body)
    }

    /// Hands a message on, whichever call it belongs to.
    async fn arrive(&self, message: Message) {
        // Nobody takes it when the connection is ending.
        let _ = self.0.arrived.send(message).await;
    }

    /// The connection cannot go on.
    fn break_off(&self, trouble: Trouble) {
        let fault = trouble.fault(self);
        self.0.link.break_off(fault);
    }
}

/// A call of ours as it is known on the way to its stream, and what comes out of that stream.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller(pub(crate) CallId);
