//! Reads a snapshot from one document, in the shapes that kubectl and the AWS CLI print.

use eks_iam_access_entry::{AccessEntry, AuthenticationMode};
use eks_iam_arn::ArnRef;
use eks_iam_document::Node;
use eks_iam_span::Language;

use super::{
    Association, Bucket, Client, Cluster, Iam, Keys, NodeGroup, OidcProvider, PolicySource, Role,
    SamlProvider, Snapshot, Source, User,
    fields::{Fields, ReadError, items, text},
    secrets,
};
use crate::Message;

/// The longest session of a role that does not say otherwise, in seconds.
const DEFAULT_MAX_SESSION_SECONDS: u32 = 3600;

impl Snapshot {
    /// Reads the `given` of a scenario, or a snapshot in one document.
    ///
    /// # Errors
    ///
    /// At the first place that is not a snapshot: an unknown key, a missing one, a wrong type.
    ///
    /// ```
    /// use eks_iam_diagnosis::Snapshot;
    ///
    /// let node = eks_iam_document::parse("client: {sdk: boto3, environment: {AWS_REGION: us-west-2}}").unwrap();
    /// assert_eq!(Snapshot::read(&node)?.client.sdk.as_deref(), Some("boto3"));
    /// # Ok::<(), eks_iam_diagnosis::ReadError>(())
    /// ```
    pub fn read(node: &Node) -> Result<Self, ReadError> {
        let mut snapshot = Self::default();
        let mut fields = Fields::of(node)?;
        if let Some(node) = fields.optional("cluster") {
            snapshot.cluster = Some(cluster(node)?);
        }
        if let Some(node) = fields.optional("iam") {
            let iam = snapshot.iam.get_or_insert_default();
            let accounts = node.as_sequence().unwrap_or(std::slice::from_ref(node));
            accounts.iter().try_for_each(|it| add_iam(iam, it))?;
        }
        if let Some(node) = fields.optional("kubernetes") {
            let objects = snapshot.kubernetes.get_or_insert_default();
            for (at, node) in items(node)?.iter().enumerate() {
                objects.push(Source { name: manifest_name(node, at), text: secrets::mask(&node.to_yaml()) });
            }
        }
        if let Some(node) = fields.optional("access-entries") {
            let entries = snapshot.access_entries.get_or_insert_default();
            for node in items(node)? {
                entries.push(access_entry(node)?);
            }
        }
        if let Some(node) = fields.optional("nodegroups") {
            snapshot.node_groups = Some(items(node)?.iter().map(NodeGroup::read).collect::<Result<_, _>>()?);
        }
        if let Some(node) = fields.optional("pod-identity-associations") {
            snapshot.associations =
                Some(items(node)?.iter().map(Association::read).collect::<Result<_, _>>()?);
        }
        if fields.is_written("addons") {
            snapshot.addons = Some(fields.texts("addons")?);
        }
        for node in fields.list("buckets")? {
            snapshot.buckets.push(Bucket::read(node)?);
        }
        if let Some(node) = fields.optional("client") {
            snapshot.client = client(node)?;
        }
        fields.finish()?;
        Ok(snapshot)
    }
}

/// Reads a cluster as DescribeCluster prints it; keys that we have no use for are passed over.
pub(super) fn cluster(node: &Node) -> Result<Cluster, ReadError> {
    let mut fields = Fields::of(node)?;
    let arn_node = fields.required("arn")?;
    let arn_text = text(arn_node)?;
    let wrong = || {
        ReadError::new(arn_node.span, Message::new("read.not-a-cluster-arn").with("arn", arn_text.clone()))
    };
    let arn = ArnRef::parse(&arn_text).map_err(|_| wrong())?;
    let name =
        arn.resource().strip_prefix("cluster/").filter(|_| arn.service() == "eks").ok_or_else(wrong)?;
    let mode = node.path(&["accessConfig", "authenticationMode"]);
    Ok(Cluster {
        name: name.to_owned(),
        account: arn.account().to_owned(),
        region: arn.region().to_owned(),
        partition: arn.partition().to_owned(),
        version: fields.optional_text("version")?.unwrap_or_else(|| "1.33".to_owned()),
        authentication_mode: mode.map_or(Ok(AuthenticationMode::ConfigMap), authentication_mode)?,
        issuer: node.path(&["identity", "oidc", "issuer"]).map(text).transpose()?,
        creator: fields.optional_text("creator")?,
    })
}

