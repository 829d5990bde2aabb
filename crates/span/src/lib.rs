//! Places in a text: byte ranges, lines and columns, edits, and how a place is shown to a person.
//!
//! Every crate of this workspace that reads a document remembers where each value stood, as a [`Span`] of bytes. Lines
//! and columns are made from it only when something is printed. A fix is a list of [`Edit`]s of the text as it was
//! written, so comments, order, quoting and line ends stay. No dependencies, `no_std` with `alloc`, no I/O.
//!
//! ```
//! use eks_iam_span::{Edit, Language, Severity, Snippet, Span, apply_edits};
//!
//! let text = "- rolearn: arn:aws:iam::111122223333:role/team/eks-admin\n";
//! let path = Span::new(42, 47);
//! let shown = Snippet {
//!     severity: Severity::Error,
//!     kind: Some("role-arn-has-path"),
//!     title: "`rolearn` has an IAM path, so no caller matches it",
//!     file: "aws-auth.yaml",
//!     text,
//!     span: path,
//!     label: "remove this",
//!     language: Language::English,
//! };
//! assert!(shown.render().ends_with("                                          ^^^^^ remove this\n"));
//! assert_eq!(apply_edits(text, &[Edit::delete(path)])?, "- rolearn: arn:aws:iam::111122223333:role/eks-admin\n");
//! # Ok::<(), eks_iam_span::ApplyEditsError>(())
//! ```
//!
//! | type | what for |
//! | --- | --- |
//! | [`Span`], [`Spanned`] | a range of bytes, and a value with the range it was read from |
//! | [`LineIndex`], [`LineColumn`] | from a byte to its line and column |
//! | [`Edit`], [`apply_edits`] | changes of a text, applied together |
//! | [`Snippet`], [`Severity`], [`Language`] | a finding shown under the line it is about |
//! | [`unified_diff`] | what a fix changed, as `diff -u` prints it |

#![no_std]

extern crate alloc;

mod diff;
mod display_width;
mod edit;
mod language;
mod line_index;
mod severity;
mod snippet;
mod span;

pub use crate::{
    diff::unified_diff,
    display_width::display_width,
    edit::{ApplyEditsError, Edit, apply_edits},
    language::Language,
    line_index::{LineColumn, LineIndex},
    severity::Severity,
    snippet::Snippet,
    span::{Span, Spanned},
};
