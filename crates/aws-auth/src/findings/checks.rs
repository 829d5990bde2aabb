//! What several kinds need.

pub(super) use eks_iam_span::{Edit, Severity, Span};

pub(super) use super::{
    FindingKind,
    rule::{Rule, Words},
};
pub(super) use crate::{
    Section,
    arn_shape::{self, Fault},
    characters,
    context::{Context, Group, Report, arn_of, groups_of, has_group, is_node, username_of},
    edit::{items, lift, write},
    manifest::{Manifest, Shape},
    section::{Entry, Field, Known, Reading, SectionText, State, Trait, Traits},
    yaml::{Data, NodeId, Resolved, Style},
};

/// An entry that is kept, with its ARN.
pub(super) struct Named<'c> {
    pub(super) section: &'c SectionText<'c>,
    pub(super) entry: &'c Entry,
    pub(super) arn: &'c str,
}

/// Returns the kept entries whose ARN has a fault.
pub(super) fn with_fault<'c>(context: &Context<'c>, fault: Fault) -> impl Iterator<Item = Named<'c>> {
    context.kept_with(Traits::of_fault(fault)).map(|(section, entry)| Named {
        section,
        entry,
        arn: arn_of(section, entry),
    })
}

impl Named<'_> {
    /// Returns where the ARN is to be blamed.
    pub(super) fn place(&self) -> Span {
        self.section.slot_place(self.entry, self.entry.arn)
    }

    /// Returns where a part of the ARN is to be blamed: the first bytes equal to `part`, the whole when there are none.
    pub(super) fn place_of(&self, part: &str) -> Span {
        match self.arn.find(part).filter(|_| !part.is_empty()) {
            Some(at) => self.section.part_place(self.entry, self.entry.arn, at..at + part.len()),
            None => self.place(),
        }
    }

    /// Returns the edits that mend a fault of the ARN, unless another entry has the mended ARN already.
    pub(super) fn mend(&self, context: &Context<'_>, fault: Fault) -> Option<Vec<Edit>> {
        if !self.entry.shape.is_clean() {
            return None;
        }
        self.give(context, &arn_shape::mended(self.arn, fault)?)
    }

    /// Returns the edits that give the entry another ARN, unless another entry has it already.
    pub(super) fn give(&self, context: &Context<'_>, arn: &str) -> Option<Vec<Edit>> {
        let free = context.may_take(arn, self.section.section, self.entry.index);
        if free { self.section.replace_slot(self.entry, self.entry.arn, arn) } else { None }
    }
}

/// Reports each kept entry whose ARN has a fault, with the ARN as argument and without a fix.
pub(super) fn report_fault(context: &Context<'_>, report: &mut Report, fault: Fault, kind: FindingKind) {
    for named in with_fault(context, fault) {
        report.add(kind, named.place(), &[named.arn], None);
    }
}

/// A kind of character that does not belong into values.
pub(super) struct Unwanted {
    pub(super) kind: FindingKind,
    pub(super) fault: Fault,
    pub(super) is: fn(char) -> bool,
    pub(super) mend: fn(&str) -> String,
}

/// Reports the values that hold such characters: ARNs, user names and groups of kept entries, and accounts.
pub(super) fn report_values(context: &Context<'_>, report: &mut Report, unwanted: &Unwanted) {
    for named in with_fault(context, unwanted.fault) {
        let Named { section, entry, arn } = named;
        let place = first(arn, unwanted.is).map_or_else(
            || named.place(),
            |(at, it)| section.part_place(entry, entry.arn, at..at + it.len_utf8()),
        );
        let free = context.may_take(&characters::cleaned(arn), section.section, entry.index);
        let fix = if free { section.replace_slot(entry, entry.arn, &(unwanted.mend)(arn)) } else { None };
        report.add(unwanted.kind, place, &[arn, &names(arn, unwanted.is)], fix);
    }
    for (section, entry) in context.kept_with(Traits::of(Trait::OddCharacters)) {
        let username = username_of(section, entry);
        if let Some((at, it)) = first(username, unwanted.is) {
            let place = section.part_place(entry, entry.username, at..at + it.len_utf8());
            let fix = section.replace_slot(entry, entry.username, &(unwanted.mend)(username));
            report.add(unwanted.kind, place, &[username, &names(username, unwanted.is)], fix);
        }
        for group in groups_of(section, entry).filter(|it| first(it.text, unwanted.is).is_some()) {
            let fix = section.replace_group(entry, &group, &(unwanted.mend)(group.text));
            let names = names(group.text, unwanted.is);
            report.add(unwanted.kind, section.group_place(entry, &group), &[group.text, &names], fix);
        }
    }
    for (section, item, text) in accounts(context) {
        if first(text, unwanted.is).is_some() {
            let flow = section.tree().and_then(|it| it.root).is_some_and(|it| section.is_flow(it));
            let fix = section.replace_scalar(item, &(unwanted.mend)(text), flow);
            let range = section.range(item);
            report.add(unwanted.kind, section.place(range, range), &[text, &names(text, unwanted.is)], fix);
        }
    }
}

