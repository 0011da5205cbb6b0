//! The form that a server's schema describes.
//!
//! Source: MCP 2025-11-25 and 2026-07-28, client/elicitation, "Requested schema": a flat object of
//! strings, numbers, booleans and choices. What a form cannot show is refused by the path to it,
//! for a person must see every condition that their answer is held against.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

/// The most fields of one form, and the most choices of one field.
const FIELDS: usize = 200;
const CHOICES: usize = 1_000;

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Field {
    /// Its name, under which its value is sent.
    pub name: String,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
    /// What it means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    /// Whether there must be a value.
    pub required: bool,
    /// Whether `null` is a value of it, so that a required one may be left empty.
    #[serde(default)]
    pub nullable: bool,
    /// What goes into it.
    pub kind: FieldKind,
}

/// What goes into a field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FieldKind {
    /// A text.
    Text {
        /// Its form, where it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        format: Option<TextFormat>,
        /// The fewest characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        min_length: Option<u32>,
        /// The most characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        max_length: Option<u32>,
        /// What it holds at first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        default: Option<String>,
    },
    /// A number.
    Number {
        /// Whether it is a whole one.
        integer: bool,
        /// Its bounds.
        bounds: Bounds,
        /// What it holds at first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        default: Option<f64>,
    },
    /// Yes or no.
    Boolean {
        /// What it holds at first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        default: Option<bool>,
    },
    /// One of several.
    One {
        /// The choices.
        choices: Vec<Alternative>,
        /// The value that is chosen at first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        default: Option<String>,
    },
    /// Any of several.
    Many {
        /// The choices.
        choices: Vec<Alternative>,
        /// The fewest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        min: Option<u32>,
        /// The most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        max: Option<u32>,
        /// The values that are chosen at first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        default: Option<Vec<String>>,
    },
}

impl FieldKind {
    /// What the field holds before anybody touches it.
    pub fn default(&self) -> Option<Value> {
        match self {
            Self::Text { default, .. } | Self::One { default, .. } => {
                default.clone().map(Value::from)
            }
            Self::Number { default, integer, .. } => default.and_then(|it| number(it, *integer)),
            Self::Boolean { default } => default.map(Value::from),
            Self::Many { default, .. } => default.clone().map(Value::from),
        }
    }
}

/// A number as JSON writes it: without a fraction where it has none.
fn number(value: f64, integer: bool) -> Option<Value> {
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers up to 2⁵³ are exact")]
    if integer && value.fract() == 0.0 && value.abs() <= EXACT {
        return Some(Value::from(value as i64));
    }
    serde_json::Number::from_f64(value).map(Value::Number)
}

/// Up to here every whole number is one of its own in JavaScript and in `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The form of a text, as JSON Schema has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum TextFormat {
    /// An e-mail address.
    Email,
    /// A URI.
    Uri,
    /// A day: `2026-07-28`.
    Date,
    /// A moment: `2026-07-28T09:30:00Z`.
    DateTime,
}

/// The bounds of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Bounds {
    /// It is at least this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub min: Option<f64>,
    /// It is at most this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max: Option<f64>,
    /// It is more than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub above: Option<f64>,
    /// It is less than this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub below: Option<f64>,
}

/// One of the values of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alternative {
    /// The value that is sent.
    pub value: String,
    /// What it is called; the value itself where it has no title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub title: Option<String>,
}

/// A form cannot show this.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {why}")]
pub struct Unfit {
    /// The path to it, from the schema.
    pub field: String,
    /// Why not, as the rest of a sentence that begins with the path.
    pub why: String,
}

/// Keywords that say something and demand nothing, anywhere.
const SILENT: [&str; 8] = [
    "title",
    "description",
    "default",
    "examples",
    "$comment",
    "deprecated",
    "readOnly",
    "writeOnly",
];
/// Of the whole schema: what is beside its properties demands nothing of an answer that holds no
/// others.
const WHOLE: [&str; 6] =
    ["type", "properties", "required", "$schema", "$id", "additionalProperties"];

/// Reads the fields of a requested schema.
///
/// # Errors
/// [`Unfit`] names the first thing that a form cannot show.
pub fn fields(schema: &Map<String, Value>) -> Result<Vec<Field>, Unfit> {
    let whole = Part { path: "requestedSchema".to_owned(), schema };
    whole.only(&WHOLE)?;
    if whole.get("type").is_none_or(|kind| kind != "object") {
        return Err(whole.at("type", "must be \"object\""));
    }
    let none = Map::new();
    let properties = match whole.get("properties") {
        Some(Value::Object(properties)) => properties,
        None => &none,
        Some(_) => return Err(whole.at("properties", "must be an object")),
    };
    if properties.len() > FIELDS {
        return Err(whole.at("properties", format!("has more than {FIELDS} fields")));
    }
    let required = whole.texts("required")?.unwrap_or_default();
    if let Some(stray) = required.iter().find(|name| !properties.contains_key(*name)) {
        return Err(whole.at("required", format!("names “{stray}”, which is no property")));
    }
    let field = |(name, value): (&String, &Value)| {
        let path = format!("requestedSchema.properties.{name}");
        let Value::Object(schema) = value else {
            return Err(Unfit { field: path, why: "must be an object".to_owned() });
        };
        field(name, &Part { path, schema }, required.contains(name))
    };
    properties.iter().map(field).collect()
}

