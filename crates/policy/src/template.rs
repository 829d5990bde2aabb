//! Policy variables: `${key}`, `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`.

use crate::{
    Context,
    pattern::{Glob, Token},
};

/// A piece of a value of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Text as written; `*` and `?` in it may be wildcards.
    Text(Box<str>),
    /// One of the escapes: that character and nothing else.
    Escaped(char),
    /// A variable. The key is in lower case.
    Variable { key: Box<str>, default: Option<Box<str>> },
}

/// Cuts a value into its pieces. A `${` without end is plain text.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut plain = String::new();
    while let Some((before, behind)) = rest.split_once("${") {
        plain.push_str(before);
        let Some((inner, behind)) = behind.split_once('}') else {
            // No later `${` can end either.
            plain.push_str("${");
            rest = behind;
            break;
        };
        push_text(&mut parts, &mut plain);
        parts.push(variable(inner));
        rest = behind;
    }
    plain.push_str(rest);
    push_text(&mut parts, &mut plain);
    parts
}

/// Tells whether a value holds anything but text, once it is read with variables.
pub(crate) fn is_dynamic(text: &str) -> bool {
    text.contains("${")
}

fn push_text(parts: &mut Vec<Part>, plain: &mut String) {
    if !plain.is_empty() {
        parts.push(Part::Text(std::mem::take(plain).into_boxed_str()));
    }
}

fn variable(inner: &str) -> Part {
    match inner {
        "*" => return Part::Escaped('*'),
        "?" => return Part::Escaped('?'),
        "$" => return Part::Escaped('$'),
        _ => {}
    }
    let (key, default) = match inner.split_once(',') {
        Some((key, default)) => (key, Some(default.trim())),
        None => (inner, None),
    };
    let default = default.and_then(|text| text.strip_prefix('\'')?.strip_suffix('\'')).map(Box::from);
    Part::Variable { key: key.trim().to_ascii_lowercase().into_boxed_str(), default }
}

/// What a variable stands for in this request; `None` when it has no value and no default, or when the key is a list.
fn value<'a>(key: &str, default: Option<&'a str>, context: &'a Context) -> Option<&'a str> {
    context.entry(key).map_or(default, |entry| entry.single())
}

/// A value that is compared as a whole; an asterisk in it is an asterisk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    Fixed(Box<str>),
    Dynamic(Box<[Part]>),
}

impl Literal {
    pub(crate) fn new(text: &str, variables: bool) -> Self {
        if variables && is_dynamic(text) {
            Self::Dynamic(parts(text).into_boxed_slice())
        } else {
            Self::Fixed(text.into())
        }
    }

    /// Puts the variables in and hands the text to `test`; an unresolved variable is no match.
    pub(crate) fn matches(&self, context: &Context, test: impl FnOnce(&str) -> bool) -> bool {
        match self {
            Self::Fixed(text) => test(text),
            Self::Dynamic(parts) => resolve(parts, context).is_some_and(|text| test(&text)),
        }
    }
}

/// Puts the variables in.
pub(crate) fn resolve(parts: &[Part], context: &Context) -> Option<String> {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(plain) => text.push_str(plain),
            Part::Escaped(character) => text.push(*character),
            Part::Variable { key, default } => text.push_str(value(key, default.as_deref(), context)?),
        }
    }
    Some(text)
}

/// A value with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    Fixed(Glob),
    Dynamic(Box<[Part]>),
}

impl Pattern {
    pub(crate) fn new(text: &str, variables: bool) -> Self {
        if variables && is_dynamic(text) {
            Self::from_parts(parts(text))
        } else {
            Self::Fixed(Glob::new(text))
        }
    }

    /// Compiles pieces; those without variables once and for all.
    pub(crate) fn from_parts(parts: Vec<Part>) -> Self {
        let fixed = !parts.iter().any(|part| matches!(part, Part::Variable { .. }));
        match fixed.then(|| tokens(&parts, &Context::new())).flatten() {
            Some(tokens) => Self::Fixed(Glob::from_tokens(tokens)),
            None => Self::Dynamic(parts.into_boxed_slice()),
        }
    }

    pub(crate) fn matches(&self, text: &str, context: &Context) -> bool {
        match self {
            Self::Fixed(glob) => glob.matches(text),
            Self::Dynamic(parts) => {
                tokens(parts, context).is_some_and(|tokens| Glob::from_tokens(tokens).matches(text))
            }
        }
    }
}

/// The tokens of a pattern; what variables bring in is literal.
fn tokens(parts: &[Part], context: &Context) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    for part in parts {
        match part {
            Part::Text(plain) => tokens.extend(plain.chars().map(Token::of)),
            Part::Escaped(character) => tokens.push(Token::Char(*character)),
            Part::Variable { key, default } => {
                tokens.extend(value(key, default.as_deref(), context)?.chars().map(Token::Char));
            }
        }
    }
    Some(tokens)
}

#[cfg(test)]
mod tests {
    use super::{Pattern, parts, resolve};
    use crate::Context;

    #[track_caller]
    fn check(pattern: &str, text: &str, expected: bool) {
        let context = Context::new().with("aws:username", "mi*a").with("aws:PrincipalTag/team", "core");
        assert_eq!(Pattern::new(pattern, true).matches(text, &context), expected, "{pattern} against {text}");
    }

    #[test]
    fn variables_in_patterns() {
        check("dev-${aws:username}", "dev-mi*a", true);
        check("dev-${aws:username}", "dev-mika", false);
        check("${AWS:principaltag/TEAM}/*", "core/x", true);
        check("${aws:PrincipalTag/none, 'x'}", "x", true);
        check("${aws:PrincipalTag/none}", "", false);
        check("a${*}b", "a*b", true);
        check("a${*}b", "axb", false);
        check("a${", "a${", true);
    }

    #[test]
    fn escapes() {
        assert_eq!(resolve(&parts("${$}{x}${?}"), &Context::new()).as_deref(), Some("${x}?"));
    }
}
