//! `eks-iam-aws-auth`: reading a ConfigMap with spans and all findings beside YAML crates that only parse; mapping callers.

use std::{collections::HashMap, hint::black_box};

use eks_iam_aws_auth::{AwsAuth, IdentityMap};

use crate::{Case, inputs::aws_auth};

/// How many roles make about 1 MiB.
const ROLES: usize = 5400;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = parse();
    for (group, roles) in
        [("aws-auth/map-20", 20), ("aws-auth/map-1000", 1000), ("aws-auth/map-10000", 10_000)]
    {
        cases.extend(map(group, roles));
    }
    cases
}

/// The peers parse the manifest and then the text inside it, as whoever wants the entries has to.
fn parse() -> Vec<Case> {
    let text = aws_auth::aws_auth(ROLES, 1);
    let (yaml_rust2, serde_yaml_ng) = (text.clone(), text.clone());
    vec![
        Case::new("aws-auth/parse", "ours", ROLES, move || {
            black_box(AwsAuth::parse(black_box(&text)).findings().len());
        }),
        Case::new("aws-auth/parse", "yaml-rust2", ROLES, move || {
            let load = |text: &str| yaml_rust2::YamlLoader::load_from_str(text).unwrap_or_default();
            let outer = load(black_box(&yaml_rust2));
            let inner = outer.first().and_then(|it| it["data"]["mapRoles"].as_str()).map(load);
            black_box(inner.map(|it| it.len()));
        }),
        Case::new("aws-auth/parse", "serde_yaml_ng", ROLES, move || {
            let load = |text: &str| serde_yaml_ng::from_str::<serde_yaml_ng::Value>(text).unwrap_or_default();
            let outer = load(black_box(&serde_yaml_ng));
            black_box(outer["data"]["mapRoles"].as_str().map(load).is_some());
        }),
    ]
}

/// Looks up a session of every role, beside one probe of a hash map with the key at hand.
fn map(group: &'static str, roles: usize) -> Vec<Case> {
    let manifest = aws_auth::aws_auth(roles, 1);
    let document = AwsAuth::parse(&manifest);
    let sessions = aws_auth::sessions(&manifest);
    let keys: Vec<String> = document.roles().iter().map(|it| it.arn.value.to_lowercase()).collect();
    let probed: HashMap<String, usize> = keys.iter().cloned().zip(0..).collect();
    let ours = IdentityMap::new(&document);
    vec![
        Case::new(group, "ours", roles, move || {
            for arn in &sessions {
                black_box(ours.lookup(black_box(arn), "111122223333"));
            }
        }),
        Case::new(group, "hash-probe", roles, move || {
            for key in &keys {
                black_box(probed.get(black_box(key.as_str())));
            }
        }),
    ]
}
