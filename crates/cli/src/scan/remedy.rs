//! The one change that mends a group: a policy, a trust statement, an RBAC object, or advice in words.

use std::collections::{BTreeMap, BTreeSet};

use eks_iam_arn::{ArnRef, canonical_arn};
use eks_iam_diagnosis::{RemedyKind, candidates};
use eks_iam_error_classifier::Class;
use eks_iam_policy::passed_roles;
use eks_iam_span::Language;

use super::{
    event::Ask,
    rbac_objects::rbac_objects,
    statement::{Statement, document},
};
use crate::language::pick;

/// What mends a group.
#[derive(Debug)]
pub(crate) struct Remedy {
    pub(crate) kind: RemedyKind,
    pub(crate) title: String,
    /// The policy, the objects or the commands; empty where only words help.
    pub(crate) document: String,
    pub(crate) notes: Vec<String>,
}

/// Whose policy has to allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Identity,
    Boundary,
    Session,
    Scp,
    VpcEndpoint,
    Resource,
    Trust,
}

/// Returns what mends a group.
pub(crate) fn remedy(class: Class, who: Option<&str>, asks: &[&Ask], language: Language) -> Remedy {
    let made = match class {
        Class::KubernetesForbiddenRbac => who.and_then(|it| rbac(it, asks, language)),
        Class::AwsAuthIdentityUnmapped => who.and_then(|it| access_entry(it, language)),
        _ => holder(class).and_then(|it| policy(it, class, who, asks, language)),
    };
    made.unwrap_or_else(|| words(class, language))
}

fn holder(class: Class) -> Option<Holder> {
    Some(match class {
        Class::AccessDeniedIdentityPolicyMissing
        | Class::AccessDeniedUnspecified
        | Class::AccessDeniedEncoded
        | Class::PassRole => Holder::Identity,
        Class::AccessDeniedPermissionsBoundaryMissing => Holder::Boundary,
        Class::AccessDeniedSessionPolicyMissing => Holder::Session,
        Class::AccessDeniedScpMissing => Holder::Scp,
        Class::AccessDeniedVpcEndpointPolicyMissing => Holder::VpcEndpoint,
        Class::AccessDeniedResourcePolicyMissing => Holder::Resource,
        Class::AssumeRoleDenied | Class::AssumeRoleTrustPolicy | Class::AssumeRoleTagSession => Holder::Trust,
        _ => return None,
    })
}

fn policy(
    holder: Holder,
    class: Class,
    who: Option<&str>,
    asks: &[&Ask],
    language: Language,
) -> Option<Remedy> {
    let mut notes = Vec::new();
    let who = who?;
    let statements = match holder {
        Holder::Trust => {
            canonical_arn(who).ok()?;
            let mut actions = BTreeSet::from(["sts:AssumeRole".to_owned()]);
            if class == Class::AssumeRoleTagSession {
                actions.insert("sts:TagSession".to_owned());
            }
            vec![Statement { principal: Some(who.to_owned()), actions, ..Statement::default() }]
        }
        _ => statements(holder, who, asks, language, &mut notes)?,
    };
    let roles: BTreeSet<&str> = asks.iter().filter_map(|it| it.resource.as_deref()).collect();
    let roles: Vec<&str> = roles.into_iter().collect();
    if holder == Holder::Trust && crosses_accounts(who, &roles) {
        notes.push(pick(
            language,
            "the accounts differ: a policy of the caller has to allow sts:AssumeRole on the role as well",
            "アカウントが異なるため、呼び出し元のポリシーでもこのロールに対する sts:AssumeRole を許可する必要があります",
        ).to_owned());
    }
    let kind = if holder == Holder::Trust { RemedyKind::TrustStatement } else { RemedyKind::PolicyStatement };
    let title = title(holder, who, &roles, language);
    Some(Remedy { kind, title, document: document(&statements), notes })
}

fn title(holder: Holder, who: &str, roles: &[&str], language: Language) -> String {
    let roles = if roles.is_empty() {
        pick(language, "the role", "対象のロール").to_owned()
    } else {
        roles.join(", ")
    };
    let japanese = language == Language::Japanese;
    match holder {
        Holder::Identity if japanese => format!("{who} のポリシーで、拒否された操作だけを許可する"),
        Holder::Identity => format!("allow what was denied, and nothing more, in a policy of {who}"),
        Holder::Boundary if japanese => format!("{who} のアクセス許可の境界に、拒否された操作を加える"),
        Holder::Boundary => format!("let the permissions boundary of {who} include what was denied"),
        Holder::Session if japanese => format!("{who} のセッションに渡すポリシーに、拒否された操作を加える"),
        Holder::Session => {
            format!("let the policy that is passed with the session of {who} include what was denied")
        }
        Holder::Scp if japanese => "組織の所有者が、サービスコントロールポリシー (SCP) で許可する".to_owned(),
        Holder::Scp => "have the owner of the organization allow it in a service control policy".to_owned(),
        Holder::VpcEndpoint if japanese => {
            "VPC エンドポイントポリシーで、拒否された操作だけを許可する".to_owned()
        }
        Holder::VpcEndpoint => {
            "allow what was denied, and nothing more, in the policy of the VPC endpoint".to_owned()
        }
        Holder::Resource if japanese => {
            format!("リソースのポリシーで {who} に、拒否された操作だけを許可する")
        }
        Holder::Resource => {
            format!("let the resource's own policy allow {who} what was denied, and nothing more")
        }
        Holder::Trust if japanese => format!("{roles} の信頼ポリシーで {who} を信頼する"),
        Holder::Trust => format!("let the trust policy of {roles} name {who}"),
    }
}

