//! From a tree to a policy document.

use std::{collections::HashSet, sync::Arc};

use eks_iam_document::{Entry, Node, Value};
use eks_iam_span::{Span, Spanned};

use crate::{
    Condition, ParsePolicyError, PolicyDocument,
    arn_pattern::{ArnPattern, Variables},
    document::{ActionPattern, Effect, Element, Inner, ResourcePattern, Statement, Version},
    error::{Kind, Place, Shape},
    principal::{PrincipalPattern, PrincipalType},
};

type Result<T> = std::result::Result<T, ParsePolicyError>;

/// Reads JSON text.
pub(crate) fn text(text: &str) -> Result<PolicyDocument> {
    let tree = eks_iam_document::parse_json_strict(text).map_err(|error| {
        let span = error.span();
        fail(Kind::NotJson(error), span)
    })?;
    document(&tree, Some(text.into()))
}

/// Reads a tree; a string in it is JSON text.
pub(crate) fn node(node: &Node) -> Result<PolicyDocument> {
    match &node.value {
        Value::Scalar(scalar) if !node.is_null() => text(&scalar.text),
        _ => document(node, None),
    }
}

fn document(tree: &Node, source: Option<Arc<str>>) -> Result<PolicyDocument> {
    let entries = tree.as_mapping().ok_or_else(|| fail(Kind::NotAnObject, tree.span))?;
    let (mut version, mut version_span, mut id, mut statement) = (Version::V2008, None, None, None);
    for (name, entry) in named(entries)? {
        match name {
            "Version" => {
                version = read_version(&entry.value)?;
                version_span = Some(entry.value.span);
            }
            "Id" => id = Some(string(&entry.value, "Id")?),
            "Statement" => statement = Some(&entry.value),
            _ => return Err(unknown(name, Place::Document, entry)),
        }
    }
    let list = statement.ok_or_else(|| fail(Kind::MissingElement("Statement"), tree.span))?;
    let variables = version == Version::V2012;
    let (nodes, statement_is_list) = match &list.value {
        Value::Sequence(nodes) => (nodes.as_slice(), true),
        Value::Mapping(_) => (std::slice::from_ref(list), false),
        Value::Scalar(_) => return Err(shape("Statement", Shape::Statements, list.span)),
    };
    let statements = nodes.iter().map(|node| read_statement(node, variables)).collect::<Result<_>>()?;
    let inner = Inner {
        source,
        span: tree.span,
        version,
        version_span,
        id,
        statements,
        statement_span: list.span,
        statement_is_list,
    };
    Ok(PolicyDocument { inner: Arc::new(inner) })
}

fn read_version(node: &Node) -> Result<Version> {
    let text = string(node, "Version")?.value;
    match text.as_str() {
        "2012-10-17" => Ok(Version::V2012),
        "2008-10-17" => Ok(Version::V2008),
        _ => Err(fail(Kind::UnknownVersion(text), node.span)),
    }
}

fn read_statement(node: &Node, variables: bool) -> Result<Statement> {
    let Some(entries) = node.as_mapping() else {
        return Err(shape("Statement", Shape::Statements, node.span));
    };
    let (mut sid, mut effect, mut principal, mut action, mut resource) = (None, None, None, None, None);
    let (mut conditions, mut condition_span) = (Vec::new(), None);
    for (name, entry) in named(entries)? {
        let value = &entry.value;
        match name {
            "Sid" => sid = Some(string(value, "Sid")?),
            "Effect" => effect = Some(read_effect(value)?),
            "Principal" | "NotPrincipal" => {
                once(&mut principal, read_principal(name, value)?, "Principal", entry)?
            }
            "Action" | "NotAction" => {
                once(&mut action, element(name, value, ActionPattern::new)?, "Action", entry)?;
            }
            "Resource" | "NotResource" => {
                let scope = if variables { Variables::LastSegment } else { Variables::None };
                let new = |text: &str, span| ResourcePattern::new(text, span, ArnPattern::new(text, scope));
                once(&mut resource, element(name, value, new)?, "Resource", entry)?;
            }
            "Condition" => {
                conditions = read_conditions(value, variables)?;
                condition_span = Some(value.span);
            }
            _ => return Err(unknown(name, Place::Statement, entry)),
        }
    }
    Ok(Statement {
        span: node.span,
        sid,
        effect: effect.ok_or_else(|| fail(Kind::MissingElement("Effect"), node.span))?,
        principal,
        action: action.ok_or_else(|| fail(Kind::MissingElement("Action"), node.span))?,
        resource,
        conditions,
        condition_span,
    })
}

