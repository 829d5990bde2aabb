//! The kinds of notes, and their words.

use eks_iam_span::{Language, Severity, Span};

use crate::problems::Problem;

/// A kind of note: its name, what it says, and what it means; English first. `{0}`, `{1}` … are arguments.
pub(super) struct Kind {
    name: &'static str,
    says: [&'static str; 2],
    explanation: [&'static str; 2],
}

impl Kind {
    /// Returns the note, at a place.
    pub(super) fn problem(&self, span: Span, arguments: &[&str], language: Language) -> Problem {
        let of = |[english, japanese]: [&'static str; 2]| match language {
            Language::Japanese => japanese,
            _ => english,
        };
        let mut message = of(self.says).to_owned();
        for (at, argument) in arguments.iter().enumerate() {
            message = message.replace(&format!("{{{at}}}"), argument);
        }
        let explanation = of(self.explanation);
        Problem { kind: self.name, severity: Severity::Info, span, message, explanation, fix: None }
    }
}

pub(super) const NOT_READ: Kind = Kind {
    name: "aws-auth-not-read",
    says: [
        "the authentication mode API does not read aws-auth",
        "認証モード API では aws-auth は読み込まれません",
    ],
    explanation: [
        "In this mode only access entries let callers in; nothing in this document has an effect.",
        "この認証モードで有効なのはアクセスエントリだけです。このドキュメントの内容は使われません。",
    ],
};
pub(super) const NO_ENTRY: Kind = Kind {
    name: "no-access-entry",
    says: [
        "`{0}` has no access entry and is locked out in the mode API",
        "`{0}` にはアクセスエントリがないため、認証モード API ではアクセスできません",
    ],
    explanation: [
        "Only access entries let callers in. Create one for the role or user; `eks-iam migrate` writes it.",
        "有効なのはアクセスエントリだけです。ロールまたはユーザーのアクセスエントリを作成してください。`eks-iam migrate` で出力できます。",
    ],
};
pub(super) const ENTRY_DECIDES: Kind = Kind {
    name: "access-entry-decides",
    says: [
        "`{0}` has an access entry, so this mapping is not asked",
        "`{0}` にはアクセスエントリがあるため、このマッピングは参照されません",
    ],
    explanation: [
        "Where the mode reads access entries, the entry decides alone.",
        "認証モードがアクセスエントリを読む場合、アクセスエントリだけで決まります。",
    ],
};
pub(super) const ENTRY_GIVES_LESS: Kind = Kind {
    name: "access-entry-decides",
    says: [
        "`{0}` has an access entry, so this mapping is not asked: {1} is not given",
        "`{0}` にはアクセスエントリがあるため、このマッピングは参照されません。{1} は付与されません",
    ],
    explanation: [
        "Where the mode reads access entries, the entry decides alone: groups given only here are lost. A group that \
         begins with `system:` cannot be given by an entry; for `system:masters` associate AmazonEKSClusterAdminPolicy.",
        "認証モードがアクセスエントリを読む場合、アクセスエントリだけで決まり、ここにしかないグループは失われます。\
         `system:` で始まるグループはアクセスエントリでは付与できません。`system:masters` の代わりには AmazonEKSClusterAdminPolicy を関連付けます。",
    ],
};
pub(super) const NOT_LISTED: Kind = Kind {
    name: "principal-not-listed",
    says: ["`{0}` is not among the given principals", "`{0}` は、指定されたプリンシパルの一覧にありません"],
    explanation: [
        "No role or user in the list is looked up under this ARN: it is deleted, misspelt, or of an account that was not \
         listed.",
        "この ARN で照合されるロールやユーザーは一覧にありません。削除された、綴りが違う、一覧にないアカウントのものである、\
         のいずれかです。",
    ],
};
pub(super) const LISTED_OTHERWISE: Kind = Kind {
    name: "principal-not-listed",
    says: [
        "`{0}` is not among the given principals; there is `{1}`",
        "`{0}` は、指定されたプリンシパルの一覧にありません。`{1}` ならあります",
    ],
    explanation: [
        "A user is looked up with its path. A permission set that is assigned anew has a role with another suffix, and that \
         of the former role matches nobody.",
        "ユーザーはパスも含めて照合されます。許可セットを割り当て直すとロール名の末尾が変わり、以前のロール名は誰とも\
         一致しなくなります。",
    ],
};
pub(super) const GONE: Kind = Kind {
    name: "formerly-mapped",
    says: [
        "`{0}` was mapped formerly and no longer is",
        "`{0}` は以前はマッピングされていましたが、今はされていません",
    ],
    explanation: [
        "Unless an access entry lets it in, it is locked out; a node role that is lost takes its nodes along.",
        "アクセスエントリがなければ、アクセスできません。ノードのロールの場合は、そのノードも参加できなくなります。",
    ],
};
pub(super) const BY_ACCOUNT_ONLY: Kind = Kind {
    name: "formerly-mapped",
    says: [
        "`{0}` was `{1}` formerly, and now is let in by mapAccounts alone, without groups",
        "`{0}` は以前は `{1}` でしたが、今は mapAccounts だけで許可され、グループがありません",
    ],
    explanation: [
        "Its user name is its ARN, and it may do only what RBAC gives to that name.",
        "ユーザー名は ARN になり、その名前に RBAC で許可された操作しかできません。",
    ],
};
pub(super) const OTHERWISE: Kind = Kind {
    name: "formerly-mapped-otherwise",
    says: ["`{0}` was `{1}` formerly and now is `{2}`", "`{0}` は以前は `{1}` でしたが、今は `{2}` です"],
    explanation: [
        "RBAC that names the former user or group no longer applies.",
        "以前のユーザー名やグループを指定した RBAC は適用されなくなります。",
    ],
};
