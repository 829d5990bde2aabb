//! `--help` in the reader's language.
//!
//! The texts in English stand at the arguments, where clap reads them; those in Japanese in `help/ja.txt`, by the names of
//! the command and of the argument. A test finds what is missing there, and what belongs to nothing.

mod table;
mod usage_error;

use clap::{Arg, Command, builder::StyledStr};
use eks_iam_span::Language;

use self::table::{Section, Table};
pub(crate) use self::usage_error::usage_error;

/// Returns the command with its help in that language.
pub(crate) fn translated(mut command: Command, language: Language) -> Command {
    if language != Language::Japanese {
        return command;
    }
    // The arguments that clap adds by itself exist only once it is built.
    command.build();
    translate(command, "", &Table::japanese())
}

fn translate(command: Command, path: &str, table: &Table) -> Command {
    // clap adds `help` wherever there are subcommands; it is the same everywhere.
    let section = if command.get_name() == "help" { table.section("help") } else { table.section(path) };
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let after = command.get_after_long_help().map(StyledStr::to_string);
    let mut command = command
        .help_template("{before-help}{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}")
        .subcommand_help_heading("コマンド")
        .mut_args(|argument| translate_argument(argument, section, table));
    if let Some(about) = section.and_then(|it| it.about.clone()) {
        let long = section.and_then(|it| it.long.clone());
        let long = long.map_or_else(|| about.clone(), |long| format!("{about}\n\n{long}"));
        command = command.about(about).long_about(long);
    }
    if let Some(after) = after {
        command = command.after_long_help(translate_examples(&after, section));
    }
    for name in names {
        let below = format!("{path} {name}");
        command = command.mut_subcommand(name, |it| translate(it, below.trim(), table));
    }
    command
}

fn translate_argument(argument: Arg, section: Option<&Section>, table: &Table) -> Arg {
    let id = argument.get_id().to_string();
    let Some(text) = table.text(section, &id) else { return argument };
    let heading = if argument.is_positional() { "引数" } else { "オプション" };
    let (mut short, mut long) = (text.to_owned(), text.to_owned());
    let values: Vec<_> = argument.get_possible_values().into_iter().filter(|it| !it.is_hide_set()).collect();
    let takes_value = argument.get_num_args().is_none_or(|it| it.takes_values());
    if takes_value && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        short += &format!(" [取りうる値: {}]", names.join(", "));
        long += "\n\n取りうる値:";
        for name in names {
            let text = table.text(section, &format!("{id}={name}"));
            long += &text.map_or_else(|| format!("\n- {name}"), |text| format!("\n- {name}: {text}"));
        }
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|it| it.to_string_lossy()).collect();
    if takes_value && !defaults.is_empty() && !argument.is_hide_default_value_set() {
        short += &format!(" [既定値: {}]", defaults.join(" "));
        long += &format!("\n\n[既定値: {}]", defaults.join(" "));
    }
    argument
        .help(short)
        .long_help(long)
        .help_heading(heading)
        .hide_possible_values(true)
        .hide_default_value(true)
}

/// What begins the part of a help page about batches, and the one about the exit status.
const PROSE: [&str; 2] = ["A line of a batch", "Exit status:"];

/// The commands of the examples are the same in every language; headings and prose are words.
fn translate_examples(after: &str, section: Option<&Section>) -> String {
    let [batch, status] = PROSE;
    let paragraphs = after.split("\n\n").map(|paragraph| {
        if paragraph.starts_with(batch) {
            return section.and_then(|it| it.batch.clone());
        }
        if paragraph.starts_with(status) {
            return section.and_then(|it| it.status.as_ref()).map(|it| format!("終了ステータス: {it}"));
        }
        let (heading, rest) = paragraph.split_once('\n')?;
        let (_, japanese) = HEADINGS.iter().find(|(english, _)| *english == heading)?;
        Some(format!("{japanese}\n{rest}"))
    });
    let both = paragraphs.zip(after.split("\n\n"));
    both.map(|(japanese, english)| japanese.unwrap_or_else(|| english.to_owned()))
        .collect::<Vec<_>>()
        .join("\n\n")
}

const HEADINGS: [(&str, &str); 3] =
    [("Examples:", "例:"), ("The question:", "質問:"), ("In a kubeconfig:", "kubeconfig での指定:")];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Everything that has a text for people, by its key in the table: command path, then the entry.
    fn wanted(command: &Command, path: &str, keys: &mut BTreeSet<(String, String)>) {
        let mut key = |entry: &str| keys.insert((path.to_owned(), entry.to_owned()));
        key("?");
        if command.get_long_about().is_some_and(|it| it.to_string().contains("\n\n")) {
            key("!");
        }
        for paragraph in
            command.get_after_long_help().map(StyledStr::to_string).unwrap_or_default().split("\n\n")
        {
            let is_known = |it: &(&str, &str)| paragraph.starts_with(it.0);
            match PROSE.iter().position(|it| paragraph.starts_with(it)) {
                Some(0) => drop(key("+")),
                Some(_) => drop(key("$")),
                None => assert!(paragraph.is_empty() || HEADINGS.iter().any(is_known), "{path}: {paragraph}"),
            }
        }
        for argument in command.get_arguments().filter(|it| !it.is_hide_set()) {
            key(argument.get_id().as_str());
            let takes_value = argument.get_num_args().is_none_or(|it| it.takes_values());
            for value in argument.get_possible_values() {
                if takes_value && !value.is_hide_set() && value.get_help().is_some() {
                    key(&format!("{}={}", argument.get_id(), value.get_name()));
                }
            }
        }
        for below in command.get_subcommands() {
            match below.get_name() {
                "help" => drop(keys.insert(("help".to_owned(), "?".to_owned()))),
                name => wanted(below, format!("{path} {name}").trim(), keys),
            }
        }
    }

    #[test]
    fn every_text_has_its_japanese_and_no_japanese_is_left_over() {
        let mut command = crate::command();
        command.build();
        let mut keys = BTreeSet::new();
        wanted(&command, "", &mut keys);
        let table = Table::japanese();
        let has = |(path, entry): &&(String, String)| !table.has(path, entry);
        let missing: Vec<_> = keys.iter().filter(has).collect();
        assert!(missing.is_empty(), "without Japanese in help/ja.txt: {missing:#?}");
        let left: Vec<_> = table
            .keys()
            .into_iter()
            .filter(|(path, entry)| {
                let is_of = |key: &(String, String)| (path == "*" || key.0 == *path) && key.1 == *entry;
                !keys.iter().any(is_of)
            })
            .collect();
        assert!(left.is_empty(), "in help/ja.txt, but of nothing: {left:#?}");
    }

    #[test]
    fn help_is_told_in_japanese_down_to_the_headings() {
        let command = translated(crate::command(), Language::Japanese);
        let error =
            command.try_get_matches_from(["eks-iam", "lint", "--help"]).expect_err("help is no match");
        let help = error.to_string();
        for text in ["使い方: eks-iam lint", "引数:", "オプション:", "取りうる値:", "[既定値: text]", "例:"]
        {
            assert!(help.contains(text), "{text} is missing in\n{help}");
        }
        for text in
            ["Usage:", "Options:", "Arguments:", "Possible values", "[default", "Print help", "Examples:"]
        {
            assert!(!help.contains(text), "{text} is English in\n{help}");
        }
    }
}
