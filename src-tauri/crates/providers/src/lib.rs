//! Talking to models: one trait, one file a wire format, one reader of event streams; and programs of
//! this machine that answer in a provider's place (`command`).
//!
//! [`connect`] turns an account and its secrets into a [`Provider`]. What is sent is built by the pure
//! function [`outgoing()`], and what a model would not be given by the pure function [`losses()`], so the
//! card can show both before anybody signs. A provider takes nothing but a
//! [`Countersigned`](domain::Countersigned) prompt.
//!
//! What this crate never does: follow a redirect (it would carry the prompt elsewhere), keep
//! cookies, retry once a byte of an answer has come (an answer is paid for), drop content in
//! silence (what a wire format cannot take is refused before sending), or name a secret in a fault.

mod address;
mod allowance;
mod anthropic;
mod chat;
mod client;
mod command;
mod draft;
mod events;
mod fault;
mod fetch;
mod format;
mod gemini;
mod generate;
mod headers;
mod hosts;
mod line;
mod local;
mod losses;
mod names;
mod ollama;
mod openai;
mod outgoing;
mod presets;
mod provider;
mod request;
mod responses;
mod stops;
mod taken;
#[cfg(test)]
mod testing;
mod wire;

pub use address::base_url;
pub use client::{Client, proxy_of};
pub use command::{program_identity, try_program};
pub use headers::{Secrets, check_headers};
pub use losses::{Loss, losses};
pub use outgoing::{Outgoing, outgoing};
pub use presets::{Preset, ProgramPreset, presets};
pub use provider::{Background, Delta, Failure, Provider, Written, connect};
