//! Who asks, and for what.

/// The group that the API server adds to everybody who has shown who they are; RBAC does not add it by itself.
pub const AUTHENTICATED: &str = "system:authenticated";

/// A Kubernetes user, as an authenticator gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User<'a> {
    /// The name; `system:serviceaccount:NAMESPACE:NAME` for a service account.
    pub name: &'a str,
    /// The groups.
    pub groups: &'a [String],
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attributes<'a> {
    /// `get`, `list`, `create` …
    pub verb: &'a str,
    /// The API group; empty for the core group.
    pub api_group: &'a str,
    /// The resource, in the plural: `pods`.
    pub resource: &'a str,
    /// The subresource, such as `log`; empty when there is none.
    pub subresource: &'a str,
    /// The namespace; `None` asks at the cluster scope, or in all namespaces.
    pub namespace: Option<&'a str>,
    /// The object's name.
    pub name: Option<&'a str>,
    /// A path such as `/healthz`, instead of a resource.
    pub non_resource_url: Option<&'a str>,
}
