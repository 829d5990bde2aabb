//! User names and groups: what an entry may have, and what EKS chooses.

use eks_iam_arn::{ArnRef, Principal};

use crate::ApiRefusal;

/// What neither a user name nor a group of an entry may begin with.
///
/// For `system:` the refusal has been seen; the others are documented for user names and told for groups.
pub const RESERVED_PREFIXES: [&str; 5] = ["system:", "eks:", "aws:", "amazon:", "iam:"];

/// The templates that EKS fills in for a `STANDARD` entry; both need a colon before them.
pub(crate) const SESSION_TEMPLATES: [&str; 2] = ["{{SessionName}}", "{{SessionNameRaw}}"];

/// Returns the reserved prefix that `name` begins with, exact case.
///
/// ```
/// assert_eq!(eks_iam_access_entry::reserved_prefix("system:masters"), Some("system:"));
/// assert_eq!(eks_iam_access_entry::reserved_prefix("ops:system:masters"), None);
/// ```
#[must_use]
pub fn reserved_prefix(name: &str) -> Option<&'static str> {
    RESERVED_PREFIXES.into_iter().find(|prefix| name.starts_with(prefix))
}

/// Returns the user name that EKS gives to an entry without one: a user's ARN; for a role, its session's ARN without
/// the path and with the session name left to be filled in. `None` for what is neither role nor user.
///
/// ```
/// use eks_iam_access_entry::default_username;
///
/// assert_eq!(
///     default_username("arn:aws:iam::111122223333:role/team/ops").as_deref(),
///     Some("arn:aws:sts::111122223333:assumed-role/ops/{{SessionName}}"),
/// );
/// ```
#[must_use]
pub fn default_username(principal_arn: &str) -> Option<String> {
    match Principal::try_from(ArnRef::parse(principal_arn).ok()?).ok()? {
        Principal::User(_) => Some(principal_arn.to_owned()),
        Principal::Role(role) => {
            let (partition, account, name) = (role.partition, role.account, role.name);
            Some(format!("arn:{partition}:sts::{account}:assumed-role/{name}/{{{{SessionName}}}}"))
        }
        _ => None,
    }
}

/// Returns whether each session template in `username` has a colon somewhere before it, as EKS demands: otherwise
/// whoever chooses the session name chooses the whole user name.
pub(crate) fn has_colon_before_session(username: &str) -> bool {
    let first = SESSION_TEMPLATES.into_iter().filter_map(|template| username.find(template)).min();
    first.is_none_or(|at| username.get(..at).is_some_and(|before| before.contains(':')))
}

/// Checks a user name as CreateAccessEntry and UpdateAccessEntry do.
pub(crate) fn check_username(username: &str) -> Result<(), ApiRefusal> {
    if let Some(prefix) = reserved_prefix(username) {
        let message = format!("The username must not begin with {prefix}");
        return Err(if prefix == "system:" {
            ApiRefusal::invalid_parameter(message)
        } else {
            ApiRefusal::modelled(message)
        });
    }
    if !has_colon_before_session(username) {
        return Err(ApiRefusal::modelled(
            "The username must contain a colon before {{SessionName}} or {{SessionNameRaw}}",
        ));
    }
    Ok(())
}

/// Checks the groups as CreateAccessEntry and UpdateAccessEntry do; the first bad one is named.
pub(crate) fn check_groups(groups: &[String]) -> Result<(), ApiRefusal> {
    let bad = groups.iter().find_map(|group| reserved_prefix(group).map(|prefix| (group, prefix)));
    let Some((group, prefix)) = bad else { return Ok(()) };
    let message = format!("The kubernetes group name {group} is invalid, it cannot start with {prefix}");
    Err(if prefix == "system:" {
        ApiRefusal::invalid_parameter(message)
    } else {
        ApiRefusal::modelled(message)
    })
}

#[cfg(test)]
mod tests {
    use super::{check_groups, check_username, default_username, has_colon_before_session};

    #[test]
    fn session_name_needs_a_colon_before_it() {
        for (username, fine) in [
            ("john{{SessionName}}", false),
            ("{{SessionNameRaw}}", false),
            (":john{{SessionName}}", true),
            ("jo:hn{{SessionName}}", true),
            ("{{SessionName}}:john", false),
            ("john", true),
            ("", true),
        ] {
            assert_eq!(has_colon_before_session(username), fine, "{username}");
        }
    }

    #[test]
    fn refusals_speak_as_eks_does() {
        let refusal = check_username("system:admin").unwrap_err();
        assert_eq!(refusal.message(), "The username must not begin with system:");
        assert!(refusal.is_observed());
        let refusal = check_username("eks:admin").unwrap_err();
        assert_eq!(refusal.message(), "The username must not begin with eks:");
        assert!(!refusal.is_observed());
        let refusal = check_groups(&["ops".to_owned(), "system:masters".to_owned()]).unwrap_err();
        assert_eq!(
            refusal.message(),
            "The kubernetes group name system:masters is invalid, it cannot start with system:"
        );
    }

    #[test]
    fn default_user_names() {
        let user = "arn:aws-cn:iam::111122223333:user/team/dana";
        assert_eq!(default_username(user).as_deref(), Some(user));
        assert_eq!(default_username("arn:aws:iam::111122223333:root"), None);
        assert_eq!(default_username("ops"), None);
    }
}
