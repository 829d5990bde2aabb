//! Account ids: twelve ASCII digits and nothing else.

use eks_iam_arn::AccountId;

#[test]
fn twelve_digits_read_and_print_back() {
    for text in ["111122223333", "000000000001", "012345678901"] {
        let account: AccountId = text.parse().unwrap();
        assert_eq!((account.as_str(), account.to_string()), (text, text.to_owned()));
    }
}

#[test]
fn everything_else_is_refused() {
    for text in [
        "",
        "11112222333",
        "1111222233334",
        "1111-2222-3333",
        "11112222333x",
        "11112222333３",
        " 11112222333",
    ] {
        assert!(text.parse::<AccountId>().is_err(), "{text}");
    }
    let error = AccountId::new("1").unwrap_err();
    assert_eq!(error.to_string(), "account id is not twelve digits");
}

#[test]
fn it_aligns_as_a_text_does() {
    assert_eq!(format!("{:>14}|", AccountId::new("111122223333").unwrap()), "  111122223333|");
}
