//! Policy documents in files: as they were written, or inside of what the AWS CLI prints.

use std::path::Path;

use eks_iam_document::{Node, parse};
use eks_iam_policy::{NamedPolicy, ParsePolicyError, PolicyDocument, PolicyType};
use eks_iam_span::Language;

use crate::{
    input::{Source, broken, read},
    output::Failure,
};

/// The elements of the AWS CLI's output that hold a policy, with the type of policy that they mean.
const HOLDERS: [(&str, Option<PolicyType>); 4] = [
    ("AssumeRolePolicyDocument", Some(PolicyType::Trust)),
    ("PolicyDocument", None),
    ("Document", None),
    ("policy", Some(PolicyType::Resource)),
];

/// A policy of a file.
#[derive(Debug)]
pub(super) struct FilePolicy {
    /// What the file's wrapper says it is.
    pub(super) kind: Option<PolicyType>,
    /// The document; its spans are places of the file.
    pub(super) document: Result<PolicyDocument, ParsePolicyError>,
}

/// Reads the policies of a file; the outer failure is that of the file, the inner ones are those of its policies.
pub(super) fn policies_of(source: &Source, language: Language) -> Result<Vec<FilePolicy>, Failure> {
    // JSON text is read strictly, so that a fault is told in the words of policies.
    let text = PolicyDocument::parse(&source.text);
    let is_wrapped = matches!(&text, Err(error) if error.kind() == "unknown-element");
    let looks_like_json = source.text.trim_start().starts_with('{');
    if looks_like_json && !is_wrapped {
        return Ok(vec![FilePolicy { kind: None, document: text }]);
    }
    let tree = parse(&source.text).map_err(|error| broken(source, &error, language))?;
    let mut found = Vec::new();
    collect(&tree, 0, &mut found);
    if found.is_empty() {
        let document = if looks_like_json { text } else { PolicyDocument::from_node(&tree) };
        found.push(FilePolicy { kind: None, document });
    }
    Ok(found)
}

/// Finds policies under the names that the AWS CLI gives them; a policy as text has no places in the file.
fn collect(node: &Node, depth: usize, found: &mut Vec<FilePolicy>) {
    if node.get("Statement").is_some() {
        found.push(FilePolicy { kind: None, document: PolicyDocument::from_node(node) });
        return;
    }
    for (name, kind) in HOLDERS {
        if let Some(holder) = node.get(name).filter(|it| it.as_mapping().is_some()) {
            found.push(FilePolicy { kind, document: PolicyDocument::from_node(holder) });
        }
    }
    if depth == 2 {
        return;
    }
    for name in ["PolicyVersion", "Role", "RolePolicy", "RolePolicyList", "Policy"] {
        for inner in
            node.get(name).into_iter().flat_map(|it| it.as_sequence().unwrap_or(std::slice::from_ref(it)))
        {
            collect(inner, depth + 1, found);
        }
    }
}

/// A file with its policies, of which every one can be read.
#[derive(Debug)]
pub(super) struct PolicyFile {
    /// The file.
    pub(super) source: Source,
    /// Its policies, named after it.
    pub(super) policies: Vec<NamedPolicy>,
}

/// Reads a file whose policies are to be evaluated.
pub(super) fn read_policies(path: &Path, language: Language) -> Result<PolicyFile, Failure> {
    let source = read(path, language)?;
    let mut policies = Vec::new();
    for (at, it) in policies_of(&source, language)?.into_iter().enumerate() {
        let document = it.document.map_err(|error| super::lint::refused(&source, &error, language))?;
        let name = if at == 0 { source.name.clone() } else { format!("{}#{}", source.name, at + 1) };
        policies.push(NamedPolicy::new(name, document));
    }
    Ok(PolicyFile { source, policies })
}
