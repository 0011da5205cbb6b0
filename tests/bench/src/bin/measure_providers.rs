//! Has each wire format read long answers over loopback, beside a client that reads the same bytes and
//! makes nothing of them, and prints, as one line of JSON, how long that took.
//!
//! The answers are recorded ones of which one event, a piece of text, is repeated.

use std::error::Error;
use std::io::Write;
use std::net::Ipv4Addr;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes};
use clap::Parser;
use domain::{
    Account, AccountId, Cause, Countersigned, Door, Event, Exchange, ExchangeId, Message, ModelRef,
    Passed, Prompt, ProviderKind, Role, ServerId, Signer, Target,
};
use futures_util::{StreamExt, stream};
use providers::{Background, Client, Delta, Provider};
use serde_json::json;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

#[derive(Parser)]
struct Arguments {
    /// How many pieces the long answer has.
    pieces: usize,
    /// How often each is read.
    rounds: usize,
    /// How often the first piece is waited for.
    firsts: usize,
}

/// Each format, and its recorded answer.
const FORMATS: [(ProviderKind, &str, &str); 5] = [
    (ProviderKind::Anthropic, "Anthropic Messages", "anthropic-text.sse"),
    (ProviderKind::Openai, "OpenAI Chat", "openai-text.sse"),
    (ProviderKind::OpenaiResponses, "OpenAI Responses", "responses-text.sse"),
    (ProviderKind::Gemini, "Gemini", "gemini-text.sse"),
    (ProviderKind::Ollama, "Ollama", "ollama-text.ndjson"),
];
/// How the first piece of text begins in every recording.
const BEGINS: &str = "\"Xin ";
/// The pieces of a reply of ten megabytes, and how long each is.
const LARGE: (usize, usize) = (10_000, 1_000);

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A recorded answer, cut where its text begins.
struct Recording {
    before: String,
    piece: String,
    after: String,
}

impl Recording {
    fn of(name: &str) -> Outcome<Self> {
        let text = String::from_utf8(provider_doubles::recorded(name)?)?;
        let end = if name.ends_with("ndjson") { "\n" } else { "\n\n" };
        let words = text.find(BEGINS).ok_or("the recording has no such text")?;
        let start = text[..words].rfind(end).map_or(0, |at| at + end.len());
        let stop = text[words..].find(end).map_or(text.len(), |at| words + at + end.len());
        let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        Ok(Self { before: part(0..start), piece: part(start..stop), after: part(stop..text.len()) })
    }

    /// Its piece with a text of this length.
    fn long(&self, length: usize) -> String {
        let start = self.piece.find(BEGINS).map_or(0, |at| at + 1);
        let rest = &self.piece[start..];
        let quote = rest.match_indices('"').find(|(at, _)| !rest[..*at].ends_with('\\'));
        let end = quote.map_or(rest.len(), |(at, _)| at);
        format!("{}{}{}", &self.piece[..start], "words ".repeat(length / 6), &rest[end..])
    }

    /// The answer with a piece so often, each event a chunk as providers send it.
    fn chunks(&self, piece: &str, times: usize) -> Vec<Bytes> {
        let piece = Bytes::from(piece.to_owned());
        let before = std::iter::once(Bytes::from(self.before.clone()));
        let pieces = before.chain(std::iter::repeat_n(piece, times));
        pieces.chain([Bytes::from(self.after.clone())]).filter(|chunk| !chunk.is_empty()).collect()
    }
}

/// When the server last began to answer.
#[derive(Clone, Default)]
struct Began(Arc<Mutex<Option<Instant>>>);

impl Began {
    fn tell(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Microseconds since then.
    fn us_until(&self, then: Instant) -> f64 {
        let began = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        began.map_or(f64::NAN, |began| then.duration_since(began).as_secs_f64() * 1e6)
    }
}

/// Serves these chunks for every request, in a thread of its own, until the process ends.
fn serve(chunks: Vec<Bytes>, began: Began) -> Outcome<String> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let url = format!("http://{}", listener.local_addr()?);
    let chunks = Arc::new(chunks);
    let answer = move |_request: Bytes| {
        let (chunks, began) = (Arc::clone(&chunks), began.clone());
        async move {
            began.tell();
            let count = chunks.len();
            Body::from_stream(stream::iter((0..count).map(move |at| {
                Ok::<_, std::convert::Infallible>(chunks.get(at).cloned().unwrap_or_default())
            })))
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            axum::serve(listener, Router::new().fallback(answer)).await
        })
    });
    Ok(url)
}

