//! Providers over real connections: against a server that nobody here wrote, and against odd ones.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets what it does not expect has failed"
)]

mod aimock;
#[cfg(target_os = "linux")]
mod assistants;
mod bad;
#[cfg(target_os = "linux")]
mod command;
mod ends;
mod exact;
mod fetch;
mod litellm;
mod live;
mod llama;
mod local;
mod mapping;
mod odd;
mod refusals;
mod retries;
mod schemas;
mod support;
