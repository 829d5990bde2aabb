//! The table of access policies in the source says what the data say.

use std::fmt::Write as _;

use serde_json::Value;

const DATA: &str = include_str!("../../data/access-policies.json");
const TABLE: &str = include_str!("../../src/policy/table.rs");

#[test]
fn table_is_up_to_date() {
    let expected = render(&serde_json::from_str(DATA).unwrap());
    if std::env::var_os("UPDATE_TABLE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/policy/table.rs");
        return std::fs::write(path, expected).unwrap();
    }
    assert!(TABLE == expected, "src/policy/table.rs is stale: run this test again with UPDATE_TABLE=1");
}

fn render(data: &Value) -> String {
    let mut text = String::from(
        "//! The access policies, made from `data/access-policies.json`; see the test `policy_table`.\n\n\
         use super::{AccessPolicy, PolicyRule, UsualScope};\n\n\
         pub(super) const POLICIES: &[AccessPolicy] = &[\n",
    );
    let mut policies: Vec<&Value> = data["policies"].as_array().unwrap().iter().collect();
    policies.sort_by_key(|policy| policy["name"].as_str().unwrap());
    for policy in policies {
        write_policy(&mut text, policy);
    }
    text + "];\n"
}

fn write_policy(text: &mut String, policy: &Value) {
    let scope = match policy["usual_scope"].as_str() {
        None => "None",
        Some("cluster") => "Some(UsualScope::Cluster)",
        Some("namespace") => "Some(UsualScope::Namespace)",
        Some("either") => "Some(UsualScope::Either)",
        Some(other) => panic!("unknown scope {other}"),
    };
    let only = policy["service_linked_roles_only"].as_bool().unwrap_or_default();
    let head = format!(
        "    AccessPolicy {{ name: {}, usual_scope: {scope}, service_linked_roles_only: {only}, rules: ",
        policy["name"]
    );
    text.push_str(&head);
    let Some(rules) = policy["rules"].as_array() else {
        text.push_str("None },\n");
        return;
    };
    text.push_str("Some(&[\n");
    for rule in rules {
        let list =
            |key: &str| rule.get(key).map_or_else(|| "[]".to_owned(), Value::to_string).replace(',', ", ");
        writeln!(
            text,
            "        PolicyRule {{ api_groups: &{}, resources: &{}, non_resource_urls: &{}, verbs: &{} }},",
            list("apiGroups"),
            list("resources"),
            list("nonResourceURLs"),
            list("verbs"),
        )
        .unwrap();
    }
    text.push_str("    ]) },\n");
}
