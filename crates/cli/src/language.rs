//! Chooses the language of what is printed for people.

use std::env;

use clap::ValueEnum;
use eks_iam_span::Language;

/// A language, as `--lang` takes it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LanguageArgument {
    /// English
    En,
    /// 日本語
    Ja,
}

/// Returns the language asked for, else that of the environment, else English.
pub(crate) fn choose(asked: Option<LanguageArgument>) -> Language {
    match asked {
        Some(LanguageArgument::Ja) => return Language::Japanese,
        Some(LanguageArgument::En) => return Language::English,
        None => {}
    }
    let set =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|it| env::var(it).ok().filter(|it| !it.is_empty()));
    set.and_then(|it| Language::from_tag(&it)).unwrap_or(Language::English)
}

/// Returns the language of the command line before it is read: its help and what is wrong with it have a language too.
pub(crate) fn of_command_line() -> Language {
    let words: Vec<String> = env::args_os().map(|it| it.to_string_lossy().into_owned()).collect();
    let pairs = words.windows(2).filter_map(|it| match it {
        [option, value] if option == "--lang" => Some(value.as_str()),
        _ => None,
    });
    let value = pairs.chain(words.iter().filter_map(|it| it.strip_prefix("--lang="))).next_back();
    choose(value.and_then(|it| LanguageArgument::from_str(it, false).ok()))
}

/// Returns the text of the language.
pub(crate) const fn pick(language: Language, english: &'static str, japanese: &'static str) -> &'static str {
    match language {
        Language::Japanese => japanese,
        _ => english,
    }
}
