//! The authentication mode of a cluster: which source of mappings it reads.

use std::fmt;

/// `accessConfig.authenticationMode` of a cluster.
///
/// | mode | aws-auth | access entries | the access entry API |
/// | --- | --- | --- | --- |
/// | `CONFIG_MAP` | read | not read | refuses every call |
/// | `API_AND_CONFIG_MAP` | read for principals without an entry | read first | works |
/// | `API` | not read | read | works |
///
/// ```
/// use eks_iam_access_entry::AuthenticationMode;
///
/// let mode = AuthenticationMode::from_name("API_AND_CONFIG_MAP").unwrap();
/// assert!(mode.reads_aws_auth() && mode.reads_access_entries());
/// assert!(mode.change_to(AuthenticationMode::Api).is_ok());
/// assert!(mode.change_to(AuthenticationMode::ConfigMap).is_err());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AuthenticationMode {
    /// `CONFIG_MAP`: aws-auth alone; what the API, the SDKs and CloudFormation create unless told otherwise.
    #[default]
    ConfigMap,
    /// `API_AND_CONFIG_MAP`: access entries first, then aws-auth; what the console and eksctl create.
    ApiAndConfigMap,
    /// `API`: access entries alone.
    Api,
}

impl AuthenticationMode {
    /// All modes, in the only order in which a cluster can go through them.
    pub const ALL: [Self; 3] = [Self::ConfigMap, Self::ApiAndConfigMap, Self::Api];

    /// Returns the mode of that name as the EKS API spells it, exact case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == name)
    }

    /// Returns the name as the EKS API spells it, such as `API_AND_CONFIG_MAP`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfigMap => "CONFIG_MAP",
            Self::ApiAndConfigMap => "API_AND_CONFIG_MAP",
            Self::Api => "API",
        }
    }

    /// Returns whether aws-auth is asked at all.
    #[must_use]
    pub const fn reads_aws_auth(self) -> bool {
        matches!(self, Self::ConfigMap | Self::ApiAndConfigMap)
    }

    /// Returns whether access entries are asked, and whether the API for them works.
    #[must_use]
    pub const fn reads_access_entries(self) -> bool {
        matches!(self, Self::Api | Self::ApiAndConfigMap)
    }

    /// Returns the steps from this mode to `target`: none when they are the same, else each mode to set, in order.
    ///
    /// A cluster goes `CONFIG_MAP`, `API_AND_CONFIG_MAP`, `API`, one step at a time, and never back.
    ///
    /// # Errors
    ///
    /// When `target` lies behind this mode.
    pub fn steps_to(self, target: Self) -> Result<Vec<Self>, ChangeModeError> {
        if target < self {
            return Err(ChangeModeError { from: self, to: target });
        }
        Ok(Self::ALL.into_iter().filter(|mode| self < *mode && *mode <= target).collect())
    }

    /// Checks that one call of UpdateClusterConfig may change this mode to `target`; staying is no change and is fine.
    ///
    /// # Errors
    ///
    /// When `target` lies behind this mode, or two steps ahead.
    pub fn change_to(self, target: Self) -> Result<(), ChangeModeError> {
        match self.steps_to(target)?.len() {
            0 | 1 => Ok(()),
            _ => Err(ChangeModeError { from: self, to: target }),
        }
    }
}

impl PartialOrd for AuthenticationMode {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AuthenticationMode {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (*self as u8).cmp(&(*other as u8))
    }
}

impl fmt::Display for AuthenticationMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A change of the authentication mode that EKS does not make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeModeError {
    from: AuthenticationMode,
    to: AuthenticationMode,
}

impl ChangeModeError {
    /// Returns whether the change is possible in two calls, with `API_AND_CONFIG_MAP` between.
    #[must_use]
    pub fn is_leap(self) -> bool {
        self.from < self.to
    }
}

impl fmt::Display for ChangeModeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        if self.is_leap() {
            write!(
                f,
                "authentication mode `{from}` cannot become `{to}` in one step, set `API_AND_CONFIG_MAP` first"
            )
        } else {
            write!(f, "authentication mode `{from}` cannot go back to `{to}`")
        }
    }
}

impl std::error::Error for ChangeModeError {}

#[cfg(test)]
mod tests {
    use super::{AuthenticationMode as Mode, ChangeModeError};

    #[test]
    fn forward_one_step_at_a_time() {
        assert_eq!(Mode::ConfigMap.steps_to(Mode::Api), Ok(vec![Mode::ApiAndConfigMap, Mode::Api]));
        assert_eq!(Mode::Api.steps_to(Mode::Api), Ok(vec![]));
        assert!(Mode::ConfigMap.change_to(Mode::ApiAndConfigMap).is_ok());
        let leap = Mode::ConfigMap.change_to(Mode::Api).unwrap_err();
        assert!(leap.is_leap());
        assert_eq!(
            leap.to_string(),
            "authentication mode `CONFIG_MAP` cannot become `API` in one step, set `API_AND_CONFIG_MAP` first"
        );
    }

    #[test]
    fn never_back() {
        for (at, from) in Mode::ALL.into_iter().enumerate() {
            for to in Mode::ALL.into_iter().take(at) {
                assert_eq!(from.change_to(to), Err(ChangeModeError { from, to }));
            }
        }
        let back = Mode::Api.change_to(Mode::ConfigMap).unwrap_err();
        assert_eq!(back.to_string(), "authentication mode `API` cannot go back to `CONFIG_MAP`");
    }
}
