//! Allow statements that nearly applied, and what they lack.

use eks_iam_span::Span;

use crate::{
    Effect, Miss, PolicyType,
    arn_pattern::{self, Segments},
    condition::equals_ignore_case,
    document::{Element, ResourcePattern, Statement},
    evaluate::{Survey, must_be_named},
    matching::Asked,
    operator::Comparison,
    pattern::Glob,
    policy_set::{NamedPolicy, PolicySet},
    report::{ConditionReport, condition_report},
};

/// An Allow statement that would have applied but for a few things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The type of its policy.
    pub policy_type: PolicyType,
    /// The name of its policy.
    pub policy_name: String,
    /// Its place in the document, from 0.
    pub index: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Where it stands in the document.
    pub span: Span,
    /// What it lacks; never empty.
    pub reasons: Vec<Miss>,
}

/// At most this many are reported.
const AT_MOST: usize = 20;

/// Finds the near misses in the types of policy that are silent.
pub(crate) fn near_misses(asked: &Asked<'_>, set: &PolicySet, survey: &Survey<'_>) -> Vec<NearMiss> {
    let mut found: Vec<(u32, NearMiss)> = Vec::new();
    for (kind, policy) in silent_policies(asked, set, survey) {
        for (index, statement) in policy.document.statements().iter().enumerate() {
            if statement.effect() != Effect::Allow {
                continue;
            }
            let Some(reasons) = misses(asked, kind, statement) else { continue };
            let distance = reasons.iter().map(Miss::distance).sum();
            let miss = NearMiss {
                policy_type: kind,
                policy_name: policy.name.clone(),
                index,
                sid: statement.sid().map(|sid| sid.value.clone()),
                span: statement.span(),
                reasons,
            };
            found.push((distance, miss));
        }
    }
    found.sort_by_key(|(distance, _)| *distance);
    found.into_iter().take(AT_MOST).map(|(_, miss)| miss).collect()
}

/// The policies of the types whose Allow is missing.
fn silent_policies<'a>(
    asked: &'a Asked<'_>,
    set: &'a PolicySet,
    survey: &'a Survey<'_>,
) -> impl Iterator<Item = (PolicyType, &'a NamedPolicy)> {
    let outsider = asked.caller.is_outsider();
    let silent_level = survey.scp_silent.and_then(|level| set.scp.get(level));
    set.iter().filter(move |(kind, policy)| match kind {
        PolicyType::Scp => silent_level.is_some_and(|level| level.iter().any(|it| std::ptr::eq(it, *policy))),
        PolicyType::Endpoint => !survey.endpoint.lets_through(),
        PolicyType::Resource | PolicyType::Trust => {
            let needed = outsider || survey.cross_account || must_be_named(asked, &survey.on_resource, *kind);
            survey.on_resource.grant.is_none() && (needed || survey.identity.allow.is_none())
        }
        PolicyType::Identity => asked.is_reached_by(*kind) && survey.identity.allow.is_none(),
        PolicyType::Boundary => !survey.boundary.lets_through(),
        PolicyType::Session => !survey.session_lets_through(asked),
        PolicyType::Rcp | PolicyType::Root => false,
    })
}

/// What the statement lacks; `None` when it applies, or is about something else altogether.
fn misses(asked: &Asked<'_>, kind: PolicyType, statement: &Statement) -> Option<Vec<Miss>> {
    let mut misses = Vec::new();
    if !statement.covers_lower_action(&asked.action) {
        misses.push(action_miss(asked, statement)?);
    }
    if !statement.covers_resource(asked, kind) {
        misses.push(resource_miss(asked, statement.resource()?)?);
    }
    if statement.names(asked, kind).is_none() {
        let principal = statement.principal()?;
        misses.push(Miss::Principal {
            wanted: principal.values().iter().map(|it| it.text().to_owned()).collect(),
            got: asked.request.principal.clone(),
            span: principal.span(),
        });
    }
    let failed =
        statement.conditions().iter().map(|condition| (condition, condition_report(asked, condition)));
    misses.extend(
        failed
            .filter(|(_, report)| !report.holds)
            .map(|(it, report)| condition_miss(it.operator().comparison, report)),
    );
    (!misses.is_empty()).then_some(misses)
}

/// A misspelt action, or `NotAction` that leaves the action out. Other actions are no near miss.
fn action_miss(asked: &Asked<'_>, statement: &Statement) -> Option<Miss> {
    let near = |pattern: &&crate::document::ActionPattern| {
        statement.action().is_negated() && pattern.matches_lower(&asked.action)
            || is_misspelt(&pattern.text().to_ascii_lowercase(), &asked.action)
    };
    let pattern = statement.action().values().iter().find(near)?;
    Some(Miss::Action {
        wanted: pattern.text().to_owned(),
        got: asked.request.action.clone(),
        span: pattern.span(),
    })
}

