//! Why a text is no policy, in words.

use eks_iam_span::Language;

use crate::{ParsePolicyError, error::Kind};

impl ParsePolicyError {
    /// Returns what is wrong, in one line. [`Display`](std::fmt::Display) gives the English one.
    ///
    /// ```
    /// use eks_iam_policy::PolicyDocument;
    /// use eks_iam_span::Language;
    ///
    /// let text = r#"{"Statement": {"Effect": "allow", "Action": "eks:*", "Resource": "*"}}"#;
    /// let error = PolicyDocument::parse(text).unwrap_err();
    /// assert_eq!(error.message(Language::English), "effect `allow` does not exist, expected `Allow` or `Deny`");
    /// assert_eq!(error.span().slice(text), r#""allow""#);
    /// ```
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::English => english(&self.kind),
            Language::Japanese => japanese(&self.kind),
        }
    }
}

fn english(kind: &Kind) -> String {
    match kind {
        Kind::NotJson(why) => format!("policy is not valid JSON: {}", why.message(Language::English)),
        Kind::NotAnObject => {
            "policy is not a JSON object, expected `{\"Version\": …, \"Statement\": …}`".to_owned()
        }
        Kind::UnknownElement { name, place } => format!("{} has no element `{name}`", place.english()),
        Kind::DuplicateElement(name) => format!("`{name}` is given twice"),
        Kind::MissingElement(name) => format!("`{name}` is missing"),
        Kind::BothElements(name) => {
            format!("statement has both `{name}` and `Not{name}`, only one is allowed")
        }
        Kind::WrongShape { element, expected } => {
            format!("`{element}` must be {}", expected.english())
        }
        Kind::UnknownVersion(text) => {
            format!("version `{text}` does not exist, expected `2012-10-17` or `2008-10-17`")
        }
        Kind::UnknownEffect(text) => {
            format!("effect `{text}` does not exist, expected `Allow` or `Deny`")
        }
        Kind::UnknownPrincipalKey(name) => {
            format!(
                "principal has no key `{name}`, expected `AWS`, `Service`, `Federated` or `CanonicalUser`"
            )
        }
        Kind::ProhibitedElement(name) => format!("a policy of this type has no element `{name}`"),
        Kind::RequiredElement(name) => format!("a policy of this type needs the element `{name}`"),
        Kind::InvalidPrincipal { key, text } => format!("`{text}` cannot be a principal under `{key}`"),
        Kind::NotEverybody => "`Principal` of a resource control policy must be `\"*\"`".to_owned(),
    }
}

fn japanese(kind: &Kind) -> String {
    match kind {
        Kind::NotJson(why) => {
            format!("ポリシーが正しい JSON ではありません: {}", why.message(Language::Japanese))
        }
        Kind::NotAnObject => {
            "ポリシーが JSON オブジェクトではありません。`{\"Version\": …, \"Statement\": …}` の形で書きます"
                .to_owned()
        }
        Kind::UnknownElement { name, place } => {
            format!("{}に要素 `{name}` はありません", place.japanese())
        }
        Kind::DuplicateElement(name) => format!("`{name}` が 2 回指定されています"),
        Kind::MissingElement(name) => format!("`{name}` がありません"),
        Kind::BothElements(name) => {
            format!("ステートメントに `{name}` と `Not{name}` の両方があります。指定できるのは一方だけです")
        }
        Kind::WrongShape { element, expected } => {
            format!("`{element}` には{}を指定します", expected.japanese())
        }
        Kind::UnknownVersion(text) => {
            format!("バージョン `{text}` はありません。`2012-10-17` または `2008-10-17` を指定します")
        }
        Kind::UnknownEffect(text) => {
            format!("効果 `{text}` はありません。`Allow` または `Deny` を指定します")
        }
        Kind::UnknownPrincipalKey(name) => format!(
            "プリンシパルにキー `{name}` はありません。`AWS`、`Service`、`Federated`、`CanonicalUser` のいずれかを指定します"
        ),
        Kind::ProhibitedElement(name) => format!("この種類のポリシーに要素 `{name}` は指定できません"),
        Kind::RequiredElement(name) => format!("この種類のポリシーには要素 `{name}` が必要です"),
        Kind::InvalidPrincipal { key, text } => {
            format!("`{text}` は `{key}` のプリンシパルとして指定できません")
        }
        Kind::NotEverybody => {
            "リソースコントロールポリシーの `Principal` には `\"*\"` を指定します".to_owned()
        }
    }
}
