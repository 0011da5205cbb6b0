//! The headers that 2026-07-28 wants beside the body, so that what lies between can route.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::Tool;
use serde_json::{Map, Value};

const ANNOTATION: &str = "x-mcp-header";

/// Which arguments of which tools are to be repeated in a header. Nothing is noted, and no tool is
/// found wanting, before the protocol is known to ask for it.
#[derive(Debug, Default)]
pub(crate) struct Annotations(Mutex<Option<HashMap<String, Vec<Annotation>>>>);

#[derive(Debug)]
struct Annotation {
    /// The path of the argument from the root.
    path: Vec<String>,
    /// What its header's name ends in.
    header: String,
}

impl Annotations {
    /// From now on tools are looked at.
    pub(super) fn begin(&self) {
        self.lock().get_or_insert_default();
    }

    /// Notes a tool's annotations.
    ///
    /// # Errors
    /// With the reason why such a tool must not be offered.
    pub(crate) fn learn(&self, tool: &Tool) -> Result<(), String> {
        let mut known = self.lock();
        let Some(known) = known.as_mut() else { return Ok(()) };
        known.insert(tool.name.clone(), annotations(&tool.input_schema)?);
        Ok(())
    }

    /// The headers for a message, name and value.
    pub(super) fn headers(&self, message: &Value) -> Vec<(String, String)> {
        let (method, params) = (message["method"].as_str().unwrap_or_default(), &message["params"]);
        let mut headers = vec![("Mcp-Method".to_owned(), method.to_owned())];
        let named = match method {
            "tools/call" | "prompts/get" => &params["name"],
            "resources/read" => &params["uri"],
            "tasks/get" | "tasks/update" | "tasks/cancel" => &params["taskId"],
            _ => return headers,
        };
        let name = named.as_str().unwrap_or_default();
        headers.push(("Mcp-Name".to_owned(), encoded(name)));
        if method != "tools/call" {
            return headers;
        }
        let known = self.lock();
        for annotation in known.iter().filter_map(|known| known.get(name)).flatten() {
            let argument = annotation.path.iter().fold(&params["arguments"], |at, key| &at[key]);
            let value = match argument {
                Value::String(text) => encoded(text),
                Value::Bool(_) | Value::Number(_) => argument.to_string(),
                Value::Null | Value::Array(_) | Value::Object(_) => continue,
            };
            headers.push((format!("Mcp-Param-{}", annotation.header), value));
        }
        headers
    }

