//! Secrets never enter a snapshot: they are masked in the text before it is read, each by as many characters as it had.
//!
//! So places in the text stay what they were, and no excerpt, diff or error can show what was masked.

use eks_iam_document::Node;
use eks_iam_span::Span;

/// What stands for each byte of a secret; plain text in YAML and JSON alike.
const MASK: &str = "X";

/// Keys whose value is secret, in lower case and without separators.
const KEYS: [&str; 17] = [
    "token",
    "password",
    "clientkeydata",
    "clientcertificatedata",
    "secretaccesskey",
    "sessiontoken",
    "awssecretaccesskey",
    "awssessiontoken",
    "awssecuritytoken",
    "awsbearertokenbedrock",
    "awscontainerauthorizationtoken",
    "idtoken",
    "refreshtoken",
    "accesstoken",
    "clientsecret",
    "webidentitytoken",
    "samlassertion",
];

/// Returns the text with every secret masked: values of keys that hold keys, tokens and passwords, values of such
/// environment variables, the data of Kubernetes Secrets, private keys, bearer tokens and signed URLs.
///
/// ```
/// use eks_iam_diagnosis::mask;
///
/// assert_eq!(mask("users: [{name: a, user: {token: abcdef}}]"), "users: [{name: a, user: {token: XXXXXX}}]");
/// ```
#[must_use]
pub fn mask(text: &str) -> String {
    let mut spans = Vec::new();
    by_keys(text, &mut spans);
    by_marks(text, &mut spans);
    for node in eks_iam_document::parse_all(text).unwrap_or_default() {
        of_secret_objects(&node, &mut spans);
    }
    cover(text, &spans)
}

/// Masks the values of environment variables that hold secrets.
pub(super) fn mask_variables(variables: Vec<(String, String)>) -> Vec<(String, String)> {
    let hidden = |name: &str, value: String| {
        if is_secret_variable(name) { MASK.repeat(value.chars().count()) } else { mask(&value) }
    };
    variables
        .into_iter()
        .map(|(name, value)| {
            let value = hidden(&name, value);
            (name, value)
        })
        .collect()
}

fn is_secret_key(key: &str) -> bool {
    let plain: String =
        key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    KEYS.contains(&plain.as_str())
}

/// Variables of the author's own are judged by the words in their names. A path of a file is no secret.
fn is_secret_variable(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let is_place = ["_FILE", "_PATH", "_DIR", "_URI", "_URL", "_NAME"].iter().any(|it| upper.ends_with(it));
    !is_place
        && (is_secret_key(name)
            || ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "CREDENTIAL"]
                .iter()
                .any(|it| upper.contains(it)))
}

/// Finds `key: value` and `"key": "value"`, line by line, so that a text which does not parse is masked too.
fn by_keys(text: &str, spans: &mut Vec<Span>) {
    let mut at = 0;
    // The indentation of a secret key whose value stands on the lines below.
    let mut below: Option<usize> = None;
    let mut next_value = false;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let indent = body.len() - body.trim_start().len();
        if let Some(of_key) = below {
            if body.trim().is_empty() || indent > of_key {
                spans.push(Span::new(at + indent, at + body.len()));
                at += line.len();
                continue;
            }
            below = None;
        }
        let mut from = 0;
        while let Some(colon) = body.get(from..).and_then(|it| it.find([':', '='])).map(|it| it + from) {
            let key = last_word(body.get(..colon).unwrap_or_default());
            let (start, end) = value_after(body, colon + 1);
            let value = body.get(start..end).unwrap_or_default();
            if is_secret_key(key) || next_value && key == "value" {
                if value.is_empty() || value.starts_with(['|', '>']) {
                    below = Some(indent);
                } else if !value.starts_with(['{', '[']) {
                    spans.push(Span::new(at + start, at + end));
                }
                next_value = false;
                from = end.max(colon + 1);
                continue;
            }
            if key == "name" {
                next_value = is_secret_variable(value);
            }
            from = colon + 1;
        }
        at += line.len();
    }
}

