//! Takes a URL apart where Go's `net/url` does, and refuses what it refuses.

use crate::go::quoted;

/// The parts of a URL, raw.
#[derive(Clone, Copy)]
pub(crate) struct Url<'a> {
    /// The scheme as written; empty when there is none.
    pub(crate) scheme: &'a str,
    pub(crate) user_info: Option<&'a str>,
    /// Host and port; empty when there is no authority.
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) fragment: Option<&'a str>,
    /// All before the fragment.
    pub(crate) without_fragment: &'a str,
}

impl<'a> Url<'a> {
    /// Reads a URL.
    ///
    /// # Errors
    ///
    /// With Go's text, without the URL itself, for that is a secret.
    pub(crate) fn parse(text: &'a str) -> Result<Self, String> {
        let (without_fragment, fragment) = split(text, '#');
        if without_fragment.bytes().fold(false, |found, byte| found | (byte < b' ') | (byte == 0x7f)) {
            return Err("net/url: invalid control character in URL".to_owned());
        }
        let (scheme, rest) = split_scheme(without_fragment)?;
        let (rest, query) = split(rest, '?');
        let query = query.unwrap_or_default();
        let url =
            |user_info, host, path| Self { scheme, user_info, host, path, query, fragment, without_fragment };
        let parsed = match rest.strip_prefix("//") {
            Some(behind) if !scheme.is_empty() || !behind.starts_with('/') => {
                let end = behind.find('/').unwrap_or(behind.len());
                let (authority, path) = behind.split_at_checked(end).unwrap_or((behind, ""));
                let (user_info, host) = match authority.rsplit_once('@') {
                    Some((user_info, host)) => (Some(user_info), host),
                    None => (None, authority),
                };
                check_host(host)?;
                check_user_info(user_info.unwrap_or_default())?;
                url(user_info, host, path)
            }
            _ if !scheme.is_empty() && !rest.starts_with('/') => url(None, "", ""),
            _ => {
                if scheme.is_empty() && split(rest, '/').0.contains(':') {
                    return Err("first path segment in URL cannot contain colon".to_owned());
                }
                url(None, "", rest)
            }
        };
        check_escapes(parsed.path)?;
        check_escapes(fragment.unwrap_or_default())?;
        Ok(parsed)
    }
}

fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

/// The scheme and all behind its colon; no scheme where another character comes first.
fn split_scheme(text: &str) -> Result<(&str, &str), String> {
    let is_scheme = |(at, letter): (usize, char)| {
        letter.is_ascii_alphabetic()
            || (at > 0 && (letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.')))
    };
    match text.split_once(':') {
        Some(("", _)) => Err("missing protocol scheme".to_owned()),
        Some((scheme, rest)) if scheme.char_indices().all(is_scheme) => Ok((scheme, rest)),
        _ => Ok(("", text)),
    }
}

fn check_user_info(user_info: &str) -> Result<(), String> {
    let is_sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte);
    if !user_info.bytes().all(is_sound) {
        return Err("net/url: invalid userinfo".to_owned());
    }
    check_escapes(user_info)
}

fn check_host(host: &str) -> Result<(), String> {
    let port = if host.starts_with('[') {
        host.rsplit_once(']').ok_or_else(|| "missing ']' in host".to_owned())?.1
    } else {
        host.rfind(':').and_then(|at| host.get(at..)).unwrap_or_default()
    };
    let is_port =
        port.is_empty() || port.strip_prefix(':').is_some_and(|it| it.bytes().all(|b| b.is_ascii_digit()));
    if !is_port {
        return Err(format!("invalid port {} after host", quoted(port)));
    }
    for (at, byte) in host.bytes().enumerate() {
        match byte {
            b'%' => check_host_escape(host.get(at..).unwrap_or_default())?,
            0x80.. | b'-' | b'_' | b'.' | b'~' => {}
            _ if byte.is_ascii_alphanumeric() || b"!$&'()*+,;=:[]<>\"".contains(&byte) => {}
            _ => {
                return Err(format!(
                    "invalid character {} in host name",
                    quoted(char::from(byte).encode_utf8(&mut [0; 4]))
                ));
            }
        }
    }
    Ok(())
}

/// In a host only bytes beyond ASCII may be escaped, and the percent sign itself.
fn check_host_escape(behind: &str) -> Result<(), String> {
    check_escapes(behind.get(..3).unwrap_or(behind))?;
    let is_ascii = behind.as_bytes().get(1).is_some_and(|digit| (b'0'..b'8').contains(digit));
    if is_ascii && !behind.starts_with("%25") {
        return Err(format!("invalid URL escape {}", quoted(behind.get(..3).unwrap_or_default())));
    }
    Ok(())
}

/// Every `%` must be followed by two hexadecimal digits.
fn check_escapes(text: &str) -> Result<(), String> {
    for (at, _) in text.match_indices('%') {
        let behind = text.get(at..).unwrap_or_default();
        let mut digits = behind.bytes().skip(1);
        let mut is_digit = || digits.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        if !(is_digit() && is_digit()) {
            let shown: String = behind.chars().take(3).collect();
            return Err(format!("invalid URL escape {}", quoted(&shown)));
        }
    }
    Ok(())
}
