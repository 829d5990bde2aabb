//! What a client needs to come to the mock: variables, a credentials file with a profile a principal, the authority.

use std::{
    collections::BTreeMap,
    env, fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process,
};

use eks_iam_mock_aws::{Credentials, SessionOptions, WebIdentityClaims, World};
use eks_iam_span::Language;
use serde_json::{Value, json};

/// Variables, and the directory they point into; dropping it removes the directory.
#[derive(Debug)]
pub(super) struct Environment {
    directory: PathBuf,
    variables: Vec<(&'static str, String)>,
    endpoints: Vec<(&'static str, String)>,
    profiles: Vec<(String, String)>,
    tokens: Vec<(String, String)>,
    clusters: Vec<(String, String)>,
}

/// The keys of whoever is asked for, else of the first user, else of the first role.
pub(super) fn credentials(world: &World, principal: Option<&str>) -> Result<Credentials, String> {
    let principals = world.principals();
    let arn = principal.map(str::to_owned).or_else(|| principals.first().cloned());
    let arn = arn.ok_or("the world has no user and no role; name somebody with --as")?;
    keys(world, &arn).map_err(|error| format!("{error}; it has {}", principals.join(", ")))
}

/// A role stands for a session of it. Sessions last a week, for the server may stay up that long.
fn keys(world: &World, arn: &str) -> Result<Credentials, String> {
    let arn = session_arn(arn);
    let options = SessionOptions { lifetime_seconds: 7 * 86_400, ..SessionOptions::default() };
    let found =
        if arn.contains(":assumed-role/") { world.session(&arn, &options) } else { world.credentials(&arn) };
    found.map_err(|error| error.to_string())
}

/// `…:role/PATH/NAME` becomes `…:assumed-role/NAME/mock`.
fn session_arn(arn: &str) -> String {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", partition, "iam", "", account, resource] if resource.starts_with("role/") => {
            let name = resource.rsplit('/').next().unwrap_or_default();
            format!("arn:{partition}:sts::{account}:assumed-role/{name}/mock")
        }
        _ => arn.to_owned(),
    }
}

impl Environment {
    /// Writes the authority's certificate and the AWS files into a directory of its own that only this user may read.
    pub(super) fn prepare(
        world: &World,
        address: SocketAddr,
        certificate: &str,
        chosen: &Credentials,
    ) -> io::Result<Self> {
        let directory = env::temp_dir().join(format!("eks-iam-mock-{}-{}", process::id(), address.port()));
        private_directory(&directory)?;
        let mut environment = Self {
            directory,
            variables: Vec::new(),
            endpoints: Vec::new(),
            profiles: Vec::new(),
            tokens: Vec::new(),
            clusters: world.cluster_endpoints(),
        };
        let file = |name: &str| environment.directory.join(name).display().to_string();
        let (authority, shared, config) = (file("ca.pem"), file("credentials"), file("config"));
        fs::write(&authority, certificate)?;
        let mut sections = String::new();
        for (profile, arn) in profiles(world) {
            let Ok(credentials) = keys(world, &arn) else { continue };
            sections.push_str(&section(&profile, &credentials));
            environment.profiles.push((profile, session_arn(&arn)));
        }
        fs::write(&shared, sections)?;
        environment.tokens = tokens(world, &environment.directory)?;
        let region = world.region();
        fs::write(&config, format!("[default]\nregion = {region}\n"))?;
        let url = format!("http://{address}");
        let mut variables = vec![
            ("AWS_ACCESS_KEY_ID", chosen.access_key_id.clone()),
            ("AWS_SECRET_ACCESS_KEY", chosen.secret_access_key.expose().to_owned()),
        ];
        variables
            .extend(chosen.session_token.as_ref().map(|it| ("AWS_SESSION_TOKEN", it.expose().to_owned())));
        variables.extend([
            ("AWS_REGION", region.clone()),
            ("AWS_DEFAULT_REGION", region),
            ("AWS_CONFIG_FILE", config),
            ("AWS_SHARED_CREDENTIALS_FILE", shared),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
            ("HTTPS_PROXY", url.clone()),
            ("https_proxy", url.clone()),
            ("NO_PROXY", "127.0.0.1,localhost".to_owned()),
            ("AWS_CA_BUNDLE", authority.clone()),
            ("REQUESTS_CA_BUNDLE", authority.clone()),
            ("SSL_CERT_FILE", authority.clone()),
            ("NODE_EXTRA_CA_CERTS", authority),
        ]);
        environment.variables = variables;
        environment.endpoints = ENDPOINTS.iter().map(|name| (*name, url.clone())).collect();
        Ok(environment)
    }

