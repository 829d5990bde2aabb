//! Rust code without its comments, texts and tests, for rules that look for a name.

/// Replaces comments, string and character literals by blanks; lines stay where they are.
pub(super) fn bare(source: &str) -> String {
    let mut bare = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after_word = bare.ends_with(|it: char| it.is_alphanumeric() || it == '_');
        let blank = if after_word { literal_after_word(rest) } else { literal(rest) };
        let (taken, kept) = match blank {
            Some(length) => (length, false),
            None => (first.len_utf8(), true),
        };
        let (piece, behind) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        bare.extend(piece.chars().map(|it| if kept || it == '\n' { it } else { ' ' }));
        rest = behind;
    }
    bare
}

/// Returns the length of the comment or literal that begins here.
fn literal(rest: &str) -> Option<usize> {
    let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix("cr")).or_else(|| rest.strip_prefix('r'));
    if let Some(length) = raw.and_then(raw_string) {
        return Some(rest.len() - raw.map_or(0, str::len) + length);
    }
    literal_after_word(rest)
}

fn literal_after_word(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    if let Some(inner) = rest.strip_prefix('"') {
        return Some(1 + quoted(inner, '"'));
    }
    let inner = rest.strip_prefix('\'')?;
    let mut characters = inner.char_indices();
    let (_, first) = characters.next()?;
    let (at, second) = characters.next()?;
    match (first, second) {
        ('\\', _) => Some(1 + quoted(inner, '\'')),
        (_, '\'') => Some(1 + at + 1),
        _ => None, // a lifetime
    }
}

/// The length up to and with the closing quote.
fn quoted(inner: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in inner.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            it if it == quote => return at + 1,
            _ => {}
        }
    }
    inner.len()
}

/// The length of a raw string whose `r` is cut off already.
fn raw_string(rest: &str) -> Option<usize> {
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let inner = rest.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(inner.find(&end).map_or(rest.len(), |at| hashes + 1 + at + end.len()))
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(tail) = rest.get(at..).filter(|it| !it.is_empty()) {
        let step = if tail.starts_with("/*") {
            depth += 1;
            2
        } else if tail.starts_with("*/") {
            depth = depth.saturating_sub(1);
            2
        } else {
            tail.chars().next().map_or(1, char::len_utf8)
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

/// Replaces every item under `#[cfg(test)]` of bare code by blanks, and returns the modules that stand in such items
/// as `mod name;`.
pub(super) fn without_tests(bare: &str) -> (String, Vec<String>) {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::with_capacity(bare.len());
    let mut modules = Vec::new();
    let mut rest = bare;
    while let Some(at) = rest.find(MARK) {
        let (before, marked) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let (item, behind) = marked.split_at_checked(item_end(marked)).unwrap_or((marked, ""));
        kept.push_str(before);
        kept.extend(item.chars().filter(|it| *it == '\n'));
        let module = item.strip_suffix(';').and_then(|it| it.rsplit_once("mod "));
        modules.extend(module.map(|(_, name)| name.trim().to_owned()));
        rest = behind;
    }
    kept.push_str(rest);
    (kept, modules)
}

/// Where an item ends: at a `;` or behind the braces, whichever is first outside of brackets.
fn item_end(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, character) in code.char_indices() {
        match character {
            '{' | '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// Returns the paths that begin with `std` in bare code, groups unfolded, each with its line.
pub(super) fn std_paths(bare: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in bare.match_indices("std::") {
        let (before, path) = bare.split_at_checked(at).unwrap_or(("", bare));
        if before.ends_with(|it: char| it.is_alphanumeric() || it == '_') {
            continue;
        }
        let line = 1 + before.matches('\n').count();
        let mut paths = Vec::new();
        unfold(path, "", &mut paths);
        found.extend(paths.into_iter().map(|it| (line, it)));
    }
    found
}

/// Reads one use tree, collects its paths, and returns what stands behind it.
fn unfold<'a>(code: &'a str, prefix: &str, paths: &mut Vec<String>) -> &'a str {
    let mut rest = code.trim_start();
    let mut path = prefix.to_owned();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            rest = group.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                let behind = unfold(rest, &path, paths);
                let behind = behind.find([',', '}']).and_then(|at| behind.get(at..)).unwrap_or("");
                rest = behind.strip_prefix(',').unwrap_or(behind).trim_start();
            }
            return rest.strip_prefix('}').unwrap_or(rest);
        }
        let end = rest.find(|it: char| !it.is_alphanumeric() && it != '_' && it != '*').unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        path.push_str(name);
        match behind.trim_start().strip_prefix("::") {
            Some(more) if !name.is_empty() => {
                path.push_str("::");
                rest = more.trim_start();
            }
            _ => {
                paths.push(path);
                return behind;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_blank() {
        check_bare("let a = 1; // std::fs\nlet b;", "let a = 1;           \nlet b;");
        check_bare("a /* b /* c */ d */ e", "a                   e");
        check_bare(r#"f("a \" b", 'x', '\'', x)"#, "f(        ,    ,     , x)");
        check_bare("r#\"a\"b\"# + br\"x\" + b'y'", "         +       + b   ");
        check_bare("fn a<'a>(it: &'a str) -> &'static str", "fn a<'a>(it: &'a str) -> &'static str");
        check_bare("bar\"\" - for\"\"", "bar   - for  ");
    }

    #[track_caller]
    fn check_bare(source: &str, expected: &str) {
        assert_eq!(bare(source), expected);
    }

    #[test]
    fn tests_are_cut_out() {
        let code = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { c(); }\n}\nfn d() {}\n#[cfg(test)]\nmod other;\n";
        let (kept, modules) = without_tests(code);
        assert_eq!(kept, "fn a() {}\n\n\n\n\nfn d() {}\n\n\n");
        assert_eq!(modules, ["other"]);
    }

    #[test]
    fn paths_are_unfolded() {
        let code = "use std::{\n    fmt,\n    time::{Duration, Instant},\n};\nlet x = std::fs::read(y); other_std::net;";
        let expected =
            [(1, "std::fmt"), (1, "std::time::Duration"), (1, "std::time::Instant"), (5, "std::fs::read")];
        assert_eq!(std_paths(code), expected.map(|(line, path)| (line, path.to_owned())));
    }
}
