//! What was read from a text: its class, its fields and where they stood.

use std::{borrow::Cow, fmt};

use eks_iam_arn::ArnRef;
use eks_iam_span::Span;

use crate::{Class, Retry, codes};

/// What an error text says: the class of its root error, the fields that could be read, and the other errors in it.
///
/// It borrows the text that was classified; [`into_owned`](Self::into_owned) gives one that outlives it. A text without
/// damage and with one error costs no allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symptom<'t> {
    pub(crate) class: Class,
    pub(crate) confidence: Confidence,
    pub(crate) emitter: Emitter,
    pub(crate) fields: [Option<Field<'t>>; FieldName::COUNT],
    pub(crate) others: Vec<Self>,
}

impl<'t> Symptom<'t> {
    /// Makes a symptom without fields.
    pub(crate) fn new(class: Class, confidence: Confidence, emitter: Emitter) -> Self {
        Self { class, confidence, emitter, fields: [const { None }; FieldName::COUNT], others: Vec::new() }
    }

    /// Returns the same symptom with values of its own.
    #[must_use]
    pub fn into_owned(self) -> Symptom<'static> {
        let Self { class, confidence, emitter, fields, others } = self;
        let fields = fields.map(|field| field.map(Field::into_owned));
        let others = others.into_iter().map(Symptom::into_owned).collect();
        Symptom { class, confidence, emitter, fields, others }
    }

    /// Returns the class.
    #[must_use]
    pub const fn class(&self) -> Class {
        self.class
    }

    /// Returns how sure the class is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Returns the outermost program that printed the text.
    #[must_use]
    pub const fn emitter(&self) -> Emitter {
        self.emitter
    }

    /// Returns a field, when the text holds it.
    #[must_use]
    pub fn field(&self, name: FieldName) -> Option<&Field<'t>> {
        self.fields.get(name as usize)?.as_ref()
    }

    /// Returns a field's value, when the text holds it.
    #[must_use]
    pub fn value(&self, name: FieldName) -> Option<&str> {
        self.field(name).map(|field| field.value.as_ref())
    }

    /// Returns the fields the text holds, in the order of [`FieldName::ALL`].
    pub fn fields(&self) -> impl Iterator<Item = (FieldName, &Field<'t>)> {
        FieldName::ALL.iter().filter_map(|&name| Some((name, self.field(name)?)))
    }

    /// Returns the other errors of the text, most telling first; their own `others` are empty.
    #[must_use]
    pub fn others(&self) -> &[Self] {
        &self.others
    }

    /// Returns who called, when the text holds a whole ARN.
    #[must_use]
    pub fn principal(&self) -> Option<ArnRef<'_>> {
        ArnRef::parse(self.value(FieldName::PrincipalArn)?).ok()
    }

    /// Returns what the action was to be done on, when the text holds a whole ARN.
    #[must_use]
    pub fn resource(&self) -> Option<ArnRef<'_>> {
        ArnRef::parse(self.value(FieldName::Resource)?).ok()
    }

    /// Returns whether nothing in the text was recognised.
    ///
    /// The class is then [`Class::Other`] or [`Class::NotAnError`], by the look of the text alone.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.confidence == Confidence::Low && matches!(self.class, Class::Other | Class::NotAnError)
    }

    /// Returns whether calling again can help: the word of the class, made sharper by code and status.
    ///
    /// As the taxonomy has it: a refusal by STS inside a bearer token counts as its code, metadata that is not there
    /// as never, a lack of room as maybe.
    #[must_use]
    pub fn retry(&self) -> Retry {
        let code = self.value(FieldName::ErrorCode).unwrap_or_default();
        let by_code = || codes::class_of(code).map(|(class, _)| class);
        match self.class {
            Class::AuthenticatorStsRejected => by_code().map_or(self.class.retry(), Class::retry),
            Class::AuthenticatorNodeLookupFailed if by_code() == Some(Class::Throttling) => Retry::Backoff,
            Class::CredentialsMetadataUnreachable
                if self.value(FieldName::HttpStatus).is_some_and(is_client_fault) =>
            {
                Retry::Never
            }
            Class::QuotaOrCapacity if code.contains("Capacity") || code.contains("AvailabilityZone") => {
                Retry::Maybe
            }
            class => class.retry(),
        }
    }

    /// Returns whether the AWS SDKs' standard retry mode calls again by itself.
    ///
    /// As the SDK for Rust (behaviour version 2026-01-12, aws-runtime 1.10): its lists of throttling and transient codes,
    /// statuses 500, 502, 503 and 504, time-outs and closed connections, and STS's failure to reach an identity provider;
    /// also a clock that is off, which the SDK sets right once. Nothing else.
    #[must_use]
    pub fn is_retried_by_sdk(&self) -> bool {
        let code = self.value(FieldName::ErrorCode);
        let is_transient = |status| matches!(status, "500" | "502" | "503" | "504");
        self.value(FieldName::HttpStatus).is_some_and(is_transient)
            || code.is_some_and(|code| codes::RETRIED.contains(&code))
            || (self.class == Class::Throttling && code.is_none())
            || matches!(
                self.class,
                Class::NetworkTimeout
                    | Class::NetworkInterrupted
                    | Class::SignatureClockSkew
                    | Class::WebIdentityIdpUnreachable
            )
    }
}

