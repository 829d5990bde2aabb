//! Policy documents: what was written, with the place of each part.

use std::sync::Arc;

use eks_iam_document::Node;
use eks_iam_span::{Span, Spanned};

use crate::{
    Condition, ParsePolicyError, PolicyType, arn_pattern::ArnPattern, parse, pattern::Glob,
    principal::PrincipalPattern, validate,
};

/// An IAM policy document, parsed once. Cloning is cheap.
///
/// ```
/// use eks_iam_policy::{Effect, PolicyDocument};
///
/// let document = PolicyDocument::parse(
///     r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "eks:*", "Resource": "*"}}"#,
/// )?;
/// let statement = &document.statements()[0];
/// assert_eq!(statement.effect(), Effect::Allow);
/// assert_eq!(statement.action().values()[0].text(), "eks:*");
/// # Ok::<(), eks_iam_policy::ParsePolicyError>(())
/// ```
#[derive(Clone, Debug)]
pub struct PolicyDocument {
    pub(crate) inner: Arc<Inner>,
}

/// What clones share.
#[derive(Clone, Debug)]
pub(crate) struct Inner {
    pub(crate) source: Option<Arc<str>>,
    pub(crate) span: Span,
    pub(crate) version: Version,
    pub(crate) version_span: Option<Span>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) statements: Vec<Statement>,
    /// The value of `Statement`, and whether it is a list.
    pub(crate) statement_span: Span,
    pub(crate) statement_is_list: bool,
}

/// The version of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// `2008-10-17`, also when `Version` is absent: no policy variables.
    V2008,
    /// `2012-10-17`.
    V2012,
}

impl Version {
    /// Returns the text that stands in a document.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2008 => "2008-10-17",
            Self::V2012 => "2012-10-17",
        }
    }
}

/// What a statement does when it applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever else allows.
    Deny,
}

impl Effect {
    /// Returns `Allow` or `Deny`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

impl PolicyDocument {
    /// Reads a policy document in JSON.
    ///
    /// # Errors
    ///
    /// When the text is no JSON, or no policy: an element is unknown, missing, given twice or of the wrong shape.
    /// Which elements a type of policy must have is another question: [`PolicyDocument::validate`].
    pub fn parse(text: &str) -> Result<Self, ParsePolicyError> {
        parse::text(text)
    }

    /// Reads a policy document from a tree, such as the value of `AssumeRolePolicyDocument` in a larger file. The spans
    /// are those of the tree. A string is read as the JSON text of a document, and the spans are within that string.
    ///
    /// # Errors
    ///
    /// As [`PolicyDocument::parse`].
    pub fn from_node(node: &Node) -> Result<Self, ParsePolicyError> {
        parse::node(node)
    }

    /// Checks what IAM and the services check when a policy of this type is saved: elements that the type must have or
    /// must not have, and principals that cannot be. Nothing of this is needed to evaluate.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn validate(&self, kind: PolicyType) -> Result<(), ParsePolicyError> {
        validate::validate(self, kind)
    }

    /// Returns the text that was parsed; `None` when the document came from a tree.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.inner.source.as_deref()
    }

    /// Returns where the whole document stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.inner.span
    }

    /// Returns the version that counts.
    #[must_use]
    pub fn version(&self) -> Version {
        self.inner.version
    }

    /// Returns where `Version` stands, if it was written.
    #[must_use]
    pub fn version_span(&self) -> Option<Span> {
        self.inner.version_span
    }

    /// Returns the `Id`.
    #[must_use]
    pub fn id(&self) -> Option<&Spanned<String>> {
        self.inner.id.as_ref()
    }

    /// Returns the statements in their order.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.inner.statements
    }

    /// Returns the size that counts for IAM's limits: characters of the text without white space. `None` when the
    /// document came from a tree.
    #[must_use]
    pub fn size(&self) -> Option<usize> {
        self.source().map(|text| text.chars().filter(|character| !character.is_whitespace()).count())
    }
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Statement {
    pub(crate) span: Span,
    pub(crate) sid: Option<Spanned<String>>,
    pub(crate) effect: Spanned<Effect>,
    pub(crate) principal: Option<Element<PrincipalPattern>>,
    pub(crate) action: Element<ActionPattern>,
    pub(crate) resource: Option<Element<ResourcePattern>>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) condition_span: Option<Span>,
}

