//! Who calls: read from what was typed, and held against what the snapshot knows.

use eks_iam_arn::{ArnRef, Principal};
use eks_iam_diagnosis::Snapshot;
use eks_iam_span::Language;

use crate::{
    output::complain,
    verbs::arn::odd::{why_no_arn, why_nobody},
};

/// How many names an advice lists.
const MOST: usize = 8;

/// Returns the ARN of a session for that of a role, as STS shows it to the cluster; everybody else stays.
///
/// Somebody whom the snapshot should know, and does not, is told on standard error: the answer is then of a stranger.
pub(super) fn read(who: &str, snapshot: &Snapshot, language: Language) -> Result<String, String> {
    if let Some(name) = who.strip_prefix("pod/") {
        let known = snapshot.names_of("Pod");
        return is_there(
            who,
            known.iter().any(|it| it == name),
            &known,
            "kubectl get pods -A -o yaml",
            language,
        );
    }
    if let Some(name) = who.strip_prefix("node/") {
        let known: Vec<String> = snapshot.nodes().into_iter().map(|it| it.name).collect();
        let is_known = known.iter().any(|it| it == name);
        let is_without_role = !is_known && snapshot.names_of("Node").iter().any(|it| it == name);
        let fetch = if is_without_role {
            "aws eks describe-nodegroup --output json"
        } else {
            "kubectl get nodes -o yaml"
        };
        if is_without_role {
            return Err(match language {
                Language::Japanese => format!("`{who}` のロールが分かりません。取得方法: {fetch}"),
                _ => format!("the role of `{who}` is not known; fetch it with: {fetch}"),
            });
        }
        return is_there(who, is_known, &known, fetch, language);
    }
    let advice = |why: String| match language {
        Language::Japanese => format!(
            "`{who}`: {why}。ARN、pod/名前、node/名前 のいずれかで書いてください{}",
            like(who, snapshot, language)
        ),
        _ => format!("`{who}`: {why}; write an ARN, pod/NAME or node/NAME{}", like(who, snapshot, language)),
    };
    let arn = ArnRef::parse(who).map_err(|error| advice(why_no_arn(&error, language)))?;
    let principal = Principal::try_from(arn).map_err(|error| advice(why_nobody(&error, language)))?;
    note_stranger(&principal, who, snapshot, language);
    Ok(match principal {
        Principal::Role(role) => {
            format!("arn:{}:sts::{}:assumed-role/{}/session", role.partition, role.account, role.name)
        }
        _ => who.to_owned(),
    })
}

fn is_there(
    who: &str,
    is_known: bool,
    known: &[String],
    fetch: &str,
    language: Language,
) -> Result<String, String> {
    if is_known {
        return Ok(who.to_owned());
    }
    let names = known.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(", ");
    Err(match (language, names.is_empty()) {
        (Language::Japanese, true) => format!("`{who}` はスナップショットにありません。取得方法: {fetch}"),
        (Language::Japanese, false) => format!("`{who}` はスナップショットにありません。あるもの: {names}"),
        (_, true) => format!("`{who}` is not in the snapshot; fetch it with: {fetch}"),
        (_, false) => format!("`{who}` is not in the snapshot; it has {names}"),
    })
}

/// Says where the snapshot knows the users and roles of an account, and this is none of them.
fn note_stranger(principal: &Principal<'_>, who: &str, snapshot: &Snapshot, language: Language) {
    let is_known = match principal {
        Principal::User(_) => snapshot.user(who).is_some(),
        Principal::Role(_) => snapshot.role(who).is_some(),
        Principal::AssumedRole(_) => snapshot.role(&principal.canonical()).is_some(),
        _ => true,
    };
    let of_account = |it: &&str| {
        ArnRef::parse(it).is_ok_and(|it| ArnRef::parse(who).is_ok_and(|who| it.account() == who.account()))
    };
    let count = arns(snapshot).filter(of_account).count();
    if is_known || count == 0 {
        return;
    }
    let like = like(who, snapshot, language);
    complain(&match language {
        Language::Japanese => format!(
            "注意: {who} は、スナップショットにあるそのアカウントのユーザーとロール {count} 件の中にありません{like}"
        ),
        _ => {
            format!("note: {who} is none of the {count} users and roles of its account in the snapshot{like}")
        }
    });
}

fn arns(snapshot: &Snapshot) -> impl Iterator<Item = &str> {
    let iam = snapshot.iam.iter();
    iam.flat_map(|it| {
        it.users.iter().map(|it| it.arn.as_str()).chain(it.roles.iter().map(|it| it.arn.as_str()))
    })
}

/// Returns an advice that lists whose name is the one that was typed but for case, path or a letter, else everybody.
fn like(who: &str, snapshot: &Snapshot, language: Language) -> String {
    let name = |it: &str| it.rsplit(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let typed = match who.split_once(":assumed-role/") {
        Some((_, rest)) => name(rest.split('/').next().unwrap_or_default()),
        None => name(who),
    };
    let near = |it: &&str| {
        let it = name(it);
        !typed.is_empty() && (it.contains(&typed) || typed.contains(&it))
    };
    let mut names: Vec<&str> = arns(snapshot).filter(near).collect();
    if names.is_empty() {
        names = arns(snapshot).collect();
    }
    if names.is_empty() {
        return String::new();
    }
    names.truncate(MOST);
    match language {
        Language::Japanese => format!("。スナップショットにあるもの: {}", names.join(", ")),
        _ => format!("; the snapshot has {}", names.join(", ")),
    }
}