fn read_effect(node: &Node) -> Result<Spanned<Effect>> {
    let text = string(node, "Effect")?;
    let effect = match text.value.as_str() {
        "Allow" => Effect::Allow,
        "Deny" => Effect::Deny,
        _ => return Err(fail(Kind::UnknownEffect(text.value), node.span)),
    };
    Ok(Spanned::new(effect, node.span))
}

fn read_principal(name: &str, node: &Node) -> Result<Element<PrincipalPattern>> {
    let negated = name.starts_with("Not");
    let mut values = Vec::new();
    match &node.value {
        Value::Scalar(scalar) if scalar.text == "*" => {
            values.push(PrincipalPattern::new(PrincipalType::Everyone, "*", node.span));
        }
        Value::Mapping(entries) => {
            for (key, entry) in named(entries)? {
                let kind = PrincipalType::from_key(key)
                    .ok_or_else(|| fail(Kind::UnknownPrincipalKey(key.to_owned()), entry.key.span))?;
                for text in strings(&entry.value, key)? {
                    values.push(PrincipalPattern::new(kind, &text.value, text.span));
                }
            }
        }
        _ => return Err(shape(name, Shape::Principals, node.span)),
    }
    Ok(Element { negated, span: node.span, values })
}

fn element<T>(name: &str, node: &Node, new: impl Fn(&str, Span) -> T) -> Result<Element<T>> {
    let values = strings(node, name)?.into_iter().map(|text| new(&text.value, text.span)).collect();
    Ok(Element { negated: name.starts_with("Not"), span: node.span, values })
}

fn read_conditions(node: &Node, variables: bool) -> Result<Vec<Condition>> {
    let operators = node.as_mapping().ok_or_else(|| shape("Condition", Shape::Conditions, node.span))?;
    let mut conditions = Vec::new();
    for (name, operator) in named(operators)? {
        let keys =
            operator.value.as_mapping().ok_or_else(|| shape(name, Shape::Keys, operator.value.span))?;
        for (key, entry) in named(keys)? {
            conditions.push(Condition::new(
                Spanned::new(name.to_owned(), operator.key.span),
                Spanned::new(key.to_owned(), entry.key.span),
                strings(&entry.value, key)?,
                variables,
            ));
        }
    }
    Ok(conditions)
}

/// Sets an element that may stand once, with or without `Not`.
fn once<T>(slot: &mut Option<T>, value: T, name: &'static str, entry: &Entry) -> Result<()> {
    if slot.is_some() {
        return Err(fail(Kind::BothElements(name), entry.key.span));
    }
    *slot = Some(value);
    Ok(())
}

/// The entries with their names; a name given twice is an error.
fn named(entries: &[Entry]) -> Result<Vec<(&str, &Entry)>> {
    let mut seen = HashSet::with_capacity(entries.len());
    let mut named = Vec::with_capacity(entries.len());
    for entry in entries {
        let name = entry.key.as_str().ok_or_else(|| shape("key", Shape::Text, entry.key.span))?;
        if !seen.insert(name) {
            return Err(fail(Kind::DuplicateElement(name.to_owned()), entry.key.span));
        }
        named.push((name, entry));
    }
    Ok(named)
}

/// A string, or a number or truth value taken as its text.
fn string(node: &Node, name: &str) -> Result<Spanned<String>> {
    match node.as_str() {
        Some(text) if !node.is_null() => Ok(Spanned::new(text.to_owned(), node.span)),
        _ => Err(shape(name, Shape::Text, node.span)),
    }
}

/// One string where a list may stand.
fn strings(node: &Node, name: &str) -> Result<Vec<Spanned<String>>> {
    let wrong = |_| shape(name, Shape::Texts, node.span);
    match node.as_sequence() {
        Some(nodes) => nodes.iter().map(|node| string(node, name)).collect(),
        None => Ok(vec![string(node, name).map_err(wrong)?]),
    }
}

const fn fail(kind: Kind, span: Span) -> ParsePolicyError {
    ParsePolicyError::new(kind, span)
}

fn shape(element: &str, expected: Shape, span: Span) -> ParsePolicyError {
    fail(Kind::WrongShape { element: element.to_owned(), expected }, span)
}

fn unknown(name: &str, place: Place, entry: &Entry) -> ParsePolicyError {
    fail(Kind::UnknownElement { name: name.to_owned(), place }, entry.key.span)
}
