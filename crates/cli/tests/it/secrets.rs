//! No secret in anything that is written: secrets are planted wherever a snapshot may hold one, and all output is searched.

use std::{fs, path::PathBuf};

use eks_iam_mock_aws::{Account, Role, User, World};
use eks_iam_policy::{NamedPolicy, PolicyDocument};

use crate::run;

/// What is planted; each stands in the files below.
const PLANTED: [&str; 12] = [
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYPLANTEDKEY",
    "IQoJb3JpZ2luX2VjPLANTEDSESSIONTOKEN",
    "aHR0cHM6Ly9zdHMuUExBTlRFRFRPS0VO",
    "LS0tLS1QTEFOVEVEQ0xJRU5US0VZ",
    "planted-basic-password",
    "UExBTlRFRFNFQ1JFVERBVEE",
    "planted-string-data",
    "cGxhbnRlZHNpZ25hdHVyZQ",
    "planted-proxy-password",
    "planted-database-password",
    "0123456789abcdefplantedsignature",
    "PLANTEDPRIVATEKEYLINE",
];

const KUBECONFIG: &str = "\
apiVersion: v1
kind: Config
current-context: shop
contexts:
  - {name: shop, context: {cluster: shop, user: shop}}
users:
  - name: shop
    user:
      token: k8s-aws-v1.aHR0cHM6Ly9zdHMuUExBTlRFRFRPS0VO
      client-key-data: LS0tLS1QTEFOVEVEQ0xJRU5US0VZ
      password: planted-basic-password
      exec:
        apiVersion: client.authentication.k8s.io/v1alpha1
        command: aws
        args: [eks, get-token, --cluster-name, other]
        env:
          - name: AWS_SECRET_ACCESS_KEY
            value: wJalrXUtnFEMI/K7MDENG/bPxRfiCYPLANTEDKEY
";
const OBJECTS: &str = "\
apiVersion: v1
kind: Secret
metadata: {name: database, namespace: apps}
data:
  password: UExBTlRFRFNFQ1JFVERBVEE
stringData:
  other: planted-string-data
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
  annotations:
    eks.amazonaws.com/role_arn: arn:aws:iam::111122223333:role/web
    note: eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3ZWIifQ.cGxhbnRlZHNpZ25hdHVyZQ
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  creationTimestamp: \"2026-07-13T08:00:00Z\"
spec:
  serviceAccountName: web
  nodeName: node-1
  containers:
    - name: web
      env:
        - name: AWS_SESSION_TOKEN
          value: IQoJb3JpZ2luX2VjPLANTEDSESSIONTOKEN
        - {name: DB_PASSWORD, value: planted-database-password}
        - name: KEY
          value: |
            -----BEGIN RSA PRIVATE KEY-----
            PLANTEDPRIVATEKEYLINE
            -----END RSA PRIVATE KEY-----
---
apiVersion: v1
kind: Node
metadata: {name: node-1}
spec: {providerID: \"aws:///us-west-2a/i-0123456789abcdef0\"}
";
const AWS_AUTH: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: aws-auth
  namespace: kube-system
  annotations:
    link: https://sts.amazonaws.com/?X-Amz-Security-Token=IQoJb3JpZ2luX2VjPLANTEDSESSIONTOKEN&X-Amz-Signature=0123456789abcdefplantedsignature
data:
  mapRoles: |
    - rolearn: arn:aws:iam::111122223333:role/team/ops
      username: ops
      groups: [system:masters]
";
const CLIENT: &str = "\
client:
  environment:
    AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCYPLANTEDKEY
    AWS_SESSION_TOKEN: IQoJb3JpZ2luX2VjPLANTEDSESSIONTOKEN
    HTTPS_PROXY: http://mika:planted-proxy-password@proxy.example.com:3128
";
const CLUSTER: &str = r#"{"cluster": {"name": "shop", "arn": "arn:aws:eks:us-west-2:111122223333:cluster/shop",
  "version": "1.33", "accessConfig": {"authenticationMode": "CONFIG_MAP"}}}"#;