fn field(name: &str, part: &Part<'_>, required: bool) -> Result<Field, Unfit> {
    let (inner, nullable) = part.without_null()?;
    let said = |key| match part.text(key)? {
        Some(text) => Ok(Some(text)),
        None => inner.text(key),
    };
    Ok(Field {
        name: name.to_owned(),
        title: said("title")?,
        description: said("description")?,
        required: required && !nullable,
        nullable,
        kind: kind(&inner)?,
    })
}

fn kind(part: &Part<'_>) -> Result<FieldKind, Unfit> {
    let chosen = ["enum", "oneOf", "anyOf"].into_iter().any(|key| part.get(key).is_some());
    match part.get("type").map(|kind| kind.as_str().unwrap_or_default()) {
        Some("string") | None if chosen => {
            part.only(&["type", "enum", "enumNames", "oneOf", "anyOf"])?;
            let choices = part.choices()?;
            let default = part.text("default")?;
            part.among(default.as_slice(), &choices)?;
            Ok(FieldKind::One { choices, default })
        }
        Some("string") => {
            part.only(&["type", "format", "minLength", "maxLength"])?;
            Ok(FieldKind::Text {
                format: part.format()?,
                min_length: part.count("minLength")?,
                max_length: part.count("maxLength")?,
                default: part.text("default")?,
            })
        }
        Some(kind @ ("number" | "integer")) => {
            part.only(&["type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])?;
            let bounds = Bounds {
                min: part.number("minimum")?,
                max: part.number("maximum")?,
                above: part.number("exclusiveMinimum")?,
                below: part.number("exclusiveMaximum")?,
            };
            let integer = kind == "integer";
            Ok(FieldKind::Number { integer, bounds, default: part.number("default")? })
        }
        Some("boolean") => {
            part.only(&["type"])?;
            match part.get("default") {
                None => Ok(FieldKind::Boolean { default: None }),
                Some(Value::Bool(default)) => Ok(FieldKind::Boolean { default: Some(*default) }),
                Some(_) => Err(part.at("default", "must be true or false")),
            }
        }
        Some("array") => {
            part.only(&["type", "items", "minItems", "maxItems", "uniqueItems"])?;
            let items = part.inner("items", part.get("items"))?;
            items.only(&["type", "enum", "enumNames", "oneOf", "anyOf"])?;
            if items.get("type").is_some_and(|kind| kind != "string") {
                return Err(items.at("type", "must be \"string\""));
            }
            let choices = items.choices()?;
            let default = part.texts("default")?;
            part.among(default.as_deref().unwrap_or_default(), &choices)?;
            let (min, max) = (part.count("minItems")?, part.count("maxItems")?);
            Ok(FieldKind::Many { choices, min, max, default })
        }
        Some(_) | None => Err(part
            .at("type", "must be \"string\", \"number\", \"integer\", \"boolean\" or \"array\"")),
    }
}

/// A part of a schema and the path to it.
struct Part<'a> {
    path: String,
    schema: &'a Map<String, Value>,
}

impl<'a> Part<'a> {
    /// A keyword; `null` counts as absent.
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.schema.get(key).filter(|value| !value.is_null())
    }

    fn at(&self, key: &str, why: impl Into<String>) -> Unfit {
        Unfit { field: format!("{}.{key}", self.path), why: why.into() }
    }

    /// No other keyword than these and the silent ones.
    fn only(&self, known: &[&str]) -> Result<(), Unfit> {
        let silent = |key: &str| SILENT.contains(&key) || key.starts_with("x-");
        match self.schema.keys().find(|key| !known.contains(&key.as_str()) && !silent(key)) {
            None => Ok(()),
            Some(key) => Err(self.at(key, "is nothing that a form can show")),
        }
    }

    fn inner(&self, key: &str, value: Option<&'a Value>) -> Result<Self, Unfit> {
        match value {
            Some(Value::Object(schema)) => {
                Ok(Part { path: format!("{}.{key}", self.path), schema })
            }
            Some(_) | None => Err(self.at(key, "must be an object")),
        }
    }

    /// The schema without the `null` that an optional field of Python's has as an alternative.
    fn without_null(&self) -> Result<(Self, bool), Unfit> {
        let whole = Part { path: self.path.clone(), schema: self.schema };
        let Some(Value::Array(any)) = self.get("anyOf") else { return Ok((whole, false)) };
        let is_null = |one: &&Value| one["type"] == "null";
        let some: Vec<(usize, &Value)> =
            any.iter().enumerate().filter(|(_, one)| !is_null(one)).collect();
        match some.as_slice() {
            [(place, one)] if any.len() == 2 => {
                self.only(&["anyOf"])?;
                Ok((self.inner(&format!("anyOf[{place}]"), Some(one))?, true))
            }
            _ => Ok((whole, false)),
        }
    }

    fn text(&self, key: &str) -> Result<Option<String>, Unfit> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.at(key, "must be a string")),
        }
    }

    fn texts(&self, key: &str) -> Result<Option<Vec<String>>, Unfit> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let texts = value.as_array().map(|list| {
            list.iter().map(|text| text.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        texts.flatten().map(Some).ok_or_else(|| self.at(key, "must be a list of strings"))
    }

    fn count(&self, key: &str) -> Result<Option<u32>, Unfit> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let count = value.as_u64().and_then(|count| u32::try_from(count).ok());
        count.map(Some).ok_or_else(|| self.at(key, "must be a whole number, at least 0"))
    }

    fn number(&self, key: &str) -> Result<Option<f64>, Unfit> {
        let Some(value) = self.get(key) else { return Ok(None) };
        value.as_f64().map(Some).ok_or_else(|| self.at(key, "must be a number"))
    }

    fn format(&self) -> Result<Option<TextFormat>, Unfit> {
        match self.text("format")?.as_deref() {
            None => Ok(None),
            Some("email") => Ok(Some(TextFormat::Email)),
            Some("uri") => Ok(Some(TextFormat::Uri)),
            Some("date") => Ok(Some(TextFormat::Date)),
            Some("date-time") => Ok(Some(TextFormat::DateTime)),
            Some(_) => {
                Err(self.at("format", "must be \"email\", \"uri\", \"date\" or \"date-time\""))
            }
        }
    }

    /// The values to choose from, in any of the ways to write them: `enum`, `enum` with
    /// `enumNames`, `oneOf` or `anyOf` of constants with titles.
    fn choices(&self) -> Result<Vec<Alternative>, Unfit> {
        let titled = ["oneOf", "anyOf"].into_iter().find(|key| self.get(key).is_some());
        let choices: Vec<Alternative> = match (self.texts("enum")?, titled) {
            (Some(values), None) => {
                let titles = self.texts("enumNames")?;
                if titles.as_ref().is_some_and(|titles| titles.len() != values.len()) {
                    return Err(self.at("enumNames", "must have as many names as enum has values"));
                }
                let mut titles = titles.unwrap_or_default().into_iter();
                values
                    .into_iter()
                    .map(|value| Alternative { value, title: titles.next() })
                    .collect()
            }
            (None, Some(key)) => self.titled(key)?,
            (Some(_), Some(key)) => {
                return Err(self.at(key, "stands beside enum; give one of them"));
            }
            (None, None) => {
                return Err(
                    self.at("enum", "is missing, and so is a list of constants with titles")
                );
            }
        };
        let mut seen = std::collections::HashSet::new();
        if let Some(twice) = choices.iter().find(|choice| !seen.insert(choice.value.as_str())) {
            let why = format!("offers “{}” twice", twice.value);
            return Err(Unfit { field: self.path.clone(), why });
        }
        match choices.len() {
            0 => Err(Unfit { field: self.path.clone(), why: "offers nothing".to_owned() }),
            1..=CHOICES => Ok(choices),
            _ => {
                let why = format!("offers more than {CHOICES} values");
                Err(Unfit { field: self.path.clone(), why })
            }
        }
    }

    fn titled(&self, key: &str) -> Result<Vec<Alternative>, Unfit> {
        let Some(Value::Array(list)) = self.get(key) else {
            return Err(self.at(key, "must be a list"));
        };
        let choice = |(place, one): (usize, &'a Value)| {
            let one = self.inner(&format!("{key}[{place}]"), Some(one))?;
            one.only(&["const", "type"])?;
            let value = one.text("const")?.ok_or_else(|| one.at("const", "is missing"))?;
            Ok(Alternative { value, title: one.text("title")? })
        };
        list.iter().enumerate().map(choice).collect()
    }

    /// A default is one of the choices.
    fn among(&self, chosen: &[String], choices: &[Alternative]) -> Result<(), Unfit> {
        let stray =
            chosen.iter().find(|value| !choices.iter().any(|choice| choice.value == **value));
        match stray {
            None => Ok(()),
            Some(value) => Err(self.at("default", format!("holds “{value}”, which is no choice"))),
        }
    }
}
