//! What is wrong with a policy, or will surprise its author.

use eks_iam_span::{Edit, Language, Severity, Span};

use crate::{
    Effect, FindingKind, PolicyDocument, PolicyType,
    document::Statement,
    principal::{PrincipalPattern, PrincipalType},
};

/// What is known of a policy's surroundings; every part is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LintContext {
    /// The type of policy. When it is not told, a policy whose statements name principals and no resources is taken for a trust
    /// policy, another one with principals for a resource policy, all others for identity policies.
    pub policy_type: Option<PolicyType>,
    /// The account in which the policy stands.
    pub account: Option<String>,
    /// The partition in which it is used, such as `aws-cn`.
    pub partition: Option<String>,
    /// The issuer of the cluster's service account tokens, with or without `https://`.
    pub issuer: Option<String>,
    /// Whether the policy belongs to a role, whose sessions are no users.
    pub for_role: bool,
}

impl LintContext {
    /// Returns a context that tells the type of policy only.
    #[must_use]
    pub fn of(policy_type: PolicyType) -> Self {
        Self { policy_type: Some(policy_type), ..Self::default() }
    }
}

/// One thing that is wrong, where it stands, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// How bad it is: an error never does what it says, a warning is too wide or surprising, an info is worth knowing.
    pub severity: Severity,
    /// Where it stands in the document.
    pub span: Span,
    /// The statement, from 0; `None` when the document as a whole is meant.
    pub statement: Option<usize>,
    /// What the message names: texts of the document.
    pub details: Vec<String>,
    /// Edits of the source that mend it, where there is one way.
    pub fix: Option<Vec<Edit>>,
}

impl Finding {
    /// Returns what is wrong, in one line.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let mut message = self.kind.rule().message.in_language(language).to_owned();
        for (at, detail) in self.details.iter().enumerate() {
            message = message.replace(&format!("{{{at}}}"), detail);
        }
        message
    }
}

/// Finds what can never match, what is wider than it looks, and what IAM would refuse, in the order of the document.
///
/// ```
/// use eks_iam_policy::{FindingKind, LintContext, PolicyDocument, lint};
///
/// let document = PolicyDocument::parse(
///     r#"{"Version": "2012-10-17", "Statement":
///         {"Effect": "Allow", "Action": "eks:DescribeClusters", "Resource": "*"}}"#,
/// )?;
/// let findings = lint(&document, &LintContext::default());
/// assert_eq!(findings[0].kind, FindingKind::UnknownAction);
/// # Ok::<(), eks_iam_policy::ParsePolicyError>(())
/// ```
#[must_use]
pub fn lint(document: &PolicyDocument, context: &LintContext) -> Vec<Finding> {
    let policy_type = context.policy_type.unwrap_or_else(|| guess_type(document));
    let linted = Linted { document, context, policy_type };
    let mut found = Found { document, kind: FindingKind::UnknownOperator, findings: Vec::new() };
    for kind in FindingKind::ALL {
        found.kind = *kind;
        (kind.rule().check)(&linted, &mut found);
    }
    found.findings.sort_by_key(|finding| (finding.span.start(), finding.span.end(), finding.kind));
    found.findings
}

fn guess_type(document: &PolicyDocument) -> PolicyType {
    let statements = document.statements();
    if !statements.iter().any(|statement| statement.principal().is_some()) {
        PolicyType::Identity
    } else if statements.iter().all(|statement| statement.resource().is_none()) {
        PolicyType::Trust
    } else {
        PolicyType::Resource
    }
}

/// A rule: when it finds something, and what it says.
pub(crate) struct Rule {
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    pub(crate) check: fn(&Linted<'_>, &mut Found<'_>),
    /// `{0}`, `{1}` stand for the details.
    pub(crate) message: Words,
    pub(crate) explanation: Words,
    /// The type of policy of the examples.
    pub(crate) policy_type: PolicyType,
    /// A statement that has it.
    pub(crate) example: &'static str,
    /// The same, mended.
    pub(crate) mended: &'static str,
}

/// A text in both languages.
pub(crate) struct Words {
    pub(crate) english: &'static str,
    pub(crate) japanese: &'static str,
}

impl Words {
    pub(crate) const fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.english,
            Language::Japanese => self.japanese,
        }
    }
}

/// A document under inspection.
pub(crate) struct Linted<'a> {
    pub(crate) document: &'a PolicyDocument,
    pub(crate) context: &'a LintContext,
    pub(crate) policy_type: PolicyType,
}

impl<'a> Linted<'a> {
    pub(crate) fn statements(&self) -> impl Iterator<Item = (usize, &'a Statement)> + use<'a> {
        self.document.statements().iter().enumerate()
    }

    pub(crate) fn allows(&self) -> impl Iterator<Item = (usize, &'a Statement)> + use<'a> {
        self.statements().filter(|(_, statement)| statement.effect() == Effect::Allow)
    }

    pub(crate) const fn is_trust(&self) -> bool {
        matches!(self.policy_type, PolicyType::Trust)
    }

    /// The cluster's issuer without `https://`.
    pub(crate) fn issuer(&self) -> Option<&'a str> {
        let issuer = self.context.issuer.as_deref()?;
        Some(issuer.strip_prefix("https://").unwrap_or(issuer))
    }
}

impl Statement {
    /// The principals under one key, where the element is not negated.
    pub(crate) fn principals(&self, kind: PrincipalType) -> impl Iterator<Item = &PrincipalPattern> {
        let element = self.principal().filter(|element| !element.is_negated());
        element.into_iter().flat_map(|element| element.values()).filter(move |it| it.kind() == kind)
    }

    /// The issuers of the OIDC providers that it names.
    pub(crate) fn issuers(&self) -> impl Iterator<Item = &str> {
        self.principals(PrincipalType::Federated)
            .filter_map(|principal| principal.text().split_once(":oidc-provider/").map(|(_, issuer)| issuer))
    }
}

/// Where findings go.
pub(crate) struct Found<'a> {
    document: &'a PolicyDocument,
    kind: FindingKind,
    findings: Vec<Finding>,
}

impl Found<'_> {
    pub(crate) fn add<const N: usize>(&mut self, statement: usize, span: Span, details: [&str; N]) {
        self.push(Some(statement), span, &details, None);
    }

    /// A finding that is mended by another string in its place.
    pub(crate) fn add_with_text<const N: usize>(
        &mut self,
        statement: usize,
        span: Span,
        details: [&str; N],
        replacement: &str,
    ) {
        let written = self.document.source().map(|source| span.slice(source));
        let fix = written.map(|written| {
            let quote = if written.starts_with('"') { "\"" } else { "" };
            vec![Edit::replace(span, format!("{quote}{replacement}{quote}"))]
        });
        self.push(Some(statement), span, &details, fix);
    }

    pub(crate) fn push(
        &mut self,
        statement: Option<usize>,
        span: Span,
        details: &[&str],
        fix: Option<Vec<Edit>>,
    ) {
        let details = details.iter().map(|&detail| detail.to_owned()).collect();
        let severity = self.kind.rule().severity;
        self.findings.push(Finding { kind: self.kind, severity, span, statement, details, fix });
    }
}
