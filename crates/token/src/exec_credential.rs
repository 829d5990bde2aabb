//! What a credential plugin prints for kubectl.

use eks_iam_sigv4::Timestamp;

use crate::Token;

/// The version of `client.authentication.k8s.io` that kubectl asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ApiVersion {
    /// `client.authentication.k8s.io/v1`.
    V1,
    /// `client.authentication.k8s.io/v1beta1`, which is meant when kubectl says nothing.
    #[default]
    V1Beta1,
    /// `client.authentication.k8s.io/v1alpha1`, which kubectl of 1.24 and later refuses.
    V1Alpha1,
}

impl ApiVersion {
    /// Returns the version as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "client.authentication.k8s.io/v1",
            Self::V1Beta1 => "client.authentication.k8s.io/v1beta1",
            Self::V1Alpha1 => "client.authentication.k8s.io/v1alpha1",
        }
    }

    /// Finds the version of that text.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::V1, Self::V1Beta1, Self::V1Alpha1].into_iter().find(|version| version.as_str() == text)
    }

    /// Reads the `apiVersion` out of the variable `KUBERNETES_EXEC_INFO`, as the AWS CLI does: what is absent, empty,
    /// unreadable or unknown means v1beta1. The second part is the note that the CLI prints to standard error, if any.
    pub fn of_exec_info(exec_info: Option<&str>) -> (Self, Option<&'static str>) {
        let Some(text) = exec_info.filter(|text| !text.is_empty()) else { return (Self::V1Beta1, None) };
        let Ok(info) = crate::json::Json::parse(text) else { return (Self::V1Beta1, Some(NOT_JSON)) };
        match info.text("apiVersion").ok().as_deref().and_then(Self::from_text) {
            Some(Self::V1Alpha1) => (Self::V1Alpha1, Some(DEPRECATED)),
            Some(version) => (version, None),
            None => (Self::V1Beta1, Some(UNKNOWN)),
        }
    }
}

/// The `ExecCredential` that hands a token to kubectl.
#[derive(Debug, Clone, Copy)]
pub struct ExecCredential<'a> {
    /// The version to speak: that of the kubeconfig, or kubectl refuses it.
    pub api_version: ApiVersion,
    /// The token.
    pub token: &'a Token,
}

impl ExecCredential<'_> {
    /// Returns until when kubectl keeps the token.
    pub fn expires_at(&self) -> Timestamp {
        self.token.expires_at()
    }

    /// Returns one line of JSON.
    pub fn to_json(&self) -> String {
        self.render("{}")
    }

    /// Returns JSON over several lines, byte for byte as `aws eks get-token --output json` of the AWS CLI 1.46 prints it but
    /// for the two line feeds behind it.
    pub fn to_aws_cli_json(&self) -> String {
        format!(
            r#"{{
    "kind": "ExecCredential",
    "apiVersion": "{}",
    "spec": {{}},
    "status": {{
        "expirationTimestamp": "{}",
        "token": "{}"
    }}
}}"#,
            self.api_version.as_str(),
            self.expires_at().rfc3339(),
            self.token.as_str(),
        )
    }

    /// Returns two lines of fields separated by tabs, as `aws eks get-token --output text` of the AWS CLI 1.46 prints them.
    /// kubectl does not read them.
    pub fn to_aws_cli_text(&self) -> String {
        format!(
            "{}\tExecCredential\nSTATUS\t{}\t{}\n",
            self.api_version.as_str(),
            self.expires_at().rfc3339(),
            self.token.as_str(),
        )
    }

    /// Returns one line of JSON as `aws-iam-authenticator token` prints it.
    pub fn to_authenticator_json(&self) -> String {
        self.render(r#"{"interactive":false}"#)
    }

    fn render(&self, spec: &str) -> String {
        format!(
            r#"{{"kind":"ExecCredential","apiVersion":"{}","spec":{spec},"status":{{"expirationTimestamp":"{}","token":"{}"}}}}"#,
            self.api_version.as_str(),
            self.expires_at().rfc3339(),
            self.token.as_str(),
        )
    }
}

const NOT_JSON: &str = "Error parsing KUBERNETES_EXEC_INFO, defaulting to client.authentication.k8s.io/v1beta1. This is \
                        likely a bug in your Kubernetes client. Please update your Kubernetes client.";
const UNKNOWN: &str = "Unrecognized API version in KUBERNETES_EXEC_INFO, defaulting to \
                       client.authentication.k8s.io/v1beta1. This is likely due to an outdated AWS CLI. Please update \
                       your AWS CLI.";
const DEPRECATED: &str = "Kubeconfig user entry is using deprecated API version client.authentication.k8s.io/v1alpha1. \
                          Run 'aws eks update-kubeconfig' to update.";
