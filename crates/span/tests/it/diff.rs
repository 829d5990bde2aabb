//! Unified diffs.

use eks_iam_span::unified_diff;
use proptest::prelude::*;

#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    let expected =
        if expected.is_empty() { String::new() } else { format!("--- a/file\n+++ b/file\n{expected}") };
    assert_eq!(unified_diff("file", old, new), expected);
    assert_eq!(patch(old, &unified_diff("file", old, new)), new);
}

/// Applies a diff, and trusts nothing in it: every line that is kept or taken away must be there.
fn patch(old: &str, diff: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let mut at = 0;
    let mut new = String::new();
    let lines: Vec<&str> = diff.split_inclusive('\n').skip(2).collect();
    for (number, line) in lines.iter().enumerate() {
        let is_last = lines.get(number + 1).is_some_and(|it| it.starts_with('\\'));
        let content = if is_last { line[1..].strip_suffix('\n').unwrap() } else { &line[1..] };
        match &line[..1] {
            "@" => {
                let range = line.split(' ').nth(1).unwrap().trim_start_matches('-');
                let (start, count) = range.split_once(',').unwrap_or((range, "1"));
                let start: usize = start.parse().unwrap();
                let start = if count == "0" { start } else { start - 1 };
                new.extend(old[at..start].iter().copied());
                at = start;
            }
            " " => {
                assert_eq!(old[at], content);
                new.push_str(content);
                at += 1;
            }
            "-" => {
                assert_eq!(old[at], content);
                at += 1;
            }
            "+" => new.push_str(content),
            other => assert_eq!(other, "\\"),
        }
    }
    new.extend(old[at..].iter().copied());
    new
}

#[test]
fn what_gnu_diff_prints_is_printed() {
    check("", "", "");
    check("a\n", "a\n", "");
    check("", "a\n", "@@ -0,0 +1 @@\n+a\n");
    check("a\n", "", "@@ -1 +0,0 @@\n-a\n");
    check("a\nb\nc\n", "a\nc\n", "@@ -1,3 +1,2 @@\n a\n-b\n c\n");
    check("a", "a\n", "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    check("a\r\n", "a\n", "@@ -1 +1 @@\n-a\r\n+a\n");
}

#[test]
fn changes_far_apart_have_hunks_of_their_own() {
    let old: String = (1..=20).map(|it| format!("{it}\n")).collect();
    let near = old.replace("5\n", "five\n").replacen("12\n", "twelve\n", 1);
    check(
        &old,
        &near.replace("1five\n", "15\n"),
        "@@ -2,14 +2,14 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n 10\n 11\n-12\n+twelve\n 13\n 14\n 15\n",
    );
    check(
        &old,
        &old.replacen("1\n", "one\n", 1).replacen("20\n", "twenty\n", 1),
        "@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n@@ -17,4 +17,4 @@\n 17\n 18\n 19\n-20\n+twenty\n",
    );
}

#[test]
fn a_long_text_that_changed_everywhere_is_replaced_as_a_whole() {
    let old: String = (0..3000).map(|it| format!("old {it}\n")).collect();
    let new = old.replace("old", "new");
    assert_eq!(patch(&old, &unified_diff("file", &old, &new)), new);
}

proptest! {
    #[test]
    fn applying_a_diff_gives_the_new_text(old in "([ab]{0,1}\n){0,12}[ab]{0,1}", new in "([ab]{0,1}\n){0,12}[ab]{0,1}") {
        prop_assert_eq!(patch(&old, &unified_diff("file", &old, &new)), new);
    }
}
