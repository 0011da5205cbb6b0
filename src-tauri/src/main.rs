//! The Countersign desktop app.

mod ipc;

fn main() {}
