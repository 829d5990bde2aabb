//! A mixed log of clusters and pipelines in which a known share of lines tells of an IAM failure, or the failures alone.
//!
//! Near lines hold words such as `AccessDenied` and are no failures: metrics, help texts, counters at zero.

use super::{
    Random,
    words::{ENVIRONMENTS, REGIONS, TEAMS, USERS, role_name},
};

/// How many lines in a million tell of a failure.
const FAILURES: u64 = 10_000;
/// How many lines in a million look like it.
const NEAR: u64 = 5_000;

const ACTIONS: [&str; 9] = [
    "eks:DescribeCluster",
    "eks:ListClusters",
    "eks:CreateNodegroup",
    "eks:AccessKubernetesApi",
    "eks:CreateAccessEntry",
    "ec2:DescribeSubnets",
    "iam:GetRole",
    "s3:GetObject",
    "ecr:BatchGetImage",
];
const KINDS: [&str; 6] = ["pods", "nodes", "deployments.apps", "secrets", "configmaps", "namespaces"];
const REASONS: [&str; 5] = [
    "because no identity-based policy allows the % action",
    "with an explicit deny in a service control policy",
    "because no permissions boundary allows the % action",
    "with an explicit deny in an identity-based policy",
    "because no session policy allows the % action",
];

/// What a careful person would search a log for, as regular expressions.
pub const PATTERNS: [&str; 42] = [
    r"An error occurred \(AccessDenied(Exception)?\) when calling the (\w+) operation",
    r"User: (arn:[\w-]+:\S+) is not authorized to perform: ([\w-]+:\w+) on resource: (\S+)",
    r"is not authorized to perform: iam:PassRole on resource: (\S+)",
    r"because no identity-based policy allows the ([\w-]+:\w+) action",
    r"because no permissions boundary allows the ([\w-]+:\w+) action",
    r"because no session policy allows the ([\w-]+:\w+) action",
    r"because no service control policy allows the ([\w-]+:\w+) action",
    r"because no resource-based policy allows the ([\w-]+:\w+) action",
    r"with an explicit deny in (a|an) [\w -]+ policy",
    r"Encoded authorization failure message: (\S+)",
    r"Your current user or role does not have access to Kubernetes objects",
    r"error: You must be logged in to the server \(?(Unauthorized|the server has asked)",
    r"the server has asked for the client to provide credentials",
    r#"Error from server \(Forbidden\): (\S+) is forbidden: User "([^"]*)" cannot (\w+) resource"#,
    r#"is forbidden: User "system:anonymous" cannot"#,
    r"Error from server \(Unauthorized\)",
    r"SignatureDoesNotMatch: Credential should be scoped to a valid region",
    r"Credential should be scoped to a valid region, not '([\w-]+)'",
    r"SignatureDoesNotMatch: Signature expired",
    r"The request signature we calculated does not match the signature you provided",
    r"InvalidClientTokenId: The security token included in the request is invalid",
    r"UnrecognizedClientException: The security token included in the request is invalid",
    r"ExpiredToken(Exception)?: The security token included in the request is expired",
    r"InvalidIdentityToken: No OpenIDConnect provider found in your account for (\S+)",
    r"InvalidIdentityToken: Incorrect token audience",
    r"InvalidIdentityToken: Couldn't retrieve verification key from your identity provider",
    r"Not authorized to perform sts:AssumeRoleWithWebIdentity",
    r"Not authorized to perform sts:TagSession",
    r"WebIdentityErr: failed to retrieve credentials",
    r"is not authorized to perform: sts:AssumeRole on resource: (\S+)",
    r"RegionDisabledException: STS is not activated in this region",
    r"NoCredentialProviders: no valid providers in chain",
    r"Unable to locate credentials\. You can configure credentials by running",
    r"ARN is not mapped: (\S+)",
    r#"access denied" arn="([^"]+)" .*error="ARN is not mapped"#,
    r#"level=(warning|error) msg="access denied""#,
    r"Invalid or malformed token|token has invalid claims",
    r"could not get token: AccessDenied",
    r"failed to assume role (\S+): operation error STS",
    r"ResourceInUseException: The specified access entry resource is already in use",
    r#"exec plugin: invalid apiVersion "client\.authentication\.k8s\.io/v1alpha1""#,
    r"MalformedPolicyDocument: (Invalid principal|Has prohibited field|Syntax errors)",
];

