//! Reading JSON field by field, with the path to what does not fit.

use std::fmt;

use domain::Oddity;
use serde_json::{Map, Value};

/// How many oddities of one request are kept.
const KEPT: usize = 50;

/// What cannot be represented, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} {why}")]
pub(crate) struct Unfit {
    pub(super) field: String,
    pub(super) why: String,
}

impl Unfit {
    pub(crate) fn new(field: impl Into<String>, why: impl Into<String>) -> Self {
        Self { field: field.into(), why: why.into() }
    }
}

/// What is noticed on the way.
#[derive(Debug, Default)]
pub(super) struct Notes {
    oddities: Vec<Oddity>,
    more: u32,
    /// Whether writing back what was read would give something else than what was read.
    altered: bool,
}

impl Notes {
    /// Something is said in another way than we would say it.
    pub(super) fn alter(&mut self) {
        self.altered = true;
    }

    /// Something is odd.
    pub(super) fn odd(&mut self, oddity: impl FnOnce() -> Oddity) {
        self.altered = true;
        if self.oddities.len() < KEPT {
            self.oddities.push(oddity());
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    pub(super) fn altered(&self) -> bool {
        self.altered
    }

    pub(super) fn oddities(mut self) -> Vec<Oddity> {
        if self.more > 0 {
            self.oddities.push(Oddity::More { count: self.more });
        }
        self.oddities
    }
}

/// A value and the path to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    path: Path<'a>,
    pub(super) value: &'a Value,
}

/// A path is written out only when something does not fit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'a> {
    Root(&'a str),
    Key(&'a Path<'a>, &'a str),
    Place(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root(name) => f.write_str(name),
            Self::Key(parent, name) => write!(f, "{parent}.{name}"),
            Self::Place(parent, place) => write!(f, "{parent}[{place}]"),
        }
    }
}

/// An object, of which some fields are known. `null` counts as absent.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    path: &'a Path<'a>,
    fields: &'a Map<String, Value>,
}

impl<'a> Object<'a> {
    pub(super) fn take(&self, name: &'a str) -> Option<Field<'a>> {
        let value = self.fields.get(name).filter(|value| !value.is_null())?;
        Some(Field { path: Path::Key(self.path, name), value })
    }

    pub(super) fn need(&self, name: &'a str) -> Result<Field<'a>, Unfit> {
        self.take(name).ok_or_else(|| Unfit {
            field: Path::Key(self.path, name).to_string(),
            why: "is missing".to_owned(),
        })
    }

    pub(super) fn text(&self, name: &'a str) -> Result<String, Unfit> {
        self.need(name)?.text()
    }

    pub(super) fn opt_text(&self, name: &'a str) -> Result<Option<String>, Unfit> {
        self.take(name).map(|field| field.text()).transpose()
    }

    pub(super) fn opt_map(&self, name: &'a str) -> Result<Option<Map<String, Value>>, Unfit> {
        self.take(name).map(|field| field.map()).transpose()
    }

    pub(super) fn is_null(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(Value::is_null)
    }

    /// Every field but these, as it is.
    pub(super) fn rest(&self, known: &[&str]) -> Map<String, Value> {
        let rest = self.fields.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        rest.map(|(name, value)| (name.clone(), value.clone())).collect()
    }
}

impl<'a> Field<'a> {
    pub(super) fn new(name: &'a str, value: &'a Value) -> Self {
        Self { path: Path::Root(name), value }
    }

    pub(super) fn unfit(&self, why: impl Into<String>) -> Unfit {
        Unfit { field: self.path.to_string(), why: why.into() }
    }

    /// The path to it.
    pub(super) fn path(&self) -> String {
        self.path.to_string()
    }

    /// An object with these fields; others are noted.
    pub(super) fn object<'b>(
        &'b self,
        known: &[&str],
        notes: &mut Notes,
    ) -> Result<Object<'b>, Unfit> {
        let object = self.open()?;
        for (name, value) in object.fields {
            if value.is_null() {
                notes.alter();
            } else if !known.contains(&name.as_str()) {
                notes.odd(|| Oddity::Unknown { field: format!("{}.{name}", self.path) });
            }
        }
        Ok(object)
    }

    /// An object with fields that are all kept.
    pub(super) fn open(&self) -> Result<Object<'_>, Unfit> {
        let Value::Object(fields) = self.value else {
            return Err(self.unfit("must be an object"));
        };
        Ok(Object { path: &self.path, fields })
    }

    pub(super) fn map(&self) -> Result<Map<String, Value>, Unfit> {
        self.open().map(|object| object.fields.clone())
    }

    pub(super) fn text(&self) -> Result<String, Unfit> {
        let Value::String(text) = self.value else { return Err(self.unfit("must be a string")) };
        Ok(text.clone())
    }

    pub(super) fn flag(&self) -> Result<bool, Unfit> {
        self.value.as_bool().ok_or_else(|| self.unfit("must be true or false"))
    }

    pub(super) fn number(&self, notes: &mut Notes) -> Result<f64, Unfit> {
        let number = self.value.as_f64().ok_or_else(|| self.unfit("must be a number"))?;
        if super::write::number(number) != *self.value {
            notes.alter();
        }
        Ok(number)
    }

    /// A whole number from 0 on; past `u32::MAX` it is that.
    pub(super) fn count(&self, notes: &mut Notes) -> Result<u32, Unfit> {
        if let Some(whole) = self.value.as_u64() {
            return Ok(u32::try_from(whole).unwrap_or_else(|_| {
                notes.odd(|| Oddity::Endless { field: self.path() });
                u32::MAX
            }));
        }
        let whole = self.value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0);
        let whole = whole.ok_or_else(|| self.unfit("must be a whole number from 0 on"))?;
        if whole > f64::from(u32::MAX) {
            notes.odd(|| Oddity::Endless { field: self.path() });
            return Ok(u32::MAX);
        }
        notes.odd(|| Oddity::Fraction { field: self.path() });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked above"
        )]
        Ok(whole as u32)
    }

    /// The values of a list, in order.
    pub(super) fn list<T>(
        &self,
        mut read: impl FnMut(Field<'_>) -> Result<T, Unfit>,
    ) -> Result<Vec<T>, Unfit> {
        let Value::Array(values) = self.value else { return Err(self.unfit("must be a list")) };
        let field = |(place, value)| Field { path: Path::Place(&self.path, place), value };
        values.iter().enumerate().map(|value| read(field(value))).collect()
    }

    /// The values of a list that may hold at most so many.
    pub(super) fn at_most<T>(
        &self,
        most: usize,
        what: &str,
        read: impl FnMut(Field<'_>) -> Result<T, Unfit>,
    ) -> Result<Vec<T>, Unfit> {
        let count = self.value.as_array().map_or(0, Vec::len);
        if count > most {
            return Err(self.unfit(format!("holds {count} {what}, and at most {most} are taken")));
        }
        self.list(read)
    }
}
