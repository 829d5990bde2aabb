//! The tables of known answers: resolution, hosts of tokens, scopes.

use eks_iam_span::Language;
use eks_iam_sts_endpoint::{
    EndpointQuery, Form, Scope, endpoint_of_host, judge_scope, partition_via, resolve, token_host,
};
use serde_json::{Value, json};

use crate::data::{assert_none, cases};

const ENDPOINTS: &str = include_str!("data/sts-endpoints.jsonl");
const TOKEN_HOSTS: &str = include_str!("data/sts-token-hosts.jsonl");
const SCOPES: &str = include_str!("data/sts-scope.jsonl");

pub(crate) fn query(given: &Value) -> EndpointQuery<'_> {
    EndpointQuery {
        region: given["region"].as_str(),
        fips: given["fips"] == true,
        dual_stack: given["dual_stack"] == true,
        global: given["global"] == true,
        endpoint: given["endpoint"].as_str(),
    }
}

/// Every row of the rule set and of invalid Regions; the rows of one SDK are in `clients`.
#[test]
fn endpoints() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for case in cases(ENDPOINTS).iter().filter(|it| it["kind"] != "sdk") {
        let query = query(&case["given"]);
        let answer = match resolve(&query) {
            Ok(endpoint) => json!({
                "url": endpoint.url(),
                "signing_region": endpoint.signing_region(),
                "signing_name": endpoint.signing_name(),
                "partition": endpoint.partition().map(|it| it.id()),
                "partition_via": query.region.map(|it| partition_via(it).as_str()),
            }),
            Err(error) => json!({"error": error.kind()}),
        };
        compared += 1;
        for (key, wanted) in case["expect"].as_object().unwrap() {
            // Beside an error the table tells the partition, and with every answer who named the signing Region: the rule
            // or the client. Neither is part of the answer here.
            let is_told = case["expect"].get("error").is_none() || key == "error";
            if is_told && key != "signing_region_from" && answer.get(key) != Some(wanted) {
                wrong.push(format!("{}: {key} should be {wanted}, is {:?}", case["id"], answer.get(key)));
            }
        }
    }
    assert_none(&wrong);
    assert_eq!(compared, 836);
}

/// The URL of a listed Region is part of the program; that of another is written once, into a buffer of its size.
#[test]
fn at_most_one_allocation() {
    for case in cases(ENDPOINTS).iter().filter(|it| it["kind"] == "resolve") {
        let query = query(&case["given"]);
        let (Ok(one), Ok(two)) = (resolve(&query), resolve(&query)) else { continue };
        let is_shared = core::ptr::eq(one.url(), two.url());
        let is_listed =
            case["expect"]["partition_via"] == "listed" && !query.region.unwrap().ends_with("-global");
        assert!(is_shared || !is_listed, "{}", case["id"]);
        if !is_shared {
            let url = one.into_url();
            assert_eq!(url.capacity(), url.len(), "{}: it grew, or has room to spare", case["id"]);
        }
    }
}

/// Where several reasons hold, any of them would do; ours are those of the table.
#[test]
fn token_hosts() {
    let mut wrong = Vec::new();
    for case in cases(TOKEN_HOSTS) {
        let text = |key: &str| case[key].as_str().unwrap();
        let verdict = token_host(text("authority"), text("partition"), text("region"));
        let answer = json!({
            "accept": verdict.is_accepted(),
            "form": verdict.form().map(Form::as_str),
            "sts_region": verdict.sts_region(),
            "scope_region": verdict.scope_region(),
            "why": verdict.refusal().map(|it| it.as_str()),
        });
        if let Some(refusal) = verdict.refusal() {
            let [english, japanese] = Language::ALL.map(|it| refusal.title(it));
            assert!(english.is_ascii() && !english.is_empty() && !japanese.is_ascii(), "{refusal}");
        }
        for key in ["accept", "form", "sts_region", "scope_region", "why"] {
            let wanted = case.get(key).unwrap_or(&Value::Null);
            if answer[key] != *wanted {
                wrong.push(format!("{}: {key} should be {wanted}, is {}", case["id"], answer[key]));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn scopes() {
    let mut wrong = Vec::new();
    for case in cases(SCOPES) {
        let text = |key: &str| case[key].as_str().unwrap();
        let part = |key: &str| case["scope"][key].as_str().unwrap();
        let host = endpoint_of_host(text("authority")).unwrap();
        let scope = Scope {
            date: part("date"),
            region: part("region"),
            service: part("service"),
            terminator: part("terminator"),
        };
        let answer = match judge_scope(&host, text("timestamp"), &scope) {
            Ok(()) => json!({"accept": true}),
            Err(it) => {
                json!({"accept": false, "status": it.status, "code": it.code, "message": it.message})
            }
        };
        if answer != case["expect"] || host.form.as_str() != text("form") {
            wrong.push(format!("{}: should be {}, is {answer}, {}", case["id"], case["expect"], host.form));
        }
    }
    assert_none(&wrong);
}
