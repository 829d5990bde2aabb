//! For which cluster, and from which mode, a migration is written down.

use super::MigratedEntry;
use crate::AuthenticationMode;

/// The cluster that a migration is written down for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MigrationTarget<'a> {
    /// The cluster's name.
    pub cluster: &'a str,
    /// Its Region, where the output has a place for it.
    pub region: Option<&'a str>,
    /// Its mode now.
    pub mode: AuthenticationMode,
}

/// Returns a name for each entry, unique among them, made of the letters and digits of the principal's name with
/// `separator` in place of everything else.
pub(super) fn names(entries: &[MigratedEntry], separator: &str) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for entry in entries {
        let name = entry.request.principal_arn.rsplit('/').next().unwrap_or_default();
        let words: Vec<&str> =
            name.split(|it: char| !it.is_ascii_alphanumeric()).filter(|it| !it.is_empty()).collect();
        let plain = words.join(separator);
        let first =
            if plain.starts_with(|it: char| it.is_ascii_alphabetic()) { plain } else { format!("x{plain}") };
        let others = (2..).map(|number| format!("{first}{separator}{number}"));
        let free = std::iter::once(first.clone()).chain(others).find(|it| !taken.contains(it));
        taken.extend(free);
    }
    taken
}
