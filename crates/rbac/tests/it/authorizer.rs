//! The rules of Kubernetes' RBAC authorizer, a case a line with its reason.

use eks_iam_rbac::{Attributes, RbacObjects, User, can};
use eks_iam_span::Language;
use serde_json::Value;

fn rows() -> impl Iterator<Item = Value> {
    include_str!("data/authorizer.jsonl").lines().map(|it| serde_json::from_str(it).unwrap())
}

#[test]
fn cases_are_decided_as_kubernetes_decides() {
    let mut wrong = Vec::new();
    for row in rows() {
        let mut objects = RbacObjects::default().with_defaults();
        for object in row["objects"].as_array().unwrap() {
            objects.add_yaml(&object.to_string()).unwrap();
        }
        let texts = |key: &str| row[key].as_array().into_iter().flatten();
        let groups: Vec<String> = texts("groups").map(|it| it.as_str().unwrap().to_owned()).collect();
        let text = |key: &str| row[key].as_str();
        let wanted = Attributes {
            verb: text("verb").unwrap(),
            api_group: text("api_group").unwrap_or_default(),
            resource: text("resource").unwrap_or_default(),
            subresource: text("subresource").unwrap_or_default(),
            namespace: text("namespace"),
            name: text("name"),
            non_resource_url: text("url"),
        };
        let decision = can(&objects, &User { name: text("user").unwrap(), groups: &groups }, &wanted);
        let near: Vec<&str> = decision.near_misses.iter().map(|it| it.name()).collect();
        let wanted_near: Vec<&str> = texts("near").map(|it| it.as_str().unwrap()).collect();
        if decision.allowed != row["allow"] || row.get("near").is_some() && near != wanted_near {
            wrong.push(format!("{}: {} {near:?} {:?}", row["why"], decision.allowed, decision.by));
        }
        assert_eq!(decision.allowed, decision.reason.is_empty(), "a refusal has its text: {}", row["why"]);
        assert_eq!(decision.allowed, !decision.by.is_empty(), "an allow has its binding: {}", row["why"]);
        for miss in &decision.near_misses {
            let messages = Language::ALL.map(|it| miss.message(it));
            assert!(messages[0].is_ascii() && !messages[1].is_ascii() && messages[0] != messages[1]);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_list_of_objects_is_taken_apart() {
    let mut objects = RbacObjects::default().with_defaults();
    let list = "[{kind: ClusterRoleBinding, metadata: {name: a}, roleRef: {kind: ClusterRole, name: view}, subjects: [{kind: \
                User, name: joe}]}]";
    objects.add_yaml(list).unwrap();
    let wanted = Attributes { verb: "get", resource: "pods", ..Attributes::default() };
    assert!(can(&objects, &User { name: "joe", groups: &[] }, &wanted).allowed);
}
