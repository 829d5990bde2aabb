//! Both sides of a call, in words.

use eks_iam_span::Language;

use crate::{BothSides, Fault, PolicyType, Side, SideVerdict};

impl BothSides {
    /// Says in one or two sentences which side is wrong and who has to do what.
    #[must_use]
    pub fn explain(&self, language: Language) -> String {
        let unknown = match language {
            Language::English => "an account that is not known",
            Language::Japanese => "不明なアカウント",
        };
        let of = |side: &Side| match (&side.account, language) {
            (None, _) => unknown.to_owned(),
            (Some(account), Language::English) => format!("account {account}"),
            (Some(account), Language::Japanese) => format!("アカウント {account} "),
        };
        let (caller, resource) = (of(&self.caller), of(&self.resource));
        match language {
            Language::English => self.english(&caller, &resource),
            Language::Japanese => self.japanese(&caller, &resource),
        }
    }

    fn english(&self, caller: &str, resource: &str) -> String {
        let policy = if self.resource.policy_type == PolicyType::Trust {
            "the role's trust policy"
        } else {
            "the resource's policy"
        };
        match self.fault {
            Fault::Neither => "Both sides allow the request.".to_owned(),
            Fault::Caller if self.caller.verdict == SideVerdict::Denies => {
                format!("A policy of the caller in {caller} denies the request explicitly; change that Deny.")
            }
            Fault::Caller if self.resource.verdict == SideVerdict::Unknown => format!(
                "The policies of the caller in {caller} do not allow the request; whether {policy} in \
                 {resource} does is not known."
            ),
            Fault::Caller => format!(
                "The resource's side is in order; the policies of the caller in {caller} do not allow the request."
            ),
            Fault::Resource if self.resource.verdict == SideVerdict::Denies => {
                format!(
                    "A policy of the resource in {resource} denies the request explicitly; change that Deny."
                )
            }
            Fault::Resource if self.caller.verdict == SideVerdict::Unknown => {
                let policy = capitalised(policy);
                format!(
                    "{policy} in {resource} does not allow the caller; whether the caller's policies in \
                     {caller} allow the request is not known."
                )
            }
            Fault::Resource => {
                format!("The caller's side is in order; {policy} in {resource} does not allow the caller.")
            }
            Fault::Both => format!(
                "Both sides must change: the caller's policies in {caller}, and {policy} in {resource}."
            ),
            Fault::CannotTell if self.caller.verdict == SideVerdict::NotNeeded => {
                format!("The caller needs no policy; whether {policy} in {resource} allows it is not known.")
            }
            Fault::CannotTell => format!(
                "Which side is wrong cannot be told from what is known: compare the caller's policies in \
                 {caller} and {policy} in {resource}."
            ),
            Fault::Impossible => format!(
                "No policy allows this call from {caller}: assume a role in {resource} and call with \
                 its credentials."
            ),
        }
    }

    fn japanese(&self, caller: &str, resource: &str) -> String {
        let policy = if self.resource.policy_type == PolicyType::Trust {
            "ロールの信頼ポリシー"
        } else {
            "リソースのポリシー"
        };
        match self.fault {
            Fault::Neither => "両側ともリクエストを許可しています。".to_owned(),
            Fault::Caller if self.caller.verdict == SideVerdict::Denies => format!(
                "{caller}の呼び出し元のポリシーがリクエストを明示的に拒否しています。その Deny を変更してください。"
            ),
            Fault::Caller if self.resource.verdict == SideVerdict::Unknown => format!(
                "{caller}の呼び出し元のポリシーがリクエストを許可していません。{resource}の{policy}が許可しているかどうかは分かりません。"
            ),
            Fault::Caller => format!(
                "リソース側に問題はありません。{caller}の呼び出し元のポリシーがリクエストを許可していません。"
            ),
            Fault::Resource if self.resource.verdict == SideVerdict::Denies => format!(
                "{resource}のリソースのポリシーがリクエストを明示的に拒否しています。その Deny を変更してください。"
            ),
            Fault::Resource if self.caller.verdict == SideVerdict::Unknown => format!(
                "{resource}の{policy}が呼び出し元を許可していません。{caller}の呼び出し元のポリシーがリクエストを許可しているかどうかは分かりません。"
            ),
            Fault::Resource => format!(
                "呼び出し元の側に問題はありません。{resource}の{policy}が呼び出し元を許可していません。"
            ),
            Fault::Both => {
                format!("両側の変更が必要です。{caller}の呼び出し元のポリシーと、{resource}の{policy}です。")
            }
            Fault::CannotTell if self.caller.verdict == SideVerdict::NotNeeded => format!(
                "呼び出し元のポリシーは不要です。{resource}の{policy}が許可しているかどうかは分かりません。"
            ),
            Fault::CannotTell => format!(
                "分かっている範囲では、どちら側に問題があるか判断できません。{caller}の呼び出し元のポリシーと、{resource}の{policy}を照合してください。"
            ),
            Fault::Impossible => format!(
                "この呼び出しを{caller}から許可するポリシーはありません。{resource}のロールを引き受け、その認証情報で呼び出してください。"
            ),
        }
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
