//! The roles and bindings that every cluster has, as far as access depends on them.

use std::sync::OnceLock;

use crate::RbacObjects;

/// Returns them; the text is ours and parses, which a test holds.
pub(crate) fn defaults() -> &'static RbacObjects {
    static PARSED: OnceLock<RbacObjects> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut objects = RbacObjects::default();
        let parsed = objects.add_yaml(include_str!("defaults.yaml"));
        debug_assert!(parsed.is_ok(), "the built-in roles parse");
        objects
    })
}
