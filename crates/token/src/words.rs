//! The reasons in words for people: what is wrong, and who has to do what.

use eks_iam_span::Language;

use crate::{MakeTokenError, Reason, make::Kind};

impl Reason {
    /// Returns what is wrong with the token and what to do, in one sentence or two. The authenticator's own text, for
    /// comparison with a log, is the `Display` of [`VerifyTokenError`](crate::VerifyTokenError).
    pub fn explanation(self, language: Language) -> &'static str {
        match language {
            Language::English => english(self),
            Language::Japanese => japanese(self),
        }
    }
}

impl MakeTokenError {
    /// Returns why no token can be made; in English as `Display` does.
    pub fn message(&self, language: Language) -> String {
        match (language, &self.0) {
            (Language::English, _) => self.to_string(),
            (Language::Japanese, Kind::Region) => {
                "リージョンは英字、数字、ハイフンからなる名前ではありません".to_owned()
            }
            (Language::Japanese, Kind::Host) => {
                "ホストは英字、数字、ハイフン、ドットからなる名前ではありません".to_owned()
            }
            (Language::Japanese, Kind::ClusterId) => {
                "クラスターの名前が空か、制御文字を含んでいます".to_owned()
            }
            (Language::Japanese, Kind::Expires(seconds)) => {
                format!("{seconds} 秒のトークンは拒否されます。受け入れられるのは 900 秒までです")
            }
            (Language::Japanese, Kind::TooLong(length)) => {
                format!(
                    "{length} バイトのトークンはクラスターに拒否されます。読み取られるのは 4096 バイトまでです"
                )
            }
        }
    }
}

fn english(reason: Reason) -> &'static str {
    match reason {
        Reason::TooLarge => {
            "the token is longer than 4,096 bytes; use a session with fewer tags or smaller session policies"
        }
        Reason::MissingPrefix => "the token does not begin with `k8s-aws-v1.`, so it is no EKS token",
        Reason::BadBase64 => "the token is damaged: what follows the prefix is no base64 of the URL alphabet",
        Reason::BadUrl => "the token is damaged: what it holds is no URL",
        Reason::BadScheme => "the token's URL is not https",
        Reason::BadHost => {
            "the token names a host to which no token of this cluster is sent; sign it for an STS endpoint of the \
             cluster's partition, and remove an endpoint override"
        }
        Reason::BadPath => "the token's URL has a path other than `/`",
        Reason::MalformedQuery => "the token is damaged: its query cannot be read",
        Reason::DuplicateParameter => {
            "two parameters of the token differ in case only, which is an attack or a fault"
        }
        Reason::UnknownParameter => "the token has a parameter that no EKS token has",
        Reason::MultipleValues => "a parameter of the token is given twice",
        Reason::BadAction => "the token is presigned for another action than `GetCallerIdentity`",
        Reason::ClusterIdNotSigned => {
            "no cluster is named in the token; sign it with the header `x-k8s-aws-id`, as `aws eks get-token` does"
        }
        Reason::BadExpires => "the token's `X-Amz-Expires` is no number from 0 to 900",
        Reason::MissingDate => "the token has no `X-Amz-Date`",
        Reason::BadDate => "the token's `X-Amz-Date` is no time of the form `20260115T100000Z`",
        Reason::Expired => {
            "the token was signed more than 15 minutes ago; make a new one, and compare the client's clock"
        }
        Reason::StsUnreachable => "STS gave no answer; check the way from the cluster to the STS endpoint",
        Reason::StsThrottled => "STS throttles; try again later, and make fewer tokens",
        Reason::StsStatus => {
            "STS refused the token: it is signed with wrong or expired credentials, for another cluster's name, or for \
             another region than its host's"
        }
        Reason::StsJson => "the answer of STS cannot be read",
        Reason::StsArn => "STS named a caller that no mapping can name",
        Reason::StsUserId => "STS named a role session with an id of another form",
        Reason::MissingParameter => "the token lacks a parameter that every maker writes",
        Reason::MisspeltParameter => "a parameter of the token is written in another case than STS reads",
        Reason::BadVersion => "the token's `Version` is not `2011-06-15`",
        Reason::BadAlgorithm => "the token's algorithm is not `AWS4-HMAC-SHA256`",
        Reason::BadSignature => "the token's signature is damaged",
        Reason::BadSignedHeaders => "the token signs other headers than `host` and `x-k8s-aws-id`",
        Reason::BadScope => {
            "the token is signed for another region, service or day than its host and date; sign for the region of the \
             host"
        }
        Reason::NotYetValid => "the token is signed more than 15 minutes ahead; set the client's clock",
        Reason::AccountMismatch => "the caller's account and partition do not fit together",
    }
}