/// The word before a colon, its quotes left out.
fn last_word(before: &str) -> &str {
    let trimmed = before.trim_end().trim_end_matches(['"', '\'']);
    let start =
        trimmed.rfind(|it: char| !(it.is_ascii_alphanumeric() || "-_.".contains(it))).map_or(0, |it| {
            it + trimmed.get(it..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
    trimmed.get(start..).unwrap_or_default()
}

/// Where the value behind a colon begins and ends, its quotes left out.
fn value_after(line: &str, from: usize) -> (usize, usize) {
    let rest = line.get(from..).unwrap_or_default();
    let start = from + (rest.len() - rest.trim_start().len());
    let rest = line.get(start..).unwrap_or_default();
    let Some(quote @ ('"' | '\'')) = rest.chars().next() else {
        let end = rest.find([',', '}', ']', ' ', '&', ';']).unwrap_or(rest.len());
        return (start, start + end);
    };
    let inner = rest.get(1..).unwrap_or_default();
    let mut escaped = false;
    let end = inner.find(|it: char| {
        let ends = it == quote && !escaped;
        escaped = it == '\\' && !escaped && quote == '"';
        ends
    });
    (start + 1, start + 1 + end.unwrap_or(inner.len()))
}

/// Finds secrets by what they look like, wherever they stand.
fn by_marks(text: &str, spans: &mut Vec<Span>) {
    let is_token = |it: char| it.is_ascii_alphanumeric() || "-_=+/%.".contains(it);
    for mark in ["k8s-aws-v1.", "X-Amz-Signature=", "X-Amz-Security-Token=", "Bearer ", "Signature="] {
        for (at, _) in text.match_indices(mark) {
            let start = at + mark.len();
            let rest = text.get(start..).unwrap_or_default();
            let end = rest.find(|it| !is_token(it)).unwrap_or(rest.len());
            spans.push(Span::new(start, start + end));
        }
    }
    // A JSON Web Token: three parts, the first two begin as base64 of `{"`.
    for (at, _) in text.match_indices("eyJ") {
        let rest = text.get(at..).unwrap_or_default();
        let end =
            rest.find(|it: char| !(it.is_ascii_alphanumeric() || "-_.".contains(it))).unwrap_or(rest.len());
        let token = rest.get(..end).unwrap_or_default();
        if token.split('.').count() == 3 && token.split('.').nth(1).is_some_and(|it| it.starts_with("eyJ")) {
            spans.push(Span::new(at, at + end));
        }
    }
    for (at, mark) in text.match_indices("PRIVATE KEY-----") {
        let label = text.get(..at).unwrap_or_default().rsplit("-----").next().unwrap_or_default();
        if !label.starts_with("BEGIN") {
            continue;
        }
        let start = at + mark.len();
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find("-----END").unwrap_or(rest.len());
        spans.push(Span::new(start, start + end));
    }
    // The password of a URL: `https://user:password@proxy`.
    for (at, mark) in text.match_indices("://") {
        let start = at + mark.len();
        let rest = text.get(start..).unwrap_or_default();
        let authority = rest.get(..rest.find(['/', ' ', '"', '\'', '\n', '?']).unwrap_or(rest.len()));
        if let Some((user_info, _)) = authority.and_then(|it| it.rsplit_once('@')) {
            spans.push(Span::new(start, start + user_info.len()));
        }
    }
}

/// The data of Kubernetes Secrets, also within lists; and their last applied form.
fn of_secret_objects(node: &Node, spans: &mut Vec<Span>) {
    if node.get("kind").and_then(Node::as_str) == Some("Secret") {
        for part in [node.get("data"), node.get("stringData"), node.path(&["metadata", "annotations"])] {
            let entries = part.and_then(Node::as_mapping).unwrap_or_default();
            spans.extend(entries.iter().filter(|it| it.value.as_str().is_some()).map(|it| it.value.span));
        }
    }
    for item in node.get("items").and_then(Node::as_sequence).unwrap_or_default() {
        of_secret_objects(item, spans);
    }
}

/// Writes [`MASK`] over each place, letter by letter; line breaks and quotes stay.
fn cover(text: &str, spans: &[Span]) -> String {
    if spans.is_empty() {
        return text.to_owned();
    }
    let mut sorted: Vec<Span> = spans.to_vec();
    sorted.sort_by_key(|it| (it.start(), it.end()));
    let mut out = String::with_capacity(text.len());
    let mut spans = sorted.into_iter().peekable();
    let mut until = 0;
    for (at, letter) in text.char_indices() {
        while spans.peek().is_some_and(|it| it.start() <= at) {
            until = until.max(spans.next().map_or(0, |it| it.end()));
        }
        if at < until && !matches!(letter, '\n' | '\r' | '"' | '\'' | ' ') {
            // As many bytes as the letter had, so that places behind it stay.
            out.push_str(&MASK.repeat(letter.len_utf8()));
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, masked: &str) {
        assert_eq!(mask(text), masked);
        assert_eq!(mask(masked).len(), text.len(), "places stay");
    }

    #[test]
    fn values_of_secret_keys() {
        check("token: abc # note", "token: XXX # note");
        check(r#"{"SecretAccessKey": "a/b+c", "Name": "x"}"#, r#"{"SecretAccessKey": "XXXXX", "Name": "x"}"#);
        check(
            "  client-key-data: |\n    abc\n    de\n  next: f\n",
            "  client-key-data: |\n    XXX\n    XX\n  next: f\n",
        );
        check("args: [eks, get-token, --region, a]\n", "args: [eks, get-token, --region, a]\n");
    }

    #[test]
    fn variables_that_hold_secrets() {
        check("- name: DB_PASSWORD\n  value: abc\n", "- name: DB_PASSWORD\n  value: XXX\n");
        check("- name: TOKEN_FILE\n  value: /run/t\n", "- name: TOKEN_FILE\n  value: /run/t\n");
    }

    #[test]
    fn a_private_key_ends_where_it_ends() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nnext: d\n";
        check(text, &text.replace("abc", "XXX"));
    }

    #[test]
    fn secrets_in_urls_and_objects() {
        check("https://a:b@c.example/", "https://XXX@c.example/");
        check("kind: Secret\ndata: {a: bcd}\n", "kind: Secret\ndata: {a: XXX}\n");
    }
}