    /// One line of JSON.
    pub(super) fn to_json(&self) -> String {
        let document = json!({
            "environment": object(&self.variables),
            "endpoints": object(&self.endpoints),
            "profiles": object(&self.profiles),
            "tokens": object(&self.tokens),
            "clusters": object(&self.clusters),
        });
        format!("{document}\n")
    }

    /// Lines for a shell, with a word on each group.
    pub(super) fn to_text(&self, language: Language) -> String {
        let words = match language {
            Language::Japanese => [
                "# モックが待ち受けています。終了するには Ctrl-C を押してください。別のシェルで次を実行してください:",
                "# HTTPS_PROXY を読まないクライアント (Node.js の AWS SDK など) には、代わりに次を設定してください:",
                "# プロファイル (AWS_PROFILE に指定し、AWS_ACCESS_KEY_ID などは設定しないでください):",
            ],
            _ => [
                "# The mock is serving; ctrl-c ends it. In another shell:",
                "# For clients that do not read HTTPS_PROXY, such as the AWS SDK for JavaScript on Node.js, instead:",
                "# Profiles (name one in AWS_PROFILE, and leave AWS_ACCESS_KEY_ID and its kin unset):",
            ],
        };
        let [serving, endpoints, profiles] = words;
        let export = |(name, value): &(&str, String)| format!("export {name}='{value}'\n");
        let lines = |pairs: &[(&'static str, String)]| pairs.iter().map(export).collect::<String>();
        let others: String = self.profiles.iter().map(|(name, arn)| format!("#   {name}  {arn}\n")).collect();
        format!(
            "{serving}\n{}\n{endpoints}\n{}\n{profiles}\n{others}",
            lines(&self.variables),
            lines(&self.endpoints)
        )
    }
}

impl Drop for Environment {
    fn drop(&mut self) {
        // Whatever is left there is of no use to anybody: the keys are known to this process alone.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

/// Writes a token of each service account, as its pod would have it in a file: for STS, and for Pod Identity.
fn tokens(world: &World, directory: &Path) -> io::Result<Vec<(String, String)>> {
    let mut written = Vec::new();
    for (issuer, namespace, name) in world.service_accounts() {
        // What stands in a manifest is not to lead out of the directory.
        let is_plain =
            |text: &str| text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'.');
        if !is_plain(&namespace) || !is_plain(&name) || namespace.starts_with('.') || name.starts_with('.') {
            continue;
        }
        let folder = directory.join("tokens").join(&namespace);
        fs::create_dir_all(&folder)?;
        let irsa = WebIdentityClaims::service_account(&issuer, &namespace, &name, world.now());
        let pod = format!("{name}-0");
        let pod_identity = WebIdentityClaims::pod_identity(&issuer, &namespace, &name, pod, world.now());
        for (file, claims) in [(name.clone(), irsa), (format!("{name}.pod-identity"), pod_identity)] {
            let path = folder.join(&file);
            fs::write(&path, world.web_identity_token(&claims))?;
            written.push((format!("{namespace}/{file}"), path.display().to_string()));
        }
    }
    Ok(written)
}

fn object<N: AsRef<str>>(pairs: &[(N, String)]) -> Value {
    let pairs = pairs.iter().map(|(name, value)| (name.as_ref().to_owned(), json!(value)));
    Value::Object(pairs.collect())
}

/// A name for each principal: its own, with the account before it where two share one.
fn profiles(world: &World) -> Vec<(String, String)> {
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    let principals = world.principals();
    let last = |arn: &str| arn.rsplit('/').next().unwrap_or_default().to_owned();
    for arn in &principals {
        *names.entry(last(arn)).or_default() += 1;
    }
    let name = |arn: &String| {
        let own = last(arn);
        if names.get(&own) == Some(&1) {
            own
        } else {
            arn.splitn(5, ':').nth(4).unwrap_or_default().replace(['/', ':'], "-")
        }
    };
    principals.iter().map(|arn| (name(arn), arn.clone())).collect()
}

fn section(profile: &str, credentials: &Credentials) -> String {
    let token = credentials.session_token.as_ref().map(|it| format!("aws_session_token = {}\n", it.expose()));
    format!(
        "[{profile}]\naws_access_key_id = {}\naws_secret_access_key = {}\n{}\n",
        credentials.access_key_id,
        credentials.secret_access_key.expose(),
        token.unwrap_or_default()
    )
}

#[cfg(unix)]
fn private_directory(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn private_directory(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// What the SDKs read in place of their own endpoint rules; one port stands for all services.
const ENDPOINTS: [&str; 1] = ["AWS_ENDPOINT_URL"];
