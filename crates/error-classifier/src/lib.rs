//! From an error text to its class and fields.
//!
//! Somebody pastes anything: a line of the AWS CLI, a Go stack, a Terraform box, a JSON log, a kubectl line, a CloudTrail
//! record. [`classify`] says what happened, to whom, on what, and who said no.
//!
//! ```
//! use eks_iam_error_classifier::{Class, FieldName, classify};
//!
//! let text = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: \
//!     arn:aws:iam::111122223333:user/dev is not authorized to perform: sts:AssumeRole on resource: \
//!     arn:aws:iam::444455556666:role/eks-admin";
//! let symptom = classify(text);
//! assert_eq!(symptom.class(), Class::AssumeRoleDenied);
//! assert_eq!(symptom.class().hop_name(), Some("policy"));
//! let resource = symptom.field(FieldName::Resource).expect("the text names it");
//! assert_eq!(resource.span.slice(text), "arn:aws:iam::444455556666:role/eks-admin");
//! ```
//!
//! The text is read by a grammar in four steps: the damage of terminals, editors and encoders is taken away; the words at
//! which a reader begins are found in one pass; wrappers (code, operation, status, request id) and sentences (principal,
//! action, resource, reason) are read from there; and of all that speaks for a class, the innermost leads by a stated
//! precedence. The others are [`Symptom::others`].
//!
//! | item | what for |
//! | --- | --- |
//! | [`classify`], [`classify_bytes`] | from a text |
//! | [`cloudtrail`] | from CloudTrail records, in files of any size |
//! | [`is_candidate`], [`candidate_lines`] | which texts are worth reading, at several gigabytes a second |
//! | [`kubernetes_audit`] | from events of Kubernetes' audit log |
//! | [`ErrorParts`], [`Symptom::from_code_and_message`], [`HttpReply`] | from the parts of an error, or a reply, where there is no text |
//! | [`Symptom`], [`Field`], [`FieldName`] | what was read: class, fields, spans, other errors |
//! | [`Class`], [`Retry`] | the classes, their hops and retry words |
//! | [`Confidence`], [`Emitter`] | how sure the class is, and which program printed the text |
//!
//! # Features
//!
//! - `aws-sdk` (off): `classify_sdk_error`, from the chain of sources of an error of the AWS SDK for Rust, and
//!   `classify_service_error`, from an error whose type is known; brings in `aws-smithy-types`.

mod audit;
mod borders;
mod candidates;
mod class;
mod classify;
pub mod cloudtrail;
mod codes;
mod cut;
mod decoded;
mod emitter;
mod few;
mod http_reply;
mod json;
mod kubernetes;
pub mod kubernetes_audit;
mod level;
mod marks;
mod normalise;
mod part;
mod parts;
mod read;
mod reading;
mod readings;
mod retry;
mod scan;
#[cfg(feature = "aws-sdk")]
mod sdk;
mod sentence;
mod symptom;
mod verdict;
mod vocabulary;
mod wrapper;

#[cfg(feature = "aws-sdk")]
pub use crate::sdk::{classify_sdk_error, classify_service_error};
pub use crate::{
    candidates::{CandidateLines, candidate_lines, is_candidate},
    class::{Class, UnknownClassError},
    classify::{classify, classify_bytes},
    http_reply::HttpReply,
    parts::ErrorParts,
    retry::Retry,
    symptom::{Confidence, Emitter, Field, FieldName, Symptom},
};
