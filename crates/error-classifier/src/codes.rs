//! Error codes of AWS: which words are codes, and which class a code alone gives.

use crate::{
    Class,
    level::{self, Level},
};

/// The length of the shortest name that is read as a code where nothing but a colon follows.
pub(crate) const SHORTEST: usize = 8;

/// Codes that stand in front of a message without further sign, by name without `Exception`, sorted.
///
/// Only names here, and those with an ending of [`ENDINGS`], are read as codes where nothing but a colon follows.
const KNOWN: &[(&str, Class)] = &[
    ("AccessDenied", Class::AccessDeniedOpaque),
    ("AuthFailure", Class::CredentialsInvalidKey),
    ("AuthorizationError", Class::AccessDeniedOpaque),
    ("AuthorizationHeaderMalformed", Class::SignatureIncomplete),
    ("BadRequest", Class::Validation),
    ("BucketAlreadyOwnedByYou", Class::Conflict),
    ("ClusterNotFound", Class::NotFound),
    ("ConcurrentModification", Class::Conflict),
    ("ConditionalCheckFailed", Class::Conflict),
    ("Conflict", Class::Conflict),
    ("DeleteConflict", Class::Conflict),
    ("DependencyViolation", Class::Conflict),
    ("EntityAlreadyExists", Class::Conflict),
    ("ExpiredToken", Class::CredentialsExpired),
    ("IDPCommunicationError", Class::WebIdentityIdpUnreachable),
    ("IDPRejectedClaim", Class::WebIdentityTokenInvalid),
    ("IncompleteSignature", Class::SignatureIncomplete),
    ("InternalError", Class::Other),
    ("InternalFailure", Class::Other),
    ("InternalServerError", Class::Other),
    ("InvalidAccessKeyId", Class::CredentialsInvalidKey),
    ("InvalidAction", Class::Validation),
    ("InvalidArgument", Class::Validation),
    ("InvalidClientTokenId", Class::CredentialsInvalidKey),
    ("InvalidGrant", Class::CredentialsSsoExpired),
    ("InvalidIdentityToken", Class::WebIdentityTokenInvalid),
    ("InvalidInput", Class::Validation),
    ("InvalidParameter", Class::Validation),
    ("InvalidParameterCombination", Class::Validation),
    ("InvalidParameterValue", Class::Validation),
    ("InvalidRequest", Class::Validation),
    ("InvalidSecurity", Class::CredentialsInvalidKey),
    ("InvalidSignature", Class::SignatureMismatch),
    ("InvalidToken", Class::CredentialsInvalidKey),
    ("LimitExceeded", Class::QuotaOrCapacity),
    ("MalformedPolicy", Class::PolicyMalformed),
    ("MalformedPolicyDocument", Class::PolicyMalformed),
    ("MissingAuthenticationToken", Class::SignatureIncomplete),
    ("MissingParameter", Class::Validation),
    ("NoCredentialProviders", Class::CredentialsMissing),
    ("NoSuchEntity", Class::NotFound),
    ("NodeCreationFailure", Class::NodeJoinFailed),
    ("NotAuthorized", Class::AccessDeniedOpaque),
    ("NotFound", Class::NotFound),
    ("OperationAborted", Class::Conflict),
    ("OptInRequired", Class::RegionOptInRequired),
    ("PackedPolicyTooLarge", Class::PolicyPackedTooLarge),
    ("PermanentRedirect", Class::Other),
    ("PriorRequestNotComplete", Class::Throttling),
    ("RegionDisabled", Class::RegionDisabled),
    ("RequestExpired", Class::SignatureClockSkew),
    ("RequestLimitExceeded", Class::Throttling),
    ("RequestThrottled", Class::Throttling),
    ("RequestTimeTooSkewed", Class::SignatureClockSkew),
    ("ResourceInUse", Class::Conflict),
    ("SSOProviderInvalidToken", Class::CredentialsSsoExpired),
    ("Serialization", Class::Validation),
    ("Server", Class::Other),
    ("ServiceUnavailable", Class::Other),
    ("SignatureDoesNotMatch", Class::SignatureMismatch),
    ("SlowDown", Class::Throttling),
    ("SubscriptionRequired", Class::RegionOptInRequired),
    ("Throttled", Class::Throttling),
    ("Throttling", Class::Throttling),
    ("TokenRefreshRequired", Class::CredentialsExpired),
    ("TooManyEntities", Class::QuotaOrCapacity),
    ("TooManyRequests", Class::Throttling),
    ("Unauthorized", Class::AccessDeniedOpaque),
    ("UnauthorizedAccess", Class::AccessDeniedOpaque),
    ("UnauthorizedClient", Class::AccessDeniedOpaque),
    ("UnauthorizedOperation", Class::AccessDeniedOpaque),
    ("UnrecognizedClient", Class::CredentialsInvalidKey),
    ("UnsupportedAvailabilityZone", Class::QuotaOrCapacity),
    ("Validation", Class::Validation),
    ("ValidationError", Class::Validation),
    ("WebIdentityErr", Class::WebIdentityPodSetup),
];

