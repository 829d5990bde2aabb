//! From a tree to entries, as Go's JSON decoder fills its structs.

use std::collections::HashMap;

use eks_iam_span::Span;

use super::{Account, Entry, Field, Known, Reading, SectionText, Slot, State, traits};
use crate::{
    ParseErrorKind, Section,
    arn_shape::ArnShape,
    few::Few,
    yaml::{Data, NodeId, Resolved, Tree, is_merge, resolve},
};

/// Reads the entries or accounts of a section that has been read.
pub(super) fn decode(section: &mut SectionText<'_>) {
    let mut errors = Vec::new();
    let mut entries = Vec::new();
    let mut accounts = Vec::new();
    match &section.reading {
        Reading::Blank => {}
        Reading::Json => errors.push(not_a_list(section.section)),
        Reading::Broken(_) => errors.push(ParseErrorKind::Yaml),
        Reading::Tree(tree) => {
            let root = tree.root.and_then(|it| tree.target(it));
            match root.map(|it| &it.data) {
                None => {}
                Some(Data::Sequence { items, .. }) if section.section == Section::MapAccounts => {
                    accounts = items
                        .iter()
                        .enumerate()
                        .map(|(index, &item)| Account { index, item, kept: is_scalar(tree, item) })
                        .collect();
                    if accounts.iter().any(|it: &Account| !it.kept) {
                        errors.push(ParseErrorKind::AccountsType);
                    }
                }
                Some(Data::Sequence { items, .. }) => {
                    entries.reserve(items.len());
                    section.traits.reserve(items.len());
                    for (index, &item) in items.iter().enumerate() {
                        let entry = Decoder { tree, section: section.section, errors: &mut errors }
                            .entry(index, item);
                        if let Some(reason) = entry.rejected
                            && !errors.contains(&reason)
                        {
                            errors.push(reason);
                        }
                        let traits = traits::look(tree, section.section, &entry);
                        section.all_traits = section.all_traits.or(traits);
                        section.traits.push(traits);
                        entries.push(entry);
                    }
                }
                Some(Data::Scalar(value))
                    if resolve(&value.text, value.style, root.and_then(|it| it.tag.as_deref()))
                        == Some(Resolved::Null) => {}
                Some(_) => errors.push(not_a_list(section.section)),
            }
        }
    }
    errors.sort_unstable();
    errors.dedup();
    section.errors = errors;
    section.entries = entries;
    section.accounts = accounts;
}

const fn not_a_list(section: Section) -> ParseErrorKind {
    match section {
        Section::MapAccounts => ParseErrorKind::AccountsType,
        Section::MapRoles | Section::MapUsers => ParseErrorKind::JsonType,
    }
}

fn is_scalar(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.target(id).is_some_and(|node| matches!(node.data, Data::Scalar(_)))
}

struct Decoder<'d, 'm> {
    tree: &'d Tree<'m>,
    section: Section,
    errors: &'d mut Vec<ParseErrorKind>,
}

impl Decoder<'_, '_> {
    fn entry(&mut self, index: usize, item: NodeId) -> Entry {
        let node = self.tree.node(item);
        let whole = node.map_or(Span::empty(0), |it| Span::new(it.start, it.end));
        let mut entry = Entry {
            index,
            item,
            head: whole,
            range: whole,
            is_mapping: false,
            fields: Few::new(),
            arn: Slot::default(),
            username: Slot::default(),
            groups: Slot::default(),
            user_id: Slot::default(),
            sso: Slot::default(),
            items: Few::new(),
            rejected: None,
            shape: ArnShape::default(),
        };
        match self.tree.target(item).map(|it| &it.data) {
            Some(Data::Mapping { entries, .. }) => {
                entry.is_mapping = true;
                let aliased = node.is_some_and(|it| matches!(it.data, Data::Alias(_)));
                if !aliased && let Some(first) = entries.first().and_then(|(key, _)| self.tree.node(*key)) {
                    entry.head = Span::new(first.start, first.end);
                }
                entry.fields = self.fields(entries, aliased);
                self.fill(&mut entry);
            }
            Some(_) if self.state(item) != State::Null(item) => self.note_wrong_type(),
            _ => {}
        }
        self.validate(&mut entry);
        entry
    }

    /// Lists the fields of a mapping, merged ones included, and marks those that a later one overrides.
    fn fields(&self, entries: &[(NodeId, NodeId)], merged: bool) -> Few<Field, 4> {
        let mut fields = Few::with_capacity(entries.len());
        for &(key, value) in entries {
            if is_merge(self.tree, key) {
                self.merge(value, &mut fields, 0);
            } else {
                fields.push(Field { key, value, known: self.known(key), merged, overridden: false });
            }
        }
        if !are_different(&fields) {
            self.mark_overridden(fields.as_mut_slice());
        }
        fields
    }

