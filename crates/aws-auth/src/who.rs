//! The caller as the authenticator knows it: canonical ARN, principal id, session name; and templates filled in with it.

use eks_iam_arn::{ArnRef, canonical_arn};

use crate::{Caller, Identity, MapOptions, MatchedEntry, Unmapped, UnmappedReason, Via};

/// What an authenticator has in hand after STS has answered.
pub(crate) struct Who<'a> {
    pub(crate) caller: &'a Caller,
    /// The canonical ARN, case kept.
    pub(crate) canonical: String,
    /// The same in lower case: the key of every lookup.
    pub(crate) key: String,
    /// `AROA…`, `AIDA…`, or the account id of root; of a federated user the whole `UserId`.
    pub(crate) principal_id: &'a str,
    /// Empty for everybody but a role's session.
    session_name: &'a str,
}

/// The lengths of an instance id behind `i-`: old and new.
const INSTANCE_ID_LENGTHS: [usize; 2] = [8, 17];

impl<'a> Who<'a> {
    /// Reads what STS says.
    pub(crate) fn of(caller: &'a Caller) -> Result<Self, Unmapped> {
        let canonical =
            canonical_arn(&caller.arn).map_err(|_| refused(UnmappedReason::UnsupportedCallerArn, None))?;
        let kind = ArnRef::parse(&caller.arn).map(|it| it.resource().split('/').next().unwrap_or_default());
        let is_session = matches!(kind, Ok("assumed-role"));
        let (principal_id, session_name) = if matches!(kind, Ok("federated-user")) {
            (caller.user_id.as_str(), "")
        } else {
            parts_of_user_id(&caller.user_id, is_session)?
        };
        let canonical = canonical.into_owned();
        Ok(Self { key: canonical.to_lowercase(), canonical, principal_id, session_name, caller })
    }

    /// Returns the identity of an entry with its templates filled in; a template without a value refuses for good.
    pub(crate) fn identity(
        &self,
        username: &str,
        groups: &[impl AsRef<str>],
        via: Via,
        matched: Option<MatchedEntry>,
        options: &MapOptions,
    ) -> Result<Identity, Unmapped> {
        let failed = || refused(UnmappedReason::TemplateError, matched);
        let username = self.fill(username, options).ok_or_else(failed)?;
        let groups = groups.iter().map(|it| self.fill(it.as_ref(), options)).collect::<Option<Vec<_>>>();
        Ok(self.named(username, groups.ok_or_else(failed)?, via, matched))
    }

    /// Returns the identity that an account rule gives: the canonical ARN, no groups.
    pub(crate) fn by_account(&self) -> Identity {
        self.named(self.canonical.clone(), Vec::new(), Via::MapAccounts, None)
    }

    fn named(
        &self,
        username: String,
        groups: Vec<String>,
        via: Via,
        matched: Option<MatchedEntry>,
    ) -> Identity {
        let one = |name: &str, value: &str| (name.to_owned(), vec![value.to_owned()]);
        Identity {
            username,
            groups,
            uid: format!("aws-iam-authenticator:{}:{}", self.caller.account, self.principal_id),
            extra: vec![
                one("arn", &self.caller.arn),
                one("canonicalArn", &self.canonical),
                one("sessionName", self.session_name),
                one("accessKeyId", &self.caller.access_key_id),
                one("principalId", self.principal_id),
                one("sigs.k8s.io/aws-iam-authenticator/principalId", self.principal_id),
            ],
            via,
            matched,
            undetermined: false,
        }
    }

    /// Fills in the templates, in the authenticator's order; `None` when an instance's name cannot be told.
    fn fill(&self, template: &str, options: &MapOptions) -> Option<String> {
        if !template.contains("{{") {
            return Some(template.to_owned());
        }
        let mut text = template.to_owned();
        if text.contains("{{EC2PrivateDNSName}}") {
            text = text.replace("{{EC2PrivateDNSName}}", self.private_dns_name(options)?);
        }
        text = text.replace("{{AccountID}}", &self.caller.account);
        text = text.replace("{{SessionName}}", &self.session_name.replace('@', "-"));
        text = text.replace("{{SessionNameRaw}}", self.session_name);
        Some(text.replace("{{AccessKeyID}}", &self.caller.access_key_id))
    }

    fn private_dns_name<'o>(&self, options: &'o MapOptions) -> Option<&'o str> {
        let id = self.session_name.strip_prefix("i-")?;
        let is_id = INSTANCE_ID_LENGTHS.contains(&id.len())
            && id.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_');
        let name = options.ec2_private_dns.get(self.session_name).filter(|_| is_id)?;
        Some(name)
    }
}

/// Splits `AROA…:session`. A role's session has exactly one colon; nobody else has a session name.
fn parts_of_user_id(user_id: &str, is_session: bool) -> Result<(&str, &str), Unmapped> {
    let malformed = || refused(UnmappedReason::MalformedUserId, None);
    match user_id.split_once(':') {
        None if is_session => Err(malformed()),
        None => Ok((user_id, "")),
        Some((id, session)) if !session.contains(':') => Ok((id, if is_session { session } else { "" })),
        Some(_) => Err(malformed()),
    }
}

/// Returns the answer "nobody".
pub(crate) const fn refused(reason: UnmappedReason, matched: Option<MatchedEntry>) -> Unmapped {
    Unmapped { reason, matched, undetermined: false }
}
