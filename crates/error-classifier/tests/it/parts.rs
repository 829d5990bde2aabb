//! From parts instead of a text, and what a symptom says of retries.

use eks_iam_error_classifier::{
    Class, ErrorParts, FieldName, HttpReply, Retry, Symptom, classify, classify_bytes,
};

#[test]
fn parts_give_the_fields() {
    let parts = ErrorParts {
        code: Some("AccessDeniedException"),
        message: Some(
            "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: eks:DescribeCluster on resource: \
             arn:aws:eks:us-west-2:111122223333:cluster/c",
        ),
        operation: Some("DescribeCluster"),
        request_id: Some("b3f2f7f5-aaaa"),
        http_status: Some(403),
    };
    let symptom = parts.classify();
    assert_eq!(symptom.class(), Class::AccessDeniedUnspecified);
    for (name, value) in [
        (FieldName::ErrorCode, "AccessDeniedException"),
        (FieldName::Operation, "DescribeCluster"),
        (FieldName::RequestId, "b3f2f7f5-aaaa"),
        (FieldName::HttpStatus, "403"),
        (FieldName::Action, "eks:DescribeCluster"),
        (FieldName::Resource, "arn:aws:eks:us-west-2:111122223333:cluster/c"),
    ] {
        assert_eq!(symptom.value(name), Some(value));
    }
    let text = parts.text();
    for (_, field) in symptom.fields() {
        assert_eq!(field.span.slice(&text), field.value);
    }
    assert_eq!(symptom.principal().unwrap().account(), "111122223333");
    assert_eq!(symptom.resource().unwrap().service(), "eks");
}

#[test]
fn a_code_alone_is_enough() {
    let class = |code| Symptom::from_code_and_message(Some(code), None, None).class();
    assert_eq!(class("ExpiredTokenException"), Class::CredentialsExpired);
    assert_eq!(class("AccessDenied"), Class::AccessDeniedOpaque);
    assert_eq!(class("ThrottlingException"), Class::Throttling);
    assert_eq!(class("SomethingOdd"), Class::Other);
    assert!(Symptom::from_code_and_message(None, None, None).is_unknown());
}

#[test]
fn retry_looks_at_code_and_status() {
    let sts = "sts getCallerIdentity failed: error from AWS (expected 200, got 403). Body: {\"Error\":{\"Code\":\"ExpiredToken\"}}";
    assert_eq!(classify(sts).retry(), Retry::Refresh);
    let metadata = "no EC2 IMDS role found, operation error ec2imds: GetMetadata, http response error StatusCode: 404, request to EC2 IMDS failed";
    assert_eq!(classify(metadata).retry(), Retry::Never);
    let throttled =
        classify("An error occurred (Throttling) when calling the DescribeStacks operation: Rate exceeded");
    assert_eq!(throttled.retry(), Retry::Backoff);
    assert!(throttled.is_retried_by_sdk());
    assert!(
        !classify("An error occurred (AccessDenied) when calling the GetRole operation: Access Denied")
            .is_retried_by_sdk()
    );
}

#[test]
fn bytes_that_are_no_text_keep_their_places() {
    let bytes =
        b"\xff\xfe User: arn:aws:iam::111122223333:user/dev is not authorized to perform: eks:ListClusters";
    let symptom = classify_bytes(bytes);
    let span = symptom.field(FieldName::Action).unwrap().span;
    assert_eq!(&bytes[span.range()], b"eks:ListClusters");
}

#[test]
fn every_error_is_found_and_the_root_leads() {
    let text = "An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::1:user/a is not \
                authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/r\n\nUnable to connect to the server: \
                getting credentials: exec: executable aws failed with exit code 254\nError: configmaps \"aws-auth\" already exists";
    let symptom = classify(text);
    assert_eq!(symptom.class(), Class::AssumeRoleDenied);
    let others: Vec<_> = symptom.others().iter().map(Symptom::class).collect();
    assert_eq!(others, [Class::AwsAuthAlreadyExists, Class::KubernetesExecPlugin]);
}

#[test]
fn a_reply_is_read_from_its_headers_and_body() {
    let xml = b"<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error><RequestId>b3f2f7f5-aaaa</RequestId></ErrorResponse>";
    let json = b"{\"__type\":\"com.amazon.coral.service#UnrecognizedClientException\",\"message\":\"The security token included in the request is invalid.\"}";
    for (status, error_type, body, class, code) in [
        (403, None, &xml[..], Class::CredentialsExpired, Some("ExpiredToken")),
        (400, None, json, Class::CredentialsInvalidKey, Some("UnrecognizedClientException")),
        (
            403,
            Some("aws.protocol#AccessDeniedException:"),
            b"{\"Message\":null}",
            Class::AccessDeniedOpaque,
            Some("AccessDeniedException"),
        ),
        (403, None, b"", Class::AccessDeniedOpaque, None),
        (404, None, b"", Class::NotFound, None),
        (429, None, b"", Class::Throttling, None),
        (502, None, b"<html>Bad Gateway</html>", Class::Other, None),
        (200, None, b"{}", Class::NotAnError, None),
    ] {
        let reply = HttpReply { status, error_type, request_id: None, body };
        let symptom = reply.classify();
        assert_eq!((symptom.class(), symptom.value(FieldName::ErrorCode)), (class, code));
        assert_eq!(symptom.value(FieldName::HttpStatus), Some(status.to_string().as_str()));
    }
    let reply = HttpReply { status: 502, ..HttpReply::default() };
    assert!(reply.classify().is_retried_by_sdk());
}

#[test]
fn what_the_sdk_calls_again_for() {
    for (code, message, is_retried) in [
        (Some("LimitExceededException"), "too much", true),
        (Some("LimitExceeded"), "Cannot exceed quota for PoliciesPerRole: 10", false),
        (Some("SlowDown"), "Please reduce your request rate.", true),
        (Some("RequestTimeout"), "", true),
        (Some("ExpiredToken"), "The security token included in the request is expired", false),
        (None, "Rate exceeded", true),
        (None, "dial tcp 10.0.0.1:443: i/o timeout", true),
        (None, "x509: certificate signed by unknown authority", false),
    ] {
        let symptom = Symptom::from_code_and_message(code, Some(message), None);
        assert_eq!(symptom.is_retried_by_sdk(), is_retried, "{code:?} {message}");
    }
}
