//! SARIF logs keep to the schema.

use serde_json::Value;

use crate::run;

/// The schema's parts, by name.
fn parts() -> Value {
    serde_json::from_str(include_str!("data/sarif-2.1.0-parts.json")).unwrap()
}

/// Returns what of a value does not fit its schema: a part's name, or a part written out.
fn faults(value: &Value, schema: &Value, parts: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema.as_str() {
        return faults(value, &parts[name], parts, at);
    }
    let wrong = |what: &str| vec![format!("{at}: {what}: {value}")];
    if let Some(allowed) = schema["enum"].as_array() {
        return if allowed.contains(value) { Vec::new() } else { wrong("is none of those allowed") };
    }
    match (schema["type"].as_str().unwrap(), value) {
        ("object", Value::Object(keys)) => {
            let missing = schema["required"].as_array().unwrap().iter().map(|it| it.as_str().unwrap());
            let missing = missing.filter(|it| !keys.contains_key(*it)).flat_map(&wrong);
            let inside = keys.iter().flat_map(|(key, value)| match schema["properties"].get(key) {
                Some(schema) => faults(value, schema, parts, &format!("{at}.{key}")),
                None => wrong(&format!("unknown key {key}")),
            });
            missing.chain(inside).collect()
        }
        ("array", Value::Array(items)) => {
            let least = schema["least"].as_u64().unwrap_or(0) as usize;
            let twice =
                items.iter().enumerate().any(|(at, it)| items.iter().skip(at + 1).any(|other| it == other));
            let counts = items.len() < least || (twice && schema["unique"] == true);
            let counts = if counts { wrong("too few, or one twice") } else { Vec::new() };
            let inside = items
                .iter()
                .enumerate()
                .flat_map(|(n, it)| faults(it, &schema["items"], parts, &format!("{at}[{n}]")));
            counts.into_iter().chain(inside).collect()
        }
        ("string", Value::String(text)) => {
            let fits = schema["lengths"].as_array().is_none_or(|it| it.iter().any(|it| *it == text.len()));
            if fits { Vec::new() } else { wrong("has another length") }
        }
        ("integer", Value::Number(number)) => {
            let least = schema["minimum"].as_i64().unwrap();
            if number.as_i64().is_some_and(|it| it >= least) { Vec::new() } else { wrong("too small") }
        }
        (kind, _) => wrong(&format!("is no {kind}")),
    }
}

#[track_caller]
fn log(input: &str, arguments: &[&str]) -> Value {
    let output = run(&[&["lint", "--format", "sarif"], arguments].concat(), input);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    let faults = faults(&log, &"log".into(), &parts(), "log");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    log
}

#[test]
fn a_log_keeps_to_the_schema() {
    let text = "\u{FEFF}- rolearn: arn:aws:iam::111122223333:role/a/全角\r\n  username: 1\r\n  groups: [a, a]\r\n- nobody\n";
    for language in ["en", "ja"] {
        let log = log(text, &["--lang", language]);
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert!(results.len() >= 5, "{results:?}");
        for result in results {
            let rule =
                &log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
        }
        assert_eq!(log["runs"][0]["language"], language);
    }
    assert_eq!(log("", &[])["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn the_checker_finds_what_does_not_fit() {
    let mut log = log("- nobody\n- rolearn: x\n", &[]);
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    log["runs"][0]["results"][0]["kinds"] = "x".into();
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    log["runs"][0].as_object_mut().unwrap().remove("tool");
    assert_eq!(faults(&log, &"log".into(), &parts(), "log").len(), 4);
}