const NODE_GROUP: &str =
    r#"{"nodegroup": {"nodegroupName": "workers", "nodeRole": "arn:aws:iam::111122223333:role/node-role"}}"#;

/// Writes the snapshot with all secrets in it.
fn snapshot(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("eks-iam-secrets-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let files = [
        ("kubeconfig.yaml", KUBECONFIG),
        ("objects.yaml", OBJECTS),
        ("aws-auth.yaml", AWS_AUTH),
        ("client.yaml", CLIENT),
        ("cluster.json", CLUSTER),
        ("nodegroup.json", NODE_GROUP),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// Runs the program and returns all that it wrote, to both streams.
fn written(arguments: &[&str], input: &str) -> String {
    let output = run(arguments, input);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let all = text(output.stdout) + &text(output.stderr);
    assert!(!all.is_empty(), "{arguments:?} wrote nothing");
    all
}

#[track_caller]
fn holds_no_secret(text: &str, secrets: &[&str]) {
    for secret in secrets {
        assert!(!text.contains(secret), "`{secret}` in:\n{text}");
    }
}

#[test]
fn every_planted_secret_stands_in_the_snapshot() {
    let all = [KUBECONFIG, OBJECTS, AWS_AUTH, CLIENT].concat();
    for secret in PLANTED {
        assert!(all.contains(secret), "`{secret}` is planted nowhere");
    }
}

#[test]
fn nothing_of_a_snapshot_gets_out() {
    let folder = snapshot("all");
    let path = folder.to_str().unwrap();
    let ops = "arn:aws:sts::111122223333:assumed-role/ops/mika";
    let report = folder.join("report");
    let error = "An error occurred (AccessDenied) when calling the ListBuckets operation: User: \
                 arn:aws:sts::111122223333:assumed-role/node-role/i-0123456789abcdef0 is not authorized to perform: \
                 s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action";
    let report_path = report.to_str().unwrap();
    let mut all = String::new();
    for format in ["text", "json"] {
        for call in [
            &["trace", path, "--as", ops, "--to", "list nodes"][..],
            &["trace", path, "--as", "pod/web", "--to", "s3:ListAllMyBuckets"],
            &[
                "explain",
                "--snapshot",
                path,
                "error: You must be logged in to the server (Unauthorized)",
                "--caller",
                ops,
            ],
            &["explain", "--snapshot", path, error],
            &["simulate", path, "--caller", ops, "--run", "kubernetes.list-nodes", "--report", report_path],
        ] {
            all += &written(&[call, &["--format", format]].concat(), "");
        }
    }
    all += &fs::read_to_string(report.join("index.html")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert!(all.contains("role_arn") && all.contains("v1alpha1"), "the documents themselves are shown");
    holds_no_secret(&all, &PLANTED);
}

#[test]
fn a_snapshot_that_cannot_be_read_is_shown_without_its_secrets() {
    let folder = snapshot("broken");
    let text =
        "client:\n  environment: {AWS_SECRET_ACCESS_KEY: wJalrXUtnFEMI/K7MDENG/bPxRfiCYPLANTEDKEY, B: [\n";
    fs::write(folder.join("client.yaml"), text).unwrap();
    let shown =
        written(&["trace", folder.to_str().unwrap(), "--as", "pod/web", "--to", "s3:ListAllMyBuckets"], "");
    fs::remove_dir_all(&folder).unwrap();
    assert!(shown.contains("client.yaml:"), "{shown}");
    holds_no_secret(&shown, &PLANTED);
}

#[test]
fn nothing_of_the_worlds_of_a_simulation_gets_out() {
    let report = std::env::temp_dir().join(format!("eks-iam-secrets-report-{}", std::process::id()));
    let scenarios = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/scenarios");
    let mut all = written(&["simulate", scenarios, "--report", report.to_str().unwrap()], "");
    all += &written(&["simulate", scenarios, "--format", "json", "--lang", "ja"], "");
    all += &fs::read_to_string(report.join("index.html")).unwrap();
    fs::remove_dir_all(&report).unwrap();
    assert!(all.contains("arn:aws:iam::111122223333:user/mika"), "the callers themselves are shown");
    // Keys follow from ARN and seed, so another world has the same; tokens begin alike in every world.
    let trust = PolicyDocument::parse(r#"{"Version":"2012-10-17","Statement":[]}"#).unwrap();
    let account = Account::new("111122223333")
        .with_user(User::new("mika"))
        .with_role(Role::new("ops", NamedPolicy::new("trust", trust)));
    let world = World::builder().account(account).build().unwrap();
    let mut secrets = vec!["k8s-aws-v1.aHR0".to_owned(), "IQoJb3JpZ2lu".to_owned(), "eyJhbGciOi".to_owned()];
    for arn in ["arn:aws:iam::111122223333:user/mika", "arn:aws:sts::111122223333:assumed-role/ops/mika"] {
        let keys = world.credentials(arn).unwrap();
        secrets.push(keys.secret_access_key.expose().to_owned());
        secrets.extend(keys.session_token.map(|it| it.expose().to_owned()));
    }
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    holds_no_secret(&all, &secrets);
}

/// A token is often given as an argument by mistake; what is then told must not repeat it, for it lands in logs.
#[test]
fn a_token_given_as_an_argument_is_not_repeated() {
    let token = "k8s-aws-v1.aHR0cHM6Ly9zdHMuUExBTlRFRFRPS0VO";
    for arguments in [
        ["token", "decode", token].as_slice(),
        &["token", "verify", token, "--region", "us-west-2", "--cluster", "shop"],
        &["token", "decode", "-", token],
        &["token", token],
        &["lint", token],
    ] {
        for language in ["en", "ja"] {
            let output = run(&[arguments, &["--lang", language]].concat(), "");
            let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert_eq!(output.status.code(), Some(2), "{told}");
            assert!(!told.contains(token), "{told}");
            let why =
                if language == "ja" { "トークンを引数として" } else { "a token is no argument" };
            assert!(told.contains(why), "{told}");
        }
    }
}

/// Logs and pasted errors hold keys and tokens; what is told of them, and the sample in a report, do not.
#[test]
fn secrets_in_a_pasted_text_or_a_log_are_not_repeated() {
    let secrets = [
        "k8s-aws-v1.aHR0cHM6Ly9zdHMuUExBTlRFRFRPS0VO",
        "plantedSecretKeyplantedSecretKeyplanted0",
        "IQoJb3JpZ2luX2VjPLANTEDSESSIONTOKEN",
    ];
    let [token, key, session] = secrets;
    let log = format!(
        "aws_secret_access_key={key} Authorization: Bearer {token} X-Amz-Security-Token={session} An error occurred \
         (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/dev is not \
         authorized to perform: sts:AssumeRole on resource: arn:aws:iam::444455556666:role/eks-admin\n"
    );
    let file = std::env::temp_dir().join(format!("eks-iam-secrets-{}.log", std::process::id()));
    std::fs::write(&file, &log).unwrap();
    let path = file.display().to_string();
    for format in ["text", "json", "jsonl", "markdown", "html"] {
        let told = written(&["scan", &path, "--format", format], "");
        assert!(told.contains("eks-admin"), "{format}: {told}");
        holds_no_secret(&told, &secrets);
    }
    for format in ["text", "json"] {
        for input in ["", &log] {
            let told = match input {
                "" => written(&["explain", &log, "--format", format], ""),
                text => written(&["explain", "--format", format], text),
            };
            assert!(told.contains("assume-role.denied"), "{told}");
            holds_no_secret(&told, &secrets);
        }
    }
    std::fs::remove_file(&file).unwrap();
}
