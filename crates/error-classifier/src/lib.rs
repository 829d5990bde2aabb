//! From an error text to its class and fields.

mod class;
mod retry;
mod symptom;

pub use crate::{
    class::{Class, UnknownClassError},
    retry::Retry,
    symptom::{Confidence, Emitter, Field, FieldName, Symptom},
};

/// Returns what `text` says: its class, its fields and where they stand.
#[must_use]
pub fn classify(text: &str) -> Symptom {
    let _ = text;
    Symptom::new(Class::Other, Confidence::Low, Emitter::Other)
}
