//! The words of AWS's and Kubernetes' sentences, to mend a word that a line break tore apart.

/// The words that are put together again, in small letters, sorted.
const WORDS: &[&str] = &[
    "access",
    "accessdenied",
    "accessdeniedexception",
    "account",
    "action",
    "allows",
    "an",
    "assume",
    "assumed",
    "assumerole",
    "assumerolewithwebidentity",
    "at",
    "authentication",
    "authorization",
    "authorized",
    "aws-auth",
    "because",
    "boundary",
    "calling",
    "cannot",
    "client",
    "cluster",
    "configmap",
    "configmaps",
    "connection",
    "control",
    "credential",
    "credentials",
    "current",
    "denied",
    "deny",
    "describecluster",
    "encoded",
    "endpoint",
    "error",
    "errormetadata",
    "expired",
    "explicit",
    "failed",
    "failure",
    "forbidden",
    "identity",
    "identity-based",
    "in",
    "included",
    "instances",
    "invalid",
    "invalidclienttokenid",
    "is",
    "kubernetes",
    "mapped",
    "message",
    "namespace",
    "no",
    "not",
    "objects",
    "occurred",
    "on",
    "openidconnect",
    "operation",
    "perform",
    "permissions",
    "policy",
    "principal",
    "provider",
    "providererror",
    "refused",
    "request",
    "resource",
    "resource-based",
    "resources",
    "response",
    "role",
    "scoped",
    "security",
    "server",
    "service",
    "serviceerror",
    "session",
    "should",
    "signature",
    "signaturedoesnotmatch",
    "the",
    "to",
    "token",
    "transitively",
    "trust",
    "unauthorized",
    "unauthorizedoperation",
    "unhandled",
    "user",
    "valid",
    "vpc",
    "webidentityerr",
    "when",
    "with",
];

/// The longest word of the list.
const LONGEST: usize = 28;

/// Returns whether `before` ends with the beginning, and `after` begins with the end, of one known word.
///
/// Two known words are never put together.
pub(crate) fn is_broken_word(before: &str, after: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'-';
    let head: usize = before.bytes().rev().take(LONGEST).take_while(is_part).count();
    let tail: usize = after.bytes().take(LONGEST).take_while(is_part).count();
    if head == 0 || tail == 0 || head + tail > LONGEST {
        return false;
    }
    let head = before.get(before.len() - head..).unwrap_or("").to_ascii_lowercase();
    let tail = after.get(..tail).unwrap_or("").to_ascii_lowercase();
    let is_word = |word: &str| WORDS.binary_search(&word).is_ok();
    // A short word in front, such as `in` or `no`, may be the beginning of a longer one.
    let are_words = match head.len() {
        1..4 => is_word(&tail),
        _ => is_word(&head) || (is_word(&tail) && tail.len() > head.len() + 3),
    };
    !are_words && is_word(&format!("{head}{tail}"))
}

/// Returns whether `text` begins with a whole word of the sentences.
pub(crate) fn begins_with_word(text: &str) -> bool {
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count();
    let word = text.get(..length).unwrap_or_default().to_ascii_lowercase();
    let is_whole = matches!(text.as_bytes().get(length), Some(b' ' | b':' | b',' | b'.' | b'\n'));
    length > 1 && is_whole && WORDS.binary_search(&word.as_str()).is_ok()
}

#[test]
fn words_are_sorted() {
    assert!(WORDS.is_sorted());
}
