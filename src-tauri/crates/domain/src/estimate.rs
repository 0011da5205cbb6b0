//! How many tokens a prompt has and what it may cost, before anybody signs.
//!
//! Nothing is asked: counting at a provider would send it the prompt. So tokens are estimated by
//! classes of characters, in a range that the tokenizers in use stay in (`docs/choice.md` has the
//! figures), and the cost is a range whose upper end is a ceiling: the longest prompt and the
//! longest reply that may be written.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::catalogue::Facts;
use crate::content::{Content, ResultContent};
use crate::money::{Money, Rate};
use crate::prompt::{Prompt, Tool};

/// From so many tokens to so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tokens {
    /// At least about so many.
    pub low: u64,
    /// At most about so many.
    pub high: u64,
}

/// What a prompt holds, weighed once for every model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Weight {
    /// Its tokens.
    pub tokens: Tokens,
    /// How many pictures it holds.
    pub images: u32,
    /// How many sounds it holds.
    pub sounds: u32,
    /// Whether tools are offered or were used in it.
    pub tools: bool,
    /// The most tokens that the reply may have.
    pub reply: u32,
}

/// What sending a prompt to one model may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Estimate {
    /// Tokens of the prompt.
    pub tokens: Tokens,
    /// The most tokens that the reply may have with this model.
    pub reply: u32,
    /// The cost: from the shortest prompt and no reply, to the longest prompt and the longest reply.
    /// Absent where the price is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<CostRange>,
}

/// From so much to so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CostRange {
    /// At least about so much.
    pub low: Money,
    /// Not more than so much.
    pub ceiling: Money,
}

/// A token in thousandths, in which texts are weighed.
const TOKEN: u64 = 1_000;
/// What a message costs beside its content, and a tool beside its definition.
const A_MESSAGE: u64 = 4 * TOKEN;
const A_TOOL: u64 = 8 * TOKEN;
/// A picture: from a thumbnail to what the largest tile takes.
const A_PICTURE: Tokens = Tokens { low: 85, high: 4_800 };
/// Tokens for a second of sound: from the fewest to the most that a provider counts.
const A_SECOND: Tokens = Tokens { low: 10, high: 32 };
/// Bytes for a second of sound: of a recording at its best, and of a packed one at its worst.
const FAT_SECOND: u64 = 192_000;
const LEAN_SECOND: u64 = 2_000;

impl Weight {
    /// Weighs a prompt.
    pub fn of(prompt: &Prompt) -> Self {
        let mut scale = Scale::default();
        scale.text(prompt.system.as_deref().unwrap_or_default());
        for message in &prompt.messages {
            scale.milli += A_MESSAGE;
            message.content.iter().for_each(|block| scale.block(block));
        }
        for tool in &prompt.tools {
            scale.tool(tool);
        }
        Self {
            tokens: scale.tokens(),
            images: scale.images,
            sounds: scale.sounds,
            tools: scale.tools,
            reply: prompt.max_tokens,
        }
    }

    /// What it may cost with a model of which this is known.
    pub fn estimate(&self, facts: &Facts) -> Estimate {
        let most = facts.output.map_or(self.reply, |output| output.min(self.reply));
        let cost = facts.rates.and_then(|rates| {
            // Of a long prompt only the part that the cache held may be cheaper.
            let (input, cached, _) = rates.at(self.tokens.low);
            let (dear, _, output) = rates.at(self.tokens.high);
            let sound = rates.audio.filter(|_| self.sounds > 0).unwrap_or(Rate(0));
            let cheapest = input.min(cached);
            let dearest = dear.max(input).max(sound);
            let reply = output.of(u64::from(most))?;
            Some(CostRange {
                low: cheapest.of(self.tokens.low)?,
                ceiling: dearest.of(self.tokens.high)?.plus(reply)?,
            })
        });
        Estimate { tokens: self.tokens, reply: most, cost }
    }

    /// Whether the prompt is longer than what a model takes: surely, perhaps or not.
    pub fn fits(&self, facts: &Facts) -> Fit {
        match facts.context.map(u64::from) {
            Some(context) if self.tokens.low > context => Fit::TooLong,
            Some(context) if self.tokens.high > context => Fit::Tight,
            Some(_) => Fit::Fits,
            None => Fit::Unknown,
        }
    }
}

/// Whether a prompt fits into what a model takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Even the longest estimate does.
    Fits,
    /// The longest estimate does not.
    Tight,
    /// Even the shortest estimate does not.
    TooLong,
    /// How much the model takes is not known.
    Unknown,
}

#[derive(Default)]
struct Scale {
    /// Thousandths of tokens of text.
    milli: u64,
    media: Tokens,
    images: u32,
    sounds: u32,
    tools: bool,
}

