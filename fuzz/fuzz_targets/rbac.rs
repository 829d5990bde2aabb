//! Any text is a manifest of roles and bindings, or none; who is allowed has a binding, who is refused a text.
#![no_main]

use eks_iam_rbac::{Attributes, RbacObjects, User, can, console_needs};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut objects = RbacObjects::default().with_defaults();
    let _ = objects.add_yaml(text);
    let groups = ["g".to_owned()];
    let user = User { name: "u", groups: &groups };
    for (namespace, url) in [(None, None), (Some("n"), None), (None, Some("/x"))] {
        let wanted = Attributes { verb: "get", resource: "pods", namespace, non_resource_url: url, ..Attributes::default() };
        let decision = can(&objects, &user, &wanted);
        assert_eq!(decision.allowed, !decision.by.is_empty());
        assert_eq!(decision.allowed, decision.reason.is_empty());
    }
    let _ = console_needs(&objects, &user);
});
