//! The reason for a host, as one word.

use core::fmt;

use eks_iam_span::Language;

/// The rule that chose the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// An endpoint was given: it is taken byte for byte and brings no signing Region of its own.
    Override,
    /// The Region is `aws-global`, without FIPS and dual-stack.
    GlobalRegion,
    /// The mode is `legacy` and the Region is one of the fifteen that had only the global endpoint at first.
    LegacyMode,
    /// The Region's own host.
    Regional,
    /// The Region's FIPS host.
    Fips,
    /// The Region's plain host, which in GovCloud is the FIPS host.
    FipsInGovCloud,
    /// The Region's dual-stack host.
    DualStack,
    /// The Region's FIPS host with dual-stack.
    FipsDualStack,
}

impl Why {
    /// Returns the name in kebab-case, such as `legacy-mode`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::GlobalRegion => "global-region",
            Self::LegacyMode => "legacy-mode",
            Self::Regional => "regional",
            Self::Fips => "fips",
            Self::FipsInGovCloud => "fips-in-govcloud",
            Self::DualStack => "dual-stack",
            Self::FipsDualStack => "fips-dual-stack",
        }
    }

    /// Returns one sentence for people.
    #[must_use]
    pub const fn explanation(self, language: Language) -> &'static str {
        match language {
            Language::English => self.english(),
            Language::Japanese => self.japanese(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Override => {
                "an endpoint is given, so the host is the given one; it does not change the signing Region"
            }
            Self::GlobalRegion => "the Region `aws-global` means the global endpoint, signed for us-east-1",
            Self::LegacyMode => {
                "mode `legacy` sends this Region to the global endpoint, signed for us-east-1"
            }
            Self::Regional => "the Region's own endpoint",
            Self::Fips => "FIPS is on: the Region's FIPS endpoint",
            Self::FipsInGovCloud => "FIPS is on: in GovCloud the plain endpoint is the FIPS endpoint",
            Self::DualStack => "dual-stack is on: the Region's dual-stack endpoint",
            Self::FipsDualStack => "FIPS and dual-stack are on: the Region's FIPS endpoint with dual-stack",
        }
    }

    const fn japanese(self) -> &'static str {
        match self {
            Self::Override => {
                "エンドポイントが指定されているため、そのホストを使います。署名するリージョンは変わりません"
            }
            Self::GlobalRegion => {
                "リージョン `aws-global` はグローバルエンドポイントを指し、us-east-1 で署名します"
            }
            Self::LegacyMode => {
                "モード `legacy` では、このリージョンはグローバルエンドポイントを使い、us-east-1 で署名します"
            }
            Self::Regional => "リージョン自身のエンドポイントを使います",
            Self::Fips => "FIPS が有効なため、リージョンの FIPS エンドポイントを使います",
            Self::FipsInGovCloud => {
                "FIPS が有効です。GovCloud では通常のエンドポイントが FIPS エンドポイントです"
            }
            Self::DualStack => {
                "デュアルスタックが有効なため、リージョンのデュアルスタックエンドポイントを使います"
            }
            Self::FipsDualStack => {
                "FIPS とデュアルスタックが有効なため、デュアルスタックの FIPS エンドポイントを使います"
            }
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
