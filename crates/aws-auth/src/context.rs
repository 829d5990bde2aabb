//! What the checks look at, and where they report.

use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{HashMap, hash_map},
};

use eks_iam_arn::Partition;
use eks_iam_span::{Edit, Span};

use crate::{
    Finding, FindingKind, Section,
    edit::lift,
    few::Few,
    key_hash::KeyHash,
    manifest::{Manifest, Shape},
    section::{Entry, Field, Reading, SectionText, Slot, State, Trait, Traits},
    yaml::{Data, NodeId},
};

/// The document, read; and what all checks need of it.
#[derive(Debug)]
pub(crate) struct Context<'m> {
    pub(crate) manifest: &'m Manifest<'m>,
    pub(crate) sections: &'m [SectionText<'m>],
    /// Kept entries by their ARN in lower case, in order.
    by_arn: HashMap<Cow<'m, str>, Few<(Section, usize), 1>, KeyHash>,
    /// Whether any ARN there has several entries.
    repeats: bool,
    /// The partition of most kept entries.
    pub(crate) partition: Option<Partition>,
    /// How many partitions there are.
    pub(crate) partitions: usize,
    /// ARNs that a proposed fix gives to an entry.
    taken: RefCell<HashMap<String, (Section, usize)>>,
}

/// A text that could not be read: a section's, or the whole file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Broken<'m> {
    pub(crate) text: &'m str,
    pub(crate) section: Option<&'m SectionText<'m>>,
}

impl Broken<'_> {
    /// Returns where bytes of the text stand in the file.
    pub(crate) fn place(&self, range: Span) -> Span {
        self.section.map_or(range, |it| it.place(range, range))
    }

    /// Makes edits of the text edits of the file.
    pub(crate) fn lift(&self, edits: Vec<Edit>) -> Option<Vec<Edit>> {
        match self.section {
            Some(section) => lift::lift(section, &edits),
            None => Some(edits),
        }
    }
}

