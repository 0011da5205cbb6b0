//! What the window may ask of Rust: the one command list, and what is made of it.

use domain::history::{Facets, Page, Query};
use domain::server::ServerSettings;
use domain::{AccountId, CallId, ExchangeId, ModelRef, RuleId, ServerId};
use engine::view::{AccountEdit, Decision, ExchangeDetail, LogLine, Loss, LossQuery, Snapshot};
use serde_json::{Map, Value};

use feed::Feed;

mod feed;
#[cfg(test)]
mod typescript;

macro_rules! commands {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident($($arg:ident: $type:ty),*) $(-> $result:ty)?;
    )*) => {
        /// Describes every command to the writer of TypeScript.
        #[cfg(test)]
        fn describe(out: &mut typescript::Commands) {
            $(
                out.command::<commands!(@result $($result)?)>(
                    stringify!($name),
                    &[$($doc),*],
                );
                $(out.argument::<$type>(stringify!($arg));)*
            )*
        }
    };
    (@result) => { () };
    (@result $result:ty) => { $result };
}

include!("ipc/commands.rs");
