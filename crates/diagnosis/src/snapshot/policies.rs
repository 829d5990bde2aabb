//! The policies that have a say for one caller, as far as the snapshot knows them.

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_policy::{NamedPolicy, PolicyDocument, PolicySet};
use eks_iam_span::Language;

use super::{PolicySource, Snapshot};
use crate::Message;

/// A caller found in the snapshot: whose policies count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entity<'a> {
    /// The ARN of the user or role.
    pub(crate) arn: &'a str,
    pub(crate) policies: &'a [PolicySource],
    pub(crate) boundary: Option<&'a PolicySource>,
}

impl Snapshot {
    /// Finds the user, or the role behind a session. The error says what is missing.
    pub(crate) fn entity(&self, caller: &str) -> Result<Entity<'_>, Message> {
        let unknown = || {
            let canonical = eks_iam_arn::canonical_arn(caller);
            Message::new("missing.entity")
                .with("arn", canonical.map_or_else(|_| caller.to_owned(), |it| it.into_owned()))
        };
        let arn = ArnRef::parse(caller).map_err(|_| unknown())?;
        let (arn, policies, boundary) = match Principal::try_from(arn) {
            Ok(Principal::User(_)) => {
                let user = self.user(caller).ok_or_else(unknown)?;
                (&user.arn, &user.policies, &user.boundary)
            }
            Ok(principal @ (Principal::AssumedRole(_) | Principal::Role(_))) => {
                let role = self.role(&principal.canonical()).ok_or_else(unknown)?;
                (&role.arn, &role.policies, &role.boundary)
            }
            _ => return Err(unknown()),
        };
        let policies =
            policies.as_deref().ok_or_else(|| Message::new("missing.identity-policies").with("arn", arn))?;
        Ok(Entity { arn, policies, boundary: boundary.as_ref() })
    }

    /// Returns all policies that have a say when this entity calls; a policy that does not parse is the error.
    pub(crate) fn policy_set(&self, entity: Option<&Entity<'_>>) -> Result<PolicySet, Message> {
        let mut set = PolicySet::default();
        if let Some(entity) = entity {
            set.identity = all(entity.policies)?;
            set.boundary = entity.boundary.map(named).transpose()?.into_iter().collect();
        }
        let session = self.client.parameters.iter().find(|(name, _)| name == "policy");
        if let Some((_, text)) = session {
            let source = PolicySource { name: "session".to_owned(), arn: None, text: text.clone() };
            set.session = vec![named(&source)?];
        }
        if let Some(iam) = &self.iam {
            set.scp = iam.scps.iter().map(|it| all(it)).collect::<Result<_, _>>()?;
            set.endpoint = iam.vpc_endpoint.as_ref().map(named).transpose()?.into_iter().collect();
        }
        Ok(set)
    }
}

fn all(policies: &[PolicySource]) -> Result<Vec<NamedPolicy>, Message> {
    policies.iter().map(named).collect()
}

/// Parses a policy.
pub(crate) fn named(policy: &PolicySource) -> Result<NamedPolicy, Message> {
    let document = PolicyDocument::parse(&policy.text).map_err(|error| {
        let why = |language| error.message(language);
        Message::new("policy.malformed").with("name", policy.name.as_str()).with_words(
            "why",
            why(Language::English),
            why(Language::Japanese),
        )
    })?;
    Ok(NamedPolicy { name: policy.name.clone(), arn: policy.arn.clone(), document })
}

/// Returns the policy's text with one more statement behind the others.
///
/// `None` when the text is no policy, or the statement no JSON.
pub(crate) fn with_statement(text: &str, statement: &str) -> Option<String> {
    use eks_iam_document::{Node, Value};

    let statement = eks_iam_document::parse(statement).ok()?;
    let mut policy = eks_iam_document::parse(text).ok()?;
    let Value::Mapping(entries) = &mut policy.value else { return None };
    let place = &mut entries.iter_mut().rev().find(|it| it.key.as_str() == Some("Statement"))?.value;
    let span = place.span;
    if let Value::Sequence(items) = &mut place.value {
        items.push(statement);
    } else {
        let only = std::mem::replace(place, Node::new(Value::Sequence(Vec::new()), span));
        place.value = Value::Sequence(vec![only, statement]);
    }
    Some(super::read::pretty_json(&policy))
}

/// Returns a policy with this one statement.
pub(crate) fn policy_of(statement: &str) -> Option<String> {
    with_statement(r#"{"Version": "2012-10-17", "Statement": []}"#, statement)
}
