//! One entry as written and as decoded.

use crate::{ParseErrorKind, arn_shape::ArnShape, few::Few, yaml::NodeId};
use eks_iam_span::Span;

/// A field that the authenticator knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// `rolearn` in mapRoles, `userarn` in mapUsers.
    Arn,
    Username,
    Groups,
    UserId,
    /// In mapRoles only.
    Sso,
}

/// What a field came to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
    #[default]
    Absent,
    Null(NodeId),
    Text(NodeId),
    List(NodeId),
    Mapping(NodeId),
    /// Another type than the field has; the field is left empty.
    Wrong(NodeId),
}

impl State {
    /// Returns the node that the state was read from.
    pub(crate) const fn node(self) -> Option<NodeId> {
        match self {
            Self::Absent => None,
            Self::Null(id) | Self::Text(id) | Self::List(id) | Self::Mapping(id) | Self::Wrong(id) => {
                Some(id)
            }
        }
    }

    /// Returns the node of a text.
    pub(crate) const fn text(self) -> Option<NodeId> {
        match self {
            Self::Text(id) => Some(id),
            _ => None,
        }
    }
}

/// A known field with the key that won.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    /// Index into the entry's fields.
    pub(crate) field: Option<usize>,
    pub(crate) state: State,
}

/// A key of an entry with its value, as written.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Field {
    pub(crate) key: NodeId,
    pub(crate) value: NodeId,
    pub(crate) known: Option<Known>,
    /// It came in through a merge key.
    pub(crate) merged: bool,
    /// A later field has the very same key.
    pub(crate) overridden: bool,
}

/// One item of mapRoles or mapUsers.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) index: usize,
    /// The item in the list.
    pub(crate) item: NodeId,
    /// Where the entry's first key stands; the item itself when it is no mapping.
    pub(crate) head: Span,
    /// The entry from its first key to the end of its last value.
    pub(crate) range: Span,
    pub(crate) is_mapping: bool,
    pub(crate) fields: Few<Field, 4>,
    pub(crate) arn: Slot,
    pub(crate) username: Slot,
    pub(crate) groups: Slot,
    pub(crate) user_id: Slot,
    pub(crate) sso: Slot,
    /// The items of `groups`, with what each came to hold.
    pub(crate) items: Few<(NodeId, State), 4>,
    /// Why the authenticator drops it.
    pub(crate) rejected: Option<ParseErrorKind>,
    /// What is to be said of the ARN; of kept entries with an ARN only.
    pub(crate) shape: ArnShape,
}

impl Entry {
    pub(crate) const fn is_kept(&self) -> bool {
        self.rejected.is_none()
    }

    /// Returns the winning field of a slot.
    pub(crate) fn field(&self, slot: Slot) -> Option<&Field> {
        slot.field.and_then(|it| self.fields.get(it))
    }
}

/// One item of mapAccounts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Account {
    pub(crate) index: usize,
    pub(crate) item: NodeId,
    /// Whether it is a scalar and so kept.
    pub(crate) kept: bool,
}
