//! The remedies in words.

use eks_iam_span::Language;

use crate::{PageRemedy, RemedyVerdict, StsCall};

impl PageRemedy {
    /// Returns what to do, in one sentence.
    pub fn instruction(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::RemoveEndpoint, Language::English) => {
                "remove the explicit STS endpoint from the application, so that the SDK chooses it"
            }
            (Self::RemoveEndpoint, Language::Japanese) => {
                "アプリケーションから明示的な STS エンドポイントを削除し、SDK に選ばせる"
            }
            (Self::RegionalEndpoint, Language::English) => {
                "set the application's endpoint to the Regional one of the Region it signs for"
            }
            (Self::RegionalEndpoint, Language::Japanese) => {
                "アプリケーションのエンドポイントを、署名するリージョンのリージョンエンドポイントにする"
            }
            (Self::GlobalServiceAccount, Language::English) => {
                "annotate the service account eks.amazonaws.com/sts-regional-endpoints: \"false\" and recreate the pod"
            }
            (Self::GlobalServiceAccount, Language::Japanese) => {
                "サービスアカウントに eks.amazonaws.com/sts-regional-endpoints: \"false\" を付け、ポッドを再作成する"
            }
            (Self::SignForEndpoint, Language::English) => {
                "keep the endpoint and set the client's Region to the one that the endpoint accepts"
            }
            (Self::SignForEndpoint, Language::Japanese) => {
                "エンドポイントはそのままにし、クライアントのリージョンをエンドポイントが受け入れるリージョンにする"
            }
        }
    }
}

impl RemedyVerdict {
    /// Returns why the remedy works or does not, in one sentence.
    pub fn why(&self, language: Language) -> String {
        let (host, signed, accepted) = match &self.after {
            StsCall::Failed(text) => {
                return match language {
                    Language::English => format!("the client fails before it sends anything: {text}"),
                    Language::Japanese => format!("クライアントは送信の前に失敗します: {text}"),
                };
            }
            StsCall::Sent { host, signing_region, scope_region } => {
                (host, signing_region, scope_region.as_deref())
            }
        };
        match (accepted, language) {
            (None, Language::English) => {
                format!("the client calls {host}, of which it is not known what Region it accepts")
            }
            (None, Language::Japanese) => {
                format!("クライアントが呼び出す {host} がどのリージョンを受け入れるかは分かりません")
            }
            (Some(region), Language::English) if self.works => {
                format!("the client calls {host} and signs for {region}, which it accepts")
            }
            (Some(region), Language::Japanese) if self.works => {
                format!("クライアントは {host} を呼び出し、受け入れられる {region} で署名します")
            }
            (Some(region), Language::English) => format!(
                "the client {} {host} and signs for {signed}, but it accepts {region} only",
                if self.changes { "calls" } else { "still calls" }
            ),
            (Some(region), Language::Japanese) => format!(
                "クライアントは{} {host} を呼び出し {signed} で署名しますが、受け入れられるのは {region} だけです",
                if self.changes { "" } else { "変わらず" }
            ),
        }
    }
}