/// Fixed strings, of which every text that a pattern finds holds one.
pub const LITERALS: [&str; 34] = [
    "AccessDenied",
    "is not authorized to perform",
    "no identity-based policy allows",
    "no permissions boundary allows",
    "no session policy allows",
    "an explicit deny in",
    "Encoded authorization failure message",
    "does not have access to Kubernetes objects",
    "You must be logged in to the server",
    "for the client to provide credentials",
    "is forbidden: User",
    "Error from server (Unauthorized)",
    "SignatureDoesNotMatch",
    "should be scoped to a valid region",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "ExpiredToken",
    "InvalidIdentityToken",
    "Not authorized to perform sts:",
    "WebIdentityErr",
    "RegionDisabledException",
    "NoCredentialProviders",
    "Unable to locate credentials",
    "ARN is not mapped",
    "msg=\"access denied\"",
    "Invalid or malformed token",
    "client.authentication.k8s.io/v1alpha1",
    "MalformedPolicyDocument",
    "ResourceInUseException",
    "failed to assume role",
    "token has invalid claims",
    "request signature we calculated",
    "service control policy allows",
    "resource-based policy allows",
];

/// Returns so many failures, each with the name of its kind.
#[must_use]
pub fn failures(count: usize, seed: u64) -> Vec<(&'static str, String)> {
    let mut random = Random::new(seed);
    (0..count).map(|_| failure(&mut random)).collect()
}

/// Returns a log of so many MiB, or a line more.
#[must_use]
pub fn log(mib: usize, seed: u64) -> String {
    let r = &mut Random::new(seed);
    let size = mib << 20;
    let mut log = String::with_capacity(size + 1024);
    while log.len() < size {
        let k = r.bits() % 1_000_000;
        let said = match k {
            0..FAILURES => failure(r).1,
            _ if k < FAILURES + NEAR => near(r),
            _ => plain(r),
        };
        let (month, day, hour, minute) = (1 + k % 12, 1 + k % 28, k % 24, k % 60);
        let (second, thousandth) = (k / 60 % 60, k % 1000);
        log.push_str(&format!(
            "2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{thousandth:03}Z {said}\n"
        ));
    }
    log
}

fn who(r: &mut Random) -> String {
    let account = r.account();
    if r.below(3) == 0 {
        return format!("arn:aws:iam::{account}:user/{}", r.pick(&USERS));
    }
    format!("arn:aws:sts::{account}:assumed-role/{}/{}", role_name(r), r.pick(&USERS))
}

