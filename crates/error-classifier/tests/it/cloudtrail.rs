//! CloudTrail records: every shape they come in, whole and in pieces, and what is torn.

use eks_iam_error_classifier::{
    Class, Emitter, FieldName, classify,
    cloudtrail::{Records, Resume, SkippedKind},
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A record of a denied call, with what may lead a reader astray.
fn denied(name: &str) -> Value {
    json!({
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole",
            "arn": "arn:aws:sts::111122223333:assumed-role/eks-admin/dev",
            "sessionContext": {"sessionIssuer": {"arn": "arn:aws:iam::111122223333:role/eks-admin"}},
        },
        "eventTime": "2026-01-02T03:04:05Z",
        "eventSource": "eks.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-west-2",
        "userAgent": "brace } and { and \"quote\" and \\",
        "errorCode": "AccessDenied",
        "errorMessage": "User: arn:aws:sts::111122223333:assumed-role/eks-admin/dev is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/a\"b because no identity-based policy allows the eks:DescribeCluster action",
        "requestParameters": {"nested": [{"eventVersion": "1", "errorCode": "No"}, {"eventVersion": "2"}]},
        "requestID": "b3f2f7f5-aaaa-bbbb-cccc-1234567890ab",
        "recipientAccountId": "111122223333",
    })
}

/// A record of a call that was allowed.
fn allowed(name: &str) -> Value {
    json!({
        "eventVersion": "1.11", "eventSource": "sts.amazonaws.com", "eventName": name,
        "requestParameters": {"policy": "{\"errorCode\":\"x\"}", "errorCode": "nested"}, "errorCode": null,
    })
}

/// Reads a buffer in chunks of one size and returns the names of the records, with a mark for those with an error.
fn names(file: &[u8], chunk: usize) -> Vec<String> {
    let (mut buffer, mut resume, mut names) = (Vec::new(), Resume::default(), Vec::new());
    for chunk in file.chunks(chunk) {
        buffer.extend_from_slice(chunk);
        let mut records = Records::resume(&buffer, resume);
        for record in records.by_ref() {
            names.push(match record {
                Ok(record) => {
                    let fields = record.fields();
                    let mark = if record.has_error() { "!" } else { "" };
                    format!("{}{mark}", fields.event_name.unwrap_or_default())
                }
                Err(skipped) => format!("{:?}", skipped.kind()),
            });
        }
        resume = records.to_resume();
        buffer.drain(..records.consumed());
    }
    names
}

#[track_caller]
fn check(file: &str, expected: &[&str]) {
    for chunk in [file.len().max(1), 1, 2, 3, 7, 64, 65, 100] {
        assert_eq!(names(file.as_bytes(), chunk), expected, "chunks of {chunk}: {file}");
    }
}

#[test]
fn every_shape_is_read() {
    let records = json!([denied("A"), allowed("B"), denied("C")]);
    let file = json!({"Records": records});
    check(&file.to_string(), &["A!", "B", "C!"]);
    check(&serde_json::to_string_pretty(&file).unwrap(), &["A!", "B", "C!"]);
    check(&records.to_string(), &["A!", "B", "C!"]);
    check(&format!("{}\n{}\n", denied("A"), allowed("B")), &["A!", "B"]);
    check(&format!("{file}\n{file}"), &["A!", "B", "C!", "A!", "B", "C!"]);
    check(&serde_json::to_string_pretty(&denied("A")).unwrap(), &["A!"]);
    check(&json!({"version": "0", "id": "1", "detail": denied("A")}).to_string(), &["A!"]);
    let event =
        |name| json!({"EventId": "1", "EventName": name, "CloudTrailEvent": denied(name).to_string()});
    check(&json!({"Events": [event("A"), event("B")], "NextToken": "a}b"}).to_string(), &["A!", "B!"]);
    check(&json!({"Count": 2, "Records": [allowed("A")]}).to_string(), &["A"]);
    check("{\"Records\":[]}", &[]);
    check("", &[]);
}

