//! `eks-iam doctor` against the mock AWS, through the real clients of a build that can call AWS.

use crate::run;

#[test]
#[cfg(not(feature = "live"))]
fn a_build_without_clients_says_so() {
    let output = run(&["doctor", "--cluster", "shop"], "");
    let shown = String::from_utf8(output.stderr).unwrap();
    assert!(shown.contains("needs the build feature `live`"), "{shown}");
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(feature = "live")]
mod live {
    use std::{
        fs,
        io::{BufRead, BufReader},
        process::{Child, Stdio},
    };

    use serde_json::Value;

    use super::run;
    use crate::{command, run_with};

    /// A cluster whose operator is named with a path in aws-auth; the operator may read all of EKS and IAM, the viewer
    /// nothing.
    const WORLD: &str = r#"
cluster:
  arn: arn:aws:eks:us-west-2:111122223333:cluster/shop
  version: "1.33"
  accessConfig: {authenticationMode: API_AND_CONFIG_MAP}
iam:
  RoleDetailList:
    - RoleName: ops
      Arn: arn:aws:iam::111122223333:role/team/ops
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: "sts:AssumeRole"}]
      RolePolicyList:
        - PolicyName: read
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{Effect: Allow, Action: ["eks:*", "iam:Get*", "iam:List*"], Resource: "*"}]
    - RoleName: viewer
      Arn: arn:aws:iam::111122223333:role/viewer
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: "sts:AssumeRole"}]
access-entries:
  - {principalArn: "arn:aws:iam::111122223333:role/viewer", type: STANDARD, kubernetesGroups: [viewers]}
"#;

    /// A mock AWS that serves, and the environment of its clients.
    struct Mock {
        child: Child,
        environment: Vec<(String, String)>,
    }

    impl Drop for Mock {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    fn mock(name: &str, who: &str) -> Mock {
        let path = std::env::temp_dir().join(format!("eks-iam-doctor-{}-{name}.yaml", std::process::id()));
        fs::write(&path, WORLD).unwrap();
        let mut child =
            command(&["mock", "--world", path.to_str().unwrap(), "--as", who, "--format", "json"])
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        fs::remove_file(&path).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let text = |path: &str| told.pointer(path).and_then(Value::as_str).map(str::to_owned);
        let names = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION"];
        let mut environment: Vec<_> = names
            .iter()
            .filter_map(|it| Some(((*it).to_owned(), text(&format!("/environment/{it}"))?)))
            .collect();
        environment.push(("AWS_ENDPOINT_URL".to_owned(), text("/endpoints/AWS_ENDPOINT_URL").unwrap()));
        Mock { child, environment }
    }

    impl Mock {
        fn doctor(&self, arguments: &[&str]) -> (String, String, Option<i32>) {
            let variables: Vec<_> =
                self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let all = [&["doctor", "--cluster", "shop", "--kubectl", "none"], arguments].concat();
            let output = run_with(&all, "", &variables);
            let text = |bytes| String::from_utf8(bytes).unwrap();
            let (shown, complained) = (text(output.stdout), text(output.stderr));
            for (name, secret) in &self.environment {
                let is_secret = name.ends_with("SECRET_ACCESS_KEY") || name.ends_with("SESSION_TOKEN");
                assert!(!is_secret || !(shown.clone() + &complained).contains(secret), "{name} gets out");
            }
            (shown, complained, output.status.code())
        }
    }

    #[test]
    fn what_may_be_read_is_traced() {
        let mock = mock("reads", "arn:aws:iam::111122223333:role/team/ops");
        let folder = std::env::temp_dir().join(format!("eks-iam-doctor-{}-saved", std::process::id()));
        let saved = folder.to_str().unwrap();
        let arguments = ["--as", "arn:aws:iam::111122223333:role/viewer", "--to", "eks:DescribeCluster"];
        let (shown, complained, status) = mock.doctor(&[&arguments[..], &["--save", saved]].concat());
        assert!(shown.contains("✗ policy"), "{shown}{complained}");
        assert!(
            shown.contains("allow eks:DescribeCluster on arn:aws:eks:us-west-2:111122223333:cluster/shop"),
            "{shown}"
        );
        assert_eq!((complained.as_str(), status), ("", Some(1)));
        let again = run(&[&["trace", saved], &arguments[..]].concat(), "");
        assert_eq!(String::from_utf8(again.stdout).unwrap(), shown, "the saved snapshot tells the same");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let mock = mock("refused", "arn:aws:iam::111122223333:role/viewer");
        let (shown, complained, status) = mock.doctor(&["--to", "list nodes"]);
        for what in ["eks:DescribeCluster", "eks:ListAccessEntries", "iam:GetAccountAuthorizationDetails"] {
            assert!(complained.contains(&format!("may not read: {what}: AccessDenied")), "{complained}");
        }
        assert!(shown.contains("? aws-auth") && shown.contains("fetch it with"), "{shown}");
        assert_eq!(status, Some(2));
    }
}