fn authentication_mode(node: &Node) -> Result<AuthenticationMode, ReadError> {
    let name = text(node)?;
    let message = || Message::new("read.not-a-mode").with("mode", name.clone());
    AuthenticationMode::from_name(&name).ok_or_else(|| ReadError::new(node.span, message()))
}

/// Reads an access entry as DescribeAccessEntry prints it, with `accessPolicies` beside.
pub(super) fn access_entry(node: &Node) -> Result<AccessEntry, ReadError> {
    AccessEntry::from_node(node).map_err(|error| {
        let why = |language| error.message(language);
        let (english, japanese) = (why(Language::English), why(Language::Japanese));
        ReadError::new(error.span(), Message::new("read.access-entry").with_words("why", english, japanese))
    })
}

/// Adds what `aws iam get-account-authorization-details` prints of one account, and the providers and guard
/// rails that other calls print.
pub(super) fn add_iam(iam: &mut Iam, node: &Node) -> Result<(), ReadError> {
    let mut fields = Fields::of(node)?;
    let managed = managed_policies(fields.list("Policies")?)?;
    for node in fields.list("UserDetailList")? {
        iam.users.push(user(node, &managed)?);
    }
    for node in fields.list("RoleDetailList")? {
        iam.roles.push(role(node, &managed)?);
    }
    for node in fields.list("OpenIDConnectProviders")? {
        iam.oidc_providers.push(oidc_provider(node)?);
    }
    for node in fields.list("SAMLProviders")? {
        let mut fields = Fields::of(node)?;
        iam.saml_providers.push(SamlProvider {
            arn: fields.required_text("Arn")?,
            issuer: fields.required_text("EntityId")?,
        });
    }
    for node in fields.list("ServiceControlPolicies")? {
        iam.scps.push(level(node)?);
    }
    for node in fields.list("ResourceControlPolicies")? {
        iam.rcps.push(level(node)?);
    }
    if let Some(node) = fields.optional("VpcEndpoint") {
        let document = Fields::of(node)?.required("PolicyDocument")?;
        iam.vpc_endpoint =
            Some(PolicySource { name: "vpc-endpoint".to_owned(), arn: None, text: policy_text(document) });
    }
    for node in fields.list("Regions")? {
        let mut fields = Fields::of(node)?;
        let (name, status) = (fields.required_text("RegionName")?, fields.required_text("RegionOptStatus")?);
        if status.starts_with("DISABL") {
            iam.disabled_regions.push(name);
        }
    }
    let _ = fields.list("GroupDetailList")?;
    fields.finish()
}

fn level(node: &Node) -> Result<Vec<PolicySource>, ReadError> {
    items(node)?.iter().map(|it| named_policy(it, "Name", "Content")).collect()
}

fn managed_policies(nodes: &[Node]) -> Result<Vec<PolicySource>, ReadError> {
    let mut policies = Vec::new();
    for node in nodes {
        let mut fields = Fields::of(node)?;
        let name = fields.required_text("PolicyName")?;
        let arn = fields.optional_text("Arn")?;
        let versions = fields.list("PolicyVersionList")?;
        let is_default = |it: &&Node| it.get("IsDefaultVersion").and_then(Node::as_bool).unwrap_or(false);
        let version = versions.iter().find(is_default).or_else(|| versions.first());
        if let Some(document) = version.and_then(|it| it.get("Document")) {
            policies.push(PolicySource { name, arn, text: policy_text(document) });
        }
    }
    Ok(policies)
}

