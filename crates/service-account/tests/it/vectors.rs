//! Known pods, and what the webhook adds to them.

use eks_iam_document::parse;
use eks_iam_service_account::{
    AddedMount, AddedVolume, ContainerMutation, Expiration, Method, MutationInput, mutate,
};
use serde_json::{Map, Value, json};

#[test]
fn pod_mutations() {
    let mut count = 0;
    for line in include_str!("data/pod-mutation.jsonl").lines() {
        check(line);
        count += 1;
    }
    assert_eq!(count, 20);
}

#[track_caller]
fn check(line: &str) {
    let row: Value = serde_json::from_str(line).unwrap();
    let id = format!("{} {}", row["id"], row["why"]);
    let mutation = mutate(&MutationInput::from_node(&parse(line).unwrap()));
    let expect = &row["expect"];
    assert_eq!(expect["mutated"], mutation.is_mutated(), "{id}");
    if !mutation.is_mutated() {
        return;
    }
    assert_eq!(expect["method"], mutation.method.map_or("", Method::as_str), "{id}");
    let list =
        |containers: &[ContainerMutation]| Value::from(containers.iter().map(container).collect::<Vec<_>>());
    assert_eq!(expect["containers"], list(&mutation.containers), "{id}");
    let init = expect.get("init_containers").cloned().unwrap_or_else(|| json!([]));
    assert_eq!(init, list(&mutation.init_containers), "{id}");
    assert_eq!(expect["added_volume"], mutation.added_volume.as_ref().map_or(Value::Null, volume), "{id}");
    let labels: Map<_, _> =
        mutation.added_labels.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    assert_eq!(expect["added_labels"], Value::from(labels), "{id}");
}

fn container(change: &ContainerMutation) -> Value {
    let env: Vec<_> = change.added_env.iter().map(|it| json!({"name": it.name, "value": it.value})).collect();
    let mount =
        |it: &AddedMount| json!({"name": it.name, "mount_path": it.mount_path, "read_only": it.read_only});
    let mounts: Vec<_> = change.added_mounts.iter().map(mount).collect();
    json!({"name": change.name, "added_env": env, "added_mounts": mounts})
}

fn volume(volume: &AddedVolume) -> Value {
    let expiration = match volume.expiration {
        Expiration::Seconds(seconds) => json!(seconds),
        Expiration::Between { min, max } => json!({"min": min, "max": max}),
    };
    json!({
        "name": volume.name,
        "audience": volume.audience,
        "expiration_seconds": expiration,
        "path": volume.path
    })
}
