//! ARNs read, print back and tell where they are wrong.

use eks_iam_arn::{Arn, ArnPart, ArnRef, Partition};

#[test]
fn arns_of_all_services_print_back_byte_for_byte() {
    for text in include_str!("data/arns.txt").lines() {
        let arn = ArnRef::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let parts = [arn.partition(), arn.service(), arn.region(), arn.account(), arn.resource()];
        assert_eq!(format!("arn:{}", parts.join(":")), text);
        assert_eq!(arn.to_string(), text);
        let owned: Arn = text.parse().unwrap();
        assert_eq!((owned.to_string().as_str(), owned.as_arn()), (text, arn));
        let owned = [owned.partition(), owned.service(), owned.region(), owned.account(), owned.resource()];
        assert_eq!(owned, parts);
    }
}

#[test]
fn the_resource_may_hold_anything() {
    for key in ["a:b:c", "日本語", "a b", "a\nb", "\u{0}", "：", "/"] {
        let text = format!("arn:aws:s3:::{key}");
        assert_eq!(ArnRef::parse(&text).unwrap().resource(), key);
    }
}

#[test]
fn an_error_names_part_and_byte() {
    let cases = [
        ("", ArnPart::Prefix, 0, "ARN does not begin with `arn:`"),
        ("arm:aws:iam::1:root", ArnPart::Prefix, 2, "ARN does not begin with `arn:`"),
        ("ARN:aws:iam::1:root", ArnPart::Prefix, 0, "ARN does not begin with `arn:`"),
        (
            "arn：aws:iam::1:root",
            ArnPart::Prefix,
            3,
            "ARN does not begin with `arn:`; there is a full-width colon U+FF1A at byte 3",
        ),
        (
            " arn:aws:iam::1:root",
            ArnPart::Prefix,
            0,
            "ARN does not begin with `arn:`; there is a space U+0020 at byte 0",
        ),
        ("arn:", ArnPart::Partition, 4, "ARN ends in its partition, expected `:` at byte 4"),
        ("arn:aws", ArnPart::Partition, 7, "ARN ends in its partition, expected `:` at byte 7"),
        ("arn:aws:iam", ArnPart::Service, 11, "ARN ends in its service, expected `:` at byte 11"),
        ("arn:aws:iam:", ArnPart::Region, 12, "ARN ends in its region, expected `:` at byte 12"),
        (
            "arn:aws:iam::111122223333",
            ArnPart::Account,
            25,
            "ARN ends in its account, expected `:` at byte 25",
        ),
        ("arn:aws:iam::111122223333:", ArnPart::Resource, 26, "ARN has an empty resource at byte 26"),
        ("arn::iam::1:root", ArnPart::Partition, 4, "ARN has an empty partition at byte 4"),
        ("arn:aws:::1:root", ArnPart::Service, 8, "ARN has an empty service at byte 8"),
        (
            "arn:aws:iam::1１:root",
            ArnPart::Account,
            14,
            "ARN has a full-width digit U+FF11 at byte 14 in its account",
        ),
        (
            "arn:aws:iam：:1:root:x",
            ArnPart::Service,
            11,
            "ARN has a full-width colon U+FF1A at byte 11 in its service",
        ),
        ("arn:aws: iam::1:root", ArnPart::Service, 8, "ARN has a space U+0020 at byte 8 in its service"),
        (
            "arn:aws:iam:\u{200B}:1:root",
            ArnPart::Region,
            12,
            "ARN has a zero-width space U+200B at byte 12 in its region",
        ),
        (
            "arn:aws:iam::\n1:root",
            ArnPart::Account,
            13,
            "ARN has a line break U+000A at byte 13 in its account",
        ),
        (
            "arn:aws:iаm::1:root",
            ArnPart::Service,
            9,
            "ARN has a look-alike letter U+0430 at byte 9 in its service",
        ),
        (
            "arn:日本:iam::1:root",
            ArnPart::Partition,
            4,
            "ARN has a character outside ASCII U+65E5 at byte 4 in its partition",
        ),
    ];
    for (text, part, offset, message) in cases {
        let error = ArnRef::parse(text).unwrap_err();
        assert_eq!(
            (error.part(), error.offset(), error.to_string().as_str()),
            (part, offset, message),
            "{text:?}"
        );
    }
}

#[test]
fn a_head_that_offsets_cannot_tell_is_refused() {
    let text = format!("arn:aws:{}::1:x", "s".repeat(70_000));
    let error = ArnRef::parse(&text).unwrap_err();
    assert_eq!(error.to_string(), "ARN is longer than 65535 bytes before its resource");
    assert_eq!(error.part(), ArnPart::Service);
}

#[test]
fn a_long_resource_is_fine() {
    let text = format!("arn:aws:s3:::{}", "k".repeat(1_000_000));
    assert_eq!(ArnRef::parse(&text).unwrap().resource().len(), 1_000_000);
}

#[test]
fn account_and_partition_are_told_when_they_are_known() {
    let arn = ArnRef::parse("arn:aws-cn:eks:cn-north-1:111122223333:cluster/x").unwrap();
    assert_eq!(arn.known_partition(), Some(Partition::AwsCn));
    assert_eq!(arn.account_id().unwrap().as_str(), "111122223333");
    let arn = ArnRef::parse("arn:aws-gov:iam::aws:policy/x").unwrap();
    assert_eq!((arn.known_partition(), arn.account_id()), (None, None));
}

#[test]
fn parts_have_names() {
    let names = ArnPart::ALL.map(ArnPart::as_str);
    assert_eq!(names, ["prefix", "partition", "service", "region", "account", "resource"]);
}
