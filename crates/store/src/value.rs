//! The values that go to and come from either database.

use crate::fault::{Fault, Result};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Column, Row as _, TypeInfo, ValueRef};

/// A value of a column, or the lack of one. PostgreSQL wants to know of which type the lack is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Int(Option<i64>),
    /// A number with a fraction.
    Real(Option<f64>),
    /// Words.
    Text(Option<String>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

impl Value {
    /// Adds it to the values of a statement for SQLite.
    pub fn bind_file(&self, to: &mut SqliteArguments) -> Result<()> {
        let added = match self.clone() {
            Self::Int(v) => to.add(v),
            Self::Real(v) => to.add(v),
            Self::Text(v) => to.add(v),
            Self::Bytes(v) => to.add(v),
        };
        added.map_err(|e| sqlx::Error::Encode(e).into())
    }

    /// Adds it to the values of a statement for PostgreSQL, whose texts have no zero byte.
    pub fn bind_server(&self, to: &mut PgArguments) -> Result<()> {
        let added = match self.clone() {
            Self::Int(v) => to.add(v),
            Self::Real(v) => to.add(v),
            Self::Text(v) => to.add(v.map(|text| text.replace('\0', ""))),
            Self::Bytes(v) => to.add(v),
        };
        added.map_err(|e| sqlx::Error::Encode(e).into())
    }
}

macro_rules! from {
    ($($kind:ident $of:ty: $($given:ty),+;)+) => { $($(
        impl From<$given> for Value {
            fn from(value: $given) -> Self {
                Self::$kind(Some(<$of>::from(value)))
            }
        }
        impl From<Option<$given>> for Value {
            fn from(value: Option<$given>) -> Self {
                Self::$kind(value.map(<$of>::from))
            }
        }
    )+)+ };
}

from! {
    Int i64: i64, i32, u32;
    Real f64: f64;
    Text String: String, &str;
    Bytes Vec<u8>: Vec<u8>, &[u8];
}

/// A row of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// The number in a column; 0 where there is none.
    pub fn int(&self, column: usize) -> i64 {
        self.maybe_int(column).unwrap_or(0)
    }

    /// The number in a column.
    pub fn maybe_int(&self, column: usize) -> Option<i64> {
        if let Some(Value::Int(v)) = self.0.get(column) { *v } else { None }
    }

    /// The number with a fraction in a column.
    pub fn maybe_real(&self, column: usize) -> Option<f64> {
        if let Some(Value::Real(v)) = self.0.get(column) { *v } else { None }
    }

    /// The words in a column; none where there are none.
    pub fn text(&self, column: usize) -> &str {
        self.maybe_text(column).unwrap_or("")
    }

    /// The words in a column.
    pub fn maybe_text(&self, column: usize) -> Option<&str> {
        if let Some(Value::Text(Some(v))) = self.0.get(column) { Some(v) } else { None }
    }

    /// The bytes in a column.
    pub fn bytes(&self, column: usize) -> &[u8] {
        if let Some(Value::Bytes(Some(v))) = self.0.get(column) { v } else { &[] }
    }

    /// A row of SQLite, whose values know their own type.
    pub fn of_file(row: &SqliteRow) -> Result<Self> {
        let value = |n: usize| -> std::result::Result<Value, sqlx::Error> {
            let raw = row.try_get_raw(n)?;
            if raw.is_null() {
                return Ok(Value::Int(None));
            }
            let name = raw.type_info().name().to_string();
            drop(raw);
            Ok(match name.as_str() {
                "INTEGER" => Value::Int(row.try_get_unchecked(n)?),
                "REAL" => Value::Real(row.try_get_unchecked(n)?),
                "BLOB" => Value::Bytes(row.try_get_unchecked(n)?),
                _ => Value::Text(row.try_get_unchecked(n)?),
            })
        };
        Ok(Self((0..row.len()).map(value).collect::<std::result::Result<_, _>>()?))
    }

    /// A row of PostgreSQL, whose columns know their type.
    pub fn of_server(row: &PgRow) -> Result<Self> {
        let value = |column: &sqlx::postgres::PgColumn| -> Result<Value> {
            let n = column.ordinal();
            Ok(match column.type_info().name() {
                "INT8" => Value::Int(row.try_get(n)?),
                "INT4" => Value::Int(row.try_get::<Option<i32>, _>(n)?.map(i64::from)),
                "BOOL" => Value::Int(row.try_get::<Option<bool>, _>(n)?.map(i64::from)),
                "FLOAT8" => Value::Real(row.try_get(n)?),
                "BYTEA" => Value::Bytes(row.try_get(n)?),
                "TEXT" | "VARCHAR" | "NAME" => Value::Text(row.try_get(n)?),
                other => return Err(Fault::damaged(format!("a column {} has the type {other}", column.name()))),
            })
        };
        Ok(Self(row.columns().iter().map(value).collect::<Result<_>>()?))
    }
}