/// The codes for which the AWS SDKs call again: throttling, and two that are transient.
pub(crate) const RETRIED: [&str; 16] = [
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
    "RequestTimeout",
    "RequestTimeoutException",
];

/// Names of the list that are ordinary words without `Exception` behind them.
const WORDS: &[&str] = &[
    "Conflict",
    "NotFound",
    "BadRequest",
    "Serialization",
    "Server",
    "Unauthorized",
    "Validation",
    "Throttled",
    "InvalidInput",
    "InvalidToken",
];

/// What the ending, or the beginning with `^`, of a name tells; the first that fits counts.
const ENDINGS: &[(&str, Class)] = &[
    ("RequestLimitExceeded", Class::Throttling),
    ("BandwidthLimitExceeded", Class::Throttling),
    ("ThroughputExceeded", Class::Throttling),
    ("^TooMany", Class::Throttling),
    ("^Throttl", Class::Throttling),
    ("Throttled", Class::Throttling),
    ("Throttling", Class::Throttling),
    ("LimitExceeded", Class::QuotaOrCapacity),
    ("QuotaExceeded", Class::QuotaOrCapacity),
    ("CountExceeded", Class::QuotaOrCapacity),
    ("Capacity", Class::QuotaOrCapacity),
    ("^InsufficientFreeAddresses", Class::QuotaOrCapacity),
    ("NotFound", Class::NotFound),
    ("DoesNotExist", Class::NotFound),
    ("^NoSuch", Class::NotFound),
    ("AlreadyExists", Class::Conflict),
    ("AlreadyExist", Class::Conflict),
    ("Duplicate", Class::Conflict),
    ("InUse", Class::Conflict),
    ("Conflict", Class::Conflict),
    ("InvalidState", Class::Conflict),
    ("InstanceState", Class::Conflict),
    ("StateFault", Class::Conflict),
    ("^IncorrectState", Class::Conflict),
    ("AccessDenied", Class::AccessDeniedOpaque),
    ("NotAuthorized", Class::AccessDeniedOpaque),
    ("^InvalidParameter", Class::Validation),
    ("Validation", Class::Validation),
    ("Malformed", Class::Validation),
];

/// Names of exceptions that programs, not services, throw.
const FOREIGN: &[&str] = &[
    "RuntimeException",
    "NullPointerException",
    "IllegalArgumentException",
    "IllegalStateException",
    "IndexOutOfBoundsException",
    "ClassNotFoundException",
    "FileNotFoundException",
    "UnknownHostException",
    "NoSuchMethodException",
    "NoSuchElementException",
    "NoSuchFieldException",
    "NumberFormatException",
    "InterruptedException",
    "ExecutionException",
    "CompletionException",
    "SocketTimeoutException",
    "ConnectException",
    "SdkClientException",
    "ClientException",
    "HttpRequestException",
    "StackOverflowException",
    "ArgumentException",
    "InvalidOperationException",
    "DynamoDbException",
    "ModuleNotFoundError",
    "NoSuchMethodError",
    "NoSuchFileException",
    "SocketException",
    "EnvAccessKeyNotFound",
    "EnvSecretNotFound",
    "ProfileNotFound",
];

/// Returns the name without what differs between protocols: `Client.` in front, `Exception` behind.
fn stem(code: &str) -> &str {
    let code = code.strip_prefix("Client.").or_else(|| code.strip_prefix("Server.")).unwrap_or(code);
    code.strip_suffix("Exception").unwrap_or(code)
}

