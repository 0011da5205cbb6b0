//! What a server may ask of us.

use std::time::Duration;

use domain::features::ListKind;
use domain::server::LogLevel;
use domain::{
    Answered, Asked, CallId, Cause, Countersigned, Fault, Limits, Question, Reply, ServerId, Tool,
};
use futures_util::future::BoxFuture;

use crate::ended::Ended;

/// What a server may ask of us, and what we are told about it. The engine implements it.
///
/// Only what gives a future may take time; the others are called between two messages of a server and must
/// return at once.
pub trait Host: Send + Sync + 'static {
    /// A server asks for a completion: the one entry for pushed and pulled requests.
    ///
    /// The future is never dropped half-way. When nobody waits any more, `ended` says so, and the
    /// future is expected to finish soon after; what it then returns is not delivered.
    fn sample(
        &self,
        cause: Cause,
        asked: Asked,
        ended: Ended,
    ) -> BoxFuture<'_, Result<Countersigned<Reply>, Declined>>;

    /// A server asked for a completion in a way that cannot be taken, and is told so as soon as
    /// this is done: `raw` is its request's JSON, `fault` says what is wrong with it.
    fn refused(&self, cause: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()>;

    /// A server asks the person: the one entry for pushed and pulled questions. As with `sample`,
    /// the future is never dropped half-way.
    fn elicit(
        &self,
        cause: Cause,
        question: Question,
        ended: Ended,
    ) -> BoxFuture<'_, Result<Answered, Declined>>;

    /// A server asked the person something that cannot be put to anybody; as `refused`.
    fn refused_question(&self, cause: Cause, raw: String, fault: Fault) -> BoxFuture<'_, ()>;

    /// The server says that the visit of a page is over, by the name that it gave it.
    fn visit_over(&self, server: ServerId, name: String);

    /// A call has taken this many rounds, each with requests, and wants more: whether it may go on.
    /// Asked again after as many more. Dropped when the call ends meanwhile.
    fn go_on(&self, call: CallId, rounds: u32) -> BoxFuture<'_, bool>;

    /// The folders that the server may be told, absolute, as they are set now.
    fn roots(&self, server: ServerId) -> Vec<String>;

    /// How much a server may ask for, as of now: asked for with every request, pushed or pulled.
    fn limits(&self) -> Limits {
        Limits::SOUND
    }

    /// The server took a request back because its time was up, after waiting so long for the answer
    /// without a word from us.
    fn gave_up(&self, _server: ServerId, _after: Duration) {}

    /// The server wrote a line.
    fn log(&self, server: ServerId, line: LogLine);

    /// The server's tools are now these; told after every change, not after the start.
    fn tools_changed(&self, server: ServerId, tools: Vec<Tool>);

    /// A list of the server is another than it was.
    fn list_changed(&self, server: ServerId, list: ListKind);

    /// A resource that is followed ([`crate::Connection::follow`]) holds something else now.
    fn resource_updated(&self, server: ServerId, uri: String);

    /// A call came further.
    fn progress(&self, call: CallId, progress: Progress);
}

/// Why a request gets no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Declined {
    /// Someone said no. The server is told so, with the reason if there is one.
    Refused {
        /// In the words of whoever refused.
        reason: Option<String>,
    },
    /// It could not be done. The server is told the fault's sentence, never its detail.
    Failed(Fault),
    /// Nobody waits any more: [`Ended`] fired.
    Withdrawn,
}

/// A line that a server wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// Where it came from.
    pub source: LogSource,
    /// How much it matters; of MCP log messages only.
    pub level: Option<LogLevel>,
    /// The text without its line end, at most 8 KiB; what was left out is said in it.
    pub text: String,
}

/// Where a log line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogSource {
    /// The server's standard error.
    Stderr,
    /// A line on its standard output that is not MCP.
    Stdout,
    /// An MCP log message: `logger: text`.
    Message,
    /// Countersign's own remark.
    Countersign,
}

/// How far a call is, in the server's own measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// So far.
    pub done: f64,
    /// Of how much, if the server knows.
    pub total: Option<f64>,
    /// What it is doing, if it says.
    pub message: Option<String>,
}
