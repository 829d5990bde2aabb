//! What a statement lacks to apply.

use eks_iam_span::Span;

/// What a statement lacks. `wanted` is the policy's text, `got` the request's, `span` the place of the policy's text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Miss {
    /// It names an action that differs by a few letters, or another action of the same service.
    Action {
        /// The nearest pattern.
        wanted: String,
        /// The action asked for.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// It does not name the caller.
    Principal {
        /// The principals as written.
        wanted: Vec<String>,
        /// The caller.
        got: String,
        /// Where the element stands.
        span: Span,
    },
    /// Its resource is in another partition.
    Partition {
        /// The pattern's segment.
        wanted: String,
        /// The resource's segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its resource belongs to another service.
    Service {
        /// The pattern's segment.
        wanted: String,
        /// The resource's segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its resource is in another region.
    Region {
        /// The pattern's segment.
        wanted: String,
        /// The resource's segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its resource is of another account.
    Account {
        /// The pattern's segment.
        wanted: String,
        /// The resource's segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its resource is of another type, such as `cluster` where a `nodegroup` is asked for.
    ResourceType {
        /// The pattern's last segment.
        wanted: String,
        /// The resource's last segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its resource has another path, such as a role ARN without the role's path.
    Path {
        /// The pattern's last segment.
        wanted: String,
        /// The resource's last segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its resource would match without regard to case.
    Case {
        /// The pattern.
        wanted: String,
        /// The resource, or the value of the condition key.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// Its pattern covers only the beginning of the ARN: `/*` is missing at its end.
    Tail {
        /// The pattern's last segment.
        wanted: String,
        /// The resource's last segment.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// It names another resource.
    Resource {
        /// The pattern nearest to the resource, or all that is excluded by `NotResource`.
        wanted: String,
        /// The resource.
        got: String,
        /// Where the pattern stands.
        span: Span,
    },
    /// A variable in its resource has no value in this request.
    Variable {
        /// The variables' keys.
        keys: Vec<String>,
        /// Where the pattern stands.
        span: Span,
    },
    /// A wildcard stands under an operator that has none: with the `…Like` form it would match.
    WildcardUnderEquals {
        /// The operator as written.
        operator: String,
        /// The key as written.
        key: String,
        /// The policy's value.
        wanted: String,
        /// The request's value.
        got: String,
        /// Where the key stands.
        span: Span,
    },
    /// A condition does not hold.
    Condition {
        /// The operator as written.
        operator: String,
        /// The key as written.
        key: String,
        /// The policy's values.
        wanted: Vec<String>,
        /// The request's values; `None` when the key is absent.
        got: Option<Vec<String>>,
        /// Where the key stands.
        span: Span,
    },
}

impl Miss {
    /// Returns the stable kebab-case name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Action { .. } => "action",
            Self::Principal { .. } => "principal",
            Self::Partition { .. } => "partition",
            Self::Service { .. } => "service",
            Self::Region { .. } => "region",
            Self::Account { .. } => "account",
            Self::ResourceType { .. } => "resource-type",
            Self::Path { .. } => "path",
            Self::Case { .. } => "case",
            Self::Tail { .. } => "tail",
            Self::Resource { .. } => "resource",
            Self::Variable { .. } => "variable",
            Self::WildcardUnderEquals { .. } => "wildcard-under-equals",
            Self::Condition { .. } => "condition",
        }
    }

    /// Returns where the policy's text stands that does not match.
    #[must_use]
    pub const fn span(&self) -> Span {
        match self {
            Self::Action { span, .. }
            | Self::Principal { span, .. }
            | Self::Partition { span, .. }
            | Self::Service { span, .. }
            | Self::Region { span, .. }
            | Self::Account { span, .. }
            | Self::ResourceType { span, .. }
            | Self::Path { span, .. }
            | Self::Case { span, .. }
            | Self::Tail { span, .. }
            | Self::Resource { span, .. }
            | Self::Variable { span, .. }
            | Self::WildcardUnderEquals { span, .. }
            | Self::Condition { span, .. } => *span,
        }
    }

    /// How far away it is: details of an otherwise right statement first.
    pub(crate) const fn distance(&self) -> u32 {
        match self {
            Self::Case { .. } | Self::WildcardUnderEquals { .. } | Self::Tail { .. } => 1,
            Self::Region { .. } | Self::Path { .. } | Self::Condition { .. } | Self::Variable { .. } => 2,
            Self::Account { .. } | Self::Partition { .. } | Self::ResourceType { .. } => 3,
            Self::Principal { .. } | Self::Resource { .. } => 4,
            Self::Action { .. } | Self::Service { .. } => 6,
        }
    }
}
