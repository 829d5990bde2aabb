//! Characters that a person misreads are named.

use eks_iam_arn::odd_characters;

#[track_caller]
fn check(text: &str, wanted: &[&str]) {
    let named: Vec<String> = odd_characters(text).map(|it| it.to_string()).collect();
    assert_eq!(named, wanted);
}

#[test]
fn each_kind_has_its_name() {
    check("a：b", &["full-width colon U+FF1A at byte 1"]);
    check(
        "ａ／１",
        &[
            "full-width letter U+FF41 at byte 0",
            "full-width slash U+FF0F at byte 3",
            "full-width digit U+FF11 at byte 6",
        ],
    );
    check(
        "a\u{3000}b c\td\r\n",
        &[
            "ideographic space U+3000 at byte 1",
            "space U+0020 at byte 5",
            "tab U+0009 at byte 7",
            "line break U+000D at byte 9",
            "line break U+000A at byte 10",
        ],
    );
    check(
        "\u{FEFF}x\u{200B}\u{200D}\u{AD}\u{202E}\u{2060}\u{FE0F}",
        &[
            "byte order mark U+FEFF at byte 0",
            "zero-width space U+200B at byte 4",
            "zero-width joiner or non-joiner U+200D at byte 7",
            "soft hyphen U+00AD at byte 10",
            "invisible direction mark U+202E at byte 12",
            "invisible character U+2060 at byte 15",
            "invisible character U+FE0F at byte 18",
        ],
    );
    check(
        "us–west−2ー",
        &[
            "look-alike hyphen U+2013 at byte 2",
            "look-alike hyphen U+2212 at byte 9",
            "Japanese long vowel mark U+30FC at byte 13",
        ],
    );
    check(
        "аrn∶х⁄“\u{0}",
        &[
            "look-alike letter U+0430 at byte 0",
            "look-alike colon U+2236 at byte 4",
            "look-alike letter U+0445 at byte 7",
            "look-alike slash U+2044 at byte 9",
            "typographic quotation mark U+201C at byte 12",
            "control character U+0000 at byte 15",
        ],
    );
}

#[test]
fn plain_ascii_and_honest_letters_are_not_odd() {
    check("arn:aws:iam::111122223333:role/a_+=,.@-", &[]);
    check("日本語カタカナéß", &[]);
}

#[test]
fn what_was_meant_is_told() {
    let meant: Vec<_> = odd_characters("：Ａ　–а\u{200B}").map(|it| it.meant()).collect();
    assert_eq!(meant, [Some(':'), Some('A'), Some(' '), Some('-'), Some('a'), None]);
}
