//! The other backends, rule by rule, as aws-iam-authenticator v0.7 has them.

use eks_iam_aws_auth::{
    Backend, BackendEntry, BackendMode, Caller, MapOptions, Unmapped, UnmappedReason, map_backends,
};

fn backend(
    mode: BackendMode,
    user_id_strict: bool,
    roles: &[(&str, &str)],
    users: &[(&str, &str)],
) -> Backend {
    let entries = |list: &[(&str, &str)]| {
        let entry = |(at, (arn, id)): (usize, &(&str, &str))| BackendEntry {
            arn: (*arn).to_owned(),
            user_id: (*id).to_owned(),
            username: format!("n{at}"),
            ..BackendEntry::default()
        };
        list.iter().enumerate().map(entry).collect()
    };
    Backend {
        mode,
        roles: entries(roles),
        users: entries(users),
        accounts: Vec::new(),
        data: [None, None, None],
        user_id_strict,
        reserved_username_prefixes: Vec::new(),
    }
}

fn name(backends: &[Backend]) -> Result<String, UnmappedReason> {
    let caller = Caller {
        arn: "arn:aws:sts::111122223333:assumed-role/Ops/dana".to_owned(),
        account: "111122223333".to_owned(),
        user_id: "AROAEXAMPLEEXAMPLE01:dana".to_owned(),
        access_key_id: String::new(),
    };
    let reason = |it: Unmapped| it.reason;
    map_backends(backends, &caller, &MapOptions::default()).map(|it| it.username).map_err(reason)
}

const ID: &str = "AROAEXAMPLEEXAMPLE01";
const ROLE: &str = "arn:aws:iam::111122223333:role/Ops";

#[test]
fn arns_are_made_canonical_in_lower_case_but_for_roles_of_a_mounted_file() {
    let capitals = "ARN:aws:iam::111122223333:Role/OPS";
    let not_mapped = Err(UnmappedReason::NotMapped);
    assert_eq!(
        name(&[backend(BackendMode::DynamicFile, false, &[(capitals, "")], &[])]),
        Ok("n0".to_owned())
    );
    assert_eq!(name(&[backend(BackendMode::Crd, false, &[], &[(capitals, "")])]), Ok("n0".to_owned()));
    assert_eq!(
        name(&[backend(BackendMode::MountedFile, false, &[], &[(capitals, "")])]),
        Ok("n0".to_owned())
    );
    assert_eq!(name(&[backend(BackendMode::MountedFile, false, &[(capitals, "")], &[])]), not_mapped);
    assert_eq!(name(&[backend(BackendMode::MountedFile, false, &[(ROLE, "")], &[])]), Ok("n0".to_owned()));
}

#[test]
fn a_strict_dynamic_file_compares_the_arn_without_its_path_and_never_a_session() {
    let strict = |arn: &str| name(&[backend(BackendMode::DynamicFile, true, &[(arn, ID)], &[])]);
    let mismatch = Err(UnmappedReason::IdArnMismatch);
    assert_eq!(strict("arn:aws:iam::111122223333:role/team/ops"), Ok("n0".to_owned()));
    assert_eq!(strict(""), Ok("n0".to_owned()));
    assert_eq!(strict("no ARN"), Ok("n0".to_owned()), "what cannot be read says nothing");
    assert_eq!(strict("arn:aws:sts::111122223333:assumed-role/Ops/dana"), mismatch);
    assert_eq!(strict("arn:aws:iam::111122223333:role/dev"), mismatch);
    let later = backend(BackendMode::MountedFile, false, &[(ROLE, "")], &[]);
    let first = backend(BackendMode::DynamicFile, true, &[("arn:aws:iam::111122223333:role/dev", ID)], &[]);
    assert_eq!(name(&[first, later]), Ok("n0".to_owned()), "the next backend is asked");
}

#[test]
fn a_dynamic_file_with_an_entry_that_lacks_its_key_is_refused_whole() {
    let mut file = backend(BackendMode::DynamicFile, false, &[(ROLE, ""), ("", "")], &[]);
    file.accounts = vec!["111122223333".to_owned()];
    assert_eq!(name(&[file]), Err(UnmappedReason::NotMapped));
    let strict = backend(BackendMode::DynamicFile, true, &[(ROLE, ID)], &[(ROLE, "")]);
    assert_eq!(name(&[strict]), Err(UnmappedReason::NotMapped));
}
