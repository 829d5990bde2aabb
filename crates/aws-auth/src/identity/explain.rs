//! Why each entry did or did not match.

use eks_iam_span::{Language, Span};

use super::{Caller, IdentityMap, MapOptions, canonical::folded, lookup::place};
use crate::{Mapping, ParseErrorKind, Section, arn_shape::Parts, characters, who::Who};

/// Why one entry did or did not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryVerdict {
    /// The list it stands in.
    pub section: Section,
    /// Zero-based position in the list as written.
    pub index: usize,
    /// The entry, or the item of `mapAccounts`.
    pub span: Span,
    /// Whether it decided, or may have where the authenticator picks at random.
    pub decides: bool,
    /// Why.
    pub reason: VerdictReason,
}

/// What speaks for or against an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VerdictReason {
    /// It names the caller and decides.
    Matches,
    /// It names the caller, and so does another: the authenticator picks at random.
    MatchesAtRandom,
    /// It names the caller, and a later entry with the same ARN replaces it.
    ReplacedByLater,
    /// It names the caller, and mapRoles has an entry that is asked first.
    MapRolesFirst,
    /// The account is listed, and an entry was found before.
    EntryFirst,
    /// It would match without its IAM path.
    PathDiffers,
    /// The caller's path is missing or another: users keep theirs.
    UserPathDiffers,
    /// It is the ARN of a session of the caller's role.
    SessionArn,
    /// It would match if blanks, invisible or full-width characters were mended.
    CharactersDiffer,
    /// The same name in another account.
    AccountDiffers,
    /// An item of mapAccounts: another account than the caller's.
    OtherAccount,
    /// The same name in another partition.
    PartitionDiffers,
    /// The same name, as another kind of principal.
    KindDiffers,
    /// An SSO matcher, and the feature is off.
    SsoDisabled,
    /// An SSO matcher for other roles.
    SsoDiffers,
    /// It names somebody else.
    OtherPrincipal,
    /// The authenticator drops it.
    Rejected(ParseErrorKind),
    /// The caller's ARN is nobody's, so nothing is compared.
    CallerUnsupported,
}

impl VerdictReason {
    /// Returns the stable name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Matches => "matches",
            Self::MatchesAtRandom => "matches-at-random",
            Self::ReplacedByLater => "replaced-by-later",
            Self::MapRolesFirst => "map-roles-first",
            Self::EntryFirst => "entry-first",
            Self::PathDiffers => "path-differs",
            Self::UserPathDiffers => "user-path-differs",
            Self::SessionArn => "session-arn",
            Self::CharactersDiffer => "characters-differ",
            Self::AccountDiffers => "account-differs",
            Self::OtherAccount => "other-account",
            Self::PartitionDiffers => "partition-differs",
            Self::KindDiffers => "kind-differs",
            Self::SsoDisabled => "sso-disabled",
            Self::SsoDiffers => "sso-differs",
            Self::OtherPrincipal => "other-principal",
            Self::Rejected(_) => "rejected",
            Self::CallerUnsupported => "caller-unsupported",
        }
    }

    /// Returns the reason in words.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.japanese(),
            _ => self.english(),
        }
    }

    const fn english(self) -> &'static str {
        match self {
            Self::Matches => "names the caller and decides",
            Self::MatchesAtRandom => "names the caller; another entry does too, and either may answer",
            Self::ReplacedByLater => "names the caller, but a later entry with the same ARN replaces it",
            Self::MapRolesFirst => "names the caller, but mapRoles is asked first and has an entry",
            Self::EntryFirst => "the account is listed, but an entry was found before",
            Self::PathDiffers => "would match without its IAM path: STS shows none",
            Self::UserPathDiffers => "would match with the path of the caller: users keep theirs",
            Self::SessionArn => "is a session of the caller's role; the ARN of the role belongs here",
            Self::CharactersDiffer => "would match without blanks, invisible or full-width characters",
            Self::AccountDiffers => "has the same name in another account",
            Self::OtherAccount => "is another account",
            Self::PartitionDiffers => "has the same name in another partition",
            Self::KindDiffers => "has the same name, but is another kind of principal",
            Self::SsoDisabled => "is an SSO matcher, and the feature is off",
            Self::SsoDiffers => "is an SSO matcher for other roles",
            Self::OtherPrincipal => "names somebody else",
            Self::Rejected(_) => "is dropped by the authenticator",
            Self::CallerUnsupported => "is not compared: the caller's ARN is no principal",
        }
    }

    const fn japanese(self) -> &'static str {
        match self {
            Self::Matches => "呼び出し元と一致し、これが採用されます",
            Self::MatchesAtRandom => {
                "呼び出し元と一致しますが、ほかのエントリも一致し、どちらが使われるか決まりません"
            }
            Self::ReplacedByLater => "呼び出し元と一致しますが、同じ ARN の後のエントリに置き換えられます",
            Self::MapRolesFirst => "呼び出し元と一致しますが、先に調べられる mapRoles にもエントリがあります",
            Self::EntryFirst => "アカウントは含まれていますが、先にエントリが見つかっています",
            Self::PathDiffers => "IAM のパスがなければ一致します (STS はパスを返しません)",
            Self::UserPathDiffers => "呼び出し元のパスがあれば一致します (ユーザーの ARN にはパスが残ります)",
            Self::SessionArn => "呼び出し元のロールのセッションです。ロールの ARN を書く必要があります",
            Self::CharactersDiffer => "空白、目に見えない文字、全角文字がなければ一致します",
            Self::AccountDiffers => "名前は同じですが、アカウントが違います",
            Self::OtherAccount => "別のアカウントです",
            Self::PartitionDiffers => "名前は同じですが、パーティションが違います",
            Self::KindDiffers => "名前は同じですが、プリンシパルの種類が違います",
            Self::SsoDisabled => "SSO のマッチャーですが、この機能は無効です",
            Self::SsoDiffers => "別のロールを対象とする SSO のマッチャーです",
            Self::OtherPrincipal => "別のプリンシパルです",
            Self::Rejected(_) => "オーセンティケーターが捨てるエントリです",
            Self::CallerUnsupported => "呼び出し元の ARN がプリンシパルではないため、比べられません",
        }
    }
}

