//! The vectors: what is loaded, and who a caller becomes.

use std::collections::BTreeMap;

use eks_iam_aws_auth::{
    AwsAuth, Backend, BackendEntry, BackendMode, Caller, Identity, IdentityMap, MapOptions, Mapping,
    Unmapped, map_backends,
};
use serde_json::{Value, json};

/// Rows that do not agree, with the reason. The list can only shrink.
const EXPECTED_FAILURES: &[(&str, &str)] = &[];

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|it| serde_json::from_str(it).unwrap()).collect()
}

#[track_caller]
fn check(rows: &[Value], answer: impl Fn(&Value) -> Vec<String>) {
    let mut wrong = Vec::new();
    for row in rows {
        let id = row["id"].as_str().unwrap();
        let listed = EXPECTED_FAILURES.iter().any(|(it, _)| *it == id);
        let faults = answer(row);
        if faults.is_empty() == listed {
            wrong.push(format!("{id} (listed: {listed}): {faults:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn data(value: &Value) -> [Option<String>; 3] {
    ["mapRoles", "mapUsers", "mapAccounts"].map(|it| value[it].as_str().map(str::to_owned))
}

fn read(value: &Value) -> AwsAuth {
    let [roles, users, accounts] = data(value);
    AwsAuth::from_data(roles.as_deref(), users.as_deref(), accounts.as_deref())
}

fn entry(mapping: &Mapping, field: &str) -> Value {
    let groups: Vec<&str> = mapping.groups.iter().map(|it| it.value.as_str()).collect();
    let mut entry = json!({"username": mapping.username.value, "groups": groups});
    match &mapping.sso {
        Some(sso) => {
            entry["sso"] = json!({"permissionSetName": sso.permission_set_name, "accountID": sso.account_id});
        }
        None => entry[field] = json!(mapping.arn.value),
    }
    entry
}

#[test]
fn documents_load_as_the_authenticator_loads_them() {
    check(&rows(include_str!("data/aws-auth-parse.jsonl")), |row| {
        let expect = &row["expect"];
        if expect["rejected"] == true {
            let document = AwsAuth::parse(row["manifest"].as_str().unwrap());
            return if document.refused() { Vec::new() } else { vec!["not refused".to_owned()] };
        }
        let document = read(&row["data"]);
        let roles: Vec<Value> = document.roles().iter().map(|it| entry(it, "rolearn")).collect();
        let users: Vec<Value> = document.users().iter().map(|it| entry(it, "userarn")).collect();
        let accounts: Vec<&str> = document.accounts().iter().map(|it| it.value.as_str()).collect();
        let kinds: Vec<&str> = document.parse_errors().iter().map(|it| it.name()).collect();
        let mut faults = Vec::new();
        let mut same = |name: &str, found: Value| {
            if found != expect[name] {
                faults.push(format!("{name}: {found} for {}", expect[name]));
            }
        };
        same("roles", json!(roles));
        same("users", json!(users));
        same("accounts", json!(accounts));
        same("error", json!(document.has_parse_error()));
        if !expect["error_kinds"].is_null() {
            let mut wanted: Vec<&str> =
                expect["error_kinds"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
            wanted.sort_unstable();
            let mut found = kinds;
            found.sort_unstable();
            if wanted != found {
                faults.push(format!("error kinds {found:?} for {wanted:?}"));
            }
        }
        faults
    });
}

fn caller(row: &Value) -> Caller {
    let text = |it: &str| row["caller"][it].as_str().unwrap_or_default().to_owned();
    Caller {
        arn: text("arn"),
        account: text("account"),
        user_id: text("user_id"),
        access_key_id: text("access_key_id"),
    }
}

fn options(row: &Value) -> MapOptions {
    let given = &row["given"];
    let names: BTreeMap<String, String> =
        serde_json::from_value(given["ec2_private_dns"].clone()).unwrap_or_default();
    MapOptions { ec2_private_dns: names, sso_role_match: given["sso_role_match"] == true }
}

fn compare(outcome: &Result<Identity, Unmapped>, expect: &Value) -> Vec<String> {
    let found = match outcome {
        Ok(it) => {
            json!({"allow": true, "username": it.username, "groups": it.groups, "uid": it.uid, "via": it.via.name()})
        }
        Err(it) => json!({"allow": false, "reason": it.reason.name()}),
    };
    let keys = ["allow", "username", "groups", "uid", "via", "reason"];
    keys.into_iter()
        .filter(|it| !expect[*it].is_null() && expect[*it] != found[*it])
        .map(|it| format!("{it}: {} for {}", found[it], expect[it]))
        .collect()
}

#[test]
fn callers_become_who_the_authenticator_makes_them() {
    check(&rows(include_str!("data/identity-map.jsonl")), |row| {
        let map = IdentityMap::new(&read(&row["config"]));
        let outcomes = map.outcomes(&caller(row), &options(row));
        match row["expect"]["one_of"].as_array() {
            None => compare(&map.map(&caller(row), &options(row)), &row["expect"]),
            Some(wanted) => {
                let met = |it: &Value| outcomes.iter().any(|outcome| compare(outcome, it).is_empty());
                let all = wanted.len() == outcomes.len() && wanted.iter().all(met);
                if all { Vec::new() } else { vec![format!("{outcomes:?}")] }
            }
        }
    });
}

#[test]
fn backends_are_asked_in_order() {
    check(&rows(include_str!("data/identity-map-backends.jsonl")), |row| {
        let backends: Vec<Backend> = row["backends"].as_array().unwrap().iter().map(backend).collect();
        compare(&map_backends(&backends, &caller(row), &options(row)), &row["expect"])
    });
}

fn backend(value: &Value) -> Backend {
    let entries = |list: &str, arn: &str| -> Vec<BackendEntry> {
        let items = value[list].as_array().cloned().unwrap_or_default();
        items
            .iter()
            .map(|it| BackendEntry {
                arn: it[arn].as_str().unwrap_or_default().to_owned(),
                username: it["username"].as_str().unwrap_or_default().to_owned(),
                groups: serde_json::from_value(it["groups"].clone()).unwrap_or_default(),
                user_id: it["userid"].as_str().unwrap_or_default().to_owned(),
            })
            .collect()
    };
    Backend {
        mode: match value["mode"].as_str().unwrap() {
            "MountedFile" | "File" => BackendMode::MountedFile,
            "EKSConfigMap" | "ConfigMap" => BackendMode::EksConfigMap,
            "CRD" => BackendMode::Crd,
            _ => BackendMode::DynamicFile,
        },
        roles: entries("mapRoles", "rolearn"),
        users: entries("mapUsers", "userarn"),
        accounts: serde_json::from_value(value["mapAccounts"].clone()).unwrap_or_default(),
        data: data(&value["data"]),
        user_id_strict: value["user_id_strict"] == true,
        reserved_username_prefixes: serde_json::from_value(value["reserved_username_prefixes"].clone())
            .unwrap_or_default(),
    }
}
