//! Reading JSON field by field, with the path to what does not fit.

use std::fmt;

use serde_json::{Map, Value};

/// What cannot be represented, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {why}")]
pub(crate) struct Unfit {
    field: String,
    why: &'static str,
}

/// A value and the path to it. Its parts are moved out, never copied.
#[derive(Debug)]
pub(super) struct Field {
    path: Path,
    value: Value,
}

/// A path is written out only when something does not fit.
#[derive(Clone, Debug)]
enum Path {
    Root(&'static str),
    Key(Box<Path>, &'static str),
    Place(Box<Path>, usize),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => f.write_str(name),
            Self::Key(parent, name) => write!(f, "{parent}.{name}"),
            Self::Place(parent, place) => write!(f, "{parent}[{place}]"),
        }
    }
}

/// An object whose fields are taken out one by one. `null` counts as absent.
pub(super) struct Object {
    path: Path,
    fields: Map<String, Value>,
}

impl Object {
    pub(super) fn take(&mut self, name: &'static str) -> Option<Field> {
        let value = self.fields.get_mut(name).map(Value::take).filter(|value| !value.is_null())?;
        Some(Field { path: Path::Key(Box::new(self.path.clone()), name), value })
    }

    pub(super) fn need(&mut self, name: &'static str) -> Result<Field, Unfit> {
        self.take(name).ok_or_else(|| Unfit {
            field: Path::Key(Box::new(self.path.clone()), name).to_string(),
            why: "is missing",
        })
    }
}

impl Field {
    pub(super) fn new(name: &'static str, value: Value) -> Self {
        Self { path: Path::Root(name), value }
    }

    pub(super) fn unfit(&self, why: &'static str) -> Unfit {
        Unfit { field: self.path.to_string(), why }
    }

    pub(super) fn into_value(self) -> Value {
        self.value
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        self.value.as_str()
    }

    pub(super) fn is_list(&self) -> bool {
        self.value.is_array()
    }

    pub(super) fn object(self) -> Result<Object, Unfit> {
        let Value::Object(fields) = self.value else {
            return Err(self.unfit("must be an object"));
        };
        Ok(Object { path: self.path, fields })
    }

    pub(super) fn map(self) -> Result<Map<String, Value>, Unfit> {
        self.object().map(|object| object.fields)
    }

    pub(super) fn text(self) -> Result<String, Unfit> {
        let Value::String(text) = self.value else { return Err(self.unfit("must be a string")) };
        Ok(text)
    }

    pub(super) fn number(self) -> Result<f64, Unfit> {
        self.value.as_f64().ok_or_else(|| self.unfit("must be a number"))
    }

    /// A whole number from 0 to `u32::MAX`; `100.0` is one.
    pub(super) fn count(self) -> Result<u32, Unfit> {
        let whole = self.value.as_u64().and_then(|whole| u32::try_from(whole).ok());
        whole
            .or_else(|| self.value.as_f64().and_then(whole_of))
            .ok_or_else(|| self.unfit("must be a whole number from 0 to 4294967295"))
    }

    pub(super) fn list(self) -> Result<impl Iterator<Item = Self>, Unfit> {
        let Value::Array(values) = self.value else { return Err(self.unfit("must be a list")) };
        let path = self.path;
        Ok(values.into_iter().enumerate().map(move |(place, value)| Self {
            path: Path::Place(Box::new(path.clone()), place),
            value,
        }))
    }

    /// A list that is not empty.
    pub(super) fn blocks(self) -> Result<impl Iterator<Item = Self>, Unfit> {
        if self.value.as_array().is_some_and(Vec::is_empty) {
            return Err(self.unfit("must hold at least one block"));
        }
        self.list()
    }
}

fn whole_of(number: f64) -> Option<u32> {
    let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    fits.then_some(number as u32)
}