#[test]
fn what_is_torn_is_passed_over() {
    let (one, two) = (denied("A").to_string(), allowed("B").to_string());
    let (in_string, _) = one.split_at(300);
    check(&format!("{in_string}\n{two}\n"), &["Torn", "B"]);
    let (in_object, _) = one.split_once("\"sessionIssuer").unwrap();
    check(&format!("{in_object}\n{two}\n"), &["Torn", "B"]);
    check(
        &format!("{two}\n{{\"level\":\"info\"}}\nplain text {{\n{two}"),
        &["B", "NotARecord", "NotJson", "B"],
    );
    // The end of the list may be gone from the buffer when the next object begins.
    check(&format!("{{\"Records\":[]\n{two}\n"), &["B"]);
    // What ends an object or tears it counts when it stands in front of what looks like a list.
    let nested = format!("{{\"Records\":[{{\"x\ny\":1,\"Records\":[{two}]}}]}}");
    check(&format!("{nested}\n{two}\n"), &["Torn", "NotJson", "B"]);
    check(&format!("{{\"a\":[}}],\"Records\":[{two}]}}\n{two}\n"), &["NotARecord", "NotJson", "B"]);
    let mut cut = Records::new(&one.as_bytes()[..200]);
    assert!(cut.next().is_none());
    assert_eq!(cut.consumed(), 0);
    let skipped = Records::new(b"{}\n").next().unwrap().unwrap_err();
    assert_eq!((skipped.kind(), skipped.span().range()), (SkippedKind::NotARecord, 0..2));
    assert_eq!(skipped.to_string(), "the object is no CloudTrail record");
}

#[test]
fn what_is_too_long_is_passed_over() {
    let two = r#"{"eventVersion":"1.11","eventName":"B"}"#;
    let filler = "x".repeat(Records::LONGEST);
    let record = |length: usize| {
        let front = r#"{"eventVersion":"1.11","eventName":"A","a":""#;
        format!("{front}{}\"}}", "x".repeat(length - front.len() - 2))
    };
    let too_long = record(Records::LONGEST).replace("\"A\"", "\"AA\"");
    for (text, expected) in [
        (format!("{{\"Records\":[{},{two}]}}", record(Records::LONGEST)), &["A", "B"][..]),
        (format!("{{\"Records\":[{too_long},{two}]}}{two}"), &["TooLong", "B", "B"]),
        (format!("{two}\n{filler}x\n{}", allowed("B")), &["B", "TooLong", "B"]),
        (format!("{{\"Records\":[{two}],\"a\":\"{filler}\"}}\n{two}"), &["B", "TooLong", "B"]),
        (format!("{{\"Records\":[{two},{filler}{filler}"), &["B", "TooLong"]),
    ] {
        for chunk in [text.len(), 100_000, 300_001, Records::LONGEST + 1] {
            assert_eq!(names(text.as_bytes(), chunk), expected, "chunks of {chunk}");
        }
    }
    let text = format!("{{\"Records\":[{two},{filler}{filler}");
    let mut records = Records::new(text.as_bytes());
    assert_eq!(records.by_ref().count(), 2);
    assert!(records.is_complete() && text.len() - records.consumed() < 20);
    let mut open = Records::new(b"{\"Records\":[");
    assert!(open.next().is_none() && !open.is_complete());
}