impl Statement {
    /// Returns where the statement stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the statement id.
    #[must_use]
    pub const fn sid(&self) -> Option<&Spanned<String>> {
        self.sid.as_ref()
    }

    /// Returns what the statement does.
    #[must_use]
    pub const fn effect(&self) -> Effect {
        self.effect.value
    }

    /// Returns where `Effect`'s value stands.
    #[must_use]
    pub const fn effect_span(&self) -> Span {
        self.effect.span
    }

    /// Returns `Principal` or `NotPrincipal`.
    #[must_use]
    pub const fn principal(&self) -> Option<&Element<PrincipalPattern>> {
        self.principal.as_ref()
    }

    /// Returns `Action` or `NotAction`.
    #[must_use]
    pub const fn action(&self) -> &Element<ActionPattern> {
        &self.action
    }

    /// Returns `Resource` or `NotResource`; trust policies have neither.
    #[must_use]
    pub const fn resource(&self) -> Option<&Element<ResourcePattern>> {
        self.resource.as_ref()
    }

    /// Returns the conditions, all of which must hold.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Returns where the `Condition` block stands.
    #[must_use]
    pub const fn condition_span(&self) -> Option<Span> {
        self.condition_span
    }

    /// Tells whether `Action` or `NotAction` covers an action.
    #[must_use]
    pub fn covers_action(&self, action: &str) -> bool {
        self.covers_lower_action(&action.to_ascii_lowercase())
    }

    pub(crate) fn covers_lower_action(&self, lower: &str) -> bool {
        self.action.values.iter().any(|pattern| pattern.matches_lower(lower)) != self.action.negated
    }
}

/// An element that also exists with `Not` in front.
#[derive(Clone, Debug)]
pub struct Element<T> {
    pub(crate) negated: bool,
    pub(crate) span: Span,
    pub(crate) values: Vec<T>,
}

impl<T> Element<T> {
    /// Tells whether it is the form with `Not`.
    #[must_use]
    pub const fn is_negated(&self) -> bool {
        self.negated
    }

    /// Returns where its value stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Returns the values.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

/// A pattern of `Action` or `NotAction`.
#[derive(Clone, Debug)]
pub struct ActionPattern {
    text: String,
    span: Span,
    /// In lower case; `None` for a text that is neither `*` nor `service:name`.
    glob: Option<Glob>,
}

impl ActionPattern {
    pub(crate) fn new(text: &str, span: Span) -> Self {
        let valid = text.contains(':') || text.bytes().all(|byte| byte == b'*');
        let glob = valid.then(|| Glob::new(&text.to_ascii_lowercase()));
        Self { text: text.to_owned(), span, glob }
    }

    /// Returns the text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Tells whether the pattern covers an action; case does not matter.
    #[must_use]
    pub fn matches(&self, action: &str) -> bool {
        self.matches_lower(&action.to_ascii_lowercase())
    }

    pub(crate) fn matches_lower(&self, lower: &str) -> bool {
        self.glob.as_ref().is_some_and(|glob| glob.matches(lower))
    }
}

/// A pattern of `Resource` or `NotResource`.
#[derive(Clone, Debug)]
pub struct ResourcePattern {
    text: String,
    span: Span,
    pub(crate) pattern: ArnPattern,
}

impl ResourcePattern {
    pub(crate) fn new(text: &str, span: Span, pattern: ArnPattern) -> Self {
        Self { text: text.to_owned(), span, pattern }
    }

    /// Returns the text as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }
}
