//! Fills a history as large as asked, browses it as the window does, and prints, as one line of JSON,
//! how long that took.
//!
//! What is written is made by chance from a fixed beginning, so every run has the same history: a dozen
//! servers, eight models, all ends that an exchange can have, and words as unevenly common as words are.

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use clap::Parser;
use domain::history::{Filter, Query, Summary};
use domain::{Event, Recorded, ServerId, Timestamp};
use fastrand::Rng;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::{DatabaseKey, Store};
use uuid::Uuid;

#[derive(Parser)]
struct Arguments {
    /// How many exchanges the history has.
    count: u32,
    /// How often each kind of look is taken.
    looks: u32,
}

const SERVERS: u64 = 12;
const MODELS: [&str; 8] = [
    "claude-opus",
    "claude-sonnet",
    "gpt-5",
    "gpt-5-mini",
    "gemini-pro",
    "mistral-large",
    "llama",
    "qwen",
];
const SYLLABLES: [&str; 32] = [
    "ba", "re", "mi", "ton", "ka", "ler", "du", "ves", "no", "pra", "sil", "go", "tem", "ri",
    "ula", "fen", "cho", "dar", "pel", "xi", "mor", "qua", "sti", "ber", "lo", "han", "jud", "ze",
    "wic", "ora", "ny", "gth",
];
/// How many different words there are.
const WORDS: u64 = 60_000;
/// The ends of exchanges, and how often each comes in a hundred.
const ENDS: [(&str, u32); 4] = [("released", 90), ("refused", 5), ("failed", 3), ("withdrawn", 2)];
/// As many as the window asks for.
const PAGE: u32 = 50;

/// A word by its rank: the lower, the more common.
fn word(rank: u64) -> String {
    let mut left = rank + 40;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SYLLABLES[usize::try_from(left % 32).unwrap_or_default()]);
        left /= 32;
    }
    word
}

/// A rank: each ten times as rare as the last has as much weight as all before it.
fn rank(random: &mut Rng) -> u64 {
    let below = 10_u64.pow(random.u32(1..=WORDS.ilog10() + 1));
    random.u64(..below.min(WORDS))
}

fn text(random: &mut Rng, words: usize) -> String {
    (0..words).map(|_| word(rank(random))).collect::<Vec<_>>().join(" ")
}

fn server(number: u64) -> ServerId {
    ServerId(Uuid::from_u64_pair(1, number))
}

/// One exchange, in the form that is kept.
struct Made {
    line: Value,
    events: Vec<Value>,
}