fn japanese(reason: Reason) -> &'static str {
    match reason {
        Reason::TooLarge => {
            "トークンが 4,096 バイトを超えています。タグやセッションポリシーの少ないセッションを使ってください"
        }
        Reason::MissingPrefix => "トークンが `k8s-aws-v1.` で始まらないため、EKS のトークンではありません",
        Reason::BadBase64 => {
            "トークンが壊れています。接頭辞に続く部分が URL 用アルファベットの base64 ではありません"
        }
        Reason::BadUrl => "トークンが壊れています。中身が URL ではありません",
        Reason::BadScheme => "トークンの URL が https ではありません",
        Reason::BadHost => {
            "トークンのホストは、このクラスターのトークンを送れる相手ではありません。クラスターのパーティションの STS エンドポイントに対して署名し、エンドポイントの上書きを外してください"
        }
        Reason::BadPath => "トークンの URL のパスが `/` ではありません",
        Reason::MalformedQuery => "トークンが壊れています。クエリを読み取れません",
        Reason::DuplicateParameter => "大文字と小文字だけが異なるパラメータが 2 つあります。攻撃か不具合です",
        Reason::UnknownParameter => "EKS のトークンにはないパラメータがあります",
        Reason::MultipleValues => "同じパラメータが 2 回あります",
        Reason::BadAction => "トークンが `GetCallerIdentity` 以外のアクションに署名されています",
        Reason::ClusterIdNotSigned => {
            "トークンにクラスターの名前がありません。`aws eks get-token` のように、ヘッダー `x-k8s-aws-id` を含めて署名してください"
        }
        Reason::BadExpires => "トークンの `X-Amz-Expires` が 0 から 900 までの数ではありません",
        Reason::MissingDate => "トークンに `X-Amz-Date` がありません",
        Reason::BadDate => "トークンの `X-Amz-Date` が `20260115T100000Z` の形の時刻ではありません",
        Reason::Expired => {
            "トークンの署名から 15 分以上たっています。新しいトークンを作り、クライアントの時計を確かめてください"
        }
        Reason::StsUnreachable => {
            "STS から応答がありません。クラスターから STS エンドポイントへの経路を確かめてください"
        }
        Reason::StsThrottled => {
            "STS のスロットリングです。後で再試行し、トークンを作る回数を減らしてください"
        }
        Reason::StsStatus => {
            "STS がトークンを拒否しました。認証情報が誤っているか期限切れ、別のクラスターの名前、またはホストとは別のリージョンで署名されています"
        }
        Reason::StsJson => "STS の応答を読み取れません",
        Reason::StsArn => "STS が答えた呼び出し元は、マッピングに書けないものです",
        Reason::StsUserId => "STS が答えたロールセッションの ID の形が異なります",
        Reason::MissingParameter => "どのツールも書くパラメータがトークンにありません",
        Reason::MisspeltParameter => "パラメータの大文字と小文字が、STS の読むものと異なります",
        Reason::BadVersion => "トークンの `Version` が `2011-06-15` ではありません",
        Reason::BadAlgorithm => "トークンのアルゴリズムが `AWS4-HMAC-SHA256` ではありません",
        Reason::BadSignature => "トークンの署名が壊れています",
        Reason::BadSignedHeaders => "トークンが `host` と `x-k8s-aws-id` 以外のヘッダーに署名しています",
        Reason::BadScope => {
            "トークンの署名のリージョン、サービス、または日付が、ホストや時刻と合いません。ホストのリージョンで署名してください"
        }
        Reason::NotYetValid => "トークンの署名が 15 分以上先の時刻です。クライアントの時計を合わせてください",
        Reason::AccountMismatch => "呼び出し元のアカウントとパーティションが一致しません",
    }
}