fn user(node: &Node, managed: &[PolicySource]) -> Result<User, ReadError> {
    let mut fields = Fields::of(node)?;
    Ok(User {
        arn: fields.required_text("Arn")?,
        id: fields.optional_text("UserId")?,
        policies: Some(attached(&mut fields, "UserPolicyList", managed)?),
        boundary: boundary(&mut fields, managed)?,
    })
}

fn role(node: &Node, managed: &[PolicySource]) -> Result<Role, ReadError> {
    let mut fields = Fields::of(node)?;
    let trust = fields.required("AssumeRolePolicyDocument")?;
    let mut instance_profiles = Vec::new();
    for node in fields.list("InstanceProfileList")? {
        instance_profiles.push(Fields::of(node)?.required_text("InstanceProfileName")?);
    }
    let seconds = fields.optional("MaxSessionDuration").and_then(Node::as_i64);
    Ok(Role {
        arn: fields.required_text("Arn")?,
        id: fields.optional_text("RoleId")?,
        created: fields.optional_text("CreateDate")?,
        trust: PolicySource { name: "trust".to_owned(), arn: None, text: policy_text(trust) },
        policies: Some(attached(&mut fields, "RolePolicyList", managed)?),
        boundary: boundary(&mut fields, managed)?,
        instance_profiles,
        max_session_seconds: seconds.and_then(|it| it.try_into().ok()).unwrap_or(DEFAULT_MAX_SESSION_SECONDS),
    })
}

fn attached(
    fields: &mut Fields<'_>,
    inline: &'static str,
    managed: &[PolicySource],
) -> Result<Vec<PolicySource>, ReadError> {
    let mut policies = Vec::new();
    for node in fields.list(inline)? {
        policies.push(named_policy(node, "PolicyName", "PolicyDocument")?);
    }
    for node in fields.list("AttachedManagedPolicies")? {
        let arn = Fields::of(node)?.required_text("PolicyArn")?;
        let known = managed.iter().find(|it| it.arn.as_deref() == Some(arn.as_str()));
        let unknown =
            || ReadError::new(node.span, Message::new("read.unknown-policy").with("arn", arn.clone()));
        policies.push(known.ok_or_else(unknown)?.clone());
    }
    Ok(policies)
}

fn boundary(fields: &mut Fields<'_>, managed: &[PolicySource]) -> Result<Option<PolicySource>, ReadError> {
    let Some(node) = fields.optional("PermissionsBoundary") else { return Ok(None) };
    let arn = Fields::of(node)?.required_text("PermissionsBoundaryArn")?;
    let known = managed.iter().find(|it| it.arn.as_deref() == Some(arn.as_str()));
    let unknown = || ReadError::new(node.span, Message::new("read.unknown-policy").with("arn", arn.clone()));
    known.cloned().ok_or_else(unknown).map(Some)
}

fn named_policy(node: &Node, name: &'static str, document: &'static str) -> Result<PolicySource, ReadError> {
    let mut fields = Fields::of(node)?;
    let name = fields.required_text(name)?;
    Ok(PolicySource { name, arn: None, text: policy_text(fields.required(document)?) })
}

fn oidc_provider(node: &Node) -> Result<OidcProvider, ReadError> {
    let mut fields = Fields::of(node)?;
    let arn = fields.required_text("Arn")?;
    let account = ArnRef::parse(&arn).map(|it| it.account().to_owned()).unwrap_or_default();
    let url = fields.optional_text("Url")?;
    let from_arn = || arn.split_once("oidc-provider/").map(|(_, url)| url.to_owned());
    Ok(OidcProvider {
        account,
        url: url.or_else(from_arn).unwrap_or_default(),
        client_ids: fields.texts("ClientIDList")?,
    })
}

