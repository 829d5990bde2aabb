//! Which callers a line matches, and under which ARN IAM knows them.

use eks_iam_arn::{ArnRef, Partition, Principal, role_arn_without_path};

use super::{MigrateOptions, RefusalReason, SkipReason, line::Outcome};

/// The role or user whose callers a line matches.
pub(super) struct Caller {
    /// The ARN for the entry: with its path where IAM was asked.
    pub(super) principal_arn: String,
    pub(super) partition: String,
    pub(super) account: String,
    pub(super) is_role: bool,
    /// Whether IAM's list told the ARN.
    pub(super) is_looked_up: bool,
}

/// Returns the role or user that a line's ARN matches.
pub(super) fn caller(written: &str, options: &MigrateOptions<'_>) -> Result<Caller, Outcome> {
    let never = || Outcome::Skip(SkipReason::NeverMatches);
    let arn = in_lower_case(written).ok_or_else(never)?;
    let read = ArnRef::parse(&arn).map_err(|_| never())?;
    let is_foreign = options.partition.is_some_and(|own| own != read.partition());
    if Partition::from_id(read.partition()).is_none() || is_foreign || !read.region().is_empty() {
        return Err(never());
    }
    if read.account().len() != 12 || !read.account().bytes().all(|it| it.is_ascii_digit()) {
        return Err(never());
    }
    let is_role = match Principal::try_from(read).map_err(|_| never())? {
        Principal::Role(role) if role.is_service_linked() || is_service_linked_name(role.name) => {
            return Err(RefusalReason::ServiceLinkedRole.into());
        }
        Principal::Role(role) if role.path == "/" && is_name(role.name) => true,
        Principal::User(user) if is_name(user.name) && !user.path.contains(['*', '?']) => false,
        Principal::FederatedUser(_) => return Err(RefusalReason::FederatedUser.into()),
        Principal::Root(_) => return Err(RefusalReason::RootUser.into()),
        _ => return Err(never()),
    };
    let looked_up = look_up(read, &arn, is_role, options.principals)?;
    Ok(Caller {
        partition: read.partition().to_owned(),
        account: read.account().to_owned(),
        is_role,
        is_looked_up: looked_up.is_some(),
        principal_arn: looked_up.unwrap_or_else(|| arn.clone()),
    })
}

/// Returns whether an entry's ARN and a principal's are those of one principal, paths of roles left aside.
pub(super) fn is_same(entry: &str, principal: &str) -> bool {
    let short = |arn: &str| role_arn_without_path(arn).unwrap_or_else(|| arn.to_owned());
    short(entry) == short(principal)
}

/// The authenticator ignores case, IAM does not: everything that has one spelling only is put into it.
fn in_lower_case(written: &str) -> Option<String> {
    let mut parts = written.splitn(6, ':');
    let head: Vec<String> = parts.by_ref().take(5).map(str::to_ascii_lowercase).collect();
    let resource = parts.next()?;
    let (kind, rest) = match resource.split_once('/') {
        Some((kind, rest)) => (kind, Some(rest)),
        None => (resource, None),
    };
    let mut arn = format!("{}:{}", head.join(":"), kind.to_ascii_lowercase());
    if let Some(rest) = rest {
        arn.push('/');
        arn.push_str(rest);
    }
    Some(arn)
}

/// Returns the principal's ARN as IAM lists it; nothing, when the list does not reach there.
fn look_up(
    read: ArnRef<'_>,
    arn: &str,
    is_role: bool,
    principals: &[String],
) -> Result<Option<String>, Outcome> {
    let kind = if is_role { "role/" } else { "user/" };
    let prefix = format!("arn:{}:iam::{}:{kind}", read.partition(), read.account());
    let wanted = arn.to_lowercase();
    let mut is_listed = false;
    for listed in principals.iter().filter(|it| it.starts_with(&prefix)) {
        is_listed = true;
        let short = role_arn_without_path(listed).unwrap_or_else(|| listed.clone());
        if short.to_lowercase() == wanted {
            return Ok(Some(listed.clone()));
        }
    }
    if is_listed { Err(RefusalReason::NoSuchPrincipal.into()) } else { Ok(None) }
}

fn is_service_linked_name(name: &str) -> bool {
    name.starts_with("AWSServiceRoleFor")
}

/// The characters of IAM's names: `[\w+=,.@-]`, 1 to 64.
fn is_name(name: &str) -> bool {
    let is_fine = |it: u8| it.is_ascii_alphanumeric() || b"_+=,.@-".contains(&it);
    (1..=64).contains(&name.len()) && name.bytes().all(is_fine)
}