/// Returns the names that by themselves give a class of IAM; those that give one by their ending end with one of these.
pub(crate) fn of_iam() -> impl Iterator<Item = &'static str> {
    let all = KNOWN.iter().chain(ENDINGS).filter(|(_, class)| class.is_iam());
    all.map(|(name, _)| name.trim_start_matches('^'))
}

/// Returns the class of a listed name.
fn known(stem: &str) -> Option<Class> {
    let first = *stem.as_bytes().first()?;
    let start = KNOWN.partition_point(|(name, _)| name.as_bytes().first() < Some(&first));
    let names = KNOWN.get(start..)?.iter().take_while(|(name, _)| name.as_bytes().first() == Some(&first));
    names
        .filter(|(name, _)| name.len() == stem.len())
        .find(|(name, _)| *name == stem)
        .map(|&(_, class)| class)
}

/// Returns what the ending or the beginning of a name tells.
fn by_ending(stem: &str) -> Option<Class> {
    let stem =
        stem.strip_suffix("Fault").map_or(stem, |short| if short.ends_with("State") { stem } else { short });
    let fits = |ending: &str| match ending.strip_prefix('^') {
        Some(beginning) => stem.starts_with(beginning),
        None => stem.ends_with(ending),
    };
    ENDINGS.iter().find(|(ending, _)| fits(ending)).map(|&(_, class)| class)
}

/// Returns the class that a code alone gives, and how much that weighs.
pub(crate) fn class_of(code: &str) -> Option<(Class, Level)> {
    match code {
        "403" => return Some((Class::AccessDeniedOpaque, level::OPAQUE)),
        "404" => return Some((Class::NotFound, level::CODE)),
        "401" => return Some((Class::AccessDeniedOpaque, level::WEAK)),
        "Forbidden" | "ForbiddenException" => return Some((Class::AccessDeniedOpaque, level::OPAQUE)),
        _ => {}
    }
    let stem = stem(code);
    let class = known(stem).or_else(|| by_ending(stem));
    class.map(|class| (class, weight(class, code)))
}

/// Returns how much a code of this class weighs beside sentences.
fn weight(class: Class, code: &str) -> Level {
    match class {
        _ if code == "WebIdentityErr" => level::WEAK,
        Class::AccessDeniedOpaque => level::OPAQUE,
        Class::CredentialsMissing => level::MISSING,
        Class::NodeJoinFailed => level::SYMPTOM,
        Class::Other => level::WEAK,
        Class::Validation | Class::Conflict | Class::NotFound => level::CODE - 1,
        _ => level::CODE,
    }
}

/// Returns whether a word that only a colon follows is a service's code.
pub(crate) fn is_bare_code(word: &str) -> bool {
    if word.len() < SHORTEST || !is_identifier(word) {
        return false;
    }
    let stem = stem(word);
    if known(stem).is_some() {
        return !WORDS.contains(&word);
    }
    if word == "ForbiddenException" {
        return true;
    }
    if FOREIGN.contains(&word) {
        return false;
    }
    let is_exception = stem.len() < word.len() && word.ends_with("Exception");
    (is_exception && humps(stem) > 1 && !stem.ends_with("Service") && !is_base(stem))
        || (by_ending(stem).is_some() && humps(word) > 1)
}

/// Returns whether the name is of the exception that all of one Java service's come from.
fn is_base(stem: &str) -> bool {
    stem.starts_with("AWS") || stem.starts_with("Amazon")
}

/// Returns the number of capital letters that begin a part of the name.
fn humps(word: &str) -> usize {
    let bytes = word.as_bytes();
    bytes
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_uppercase() && b.is_ascii_lowercase()))
        .count()
}

/// Returns whether the text has the shape of a code: letters, digits and dots, a capital letter first.
pub(crate) fn is_identifier(word: &str) -> bool {
    word.len() > 2
        && word.len() < 90
        && word.starts_with(|char: char| char.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
        && word.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Returns whether the text is a code where a wrapper says that one stands: a name, or a status of a HEAD reply.
pub(crate) fn is_framed_code(word: &str) -> bool {
    is_identifier(word) || (word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

#[test]
fn names_are_sorted() {
    assert!(KNOWN.is_sorted_by_key(|(name, _)| *name));
}
