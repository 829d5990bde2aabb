//! Tests of what a pod is given.

#![cfg(test)]

mod credentials;
mod failures;
mod findings;
mod manifest;
mod mutate;
mod remedies;
mod trust;
mod vectors;

use eks_iam_service_account::{Container, EnvVar, MutationInput, Pod, ServiceAccount};

/// A pod with one container, whose service account has a role.
fn input() -> MutationInput {
    MutationInput {
        service_accounts: vec![ServiceAccount {
            namespace: "apps".to_owned(),
            name: "reader".to_owned(),
            annotations: vec![annotation("role-arn", "arn:aws:iam::111122223333:role/reader")],
        }],
        pod: Pod {
            namespace: "apps".to_owned(),
            service_account: "reader".to_owned(),
            containers: vec![Container { name: "main".to_owned(), ..Container::default() }],
            ..Pod::default()
        },
        ..MutationInput::default()
    }
}

fn annotation(name: &str, value: &str) -> (String, String) {
    (format!("eks.amazonaws.com/{name}"), value.to_owned())
}

fn variables(pairs: &[(&str, &str)]) -> Vec<EnvVar> {
    pairs
        .iter()
        .map(|(name, value)| EnvVar { name: (*name).to_owned(), value: (*value).to_owned() })
        .collect()
}
