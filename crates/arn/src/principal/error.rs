//! Why an ARN names nobody.

use core::fmt;

use crate::{OddCharacter, ParseArnError};

/// Why an ARN names nobody who can call AWS.
///
/// ```
/// use eks_iam_arn::{Principal, PrincipalFault};
///
/// let error = Principal::parse("arn:aws:iam::111122223333:group/admins").unwrap_err();
/// assert_eq!(error.fault(), PrincipalFault::Resource);
/// let error = Principal::parse("arn:aws:iam::111122223333:user/ｄana").unwrap_err();
/// assert_eq!(error.to_string(), "name or path has a full-width letter U+FF44 at byte 31");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPrincipalError {
    fault: PrincipalFault,
    odd: Option<OddCharacter>,
    parse_error: Option<ParseArnError>,
}

/// What about an ARN makes it nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalFault {
    /// The text is no ARN.
    NotAnArn,
    /// The service is neither `iam` nor `sts`.
    Service,
    /// The resource is another one: a group, an instance profile, a policy.
    Resource,
    /// The partition is none of the eight.
    Partition,
    /// There is a Region; IAM and STS have none.
    Region,
    /// The account is not twelve digits.
    Account,
    /// A name or a path is missing, or has a character that IAM does not allow.
    Name,
}

impl NotAPrincipalError {
    pub(super) const fn new(fault: PrincipalFault) -> Self {
        Self { fault, odd: None, parse_error: None }
    }

    pub(super) const fn character(odd: OddCharacter) -> Self {
        Self { fault: PrincipalFault::Name, odd: Some(odd), parse_error: None }
    }

    pub(super) const fn no_arn(error: ParseArnError) -> Self {
        Self { fault: PrincipalFault::NotAnArn, odd: error.odd_character(), parse_error: Some(error) }
    }

    /// Returns what is at fault.
    #[must_use]
    pub const fn fault(&self) -> PrincipalFault {
        self.fault
    }

    /// Returns the character that IAM does not allow, where one is at fault.
    #[must_use]
    pub const fn odd_character(&self) -> Option<OddCharacter> {
        self.odd
    }

    /// Returns why the text is no ARN, where that is the fault.
    #[must_use]
    pub const fn parse_error(&self) -> Option<ParseArnError> {
        self.parse_error
    }
}

impl fmt::Display for NotAPrincipalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.fault, self.odd) {
            (PrincipalFault::NotAnArn, _) => "text is no ARN",
            (PrincipalFault::Service, _) => "ARN is of neither `iam` nor `sts`, so it names nobody",
            (PrincipalFault::Resource, _) => "ARN is no user, role, session, federated user or root",
            (PrincipalFault::Partition, _) => "ARN names an unknown partition",
            (PrincipalFault::Region, _) => "ARN of a principal has no Region",
            (PrincipalFault::Account, _) => "account is not twelve digits",
            (PrincipalFault::Name, None) => "name or path is incomplete",
            (PrincipalFault::Name, Some(odd)) => return write!(f, "name or path has a {odd}"),
        })
    }
}

impl core::error::Error for NotAPrincipalError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.parse_error.as_ref().map(|it| it as _)
    }
}
