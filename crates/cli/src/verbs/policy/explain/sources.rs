//! The policies that a user has at hand, in files by type.

use std::path::PathBuf;

use clap::Args;
use eks_iam_policy::{Context, Known, NamedPolicy, PolicySet, Request, evaluate};
use eks_iam_span::Language;

use super::{denial::Denial, place};
use crate::{
    input::{Source, wrong},
    language::pick,
    output::Failure,
    verbs::policy::files::{PolicyFile, read_policies},
};

/// The options that name files, and what the text of a denial does not tell.
#[derive(Debug, Args)]
pub(super) struct Sources {
    /// Policies of the caller: of the user and its groups, or of the role.
    #[arg(long, value_name = "FILE")]
    identity: Vec<PathBuf>,
    /// The caller's permissions boundary.
    #[arg(long, value_name = "FILE")]
    boundary: Vec<PathBuf>,
    /// Session policies.
    #[arg(long, value_name = "FILE")]
    session: Vec<PathBuf>,
    /// Service control policies of one level, with commas between; once for each level, the root first.
    #[arg(long, value_name = "FILES")]
    scp: Vec<String>,
    /// Resource control policies of one level, likewise.
    #[arg(long, value_name = "FILES")]
    rcp: Vec<String>,
    /// The policy of the VPC endpoint.
    #[arg(long, value_name = "FILE")]
    endpoint: Vec<PathBuf>,
    /// The policy on the resource.
    #[arg(long, value_name = "FILE", conflicts_with = "trust")]
    resource: Option<PathBuf>,
    /// The trust policy of the role that is assumed.
    #[arg(long, value_name = "FILE")]
    trust: Option<PathBuf>,
    /// A condition key of the request; a key that is given twice is a list.
    #[arg(long, value_name = "KEY=VALUE")]
    context: Vec<String>,
    /// The caller, where the text does not name it.
    #[arg(long, value_name = "ARN")]
    principal: Option<String>,
    /// The action, where the text does not name it.
    #[arg(long)]
    action: Option<String>,
    /// The resource, where the text does not name it.
    #[arg(long = "on", value_name = "ARN")]
    on: Option<String>,
}

/// What was read of them.
pub(super) struct Given<'a> {
    sources: &'a Sources,
    pub(super) policies: PolicySet,
    pub(super) known: Known,
    context: Context,
    files: Vec<Source>,
}

impl Sources {
    /// Reads the files.
    pub(super) fn read(&self, language: Language) -> Result<Given<'_>, Failure> {
        let mut files = Vec::new();
        let mut read = |paths: &[PathBuf]| -> Result<Vec<NamedPolicy>, Failure> {
            let mut all = Vec::new();
            for path in paths {
                let PolicyFile { source, policies } = read_policies(path, language)?;
                files.push(source);
                all.extend(policies);
            }
            Ok(all)
        };
        let level = |names: &String| names.split(',').map(PathBuf::from).collect::<Vec<_>>();
        let mut levels = |list: &[String]| -> Result<Vec<Vec<NamedPolicy>>, Failure> {
            list.iter().map(|names| read(&level(names))).collect()
        };
        let (scp, rcp) = (levels(&self.scp)?, levels(&self.rcp)?);
        let mut one = |path: &Option<PathBuf>| -> Result<Option<NamedPolicy>, Failure> {
            Ok(read(path.as_slice())?.pop())
        };
        let (resource, trust) = (one(&self.resource)?, one(&self.trust)?);
        let policies = PolicySet {
            identity: read(&self.identity)?,
            boundary: read(&self.boundary)?,
            session: read(&self.session)?,
            endpoint: read(&self.endpoint)?,
            scp,
            rcp,
            resource,
            trust,
        };
        Ok(Given { sources: self, known: known(&policies), policies, context: self.keys(language)?, files })
    }

    fn keys(&self, language: Language) -> Result<Context, Failure> {
        let mut context = Context::new();
        for pair in &self.context {
            let Some((key, value)) = pair.split_once('=') else {
                let text = pick(
                    language,
                    "--context takes KEY=VALUE",
                    "--context には KEY=VALUE を指定してください",
                );
                return Err(wrong(language, text));
            };
            match context.get(key).map(<[String]>::to_vec) {
                None => context.insert(key, value),
                Some(before) => context.insert_list(key, before.into_iter().chain([value.to_owned()])),
            }
        }
        Ok(context)
    }
}

/// A side of which no policy is given is not known.
pub(super) fn known(policies: &PolicySet) -> Known {
    let of_caller = [&policies.identity, &policies.boundary, &policies.session];
    Known {
        caller: of_caller.iter().any(|it| !it.is_empty()) || !policies.scp.is_empty(),
        resource: policies.resource.is_some() || policies.trust.is_some(),
    }
}

impl Given<'_> {
    /// The request that the text tells, completed from the options.
    pub(super) fn request(&self, denial: &Denial, language: Language) -> Result<Request, Failure> {
        let part = |told: &str, option: &Option<String>, name: &str| match option {
            Some(given) => Ok(given.clone()),
            None if told.is_empty() => Err(wrong(
                language,
                match language {
                    Language::Japanese => format!("テキストにありません。--{name} を指定してください"),
                    _ => format!("the text does not tell it; give --{name}"),
                },
            )),
            None => Ok(told.to_owned()),
        };
        let told = &denial.request;
        Ok(Request {
            context: self.context.clone(),
            ..Request::new(
                part(&told.principal, &self.sources.principal, "principal")?,
                part(&told.action, &self.sources.action, "action")?,
                part(&told.resource, &self.sources.on, "on")?,
            )
        })
    }

    /// Shows in the files the statement that decides, and the places that keep the nearest statements from applying.
    pub(super) fn places(&self, request: &Request, language: Language) -> String {
        let evaluation = evaluate(request, &self.policies);
        let file = |name: &str| {
            let name = name.split('#').next().unwrap_or(name);
            self.files.iter().find(|it| it.name == name)
        };
        let mut text = String::new();
        for statement in evaluation.statements().iter().filter(|it| it.decides) {
            let Some(source) = file(&statement.policy_name) else { continue };
            let message = match (statement.effect, language) {
                (eks_iam_policy::Effect::Deny, Language::Japanese) => "このステートメントが拒否しています",
                (eks_iam_policy::Effect::Deny, _) => "this statement denies the request",
                (_, Language::Japanese) => "このステートメントが許可しています",
                (_, _) => "this statement allows the request",
            };
            let kind = statement.policy_type.as_str();
            text += &place(&source.name, &source.text, statement.span, kind, message.to_owned(), language);
        }
        for miss in evaluation.near_misses().iter().take(3) {
            let Some(source) = file(&miss.policy_name) else { continue };
            for reason in &miss.reasons {
                let message = reason.message(language);
                text += &place(&source.name, &source.text, reason.span(), reason.name(), message, language);
            }
        }
        text
    }
}