impl Scale {
    fn tokens(&self) -> Tokens {
        // Tokenizers differ: the newest make up to 45 % more tokens than the class weights say,
        // others up to a third fewer.
        Tokens {
            low: (self.milli * 2 / 3).div_ceil(TOKEN) + self.media.low,
            high: (self.milli + self.milli * 45 / 100).div_ceil(TOKEN) + self.media.high,
        }
    }

    fn block(&mut self, block: &Content) {
        match block {
            Content::Text { text, .. } => self.text(text),
            Content::Image { .. } => self.picture(),
            Content::Audio { data, .. } => self.sound(data),
            Content::ToolUse { name, input, .. } => {
                self.tools = true;
                self.milli += A_TOOL;
                self.text(name);
                input.iter().for_each(|(key, value)| {
                    self.text(key);
                    self.json(value);
                });
            }
            Content::ToolResult { content, structured, .. } => {
                self.tools = true;
                self.milli += A_MESSAGE;
                for part in content {
                    self.part(part);
                }
                if let (true, Some(value)) = (content.is_empty(), structured) {
                    self.json(value);
                }
            }
        }
    }

    fn part(&mut self, part: &ResultContent) {
        match part {
            ResultContent::Text { text, .. } => self.text(text),
            ResultContent::Image { .. } => self.picture(),
            ResultContent::Audio { data, .. } => self.sound(data),
            ResultContent::Resource { resource, .. } => match resource.get("blob") {
                Some(_) => self.picture(),
                None => resource.values().for_each(|value| self.json(value)),
            },
            ResultContent::ResourceLink { link } => {
                link.values().for_each(|value| self.json(value));
            }
        }
    }

    fn tool(&mut self, tool: &Tool) {
        self.tools = true;
        self.milli += A_TOOL;
        self.text(&tool.name);
        self.text(tool.description.as_deref().unwrap_or_default());
        tool.input_schema.iter().for_each(|(key, value)| {
            self.text(key);
            self.json(value);
        });
    }

    /// JSON weighs what its texts weigh, and two tokens a value for what holds it together.
    fn json(&mut self, value: &Value) {
        self.milli += 2 * TOKEN;
        match value {
            Value::String(text) => self.text(text),
            Value::Array(values) => values.iter().for_each(|value| self.json(value)),
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                self.text(key);
                self.json(value);
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn picture(&mut self) {
        self.images = self.images.saturating_add(1);
        self.media.low += A_PICTURE.low;
        self.media.high += A_PICTURE.high;
    }

    fn sound(&mut self, base64: &str) {
        self.sounds = self.sounds.saturating_add(1);
        let bytes = base64.len() as u64 * 3 / 4;
        self.media.low += bytes / FAT_SECOND * A_SECOND.low;
        self.media.high += bytes.div_ceil(LEAN_SECOND) * A_SECOND.high;
    }

    fn text(&mut self, text: &str) {
        self.milli += milli(text);
    }
}

/// A word's first letters are one token; those after them are parts of one.
const WORD: u64 = 6;
/// Letters and digits mixed, as long as this, are no word but data: a digest, or base64.
const DATA: u64 = 24;

/// A run of letters and digits.
#[derive(Default)]
struct Run {
    letters: u64,
    digits: u64,
    /// Letters, or digits, since the last change from one to the other.
    stretch: u64,
    of_digits: bool,
    milli: u64,
}

impl Run {
    fn push(&mut self, digit: bool) {
        if digit != self.of_digits {
            self.end_stretch();
            self.of_digits = digit;
        }
        self.stretch += 1;
        if digit { self.digits += 1 } else { self.letters += 1 }
    }

    fn end_stretch(&mut self) {
        self.milli += match (self.of_digits, self.stretch) {
            (_, 0) => 0,
            (true, digits) => digits * TOKEN / 3,
            (false, letters) => TOKEN + letters.saturating_sub(WORD) * TOKEN * 2 / 13,
        };
        self.stretch = 0;
    }

    /// What it weighs.
    fn end(mut self) -> u64 {
        self.end_stretch();
        let length = self.letters + self.digits;
        let data = length >= DATA && self.letters > 0 && self.digits > 0;
        if data { length * 650 } else { self.milli }
    }
}

/// The weight of a text in thousandths of tokens, by the classes of its characters.
fn milli(text: &str) -> u64 {
    let (mut milli, mut run) = (0, Run::default());
    for c in text.chars() {
        match c {
            '0'..='9' => run.push(true),
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => run.push(false),
            other => milli += std::mem::take(&mut run).end() + single(other),
        }
    }
    milli + run.end()
}

fn single(c: char) -> u64 {
    match c {
        ' ' | '\t' | '\r' => 60,
        '\n' => 600,
        '!'..='~' => 700,
        // Cyrillic and Greek.
        '\u{370}'..='\u{52f}' => 350,
        // Chinese, Japanese and Korean.
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => 750,
        // Emoji and all else beyond the first plane.
        '\u{10000}'.. => 2 * TOKEN,
        _ => 500,
    }
}

#[cfg(test)]
mod tests;
