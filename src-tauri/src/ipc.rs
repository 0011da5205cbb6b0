//! What the window may ask of Rust: the one command list, and what is made of it.
//!
//! `ipc/commands.rs` is read three times: here for the handlers, by the test in `ipc/typescript.rs` for
//! the window's types, and by `build.rs` for Tauri's permissions.

use std::collections::BTreeMap;

use domain::account::LocalServer;
use domain::catalogue::Override;
use domain::features::{Completion, CompletionQuery, PromptList, ResourceList};
use domain::history::{Facets, Filter, Page, Query, SpendOf, Summary, Total};
use domain::reply::ReplyRemark;
use domain::server::ServerSettings;
use domain::{
    AccountId, Answer, CallId, Elicitation, ElicitationId, ExchangeId, Fault, Limits, ModelRef,
    Protocol, Reply, RuleId, ServerId, Spend, Timestamp,
};
use engine::Engine;
use engine::view::{
    Access, AccountEdit, Decision, DryRun, ExchangeDetail, KnownModel, LogLine, Loss, LossQuery,
    Offers, OffersQuery, Outgoing, OutgoingQuery, Snapshot,
};
use serde_json::{Map, Value};
use tauri::State;

use feed::Feed;

mod feed;
#[cfg(test)]
mod permissions;
#[cfg(test)]
mod typescript;

/// Each line becomes a Tauri command that calls the engine's method of the same name. Only
/// `subscribe`, the first, is written by hand: it opens a stream.
macro_rules! commands {
    (
        $(#[doc = $subscribe_doc:literal])*
        subscribe(channel: Feed) -> Snapshot;
        $(
            $(#[doc = $doc:literal])*
            $name:ident($($arg:ident: $type:ty),*) $(-> $result:ty)?;
        )*
    ) => {
        $(
            $(#[doc = $doc])*
            #[tauri::command(rename_all = "snake_case")]
            async fn $name(
                engine: State<'_, Engine>,
                $($arg: $type),*
            ) -> Result<commands!(@result $($result)?), Fault> {
                engine.$name($($arg),*).await
            }
        )*

        /// Every command, for Tauri.
        pub(crate) fn handler() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
            tauri::generate_handler![subscribe, $($name),*]
        }

        /// The names of all commands.
        #[cfg(test)]
        const NAMES: &[&str] = &["subscribe", $(stringify!($name)),*];

        /// Describes every command to the writer of TypeScript.
        #[cfg(test)]
        fn describe(out: &mut typescript::Commands) {
            out.command::<Snapshot>("subscribe", &[$($subscribe_doc),*]);
            out.argument::<Feed>("channel");
            $(
                out.command::<commands!(@result $($result)?)>(stringify!($name), &[$($doc),*]);
                $(out.argument::<$type>(stringify!($arg));)*
            )*
        }
    };
    (@result) => { () };
    (@result $result:ty) => { $result };
}

include!("ipc/commands.rs");

#[tauri::command(rename_all = "snake_case")]
async fn subscribe(
    engine: State<'_, Engine>,
    following: State<'_, feed::Following>,
    channel: Feed,
) -> Result<Snapshot, Fault> {
    tracing::debug!("the page follows what happens");
    Ok(following.begin(&engine, channel))
}

pub(crate) use feed::Following;
