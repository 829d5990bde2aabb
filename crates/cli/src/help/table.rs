//! The table of texts in `ja.txt`.
//!
//! A line `@ token make` begins the section of a command, `@` that of the program, `@ *` holds what several commands share.
//! `? …` is the command's one sentence, `! …` a further line of its long text, `$ …` its exit status,
//! `+ …` a line about batches; `id: …` is an argument, `id=value: …` one of its values.

use std::collections::BTreeMap;

/// The texts of one command.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) about: Option<String>,
    pub(super) long: Option<String>,
    pub(super) status: Option<String>,
    pub(super) batch: Option<String>,
    arguments: BTreeMap<String, String>,
}

/// The texts of all commands.
#[derive(Debug)]
pub(super) struct Table {
    sections: BTreeMap<String, Section>,
}

impl Table {
    /// Returns the Japanese texts.
    pub(super) fn japanese() -> Self {
        let mut sections = BTreeMap::<String, Section>::new();
        let mut path = String::new();
        for line in include_str!("ja.txt").lines() {
            let section = sections.entry(path.clone()).or_default();
            let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
            match mark {
                "@" => path = rest.to_owned(),
                "?" => section.about = Some(rest.to_owned()),
                "$" => section.status = Some(rest.to_owned()),
                "!" => append(&mut section.long, rest),
                "+" => append(&mut section.batch, rest),
                _ => {
                    if let Some((id, text)) = line.split_once(": ") {
                        section.arguments.insert(id.to_owned(), text.to_owned());
                    }
                }
            }
        }
        Self { sections }
    }

    /// Returns the texts of the command.
    pub(super) fn section(&self, path: &str) -> Option<&Section> {
        self.sections.get(path)
    }

    /// Returns the text of an argument, or of one of its values, as the command has it or as several share it.
    pub(super) fn text<'a>(&'a self, section: Option<&'a Section>, id: &str) -> Option<&'a str> {
        let own = section.and_then(|it| it.arguments.get(id));
        own.or_else(|| self.sections.get("*")?.arguments.get(id)).map(String::as_str)
    }

    #[cfg(test)]
    pub(super) fn has(&self, path: &str, entry: &str) -> bool {
        let section = self.section(path);
        match entry {
            "?" => section.is_some_and(|it| it.about.is_some()),
            "!" => section.is_some_and(|it| it.long.is_some()),
            "$" => section.is_some_and(|it| it.status.is_some()),
            "+" => section.is_some_and(|it| it.batch.is_some()),
            id => self.text(section, id).is_some(),
        }
    }

    #[cfg(test)]
    pub(super) fn keys(&self) -> Vec<(String, String)> {
        let mut keys = Vec::new();
        for (path, section) in &self.sections {
            let marks =
                [("?", &section.about), ("!", &section.long), ("$", &section.status), ("+", &section.batch)];
            let marks = marks.into_iter().filter(|(_, text)| text.is_some()).map(|(mark, _)| mark.to_owned());
            keys.extend(marks.chain(section.arguments.keys().cloned()).map(|it| (path.clone(), it)));
        }
        keys
    }
}

fn append(text: &mut Option<String>, line: &str) {
    match text {
        Some(text) => *text = format!("{text}\n{line}"),
        None => *text = Some(line.to_owned()),
    }
}
