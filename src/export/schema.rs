//! JSON Schema 2020-12 of every output, made from the types that are printed.

use super::{DocumentRow, EvaluatedRow, Explanation, Listed, PageBoxes, Record, SearchAnswer, TokenRow};
use crate::model::{
    Abbreviation, AgendaItem, BudgetLine, Conclusion, Goal, Indicator, KeyInformation, Oppdrag, Reference,
    ReportingRequirement,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

type Subschema = fn(&mut SchemaGenerator) -> Schema;

/// Every command that prints JSON, and the type of its objects.
const TYPES: &[(&str, Subschema)] = &[
    ("export", sub::<Record<'static>>),
    ("search", sub::<SearchAnswer>),
    ("show", sub::<PageBoxes>),
    ("explain", sub::<Explanation<'static>>),
    ("documents", sub::<DocumentRow>),
    ("agenda", sub::<Listed<AgendaItem>>),
    ("conclusions", sub::<Listed<Conclusion>>),
    ("oppdrag", sub::<Listed<Oppdrag>>),
    ("goals", sub::<Listed<Goal>>),
    ("indicators", sub::<Listed<Indicator>>),
    ("key-information", sub::<Listed<KeyInformation>>),
    ("reporting", sub::<Listed<ReportingRequirement>>),
    ("budget", sub::<Listed<BudgetLine>>),
    ("references", sub::<Listed<Reference>>),
    ("analyze", sub::<TokenRow>),
    ("evaluate", sub::<EvaluatedRow>),
    ("abbreviations", sub::<Listed<Abbreviation>>),
];

/// The names of the outputs that have a schema.
pub fn outputs() -> impl Iterator<Item = &'static str> {
    TYPES.iter().map(|(name, _)| *name)
}

fn sub<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// The schema of one output's objects, or of all of them; nothing for a name that is no output.
#[must_use]
pub fn schema(output: Option<&str>) -> Option<Value> {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let wanted: Vec<&(&str, Subschema)> =
        TYPES.iter().filter(|(name, _)| output.is_none_or(|o| o == *name)).collect();
    if wanted.is_empty() {
        return None;
    }
    let mut outputs = Map::new();
    for (name, make) in wanted {
        outputs.insert((*name).to_owned(), make(&mut generator).to_value());
    }
    let definitions = Value::Object(generator.take_definitions(true));
    let head = "https://json-schema.org/draft/2020-12/schema";
    if let Some(Value::Object(mut one)) = output.and_then(|name| outputs.remove(name)) {
        one.insert("$schema".to_owned(), json!(head));
        one.insert("$defs".to_owned(), definitions);
        return Some(Value::Object(one));
    }
    let mut all = Map::new();
    let mut any = Vec::new();
    if let Value::Object(definitions) = definitions {
        all.extend(definitions);
    }
    for (name, schema) in outputs {
        any.push(json!({ "$ref": format!("#/$defs/arkiv-{name}") }));
        all.insert(format!("arkiv-{name}"), schema);
    }
    Some(json!({
        "$schema": head,
        "title": "What arkiv prints as JSON",
        "description": "Each object is that of one command; $defs holds `arkiv-COMMAND` for each.",
        "anyOf": any,
        "$defs": all,
    }))
}