/// Returns whether a status says that the request itself was at fault.
fn is_client_fault(status: &str) -> bool {
    status.starts_with('4') && status != "429"
}

/// One part that was read from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'t> {
    /// The value with line breaks, colours and escapes taken away; borrowed from the text where it has none.
    pub value: Cow<'t, str>,
    /// Where it stands in the text that was classified, in bytes; the slice may hold the damage the value lacks.
    pub span: Span,
}

impl Field<'_> {
    /// Returns the same field with a value of its own.
    #[must_use]
    pub fn into_owned(self) -> Field<'static> {
        Field { value: Cow::Owned(self.value.into_owned()), span: self.span }
    }
}

/// Writes an enum of kebab- or snake-case names.
macro_rules! names {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])+ $variant:ident = $name:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $type { $($(#[$doc])+ $variant,)+ }

        impl $type {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

names! {
    /// The name of a part that a text may hold.
    FieldName {
        /// The innermost service or SDK code that is printed; for a HEAD reply the status.
        ErrorCode = "error_code",
        /// The call that failed.
        Operation = "operation",
        /// Who called: what stands after `User:`, mostly an ARN.
        PrincipalArn = "principal_arn",
        /// The action that was denied, as the service writes it.
        Action = "action",
        /// What the action was to be done on.
        Resource = "resource",
        /// The clause that tells why: from `with an explicit deny` or `because no`.
        DenyReason = "deny_reason",
        /// The ARN of the policy that denied.
        DenyPolicyArn = "deny_policy_arn",
        /// The service's id of the request.
        RequestId = "request_id",
        /// The HTTP status.
        HttpStatus = "http_status",
        /// The Kubernetes user.
        K8sUser = "k8s_user",
        /// The Kubernetes verb.
        K8sVerb = "k8s_verb",
        /// The Kubernetes resource, with its subresource.
        K8sResource = "k8s_resource",
    }
}

impl FieldName {
    /// How many names there are.
    pub(crate) const COUNT: usize = Self::ALL.len();
}

names! {
    /// How sure a class is.
    Confidence {
        /// Nothing but a trace, or nothing at all, was recognised.
        Low = "low",
        /// A code or a phrase alone decided.
        Medium = "medium",
        /// A whole sentence of the grammar, or a code and its sentence, decided.
        High = "high",
    }
}

names! {
    /// The outermost program that printed a text.
    Emitter {
        /// The AWS CLI.
        AwsCli = "aws-cli",
        /// boto3 or botocore, the AWS SDK for Python.
        Boto3 = "boto3",
        /// The AWS SDK for Go, version 1.
        GoV1 = "go-v1",
        /// The AWS SDK for Go, version 2.
        GoV2 = "go-v2",
        /// The AWS SDK for Java, version 1 or 2.
        Java = "java",
        /// The AWS SDK for JavaScript, version 2 or 3.
        Js = "js",
        /// The AWS SDK for Rust.
        Rust = "rust",
        /// Terraform, OpenTofu or a like tool.
        Terraform = "terraform",
        /// eksctl.
        Eksctl = "eksctl",
        /// kubectl or a program on its client, such as helm.
        Kubectl = "kubectl",
        /// The AWS management console.
        Console = "console",
        /// A controller in a cluster.
        Controller = "controller",
        /// A CloudTrail record.
        Cloudtrail = "cloudtrail",
        /// aws-iam-authenticator.
        Authenticator = "authenticator",
        /// The kubelet of a node.
        Kubelet = "kubelet",
        /// Any other program.
        Other = "other",
    }
}
