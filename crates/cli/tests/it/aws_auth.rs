//! The verbs around aws-auth as people and programs see them.

use std::{env, fs, path::PathBuf};

use serde_json::Value;

use crate::{printed, run};

const HEAD: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n  mapRoles: |\n";

fn manifest(entries: &str) -> String {
    let lines: String = entries.lines().map(|it| format!("    {it}\n")).collect();
    format!("{HEAD}{lines}")
}

const PATH: &str = "- rolearn: arn:aws:iam::111122223333:role/team/ops\n  username: ops\n  groups: [admins]\n- rolearn: \
                    arn:aws:iam::111122223333:role/dev\n  username: dev\n  groups: [devs]\n";

/// A folder that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("eks-iam-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("inner/.hidden")).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn carets_stand_under_full_width_text() {
    let entries = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [管理者, 運用　担当] # 備考\n";
    let (shown, status) = printed(&["lint", "--lang", "ja"], &manifest(entries));
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r"
    エラー[fullwidth-character]: `運用　担当` に全角文字 U+3000 が含まれています
      --> <stdin>:10:21
       |
    10 |       groups: [管理者, 運用　担当] # 備考
       |                        ^^^^^^^^^^

    情報[no-cluster-admin]: system:masters に入るエントリがありません。クラスターの作成者だけが管理者かもしれません
     --> <stdin>:7:3
      |
    7 |   mapRoles: |
      |   ^^^^^^^^

    エラー 1 件、情報 1 件 (うち 1 件は `eks-iam fix` で修正できます)
    ");
}

#[test]
fn colours_are_for_terminals_and_can_be_forced() {
    let coloured = |name: &str, value: &str| {
        let output = crate::command(&["lint"]).env_remove("NO_COLOR").env(name, value).output().unwrap();
        output.stdout.contains(&0x1B)
    };
    assert!(coloured("CLICOLOR_FORCE", "1"));
    assert!(!coloured("NO_COLOR", "1"));
    assert!(!coloured("EKS_IAM_NOTHING", "1"), "a pipe is no terminal");
}

