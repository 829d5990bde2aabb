//! Takes secrets out of what a report shows: keys, tokens, signatures, passwords.
//!
//! Better a word too many than a key too few: what looks like a secret is replaced by `[redacted]`.

/// What stands in place of a secret.
const MASK: &str = "[redacted]";

/// Beginnings of tokens that are secrets by themselves, and how many of their characters may still be shown.
const TOKENS: [(&str, usize); 13] = [
    ("k8s-aws-v1.", 11),
    ("k8s-aws-v2.", 11),
    ("eyJ", 0),
    ("AKIA", 4),
    ("ASIA", 4),
    ("IQoJ", 0),
    ("FwoG", 0),
    ("FQoG", 0),
    ("ghp_", 4),
    ("github_pat_", 11),
    ("glpat-", 6),
    ("xoxb-", 5),
    ("xoxp-", 5),
];

/// Names whose value is a secret, in small letters and without `-`, `_` and blanks.
const NAMES: [&str; 22] = [
    "authorization",
    "bearer",
    "basic",
    "token",
    "accesstoken",
    "idtoken",
    "refreshtoken",
    "sessiontoken",
    "securitytoken",
    "webidentitytoken",
    "xamzsecuritytoken",
    "xamzsignature",
    "xamzcredential",
    "signature",
    "credential",
    "secret",
    "secretkey",
    "secretaccesskey",
    "awssecretaccesskey",
    "clientsecret",
    "password",
    "passwd",
];

/// Names after which a word of a sentence may stand as well, as in `could not get token: AccessDenied`.
const TOLD: [&str; 8] =
    ["authorization", "bearer", "basic", "token", "credential", "signature", "sessiontoken", "securitytoken"];

/// What the word in front says of the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Nothing.
    Plain,
    /// It is a secret, unless it is a word of a sentence.
    Likely,
    /// It is a secret.
    Secret,
}

/// Returns the text with every secret replaced.
pub(crate) fn redact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut next = Next::Plain;
    // Whether a blank stands between the name and its value, as it does in sentences.
    let mut is_apart = false;
    while let Some(first) = rest.chars().next() {
        if !is_word(first) {
            out.push(first);
            is_apart |= first == ' ';
            if !matches!(first, '=' | ':' | ' ' | '"' | '\'' | '\\' | '%' | '\t' | '(' | '[') {
                next = Next::Plain;
            }
            rest = rest.get(first.len_utf8()..).unwrap_or("");
            continue;
        }
        let end = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        rest = behind;
        let is_told = is_apart && word.len() < 20 && word.bytes().all(|it| it.is_ascii_alphabetic());
        next = push_word(
            &mut out,
            word,
            behind,
            if is_told && next == Next::Likely { Next::Plain } else { next },
        );
        is_apart = false;
    }
    private_keys(out)
}

/// Writes a word or its mask, and returns what is known of the next word.
fn push_word(out: &mut String, word: &str, behind: &str, known: Next) -> Next {
    let is_long = word.len() >= 12;
    if is_long
        && let Some((start, shown)) = TOKENS.iter().find(|(start, _)| word.starts_with(start))
        && word.len() >= start.len() + 12
    {
        out.push_str(word.get(..*shown).unwrap_or(""));
        out.push_str(MASK);
        return Next::Plain;
    }
    if let Some(next) = name(word, behind) {
        out.push_str(word);
        return next;
    }
    // `Authorization: AWS4-HMAC-SHA256 Credential=…`: the algorithm is no secret, what follows is.
    let is_scheme = known != Next::Plain && matches!(word, "AWS4-HMAC-SHA256" | "Negotiate");
    if known != Next::Plain && !is_scheme && word.len() >= 4 || is_secret_key(word) {
        out.push_str(MASK);
        return Next::Plain;
    }
    out.push_str(word);
    if is_scheme { known } else { Next::Plain }
}

/// Returns what a name says of the value behind it; none when it is not the name of a secret.
fn name(word: &str, behind: &str) -> Option<Next> {
    let is_scheme = word.eq_ignore_ascii_case("bearer") || word.eq_ignore_ascii_case("basic");
    if !is_scheme && (word.len() > 64 || !is_value_behind(behind)) {
        return None;
    }
    let name: String =
        word.chars().filter(|it| !matches!(it, '-' | '_')).map(|it| it.to_ascii_lowercase()).collect();
    let is_name = |it: &str| name == it || it.len() > 5 && name.ends_with(it);
    NAMES
        .iter()
        .any(|it| is_name(it))
        .then(|| if TOLD.contains(&name.as_str()) { Next::Likely } else { Next::Secret })
}

/// Tells whether a value stands behind a name: behind `=` or `:`.
fn is_value_behind(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['"', '\'', '\\', ' ']);
    behind.starts_with(['=', ':']) || behind.starts_with("%3D")
}

/// Tells whether a word has the shape of a secret access key: forty characters of base64, mixed.
fn is_secret_key(word: &str) -> bool {
    let word = word.trim_matches('=');
    (40..=44).contains(&word.len())
        && word.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/'))
        && word.bytes().any(|it| it.is_ascii_uppercase())
        && word.bytes().any(|it| it.is_ascii_lowercase())
        && word.bytes().any(|it| it.is_ascii_digit())
        && !word.starts_with('/')
}

/// Tells whether a character belongs to a word: those of base64 in all its forms, and of tokens.
const fn is_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '+' | '/' | '~')
}

/// Takes out the bodies of private keys.
fn private_keys(text: String) -> String {
    let Some((before, body)) = text.split_once("PRIVATE KEY-----") else { return text };
    let behind = body.split_once("-----END").map_or("", |(_, behind)| behind);
    let mask = if behind.is_empty() { String::new() } else { format!("-----END{behind}") };
    format!("{before}PRIVATE KEY-----{MASK}{mask}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_the_rest_stays() {
        let secrets = [
            "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "\"secretAccessKey\": \"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\"",
            "key wJalrXUtnFEMI/K7MDENG/bPxRfiCY1EXAMPLEKE is shown",
            "Authorization: Bearer wJalrXUtnFEMI.K7MDENG",
            "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/sts, Signature=wJalrXUtnFEMI",
            "https://sts.amazonaws.com/?X-Amz-Credential=wJalrXUtnFEMI%2F2026&X-Amz-Signature=wJalrXUtnFEMI",
            "X-Amz-Security-Token=wJalrXUtnFEMI%2Bab",
            "token=k8s-aws-v1.wJalrXUtnFEMI",
            "password: 'wJalrXUtnFEMI'",
            "eyJhbGciOi.wJalrXUtnFEMI",
            "{\\\"sessionToken\\\":\\\"wJalrXUtnFEMI\\\"}",
        ];
        for text in secrets {
            let shown = redact(text);
            assert!(!shown.contains("wJalrXUtnFEMI") && shown.contains(MASK), "{shown}");
        }
        assert_eq!(redact("id AKIAIOSFODNN7EXAMPLE."), "id AKIA[redacted]");
    }

    #[test]
    fn messages_stay_as_they_are() {
        for text in [
            "User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:DescribeCluster",
            "ExpiredToken: The security token included in the request is expired",
            "InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
            "could not get token: AccessDenied: Access denied",
            "request id: 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0, status code: 403",
            "error getting token: the token has expired",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}
