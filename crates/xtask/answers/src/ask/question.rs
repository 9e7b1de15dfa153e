//! One question of the lab: a JSON object whose fields are read as the lab (Java, Gson) reads them.
use super::answer::Refusal;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// One question.
#[derive(Debug)]
pub(crate) struct Question {
    fields: Map<String, Value>,
    /// Comes back with the answer, as it was written.
    pub(crate) note: Option<Box<RawValue>>,
}

impl Question {
    /// Reads one line.
    pub(crate) fn read(line: &str) -> Result<Self, serde_json::Error> {
        #[derive(serde::Deserialize)]
        struct Noted {
            #[serde(default)]
            note: Option<Box<RawValue>>,
        }
        let note = serde_json::from_str::<Noted>(line)?.note.filter(|note| note.get() != "null");
        Ok(Self { fields: serde_json::from_str(line)?, note })
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// A text; a number is read as its digits.
    pub(crate) fn optional_text(&self, name: &str) -> Option<String> {
        self.get(name).map(as_text)
    }

    /// A text that must be there.
    pub(crate) fn text(&self, name: &str) -> Result<String, Refusal> {
        self.optional_text(name)
            .ok_or_else(|| Refusal::new("java.lang.IllegalArgumentException", format!("missing: {name}")))
    }

    /// A whole number; a text of digits counts, the part behind a point does not.
    pub(crate) fn number(&self, name: &str, otherwise: i64) -> Result<i64, Refusal> {
        match self.get(name) {
            None => Ok(otherwise),
            Some(Value::Number(number)) => {
                Ok(number.as_i64().unwrap_or_else(|| number.as_f64().unwrap_or_default() as i64))
            }
            Some(other) => parse_long(&as_text(other)),
        }
    }

    /// A number of 32 bits: a longer one loses its upper half, as in Java's `intValue`.
    pub(crate) fn short_number(&self, name: &str, otherwise: i64) -> Result<i32, Refusal> {
        Ok(self.number(name, otherwise)? as i32)
    }

    /// A list of times.
    pub(crate) fn times(&self, name: &str) -> Result<Vec<i64>, Refusal> {
        let Some(list) = self.get(name) else { return Ok(Vec::new()) };
        let Value::Array(items) = list else {
            return Err(Refusal::new("java.lang.ClassCastException", format!("{name} is not a list")));
        };
        items.iter().map(|item| parse_long(&as_text(item))).collect()
    }
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// `Long.parseLong`: digits and at most one sign.
fn parse_long(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| {
        let message = if text == "null" {
            "Cannot parse null string: null".to_owned()
        } else {
            format!("For input string: \"{text}\"")
        };
        Refusal::new("java.lang.NumberFormatException", message)
    })
}
