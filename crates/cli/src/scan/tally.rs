//! What was found, grouped and counted, in bounded memory; merging in the order of the input gives the same for any number of threads.

use std::collections::BTreeMap;

use eks_iam_error_classifier::Class;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    event::{Ask, Event},
    redact::redact,
};

/// How many broken lines are shown; all are counted.
const SHOWN_BROKEN: usize = 20;
/// How many characters of a sample are shown, and of how many bytes it is made.
const SAMPLE: usize = 480;
const RAW_SAMPLE: usize = 2048;
/// How many different asks of one group are told apart.
const ASKS: usize = 256;

/// How many bytes a tally may keep.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Room {
    /// A part of a file.
    Part = 512 * 1024,
    /// A file.
    File = 4 * 1024 * 1024,
    /// The whole.
    All = 8 * 1024 * 1024,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: u64,
}

/// What is wrong with the form of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fault {
    /// A line or a record that is no JSON among such that are.
    NotJson,
    /// A record or a line longer than anything real.
    TooLong,
    /// A document or a compressed stream that ends before its end.
    Cut,
    /// A compressed stream that cannot be read on.
    Corrupt,
    /// A file that cannot be opened or read.
    Unreadable,
}

/// A line or a file that could not be read as it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Broken {
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) fault: Fault,
    /// What the system says, where it says something.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) why: Option<String>,
}

/// One group: failures of a class that happened to one principal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) count: u64,
    pub(crate) first: Option<String>,
    pub(crate) last: Option<String>,
    #[serde(with = "pairs")]
    pub(crate) asks: BTreeMap<Ask, u64>,
    pub(crate) asks_left_out: u64,
    pub(crate) place: Place,
    pub(crate) sample: String,
}

/// The name of a class, as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ClassKey(pub(crate) Class);

impl Serialize for ClassKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

impl<'de> Deserialize<'de> for ClassKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        name.parse().map(Self).map_err(D::Error::custom)
    }
}

/// All that was found in a part, a file, or everywhere.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) bytes: u64,
    pub(crate) lines: u64,
    #[serde(with = "pairs")]
    pub(crate) classes: BTreeMap<ClassKey, u64>,
    #[serde(with = "pairs")]
    pub(crate) groups: BTreeMap<(ClassKey, Option<String>), Group>,
    /// Failures that are counted in `classes` alone, because there were too many groups.
    pub(crate) left_out: u64,
    pub(crate) broken: u64,
    pub(crate) shown_broken: Vec<Broken>,
    /// An estimate of the bytes kept.
    #[serde(skip)]
    size: usize,
}

impl Tally {
    /// Counts a failure; `text` is where it was read from.
    pub(crate) fn add(&mut self, event: Event, line: u64, text: &str) {
        let class = ClassKey(event.class);
        *self.classes.entry(class).or_default() += 1;
        let key = (class, event.who);
        let group = match self.groups.get_mut(&key) {
            Some(group) => group,
            None if self.size >= Room::Part as usize => {
                self.left_out += 1;
                return;
            }
            None => {
                // Secrets are taken out in `name`, which every tally passes before anything of it is kept.
                let sample =
                    cut(if event.text.is_empty() { text } else { &event.text }, RAW_SAMPLE).to_owned();
                self.size += sample.len() + key.1.as_ref().map_or(0, String::len) + 256;
                let place = Place { file: String::new(), line };
                self.groups.entry(key).or_insert(Group::new(place, sample))
            }
        };
        group.count += 1;
        if let Some(time) = event.time {
            group.spread(Some(&time), Some(&time));
        }
        self.size += group.ask(event.ask, 1, self.size < Room::Part as usize);
    }

    /// Notes something that could not be read.
    pub(crate) fn add_broken(&mut self, fault: Fault, line: u64, why: Option<String>) {
        self.broken += 1;
        if self.shown_broken.len() < SHOWN_BROKEN {
            self.shown_broken.push(Broken { place: Place { file: String::new(), line }, fault, why });
        }
    }

