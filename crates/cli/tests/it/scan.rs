//! `scan`: what is found in logs of every kind, however they are packed, cut, divided or interrupted.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::run;

/// One denial for each line that is a failure; the others are noise, some of it with words of failures.
const LOG: &str = "\
2026-11-25T10:00:00Z INFO reconcile finished in 12ms
2026-11-25T10:00:01Z An error occurred (AccessDeniedException) when calling the DescribeCluster operation: User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop because no identity-based policy allows the eks:DescribeCluster action
# HELP aws_api_errors_total AccessDenied, ExpiredToken and InvalidIdentityToken responses since start; now 0
2026-11-25T10:00:03Z An error occurred (AccessDeniedException) when calling the ListNodegroups operation: User: arn:aws:sts::111122223333:assumed-role/ops/other is not authorized to perform: eks:ListNodegroups on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop because no identity-based policy allows the eks:ListNodegroups action
2026-11-25T10:00:04Z Error from server (Forbidden): pods is forbidden: User \"viewer\" cannot list resource \"pods\" in API group \"\" in the namespace \"shop\"
";

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("eks-iam-scan-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Scans, and returns the report and the exit status.
fn scan(arguments: &[&str], input: &str) -> (Value, Option<i32>) {
    let all = [&["scan", "--format", "json"], arguments].concat();
    let output = run(&all, input);
    let report = serde_json::from_slice(&output.stdout).unwrap();
    (report, output.status.code())
}

fn classes(report: &Value) -> Vec<(&str, u64)> {
    let list = report["classes"].as_array().unwrap();
    list.iter().map(|it| (it["class"].as_str().unwrap(), it["count"].as_u64().unwrap())).collect()
}

#[test]
fn a_log_for_people() {
    let output = run(&["scan"], LOG);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap(), @r#"
    3 failures in 2 groups; 1 file, 999 B
             2  access-denied.identity-policy-missing
             1  kubernetes.forbidden-rbac

    1. access-denied.identity-policy-missing  no identity policy of the principal allows the action (× 2)
       who: arn:aws:iam::111122223333:role/ops
       when: 2026-11-25T10:00:01Z – 2026-11-25T10:00:03Z
       what: eks:DescribeCluster arn:aws:eks:us-west-2:111122223333:cluster/shop (× 1)
       what: eks:ListNodegroups arn:aws:eks:us-west-2:111122223333:cluster/shop (× 1)
       seen: <stdin>:2
         2026-11-25T10:00:01Z An error occurred (AccessDeniedException) when calling the DescribeCluster operation: User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop because no identity-based policy allows the eks:DescribeCluster action
       remedy: allow what was denied, and nothing more, in a policy of arn:aws:iam::111122223333:role/ops
         │ {
         │   "Version": "2012-10-17",
         │   "Statement": [
         │     {
         │       "Effect": "Allow",
         │       "Action": [
         │         "eks:DescribeCluster",
         │         "eks:ListNodegroups"
         │       ],
         │       "Resource": "arn:aws:eks:us-west-2:111122223333:cluster/shop"
         │     }
         │   ]
         │ }

    2. kubernetes.forbidden-rbac  the cluster knows the user, and no RBAC rule allows the request (× 1)
       who: viewer
       when: 2026-11-25T10:00:04Z
       what: list pods (namespace shop) (× 1)
       seen: <stdin>:5
         2026-11-25T10:00:04Z Error from server (Forbidden): pods is forbidden: User "viewer" cannot list resource "pods" in API group "" in the namespace "shop"
       remedy: bind viewer to a role that allows what was denied, and nothing more
         │ apiVersion: rbac.authorization.k8s.io/v1
         │ kind: Role
         │ metadata:
         │   name: allow-viewer
         │   namespace: "shop"
         │ rules:
         │   - apiGroups: [""]
         │     resources: ["pods"]
         │     verbs: ["list"]
         │ ---
         │ apiVersion: rbac.authorization.k8s.io/v1
         │ kind: RoleBinding
         │ metadata:
         │   name: allow-viewer
         │   namespace: "shop"
         │ subjects:
         │   - kind: User
         │     name: "viewer"
         │     apiGroup: rbac.authorization.k8s.io
         │ roleRef:
         │   kind: Role
         │   name: allow-viewer
         │   apiGroup: rbac.authorization.k8s.io
    "#);
}

#[test]
fn nothing_found_is_status_0_and_nothing_readable_is_status_2() {
    assert_eq!(scan(&[], "2026-11-25T10:00:00Z INFO all is well\n").1, Some(0));
    assert_eq!(run(&["scan", "/nowhere/at/all"], "").status.code(), Some(2));
    // What can be read is read all the same.
    let (report, status) = scan(&["/nowhere/at/all", "-"], LOG);
    assert_eq!((report["failures"].as_u64(), status), (Some(3), Some(2)));
    assert_eq!(report["broken"]["shown"][0]["fault"], "unreadable");
}

#[test]
fn every_packing_gives_the_same_report() {
    let folder = Folder::new("packing");
    let long = LOG.repeat(400);
    let plain = folder.put("a/log", &long);
    let of = |path: &str| {
        let (mut report, status) = scan(&[path], "");
        assert_eq!(status, Some(1), "{path}");
        for group in report["groups"].as_array_mut().unwrap() {
            group["sample"]["file"] = Value::Null;
        }
        report
    };
    let expected = of(&plain);
    assert_eq!(expected["failures"], 1200);
    let (front, behind) = long.as_bytes().split_at(long.len() / 2);
    let mut packed = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, front).unwrap();
    let mut packed = packed.finish().unwrap();
    let mut second = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut second, behind).unwrap();
    packed.extend(second.finish().unwrap());
    assert_eq!(of(&folder.put("b/log.gz", &packed)), expected, "two members of gzip");
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    let mut frames = ruzstd::encoding::compress_to_vec(&long.as_bytes()[..100_000], level);
    // A skippable frame between two others.
    frames.extend([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2]);
    frames.extend(ruzstd::encoding::compress_to_vec(&long.as_bytes()[100_000..], level));
    assert_eq!(of(&folder.put("c/log.zst", &frames)), expected, "two frames of zstd");
    // The name says nothing.
    assert_eq!(of(&folder.put("d/log.txt", &packed)), expected);

    let (cut, _) = scan(&[&folder.put("e/log.gz", &packed[..packed.len() - 100])], "");
    assert_eq!(cut["broken"]["shown"][0]["fault"], "cut");
    assert!(cut["failures"].as_u64().unwrap() > 600, "what is there is read");
    let middle = packed.len() / 2;
    packed[middle..middle + 20].fill(0xa5);
    let (corrupt, _) = scan(&[&folder.put("f/log.gz", &packed)], "");
    assert_eq!(corrupt["broken"]["count"], 1);
}

