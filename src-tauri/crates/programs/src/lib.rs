//! Programs of this machine: found, told apart by what they are, started, and ended with all that
//! they started.
//!
//! Two of the edge crates start programs that a person named: `mcp` its servers, `providers` what
//! answers in place of a provider. Both find them in the same places, hand them the same few
//! variables, and leave none of them behind.

mod digest;
mod folder;
mod found;
#[cfg(unix)]
mod guard;
mod search_path;
mod start;

pub use digest::{Parts, digest};
pub use folder::folder;
pub use found::{Program, environment, inherited, locate};
#[cfg(unix)]
pub use guard::{SIGNAL, guard};
pub use start::{Child, GUARD, Lives, Process, start};
