//! The cluster's authenticator: from a bearer token over the world's own STS to a Kubernetes user.

use eks_iam_access_entry::{
    AuthenticationMode, ClusterIdentity, ClusterMappings, IdentitySource, NotIdentified, NotIdentifiedReason,
    identify as identify_by_mappings,
};
use eks_iam_aws_auth::{
    Backend, BackendEntry, BackendMode, Caller, MapOptions, UnmappedReason, Via, map_backends,
};
use eks_iam_sigv4::Request;
use eks_iam_token::{Identity, LogContext, StsAnswer, StsRequest, Verifier, decode, verify};

use crate::{
    Answer, Check, World, digest, live_cluster::LiveCluster, services, services::console::cluster_caller,
};

/// Finds out who sends a request. Without credentials it is the anonymous user, as EKS allows.
pub(super) fn authenticate(
    world: &World,
    request: &Request,
    live: &LiveCluster,
) -> Result<ClusterIdentity, ()> {
    let Some(header) = request.header("authorization") else { return Ok(anonymous()) };
    let Some((scheme, token)) = header.split_once(' ') else { return Err(()) };
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(());
    }
    of_token(world, live, token)
}

/// Finds out whose token it is.
pub(super) fn of_token(world: &World, live: &LiveCluster, token: &str) -> Result<ClusterIdentity, ()> {
    if world.skips(Check::Token) {
        let key = decode(token.trim()).map(|it| it.access_key_id).unwrap_or_default();
        let caller = world.identities().caller(&key).ok_or(())?;
        return identify(world, live, &cluster_caller(&caller)).map(authenticated).map_err(|_| ());
    }
    let now = world.now();
    let context = LogContext { time: now, client: "127.0.0.1:50096" };
    let cluster = &live.cluster;
    let verifier = Verifier::as_eks(cluster.partition(), &cluster.region, &cluster.name);
    let sts = |request: &StsRequest| ask_sts(world, request);
    let key = digest::hex(&["token", &live.arn, token.trim()], 64);
    let known = world.tokens().get(&key, now);
    let identity = match known {
        Some(identity) => identity,
        None => {
            let identity = verify(token.trim(), &verifier, now, &sts)
                .map_err(|error| world.log(context.access_denied(&error)))?;
            world.log(context.sts_response(&identity));
            world.tokens().put(key, now, identity.clone());
            identity
        }
    };
    let found = identify(world, live, &caller_of(&identity)).map_err(|unmapped| {
        let line = context.access_denied_to(&identity, log_text(&unmapped));
        world.log(line);
    })?;
    Ok(authenticated(found))
}

/// The API server adds this group to everybody who is known.
pub(crate) fn authenticated(mut identity: ClusterIdentity) -> ClusterIdentity {
    let group = "system:authenticated";
    if !identity.groups.iter().any(|it| it == group) {
        identity.groups.push(group.to_owned());
    }
    identity
}

/// Who the caller is to the cluster. In mode `CONFIG_MAP` its creator stands in a list of EKS's own, which goes before
/// aws-auth.
pub(crate) fn identify(
    world: &World,
    live: &LiveCluster,
    caller: &Caller,
) -> Result<ClusterIdentity, NotIdentified> {
    if world.skips(Check::Mapping) {
        return Ok(administrator(caller));
    }
    let cluster = &live.cluster;
    let options = MapOptions { ec2_private_dns: cluster.instances.clone(), ..MapOptions::default() };
    let mut entries = std::borrow::Cow::Borrowed(cluster.access_entries.as_slice());
    if world.skips(Check::PrincipalId) {
        entries.to_mut().iter_mut().for_each(|entry| entry.principal_id = None);
    }
    let every_source = world.skips(Check::AuthenticationMode);
    let mappings = ClusterMappings {
        mode: if every_source { AuthenticationMode::ApiAndConfigMap } else { cluster.authentication_mode },
        entries: &entries,
        aws_auth: live.aws_auth.as_ref(),
    };
    if let Some(identity) = as_creator(live, caller, &options) {
        return Ok(identity);
    }
    identify_by_mappings(&mappings, caller, &options)
}