/// A prompt as a rule signs it.
fn signed() -> Outcome<Countersigned<Prompt>> {
    let cause = Cause {
        server: ServerId(Uuid::now_v7()),
        server_name: "bench".into(),
        door: Door::Pushed,
        revision: "2025-11-25".into(),
        call: None,
        certain: true,
        round: None,
        turn: None,
    };
    let prompt = Prompt {
        messages: vec![Message::text(Role::User, "Go on")],
        max_tokens: 100,
        ..Prompt::default()
    };
    let model = ModelRef { account: AccountId(Uuid::now_v7()), model: "m".into() };
    let (mut exchange, _) = Exchange::receive(ExchangeId(Uuid::now_v7()), cause, prompt);
    exchange.apply(Event::Presented)?;
    let (by, target) = (Signer::Person, Target::Model { model });
    let signed = Event::PromptSigned { by, target, edited: None, digest: None };
    let Passed::Prompt(signed) = exchange.apply(signed)? else {
        return Err("the prompt did not pass".into());
    };
    Ok(signed)
}

fn provider(kind: ProviderKind, url: &str) -> Outcome<Arc<dyn Provider>> {
    let id = AccountId(Uuid::now_v7());
    let account: Account =
        serde_json::from_value(json!({"id": id, "name": "Bench", "kind": kind, "base_url": url}))?;
    Ok(providers::connect(&account, None, &Client::new())?)
}

/// When the first text was there, and how many bytes of text came.
async fn ours(
    provider: &dyn Provider,
    prompt: &Countersigned<Prompt>,
) -> Outcome<(Instant, usize)> {
    let seen = Mutex::new((None, 0));
    let deltas = |delta: Delta<'_>| {
        if let Delta::Text(text) = delta {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.0.get_or_insert_with(Instant::now);
            seen.1 += text.len();
        }
    };
    let stop = CancellationToken::new();
    provider.generate(prompt, Background::default(), &deltas, &stop).await?;
    let (first, bytes) = seen.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok((first.ok_or("no text came")?, bytes))
}

/// When the first bytes were there, and how many came; nothing is made of them.
async fn bare(http: &reqwest::Client, url: &str) -> Outcome<(Instant, usize)> {
    let mut answer = http.post(url).body("{}").send().await?.bytes_stream();
    let (mut first, mut bytes) = (None, 0);
    while let Some(chunk) = answer.next().await {
        first.get_or_insert_with(Instant::now);
        bytes += chunk?.len();
    }
    Ok((first.ok_or("nothing came")?, bytes))
}

/// Both in turns, so many times: the seconds of each, the bytes on the wire and those of text.
async fn long(kind: ProviderKind, chunks: Vec<Bytes>, rounds: usize) -> Outcome<serde_json::Value> {
    let url = serve(chunks, Began::default())?;
    let (provider, prompt, http) = (provider(kind, &url)?, signed()?, reqwest::Client::new());
    let (mut our_s, mut bare_s, mut wire, mut text) = (Vec::new(), Vec::new(), 0, 0);
    for round in 0..=rounds {
        let start = Instant::now();
        wire = bare(&http, &url).await?.1;
        let middle = Instant::now();
        text = ours(&*provider, &prompt).await?.1;
        // The first round warms both up.
        if round > 0 {
            bare_s.push(middle.duration_since(start).as_secs_f64());
            our_s.push(middle.elapsed().as_secs_f64());
        }
    }
    Ok(json!({"ours_s": our_s, "bare_s": bare_s, "wire_bytes": wire, "text_bytes": text}))
}

/// Microseconds from the beginning of the answer to its first text, so many times; and beside it to its
/// first bytes.
async fn first(kind: ProviderKind, chunks: Vec<Bytes>, times: usize) -> Outcome<serde_json::Value> {
    let began = Began::default();
    let url = serve(chunks, began.clone())?;
    let (provider, prompt, http) = (provider(kind, &url)?, signed()?, reqwest::Client::new());
    let (mut our_us, mut bare_us) = (Vec::new(), Vec::new());
    for round in 0..times + times / 5 {
        let (bare_first, _) = bare(&http, &url).await?;
        let of_bare = began.us_until(bare_first);
        let (our_first, _) = ours(&*provider, &prompt).await?;
        if round >= times / 5 {
            bare_us.push(of_bare);
            our_us.push(began.us_until(our_first));
        }
    }
    Ok(json!({"ours_us": our_us, "bare_us": bare_us}))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let Arguments { pieces, rounds, firsts } = Arguments::parse();
    let mut found = Vec::new();
    for (kind, name, file) in FORMATS {
        let recording = Recording::of(file)?;
        // What comes before the text (a start, thinking) is no part of the first token's way.
        let at_once = Recording { before: String::new(), ..Recording::of(file)? };
        let (large, length) = LARGE;
        found.push(json!({
            "format": name,
            "pieces": pieces,
            "chunks": long(kind, recording.chunks(&recording.piece, pieces), rounds).await?,
            "large": long(kind, recording.chunks(&recording.long(length), large), rounds).await?,
            "first": first(kind, at_once.chunks(&at_once.piece, 1), firsts).await?,
        }));
    }
    writeln!(std::io::stdout(), "{}", json!(found))?;
    Ok(())
}
