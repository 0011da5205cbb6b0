//! Turns: requests of one call that go on from one another, as a server's loop over tools does.
//!
//! The protocol has no word for this: each request holds the whole conversation anew. So a request
//! goes on from an exchange when it says everything that the exchange said, and then more.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cause::Cause;
use crate::content::{Content, Role};
use crate::exchange::Exchange;
use crate::id::ExchangeId;
use crate::prompt::{Message, Prompt};
use crate::reply::Reply;
use crate::signature::Signer;

/// Where a request stands among those that it goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Turn {
    /// Which turn it is, counted from 1; the first one is not known to be one until there is a second.
    pub number: u32,
    /// The exchange that was turn 1.
    pub first: ExchangeId,
    /// The exchange that it goes on from.
    pub previous: ExchangeId,
    /// How many of its messages, from the first on, the turn before held or was answered with.
    pub known: u32,
    /// How those messages were signed then.
    pub signed: Signed,
}

/// How the messages of the turn before were signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Signed {
    /// By a person, as they stand.
    AsTheyStand,
    /// By a person, who had changed them: the server, which does not know, sends its own again.
    Changed,
    /// By a rule, the messages or the reply to them.
    ByRule,
}

/// Which turn a request is, among what its call has asked so far; `None` where it goes on from
/// nothing. Where it goes on from several, the longest counts.
pub fn turn<'a>(
    earlier: impl IntoIterator<Item = &'a Exchange>,
    cause: &Cause,
    prompt: &Prompt,
) -> Option<Turn> {
    let turns = earlier.into_iter().filter_map(|earlier| goes_on(earlier, cause, prompt));
    turns.max_by_key(|turn| turn.known)
}

/// What the request is, if it goes on from this exchange: the same call of the same server asked it, its
/// reply was returned, and the request's messages are that exchange's, then the reply, then any.
fn goes_on(earlier: &Exchange, cause: &Cause, prompt: &Prompt) -> Option<Turn> {
    let (sent, returned) = (earlier.sent.as_ref()?, earlier.returned.as_ref()?);
    let asked = &earlier.asked.messages;
    let same_call = earlier.cause.server == cause.server
        && earlier.cause.call.as_ref()?.id == cause.call.as_ref()?.id;
    let (before, rest) = prompt.messages.split_at_checked(asked.len())?;
    if !same_call || asked.is_empty() || before != asked || !repeats(rest.first()?, &returned.reply)
    {
        return None;
    }
    let signed = match (sent.by, returned.by) {
        (Signer::Rule { .. }, _) | (_, Signer::Rule { .. }) => Signed::ByRule,
        (Signer::Person, Signer::Person) if sent.prompt.messages == *asked => Signed::AsTheyStand,
        (Signer::Person, Signer::Person) => Signed::Changed,
    };
    let (number, first) = match earlier.cause.turn {
        Some(turn) => (turn.number, turn.first),
        None => (1, earlier.id),
    };
    Some(Turn {
        number: number.saturating_add(1),
        first,
        previous: earlier.id,
        known: u32::try_from(asked.len()).unwrap_or(u32::MAX).saturating_add(1),
        signed,
    })
}

/// Whether the message is the reply. A server may lose what a block carries beside its content.
fn repeats(message: &Message, reply: &Reply) -> bool {
    message.role == Role::Assistant
        && message.content.len() == reply.content.len()
        && message.content.iter().zip(&reply.content).all(|(one, other)| says_the_same(one, other))
}

fn says_the_same(one: &Content, other: &Content) -> bool {
    match (one, other) {
        (Content::Text { text, .. }, Content::Text { text: said, .. }) => text == said,
        (
            Content::Image { data, mime_type, .. },
            Content::Image { data: said, mime_type: of, .. },
        )
        | (
            Content::Audio { data, mime_type, .. },
            Content::Audio { data: said, mime_type: of, .. },
        ) => data == said && mime_type == of,
        (
            Content::ToolUse { id, name, input, .. },
            Content::ToolUse { id: said, name: of, input: given, .. },
        ) => id == said && name == of && input == given,
        // A reply holds no result of a tool.
        (
            Content::Text { .. }
            | Content::Image { .. }
            | Content::Audio { .. }
            | Content::ToolUse { .. }
            | Content::ToolResult { .. },
            _,
        ) => false,
    }
}

#[cfg(test)]
mod tests;