    fn merge(&self, value: NodeId, fields: &mut Few<Field, 4>, depth: usize) {
        // The check has bounded aliases already; merges inside merges are rare, and none is deeper than this.
        if depth > 16 {
            return;
        }
        match self.tree.target(value).map(|node| &node.data) {
            Some(Data::Mapping { entries, .. }) => {
                for &(key, value) in entries {
                    if is_merge(self.tree, key) {
                        self.merge(value, fields, depth + 1);
                    } else {
                        fields.push(Field {
                            key,
                            value,
                            known: self.known(key),
                            merged: true,
                            overridden: false,
                        });
                    }
                }
            }
            Some(Data::Sequence { items, .. }) => {
                for &item in items.iter().rev() {
                    self.merge(item, fields, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn mark_overridden(&self, fields: &mut [Field]) {
        if fields.len() > 16 {
            let mut last: HashMap<&str, usize> = HashMap::new();
            for at in 0..fields.len() {
                let Some(key) = fields.get(at).map(|it| text_at(self.tree, it.key)) else { continue };
                if let Some(earlier) = last.insert(key, at).and_then(|it| fields.get_mut(it)) {
                    earlier.overridden = true;
                }
            }
            return;
        }
        for at in 1..fields.len() {
            let (before, rest) = fields.split_at_mut(at);
            let Some(later) = rest.first() else { continue };
            for earlier in before.iter_mut().filter(|it| self.key(it.key) == self.key(later.key)) {
                earlier.overridden = true;
            }
        }
    }

    fn key(&self, id: NodeId) -> &str {
        text_at(self.tree, id)
    }

    fn known(&self, key: NodeId) -> Option<Known> {
        let key = self.key(key);
        let arn = self.section.arn_field();
        let is = |name: &str| key == name || folds_to(key, name);
        if is(arn) {
            Some(Known::Arn)
        } else if is("username") {
            Some(Known::Username)
        } else if is("groups") {
            Some(Known::Groups)
        } else if is("userid") {
            Some(Known::UserId)
        } else if self.section == Section::MapRoles && is("sso") {
            Some(Known::Sso)
        } else {
            None
        }
    }

    /// Fills the slots, spellings of one key in byte order, so that the last one wins.
    fn fill(&mut self, entry: &mut Entry) {
        if are_different(&entry.fields) {
            // Each has a slot of its own, so that the order does not matter.
            (0..entry.fields.len()).for_each(|at| self.fill_slot(entry, at));
        } else {
            let mut order: Vec<usize> = (0..entry.fields.len()).collect();
            let live =
                |at: &usize| entry.fields.get(*at).is_some_and(|it| it.known.is_some() && !it.overridden);
            order.retain(live);
            order.sort_by(|a, b| {
                let key = |at: &usize| entry.fields.get(*at).map_or("", |it| self.key(it.key));
                key(a).cmp(key(b))
            });
            order.into_iter().for_each(|at| self.fill_slot(entry, at));
        }
        if let State::List(list) = entry.groups.state
            && let Some(Data::Sequence { items, .. }) = self.tree.target(list).map(|it| &it.data)
        {
            entry.items = items.iter().map(|&it| (it, self.state(it))).collect();
            if entry.items.iter().any(|(_, it)| !matches!(it, State::Text(_) | State::Null(_))) {
                self.note_wrong_type();
            }
        }
    }

    fn note_wrong_type(&mut self) {
        if !self.errors.contains(&ParseErrorKind::JsonType) {
            self.errors.push(ParseErrorKind::JsonType);
        }
    }

    fn fill_slot(&mut self, entry: &mut Entry, at: usize) {
        let Some(field) = entry.fields.get(at).copied() else { return };
        let state = self.state(field.value);
        let (slot, fits) = match field.known {
            Some(Known::Arn) => (&mut entry.arn, matches!(state, State::Text(_))),
            Some(Known::Username) => (&mut entry.username, matches!(state, State::Text(_))),
            Some(Known::UserId) => (&mut entry.user_id, matches!(state, State::Text(_))),
            Some(Known::Groups) => (&mut entry.groups, matches!(state, State::List(_))),
            Some(Known::Sso) => (&mut entry.sso, matches!(state, State::Mapping(_))),
            None => return,
        };
        let null = matches!(state, State::Null(_));
        let had = matches!(slot.state, State::Text(_) | State::List(_) | State::Mapping(_));
        let resets = null && matches!(field.known, Some(Known::Groups | Known::Sso));
        if fits || !had || resets {
            let state = if fits || null { state } else { State::Wrong(field.value) };
            *slot = Slot { field: Some(at), state };
        }
        if !fits && !null {
            self.note_wrong_type();
        }
    }

    fn state(&self, id: NodeId) -> State {
        let Some(node) = self.tree.target(id) else { return State::Absent };
        match &node.data {
            Data::Scalar(value) => match resolve(&value.text, value.style, node.tag.as_deref()) {
                Some(Resolved::Text) => State::Text(id),
                Some(Resolved::Null) => State::Null(id),
                _ => State::Wrong(id),
            },
            Data::Sequence { .. } => State::List(id),
            Data::Mapping { .. } => State::Mapping(id),
            Data::Alias(_) => State::Wrong(id),
        }
    }

    fn validate(&mut self, entry: &mut Entry) {
        let tree = self.tree;
        let arn = entry.arn.state.text().map(|it| text_at(tree, it)).filter(|it| !it.is_empty());
        let has_sso = !matches!(entry.sso.state, State::Absent | State::Null(_));
        entry.rejected = match (self.section, arn, has_sso) {
            (Section::MapUsers, None, _) => Some(ParseErrorKind::MissingUserArn),
            (Section::MapUsers, Some(_), _) => None,
            (_, None, false) => Some(ParseErrorKind::MissingRoleArn),
            (_, Some(_), true) => Some(ParseErrorKind::BothRoleArnAndSso),
            (_, Some(_), false) => None,
            (_, None, true) => (!self.sso_is_valid(entry.sso)).then_some(ParseErrorKind::BadSso),
        };
        if entry.rejected.is_none()
            && let Some(arn) = arn
        {
            entry.shape = ArnShape::of(arn, self.section);
        }
    }

    fn sso_is_valid(&mut self, slot: Slot) -> bool {
        let Some(sso) = sso_fields(self.tree, slot) else { return false };
        if sso.wrong_type {
            self.note_wrong_type();
        }
        sso.is_valid()
    }
}

/// Whether every field is a known one and none stands there twice.
fn are_different(fields: &[Field]) -> bool {
    let mut seen = 0_u8;
    fields.iter().all(|field| {
        let bit = field.known.map_or(0, |it| 1 << it as u8);
        let is_new = seen & bit == 0 && bit != 0;
        seen |= bit;
        is_new
    })
}

fn text_at<'d>(tree: &'d Tree<'_>, id: NodeId) -> &'d str {
    match tree.target(id).map(|node| &node.data) {
        Some(Data::Scalar(value)) => &value.text,
        _ => "",
    }
}

/// The fields of an `sso` matcher.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SsoFields {
    pub(crate) permission_set_name: String,
    pub(crate) account_id: String,
    pub(crate) partition: String,
    wrong_type: bool,
}

impl SsoFields {
    fn is_valid(&self) -> bool {
        let account = self.account_id.len() == 12 && self.account_id.bytes().all(|it| it.is_ascii_digit());
        let word = |it: char| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it);
        let name =
            (1..=32).contains(&self.permission_set_name.len()) && self.permission_set_name.chars().all(word);
        let partition =
            self.partition.is_empty() || eks_iam_arn::Partition::from_id(&self.partition).is_some();
        account && name && partition
    }
}

/// Reads the fields of an `sso` matcher, names folded.
pub(crate) fn sso_fields(tree: &Tree<'_>, slot: Slot) -> Option<SsoFields> {
    let mut fields = SsoFields::default();
    let State::Mapping(id) = slot.state else {
        return slot.state.node().map(|_| fields);
    };
    let Some(Data::Mapping { entries, .. }) = tree.target(id).map(|it| &it.data) else { return None };
    let mut pairs: Vec<(String, NodeId)> = Vec::new();
    for &(key, value) in entries {
        if let Some(Data::Scalar(key)) = tree.target(key).map(|it| &it.data) {
            pairs.retain(|(it, _)| *it != key.text);
            pairs.push((key.text.clone().into_owned(), value));
        }
    }
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    for (key, value) in pairs {
        let target = if folds_to(&key, "permissionsetname") {
            &mut fields.permission_set_name
        } else if folds_to(&key, "accountid") {
            &mut fields.account_id
        } else if folds_to(&key, "partition") {
            &mut fields.partition
        } else {
            continue;
        };
        match tree.target(value).map(|it| (&it.data, it.tag.as_deref())) {
            Some((Data::Scalar(value), tag)) => match resolve(&value.text, value.style, tag) {
                Some(Resolved::Text) => value.text.as_ref().clone_into(target),
                Some(Resolved::Null) => {}
                _ => fields.wrong_type = true,
            },
            _ => fields.wrong_type = true,
        }
    }
    Some(fields)
}

/// Whether Go's JSON decoder takes `key` for `name` (lower case, ASCII): letters of any case, U+017F as s, U+212A as k.
pub(crate) fn folds_to(key: &str, name: &str) -> bool {
    let mut rest = name.chars();
    let same = key.chars().all(|it| {
        let folded = match it {
            '\u{17F}' => 's',
            '\u{212A}' => 'k',
            _ => it.to_ascii_lowercase(),
        };
        rest.next() == Some(folded)
    });
    same && rest.next().is_none()
}

impl SsoFields {
    /// Returns the authenticator's own words for what is wrong.
    pub(crate) fn problem(&self) -> String {
        let account = self.account_id.len() == 12 && self.account_id.bytes().all(|it| it.is_ascii_digit());
        if !account {
            return format!("AccountID '{}' is not a valid AWS Account ID", self.account_id);
        }
        let partition =
            self.partition.is_empty() || eks_iam_arn::Partition::from_id(&self.partition).is_some();
        if !partition {
            return format!("partition '{}' is not a valid AWS partition", self.partition);
        }
        let name = &self.permission_set_name;
        format!("PermissionSetName '{name}' is not a valid AWS SSO PermissionSet Name")
    }
}