#[test]
fn cloudtrail_in_all_its_forms() {
    let record = |code: &str| {
        format!(
            r#"{{"eventVersion":"1.11","userIdentity":{{"type":"AssumedRole","arn":"arn:aws:sts::111122223333:assumed-role/ops/mika","accessKeyId":"ASIAIOSFODNN7EXAMPLE"}},"eventTime":"2026-11-25T10:00:00Z","eventSource":"eks.amazonaws.com","eventName":"ListClusters"{code}}}"#
        )
    };
    let denied = record(
        r#","errorCode":"AccessDenied","errorMessage":"User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:ListClusters on resource: * because no identity-based policy allows the eks:ListClusters action""#,
    );
    let fine = record("");
    let whole = format!("{{\"Records\":[{fine},{denied},{fine}]}}");
    let pretty = format!("{:#}", serde_json::from_str::<Value>(&whole).unwrap());
    let looked_up = serde_json::json!({"Events": [{"CloudTrailEvent": denied}, {"CloudTrailEvent": fine}]});
    for text in [whole.clone(), pretty, format!("{fine}\n{denied}\n"), denied, looked_up.to_string()] {
        let (report, _) = scan(&[], &text);
        assert_eq!(classes(&report), [("access-denied.identity-policy-missing", 1)], "{text}");
        let group = &report["groups"][0];
        assert_eq!(group["principal"], "arn:aws:iam::111122223333:role/ops");
        assert_eq!(group["first"], "2026-11-25T10:00:00Z");
        assert!(!report.to_string().contains("ASIAIOSFODNN7EXAMPLE"), "a key is shown");
        assert_eq!(report["broken"]["count"], 0, "{text}");
    }
    let (report, _) = scan(&[], whole.trim_end_matches("}]}"));
    assert_eq!((report["failures"].as_u64(), report["broken"]["count"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn an_audit_log_and_its_broken_lines() {
    let event = |user: &str, code: u16, message: &str| {
        serde_json::json!({
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "verb": "list", "user": {"username": user},
            "objectRef": {"resource": "deployments", "apiGroup": "apps", "namespace": "shop"},
            "responseStatus": {"code": code, "message": message},
            "requestReceivedTimestamp": "2026-11-25T10:00:00.000001Z",
        })
        .to_string()
    };
    let log = [
        event("viewer", 200, ""),
        event("viewer", 403, ""),
        "{\"kind\":\"Event\",\"apiVersion\":".to_owned(),
        event(
            "viewer",
            403,
            "deployments.apps is forbidden: User \"viewer\" cannot list resource \"deployments\" in API group \"apps\" in the namespace \"shop\"",
        ),
        event("", 401, "Unauthorized"),
        "not JSON at all".to_owned(),
    ];
    let (report, status) = scan(&[], &log.join("\n"));
    assert_eq!(status, Some(1));
    assert_eq!(classes(&report), [("kubernetes.forbidden-rbac", 2), ("kubernetes.unauthorized", 1)]);
    assert_eq!(report["broken"]["count"], 2);
    let lines: Vec<_> =
        report["broken"]["shown"].as_array().unwrap().iter().map(|it| it["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 6]);
    let group = &report["groups"][0];
    assert_eq!(group["principal"], "viewer");
    assert_eq!(group["asks"][0]["api_group"], "apps");
    assert!(group["remedy"]["document"].as_str().unwrap().contains("kind: RoleBinding"));
}

#[test]
fn a_line_without_end_is_read_in_bounded_memory() {
    let noise = "x".repeat(300_000);
    let denied = LOG.lines().nth(1).unwrap();
    let line: String = (0..40).flat_map(|_| [noise.as_str(), " ", denied, " "]).collect();
    let (report, _) = scan(&[], &line);
    assert_eq!(report["failures"], 40);
    let folder = Folder::new("line");
    let path = folder.put("line", &line);
    let (of_file, _) = scan(&[&path], "");
    assert_eq!(of_file["classes"], report["classes"], "in parts");
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads() {
    let folder = Folder::new("threads");
    // Longer than a part, so that lines stand across parts; lines of many lengths, and one that has no end in sight.
    let mut text = String::new();
    for at in 0..60_000 {
        if at % 20 == 0 {
            text.push_str(&LOG.replace("/ops/", &format!("/ops-{}/", at % 97)));
        }
        text.push_str(&"y".repeat(at % 311));
        text.push('\n');
    }
    text.push_str(&"z".repeat(200_000));
    folder.put("large.log", &text);
    let expected = scan(&[folder.path(), "--threads", "1"], "");
    assert_eq!(expected.0["failures"], 9000);
    assert_eq!(expected.0["lines"], 60_000 + 5 * 3000);
    for threads in ["2", "3", "8"] {
        assert_eq!(scan(&[folder.path(), "--threads", threads], ""), expected);
    }
    let (mut piped, _) = scan(&[], &text);
    let mut whole = expected.0;
    for report in [&mut piped, &mut whole] {
        for group in report["groups"].as_array_mut().unwrap() {
            group["sample"]["file"] = Value::Null;
        }
    }
    assert_eq!(piped, whole, "from a pipe");
}

#[test]
fn every_format_in_both_languages() {
    for format in ["text", "json", "jsonl", "markdown", "html"] {
        for language in ["en", "ja"] {
            let output = run(&["scan", "--format", format, "--lang", language], LOG);
            let text = String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(1));
            assert!(
                text.contains("kubernetes.forbidden-rbac") && text.contains("eks:ListNodegroups"),
                "{text}"
            );
            let words = if language == "ja" { "許可する" } else { "nothing more" };
            assert!(text.contains(words), "{format} {language}: {text}");
            if format == "html" {
                assert!(text.starts_with("<!doctype html>") && !text.contains("<script"), "{text}");
            }
            if format.starts_with("json") {
                let lines = if format == "json" { vec![text.as_str()] } else { text.lines().collect() };
                lines.iter().for_each(|it| assert!(serde_json::from_str::<Value>(it).is_ok(), "{it}"));
            }
        }
    }
    let hostile = LOG.replace("/ops/mika", "/<script>alert(1)</script>/mika");
    let page = run(&["scan", "--format", "html"], &hostile);
    assert!(!String::from_utf8(page.stdout).unwrap().contains("<script"));
}

#[test]
fn no_secret_gets_into_the_report_or_the_state() {
    let folder = Folder::new("secrets");
    let secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY1";
    let line = format!(
        "2026-11-25T10:00:00Z An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired AWS_SECRET_ACCESS_KEY={secret} AKIAIOSFODNN7EXAMPLE Authorization: Bearer {secret} https://sts.amazonaws.com/?X-Amz-Signature={secret}&X-Amz-Security-Token={secret}\n"
    );
    folder.put("in/log", &line);
    let (input, report) = (folder.0.join("in"), folder.0.join("report"));
    for format in ["text", "json", "markdown", "html"] {
        let output = run(
            &["scan", input.to_str().unwrap(), "--format", format, "--output", report.to_str().unwrap()],
            "",
        );
        assert_eq!(output.status.code(), Some(1));
        for name in ["report", "report.state"] {
            let text = fs::read_to_string(folder.0.join(name)).unwrap();
            assert!(text.contains("ExpiredToken"), "{text}");
            assert!(!text.contains("wJalrXUtnFEMI") && !text.contains("IOSFODNN7"), "{name}: {text}");
        }
    }
}

/// Many small files, so that there is something to do at every moment.
fn many_files(folder: &Folder) {
    for at in 0..60 {
        let text = LOG.replace("/ops/", &format!("/ops-{at}/")).repeat(40);
        folder.put(&format!("in/{:02}/{at}.log", at % 7), &text);
    }
}

#[test]
fn killed_at_any_moment_it_goes_on() {
    let folder = Folder::new("killed");
    many_files(&folder);
    let (input, output) = (folder.0.join("in"), folder.0.join("report.json"));
    let command = |report: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eks-iam"));
        command.arg("scan").arg(&input).args(["--format", "json", "--threads", "2", "--output"]).arg(report);
        command.env("LC_ALL", "C").stdout(Stdio::null()).stderr(Stdio::piped());
        command
    };
    let undisturbed = folder.0.join("undisturbed.json");
    assert_eq!(command(&undisturbed).status().unwrap().code(), Some(1));
    let expected = fs::read(&undisturbed).unwrap();
    // SplitMix64, so that the moments are the same in each run of the test.
    let mut seed: u64 = 7;
    for _ in 0..20 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = command(&output).spawn().unwrap();
        thread::sleep(Duration::from_micros(seed >> 48));
        let _ = child.kill();
        child.wait().unwrap();
        if output.exists() {
            assert_eq!(fs::read(&output).unwrap(), expected, "a report is written whole or not at all");
        }
    }
    let last = command(&output).output().unwrap();
    assert_eq!(last.status.code(), Some(1));
    assert_eq!(fs::read(&output).unwrap(), expected);
    // Now every file is known, and none is read: not even one that has another content by now, with its size and time.
    let victim = input.join("00/0.log");
    let about = fs::metadata(&victim).unwrap();
    fs::write(&victim, "-".repeat(usize::try_from(about.len()).unwrap())).unwrap();
    let times = fs::FileTimes::new().set_modified(about.modified().unwrap());
    fs::File::options().write(true).open(&victim).unwrap().set_times(times).unwrap();
    let again = command(&output).output().unwrap();
    assert_eq!(fs::read(&output).unwrap(), expected);
    assert!(String::from_utf8(again.stderr).unwrap().contains("60 of 60 files were known"));
    // One that changed is read again.
    fs::write(&victim, LOG).unwrap();
    command(&output).status().unwrap();
    assert_ne!(fs::read(&output).unwrap(), expected);
}

#[test]
fn a_state_of_another_kind_is_not_overwritten() {
    let folder = Folder::new("state");
    let log = folder.put("log", LOG);
    let other = folder.put("other", "precious\n");
    let output = run(&["scan", &log, "--state", &other], "");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&other).unwrap(), "precious\n");
}
