//! Just enough of URLs to find the host of an endpoint that somebody gave.

use std::borrow::Cow;

/// Returns host and port of an `http` or `https` URL; `None` when it is no URL with a host.
///
/// As botocore checks an endpoint, but with `_` allowed in names, which containers have.
pub(crate) fn authority(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    if !(scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")) {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let with_user = rest.get(..end)?;
    let authority = with_user.rsplit_once('@').map_or(with_user, |(_, it)| it);
    is_authority(authority).then_some(authority)
}

/// Takes user name and password out of a URL; of what is no URL, all before its last `@`.
pub(crate) fn without_user_info(url: &str) -> Cow<'_, str> {
    let (scheme, rest) = url.find("://").and_then(|at| url.split_at_checked(at + 3)).unwrap_or(("", url));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let in_authority = rest.get(..end).and_then(|it| it.rfind('@'));
    let at = in_authority.or_else(|| rest.rfind('@').filter(|_| authority(url).is_none()));
    match at.and_then(|at| rest.get(at..)) {
        Some(behind) => Cow::Owned(format!("{scheme}[redacted]{behind}")),
        None => Cow::Borrowed(url),
    }
}

fn is_authority(authority: &str) -> bool {
    if let Some(rest) = authority.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else { return false };
        return address.parse::<core::net::Ipv6Addr>().is_ok() && (port.is_empty() || is_port(port));
    }
    let (host, port) = match authority.find(':') {
        Some(at) => authority.split_at(at),
        None => (authority, ""),
    };
    (port.is_empty() || is_port(port)) && is_host(host)
}

fn is_port(port: &str) -> bool {
    port.strip_prefix(':').is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()) && it.len() <= 5)
}

fn is_host(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= 255 && host.split('.').all(is_label)
}
