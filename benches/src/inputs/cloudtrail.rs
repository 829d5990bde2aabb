//! A CloudTrail file as it is delivered: `{"Records":[…]}` in one line, two in a hundred records denied.

use super::{
    Random,
    words::{ENVIRONMENTS, REGIONS, TEAMS, USERS, role_name},
};

/// How many records in a million are denied.
const DENIED: u64 = 20_000;

const CALLS: [(&str, &str, bool); 12] = [
    ("eks", "DescribeCluster", true),
    ("eks", "ListNodegroups", true),
    ("sts", "AssumeRole", true),
    ("sts", "GetCallerIdentity", true),
    ("sts", "AssumeRoleWithWebIdentity", true),
    ("ec2", "DescribeInstances", true),
    ("ec2", "CreateNetworkInterface", false),
    ("iam", "GetRole", true),
    ("iam", "PassRole", false),
    ("s3", "GetBucketPolicy", true),
    ("ecr", "BatchGetImage", true),
    ("autoscaling", "DescribeAutoScalingGroups", true),
];
const USER_AGENTS: [&str; 6] = [
    "kubectl/v1.33.1 (linux/amd64) kubernetes/8adc0f0",
    "aws-cli/2.27.4 md/awscrt#0.25.4 ua/2.1 os/linux#6.1 md/arch#x86_64 lang/python#3.13.2 md/pyimpl#CPython cfg/retry-mode#standard",
    "karpenter.sh-1.5.0 aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.2 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.210.1",
    "Boto3/1.38.4 md/Botocore#1.38.4 ua/2.1 os/linux md/arch#aarch64 lang/python#3.12.9",
    "eks.amazonaws.com",
    "console.amazonaws.com",
];
const CODES: [&str; 3] = ["AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation"];

/// Returns a file with so many records.
#[must_use]
pub fn file(records: usize, seed: u64) -> String {
    let mut random = Random::new(seed);
    let records: Vec<String> = (0..records).map(|_| record(&mut random)).collect();
    format!("{{\"Records\":[{}]}}", records.join(","))
}

fn record(r: &mut Random) -> String {
    let (account, region) = (r.account(), r.pick(&REGIONS));
    let (service, name, is_read_only) = r.pick(&CALLS);
    let (role, user) = (role_name(r), r.pick(&USERS));
    let (month, day) = (1 + r.below(12), 1 + r.below(28));
    let (hour, minute, second) = (r.below(24), r.below(60), r.below(60));
    let time = format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    let role_id = format!("AROA{}", r.hex(17).to_uppercase());
    let arn = format!("arn:aws:sts::{account}:assumed-role/{role}/{user}");
    let cluster = format!("{}-{}", r.pick(&TEAMS), r.pick(&ENVIRONMENTS));
    let key = r.hex(16).to_uppercase();
    let mut record = format!(
        r#"{{"eventVersion":"1.11","userIdentity":{{"type":"AssumedRole","principalId":"{role_id}:{user}","arn":"{arn}","accountId":"{account}","accessKeyId":"ASIA{key}","sessionContext":{{"sessionIssuer":{{"type":"Role","principalId":"{role_id}","arn":"arn:aws:iam::{account}:role/{role}","accountId":"{account}","userName":"{role}"}},"attributes":{{"creationDate":"{time}","mfaAuthenticated":"false"}}}},"invokedBy":"eks.amazonaws.com"}},"eventTime":"{time}","eventSource":"{service}.amazonaws.com","eventName":"{name}","awsRegion":"{region}","sourceIPAddress":"198.51.100.{}","userAgent":"{}","#,
        r.below(256),
        r.pick(&USER_AGENTS)
    );
    if r.chance(DENIED) {
        let code = r.pick(&CODES);
        record.push_str(&format!(
            r#""errorCode":"{code}","errorMessage":"User: {arn} is not authorized to perform: {service}:{name} on resource: arn:aws:eks:{region}:{account}:cluster/{cluster} because no identity-based policy allows the {service}:{name} action","requestParameters":{{"name":"{cluster}"}},"responseElements":null,"#
        ));
    } else {
        record.push_str(&format!(
            r#""requestParameters":{{"name":"{cluster}","roleArn":"arn:aws:iam::{account}:role/{}","filterSet":{{"items":[{{"name":"tag:kubernetes.io/cluster/{cluster}","valueSet":{{"items":[{{"value":"owned"}}]}}}}]}},"maxResults":{}}},"#,
            role_name(r),
            r.below(1000)
        ));
        record.push_str(&if is_read_only {
            r#""responseElements":null,"#.to_owned()
        } else {
            let key = r.hex(16).to_uppercase();
            format!(
                r#""responseElements":{{"credentials":{{"accessKeyId":"ASIA{key}","expiration":"{time}"}},"assumedRoleUser":{{"assumedRoleId":"{role_id}:x","arn":"{arn}"}}}},"#
            )
        });
    }
    record.push_str(&format!(
        r#""requestID":"{}","eventID":"{}","readOnly":{is_read_only},"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"{account}","eventCategory":"Management","tlsDetails":{{"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256","clientProvidedHostHeader":"{service}.{region}.amazonaws.com"}}}}"#,
        r.uuid(),
        r.uuid()
    ));
    record
}

#[test]
fn bytes_are_the_same_everywhere() {
    let file = file(500, 1);
    assert_eq!(file.len(), 741_512);
    assert_eq!(crate::inputs::tests::fingerprint(file.as_bytes()), "7be3d081c5e5d1df");
}