pub(super) fn explain(map: &IdentityMap, caller: &Caller, options: &MapOptions) -> Vec<EntryVerdict> {
    let document = map.document();
    let who = Who::of(caller).ok();
    let canonical = who.as_ref().map(|it| it.canonical.as_str());
    let deciding: Vec<_> =
        who.as_ref().map(|it| map.matching(it, options).into_iter().map(place).collect()).unwrap_or_default();
    let mut verdicts: Vec<EntryVerdict> = Vec::new();
    for entry in document.roles().iter().chain(document.users()) {
        let decides = deciding.contains(&place(entry));
        let reason = match canonical {
            None => VerdictReason::CallerUnsupported,
            Some(_) if decides && deciding.len() > 1 => VerdictReason::MatchesAtRandom,
            Some(_) if decides => VerdictReason::Matches,
            Some(canonical) => {
                against(entry, canonical, deciding.iter().any(|it| it.section == Section::MapRoles), options)
            }
        };
        let (section, index, span) = (entry.section, entry.index, entry.span);
        verdicts.push(EntryVerdict { section, index, span, decides, reason });
    }
    let by_account = canonical.is_some() && deciding.is_empty() && map.lists_account(&caller.account);
    let dropped = document.rejected().iter().filter(|it| it.section == Section::MapAccounts);
    let mut gaps: Vec<usize> = dropped.map(|it| it.index).collect();
    gaps.sort_unstable();
    let mut index = 0;
    for account in document.accounts() {
        while gaps.binary_search(&index).is_ok() {
            index += 1;
        }
        let listed = account.value == caller.account;
        let decides = listed && by_account;
        let reason = match (decides, listed, canonical) {
            (_, _, None) => VerdictReason::CallerUnsupported,
            (true, ..) => VerdictReason::Matches,
            (false, true, _) => VerdictReason::EntryFirst,
            (false, false, _) if characters::cleaned(&account.value) == caller.account => {
                VerdictReason::CharactersDiffer
            }
            _ => VerdictReason::OtherAccount,
        };
        verdicts.push(EntryVerdict {
            section: Section::MapAccounts,
            index,
            span: account.span,
            decides,
            reason,
        });
        index += 1;
    }
    for it in document.rejected() {
        let reason = VerdictReason::Rejected(it.reason);
        verdicts.push(EntryVerdict {
            section: it.section,
            index: it.index,
            span: it.span,
            decides: false,
            reason,
        });
    }
    verdicts.sort_by_key(|it| (it.section, it.index));
    verdicts
}

/// What speaks against an entry that does not decide.
fn against(entry: &Mapping, canonical: &str, roles_decide: bool, options: &MapOptions) -> VerdictReason {
    if entry.sso.is_some() {
        return if options.sso_role_match { VerdictReason::SsoDiffers } else { VerdictReason::SsoDisabled };
    }
    let arn = folded(&entry.arn.value);
    let caller = folded(canonical);
    if arn == caller {
        return if entry.section == Section::MapUsers && roles_decide {
            VerdictReason::MapRolesFirst
        } else {
            VerdictReason::ReplacedByLater
        };
    }
    let clean = folded(&characters::cleaned(&entry.arn.value));
    if clean == caller {
        return VerdictReason::CharactersDiffer;
    }
    match (Parts::of(&clean), Parts::of(&caller)) {
        (Some(entry), Some(caller)) => compare(&entry, &caller),
        _ => VerdictReason::OtherPrincipal,
    }
}

fn compare(entry: &Parts<'_>, caller: &Parts<'_>) -> VerdictReason {
    let last = |it: &str| it.rsplit('/').next().unwrap_or_default().to_owned();
    let same_place = entry.account == caller.account && entry.partition == caller.partition;
    let session_of = entry.kind == "assumed-role"
        && entry.name.rsplit_once('/').is_some_and(|(role, _)| role == caller.name);
    if same_place && session_of {
        return VerdictReason::SessionArn;
    }
    if last(entry.name) != last(caller.name) || entry.name.is_empty() {
        return VerdictReason::OtherPrincipal;
    }
    match (entry.kind == caller.kind, same_place) {
        (false, _) => VerdictReason::KindDiffers,
        (true, false) if entry.account != caller.account => VerdictReason::AccountDiffers,
        (true, false) => VerdictReason::PartitionDiffers,
        (true, true) if entry.name == caller.name => VerdictReason::OtherPrincipal,
        (true, true) if caller.kind == "user" => VerdictReason::UserPathDiffers,
        (true, true) => VerdictReason::PathDiffers,
    }
}