impl<'m> Context<'m> {
    pub(crate) fn new(manifest: &'m Manifest<'m>, sections: &'m [SectionText<'m>]) -> Self {
        let mut context = Self {
            manifest,
            sections,
            by_arn: HashMap::default(),
            repeats: false,
            partition: None,
            partitions: 0,
            taken: RefCell::default(),
        };
        let mut partitions: Vec<(Partition, usize)> = Vec::new();
        context.by_arn.reserve(sections.iter().map(|it| it.entries.len()).sum());
        for (section, entry) in context.kept() {
            if let Some(partition) = entry.shape.partition {
                match partitions.iter_mut().find(|(it, _)| *it == partition) {
                    Some((_, count)) => *count += 1,
                    None => partitions.push((partition, 1)),
                }
            }
            let arn = arn_of(section, entry);
            if !arn.is_empty() {
                let place = (section.section, entry.index);
                match context.by_arn.entry(lower_case(arn)) {
                    hash_map::Entry::Vacant(free) => _ = free.insert(Few::one(place)),
                    hash_map::Entry::Occupied(mut same) => {
                        same.get_mut().push(place);
                        context.repeats = true;
                    }
                }
            }
        }
        context.partitions = partitions.len();
        let most = partitions.iter().map(|(_, count)| *count).max();
        context.partition = partitions.iter().find(|(_, count)| Some(*count) == most).map(|(it, _)| *it);
        context
    }

    /// Returns the section with this key, where the document has its text.
    pub(crate) fn section(&self, section: Section) -> Option<&'m SectionText<'m>> {
        self.sections.iter().find(|it| it.section == section)
    }

    /// Returns the entries that the authenticator keeps.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (&'m SectionText<'m>, &'m Entry)> + use<'m> {
        self.kept_with(Traits::of(Trait::Kept))
    }

    /// Returns the entries that the authenticator drops.
    pub(crate) fn dropped(&self) -> impl Iterator<Item = (&'m SectionText<'m>, &'m Entry)> + use<'m> {
        self.with(|it| !it.meets(Traits::of(Trait::Kept)))
    }

    /// Returns the entries that the authenticator drops, and the kept ones that have one of these traits.
    pub(crate) fn dropped_or_with(
        &self,
        wanted: Traits,
    ) -> impl Iterator<Item = (&'m SectionText<'m>, &'m Entry)> + use<'m> {
        self.with(move |it| it.meets(wanted) || !it.meets(Traits::of(Trait::Kept)))
    }

    /// Returns the entries, dropped ones too, whose traits fit.
    pub(crate) fn with<F: Fn(Traits) -> bool + Copy>(
        &self,
        fits: F,
    ) -> impl Iterator<Item = (&'m SectionText<'m>, &'m Entry)> + use<'m, F> {
        self.sections.iter().flat_map(move |section| {
            let numbers = section.traits.iter().enumerate().filter(move |(_, it)| fits(**it));
            numbers.filter_map(move |(at, _)| Some((section, section.entries.get(at)?)))
        })
    }

    /// Returns the kept entries that have one of these traits.
    pub(crate) fn kept_with(
        &self,
        wanted: Traits,
    ) -> impl Iterator<Item = (&'m SectionText<'m>, &'m Entry)> + use<'m> {
        let sections = self.sections.iter().filter(move |it| it.all_traits.meets(wanted));
        sections.flat_map(move |section| {
            let numbers = section.traits.iter().enumerate().filter(move |(_, it)| it.meets(wanted));
            numbers.filter_map(move |(at, _)| Some((section, section.entries.get(at)?)))
        })
    }

    /// Returns an entry by its list and position.
    pub(crate) fn entry(&self, section: Section, index: usize) -> Option<(&'m SectionText<'m>, &'m Entry)> {
        let section = self.section(section)?;
        Some((section, section.entries.get(index)?))
    }

    /// Returns the texts that could not be read.
    pub(crate) fn broken(&self) -> Vec<Broken<'m>> {
        if let Shape::Broken(_) = self.manifest.shape {
            return vec![Broken { text: self.manifest.text, section: None }];
        }
        let broken = self.sections.iter().filter(|it| matches!(it.reading, Reading::Broken(_)));
        broken.map(|it| Broken { text: it.text, section: Some(it) }).collect()
    }

    /// Whether this entry may be given this ARN: no other has it, nor is about to get it, so that no caller who is
    /// mapped today is mapped otherwise.
    pub(crate) fn may_take(&self, arn: &str, section: Section, index: usize) -> bool {
        let arn = lower_case(arn);
        let own = (section, index);
        let free = self.by_arn.get(&*arn).is_none_or(|it| it.iter().all(|it| *it == own));
        free && *self.taken.borrow_mut().entry(arn.into_owned()).or_insert(own) == own
    }

    /// Returns the kept entries with this ARN, letter case aside.
    pub(crate) fn same_arn(&self, arn: &str) -> &[(Section, usize)] {
        self.by_arn.get(&*lower_case(arn)).map_or(&[], Few::as_slice)
    }

    /// Returns the kept entries of each ARN that several have, letter case aside; the ARNs in no order.
    pub(crate) fn repeated_arns(&self) -> impl Iterator<Item = &[(Section, usize)]> {
        let all = self.repeats.then(|| self.by_arn.values());
        all.into_iter().flatten().map(Few::as_slice).filter(|it| it.len() > 1)
    }
}

/// Returns an ARN in lower case, without a copy where it is already, as most are.
fn lower_case(arn: &str) -> Cow<'_, str> {
    // Without an early end, so that the compiler makes vector code of it.
    if !arn.bytes().fold(false, |odd, it| odd | it.is_ascii_uppercase() | !it.is_ascii()) {
        Cow::Borrowed(arn)
    } else if arn.is_ascii() {
        Cow::Owned(arn.to_ascii_lowercase())
    } else {
        Cow::Owned(arn.to_lowercase())
    }
}

/// Returns the text of a kept entry's ARN; empty for an SSO matcher.
pub(crate) fn arn_of<'s>(section: &'s SectionText<'_>, entry: &Entry) -> &'s str {
    entry.arn.state.text().map_or("", |it| section.text_at(it))
}

/// Returns the text of an entry's user name; empty when there is none.
pub(crate) fn username_of<'s>(section: &'s SectionText<'_>, entry: &Entry) -> &'s str {
    entry.username.state.text().map_or("", |it| section.text_at(it))
}

/// One item of `groups`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group<'s> {
    pub(crate) index: usize,
    pub(crate) item: NodeId,
    pub(crate) state: State,
    pub(crate) text: &'s str,
}

/// Returns the items of an entry's groups.
pub(crate) fn groups_of<'s>(section: &'s SectionText<'_>, entry: &Entry) -> impl Iterator<Item = Group<'s>> {
    entry.items.iter().enumerate().map(|(index, &(item, state))| Group {
        index,
        item,
        state,
        text: state.text().map_or("", |it| section.text_at(it)),
    })
}

/// Whether an entry holds a group.
pub(crate) fn has_group(section: &SectionText<'_>, entry: &Entry, name: &str) -> bool {
    groups_of(section, entry).any(|it| it.text == name)
}

/// Whether an entry is one of a node: by its user name or by its groups.
pub(crate) fn is_node(section: &SectionText<'_>, entry: &Entry) -> bool {
    username_of(section, entry).starts_with("system:node:")
        || groups_of(section, entry).any(|it| matches!(it.text, "system:nodes" | "system:bootstrappers"))
}

