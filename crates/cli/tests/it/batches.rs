//! `--batch`, verb by verb, over tables of questions with known answers.

use serde_json::{Value, json};

use crate::run;

/// Asks every line and compares what `wanted` takes from it with the same keys of the answer.
#[track_caller]
fn check(arguments: &[&str], questions: &str, wanted: impl Fn(&Value) -> Option<Value>) {
    let output = run(&[arguments, &["--batch"]].concat(), questions);
    let answers: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    let questions: Vec<Value> = questions.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(answers.len(), questions.len());
    let mut wrong = Vec::new();
    for (question, answer) in questions.iter().zip(&answers) {
        assert_eq!(question["id"], answer["id"]);
        let Some(Value::Object(keys)) = wanted(question) else { continue };
        for (key, value) in keys.iter().filter(|(_, value)| !value.is_null()) {
            if answer.get(key) != Some(value) {
                wrong.push(format!(
                    "{}: {key} should be {value} and is {:?}",
                    question["id"],
                    answer.get(key)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// As `check`, where `expect.error` of a question is the kind of the error that answers it.
#[track_caller]
fn check_or_refused(arguments: &[&str], questions: &str, wanted: impl Fn(&Value) -> Option<Value>) {
    let output = run(&[arguments, &["--batch"]].concat(), questions);
    let answers = String::from_utf8(output.stdout).unwrap();
    let mut wrong = Vec::new();
    for (question, answer) in questions.lines().zip(answers.lines()) {
        let [question, answer]: [Value; 2] = [question, answer].map(|it| serde_json::from_str(it).unwrap());
        let kind = question.pointer("/expect/error");
        if answer.pointer("/error/kind") != kind {
            wrong.push(format!("should be {kind:?}, is {answer}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    check(arguments, questions, wanted);
}

fn expect(question: &Value) -> Option<Value> {
    question.get("expect").or_else(|| question.get("expected")).cloned()
}

#[test]
fn arn() {
    check(&["arn"], include_str!("data/arn-canonicalize.jsonl"), |it| {
        let known = it.get("error").is_none_or(Value::is_null);
        known.then(|| json!({"canonical": it["canonical"], "kind": it["kind"]}))
    });
}

#[test]
fn arn_match() {
    check(&["arn", "match", "--rule", "authenticator"], include_str!("data/arnlike.jsonl"), |it| {
        it.get("error").is_none_or(Value::is_null).then(|| json!({"match": it["match"]}))
    });
}

/// Every row: the rule set's, the refusals, and botocore's own, which name their SDK.
#[test]
fn sts_endpoint() {
    check_or_refused(
        &["sts-endpoint"],
        include_str!("../../../sts-endpoint/tests/it/data/sts-endpoints.jsonl"),
        |it| {
            let wanted = &it["expect"];
            let is_answer = wanted.get("error").is_none();
            let keys = ["url", "signing_region", "signing_name", "partition", "partition_via"];
            let pairs =
                keys.iter().filter(|_| is_answer).map(|key| ((*key).to_owned(), wanted[*key].clone()));
            Some(Value::Object(pairs.collect()))
        },
    );
}

#[test]
fn sts_endpoint_explain() {
    let table = include_str!("../../../sts-endpoint/tests/it/data/client-endpoints.jsonl");
    check(&["sts-endpoint", "explain"], table, |it| {
        let wanted = &it["expect"];
        Some(json!({
            "host": wanted["host"], "scope_region": wanted["scope_region"], "scope_accepted": wanted["scope_accepted"],
        }))
    });
    let output = run(&["sts-endpoint", "explain", "--batch"], table);
    let answers = String::from_utf8(output.stdout).unwrap();
    for (question, answer) in table.lines().zip(answers.lines()) {
        let [question, answer]: [Value; 2] = [question, answer].map(|it| serde_json::from_str(it).unwrap());
        assert_eq!(answer.pointer("/fails/message"), question["expect"].get("error"), "{}", question["id"]);
    }
}

#[test]
fn sts_endpoint_host() {
    check(
        &["sts-endpoint", "host"],
        include_str!("../../../sts-endpoint/tests/it/data/sts-token-hosts.jsonl"),
        |it| Some(json!({"accept": it["accept"], "form": it["form"], "scope_region": it["scope_region"]})),
    );
}

#[test]
fn sts_endpoint_scope() {
    check(
        &["sts-endpoint", "scope"],
        include_str!("../../../sts-endpoint/tests/it/data/sts-scope.jsonl"),
        expect,
    );
}

#[test]
fn sts_endpoint_verify() {
    let table = include_str!("../../../sigv4/tests/it/data/sigv4-sts.jsonl");
    check(&["sts-endpoint", "verify"], table, |it| {
        let mut wanted = expect(it)?;
        wanted.as_object_mut()?.retain(|_, value| !value.is_null());
        Some(wanted)
    });
}

#[test]
fn token_make() {
    check(&["token", "make"], include_str!("data/token-presign.jsonl"), |it| {
        Some(json!({"url": it["expect"]["url"], "token": it["expect"]["token"]}))
    });
}

#[test]
fn token_verify() {
    check(&["token", "verify"], include_str!("data/token-verify.jsonl"), |it| {
        let strict = it.pointer("/expect/refusing_is_fine").or_else(|| it.get("refusing_is_fine")).is_none();
        strict.then(|| json!({"accept": it["expect"]["accept"], "reason": it["expect"]["reason"]}))
    });
}

#[test]
fn lint() {
    check(&["lint"], include_str!("data/aws-auth-parse.jsonl"), |it| {
        let mut wanted = expect(it)?;
        wanted.as_object_mut()?.remove("error_kinds");
        Some(wanted)
    });
}

#[test]
fn whoami() {
    for table in [include_str!("data/identity-map.jsonl"), include_str!("data/identity-map-backends.jsonl")] {
        check(&["whoami"], table, |it| expect(it).filter(|it| it.get("one_of").is_none()));
    }
}

#[test]
fn migrate() {
    let config = json!({
        "mapRoles": "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [system:masters, ops]\n",
        "mapAccounts": "- '444455556666'\n",
    });
    let entry = json!({
        "principalArn": "arn:aws:iam::111122223333:role/ops", "type": "STANDARD", "username": "ops",
        "kubernetesGroups": ["ops"],
        "accessPolicies": [{
            "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
            "accessScope": {"type": "cluster"},
        }],
    });
    let question = json!({"id": 1, "config": config, "account": "111122223333", "partition": "aws"});
    let answer: Value =
        serde_json::from_slice(&run(&["migrate", "--batch"], &question.to_string()).stdout).unwrap();
    for (key, value) in entry.as_object().unwrap() {
        assert_eq!(&answer["entries"][0][key], value, "{key}");
    }
    assert_eq!(answer["skipped"], json!([]));
    assert_eq!(answer["refused"][0]["arn"], "444455556666");
    assert_eq!(answer["refused"][0]["reason"], "map-accounts");
}

#[test]
fn service_account() {
    check(&["service-account"], include_str!("data/pod-mutation.jsonl"), expect);
}

#[test]
fn policy_eval() {
    check(&["policy", "eval"], include_str!("data/policy.jsonl"), expect);
}

#[test]
fn explain() {
    check(&["explain"], include_str!("data/errors.jsonl"), |it| Some(json!({"class": it["class"]})));
}

#[test]
fn rbac_can() {
    let question = json!({
        "id": 1, "user": "mika", "groups": ["viewers"], "verb": "list", "resource": "nodes",
        "objects": [{"kind": "ClusterRoleBinding", "metadata": {"name": "v"},
            "roleRef": {"kind": "ClusterRole", "name": "cluster-admin"}, "subjects": [{"kind": "Group", "name": "viewers"}]}],
        "expect": {"allow": true},
    });
    check(&["rbac", "can"], &question.to_string(), expect);
}

#[test]
fn whoami_takes_identity_mappings_as_objects_or_as_their_specs() {
    let spec = json!({"arn": "arn:aws:iam::111122223333:role/ops", "username": "ops", "groups": ["g"]});
    let object = json!({"kind": "IAMIdentityMapping", "metadata": {"name": "ops"}, "spec": spec});
    for (key, item) in [("mappings", &spec), ("mapUsers", &spec), ("items", &object)] {
        let question = json!({
            "id": 1, "backends": [{"mode": "CRD", key: [item]}], "expect": {"allow": true, "username": "ops", "groups": ["g"]},
            "caller": {"arn": "arn:aws:sts::111122223333:assumed-role/ops/a", "account": "111122223333", "user_id": "AROAX:a"},
        });
        check(&["whoami"], &question.to_string(), expect);
    }
}

#[test]
fn rbac_can_knows_the_groups_that_the_api_server_gives() {
    let asks = |user: &str, groups: &[&str], of: &str, allow: bool| {
        let question = json!({
            "id": 1, "user": user, "groups": groups, "verb": "list", "resource": "nodes",
            "objects": [{"kind": "ClusterRoleBinding", "metadata": {"name": "v"},
                "roleRef": {"kind": "ClusterRole", "name": "cluster-admin"}, "subjects": [{"kind": "Group", "name": of}]}],
            "expect": {"allow": allow},
        });
        check(&["rbac", "can"], &question.to_string(), expect);
    };
    let account = "system:serviceaccount:shop:web";
    asks(account, &[], "system:serviceaccounts", true);
    asks(account, &[], "system:serviceaccounts:shop", true);
    asks(account, &[], "system:serviceaccounts:other", false);
    asks("mika", &[], "system:serviceaccounts", false);
    asks("mika", &[], "system:authenticated", true);
    asks("system:anonymous", &[], "system:authenticated", false);
    asks("system:anonymous", &[], "system:unauthenticated", true);
    asks("mika", &["system:unauthenticated"], "system:authenticated", false);
}

#[test]
fn a_bad_line_gets_its_error_and_the_rest_goes_on() {
    let output = run(
        &["arn", "--batch"],
        "{\"input\": 1}\nnonsense\n{\"id\":\"c\",\"input\":\"arn:aws:iam::111122223333:root\"}\n",
    );
    assert_eq!(output.status.code(), Some(2));
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|it| serde_json::from_str(it).unwrap())
        .collect();
    assert_eq!((&lines[0]["id"], &lines[0]["error"]["kind"]), (&json!(1), &json!("missing-key")));
    assert_eq!((&lines[1]["id"], &lines[1]["error"]["kind"]), (&json!(2), &json!("malformed-json")));
    assert_eq!((&lines[2]["id"], &lines[2]["kind"]), (&json!("c"), &json!("root")));
}
