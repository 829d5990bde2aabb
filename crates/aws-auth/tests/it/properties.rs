//! Laws over generated documents.

use eks_iam_aws_auth::{AwsAuth, FindingKind, IdentityMap, MapOptions, fix};
use eks_iam_span::{Language, apply_edits};
use proptest::prelude::*;

use crate::corpus::caller_of;

fn arn() -> impl Strategy<Value = String> {
    let name = prop_oneof!["[a-c]", "team/[a-c]", "[A-C]", "[a-c] ", "[a-c]\u{200B}"];
    let kind = prop_oneof![Just("role"), Just("user"), Just("assumed-role"), Just("group")];
    let head = prop_oneof![
        Just("arn:aws:iam::111122223333:"),
        Just("arn:aws:iam:us-west-2:111122223333:"),
        Just("ARN:aws:iam::1:")
    ];
    (head, kind, name).prop_map(|(head, kind, name)| format!("{head}{kind}/{name}"))
}

fn field() -> impl Strategy<Value = String> {
    prop_oneof![
        "(rolearn|roleARN|role_arn|userarn)"
            .prop_flat_map(|key| arn().prop_map(move |arn| format!("{key}: \"{arn}\""))),
        arn().prop_map(|arn| format!("rolearn: {arn}")),
        "username: (ops|20417|no|'a b'|system:node:x|\\{\\{SessionName\\}\\}|x:\\{\\{ SessionName \\}\\}|)",
        "groups: (\\[a, a\\]|a|system:masters|\\[\\]|\\[1, system:master\\]|\\[system:nodes\\])",
        Just("groups:\n  - system:bootstrappers\n   - system:nodes".to_owned()),
        Just("groups:\n  - a\n  -\n  - b: c".to_owned()),
        Just("comment: x".to_owned()),
    ]
}

fn entry() -> impl Strategy<Value = String> {
    prop::collection::vec(field(), 1..4)
        .prop_map(|fields| format!("- {}\n", fields.join("\n").replace('\n', "\n  ")))
}

fn section() -> impl Strategy<Value = String> {
    prop::collection::vec(entry(), 0..4).prop_map(|entries| entries.concat())
}

fn block(key: &str, header: &str, text: &str) -> String {
    let lines: String = text.lines().map(|it| format!("    {it}\n")).collect();
    format!("  {key}: {header}\n{lines}")
}

fn block_of(text: &str) -> String {
    format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n{}",
        block("mapRoles", "|", text)
    )
}

fn document() -> impl Strategy<Value = String> {
    let header = prop_oneof![4 => Just("|"), 1 => Just(">"), 1 => Just("|-"), 1 => Just("")];
    let ends = prop_oneof![6 => Just("\n"), 1 => Just("\r\n")];
    let namespace = prop_oneof![6 => Just("  namespace: kube-system\n"), 1 => Just("")];
    let keys = prop_oneof![6 => Just("mapRoles"), 1 => Just("maproles")];
    (section(), section(), header, ends, namespace, keys).prop_map(
        |(roles, users, header, ends, namespace, key)| {
            let head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n";
            let (roles, users) =
                (block(key, header, &roles), block("mapUsers", "|", &users.replace("rolearn", "userarn")));
            format!("{head}{namespace}data:\n{roles}{users}").replace('\n', ends)
        },
    )
}

/// Whether the entry that decides for this ARN has a finding with a fix, or the caller cannot exist.
fn is_sound(document: &AwsAuth, map: &IdentityMap, arn: &str) -> bool {
    let Ok(identity) = map.map(&caller_of(arn), &MapOptions::default()) else { return false };
    let Some(entry) = identity.matched else { return false };
    let touched = document.findings().iter().any(|it| {
        it.fix.is_some() && entry.span.start() <= it.span.start() && it.span.start() <= entry.span.end()
    });
    let path = arn.split_once(":role/").is_some_and(|(_, it)| it.contains('/'));
    // STS never shows such an ARN.
    let is_real = arn.starts_with("arn:aws:iam::111122223333:") && !arn.contains([' ', '\u{200B}']);
    !touched && !path && is_real && !identity.undetermined
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn fixing_ends_and_twice_is_once(text in document()) {
        let once = fix(&text).text;
        let left: Vec<&str> = AwsAuth::parse(&once)
            .findings().iter().filter(|it| it.fix.is_some()).map(|it| it.kind.name()).collect();
        prop_assert!(left.is_empty(), "{left:?} in\n{once}");
        prop_assert_eq!(fix(&once).text, once);
    }

    #[test]
    fn fixing_leaves_sound_entries_mapped_the_same(text in document()) {
        let before = AwsAuth::parse(&text);
        let broken = before.parse_errors().iter().any(|it| it.name() == "yaml");
        let (old, new) = (IdentityMap::new(&before), IdentityMap::new(&AwsAuth::parse(&fix(&text).text)));
        let answer = |map: &IdentityMap, arn: &str| {
            map.map(&caller_of(arn), &MapOptions::default()).map(|it| (it.username, it.groups)).ok()
        };
        for entry in before.roles().iter().chain(before.users()) {
            let arn = entry.arn.value.as_str();
            if !broken && is_sound(&before, &old, arn) {
                prop_assert_eq!(answer(&old, arn), answer(&new, arn), "{}", arn);
            }
        }
    }

    #[test]
    fn spans_and_fixes_fit_the_text(text in document()) {
        for finding in AwsAuth::parse(&text).findings() {
            prop_assert!(text.get(finding.span.range()).is_some());
            prop_assert!(!finding.span.slice(&text).contains('\n'));
            for language in Language::ALL {
                prop_assert!(!finding.message(language).is_empty());
            }
            if let Some(edits) = &finding.fix {
                prop_assert!(apply_edits(&text, edits).is_ok(), "{:?}", finding.kind);
            }
        }
    }

    /// A comment that is not ASCII sends a section from the quick reader to the full one; nothing else may change.
    #[test]
    fn both_readers_give_the_same_document(text in section(), slip in 0_usize..400, put in "[ \n:#'-]{0,2}") {
        let mut text = text;
        let at = slip.min(text.len());
        if text.is_char_boundary(at) {
            text.insert_str(at, &put);
        }
        // Only quotes is read as nothing at all, and with a comment behind them it is not.
        prop_assume!(!matches!(text.trim(), "" | "``" | "''" | "\"\""));
        let (quick, full) = (text.clone(), format!("{}\n# é\n", text.trim_end_matches('\n')));
        let (quick, full) = (AwsAuth::parse(&block_of(&quick)), AwsAuth::parse(&block_of(&full)));
        prop_assert_eq!(quick.roles(), full.roles());
        prop_assert_eq!(quick.rejected(), full.rejected());
        // A fix that writes whole sections reaches over the comment.
        let told = |document: &AwsAuth| -> Vec<_> {
            let all = document.findings().iter();
            all.map(|it| (it.kind, it.span, it.arguments().to_vec(), it.is_fixable())).collect()
        };
        prop_assert_eq!(told(&quick), told(&full));
        prop_assert_eq!(quick.parse_errors(), full.parse_errors());
    }

    #[test]
    fn any_text_has_an_answer(text in "(\\PC|[ \t\n:{}\\[\\]'\"|>&*!#-]){0,80}") {
        let document = AwsAuth::parse(&text);
        let _ = fix(&text);
        prop_assert!(document.findings().iter().all(|it| FindingKind::ALL.contains(&it.kind)));
    }
}
