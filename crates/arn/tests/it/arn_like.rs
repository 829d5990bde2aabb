//! `ArnLike`, IAM's and the authenticator's.

use eks_iam_arn::{arn_like, authenticator_arn_like};

use crate::data::{rows, text};

#[test]
fn the_authenticator_is_followed() {
    for row in rows(include_str!("data/arnlike.jsonl")) {
        let answer = authenticator_arn_like(text(&row, "arn"), text(&row, "pattern"));
        match (row["error"].as_str(), answer) {
            (Some(wanted), Err(error)) => assert_eq!(error.to_string(), wanted, "{row}"),
            (None, Ok(answer)) => assert_eq!(Some(answer), row["match"].as_bool(), "{row}"),
            (_, answer) => panic!("{row}: {answer:?}"),
        }
    }
}

#[test]
fn the_question_mark_tells_the_two_rules_apart() {
    let arn = "arn:aws:iam::111122223333:role/ops";
    for (pattern, iam, authenticator) in [
        ("arn:aws:iam::111122223333:role/ops?", false, true),
        ("arn:aws:iam::111122223333:role/op?", true, true),
        ("arn:aws:iam::111122223333:role/o???", false, true),
        ("arn:aws:iam::111122223333:role/o??", true, true),
        ("arn:aws:iam::1111222233????:role/ops", false, true),
        ("arn:aws:iam:?:111122223333:role/ops", false, true),
    ] {
        assert_eq!(arn_like(pattern, arn), iam, "{pattern}");
        assert_eq!(authenticator_arn_like(arn, pattern), Ok(authenticator), "{pattern}");
    }
}

#[test]
fn the_authenticator_lets_no_wildcard_take_a_newline() {
    let arn = "arn:aws:iam::111122223333:role/a\nb";
    assert_eq!(authenticator_arn_like(arn, "arn:aws:iam::111122223333:role/*"), Ok(false));
    assert!(arn_like("arn:aws:iam::111122223333:role/*", arn));
}

#[test]
fn parts_are_compared_one_by_one() {
    let arn = "arn:aws:s:us-east-2:999999999999:store/abc:111122223333:finance/d.txt";
    assert!(!arn_like("arn:aws:s:*:111122223333:finance/*", arn));
    assert!(arn_like("arn:aws:s:*:*:*finance/*", arn));
    assert!(!arn_like("*", arn) && !arn_like("arn:aws:s*", arn));
    assert!(!arn_like("arn:aws:s:*:*:*", "no arn"));
}

#[test]
fn case_counts() {
    assert!(!arn_like("arn:aws:iam::*:role/Ops", "arn:aws:iam::111122223333:role/ops"));
}