fn make(random: &mut Rng, number: u32) -> Made {
    let of = random.u64(..SERVERS).min(random.u64(..SERVERS));
    let (server, name) = (server(of), format!("server-{of}"));
    let model = MODELS[random.usize(..MODELS.len()).min(random.usize(..MODELS.len()))];
    let asked = text(random, 60);
    let by = json!({ "kind": "person" });
    let mut draw = random.u32(..100);
    let mut end = ENDS[0].0;
    for (name, share) in ENDS {
        end = name;
        if draw < share {
            break;
        }
        draw -= share;
    }
    let cause = json!({ "server": server, "server_name": name, "door": "pushed",
        "revision": "2025-11-25", "certain": true });
    let messages = json!([{ "role": "user", "content": [{ "kind": "text", "text": asked }] }]);
    let mut events = vec![json!({ "kind": "received", "cause": cause,
        "prompt": { "messages": messages, "max_tokens": 256 } })];
    let fault = json!({ "code": "provider_failed", "message": "It did not answer." });
    let mut state = json!({ "name": end });
    match end {
        "released" => {
            let model = json!({ "account": Uuid::nil(), "model": model });
            let reply = json!({ "content": [{ "kind": "text", "text": text(random, 30) }],
                "model": model["model"], "stop_reason": "end_turn",
                "usage": { "input": 80, "output": 40 } });
            // Of one in five the price is not known.
            let beside = match number % 5 {
                0 => json!({}),
                _ => json!({ "cost":
                    { "input": 240_000, "cached": 0, "output": 600_000, "reasoning": 0 } }),
            };
            events.extend([
                json!({ "kind": "prompt_signed", "by": by,
                    "target": { "kind": "model", "model": model } }),
                json!({ "kind": "drafted", "reply": reply, "timing": { "total_ms": 900 },
                    "beside": beside }),
                json!({ "kind": "reply_signed", "by": by, "attempt": 0 }),
            ]);
        }
        "refused" => {
            (state["gate"], state["by"]) = (json!("prompt"), by.clone());
            events.extend([
                json!({ "kind": "presented" }),
                json!({ "kind": "refused", "gate": "prompt", "by": by }),
            ]);
        }
        "failed" => {
            state["fault"] = fault.clone();
            events.push(json!({ "kind": "failed", "fault": fault }));
        }
        _ => {
            state["why"] = json!("call_ended");
            events.push(json!({ "kind": "withdrawn", "why": "call_ended" }));
        }
    }
    let preview: String = asked.chars().take(200).collect();
    let line = json!({ "id": Uuid::now_v7(), "server": server, "server_name": name,
        "door": "pushed", "revision": "2025-11-25", "model": model, "state": state,
        "preview": preview, "opened_at": number, "changed_at": number, "edited": false });
    Made { line, events }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Box<dyn Error>> {
    Ok(serde_json::from_value(value)?)
}

async fn fill(store: &Store, count: u32) -> Result<(), Box<dyn Error>> {
    let mut random = Rng::with_seed(7);
    for number in 0..count {
        let made = make(&mut random, number);
        let mut events = Vec::new();
        for (seq, event) in (0..).zip(made.events) {
            let at = Timestamp(i64::from(number));
            events.push(Recorded { seq, at, event: read::<Event>(event)? });
        }
        store.append(read::<Summary>(made.line)?, events).await.map_err(|fault| fault.message)?;
    }
    Ok(())
}

/// The kinds of looks that are taken, each with a filter.
fn looks(random: &mut Rng) -> Vec<(&'static str, Filter)> {
    let server = Some(server(0));
    let of_server = Some(self::server(random.u64(..SERVERS)));
    let model = Some(MODELS[random.usize(..MODELS.len())].to_owned());
    let states = vec![ENDS[random.usize(..ENDS.len())].0.to_owned()];
    let all = Filter::default();
    let search = |text: String| Filter { text, ..Filter::default() };
    let (common, rare) = (word(random.u64(..10)), word(random.u64(20_000..WORDS)));
    let beginning: String = word(random.u64(2_000..WORDS)).chars().take(5).collect();
    vec![
        ("page: a server", Filter { server: of_server, ..all.clone() }),
        ("page: a model", Filter { model: model.clone(), ..all.clone() }),
        ("page: an end", Filter { states: states.clone(), ..all.clone() }),
        (
            "page: server and model",
            Filter { server: of_server, model: model.clone(), ..all.clone() },
        ),
        (
            "page: server, model and end",
            Filter { server: of_server, model, states: states.clone(), ..all.clone() },
        ),
        ("page: all", all),
        ("search: a common word", search(common.clone())),
        ("search: a rare word", search(rare.clone())),
        ("search: two words", search(format!("{common} {rare}"))),
        ("search: the beginning of a word", search(beginning)),
        ("search: a common word and filters", Filter { server, states, ..search(common) }),
        ("search: no such word", search("unfindable".to_owned())),
    ]
}

/// What is asked for of each filter.
#[derive(Clone, Copy)]
enum Want {
    /// The first page.
    Page,
    /// The total.
    Total,
}

/// How long looks of one kind took, in milliseconds, and what they found.
struct Looks {
    kind: String,
    ms: Vec<f64>,
    found: u64,
}

/// Looks so often at each kind.
async fn browse(store: &Store, times: u32, want: Want) -> Result<Vec<Looks>, Box<dyn Error>> {
    let mut random = Rng::with_seed(11);
    let mut kinds: Vec<Looks> = Vec::new();
    for _ in 0..times {
        for (place, (kind, filter)) in looks(&mut random).into_iter().enumerate() {
            let looked = Instant::now();
            let found = match want {
                Want::Page => {
                    let page = store.page(Query { filter, limit: PAGE, before: None }).await;
                    page.map(|page| page.rows.len() as u64)
                }
                Want::Total => store.total(filter).await.map(|total| total.exchanges),
            };
            let ms = looked.elapsed().as_secs_f64() * 1e3;
            let found = found.map_err(|fault| fault.message)?;
            if kinds.len() == place {
                let kind = match want {
                    Want::Page => kind.to_owned(),
                    Want::Total => format!("total of {kind}"),
                };
                kinds.push(Looks { kind, ms: Vec::new(), found: 0 });
            }
            kinds[place].ms.push(ms);
            kinds[place].found += found;
        }
    }
    Ok(kinds)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("history.db");
    let key = DatabaseKey::random().map_err(|fault| fault.message)?;
    let started = Instant::now();
    let store = Store::open(&path, &key).await.map_err(|fault| fault.message)?;
    fill(&store, arguments.count).await?;
    let filled = started.elapsed();
    let began = Instant::now();
    // The first total waits for the index.
    store.total(Filter::default()).await.map_err(|fault| fault.message)?;
    let indexed = began.elapsed();
    let mut kinds = browse(&store, arguments.looks, Want::Page).await?;
    kinds.extend(browse(&store, arguments.looks, Want::Total).await?);
    let kinds: Vec<Value> = kinds
        .into_iter()
        .map(|Looks { kind, ms, found }| json!({ "kind": kind, "ms": ms, "found": found }))
        .collect();
    store.close().await;
    let line = json!({
        "fill_s": filled.as_secs_f64(),
        "index_s": indexed.as_secs_f64(),
        "bytes": path.metadata()?.len(),
        "kinds": kinds,
    });
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
