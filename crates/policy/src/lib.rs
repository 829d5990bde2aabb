//! IAM policies: parsed with spans, evaluated as AWS evaluates them, explained in AWS's words.
//!
//! A denial of AWS says at best which type of policy is missing an Allow. This crate says the rest: which statement
//! nearly applied and why it did not, which statements to add and where, and which side of a cross-account call is
//! wrong. Nothing is read from outside; a request and the policies that apply go in, the decision with its reasons
//! comes out.
//!
//! ```
//! use eks_iam_policy::{DenialText, Miss, NamedPolicy, PolicyDocument, PolicySet, Request, evaluate, minimal_changes};
//!
//! let document = PolicyDocument::parse(
//!     r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "eks:Describe*",
//!         "Resource": "arn:aws:eks:us-east-1:111122223333:cluster/*"}}"#,
//! )?;
//! let policies = PolicySet::with_identity([NamedPolicy::new("readers", document)]);
//! let cluster = "arn:aws:eks:eu-west-1:111122223333:cluster/shop";
//! let request = Request::new("arn:aws:iam::111122223333:user/mika", "eks:DescribeCluster", cluster);
//!
//! let evaluation = evaluate(&request, &policies);
//! let message = evaluation.denial_message(DenialText::WithReason).unwrap_or_default();
//! assert!(message.ends_with("because no identity-based policy allows the eks:DescribeCluster action"));
//! assert!(matches!(evaluation.near_misses()[0].reasons[0], Miss::Region { .. }));
//! assert_eq!(minimal_changes(&request, &policies).map(|changes| changes.len()), Some(1));
//! # Ok::<(), eks_iam_policy::ParsePolicyError>(())
//! ```
//!
//! | item | what for |
//! | --- | --- |
//! | [`PolicyDocument`], [`Statement`], [`Element`], [`Condition`], [`ParsePolicyError`] | documents and the places of their parts |
//! | [`Request`], [`Context`], [`PolicySet`], [`NamedPolicy`], [`PolicyType`] | what is asked, and what has a say in it |
//! | [`evaluate`], [`Evaluation`], [`Decision`], [`DenialText`] | the decision and AWS's sentence |
//! | [`StatementReport`], [`ConditionReport`], [`NearMiss`], [`Miss`] | why |
//! | [`minimal_changes`], [`apply_changes`], [`PolicyChange`] | what to add, policy by policy |
//! | [`both_sides`], [`judge_external_id`], [`check_session_duration`] | calls across accounts, third parties, role chaining |
//! | [`passed_roles`], [`judge_pass_role`], [`EksRole`] | `iam:PassRole` and the roles of EKS |
//! | [`lint`], [`Finding`], [`FindingKind`] | what can never match or is too wide |
//!
//! Federated callers are ordinary requests: the principal is the ARN of the OIDC or SAML provider, the claims are
//! context keys (`ISSUER:sub`, `ISSUER:aud`, `SAML:aud`).

mod arn_pattern;
mod caller;
mod change;
mod condition;
mod document;
mod eks_action;
mod eks_role;
mod error;
mod error_words;
mod evaluate;
mod evaluation;
mod findings;
mod lint;
mod matching;
mod message;
mod miss;
mod miss_words;
mod near_miss;
mod operator;
mod parse;
mod pass_role;
mod pattern;
mod plan;
mod policy_set;
mod principal;
mod reach;
mod report;
mod request;
mod role_call;
mod sides;
mod sides_words;
mod statement_text;
mod template;
mod validate;

pub use crate::{
    change::{PolicyChange, apply_changes, minimal_changes},
    condition::Condition,
    document::{ActionPattern, Effect, Element, PolicyDocument, ResourcePattern, Statement, Version},
    eks_action::EksAction,
    eks_role::EksRole,
    error::ParsePolicyError,
    evaluate::{Decision, evaluate},
    evaluation::Evaluation,
    findings::FindingKind,
    lint::{Finding, LintContext, lint},
    message::DenialText,
    miss::Miss,
    near_miss::NearMiss,
    operator::{Comparison, Operator, Quantifier},
    pass_role::{
        PassRoleVerdict, PassedRole, RoleTrust, judge_pass_role, pass_role_request, pass_role_statement,
        passed_role, passed_roles,
    },
    policy_set::{NamedPolicy, PolicySet, PolicyType},
    principal::{Grant, PrincipalPattern, PrincipalType},
    report::{ConditionReport, StatementReport},
    request::{Context, Request},
    role_call::{ExternalId, SessionDurationError, check_session_duration, judge_external_id},
    sides::{BothSides, Fault, Known, Side, SideVerdict, both_sides},
};
