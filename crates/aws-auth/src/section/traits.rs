//! What can be told of an entry at a glance, so that most checks need not look at most entries.

use super::{Entry, Known, State};
use crate::{
    Section,
    arn_shape::Fault,
    characters::{self, Kinds},
    variables::variables,
    yaml::{Data, NodeId, Tree},
};

/// A set of traits of one kept entry, or of all; nothing of an entry that is dropped.
///
/// Each trait says that a finding may stand there; that it does is found out by the check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u64);

/// One trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Trait {
    /// The authenticator keeps the entry.
    Kept,
    /// A key, the user name or a group holds a character outside of ASCII.
    OddCharacters,
    /// The user name or a group may hold a placeholder.
    Placeholder,
    /// The user name or a group holds a variable that is unknown, or `{{EC2PrivateDNSName}}`.
    OddVariable,
    /// The user name or a group begins with `{{SessionName`.
    BareSession,
    /// A variable for the session's name, or an odd one, for a role of IAM Identity Center.
    SsoSession,
    /// A variable for the session's name, or an odd one, for an ARN that is no role's.
    UserSession,
    /// It is the entry of a node.
    Node,
    /// A group `system:masters`.
    Masters,
    /// A group `system:nodes`.
    Nodes,
    /// A user name that begins with `system:`.
    SystemName,
    /// A group that begins with `system:` and is none of those of administrators and nodes.
    OddSystemGroup,
    /// A group with a blank or a comma.
    Joined,
    /// An item of `groups` that is no text, or an empty one.
    OddGroups,
    /// The same group twice, or more groups than are compared here.
    RepeatedGroup,
    /// A key that is not spelt as all tools spell it, stands there twice, or came in by a merge.
    OddKeys,
    /// No user name that is a text and not empty.
    NoName,
    /// No list of groups, or an empty one.
    NoGroups,
    /// An SSO matcher.
    Sso,
    /// A `userid`.
    UserId,
}

/// Behind the traits stand the faults of the ARN.
const FAULTS: u8 = 32;

impl Traits {
    pub(crate) const fn of(one: Trait) -> Self {
        Self(1 << one as u8)
    }

    pub(crate) const fn of_fault(fault: Fault) -> Self {
        Self(1 << (FAULTS + fault as u8))
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the sets have a trait in common.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn note(&mut self, when: bool, one: Trait) {
        self.0 |= (when as u64) << one as u8;
    }
}

/// Looks at an entry once.
pub(super) fn look(tree: &Tree<'_>, section: Section, entry: &Entry) -> Traits {
    let mut traits = Traits::default();
    if entry.rejected.is_some() {
        return traits;
    }
    traits.0 = 1 | u64::from(entry.shape.bits()) << FAULTS;
    let spelt = |known: Known| match known {
        Known::Arn => section.arn_field(),
        Known::Username => "username",
        Known::Groups => "groups",
        Known::UserId => "userid",
        Known::Sso => "sso",
    };
    for field in &entry.fields {
        let key = text_at(tree, field.key);
        let usual = field.known.is_some_and(|it| spelt(it) == key) && !field.merged && !field.overridden;
        traits.note(!usual, Trait::OddKeys);
        traits.note(!usual && !key.is_ascii(), Trait::OddCharacters);
    }
    let username = entry.username.state.text().map_or("", |it| text_at(tree, it));
    traits.note(username.is_empty(), Trait::NoName);
    traits.note(username.starts_with("system:"), Trait::SystemName);
    traits.note(username.starts_with("system:node:"), Trait::Node);
    let mut session = name(username, &mut traits).1;
    traits.note(entry.items.is_empty(), Trait::NoGroups);
    traits.note(!matches!(entry.sso.state, State::Absent | State::Null(_)), Trait::Sso);
    traits.note(!matches!(entry.user_id.state, State::Absent | State::Null(_)), Trait::UserId);
    traits.note(entry.items.len() > COMPARED, Trait::RepeatedGroup);
    for (at, (_, state)) in entry.items.iter().enumerate() {
        let group = group_at(tree, *state);
        let mut earlier = entry.items.iter().take(at.min(COMPARED));
        traits.note(earlier.any(|(_, it)| group_at(tree, *it) == group), Trait::RepeatedGroup);
        traits.note(group.is_empty(), Trait::OddGroups);
        if let Some(rest) = group.strip_prefix("system:") {
            let usual = matches!(rest, "masters" | "nodes" | "bootstrappers");
            traits.note(!usual, Trait::OddSystemGroup);
            traits.note(rest == "masters", Trait::Masters);
            traits.note(rest == "nodes", Trait::Nodes);
            traits.note(matches!(rest, "nodes" | "bootstrappers"), Trait::Node);
        }
        let (kinds, names_session) = name(group, &mut traits);
        traits.note(kinds.meets(Kinds::JOINT), Trait::Joined);
        session |= names_session;
    }
    if session {
        let arn = entry.arn.state.text().map_or("", |it| text_at(tree, it));
        traits.note(arn.contains("/AWSReservedSSO_"), Trait::SsoSession);
        traits.note(!arn.contains(":role/"), Trait::UserSession);
    }
    traits
}

/// How many groups are compared with the others.
const COMPARED: usize = 8;

fn group_at<'t>(tree: &'t Tree<'_>, state: State) -> &'t str {
    state.text().map_or("", |it| text_at(tree, it))
}

/// Notes the characters of a user name or a group; also returns whether it may name the session.
fn name(text: &str, traits: &mut Traits) -> (Kinds, bool) {
    let kinds = Kinds::of(text);
    traits.note(kinds.meets(Kinds::ODD), Trait::OddCharacters);
    traits.note(characters::may_be_placeholder(text, kinds), Trait::Placeholder);
    let mut session = false;
    if kinds.meets(Kinds::BRACE) {
        traits.note(text.starts_with("{{SessionName"), Trait::BareSession);
        for (_, variable) in variables(text) {
            let odd = !matches!(variable, "SessionName" | "SessionNameRaw" | "AccountID" | "AccessKeyID");
            // Inside of an odd one may be another: `{{{SessionName}}}`.
            session |= odd || variable.starts_with("SessionName");
            traits.note(odd, Trait::OddVariable);
            if odd {
                break;
            }
        }
    }
    (kinds, session)
}

fn text_at<'t>(tree: &'t Tree<'_>, id: NodeId) -> &'t str {
    match tree.target(id).map(|node| &node.data) {
        Some(Data::Scalar(value)) => &value.text,
        _ => "",
    }
}
