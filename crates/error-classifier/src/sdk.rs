//! From an error of the AWS SDK for Rust, without its text.
//!
//! `Display` of such an error says `service error` or `dispatch failure` and nothing else, and `Debug` prints the
//! reply's body, so neither is read: the chain of sources holds what is needed. A denial behind a credentials provider
//! stands three links deeper than one of the call itself; the innermost one is the root.

use std::error::Error;

use aws_smithy_types::error::{ErrorMetadata, metadata::ProvideErrorMetadata};

use crate::{Emitter, ErrorParts, Symptom, classify};

/// The most links of a chain that are followed.
const LONGEST_CHAIN: usize = 64;

/// Returns the symptom of an SDK error, from the metadata and the words of its chain of sources.
///
/// The innermost [`ErrorMetadata`] of the chain gives code, message and request id; a chain without one, such as that
/// of an error which the operation models or of a missing provider, is read link by link as `outer: inner`. Spans are
/// offsets into that line, or into [`ErrorParts::text`].
///
/// ```
/// use aws_smithy_types::error::{ErrorMetadata, metadata::ProvideErrorMetadata};
/// use eks_iam_error_classifier::{Class, classify_sdk_error};
///
/// let error = ErrorMetadata::builder().code("AccessDenied").message("Access Denied").build();
/// assert_eq!(classify_sdk_error(&error).class(), Class::AccessDeniedOpaque);
/// ```
#[must_use]
pub fn classify_sdk_error(error: &(dyn Error + 'static)) -> Symptom<'static> {
    let links = || chain(error);
    let metadata = links().filter_map(|link| link.downcast_ref::<ErrorMetadata>()).last();
    match metadata.filter(|it| it.code().is_some() || it.message().is_some()) {
        Some(metadata) => of_metadata(metadata),
        None => Symptom { emitter: Emitter::Rust, ..classify(&words(links())).into_owned() },
    }
}

/// Returns the symptom of an error whose type says its code, such as `SdkError<DescribeClusterError>`.
///
/// Better than [`classify_sdk_error`] where the operation models the error: the code is then the one of the wire
/// (`InvalidIdentityToken`), and not the name of the type. An error without a code, such as one behind a credentials
/// provider, is read link by link as there.
///
/// ```
/// use std::{error::Error, fmt};
///
/// use aws_smithy_types::error::{ErrorMetadata, metadata::ProvideErrorMetadata};
/// use eks_iam_error_classifier::{Class, classify_service_error};
///
/// /// As the SDK makes them for an operation.
/// #[derive(Debug)]
/// struct DescribeClusterError(ErrorMetadata);
/// # impl fmt::Display for DescribeClusterError {
/// #     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("service error") }
/// # }
/// # impl Error for DescribeClusterError {}
/// # impl ProvideErrorMetadata for DescribeClusterError {
/// #     fn meta(&self) -> &ErrorMetadata { &self.0 }
/// # }
///
/// let error = DescribeClusterError(ErrorMetadata::builder().code("ExpiredTokenException").build());
/// assert_eq!(classify_service_error(&error).class(), Class::CredentialsExpired);
/// ```
#[must_use]
pub fn classify_service_error<E: Error + ProvideErrorMetadata + 'static>(error: &E) -> Symptom<'static> {
    if error.code().is_none() {
        return classify_sdk_error(error);
    }
    of_metadata(error.meta())
}

/// Returns the symptom of an error's metadata.
fn of_metadata(metadata: &ErrorMetadata) -> Symptom<'static> {
    let parts = ErrorParts {
        code: metadata.code(),
        message: metadata.message(),
        request_id: metadata.extra("aws_request_id"),
        ..ErrorParts::default()
    };
    Symptom { emitter: Emitter::Rust, ..parts.classify() }
}

/// Returns the links of a chain, outermost first.
fn chain<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let link = next?;
        next = link.source();
        Some(link)
    })
    .take(LONGEST_CHAIN)
}

/// Returns what the links say, outermost first, each sentence once.
fn words<'e>(links: impl Iterator<Item = &'e (dyn Error + 'static)>) -> String {
    let mut words: Vec<String> = Vec::new();
    for link in links {
        let said = link.to_string();
        if words.last() != Some(&said) {
            words.push(said);
        }
    }
    words.join(": ")
}
