//! Errors of the AWS SDK for Rust, by their chains of sources.

use std::{error::Error, fmt};

use aws_smithy_types::error::{ErrorMetadata, metadata::ProvideErrorMetadata};
use eks_iam_error_classifier::{Class, Emitter, FieldName, classify_sdk_error, classify_service_error};

/// A link that says something and has a source.
#[derive(Debug)]
struct Link(&'static str, Option<Box<dyn Error + Send + Sync>>);

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Link {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_ref().map(|source| source.as_ref() as &(dyn Error + 'static))
    }
}

/// Puts links around an error, outermost first.
fn chain(links: &[&'static str], root: Option<Box<dyn Error + Send + Sync>>) -> Link {
    let mut source = root;
    for said in links[1..].iter().rev() {
        source = Some(Box::new(Link(said, source.take())));
    }
    Link(links[0], source)
}

#[test]
fn a_denial_behind_the_provider_is_the_root() {
    let metadata = ErrorMetadata::builder()
        .code("AccessDenied")
        .message("Not authorized to perform sts:AssumeRoleWithWebIdentity")
        .custom("aws_request_id", "b3f2f7f5-aaaa")
        .build();
    let error = chain(
        &["dispatch failure", "other", "an error occurred while loading credentials", "service error"],
        Some(Box::new(metadata)),
    );
    let symptom = classify_sdk_error(&error);
    assert_eq!(symptom.class(), Class::WebIdentityNotAuthorized);
    assert_eq!(symptom.emitter(), Emitter::Rust);
    assert_eq!(symptom.value(FieldName::ErrorCode), Some("AccessDenied"));
    assert_eq!(symptom.value(FieldName::RequestId), Some("b3f2f7f5-aaaa"));
}

#[test]
fn a_modelled_error_is_read_from_its_words() {
    let said = "InvalidIdentityTokenException: Incorrect token audience";
    let symptom = classify_sdk_error(&chain(&["service error", said, said], None));
    assert_eq!(symptom.class(), Class::WebIdentityAudience);
    assert_eq!(symptom.value(FieldName::ErrorCode), Some("InvalidIdentityTokenException"));
}

#[test]
fn a_chain_without_a_service_is_read_too() {
    for (links, class) in [
        (
            &["dispatch failure", "other", "Invalid Configuration: Missing Region"][..],
            Class::ConfigRegionMissing,
        ),
        (
            &["dispatch failure", "io error", "client error (Connect)", "Connection refused (os error 111)"],
            Class::NetworkInterrupted,
        ),
        (
            &[
                "dispatch failure",
                "other",
                "the credential provider was not enabled",
                "no credentials found in chain",
            ],
            Class::CredentialsMissing,
        ),
        (&["service error"], Class::Other),
    ] {
        assert_eq!(classify_sdk_error(&chain(links, None)).class(), class, "{links:?}");
    }
}

/// An error of an operation that models it: the chain has its name, the metadata its code.
#[derive(Debug)]
struct Modelled(ErrorMetadata);

impl fmt::Display for Modelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("service error")
    }
}

impl Error for Modelled {}

impl ProvideErrorMetadata for Modelled {
    fn meta(&self) -> &ErrorMetadata {
        &self.0
    }
}

#[test]
fn an_error_whose_type_is_known_says_its_code() {
    let metadata = ErrorMetadata::builder().code("InvalidIdentityToken").message("Incorrect token audience");
    let symptom = classify_service_error(&Modelled(metadata.build()));
    assert_eq!(symptom.class(), Class::WebIdentityAudience);
    assert_eq!(symptom.value(FieldName::ErrorCode), Some("InvalidIdentityToken"));
    assert!(classify_service_error(&Modelled(ErrorMetadata::builder().build())).is_unknown());
}
