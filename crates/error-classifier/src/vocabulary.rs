//! The words of AWS's and Kubernetes' sentences, to mend a word that a line break tore apart.

/// The words that are put together again, in small letters, sorted.
const WORDS: &[&str] = &[
    "access", "accessdenied", "accessdeniedexception", "account", "action", "allows", "assume", "assumed", "assumerole",
    "assumerolewithwebidentity", "authentication", "authorization", "authorized", "aws-auth", "because", "boundary",
    "calling", "cannot", "client", "cluster", "configmap", "configmaps", "connection", "credential", "credentials",
    "current", "denied", "describecluster", "encoded", "endpoint", "error", "errormetadata", "expired", "explicit",
    "failed", "failure", "forbidden", "identity", "identity-based", "included", "instances", "invalid",
    "invalidclienttokenid", "kubernetes", "message", "namespace", "objects", "occurred", "openidconnect",
    "operation", "permissions", "perform", "policy", "principal", "provider", "providererror", "refused", "request",
    "requestid", "resource", "resource-based", "resources", "response", "scoped", "security", "server", "service",
    "serviceerror", "session", "should", "signature", "signaturedoesnotmatch", "statuscode", "token", "transitively",
    "unauthorized", "unauthorizedoperation", "unhandled", "valid", "webidentityerr",
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
    !is_word(&head) && !(is_word(&tail) && tail.len() > head.len() + 3) && is_word(&format!("{head}{tail}"))
}

#[test]
fn words_are_sorted() {
    assert!(WORDS.is_sorted());
}
