//! Real servers, driven through `Connection`: on the official SDKs, built in, and misbehaving.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what the tests share is test code too"
)]

mod bad;
mod context;
mod demo;
mod desk;
mod elicitation;
mod ends;
mod eras;
mod legacy;
mod modern;
mod older;
#[cfg(target_os = "linux")]
mod orphans;
mod patience;
mod recorder;
mod remote;
mod roots;
mod rounds;
mod serve;
mod setup;
mod transcripts;