fn as_creator(live: &LiveCluster, caller: &Caller, options: &MapOptions) -> Option<ClusterIdentity> {
    let cluster = &live.cluster;
    let creator =
        cluster.creator.as_deref().filter(|_| !cluster.authentication_mode.reads_access_entries())?;
    let entry = BackendEntry {
        arn: eks_iam_arn::role_arn_without_path(creator).unwrap_or_else(|| creator.to_owned()),
        username: ADMINISTRATOR.to_owned(),
        groups: vec![MASTERS.to_owned()],
        user_id: String::new(),
    };
    let is_role = creator.contains(":role/");
    let (roles, users) = if is_role { (vec![entry], Vec::new()) } else { (Vec::new(), vec![entry]) };
    let backend = Backend {
        mode: BackendMode::MountedFile,
        roles,
        users,
        accounts: Vec::new(),
        data: [None, None, None],
        user_id_strict: false,
        reserved_username_prefixes: Vec::new(),
    };
    let identity = map_backends(&[backend], caller, options).ok()?;
    Some(ClusterIdentity {
        username: identity.username,
        groups: identity.groups,
        uid: identity.uid,
        extra: identity.extra,
        source: IdentitySource::AwsAuth { via: identity.via, matched: None },
        policies: Vec::new(),
        undetermined: identity.undetermined,
    })
}

fn ask_sts(world: &World, request: &StsRequest) -> Result<StsAnswer, String> {
    let answer = services::answer(world, &request.to_request(), None);
    let Some(response) = answer.response() else {
        return Err(match answer {
            Answer::NoConnection => "dial tcp: connect: connection refused".to_owned(),
            _ => "unexpected EOF".to_owned(),
        });
    };
    Ok(StsAnswer { status: response.status, body: response.text() })
}

/// What the mapping wants to know of a caller; STS tells the session's name within the user id.
fn caller_of(identity: &Identity) -> Caller {
    let user_id = match identity.session_name.as_str() {
        "" => identity.user_id.clone(),
        name => format!("{}:{name}", identity.user_id),
    };
    Caller {
        arn: identity.arn.clone(),
        account: identity.account.clone(),
        user_id,
        access_key_id: identity.access_key_id.clone(),
    }
}

fn log_text(unmapped: &NotIdentified) -> &'static str {
    match unmapped.reason {
        NotIdentifiedReason::Unmapped(UnmappedReason::NotMapped)
        | NotIdentifiedReason::PrincipalIdChanged
        | NotIdentifiedReason::NoAccessEntry
        | NotIdentifiedReason::NoAwsAuth => "identity is not mapped",
        NotIdentifiedReason::Unmapped(UnmappedReason::TemplateError) => {
            "mapper EKSConfigMap renderTemplates error: error rendering username template"
        }
        NotIdentifiedReason::Unmapped(UnmappedReason::IdArnMismatch) => "ARN does not match User ID",
        reason => reason.name(),
    }
}

/// Whether nobody said who sends the request.
pub(super) fn is_anonymous(identity: &ClusterIdentity) -> bool {
    identity.username == ANONYMOUS
}

fn anonymous() -> ClusterIdentity {
    ClusterIdentity {
        username: ANONYMOUS.to_owned(),
        groups: vec!["system:unauthenticated".to_owned()],
        uid: String::new(),
        ..administrator(&Caller::default())
    }
}

/// What everybody is in a world that skips the mapping.
fn administrator(caller: &Caller) -> ClusterIdentity {
    ClusterIdentity {
        username: ADMINISTRATOR.to_owned(),
        groups: vec![MASTERS.to_owned()],
        uid: format!("aws-iam-authenticator:{}:{}", caller.account, caller.user_id),
        extra: Vec::new(),
        source: IdentitySource::AwsAuth { via: Via::MapUsers, matched: None },
        policies: Vec::new(),
        undetermined: false,
    }
}

const ADMINISTRATOR: &str = "kubernetes-admin";
const MASTERS: &str = "system:masters";
const ANONYMOUS: &str = "system:anonymous";
