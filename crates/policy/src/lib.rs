//! IAM policies: parsed, evaluated and explained in AWS's words.

mod arn_pattern;
mod caller;
mod change;
mod condition;
mod document;
mod eks_action;
mod eks_role;
mod error;
mod evaluate;
mod evaluation;
mod findings;
mod lint;
mod matching;
mod message;
mod near_miss;
mod operator;
mod parse;
mod pass_role;
mod pattern;
mod policy_set;
mod principal;
mod report;
mod request;
mod role_call;
mod sides;
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
    near_miss::{Miss, NearMiss},
    operator::{Comparison, Operator, Quantifier},
    pass_role::{
        PassRoleVerdict, PassedRole, RoleTrust, judge_pass_role, pass_role_request, pass_role_statement, passed_role,
        passed_roles,
    },
    policy_set::{NamedPolicy, PolicySet, PolicyType},
    principal::{Grant, PrincipalPattern, PrincipalType},
    report::{ConditionReport, StatementReport},
    request::{Context, Request},
    role_call::{ExternalId, SessionDurationError, check_session_duration, judge_external_id},
    sides::{BothSides, Fault, Known, Side, SideVerdict, both_sides},
};
