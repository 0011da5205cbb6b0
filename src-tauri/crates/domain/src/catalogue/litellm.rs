//! Reading `LiteLLM`'s list of models, from which the catalogue is made.
//!
//! Format: `model_prices_and_context_window.json` of `LiteLLM` (MIT): an object of models by name,
//! with `litellm_provider`, `mode`, prices in dollars a token (`input_cost_per_token`,
//! `…_above_200k_tokens`), limits (`max_input_tokens`) and abilities (`supports_vision`). The same
//! reading makes the snapshot in the app and takes in a newer list.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Catalogue, Facts, Source};
use crate::money::{Long, Rate, Rates};

/// Fewer models of our vendors than this, and it is not that list.
const FEWEST: usize = 200;
/// Above how many thousand tokens a prompt may cost more.
const LONG: [u32; 4] = [100, 128, 200, 272];

/// Our vendors: as the list names them, as we do, and what their models' names begin with.
const VENDORS: [(&str, &str, &str); 12] = [
    ("anthropic", "anthropic", ""),
    ("openai", "openai", ""),
    ("gemini", "gemini", "gemini/"),
    ("mistral", "mistral", "mistral/"),
    ("groq", "groq", "groq/"),
    ("deepseek", "deepseek", "deepseek/"),
    ("xai", "xai", "xai/"),
    ("azure", "azure", "azure/"),
    ("azure_ai", "azure", "azure_ai/"),
    ("bedrock", "bedrock", ""),
    ("bedrock_converse", "bedrock", ""),
    ("bedrock_mantle", "bedrock", "bedrock_mantle/"),
];

/// It is not the list that it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is no JSON object.
    #[error("it is not a JSON object: {0}")]
    Json(String),
    /// It holds too little.
    #[error("it names only {0} models of the providers that Countersign speaks to")]
    Few(usize),
}

/// Reads the list. What is odd about one model is left out of that model; a price of 0 for both
/// sides is a price that is not known.
///
/// # Errors
/// [`Unreadable`] when it is not that list.
pub fn read(text: &[u8], source: Source) -> Result<Catalogue, Unreadable> {
    let list: Map<String, Value> =
        serde_json::from_slice(text).map_err(|error| Unreadable::Json(error.to_string()))?;
    let mut vendors: BTreeMap<String, BTreeMap<String, Facts>> = BTreeMap::new();
    for (name, entry) in &list {
        let Some((vendor, id)) = whose(name, entry) else { continue };
        let facts = facts(entry);
        if facts != Facts::default() {
            vendors.entry(vendor.to_owned()).or_default().entry(id.to_owned()).or_insert(facts);
        }
    }
    let catalogue = Catalogue { source, vendors };
    match catalogue.len() {
        few if few < FEWEST => Err(Unreadable::Few(few)),
        _ => Ok(catalogue),
    }
}

/// Vendor and id of a model that writes text for one of our vendors.
fn whose<'a>(name: &'a str, entry: &Value) -> Option<(&'static str, &'a str)> {
    if !matches!(entry["mode"].as_str(), Some("chat" | "responses")) {
        return None;
    }
    let theirs = entry["litellm_provider"].as_str()?;
    let (_, vendor, prefix) = VENDORS.iter().find(|(listed, ..)| *listed == theirs)?;
    let id = name.strip_prefix(prefix).unwrap_or(name);
    // Regions (`azure/eu/gpt-6`, `us.anthropic.…`) have prices of their own, and fine-tunes have
    // names of their own: neither is what an account lists.
    let regional = id.contains('/') && *vendor == "azure"
        || *vendor == "bedrock" && REGIONS.iter().any(|region| id.starts_with(region))
        || *vendor == "bedrock" && id.contains('/');
    let known = !id.starts_with("ft:") && !regional && id.len() <= 120;
    known.then_some((*vendor, id))
}

const REGIONS: [&str; 9] =
    ["us.", "eu.", "apac.", "au.", "jp.", "ca.", "global.", "us-gov.", "sa."];

fn facts(entry: &Value) -> Facts {
    let tokens = |key: &str| entry[key].as_u64().and_then(|n| u32::try_from(n).ok());
    let can = |key: &str| entry[key].as_bool();
    let ends = entry["deprecation_date"].as_str().filter(|date| is_day(date));
    Facts {
        context: tokens("max_input_tokens").filter(|n| *n > 0),
        output: tokens("max_output_tokens").filter(|n| *n > 0),
        rates: rates(entry),
        images: can("supports_vision"),
        audio: can("supports_audio_input"),
        tools: can("supports_function_calling"),
        ends: ends.map(ToOwned::to_owned),
    }
}

fn rates(entry: &Value) -> Option<Rates> {
    let rate = |key: &str| Rate::a_token(&entry[key].as_number()?.to_string());
    let (input, output) = (rate("input_cost_per_token")?, rate("output_cost_per_token")?);
    if (input, output) == (Rate(0), Rate(0)) {
        return None;
    }
    let long = LONG.iter().find_map(|thousand| {
        let above = |key: &str| rate(&format!("{key}_above_{thousand}k_tokens"));
        Some(Long {
            above: thousand * 1_000,
            input: above("input_cost_per_token")?,
            output: above("output_cost_per_token")?,
            cached: above("cache_read_input_token_cost"),
        })
    });
    let cached = rate("cache_read_input_token_cost");
    Some(Rates { input, output, cached, audio: rate("input_cost_per_audio_token"), long })
}

fn is_day(text: &str) -> bool {
    let pattern = "0000-00-00";
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, like)| if like == b'0' { byte.is_ascii_digit() } else { byte == like })
}