    fn lock(&self) -> MutexGuard<'_, Option<HashMap<String, Vec<Annotation>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A value as a header may hold it.
fn encoded(value: &str) -> String {
    let plain = value.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
    let padded = value.trim_matches([' ', '\t']) != value;
    let looks_encoded = value.starts_with("=?base64?") && value.ends_with("?=");
    if plain && !padded && !looks_encoded {
        return value.to_owned();
    }
    format!("=?base64?{}?=", BASE64_STANDARD.encode(value))
}

/// The annotations of a schema, which may lie on properties only, and on properties of these.
fn annotations(schema: &Map<String, Value>) -> Result<Vec<Annotation>, String> {
    let mut found = Vec::new();
    walk(schema, Some(&mut Vec::new()), &mut found)?;
    let mut seen = HashSet::new();
    match found.iter().find(|one| !seen.insert(one.header.to_ascii_lowercase())) {
        Some(twice) => Err(format!("two arguments have the header {}", twice.header)),
        None => Ok(found),
    }
}

/// `path` leads to this schema through properties alone; `None` where something else lies between.
fn walk(
    schema: &Map<String, Value>,
    mut path: Option<&mut Vec<String>>,
    found: &mut Vec<Annotation>,
) -> Result<(), String> {
    for (key, value) in schema {
        match (key.as_str(), value) {
            (ANNOTATION, header) => {
                let path = path.as_deref().filter(|path| !path.is_empty());
                let path = path.ok_or("an annotation lies where no argument is")?;
                found.push(annotation(path, header, schema)?);
            }
            ("properties", Value::Object(properties)) => {
                for (name, property) in properties {
                    let Value::Object(property) = property else { continue };
                    if let Some(path) = path.as_deref_mut() {
                        path.push(name.clone());
                        walk(property, Some(path), found)?;
                        path.pop();
                    } else {
                        walk(property, None, found)?;
                    }
                }
            }
            // Data, not schemas.
            ("default" | "const" | "enum" | "examples", _) => {}
            (
                "$defs" | "definitions" | "dependentSchemas" | "patternProperties",
                Value::Object(named),
            ) => {
                for schema in named.values() {
                    off_path(schema, found)?;
                }
            }
            (_, other) => off_path(other, found)?,
        }
    }
    Ok(())
}

fn off_path(value: &Value, found: &mut Vec<Annotation>) -> Result<(), String> {
    match value {
        Value::Object(schema) => walk(schema, None, found),
        Value::Array(items) => items.iter().try_for_each(|item| off_path(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn annotation(
    path: &[String],
    header: &Value,
    schema: &Map<String, Value>,
) -> Result<Annotation, String> {
    let name = path.join(".");
    let is_token = |text: &str| {
        let is = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        !text.is_empty() && text.bytes().all(is)
    };
    let header = header.as_str().filter(|header| is_token(header));
    let header = header.ok_or_else(|| format!("the header of {name} is no header"))?;
    let kind = schema.get("type").and_then(Value::as_str);
    if !matches!(kind, Some("string" | "integer" | "boolean")) {
        return Err(format!("{name} is neither a string nor an integer nor a boolean"));
    }
    Ok(Annotation { path: path.to_vec(), header: header.to_owned() })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn tool(schema: Value) -> Tool {
        let Value::Object(input_schema) = schema else { panic!("an object") };
        let rest = Map::new();
        Tool { name: "t".into(), title: None, description: None, input_schema, rest }
    }

    #[test]
    fn annotated_arguments_become_headers() {
        let annotations = Annotations::default();
        annotations.begin();
        let schema = json!({ "properties": {
            "region": { "type": "string", "x-mcp-header": "Region" },
            "deep": { "type": "object", "properties": {
                "count": { "type": "integer", "x-mcp-header": "Count" },
                "absent": { "type": "boolean", "x-mcp-header": "Absent" } } } } });
        annotations.learn(&tool(schema)).unwrap();
        let call = json!({ "method": "tools/call", "params": { "name": "t", "arguments": {
            "region": "Zürich", "deep": { "count": 3 } } } });
        let headers = annotations.headers(&call);
        let headers: Vec<_> =
            headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let expected = [
            ("Mcp-Method", "tools/call"),
            ("Mcp-Name", "t"),
            ("Mcp-Param-Region", "=?base64?WsO8cmljaA==?="),
            ("Mcp-Param-Count", "3"),
        ];
        assert_eq!(headers, expected);
    }

    #[rstest]
    #[case::prompt("prompts/get", json!({ "name": "p" }), Some("p"))]
    #[case::resource("resources/read", json!({ "uri": "file:///a%20b" }), Some("file:///a%20b"))]
    #[case::task("tasks/get", json!({ "taskId": "7" }), Some("7"))]
    #[case::list("tools/list", json!({ "name": "p" }), None)]
    fn what_a_message_is_about_is_named(
        #[case] method: &str,
        #[case] params: Value,
        #[case] name: Option<&str>,
    ) {
        let message = json!({ "method": method, "params": params });
        let headers = Annotations::default().headers(&message);
        assert_eq!(headers[0], ("Mcp-Method".to_owned(), method.to_owned()));
        assert_eq!(headers.get(1).map(|(_, value)| value.as_str()), name);
    }

    #[rstest]
    #[case::root(json!({ "x-mcp-header": "A" }))]
    #[case::not_a_token(json!({ "properties": { "a": { "type": "string", "x-mcp-header": "A B" } } }))]
    #[case::not_text(json!({ "properties": { "a": { "type": "string", "x-mcp-header": 1 } } }))]
    #[case::not_simple(json!({ "properties": { "a": { "type": "number", "x-mcp-header": "A" } } }))]
    #[case::twice(json!({ "properties": {
        "a": { "type": "string", "x-mcp-header": "A" },
        "b": { "type": "string", "x-mcp-header": "a" } } }))]
    #[case::off_path(json!({ "properties": { "a": { "type": "array",
        "items": { "properties": { "b": { "type": "string", "x-mcp-header": "B" } } } } } }))]
    fn a_wrong_annotation_is_found_once_it_matters(#[case] schema: Value) {
        let annotations = Annotations::default();
        assert_eq!(annotations.learn(&tool(schema.clone())), Ok(()));
        annotations.begin();
        assert!(annotations.learn(&tool(schema)).is_err());
    }

    #[rstest]
    #[case("plain text", "plain text")]
    #[case("", "")]
    #[case(" padded", "=?base64?IHBhZGRlZA==?=")]
    #[case("=?base64?eA==?=", "=?base64?PT9iYXNlNjQ/ZUE9PT89?=")]
    #[case("a\nb", "=?base64?YQpi?=")]
    fn values(#[case] value: &str, #[case] expected: &str) {
        assert_eq!(encoded(value), expected);
    }
}