/// Reads what is known of the client.
pub(super) fn client(node: &Node) -> Result<Client, ReadError> {
    let mut fields = Fields::of(node)?;
    let flag = |node: Option<&Node>| node.and_then(Node::as_bool).unwrap_or(false);
    let client = Client {
        sdk: fields.optional_text("sdk")?,
        sdk_version: fields.optional_text("sdk-version")?,
        endpoint: fields.optional_text("endpoint")?,
        region: fields.optional_text("region")?,
        environment: secrets::mask_variables(fields.pairs("environment")?),
        failover: fields.texts("failover")?,
        keys: fields.optional("keys").map(keys).transpose()?,
        parameters: fields.pairs("parameters")?,
        clock: fields.optional_text("clock")?,
        mfa: flag(fields.optional("mfa")),
        kept_token: fields.optional_text("kept-token")?,
        token_per_request: flag(fields.optional("token-per-request")),
        kubeconfig: fields
            .optional("kubeconfig")
            .map(|it| Source { name: "kubeconfig".to_owned(), text: secrets::mask(&it.to_yaml()) }),
        profiles: fields.pairs("profiles")?,
        principal: fields.optional_text("principal")?,
    };
    fields.finish()?;
    Ok(client)
}

fn keys(node: &Node) -> Result<Keys, ReadError> {
    let find = |name: &str| Keys::ALL.into_iter().find(|it| it.as_str() == name);
    node.as_str().and_then(find).ok_or_else(|| {
        let message = Message::new("read.unknown-value").with("value", node.as_str().unwrap_or_default());
        ReadError::new(node.span, message.with("known", Keys::ALL.map(Keys::as_str).join(", ")))
    })
}

/// Returns the policy as JSON, whether it stands as a mapping or, as the API sends it, as a text.
pub(super) fn policy_text(node: &Node) -> String {
    node.as_str().map_or_else(|| pretty_json(node), str::to_owned)
}

/// Prints a tree as JSON, indented by two, as the AWS CLI prints policies.
pub(crate) fn pretty_json(node: &Node) -> String {
    let mut out = String::new();
    write_json(node, 0, &mut out);
    out.push('\n');
    out
}

fn write_json(node: &Node, depth: usize, out: &mut String) {
    let inner = "  ".repeat(depth + 1);
    let outer = "  ".repeat(depth);
    if let Some(entries) = node.as_mapping().filter(|it| !it.is_empty()) {
        out.push_str("{\n");
        for (at, entry) in entries.iter().enumerate() {
            out.push_str(&inner);
            out.push_str(&entry.key.to_json());
            out.push_str(": ");
            write_json(&entry.value, depth + 1, out);
            out.push_str(if at + 1 < entries.len() { ",\n" } else { "\n" });
        }
        out.push_str(&outer);
        out.push('}');
    } else if let Some(items) =
        node.as_sequence().filter(|it| it.len() > 1 || it.iter().any(|it| it.as_str().is_none()))
    {
        out.push_str("[\n");
        for (at, item) in items.iter().enumerate() {
            out.push_str(&inner);
            write_json(item, depth + 1, out);
            out.push_str(if at + 1 < items.len() { ",\n" } else { "\n" });
        }
        out.push_str(&outer);
        out.push(']');
    } else {
        out.push_str(&node.to_json());
    }
}

fn manifest_name(node: &Node, at: usize) -> String {
    let kind = node.get("kind").and_then(Node::as_str).unwrap_or("object");
    let name = node.path(&["metadata", "name"]).and_then(Node::as_str);
    let name = name.map_or_else(|| at.to_string(), str::to_owned);
    format!("{}/{name}", kind.to_ascii_lowercase())
}

/// Tells whether a document is the ConfigMap aws-auth, or holds it.
pub(super) fn is_aws_auth(text: &str) -> bool {
    let Ok(nodes) = eks_iam_document::parse_all(text) else {
        return text.contains("mapRoles") || text.contains("mapUsers") || text.contains("mapAccounts");
    };
    let is = |node: &Node| {
        node.get("kind").and_then(Node::as_str) == Some("ConfigMap")
            && node.path(&["metadata", "name"]).and_then(Node::as_str) == Some(super::AWS_AUTH)
    };
    nodes
        .iter()
        .any(|it| is(it) || it.get("items").and_then(Node::as_sequence).is_some_and(|it| it.iter().any(is)))
}
