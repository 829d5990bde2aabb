//! Why each entry did or did not match, and the lookup without an allocation.

use eks_iam_aws_auth::{AwsAuth, Caller, IdentityMap, Lookup, MapOptions, Via};

fn session(role: &str) -> Caller {
    Caller {
        arn: format!("arn:aws:sts::111122223333:assumed-role/{role}/dana@example.org"),
        account: "111122223333".to_owned(),
        user_id: "AROAEXAMPLEEXAMPLE01:dana@example.org".to_owned(),
        access_key_id: "ASIAIOSFODNN7EXAMPLE".to_owned(),
    }
}

fn user(name: &str) -> Caller {
    let arn = format!("arn:aws:iam::111122223333:user/{name}");
    Caller {
        arn,
        account: "111122223333".to_owned(),
        user_id: "AIDAEXAMPLEEXAMPLE01".to_owned(),
        ..Caller::default()
    }
}

fn verdicts(document: &AwsAuth, caller: &Caller) -> Vec<(&'static str, usize, &'static str, bool)> {
    IdentityMap::new(document)
        .explain(caller, &MapOptions::default())
        .into_iter()
        .map(|it| (it.section.key(), it.index, it.reason.name(), it.decides))
        .collect()
}

#[test]
fn every_entry_says_why() {
    let roles = "- rolearn: arn:aws:iam::111122223333:role/ops\n- rolearn: arn:aws:iam::111122223333:role/team/ops\n- rolearn: \
                 arn:aws:sts::111122223333:assumed-role/ops/dana\n- rolearn: arn:aws:iam::444455556666:role/ops\n- rolearn: \
                 arn:aws-cn:iam::111122223333:role/ops\n- rolearn: 'arn:aws:iam::111122223333:role/ops '\n- rolearn: \
                 arn:aws:iam::111122223333:user/ops\n- username: nobody\n- rolearn: arn:aws:iam::111122223333:role/dev\n- \
                 rolearn: arn:aws:iam::111122223333:role/Ops\n- sso: {permissionSetName: Ops, accountID: '111122223333'}\n";
    let users = "- userarn: arn:aws:iam::111122223333:role/ops\n";
    let document =
        AwsAuth::from_data(Some(roles), Some(users), Some("- '111122223333'\n- [x]\n- '444455556666'\n"));
    assert_eq!(
        verdicts(&document, &session("ops")),
        [
            ("mapRoles", 0, "replaced-by-later", false),
            ("mapRoles", 1, "path-differs", false),
            ("mapRoles", 2, "session-arn", false),
            ("mapRoles", 3, "account-differs", false),
            ("mapRoles", 4, "partition-differs", false),
            ("mapRoles", 5, "characters-differ", false),
            ("mapRoles", 6, "kind-differs", false),
            ("mapRoles", 7, "rejected", false),
            ("mapRoles", 8, "other-principal", false),
            ("mapRoles", 9, "matches", true),
            ("mapRoles", 10, "sso-disabled", false),
            ("mapUsers", 0, "map-roles-first", false),
            ("mapAccounts", 0, "entry-first", false),
            ("mapAccounts", 1, "rejected", false),
            ("mapAccounts", 2, "other-account", false),
        ]
    );
}

#[test]
fn users_that_differ_in_case_are_undetermined() {
    let users = "- userarn: arn:aws:iam::111122223333:user/Hana\n  username: one\n- userarn: \
                 arn:aws:iam::111122223333:user/hana\n  username: two\n";
    let document = AwsAuth::from_data(None, Some(users), None);
    let map = IdentityMap::new(&document);
    let outcomes = map.outcomes(&user("hana"), &MapOptions::default());
    let names: Vec<String> = outcomes.into_iter().map(|it| it.unwrap().username).collect();
    assert_eq!(names, ["one", "two"]);
    assert!(map.map(&user("hana"), &MapOptions::default()).unwrap().undetermined);
    assert!(verdicts(&document, &user("hana")).iter().all(|it| it.2 == "matches-at-random"));
    assert_eq!(verdicts(&document, &user("team/hana"))[0].2, "user-path-differs");
}

#[test]
fn letter_case_is_folded_as_go_folds_it() {
    // U+212A is the Kelvin sign, U+017F the long s.
    let document =
        AwsAuth::parse("- rolearn: arn:aws:iam::111122223333:role/\u{212A}ube\u{17F}\n  username: k\n");
    let map = IdentityMap::new(&document);
    assert_eq!(map.map(&session("KUBES"), &MapOptions::default()).unwrap().username, "k");
}

#[test]
fn lookups_agree_with_the_map() {
    let document = AwsAuth::from_data(
        Some("- rolearn: arn:aws:iam::111122223333:role/ops\n"),
        Some("- userarn: arn:aws:iam::111122223333:user/hana\n"),
        Some("- '111122223333'\n"),
    );
    let map = IdentityMap::new(&document);
    for caller in [session("ops"), session("dev"), user("hana"), user("sato")] {
        let via = map.map(&caller, &MapOptions::default()).unwrap().via;
        match map.lookup(&caller.arn, &caller.account) {
            Lookup::Entry(entry) => assert_eq!(entry.section.key(), via.name()),
            other => assert_eq!((other, via), (Lookup::Account, Via::MapAccounts)),
        }
    }
    assert_eq!(map.lookup(&session("dev").arn, "444455556666"), Lookup::NotMapped);
    assert_eq!(map.lookup("arn:aws:iam::111122223333:group/x", "111122223333"), Lookup::Unsupported);
    let long = format!("arn:aws:iam::111122223333:user/{}", "x/".repeat(1000));
    assert_eq!(map.lookup(&long, ""), Lookup::NotMapped);
}
