//! The text with which the API server refuses.

use crate::{Attributes, User};

/// Returns the message of a 403 `Forbidden`, as kube-apiserver writes it.
///
/// ```
/// use eks_iam_rbac::{Attributes, User, forbidden_message};
///
/// let user = User { name: "viewer", groups: &[] };
/// let wanted = Attributes { verb: "list", resource: "nodes", ..Attributes::default() };
/// assert_eq!(
///     forbidden_message(&user, &wanted),
///     r#"nodes is forbidden: User "viewer" cannot list resource "nodes" in API group "" at the cluster scope"#
/// );
/// ```
#[must_use]
pub fn forbidden_message(user: &User<'_>, wanted: &Attributes<'_>) -> String {
    let (name, verb) = (user.name, wanted.verb);
    if let Some(url) = wanted.non_resource_url {
        return format!("forbidden: User \"{name}\" cannot {verb} path \"{url}\"");
    }
    let resource = match wanted.subresource {
        "" => wanted.resource.to_owned(),
        subresource => format!("{}/{subresource}", wanted.resource),
    };
    let kind = match wanted.api_group {
        "" => wanted.resource.to_owned(),
        group => format!("{}.{group}", wanted.resource),
    };
    let object = wanted.name.map(|it| format!(" \"{it}\"")).unwrap_or_default();
    let place = match wanted.namespace {
        Some(namespace) => format!("in the namespace \"{namespace}\""),
        None => "at the cluster scope".to_owned(),
    };
    format!(
        "{kind}{object} is forbidden: User \"{name}\" cannot {verb} resource \"{resource}\" in API group \"{}\" {place}",
        wanted.api_group
    )
}
