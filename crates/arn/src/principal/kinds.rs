//! The kinds of principals and what each is made of.

use core::fmt;

/// An IAM user: `arn:aws:iam::111122223333:user/PATH/NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct User<'a> {
    /// The partition's id.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The path with both slashes, `/` when there is none.
    pub path: &'a str,
    /// The name.
    pub name: &'a str,
}

/// An IAM role: `arn:aws:iam::111122223333:role/PATH/NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Role<'a> {
    /// The partition's id.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The path with both slashes, `/` when there is none.
    pub path: &'a str,
    /// The name.
    pub name: &'a str,
}

impl<'a> Role<'a> {
    /// Returns the service for which AWS made the role, such as `eks.amazonaws.com`, when it is service-linked.
    ///
    /// Nobody but that service can assume it, and its path is `/aws-service-role/SERVICE/`.
    ///
    /// ```
    /// use eks_iam_arn::Principal;
    ///
    /// let arn = "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS";
    /// let Ok(Principal::Role(role)) = Principal::parse(arn) else { panic!("a role") };
    /// assert_eq!(role.service_linked(), Some("eks.amazonaws.com"));
    /// ```
    #[must_use]
    pub fn service_linked(&self) -> Option<&'a str> {
        let service = self.path.strip_prefix("/aws-service-role/")?.strip_suffix('/')?;
        (!service.is_empty() && !service.contains('/')).then_some(service)
    }

    /// Tells whether AWS made the role for one of its services.
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        self.service_linked().is_some()
    }

    /// Returns permission set and suffix when the role is one of IAM Identity Center.
    #[must_use]
    pub fn sso(&self) -> Option<SsoRole<'a>> {
        let region =
            self.path.strip_prefix("/aws-reserved/sso.amazonaws.com/").and_then(|it| it.strip_suffix('/'));
        SsoRole::of_name(self.name).map(|it| SsoRole { region, ..it })
    }
}

/// A role that IAM Identity Center made in an account for a permission set.
///
/// ```
/// use eks_iam_arn::Principal;
///
/// let arn = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Ops_0123456789abcdef/dana@example.org";
/// let Ok(Principal::AssumedRole(session)) = Principal::parse(arn) else { panic!("a session") };
/// let sso = session.sso().expect("a role of Identity Center");
/// assert_eq!((sso.permission_set, sso.instance_suffix), ("Ops", "0123456789abcdef"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SsoRole<'a> {
    /// The permission set's name.
    pub permission_set: &'a str,
    /// The sixteen hexadecimal digits, which change when the permission set is removed from the account and assigned again.
    pub instance_suffix: &'a str,
    /// The home Region of Identity Center, as the role's path tells it: none for us-east-1, and none for a session.
    pub region: Option<&'a str>,
}

impl<'a> SsoRole<'a> {
    fn of_name(name: &'a str) -> Option<Self> {
        let (permission_set, instance_suffix) = name.strip_prefix("AWSReservedSSO_")?.rsplit_once('_')?;
        let is_hex = |it: u8| matches!(it, b'0'..=b'9' | b'a'..=b'f');
        let is_suffix = instance_suffix.len() == 16 && instance_suffix.bytes().all(is_hex);
        (is_suffix && !permission_set.is_empty()).then_some(Self {
            permission_set,
            instance_suffix,
            region: None,
        })
    }
}

/// A session of an assumed role: `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`. STS never tells the role's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AssumedRole<'a> {
    /// The partition's id.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The role's name.
    pub role_name: &'a str,
    /// The session's name.
    pub session_name: &'a str,
}

impl<'a> AssumedRole<'a> {
    /// Returns permission set and suffix when the role is one of IAM Identity Center.
    #[must_use]
    pub fn sso(&self) -> Option<SsoRole<'a>> {
        SsoRole::of_name(self.role_name)
    }
}

/// A federated user: `arn:aws:sts::111122223333:federated-user/NAME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FederatedUser<'a> {
    /// The partition's id.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
    /// The name.
    pub name: &'a str,
}

/// The root user of an account: `arn:aws:iam::111122223333:root`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Root<'a> {
    /// The partition's id.
    pub partition: &'a str,
    /// The account id.
    pub account: &'a str,
}

/// The kind of a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PrincipalKind {
    /// An IAM user.
    User,
    /// An IAM role.
    Role,
    /// A session of an assumed role.
    AssumedRole,
    /// A federated user.
    FederatedUser,
    /// The root user.
    Root,
}

impl PrincipalKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::User, Self::Role, Self::AssumedRole, Self::FederatedUser, Self::Root];

    /// Returns `user`, `role`, `assumed-role`, `federated-user` or `root`, the word that stands in the ARN.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
            Self::AssumedRole => "assumed-role",
            Self::FederatedUser => "federated-user",
            Self::Root => "root",
        }
    }
}

impl fmt::Display for PrincipalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
