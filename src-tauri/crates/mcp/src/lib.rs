//! Talking to servers: the only crate that sees rmcp.
//!
//! [`Connection::open`] starts a server, or finds it at its URL, and agrees on a protocol; [`Connection::call`] runs one of
//! its tools, or gets one of its prompts or resources, with every round that it takes. What a server may ask of us is one trait, [`Host`]:
//! requests for a completion arrive at [`Host::sample`], whether the server pushed them or we
//! pulled them out of a result. Everything that can end such a request from outside ends it
//! through [`Ended`].
//!
//! How the parts lie on top of each other, lowest first:
//!
//! | part | what it does |
//! |---|---|
//! | `program`, `process` | a child process that never outlives us, nor its children (by the crate `programs`) |
//! | `pipe` | lines in and out, bounded |
//! | `remote` | a server at a URL: posts, and the streams that answer them |
//! | `messages` | JSON-RPC out of lines and streams; log and progress notifications are handed on from here |
//! | `handshake` | which protocol to speak; `server/discover` or `initialize` |
//! | `transport`, `handler` | the seam to rmcp: every message stays the JSON that it was |
//! | `call` | one call of ours: our loop of rounds |
//! | `question` | what we ask beside calls: lists, suggestions |
//! | `features`, `tools` | what a server has: prompts, resources, tools |
//! | `follow`, `changes` | what we want to hear of, and what changed |
//! | `sampling` | wire ⇄ [`domain::Prompt`] and [`domain::Reply`] |
//! | `fuzz` | what holds for any bytes; only where that is tried |
//! | `demo` | the built-in demo server, on rmcp's server half |

pub mod child;
pub mod demo;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzz;

mod call;
mod changes;
mod clock;
mod connection;
mod elicitation;
mod ended;
mod era;
mod features;
mod follow;
mod handler;
mod handshake;
mod host;
mod identity;
mod link;
mod log;
mod messages;
mod offers;
mod pipe;
mod process;
mod program;
mod question;
mod remote;
mod roots;
mod sampling;
mod slots;
mod tools;
mod transport;

pub use call::CallResult;
pub use connection::{Connection, Exit, Info, Limits, Options};
pub use ended::{Ended, Ending};
pub use host::{Declined, Host, LogLine, LogSource, Progress};
pub use identity::identity;
pub use remote::{remote_header, remote_url};
pub use sampling::{fits, request};
