//! AWS account ids: twelve digits.

use core::{fmt, str::FromStr};

/// An AWS account id: twelve decimal digits, leading zeros kept.
///
/// It is a text, not a number: `012345678901` read as a number is another account, or none.
///
/// ```
/// use eks_iam_arn::AccountId;
///
/// let account: AccountId = "012345678901".parse()?;
/// assert_eq!(account.as_str(), "012345678901");
/// assert!("1111-2222-3333".parse::<AccountId>().is_err());
/// # Ok::<(), eks_iam_arn::ParseAccountIdError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// Reads twelve ASCII digits.
    ///
    /// # Errors
    ///
    /// When the text is anything else, full-width digits among it.
    pub fn new(text: &str) -> Result<Self, ParseAccountIdError> {
        match <[u8; 12]>::try_from(text.as_bytes()) {
            Ok(digits) if digits.iter().all(u8::is_ascii_digit) => Ok(Self(digits)),
            _ => Err(ParseAccountIdError(())),
        }
    }

    /// Returns the twelve digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for AccountId {
    type Err = ParseAccountIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({})", self.as_str())
    }
}

/// A text that is not twelve digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseAccountIdError(());

impl fmt::Display for ParseAccountIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("account id is not twelve digits")
    }
}

impl core::error::Error for ParseAccountIdError {}
