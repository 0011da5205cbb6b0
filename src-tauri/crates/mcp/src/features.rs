//! Prompts and resources that a server offers, and suggestions for their arguments.

use std::time::Duration;

use domain::features::{
    Completable, Completion, CompletionQuery, Features, PromptArgument, PromptList, Resource,
    ResourceList, ResourceTemplate, ServerPrompt,
};
use domain::server::LogLevel;
use domain::{Fault, FaultCode};
use rmcp::RoleClient;
use rmcp::service::Peer;
use serde_json::{Map, Value, json};

use crate::link::Link;
use crate::messages::take;
use crate::question::{self, Listed};

/// How long suggestions are waited for; later ones help nobody.
const SOON: Duration = Duration::from_secs(5);
/// How many suggestions are taken; the protocol allows no more.
const SUGGESTIONS: usize = 100;
/// Longer suggestions are left out.
const SUGGESTION: usize = 2_000;

/// What a server says that it can do, out of its capabilities.
pub(crate) fn features(capabilities: &Value) -> Features {
    let has = |name: &str| capabilities[name].is_object();
    Features {
        prompts: has("prompts"),
        resources: has("resources"),
        updates: capabilities["resources"]["subscribe"] == true,
        completions: has("completions"),
        logging: has("logging"),
    }
}

/// All its prompts, now.
pub(crate) async fn prompts(peer: &Peer<RoleClient>, link: &Link) -> Result<PromptList, Fault> {
    let listed =
        question::list(peer, link, "prompts/list", "prompts", "its list of prompts").await?;
    let Listed { entries, more, holds_ms } = listed;
    let prompts = taken(entries, link, "prompt", prompt);
    Ok(PromptList { prompts, more, holds_ms })
}

/// All its resources and their patterns, now.
pub(crate) async fn resources(peer: &Peer<RoleClient>, link: &Link) -> Result<ResourceList, Fault> {
    let listed =
        question::list(peer, link, "resources/list", "resources", "its list of resources").await?;
    let method = "resources/templates/list";
    let what = "its list of resource templates";
    // A server that has none need not know the question.
    let patterns = question::list(peer, link, method, "resourceTemplates", what).await;
    let patterns = match patterns {
        Err(fault) if fault.code == FaultCode::CallFailed => {
            Listed { entries: Vec::new(), more: false, holds_ms: None }
        }
        other => other?,
    };
    Ok(ResourceList {
        more: listed.more || patterns.more,
        holds_ms: [listed.holds_ms, patterns.holds_ms].into_iter().flatten().min(),
        resources: taken(listed.entries, link, "resource", resource),
        templates: taken(patterns.entries, link, "resource template", template),
    })
}

/// Suggestions for an argument.
pub(crate) async fn complete(
    peer: &Peer<RoleClient>,
    link: &Link,
    query: CompletionQuery,
) -> Result<Completion, Fault> {
    let of = match query.of {
        Completable::Prompt { prompt } => json!({ "type": "ref/prompt", "name": prompt }),
        Completable::Template { uri_template } => {
            json!({ "type": "ref/resource", "uri": uri_template })
        }
    };
    let mut params = json!({
        "ref": of,
        "argument": { "name": query.argument, "value": query.value },
    });
    if !query.others.is_empty() {
        params["context"] = json!({ "arguments": query.others });
    }
    let asking = question::ask(peer, link, "completion/complete", params, "for suggestions");
    let mut answer = tokio::time::timeout(SOON, asking).await.map_err(|_| {
        let message = format!("{} made no suggestions in time.", link.name);
        Fault::new(FaultCode::CallFailed, message)
    })??;
    let mut completion = take(&mut answer, "completion");
    let Value::Array(values) = take(&mut completion, "values") else {
        return Ok(Completion::default());
    };
    let more = completion["hasMore"] == true || values.len() > SUGGESTIONS;
    let text = |value| {
        let Value::String(text) = value else { return None };
        (text.len() <= SUGGESTION).then_some(text)
    };
    Ok(Completion { values: values.into_iter().filter_map(text).take(SUGGESTIONS).collect(), more })
}

/// Sets from which level on an older server sends log messages.
pub(crate) async fn set_level(
    peer: &Peer<RoleClient>,
    link: &Link,
    level: LogLevel,
) -> Result<(), Fault> {
    let params = json!({ "level": level });
    question::ask(peer, link, "logging/setLevel", params, "the level of its log messages").await?;
    Ok(())
}

/// Entries that can be used; the log tells of the others.
fn taken<T>(
    entries: Vec<Value>,
    link: &Link,
    what: &str,
    read: impl Fn(&mut Map<String, Value>) -> Option<T>,
) -> Vec<T> {
    let one = |entry: Value| {
        let read = if let Value::Object(mut entry) = entry { read(&mut entry) } else { None };
        if read.is_none() {
            link.log.remark(&format!("A {what} was left out: it lacks what it is known by."));
        }
        read
    };
    entries.into_iter().filter_map(one).collect()
}

fn text(entry: &mut Map<String, Value>, field: &str) -> Option<String> {
    match entry.remove(field) {
        Some(Value::String(text)) => Some(text),
        Some(_) | None => None,
    }
}

fn prompt(entry: &mut Map<String, Value>) -> Option<ServerPrompt> {
    let arguments = match entry.remove("arguments") {
        Some(Value::Array(arguments)) => arguments,
        Some(_) | None => Vec::new(),
    };
    let argument = |value| {
        let Value::Object(mut argument) = value else { return None };
        Some(PromptArgument {
            name: text(&mut argument, "name")?,
            title: text(&mut argument, "title"),
            description: text(&mut argument, "description"),
            required: argument.get("required") == Some(&Value::Bool(true)),
        })
    };
    Some(ServerPrompt {
        name: text(entry, "name")?,
        title: text(entry, "title"),
        description: text(entry, "description"),
        arguments: arguments.into_iter().map(argument).collect::<Option<_>>()?,
    })
}

fn resource(entry: &mut Map<String, Value>) -> Option<Resource> {
    let uri = text(entry, "uri")?;
    Some(Resource {
        name: text(entry, "name").unwrap_or_else(|| uri.clone()),
        uri,
        title: text(entry, "title"),
        description: text(entry, "description"),
        mime_type: text(entry, "mimeType"),
        size: entry.get("size").and_then(Value::as_u64),
        annotations: match entry.remove("annotations") {
            Some(Value::Object(annotations)) => Some(annotations),
            Some(_) | None => None,
        },
    })
}

fn template(entry: &mut Map<String, Value>) -> Option<ResourceTemplate> {
    let uri_template = text(entry, "uriTemplate")?;
    Some(ResourceTemplate {
        name: text(entry, "name").unwrap_or_else(|| uri_template.clone()),
        uri_template,
        title: text(entry, "title"),
        description: text(entry, "description"),
        mime_type: text(entry, "mimeType"),
    })
}
