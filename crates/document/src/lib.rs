//! One tree for YAML and JSON in which every value remembers where it stood.
//!
//! The documents of this workspace (ConfigMaps, RBAC objects, IAM policies, snapshots, scenarios) are read into a
//! [`Node`]. A scalar is text first: `012345678901` stays twelve digits, and only who asks for a number gets one. Keys
//! that stand twice are both kept, aliases are resolved, and what stands inside a block or a quoted scalar can be
//! found again in the file. [`Limits`] cap what a hostile text can cost; no text makes the crate panic.
//!
//! ```
//! use eks_iam_document::{Scalar, parse};
//!
//! let text = "data:\n  mapRoles: |\n    - rolearn: arn:aws:iam::111122223333:role/eks-admin\n";
//! let document = parse(text)?;
//! let Some(outer) = document.path(&["data", "mapRoles"]).and_then(|it| it.as_scalar()) else { return Ok(()) };
//! let inner = parse(&outer.text)?;
//! let role = &inner.as_sequence().unwrap_or_default()[0].get("rolearn").map(|it| it.span).unwrap_or_default();
//! assert_eq!(outer.outer_span(*role).slice(text), "arn:aws:iam::111122223333:role/eks-admin");
//! # Ok::<(), eks_iam_document::ParseDocumentError>(())
//! ```
//!
//! | item | what for |
//! | --- | --- |
//! | [`parse`], [`parse_all`], [`parse_with`], [`parse_json_strict`] | from text to [`Node`] |
//! | [`Limits`] | caps on bytes, nodes, depth and aliases |
//! | [`Node`], [`Value`], [`Entry`] | the tree, and questions to it |
//! | [`Scalar`], [`ScalarStyle`] | a text with its way back into the file |
//! | [`ParseDocumentError`], [`ErrorKind`] | what is wrong, where, and what to do |

mod block;
mod builder;
mod error;
mod error_words;
mod flow;
mod json;
mod limits;
mod node;
mod parse;
mod resolve;
mod scalar;
mod scan_error;
mod text_map;
mod write_json;
mod write_yaml;
mod yaml;

pub use crate::{
    error::{ErrorKind, ParseDocumentError},
    limits::Limits,
    node::{Entry, Node, Value},
    parse::{parse, parse_all, parse_json_strict, parse_with},
    scalar::{Scalar, ScalarStyle},
};