/// Returns the fewest statements that allow each ask, and nothing besides.
fn statements(
    holder: Holder,
    who: &str,
    asks: &[&Ask],
    language: Language,
    notes: &mut Vec<String>,
) -> Option<Vec<Statement>> {
    let needs_principal = matches!(holder, Holder::VpcEndpoint | Holder::Resource);
    if needs_principal && canonical_arn(who).is_err() {
        return None;
    }
    let principal = needs_principal.then(|| who.to_owned());
    let mut by_resource: BTreeMap<(String, Vec<String>), BTreeSet<String>> = BTreeMap::new();
    for ask in asks {
        let Some(action) = ask.action.as_deref().filter(|it| is_action(it)) else { continue };
        let is_pass_role = action.eq_ignore_ascii_case("iam:PassRole");
        let services = if is_pass_role { services(ask) } else { Vec::new() };
        let resource = resource(ask, who).unwrap_or_else(|| {
            if let Some(name) = ask.resource.as_deref().filter(|it| *it != "*") {
                notes.push(match language {
                    Language::Japanese => {
                        format!("`{name}` の ARN はメッセージにないため、Resource を絞り込んでください")
                    }
                    _ => format!("the message has no ARN of `{name}`: narrow the Resource down"),
                });
            }
            "*".to_owned()
        });
        by_resource.entry((resource, services)).or_default().insert(action.to_owned());
    }
    notes.dedup();
    notes.truncate(4);
    if by_resource.keys().any(|(_, services)| !services.is_empty()) {
        notes.push(pick(
            language,
            "iam:PassedToService names the service that receives the role; correct it where another one does",
            "iam:PassedToService はロールを受け取るサービスです。別のサービスが受け取る場合は修正してください",
        ).to_owned());
    }
    let mut by_actions: BTreeMap<(BTreeSet<String>, Vec<String>), BTreeSet<String>> = BTreeMap::new();
    for ((resource, services), actions) in by_resource {
        by_actions.entry((actions, services)).or_default().insert(resource);
    }
    let statements: Vec<Statement> = by_actions
        .into_iter()
        .map(|((actions, passed_to), resources)| Statement {
            principal: principal.clone(),
            actions,
            resources,
            passed_to,
        })
        .collect();
    (!statements.is_empty()).then_some(statements)
}

/// Returns the services that get the role of a PassRole.
fn services(ask: &Ask) -> Vec<String> {
    let operation = ask.operation.as_deref().unwrap_or_default();
    let in_china = ask.resource.as_deref().is_some_and(|it| it.starts_with("arn:aws-cn:"));
    let known = ["eks", "ec2"].iter().find_map(|it| passed_roles(&format!("{it}:{operation}")).next());
    match known {
        Some(known) => known.services.iter().map(|it| (*it).to_owned()).collect(),
        None if operation == "RunInstances" && in_china => vec!["ec2.amazonaws.com.cn".to_owned()],
        None if operation == "RunInstances" => vec!["ec2.amazonaws.com".to_owned()],
        None => vec!["eks.amazonaws.com".to_owned()],
    }
}

/// Returns the ARN of what was asked for; IAM's short forms, such as `role NAME`, are of the caller's account.
fn resource(ask: &Ask, who: &str) -> Option<String> {
    let text = ask.resource.as_deref()?;
    let is_clean = |it: &str| !it.contains(['"', '\\', '<', '>', '{', '}', ' ']);
    if text == "*" || ArnRef::parse(text).is_ok() && is_clean(text) {
        return Some(text.to_owned());
    }
    let (kind, name) = text.split_once(' ')?;
    if name.starts_with("arn:") && is_clean(name) {
        return Some(name.to_owned());
    }
    let caller = ArnRef::parse(who).ok()?;
    let is_kind = matches!(kind, "role" | "user" | "policy" | "group" | "instance-profile");
    (is_kind && is_clean(name))
        .then(|| format!("arn:{}:iam::{}:{kind}/{name}", caller.partition(), caller.account()))
}

fn is_action(text: &str) -> bool {
    let is_word = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
    text.split_once(':').is_some_and(|(service, action)| is_word(service) && is_word(action))
}

fn crosses_accounts(who: &str, roles: &[&str]) -> bool {
    let account = |it: &str| ArnRef::parse(it).ok().map(|it| it.account().to_owned());
    let own = account(who);
    roles.iter().filter_map(|it| account(it)).any(|it| own.as_ref() != Some(&it))
}