    /// Takes in what was found behind this; `room` is how many bytes may be kept in all.
    pub(crate) fn merge(&mut self, behind: Self, room: Room) {
        let room = room as usize;
        let lines = self.lines;
        self.bytes += behind.bytes;
        self.lines += behind.lines;
        self.left_out += behind.left_out;
        self.broken += behind.broken;
        for (class, count) in behind.classes {
            *self.classes.entry(class).or_default() += count;
        }
        for mut broken in behind.shown_broken {
            if self.shown_broken.len() < SHOWN_BROKEN {
                broken.place.line += lines;
                self.shown_broken.push(broken);
            }
        }
        for (key, mut group) in behind.groups {
            match self.groups.get_mut(&key) {
                Some(known) => self.size += known.merge(group, self.size < room),
                None if self.size >= room => self.left_out += group.count,
                None => {
                    group.place.line += lines;
                    self.size += group.size() + key.1.as_ref().map_or(0, String::len);
                    self.groups.insert(key, group);
                }
            }
        }
    }

    /// Names the file of everything that stands in it, and takes secrets out of the samples.
    pub(crate) fn name(&mut self, file: &str) {
        for group in self.groups.values_mut() {
            file.clone_into(&mut group.place.file);
            group.sample = shorten(&redact(&group.sample));
        }
        for broken in &mut self.shown_broken {
            file.clone_into(&mut broken.place.file);
        }
        self.size += file.len() * self.groups.len();
    }

    /// Forgets how many lines there were, so that what follows counts from one again.
    pub(crate) fn merge_file(&mut self, file: Self, room: Room) {
        let lines = std::mem::take(&mut self.lines);
        self.merge(file, room);
        self.lines += lines;
    }

    /// Returns how many failures there are.
    pub(crate) fn count(&self) -> u64 {
        self.classes.values().sum()
    }
}

impl Group {
    const fn new(place: Place, sample: String) -> Self {
        Self { count: 0, first: None, last: None, asks: BTreeMap::new(), asks_left_out: 0, place, sample }
    }

    fn size(&self) -> usize {
        256 + self.sample.len() + self.place.file.len() + self.asks.keys().map(ask_size).sum::<usize>()
    }

    /// Widens the time between the first and the last.
    fn spread(&mut self, first: Option<&str>, last: Option<&str>) {
        if let Some(first) = first
            && self.first.as_deref().is_none_or(|it| first < it)
        {
            self.first = Some(first.to_owned());
        }
        if let Some(last) = last
            && self.last.as_deref().is_none_or(|it| last > it)
        {
            self.last = Some(last.to_owned());
        }
    }

    /// Counts an ask, and returns how many bytes it takes.
    fn ask(&mut self, ask: Ask, count: u64, has_room: bool) -> usize {
        if let Some(known) = self.asks.get_mut(&ask) {
            *known += count;
            return 0;
        }
        if self.asks.len() >= ASKS || !has_room {
            self.asks_left_out += count;
            return 0;
        }
        let size = ask_size(&ask);
        self.asks.insert(ask, count);
        size
    }

    fn merge(&mut self, other: Self, has_room: bool) -> usize {
        self.count += other.count;
        self.asks_left_out += other.asks_left_out;
        self.spread(other.first.as_deref(), other.last.as_deref());
        other.asks.into_iter().map(|(ask, count)| self.ask(ask, count, has_room)).sum()
    }
}

fn ask_size(ask: &Ask) -> usize {
    let parts = [&ask.action, &ask.resource, &ask.api_group, &ask.namespace];
    128 + parts.into_iter().flatten().map(String::len).sum::<usize>()
}

/// Returns the beginning of a text.
fn cut(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Makes a sample of a text: one line, not too long.
fn shorten(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|it: char| it.is_whitespace() || it.is_control()).filter(|it| !it.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(SAMPLE) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Maps as lists of pairs: JSON has no keys but texts.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(map)
    }

    pub(super) fn deserialize<'de, K, V, D>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error>
    where
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}
