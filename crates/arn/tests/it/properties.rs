//! Laws over made-up texts.

use eks_iam_arn::{
    Arn, ArnRef, Principal, arn_like, canonical_arn, odd_characters, strip_role_path, wildcard_match,
};
use proptest::prelude::*;

/// Texts that are almost ARNs.
fn almost() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            Just("arn"),
            Just(":"),
            Just("aws"),
            Just("aws-cn"),
            Just("iam"),
            Just("sts"),
            Just("111122223333"),
            Just("role/"),
            Just("user/"),
            Just("assumed-role/"),
            Just("root"),
            Just("/"),
            Just("x"),
            Just("：")
        ],
        0..14,
    )
    .prop_map(|it| it.concat())
}

proptest! {
    #[test]
    fn printing_inverts_parsing(head in "[!-9;-~]{1,8}:[!-9;-~]{1,8}:[!-9;-~]{0,8}:[!-9;-~]{0,8}", resource in "(?s).{1,40}") {
        let text = format!("arn:{head}:{resource}");
        let arn: Arn = text.parse().unwrap();
        prop_assert_eq!(arn.as_str(), &text);
        prop_assert_eq!(arn.resource(), resource);
        prop_assert!(arn_like(&text.replace(['*', '?'], "*"), &text));
    }

    #[test]
    fn no_text_makes_it_panic(text in "(?s).{0,60}") {
        let _ = Principal::parse(&text).map(|it| it.canonical());
        let _ = canonical_arn(&text);
        let _ = strip_role_path(&text);
        if let Err(error) = ArnRef::parse(&text) {
            prop_assert!(text.is_char_boundary(error.offset()));
            let _ = error.to_string();
        }
        for odd in odd_characters(&text) {
            prop_assert_eq!(text.get(odd.offset()..).and_then(|it| it.chars().next()), Some(odd.character()));
        }
    }

    #[test]
    fn whoever_is_a_principal_prints_back_and_is_canonical(text in almost()) {
        if let Ok(principal) = Principal::parse(&text) {
            prop_assert_eq!(&principal.to_string(), &text);
            prop_assert_eq!(canonical_arn(&text).unwrap().into_owned(), principal.canonical());
        }
        if let Ok(canonical) = canonical_arn(&text) {
            prop_assert_eq!(&canonical_arn(&canonical).unwrap(), &canonical);
        }
        if let Ok(stripped) = strip_role_path(&text) {
            prop_assert_eq!(&strip_role_path(&stripped).unwrap(), &stripped);
        }
    }

    #[test]
    fn a_text_matches_itself_with_stars_put_in(text in "[ab/:]{0,30}", at in prop::collection::vec(0..31_usize, 0..5)) {
        let mut pattern: Vec<char> = text.chars().collect();
        for place in at {
            let place = place.min(pattern.len());
            pattern.insert(place, '*');
        }
        prop_assert!(wildcard_match(&pattern.into_iter().collect::<String>(), &text));
    }
}
