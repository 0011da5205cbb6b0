//! The middle of Countersign: one file for each thing the app does. `sample.rs` is the flow.

pub mod view;
