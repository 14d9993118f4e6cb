//! Real output is what `arkiv schema` says it is.

use super::support::{Folder, arkiv, root};
use serde_json::Value;

fn schema(output: &str) -> jsonschema::Validator {
    let schema = arkiv(&["schema", output]).json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).unwrap()
}

fn corpus() -> Folder {
    let folder = Folder::new(&[]);
    let ran = folder.arkiv(&["index", root().join("corpus").to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder
}

#[track_caller]
fn valid(schema: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        schema.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn every_output_fits_its_schema() {
    let folder = corpus();
    for name in [
        "documents",
        "agenda",
        "conclusions",
        "oppdrag",
        "goals",
        "indicators",
        "key-information",
        "reporting",
        "budget",
        "references",
        "abbreviations",
    ] {
        let schema = schema(name);
        let rows = folder.arkiv(&[name, "--format", "json"]).json();
        let rows = rows.as_array().unwrap();
        assert!(!rows.is_empty(), "{name}");
        for row in rows {
            valid(&schema, row);
        }
        // NDJSON and CSV hold the same rows.
        assert_eq!(folder.arkiv(&[name, "--format", "ndjson"]).out.lines().count(), rows.len(), "{name}");
        let csv = folder.arkiv(&[name, "--format", "csv"]).out;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.records().map(Result::unwrap).count(), rows.len(), "{name}");
    }
    let export = schema("export");
    for line in folder.arkiv(&["export", "--with-text"]).out.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["schema_version"], "1");
        valid(&export, &record);
    }
    let search = schema("search");
    valid(&search, &folder.arkiv(&["search", "IKT-modernisering", "--format", "json"]).json());
    valid(&search, &folder.arkiv(&["search", "finnesikke", "--format", "json"]).json());
}

#[test]
fn a_record_that_is_wrong_does_not_fit() {
    let folder = corpus();
    let mut record: Value =
        serde_json::from_str(folder.arkiv(&["export", "--limit", "1"]).out.lines().next().unwrap()).unwrap();
    record["kind"]["value"] = "brev".into();
    assert!(!schema("export").is_valid(&record));
}

#[test]
fn the_schema_of_everything_holds_every_output() {
    let all = arkiv(&["schema"]).json();
    let validator = jsonschema::validator_for(&all).unwrap();
    let record = corpus().arkiv(&["export", "--limit", "1"]).out;
    valid(&validator, &serde_json::from_str(record.lines().next().unwrap()).unwrap());
    assert_eq!(arkiv(&["schema", "brev"]).code, 2);
}