/// Returns a failure in the words of the service or tool.
fn failure(r: &mut Random) -> (&'static str, String) {
    let k = r.below(14);
    let (region, account) = (r.pick(&REGIONS), r.account());
    let cluster =
        format!("arn:aws:eks:{region}:{account}:cluster/{}-{}", r.pick(&TEAMS), r.pick(&ENVIRONMENTS));
    let id = r.uuid();
    match k {
        0..=2 => {
            let action = r.pick(&ACTIONS);
            let reason = r.pick(&REASONS).replace('%', action);
            let (_, operation) = action.split_once(':').unwrap_or_default();
            let text = format!(
                "An error occurred (AccessDeniedException) when calling the {operation} operation: User: {} is not authorized to perform: {action} on resource: {cluster} {reason}",
                who(r)
            );
            ("access-denied", text)
        }
        3 => {
            let text = format!(
                "operation error EKS: CreateCluster, https response error StatusCode: 403, RequestID: {id}, api error AccessDeniedException: User: {} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::{account}:role/{} because no identity-based policy allows the iam:PassRole action",
                who(r),
                role_name(r)
            );
            ("pass-role", text)
        }
        4 => {
            let text = format!(
                "Your current user or role does not have access to Kubernetes objects on this EKS cluster. This may be due to the current user or role not having Kubernetes RBAC permissions to describe cluster resources or not having an entry in the cluster's auth config map. cluster={cluster} request={id}"
            );
            ("console-objects", text)
        }
        5 => {
            let (date, hour, minute, second) = (1 + r.below(1230), r.below(24), r.below(60), r.below(60));
            let (fraction, process) = (r.below(1_000_000), r.below(10_000_000));
            let text = format!(
                "E{date:04} {hour:02}:{minute:02}:{second:02}.{fraction:06} {process:7} memcache.go:265] couldn't get current server API group list: the server has asked for the client to provide credentials; error: You must be logged in to the server (Unauthorized); context={cluster} user={} request={id}",
                r.pick(&USERS)
            );
            ("unauthorized", text)
        }
        6 => {
            let text = format!(
                "Error from server (Forbidden): {} is forbidden: User \"{}\" cannot list resource \"{}\" in API group \"\" in the namespace \"{}\"; cluster={cluster}",
                r.pick(&KINDS),
                who(r),
                r.pick(&KINDS),
                r.pick(&TEAMS)
            );
            ("rbac", text)
        }
        7 => {
            let text = format!(
                "WebIdentityErr: failed to retrieve credentials caused by: SignatureDoesNotMatch: Credential should be scoped to a valid region, not '{region}'. status code: 403, request id: {id}, host: sts.{region}.amazonaws.com, role: arn:aws:iam::{account}:role/{}",
                role_name(r)
            );
            ("sts-region", text)
        }
        8 => {
            let text = format!(
                "operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 403, RequestID: {id}, api error AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity role=arn:aws:iam::{account}:role/{} sa=system:serviceaccount:{}:{}",
                role_name(r),
                r.pick(&TEAMS),
                r.pick(&TEAMS)
            );
            ("irsa-trust", text)
        }
        9 => {
            let text = format!(
                "InvalidIdentityToken: No OpenIDConnect provider found in your account for https://oidc.eks.{region}.amazonaws.com/id/{} status code: 400, request id: {id}; pod={}-{}",
                r.hex(32).to_uppercase(),
                r.pick(&TEAMS),
                r.hex(10)
            );
            ("irsa-provider", text)
        }
        10 => {
            let text = format!(
                "An error occurred (AccessDenied) when calling the AssumeRole operation: User: {} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::{account}:role/{}",
                who(r),
                role_name(r)
            );
            ("cross-account", text)
        }
        11 => {
            let (month, day) = (1 + r.below(12), 1 + r.below(28));
            let (hour, minute, second) = (r.below(24), r.below(60), r.below(60));
            let text = format!(
                "time=\"2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z\" level=warning msg=\"access denied\" arn=\"{}\" client=\"127.0.0.1:{}\" error=\"ARN is not mapped: {}\" method=POST path=/authenticate",
                who(r),
                30000 + r.below(30000),
                who(r).to_lowercase()
            );
            ("not-mapped", text)
        }
        12 => {
            let text = format!(
                "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: ExpiredToken: The security token included in the request is expired; cluster={cluster} request={id}"
            );
            ("expired", text)
        }
        _ => {
            let text = format!(
                "An error occurred (UnrecognizedClientException) when calling the DescribeCluster operation: UnrecognizedClientException: The security token included in the request is invalid. cluster={cluster} request={id}"
            );
            ("bad-key", text)
        }
    }
}