fn rbac(who: &str, asks: &[&Ask], language: Language) -> Option<Remedy> {
    let document = rbac_objects(who, asks)?;
    let title = match language {
        Language::Japanese => format!("{who} に、拒否された操作だけを許可するロールをバインドする"),
        _ => format!("bind {who} to a role that allows what was denied, and nothing more"),
    };
    Some(Remedy { kind: RemedyKind::RbacObject, title, document, notes: Vec::new() })
}

fn access_entry(who: &str, language: Language) -> Option<Remedy> {
    let arn = canonical_arn(who).ok()?;
    let title = match language {
        Language::Japanese => format!("{arn} のアクセスエントリを作成し、グループを RBAC でバインドする"),
        _ => format!("create an access entry for {arn}, and bind its group in RBAC"),
    };
    let note = pick(
        language,
        "a role with an IAM path needs its whole ARN in an access entry; a session does not show the path",
        "IAM パスのあるロールでは、アクセスエントリにパスを含む ARN が必要です。セッションの ARN にパスは表示されません",
    );
    let document = format!(
        "aws eks create-access-entry --cluster-name CLUSTER --principal-arn {arn} --kubernetes-groups GROUP\n"
    );
    Some(Remedy { kind: RemedyKind::AccessEntry, title, document, notes: vec![note.to_owned()] })
}

/// Returns the advice for the likeliest cause of a class.
fn words(class: Class, language: Language) -> Remedy {
    let cause = candidates(class).first();
    let title = cause.map_or_else(
        || pick(language, "no change of access mends this", "アクセス権の変更では解決しません").to_owned(),
        |it| it.advice().text(language),
    );
    Remedy { kind: RemedyKind::Words, title, document: String::new(), notes: Vec::new() }
}

#[cfg(test)]
mod tests {
    use eks_iam_policy::{NamedPolicy, PolicyDocument, PolicySet, Request, evaluate};

    use super::*;

    fn ask(action: &str, resource: Option<&str>) -> Ask {
        Ask { action: Some(action.to_owned()), resource: resource.map(str::to_owned), ..Ask::default() }
    }

    #[test]
    fn the_policy_allows_every_ask_and_nothing_besides() {
        let who = "arn:aws:iam::111122223333:role/ops";
        let cluster = |name: &str| format!("arn:aws:eks:us-west-2:111122223333:cluster/{name}");
        let asks = [
            ask("eks:DescribeCluster", Some(&cluster("a"))),
            ask("eks:DescribeCluster", Some(&cluster("b"))),
            ask("eks:ListNodegroups", Some(&cluster("a"))),
            ask("ec2:DescribeSubnets", None),
            ask("iam:GetRole", Some("role node")),
        ];
        let class = Class::AccessDeniedIdentityPolicyMissing;
        let made = remedy(class, Some(who), &asks.iter().collect::<Vec<_>>(), Language::English);
        let policies = PolicySet::with_identity([NamedPolicy::new(
            "mend",
            PolicyDocument::parse(&made.document).expect("it is a policy"),
        )]);
        let allows = |action: &str, resource: &str| {
            evaluate(&Request::new(who, action, resource), &policies).is_allowed()
        };
        assert!(allows("eks:DescribeCluster", &cluster("a")) && allows("eks:DescribeCluster", &cluster("b")));
        assert!(allows("eks:ListNodegroups", &cluster("a")) && !allows("eks:ListNodegroups", &cluster("b")));
        assert!(allows("ec2:DescribeSubnets", "*"));
        assert!(allows("iam:GetRole", "arn:aws:iam::111122223333:role/node"));
        assert!(!allows("iam:GetRole", "arn:aws:iam::111122223333:role/other"));
        assert!(!allows("eks:DeleteCluster", &cluster("a")));
    }

    #[test]
    fn a_role_is_passed_to_the_service_that_gets_it() {
        let role = "arn:aws:iam::111122223333:role/eks-cluster";
        let mut ask = ask("iam:PassRole", Some(role));
        ask.operation = Some("CreateCluster".to_owned());
        let made =
            remedy(Class::PassRole, Some("arn:aws:iam::111122223333:user/mika"), &[&ask], Language::English);
        insta::assert_snapshot!(made.document, @r#"
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": "iam:PassRole",
              "Resource": "arn:aws:iam::111122223333:role/eks-cluster",
              "Condition": {"StringEquals": {"iam:PassedToService": "eks.amazonaws.com"}}
            }
          ]
        }
        "#);
    }

    #[test]
    fn no_allow_is_proposed_against_a_deny() {
        let ask = ask("eks:DescribeCluster", Some("*"));
        let made = remedy(
            Class::ExplicitDenyScp,
            Some("arn:aws:iam::111122223333:user/mika"),
            &[&ask],
            Language::English,
        );
        assert_eq!((made.kind, made.document.as_str()), (RemedyKind::Words, ""));
    }
}
