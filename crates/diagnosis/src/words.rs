//! Every sentence for a person, in English and Japanese side by side.
//!
//! A row is an id and two templates with the same `{holes}`; tests hold that, and that no id stands twice.

mod causes;
mod classes;
mod edits;
mod fetch;
mod hops;
pub(crate) mod pages;
mod reading;
mod remedies;

use eks_iam_span::Language;

/// One sentence: its id, its English and its Japanese form.
pub(crate) type Row = (&'static str, &'static str, &'static str);

/// All tables.
pub(crate) const TABLES: [&[Row]; 7] =
    [causes::ROWS, classes::ROWS, edits::ROWS, fetch::ROWS, hops::ROWS, reading::ROWS, remedies::ROWS];

/// Returns the template of an id in a language.
pub(crate) fn template(id: &str, language: Language) -> Option<&'static str> {
    let (_, en, ja) = TABLES.iter().copied().flatten().find(|(it, ..)| *it == id)?;
    Some(match language {
        Language::Japanese => ja,
        _ => en,
    })
}

/// Returns the id of the row that says where what is missing comes from, for the id that says what is missing.
pub(crate) fn fetch_id(missing: &str) -> Option<&'static str> {
    let name = missing.strip_prefix("missing.")?;
    fetch::ROWS.iter().map(|(id, ..)| *id).find(|it| it.strip_prefix("fetch.") == Some(name))
}

/// Returns the id of a class's row.
pub(crate) fn class_id(class: eks_iam_error_classifier::Class) -> Option<&'static str> {
    let name = class.as_str();
    classes::ROWS.iter().map(|(id, ..)| *id).find(|it| it.strip_prefix("class.") == Some(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn holes(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|it| it.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_have_the_same_holes_and_no_id_stands_twice() {
        let mut ids = BTreeSet::new();
        for (id, en, ja) in TABLES.iter().copied().flatten() {
            assert!(ids.insert(*id), "`{id}` stands twice");
            assert_eq!(holes(en), holes(ja), "`{id}` has other holes in Japanese");
            // A command or a place reads the same in both.
            assert!(!en.is_empty() && (!ja.is_ascii() || ja == en), "`{id}` lacks a language");
        }
    }

    #[test]
    fn what_is_fetched_is_what_is_missing() {
        for (id, en, _) in fetch::ROWS {
            let missing = id.replace("fetch.", "missing.");
            let what = template(&missing, Language::English).unwrap_or_default();
            assert!(!what.is_empty(), "`{id}` fetches what is never missing");
            assert!(holes(en).is_subset(&holes(what)), "`{id}` has a hole that `{missing}` does not fill");
        }
    }

    #[test]
    fn every_class_has_words() {
        for class in eks_iam_error_classifier::Class::ALL {
            assert!(class_id(*class).is_some(), "`class.{class}` has no words");
        }
    }

    #[test]
    fn every_cause_has_a_title_a_check_and_advice() {
        for cause in crate::CauseName::ALL {
            for kind in ["cause", "check", "advice"] {
                let id = format!("{kind}.{cause}");
                assert!(template(&id, Language::English).is_some(), "`{id}` has no words");
            }
        }
    }
}