/// Tells whether two texts differ by one or two edits.
pub(crate) fn is_misspelt(written: &str, meant: &str) -> bool {
    let (written, meant): (Vec<char>, Vec<char>) = (written.chars().collect(), meant.chars().collect());
    if written.len().abs_diff(meant.len()) > 2 || meant.len() > 128 || written == meant {
        return false;
    }
    let mut row: Vec<usize> = (0..=meant.len()).collect();
    for (at, left) in written.iter().enumerate() {
        let mut before = at;
        let mut last = at + 1;
        if let Some(first) = row.first_mut() {
            *first = last;
        }
        for (cell, right) in row.iter_mut().skip(1).zip(&meant) {
            let change = before + usize::from(left != right);
            before = *cell;
            last = change.min(before + 1).min(last + 1);
            *cell = last;
        }
    }
    row.last().is_some_and(|distance| *distance <= 2)
}

fn resource_miss(asked: &Asked<'_>, element: &Element<ResourcePattern>) -> Option<Miss> {
    let got = &asked.request.resource;
    if element.is_negated() {
        let wanted = element.values().iter().map(ResourcePattern::text).collect::<Vec<_>>().join(", ");
        return Some(Miss::Resource { wanted, got: got.clone(), span: element.span() });
    }
    element.values().iter().map(|pattern| pattern_miss(asked, pattern)).min_by_key(Miss::distance)
}

fn pattern_miss(asked: &Asked<'_>, pattern: &ResourcePattern) -> Miss {
    let (wanted, got, span) = (pattern.text().to_owned(), asked.request.resource.clone(), pattern.span());
    let unresolved: Vec<String> = arn_pattern::variables_of(&wanted)
        .into_iter()
        .filter(|key| asked.context().entry(key).is_none_or(|entry| entry.single().is_none()))
        .map(String::from)
        .collect();
    if !unresolved.is_empty() {
        return Miss::Variable { keys: unresolved, span };
    }
    if Glob::new(&wanted.to_lowercase()).matches(&got.to_lowercase()) {
        return Miss::Case { wanted, got, span };
    }
    let segments = asked.cut.and_then(|cut| {
        let results = pattern.pattern.segment_matches(&cut, asked.context())?;
        segment_miss(&arn_pattern::cut(&wanted), &cut, results, span)
    });
    segments.unwrap_or(Miss::Resource { wanted, got, span })
}

/// The one segment that differs; `None` when several do.
fn segment_miss(wanted: &[&str], got: &Segments<'_>, matches: [bool; 6], span: Span) -> Option<Miss> {
    let mut wrong = matches.iter().enumerate().filter(|(_, matches)| !**matches).map(|(at, _)| at);
    let (at, None) = (wrong.next()?, wrong.next()) else { return None };
    let (wanted, got) = ((*wanted.get(at)?).to_owned(), (*got.get(at)?).to_owned());
    Some(match at {
        1 => Miss::Partition { wanted, got, span },
        2 => Miss::Service { wanted, got, span },
        3 => Miss::Region { wanted, got, span },
        4 => Miss::Account { wanted, got, span },
        5 => name_miss(wanted, got, span),
        _ => return None,
    })
}

fn name_miss(wanted: String, got: String, span: Span) -> Miss {
    let tail = format!("{wanted}/*");
    if Glob::new(&tail).matches(&got) {
        return Miss::Tail { wanted, got, span };
    }
    let kind = |text: &str| text.split_once(['/', ':']).map(|(kind, _)| kind.to_owned());
    let last = |text: &str| text.rsplit('/').next().map(str::to_owned);
    match (kind(&wanted), kind(&got)) {
        (Some(left), Some(right)) if left != right => Miss::ResourceType { wanted, got, span },
        (Some(_), Some(_)) if last(&wanted) == last(&got) => Miss::Path { wanted, got, span },
        _ => Miss::Resource { wanted, got, span },
    }
}

fn condition_miss(comparison: Comparison, report: ConditionReport) -> Miss {
    let ConditionReport { operator, key, request_values: got, policy_values: wanted, span, .. } = report;
    let single = match got.as_deref() {
        Some([value]) => Some(value.clone()),
        _ => None,
    };
    let equals = matches!(comparison, Comparison::StringEquals | Comparison::StringEqualsIgnoreCase);
    let text = matches!(comparison, Comparison::StringEquals | Comparison::StringLike);
    if let Some(value) = single {
        let like = |pattern: &&String| pattern.contains(['*', '?']) && Glob::new(pattern).matches(&value);
        if let Some(pattern) = wanted.iter().find(like).filter(|_| equals) {
            return Miss::WildcardUnderEquals { operator, key, wanted: pattern.clone(), got: value, span };
        }
        if let Some(pattern) = wanted.iter().find(|pattern| text && equals_ignore_case(pattern, &value)) {
            return Miss::Case { wanted: pattern.clone(), got: value, span };
        }
    }
    Miss::Condition { operator, key, wanted, got, span }
}
