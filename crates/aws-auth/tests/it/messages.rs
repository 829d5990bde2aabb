//! What a person reads.

use eks_iam_aws_auth::{AwsAuth, VerdictReason};
use eks_iam_span::{Language, LineIndex};

fn lint(text: &str, language: Language) -> String {
    let lines = LineIndex::new(text);
    let line = |finding: &eks_iam_aws_auth::Finding| {
        let place = lines.line_column(finding.span.start());
        format!(
            "{}[{}] {place} `{}`: {}\n",
            finding.severity.word(language),
            finding.kind.name(),
            finding.span.slice(text),
            finding.message(language)
        )
    };
    AwsAuth::parse(text).findings().iter().map(line).collect()
}

#[test]
fn in_english() {
    let text =
        "- rolearn: arn:aws:iam::111122223333:role/team/ops\n  username: no\n  groups:\n    - a\n     - b\n";
    insta::assert_snapshot!(lint(text, Language::English), @r"
    error[role-arn-has-path] 1:43 `team/`: `arn:aws:iam::111122223333:role/team/ops` has the IAM path `team/`, so no caller matches it
    error[username-not-a-string] 2:13 `no`: the username `no` is a boolean, not a string, and becomes empty
    error[joined-groups] 4:7 `a`: `a - b` is one group, not several: no binding has this name
    ");
}

#[test]
fn in_japanese() {
    let text = "- rolearn: arn:aws:iam:：111122223333:role/ops\n  username: ops:{{ SessionName }}\n  groups: system:masters\n";
    insta::assert_snapshot!(lint(text, Language::Japanese), @r"
    エラー[fullwidth-character] 1:24 `：`: `arn:aws:iam:：111122223333:role/ops` に全角文字 U+FF1A が含まれています
    警告[unknown-template-variable] 2:17 `{{ SessionName }}`: `{{ SessionName }}` はテンプレート変数ではないため、そのまま名前に残ります
    エラー[groups-not-a-list] 3:11 `system:masters`: `groups` がリストではないため、グループは無いものとされます。ログインはできても何もできません
    ");
}

#[test]
fn verdicts_have_words_in_both_languages() {
    for reason in [VerdictReason::PathDiffers, VerdictReason::SessionArn, VerdictReason::OtherPrincipal] {
        assert!(reason.text(Language::English).is_ascii());
        assert!(!reason.text(Language::Japanese).is_ascii());
    }
}

#[test]
fn what_a_value_was_taken_for_is_told_in_japanese() {
    let document =
        AwsAuth::parse("- rolearn: arn:aws:iam::111122223333:role/a\n  username: 12\n  groups: [no, [b]]\n");
    let messages: Vec<String> = document.findings().iter().map(|it| it.message(Language::Japanese)).collect();
    let japanese = |it: &String| ["数値", "真偽値", "リスト"].iter().any(|word| it.contains(word));
    assert!(messages.len() == 3 && messages.iter().all(japanese), "{messages:?}");
}