impl SectionText<'_> {
    /// Returns where a field's value is to be blamed: on the line of its key.
    pub(crate) fn value_place(&self, entry: &Entry, field: &Field) -> Span {
        if field.merged {
            return self.place(entry.head, entry.head);
        }
        self.place(self.range(field.key), self.range(field.value))
    }

    /// As [`SectionText::value_place`], for the winning field of a slot; the entry when there is none.
    pub(crate) fn slot_place(&self, entry: &Entry, slot: Slot) -> Span {
        match entry.field(slot) {
            Some(field) => self.value_place(entry, field),
            None => self.place(entry.head, entry.head),
        }
    }

    /// Returns where bytes of a field's value are to be blamed.
    pub(crate) fn part_place(&self, entry: &Entry, slot: Slot, part: std::ops::Range<usize>) -> Span {
        let Some(field) = entry.field(slot).filter(|it| !it.merged) else {
            return self.slot_place(entry, slot);
        };
        let Some(value) = self.value(field.value).filter(|_| !self.is_alias(field.value)) else {
            return self.value_place(entry, field);
        };
        let range = Span::new(value.map.start(part.start), value.map.end(part.end));
        self.place(self.range(field.key), range)
    }

    /// Returns where a key is to be blamed.
    pub(crate) fn key_place(&self, entry: &Entry, field: &Field) -> Span {
        let line = if field.merged { entry.head } else { self.range(field.key) };
        self.place(line, line)
    }

    /// Returns where an item of `groups` is to be blamed: on its own line.
    pub(crate) fn group_place(&self, entry: &Entry, group: &Group<'_>) -> Span {
        if entry.field(entry.groups).is_some_and(|it| it.merged) {
            return self.place(entry.head, entry.head);
        }
        let range = self.range(group.item);
        self.place(range, range)
    }

    /// Whether the value of a slot may be edited: it stands in this entry and nowhere else.
    pub(crate) fn is_own(&self, entry: &Entry, slot: Slot) -> bool {
        !self.is_shared(entry.item)
            && entry.field(slot).is_some_and(|it| !it.merged && !self.is_shared(it.value))
    }

    /// Returns the edits that give the scalar of a slot another text.
    pub(crate) fn replace_slot(&self, entry: &Entry, slot: Slot, new: &str) -> Option<Vec<Edit>> {
        if !self.is_own(entry, slot) {
            return None;
        }
        let node = entry.field(slot)?.value;
        self.replace_scalar(node, new, self.is_flow(entry.item))
    }

    /// Returns the edits that give an item of `groups` another text.
    pub(crate) fn replace_group(&self, entry: &Entry, group: &Group<'_>, new: &str) -> Option<Vec<Edit>> {
        if !self.is_own(entry, entry.groups) || self.is_shared(group.item) {
            return None;
        }
        let list = entry.groups.state.node()?;
        self.replace_scalar(group.item, new, self.is_flow(list) || self.is_flow(entry.item))
    }

    /// Returns the edits that give a scalar another text.
    pub(crate) fn replace_scalar(&self, id: NodeId, new: &str, flow: bool) -> Option<Vec<Edit>> {
        let node = self.node(id)?;
        let Data::Scalar(value) = &node.data else { return None };
        lift::lift(self, &[lift::value_edit(node, value, new, flow)])
    }

    /// Whether a collection is written with brackets or braces.
    pub(crate) fn is_flow(&self, id: NodeId) -> bool {
        self.node(id).is_some_and(|node| match node.data {
            Data::Sequence { flow, .. } | Data::Mapping { flow, .. } => flow,
            _ => false,
        })
    }

    /// Returns what a value came to hold.
    pub(crate) fn state(&self, id: NodeId) -> State {
        let Some(node) = self.tree().and_then(|it| it.target(id)) else { return State::Absent };
        match &node.data {
            Data::Scalar(value) => {
                match crate::yaml::resolve(&value.text, value.style, node.tag.as_deref()) {
                    Some(crate::yaml::Resolved::Text) => State::Text(id),
                    Some(crate::yaml::Resolved::Null) => State::Null(id),
                    _ => State::Wrong(id),
                }
            }
            Data::Sequence { .. } => State::List(id),
            Data::Mapping { .. } => State::Mapping(id),
            Data::Alias(_) => State::Wrong(id),
        }
    }
}

/// Collects findings.
#[derive(Debug, Default)]
pub(crate) struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding; `arguments` fill the places of its message.
    pub(crate) fn add(&mut self, kind: FindingKind, span: Span, arguments: &[&str], fix: Option<Vec<Edit>>) {
        let arguments = arguments.iter().map(|it| shortened(it)).collect();
        let fix = fix.filter(|it| !it.is_empty());
        self.findings.push(Finding { kind, severity: kind.severity(), span, fix, arguments });
    }

    /// Returns the findings by place and kind, each once.
    pub(crate) fn into_findings(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(|it| (it.span.start(), it.kind, it.span.end()));
        self.findings.dedup_by(|later, earlier| later.kind == earlier.kind && later.span == earlier.span);
        self.findings
    }
}

/// Cuts a value that would make a message unreadable.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 200;
    if text.len() <= LONGEST && !text.contains('\n') {
        return text.to_owned();
    }
    let line: String = text.chars().take(LONGEST + 1).map(|it| if it == '\n' { ' ' } else { it }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None => line,
    }
}
