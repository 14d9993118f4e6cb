//! Every rule keeps what it promises: it compiles, finds its examples, leaves the others.

use std::collections::HashSet;
use styringsarkiv::rules;

#[test]
fn every_rule_finds_and_leaves_its_examples() {
    let mut wrong = Vec::new();
    for rule in rules::all() {
        assert!(rule.pattern.regex().is_some(), "{} does not compile: {}", rule.code, rule.pattern.source());
        for (line, value) in rule.finds {
            match rule.find(line) {
                Some(range) if &line[range.clone()] == *value => {}
                Some(range) => {
                    wrong.push(format!("{} finds {:?} in {line:?}, not {value:?}", rule.code, &line[range]));
                }
                None => wrong.push(format!("{} finds nothing in {line:?}", rule.code)),
            }
        }
        for line in rule.leaves {
            if let Some(range) = rule.find(line) {
                wrong.push(format!(
                    "{} finds {:?} in {line:?}, which it should leave",
                    rule.code, &line[range]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_code_of_its_own_and_examples_of_both_sorts() {
    let mut codes = HashSet::new();
    for rule in rules::all() {
        assert!(codes.insert(rule.code), "{} stands twice", rule.code);
        assert!(rule.summary.ends_with('.'), "{} has no whole sentence", rule.code);
        assert!(!rule.finds.is_empty() && !rule.leaves.is_empty(), "{} lacks examples", rule.code);
    }
    assert!(codes.len() >= 60, "{}", codes.len());
}