#[test]
fn a_folder_is_searched_for_aws_auth() {
    let folder = Folder::new("lint");
    folder.write("inner/b.yaml", &manifest(PATH));
    folder.write("a.json", &format!("{{\"kind\": \"ConfigMap\", \"data\": {{\"mapRoles\": {:?}}}}}", "[]"));
    folder.write("deployment.yaml", "kind: Deployment\nmetadata: {name: mapRoles}\n");
    folder.write("inner/.hidden/c.yaml", &manifest(PATH));
    folder.write("notes.txt", &manifest(PATH));
    folder.write("template.yaml", "kind: ConfigMap\nmetadata:\n  name: {{ .Release }}\n");
    let (shown, status) = printed(&["lint", folder.0.to_str().unwrap(), "--format", "github"], "");
    assert_eq!(status, Some(1));
    let shown = shown.replace(folder.0.to_str().unwrap(), "DIR");
    insta::assert_snapshot!(shown, @r"
    ::error file=DIR/inner/b.yaml,line=8,endLine=8,col=47,endColumn=52,title=role-arn-has-path::`arn:aws:iam::111122223333:role/team/ops` has the IAM path `team/`, so no caller matches it
    ::notice file=DIR/inner/b.yaml,line=7,endLine=7,col=3,endColumn=11,title=no-cluster-admin::no entry gives cluster admin: whoever created the cluster may be the only one
    ");
}

#[test]
fn an_unreadable_file_does_not_stop_the_others() {
    let folder = Folder::new("unreadable");
    folder.write("bad.yaml", "");
    fs::write(folder.0.join("bad.yaml"), b"mapRoles: \xFF\n").unwrap();
    folder.write("good.yaml", &manifest(PATH));
    let output = run(&["lint", folder.0.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("bad.yaml: not UTF-8 at byte 10"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("role-arn-has-path"));
}

#[test]
fn whoami_says_why_each_entry_did_or_did_not_match() {
    let caller = "arn:aws:sts::111122223333:assumed-role/ops/mika";
    let (shown, status) = printed(&["whoami", caller], &manifest(PATH));
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r"
    nobody to the cluster: no entry names the caller's canonical ARN (not-mapped)
      mapRoles line 8: would match without its IAM path: STS shows none
      one more entry names somebody else, or is not asked
    ");
    let (shown, status) =
        printed(&["whoami", "arn:aws:sts::111122223333:assumed-role/dev/mika"], &manifest(PATH));
    assert_eq!(status, Some(0));
    insta::assert_snapshot!(shown, @r"
    user name  dev
    groups     devs
    uid        aws-iam-authenticator:111122223333:AROAEXAMPLE
    by         mapRoles
    mapRoles line 11: names the caller and decides
    one more entry names somebody else, or is not asked
    ");
}

#[test]
fn whoami_with_access_entries() {
    let folder = Folder::new("whoami");
    folder.write("entries.json", r#"[{"principalArn": "arn:aws:iam::111122223333:role/x/dev", "kubernetesGroups": ["viewers"],
        "accessPolicies": [{"policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "accessScope": {"type": "cluster"}}]}]"#);
    let entries = folder.0.join("entries.json");
    let caller = "arn:aws:sts::111122223333:assumed-role/dev/mika";
    let arguments = ["whoami", caller, "--access-entries", entries.to_str().unwrap()];
    let (shown, status) = printed(&arguments, &manifest(PATH));
    assert_eq!(status, Some(0));
    insta::assert_snapshot!(shown, @r"
    user name  arn:aws:sts::111122223333:assumed-role/dev/mika
    groups     viewers
    uid        aws-iam-authenticator:111122223333:AROAEXAMPLE
    by         accessEntry
    policies   arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
    arn:aws:iam::111122223333:role/x/dev: is of the caller and decides
    2 more entries name somebody else, or are not asked
    ");
    let (shown, status) = printed(&[&arguments[..], &["--mode", "CONFIG_MAP"]].concat(), &manifest(PATH));
    assert_eq!(status, Some(0));
    assert!(shown.contains("by         mapRoles"), "{shown}");
}

#[test]
fn fix_in_json_says_what_was_mended_and_what_is_left() {
    let (shown, status) = printed(&["fix", "--format", "json"], &manifest(&format!("{PATH}- nobody\n")));
    assert_eq!(status, Some(0));
    let answer: Value = serde_json::from_str(&shown).unwrap();
    let file = &answer["files"][0];
    assert_eq!(file["applied"][0]["kind"], "role-arn-has-path");
    assert_eq!(file["left"][0]["kind"], "entry-not-a-mapping");
    assert_eq!(file["left"][0]["line"], 14);
    assert!(file["text"].as_str().unwrap().contains(":role/ops\n"));
}

#[test]
fn fix_follows_a_link_and_keeps_the_rights_of_the_file() {
    let folder = Folder::new("fix");
    folder.write("real.yaml", &manifest(PATH));
    let (link, real) = (folder.0.join("link.yaml"), folder.0.join("real.yaml"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        symlink("real.yaml", &link).unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(printed(&["fix", link.to_str().unwrap()], "").1, Some(0));
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(!fs::read_to_string(&real).unwrap().contains("team/"));
    }
    let names: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "nothing is left beside the file: {names:?}");
}

#[test]
fn fix_writes_nothing_when_one_file_is_missing() {
    let folder = Folder::new("fix-missing");
    folder.write("a.yaml", &manifest(PATH));
    let (here, missing) = (folder.0.join("a.yaml"), folder.0.join("b.yaml"));
    let output = run(&["fix", here.to_str().unwrap(), missing.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(here).unwrap(), manifest(PATH));
}

const MIGRATED: &str = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [system:masters]\n- rolearn: \
                        arn:aws:iam::111122223333:role/prometheus\n  username: prometheus\n  groups: [system:monitoring]\n";

#[test]
fn migrate_for_people() {
    let (shown, status) = printed(&["migrate"], &manifest(MIGRATED));
    assert_eq!(status, Some(1), "a line could not be migrated");
    insta::assert_snapshot!(shown, @r#"
    STANDARD arn:aws:iam::111122223333:role/ops  (mapRoles line 8)
      ops, AmazonEKSClusterAdminPolicy
      the path was not looked up: if `aws iam get-role` shows one, the entry needs it
      `system:masters` becomes AmazonEKSClusterAdminPolicy; the right ends under impersonation, and what is bound to the group by hand is lost
    refused arn:aws:iam::111122223333:role/prometheus  (mapRoles line 11)
      an entry cannot have the groups `system:monitoring`; give it groups of your own and bind them to the same roles
      an entry could have the groups: migrated:monitoring
      | apiVersion: rbac.authorization.k8s.io/v1
      | kind: ClusterRoleBinding
      | metadata:
      |   name: "system:monitoring-for-migrated-monitoring"
      | subjects:
      |   - kind: Group
      |     name: "migrated:monitoring"
      |     apiGroup: rbac.authorization.k8s.io
      | roleRef:
      |   kind: ClusterRole
      |   name: "system:monitoring"
      |   apiGroup: rbac.authorization.k8s.io
    entries: 1, lines that cannot become one: 1
    "#);
}

#[test]
fn migrate_for_tools() {
    for (output, beginning) in [
        ("aws-cli", "#!/bin/sh\n"),
        ("cloudformation", "AWSTemplateFormatVersion: \"2010-09-09\"\n"),
        ("terraform", "resource \"aws_eks_access_entry\" \"ops\" {\n"),
        ("eksctl", "apiVersion: eksctl.io/v1alpha5\n"),
    ] {
        let done = run(&["migrate", "--to", output, "--cluster", "shop"], &manifest(MIGRATED));
        let shown = String::from_utf8(done.stdout).unwrap();
        assert!(shown.starts_with(beginning), "{shown}");
        assert!(shown.contains("role/ops") && !shown.contains("role/prometheus"), "{shown}");
        let told = String::from_utf8(done.stderr).unwrap();
        assert!(told.contains("refused arn:aws:iam::111122223333:role/prometheus"), "{told}");
        let unnamed = run(&["migrate", "--to", output], &manifest(MIGRATED));
        assert_eq!(unnamed.status.code(), Some(2), "{output} needs a cluster");
    }
    let (shown, _) = printed(&["migrate", "--to", "json"], &manifest(MIGRATED));
    let answer: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(answer["entries"][0]["principalArn"], "arn:aws:iam::111122223333:role/ops");
    assert_eq!(answer["refused"][0]["reason"], "reserved-groups");
    assert_eq!(answer["refused"][0]["from"]["line"], 11);
}

#[test]
fn rbac_says_what_nearly_allowed_it() {
    let folder = Folder::new("rbac");
    folder.write(
        "rbac.yaml",
        "kind: ClusterRoleBinding\nmetadata: {name: v}\nroleRef: {kind: ClusterRole, name: view}\nsubjects: [{kind: Group, name: \
         viewers}]\n---\nkind: RoleBinding\nmetadata: {name: e, namespace: shop}\nroleRef: {kind: ClusterRole, name: \
         edit}\nsubjects: [{kind: User, name: mika}]\n",
    );
    let objects = folder.0.join("rbac.yaml");
    let who = ["--as", "mika", "--as-group", "viewer", "--objects", objects.to_str().unwrap()];
    let ask = |question: &[&str]| printed(&[&["rbac", "can"], question, &who].concat(), "");
    let (shown, status) = ask(&["get", "secrets", "-n", "other"]);
    assert_eq!(status, Some(1));
    insta::assert_snapshot!(shown, @r#"
    no: secrets is forbidden: User "mika" cannot get resource "secrets" in API group "" in the namespace "other"
      RoleBinding shop/e holds in the namespace `shop` only
    "#);
    let (shown, status) = ask(&["update", "deployments.apps/scale", "-n", "shop"]);
    assert_eq!((shown.as_str(), status), ("yes: RoleBinding shop/e -> ClusterRole edit, rule 6\n", Some(0)));
    assert_eq!(ask(&["get", "/version"]).1, Some(0));
    let console = ["rbac", "console", "--as-group", "viewers", "--objects", objects.to_str().unwrap()];
    let (shown, status) = printed(&console, "");
    assert_eq!(status, Some(1));
    assert!(shown.starts_with("no nodes: get nodes\nno nodes: list nodes\nyes nodes: get pods\n"), "{shown}");
}

/// The notes of a batch answer, by kind and line; nothing of it is a finding.
fn notes(question: &Value) -> Vec<(String, u64)> {
    let (shown, status) = printed(&["lint", "--batch"], &format!("{question}\n"));
    assert_eq!(status, Some(0));
    let answer: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(answer.get("findings"), Some(&serde_json::json!([])), "{shown}");
    let text = |it: &Value| it.get("kind").and_then(Value::as_str).unwrap().to_owned();
    let notes = answer.get("notes").and_then(Value::as_array).unwrap().iter();
    notes.map(|it| (text(it), it.get("line").and_then(Value::as_u64).unwrap())).collect()
}

#[test]
fn lint_tells_what_the_document_alone_cannot() {
    let mut question = serde_json::json!({
        "id": 1,
        "manifest": manifest("- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev\n  groups: [devs]\n"),
        "mode": "API_AND_CONFIG_MAP",
        "access_entries": [{"principalArn": "arn:aws:iam::111122223333:role/x/dev"}],
        "principals": ["arn:aws:iam::111122223333:role/other"],
        "former": manifest(&PATH.replace("team/", "")),
    });
    let pair = |kind: &str, line| (kind.to_owned(), line);
    let (admin, gone) = (pair("no-cluster-admin", 7), pair("formerly-mapped", 1));
    let unlisted = pair("principal-not-listed", 8);
    let decides = pair("access-entry-decides", 8);
    assert_eq!(notes(&question), [admin.clone(), decides, unlisted.clone(), gone.clone()]);
    question["mode"] = "CONFIG_MAP".into();
    assert_eq!(notes(&question), [admin, unlisted, gone.clone()], "the mode does not read access entries");
    question["principals"] = serde_json::json!(["arn:aws:iam::111122223333:role/x/DEV"]);
    question["mode"] = "API".into();
    let ops = serde_json::json!([{"principalArn": "arn:aws:iam::111122223333:role/ops"}]);
    question["access_entries"] = ops;
    let read = pair("aws-auth-not-read", 1);
    assert_eq!(notes(&question), [read, pair("no-access-entry", 8), gone], "dev is locked out, ops is not");
}

#[test]
fn lint_tells_which_principal_is_meant_and_what_an_entry_does_not_give() {
    let entries = "- userarn: arn:aws:iam::111122223333:user/mika\n  username: mika\n  groups: [system:masters, devs]\n- userarn: \
                   arn:aws:iam::111122223333:role/AWSReservedSSO_Ops_0123456789abcdef\n  username: ops\n  groups: [devs]\n";
    let folder = Folder::new("given");
    let former = "- userarn: arn:aws:iam::111122223333:user/mika\n  username: mika\n  groups: [devs]\n- userarn: \
                  arn:aws:iam::111122223333:role/team/never\n  username: never\n";
    folder.write("former.yaml", &manifest(former).replace("mapRoles", "mapUsers"));
    let listed = "[\"arn:aws:iam::111122223333:user/team/mika\",\n\"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/\
                  AWSReservedSSO_Ops_fedcba9876543210\"]";
    folder.write("principals.json", listed);
    let policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
    let entry = serde_json::json!([{
        "principalArn": "arn:aws:iam::111122223333:user/mika",
        "accessPolicies": [{"policyArn": policy, "accessScope": {"type": "cluster"}}],
    }]);
    folder.write("entries.json", &entry.to_string());
    let now = manifest(entries).replace("mapRoles", "mapUsers");
    let file = |name: &str| folder.0.join(name).to_str().unwrap().to_owned();
    let (principals, entries) = (file("principals.json"), file("entries.json"));
    let (shown, _) = printed(&["lint", "--principals", &principals, "--access-entries", &entries], &now);
    for wanted in [
        "so this mapping is not asked: devs is not given\n",
        "there is `arn:aws:iam::111122223333:user/team/mika`\n",
        "there is `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_fedcba9876543210`\n",
    ] {
        assert!(shown.contains(wanted), "{shown}");
    }
    let (shown, _) = printed(&["lint", "--former", &file("former.yaml"), "--lang", "ja"], &now);
    assert!(
        shown.contains("は以前は `mika [devs]` でしたが、今は `mika [system:masters, devs]` です"),
        "{shown}"
    );
    assert!(!shown.contains("never"), "{shown}");
}

#[test]
fn lint_prints_notes_in_every_format() {
    let text = manifest(
        "- rolearn: arn:aws:iam::111122223333:role/dev\n  username: '{{SessionName}}'\n  groups: [system:masters]\n",
    );
    let (shown, _) = printed(&["lint", "--format", "github"], &text);
    assert!(shown.contains("::notice file=<stdin>,line=9"), "{shown}");
    let (shown, _) = printed(&["lint", "--format", "sarif"], &text);
    let log: Value = serde_json::from_str(&shown).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert!(results.iter().any(|it| it["ruleId"] == "bare-session-name" && it["level"] == "note"), "{shown}");
}

#[test]
fn lint_reads_a_mode_and_a_former_document_from_the_command_line() {
    let folder = Folder::new("former");
    folder.write("former.yaml", &manifest(&PATH.replace("team/", "")));
    let now = manifest("- rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev\n  groups: [devs]\n");
    let former = folder.0.join("former.yaml");
    let (shown, status) = printed(&["lint", "--mode", "API", "--former", former.to_str().unwrap()], &now);
    assert_eq!(status, Some(0), "information is no defect");
    assert!(shown.contains("[aws-auth-not-read]"), "{shown}");
    assert!(shown.contains("`arn:aws:iam::111122223333:role/ops` was mapped formerly"), "{shown}");
    assert_eq!(run(&["lint", "--mode", "NONE"], &now).status.code(), Some(2));
}