#[test]
fn fields_stand_in_the_record() {
    let text = denied("DescribeCluster").to_string();
    let record = Records::new(text.as_bytes()).next().unwrap().unwrap();
    let fields = record.fields();
    assert_eq!(fields.aws_region.as_deref(), Some("us-west-2"));
    assert_eq!(fields.principal_type.as_deref(), Some("AssumedRole"));
    assert_eq!(fields.recipient_account_id.as_deref(), Some("111122223333"));
    let symptom = record.classify().unwrap();
    assert_eq!(
        (symptom.class(), symptom.emitter()),
        (Class::AccessDeniedIdentityPolicyMissing, Emitter::Cloudtrail)
    );
    for (name, value, raw) in [
        (FieldName::ErrorCode, "AccessDenied", None),
        (FieldName::Operation, "DescribeCluster", None),
        (FieldName::RequestId, "b3f2f7f5-aaaa-bbbb-cccc-1234567890ab", None),
        (FieldName::PrincipalArn, "arn:aws:sts::111122223333:assumed-role/eks-admin/dev", None),
        (FieldName::Action, "eks:DescribeCluster", None),
        (
            FieldName::Resource,
            "arn:aws:eks:us-west-2:111122223333:cluster/a\"b",
            Some("arn:aws:eks:us-west-2:111122223333:cluster/a\\\"b"),
        ),
    ] {
        let field = symptom.field(name).unwrap();
        assert_eq!(field.value, value);
        assert_eq!(field.span.slice(&text), raw.unwrap_or(value));
    }
    assert!(Records::new(allowed("A").to_string().as_bytes()).next().unwrap().unwrap().classify().is_none());
}

#[test]
fn a_record_gives_the_class_of_its_text() {
    for (code, message, class) in [
        (
            "Client.UnauthorizedOperation",
            "You are not authorized to perform this operation. Encoded authorization failure message: AbCd",
            Class::AccessDeniedEncoded,
        ),
        (
            "AccessDenied",
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
            Class::WebIdentityNotAuthorized,
        ),
        ("AccessDenied", "An unknown error occurred", Class::AccessDeniedOpaque),
        ("ThrottlingException", "Rate exceeded", Class::Throttling),
        (
            "ExpiredTokenException",
            "The security token included in the request is expired",
            Class::CredentialsExpired,
        ),
    ] {
        let text =
            json!({"eventVersion": "1.11", "eventName": "X", "errorCode": code, "errorMessage": message})
                .to_string();
        let symptom = Records::new(text.as_bytes()).next().unwrap().unwrap().classify().unwrap();
        assert_eq!(symptom.class(), class);
        assert_eq!(classify(&text).class(), class);
    }
    let failed =
        r#"{"eventVersion":"1.11","eventName":"ConsoleLogin","errorMessage":"Failed authentication"}"#;
    assert!(Records::new(failed.as_bytes()).next().unwrap().unwrap().has_error());
}

proptest! {
    #[test]
    fn records_are_those_of_a_whole_parser(
        strings in proptest::collection::vec("[a-z\"\\\\{}\\[\\],:\n ]{0,90}", 1..6),
        is_pretty: bool,
        chunk in 1_usize..300,
    ) {
        let record = |text: &String| json!({"eventVersion": "1", "a": [text, {"b": text}], "eventName": text});
        let file = json!({"Records": strings.iter().map(record).collect::<Vec<_>>()});
        let text = if is_pretty { serde_json::to_string_pretty(&file).unwrap() } else { file.to_string() };
        prop_assert_eq!(names(text.as_bytes(), chunk), strings);
    }

    #[test]
    fn buffers_of_any_size_give_the_same(
        parts in proptest::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\n", "\n{", " ", "1", "\"a\":1", "\"a\":{", "\"a\":[", "\"Records\":[",
            "{\"Records\":[", "{\"eventVersion\":\"1\"", "{\"eventVersion\":\"1\"}", "\"eventName\":\"B\"", "},", "]}",
        ]), 1..40),
        chunk in 1_usize..60,
    ) {
        let text = parts.concat();
        prop_assert_eq!(names(text.as_bytes(), chunk), names(text.as_bytes(), text.len()));
    }

    #[test]
    fn any_bytes_are_walked_over(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(b'{'), Just(b'"'), Just(b'\n')], 0..400)) {
        let mut records = Records::new(&bytes);
        for record in records.by_ref().flatten() {
            let _ = (record.has_error(), record.fields(), record.classify());
        }
        prop_assert!(records.consumed() <= bytes.len());
    }
}
