//! What a statement lacks, in words.

use eks_iam_span::Language;

use crate::Miss;

impl Miss {
    /// Returns what does not match, in one line.
    ///
    /// ```
    /// use eks_iam_policy::{NamedPolicy, PolicyDocument, PolicySet, Request, evaluate};
    /// use eks_iam_span::Language;
    ///
    /// let document = PolicyDocument::parse(
    ///     r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "eks:*",
    ///         "Resource": "arn:aws:eks:us-east-1:111122223333:cluster/*"}}"#,
    /// )?;
    /// let policies = PolicySet::with_identity([NamedPolicy::new("readers", document)]);
    /// let cluster = "arn:aws:eks:eu-west-1:111122223333:cluster/shop";
    /// let request = Request::new("arn:aws:iam::111122223333:user/mika", "eks:DescribeCluster", cluster);
    /// let misses = evaluate(&request, &policies).near_misses();
    /// assert_eq!(
    ///     misses[0].reasons[0].message(Language::English),
    ///     "its resource is in Region `us-east-1`, the request's in `eu-west-1`",
    /// );
    /// # Ok::<(), eks_iam_policy::ParsePolicyError>(())
    /// ```
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => self.english(),
            Language::Japanese => self.japanese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Action { wanted, got, .. } => format!("it names the action `{wanted}`, not `{got}`"),
            Self::Principal { wanted, got, .. } => {
                format!("it names {}, not the caller `{got}`", list(wanted))
            }
            Self::Partition { wanted, got, .. } => {
                format!("its resource is in partition `{wanted}`, the request's in `{got}`")
            }
            Self::Service { wanted, got, .. } => {
                format!("its resource is of service `{wanted}`, the request's of `{got}`")
            }
            Self::Region { wanted, got, .. } => {
                format!("its resource is in Region `{wanted}`, the request's in `{got}`")
            }
            Self::Account { wanted, got, .. } => {
                format!("its resource is of account `{wanted}`, the request's of `{got}`")
            }
            Self::ResourceType { wanted, got, .. } => {
                format!("its resource is `{wanted}`, another type than that of `{got}`")
            }
            Self::Path { wanted, got, .. } => {
                format!("its resource is `{wanted}`, with another path than `{got}`")
            }
            Self::Case { wanted, got, .. } => {
                format!("`{wanted}` and `{got}` differ in upper and lower case only")
            }
            Self::Tail { wanted, got, .. } => {
                format!("its resource `{wanted}` ends too early for `{got}`; `{wanted}/*` covers it")
            }
            Self::Resource { wanted, got, .. } => format!("it covers the resource `{wanted}`, not `{got}`"),
            Self::Variable { keys, .. } => {
                format!("its resource has a variable without a value in this request: {}", list(keys))
            }
            Self::WildcardUnderEquals { operator, key, wanted, got, .. } => format!(
                "`{operator}` takes `{wanted}` for {key} letter by letter; with `StringLike` it matches `{got}`"
            ),
            Self::Condition { operator, key, wanted, got: None, .. } => {
                format!("`{operator}` wants {} for {key}, which the request does not have", list(wanted))
            }
            Self::Condition { operator, key, wanted, got: Some(got), .. } => {
                format!("`{operator}` wants {} for {key}, the request has {}", list(wanted), list(got))
            }
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::Action { wanted, got, .. } => {
                format!("アクション `{wanted}` を指定しており、`{got}` には一致しません")
            }
            Self::Principal { wanted, got, .. } => {
                format!("{} を指定しており、呼び出し元 `{got}` には一致しません", list(wanted))
            }
            Self::Partition { wanted, got, .. } => {
                format!("リソースのパーティションは `{wanted}` ですが、リクエストでは `{got}` です")
            }
            Self::Service { wanted, got, .. } => {
                format!("リソースのサービスは `{wanted}` ですが、リクエストでは `{got}` です")
            }
            Self::Region { wanted, got, .. } => {
                format!("リソースのリージョンは `{wanted}` ですが、リクエストでは `{got}` です")
            }
            Self::Account { wanted, got, .. } => {
                format!("リソースのアカウントは `{wanted}` ですが、リクエストでは `{got}` です")
            }
            Self::ResourceType { wanted, got, .. } => {
                format!("リソース `{wanted}` の種類が `{got}` とは異なります")
            }
            Self::Path { wanted, got, .. } => format!("リソース `{wanted}` のパスが `{got}` とは異なります"),
            Self::Case { wanted, got, .. } => {
                format!("`{wanted}` と `{got}` は大文字と小文字だけが異なります")
            }
            Self::Tail { wanted, got, .. } => {
                format!("リソース `{wanted}` は `{got}` に届きません。`{wanted}/*` なら一致します")
            }
            Self::Resource { wanted, got, .. } => {
                format!("リソース `{wanted}` が対象で、`{got}` には一致しません")
            }
            Self::Variable { keys, .. } => {
                format!("リソースの変数の値がこのリクエストにありません: {}", list(keys))
            }
            Self::WildcardUnderEquals { operator, key, wanted, got, .. } => format!(
                "`{operator}` は {key} の `{wanted}` を文字どおりに比較します。`StringLike` なら `{got}` に一致します"
            ),
            Self::Condition { operator, key, wanted, got: None, .. } => {
                format!(
                    "`{operator}` は {key} に {} を求めますが、リクエストにこのキーはありません",
                    list(wanted)
                )
            }
            Self::Condition { operator, key, wanted, got: Some(got), .. } => format!(
                "`{operator}` は {key} に {} を求めますが、リクエストの値は {} です",
                list(wanted),
                list(got)
            ),
        }
    }
}

/// At most this many values are named; a condition may have thousands.
const AT_MOST: usize = 5;

fn list(texts: &[String]) -> String {
    let mut named: Vec<_> = texts.iter().take(AT_MOST).map(|text| format!("`{text}`")).collect();
    if texts.len() > AT_MOST {
        named.push("…".to_owned());
    }
    if named.is_empty() { "`[]`".to_owned() } else { named.join(", ") }
}
