//! What the access entry API answers when it refuses.

use std::fmt;

/// A refusal of the EKS access entry API, in its own words.
///
/// Texts are those seen from EKS; where none has been seen for a rule, the text follows the API model and
/// [`ApiRefusal::is_observed`] is false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRefusal {
    code: &'static str,
    status: u16,
    message: String,
    observed: bool,
}

impl ApiRefusal {
    pub(crate) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self { code: "InvalidParameterException", status: 400, message: message.into(), observed: true }
    }

    pub(crate) fn modelled(message: impl Into<String>) -> Self {
        Self { observed: false, ..Self::invalid_parameter(message) }
    }

    /// Returns the refusal of every call, reads too, on a cluster in mode `CONFIG_MAP`.
    #[must_use]
    pub fn mode() -> Self {
        Self {
            code: "InvalidRequestException",
            status: 400,
            message: "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform \
                      this operation."
                .to_owned(),
            observed: true,
        }
    }

    /// Returns the refusal of a second entry for one principal.
    #[must_use]
    pub fn in_use() -> Self {
        Self {
            code: "ResourceInUseException",
            status: 409,
            message: "The specified access entry resource is already in use on this cluster.".to_owned(),
            observed: true,
        }
    }

    /// Returns the refusal of a call that names a principal without an entry.
    #[must_use]
    pub fn not_found() -> Self {
        Self {
            code: "ResourceNotFoundException",
            status: 404,
            message:
                "The specified principalArn could not be found. You can view your available access entries \
                      with 'list-access-entries'."
                    .to_owned(),
            observed: true,
        }
    }

    /// Returns the error code, such as `InvalidParameterException`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Returns the HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns the message.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns whether this very text has been seen from EKS.
    #[must_use]
    pub const fn is_observed(&self) -> bool {
        self.observed
    }
}

impl fmt::Display for ApiRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for ApiRefusal {}