fn near(r: &mut Random) -> String {
    match r.below(4) {
        0 => format!(
            "# HELP aws_api_errors_total AccessDenied, ExpiredToken and InvalidIdentityToken responses since start; now 0 in {}",
            r.pick(&REGIONS)
        ),
        1 => format!(
            "metrics push name=AccessDeniedCount value=0 team={} window={}s",
            r.pick(&TEAMS),
            r.below(300)
        ),
        2 => format!(
            "audit rule {}: alert when SignatureDoesNotMatch rate > {}/min (disabled)",
            r.uuid(),
            r.below(50)
        ),
        _ => format!(
            "GET /docs/errors/AccessDeniedException.html HTTP/1.1 200 {} \"{}\"",
            r.below(90000),
            r.pick(&USERS)
        ),
    }
}

fn plain(r: &mut Random) -> String {
    match r.below(6) {
        0 => format!(
            "I kubelet.go:{}] \"SyncLoop (PLEG): event for pod\" pod=\"{}/{}-{}\" event={{\"ID\":\"{}\",\"Type\":\"ContainerStarted\",\"Data\":\"{}\"}}",
            r.below(3000),
            r.pick(&TEAMS),
            r.pick(&TEAMS),
            r.hex(10),
            r.uuid(),
            r.hex(64)
        ),
        1 => format!(
            "10.{}.{}.{} - - \"GET /api/v1/namespaces/{}/pods?limit=500 HTTP/2\" 200 {} \"-\" \"kubectl/v1.{}.{} (linux/amd64)\" rt=0.{:03}",
            r.below(256),
            r.below(256),
            r.below(256),
            r.pick(&TEAMS),
            r.below(900_000),
            24 + r.below(9),
            r.below(12),
            r.below(1000)
        ),
        2 => format!(
            "{{\"level\":\"info\",\"ts\":{}.{:03},\"logger\":\"controller.provisioner\",\"msg\":\"computed new node(s) to fit pod(s)\",\"pods\":\"{}/{}-{}\",\"nodeclaims\":{}}}",
            1_790_000_000 + r.below(9_000_000),
            r.below(1000),
            r.pick(&TEAMS),
            r.pick(&TEAMS),
            r.hex(10),
            r.below(9)
        ),
        3 => format!(
            "level=info msg=\"access granted\" arn=\"{}\" client=\"127.0.0.1:{}\" groups=\"[{}]\" method=POST path=/authenticate uid=\"aws-iam-authenticator:{}:{}\"",
            who(r),
            30000 + r.below(30000),
            r.pick(&TEAMS),
            r.account(),
            r.hex(20).to_uppercase()
        ),
        4 => format!(
            "DEBUG botocore.endpoint Making request for OperationModel(name={}) with params: {{'url_path': '/', 'headers': {{'X-Amz-Date': '2026{:04}T{:06}Z', 'amz-sdk-invocation-id': '{}'}}}}",
            r.pick(&["GetCallerIdentity", "DescribeCluster", "AssumeRoleWithWebIdentity"]),
            r.below(1230),
            r.below(235_959),
            r.uuid()
        ),
        _ => format!(
            "INFO {}-{}-{} reconcile finished in {}ms queue={} retries={} trace={}",
            r.pick(&TEAMS),
            r.pick(&ENVIRONMENTS),
            r.hex(8),
            r.below(4000),
            r.below(64),
            r.below(3),
            r.hex(32)
        ),
    }
}

#[test]
fn bytes_are_the_same_everywhere() {
    use crate::inputs::tests::fingerprint;

    let lines: String =
        failures(400, 1).into_iter().map(|(kind, text)| format!("{kind}\t{text}\n")).collect();
    assert_eq!(fingerprint(lines.as_bytes()), "5862ebd64156325d");
    let lines = |list: &[&str]| list.iter().map(|line| format!("{line}\n")).collect::<String>();
    assert_eq!(fingerprint(lines(&PATTERNS).as_bytes()), "7d000e4ca790b5e7");
    assert_eq!(fingerprint(lines(&LITERALS).as_bytes()), "3d2c16b09cec5077");
    assert_eq!(fingerprint(log(8, 1).as_bytes()), "689eeec956aebc24");
}