/// Reports the keys that hold such characters.
pub(super) fn report_keys<'c>(
    entries: impl Iterator<Item = (&'c SectionText<'c>, &'c Entry)>,
    context: &Context<'c>,
    report: &mut Report,
    unwanted: &Unwanted,
) {
    for (section, entry) in entries {
        for field in entry.fields.iter().filter(|it| !it.merged) {
            let key = section.text_at(field.key);
            if first(key, unwanted.is).is_some() {
                let fix = rename_key(context, section, entry, field, &characters::cleaned(key));
                report.add(
                    unwanted.kind,
                    section.key_place(entry, field),
                    &[key, &names(key, unwanted.is)],
                    fix,
                );
            }
        }
    }
}

/// Reports the first such character of each line of a text that cannot be read, comments aside.
pub(super) fn report_broken(context: &Context<'_>, report: &mut Report, unwanted: &Unwanted) {
    for broken in context.broken() {
        for (start, line) in code_lines(broken.text) {
            let Some((at, character)) = first(line, unwanted.is) else { continue };
            let edits = line
                .char_indices()
                .filter(|(_, it)| (unwanted.is)(*it))
                .map(|(at, it)| {
                    let span = Span::new(start + at, start + at + it.len_utf8());
                    Edit::replace(span, (unwanted.mend)(it.encode_utf8(&mut [0; 4])))
                })
                .collect();
            let span = Span::new(start + at, start + at + character.len_utf8());
            let fix = broken.lift(edits);
            report.add(unwanted.kind, broken.place(span), &[line.trim(), &names(line, unwanted.is)], fix);
        }
    }
}

/// Returns the edits that give a key another name, if the authenticator then reads it and nothing else is displaced.
pub(super) fn rename_key(
    context: &Context<'_>,
    section: &SectionText<'_>,
    entry: &Entry,
    field: &Field,
    name: &str,
) -> Option<Vec<Edit>> {
    let arn = section.section.arn_field();
    let slot = match name {
        "username" => entry.username,
        "groups" => entry.groups,
        "userid" => entry.user_id,
        "sso" => entry.sso,
        _ if name == arn => entry.arn,
        _ => return None,
    };
    let wanted = slot.state == State::Absent && !field.merged && !section.is_shared(entry.item);
    let twice =
        entry.fields.iter().filter(|it| intended(section.text_at(it.key), section.section) == Some(name));
    if !wanted || twice.take(2).count() > 1 {
        return None;
    }
    if name == arn {
        let value = section.state(field.value).text().map(|it| section.text_at(it))?;
        if !context.may_take(value, section.section, entry.index) {
            return None;
        }
    }
    section.replace_scalar(field.key, name, section.is_flow(entry.item))
}

/// Returns the known key that a misspelt one plainly stands for.
pub(super) fn intended(key: &str, section: Section) -> Option<&'static str> {
    let word: String = characters::cleaned(key)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let arn = section.arn_field();
    match word.as_str() {
        "rolearn" | "rolearns" | "rolesarn" | "iamrolearn" | "userarn" | "userarns" | "usersarn"
        | "iamuserarn" | "arn" => Some(arn),
        "username" | "usernames" => Some("username"),
        "groups" | "group" => Some("groups"),
        _ => [arn, "username", "groups"].into_iter().find(|it| is_one_slip(&word, it)),
    }
}

/// Whether two words differ by one letter that is wrong, missing, too many, or two that are swapped.
pub(super) fn is_one_slip(word: &str, name: &str) -> bool {
    let (a, b) = (word.as_bytes(), name.as_bytes());
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(prefix..).unwrap_or_default(), b.get(prefix..).unwrap_or_default());
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let rest = |it: &[u8]| it.get(..it.len() - suffix).unwrap_or_default().to_vec();
    match (rest(a).as_slice(), rest(b).as_slice()) {
        ([_], [_] | []) | ([], [_]) => true,
        ([x, y], [p, q]) => x == q && y == p,
        _ => false,
    }
}

/// Whether callers of an entry have a session name: those of an IAM role have one.
pub(super) fn has_sessions(section: &SectionText<'_>, entry: &Entry) -> bool {
    let arn = arn_of(section, entry);
    arn.is_empty() || arn.contains(":role/")
}

/// Returns the scalars of mapAccounts with their text.
pub(super) fn accounts<'c>(
    context: &Context<'c>,
) -> impl Iterator<Item = (&'c SectionText<'c>, NodeId, &'c str)> {
    context.section(Section::MapAccounts).into_iter().flat_map(|section| {
        section
            .accounts
            .iter()
            .filter(|it| it.kept)
            .map(move |it| (section, it.item, section.account_text(it)))
    })
}

/// Returns the lines of a text with their start, comments cut off.
pub(super) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let from = start;
        start += line.len();
        let code = if line.trim_start().starts_with('#') {
            ""
        } else {
            line.find(" #").and_then(|at| line.get(..at)).unwrap_or(line)
        };
        (from, code.trim_end_matches(['\n', '\r']))
    })
}

fn first(text: &str, is: fn(char) -> bool) -> Option<(usize, char)> {
    if text.is_ascii() {
        return None;
    }
    text.char_indices().find(|(_, it)| is(*it))
}

/// Names the characters, such as `U+200B`, each once.
fn names(text: &str, is: fn(char) -> bool) -> String {
    let mut found: Vec<char> = text.chars().filter(|it| is(*it)).collect();
    found.sort_unstable();
    found.dedup();
    let names: Vec<String> = found.iter().map(|it| format!("U+{:04X}", u32::from(*it))).collect();
    names.join(", ")
}
