//! From a text to its symptom: take damage away, find marks, read each error, let the root lead.

use crate::{
    Class, Confidence, Emitter, FieldName, Symptom, cut, emitter,
    few::Few,
    marks::Hint,
    normalise::Folded,
    part::Part,
    read,
    reading::Reading,
    readings::Readings,
    scan, sentence,
    verdict::{Source, Verdict},
    wrapper::{self, Operation},
};

/// The most bytes of one text that are read.
const LONGEST: usize = 16 << 20;
/// The most errors that are told besides the root.
const MOST_OTHERS: usize = 32;
/// The most verdicts that are looked at for them.
const MOST_VERDICTS: usize = 128;

/// Returns what `text` says: its class, its fields and where they stand.
///
/// Never fails: a text in which nothing is recognised is [`Class::Other`], or [`Class::NotAnError`] when it looks like
/// success, with [`Confidence::Low`]. The time is linear in the length of the text, of which the first 16 MiB are read.
#[must_use]
pub fn classify(text: &str) -> Symptom<'_> {
    let text = read::front(text, read::floor(text, LONGEST));
    let folded = Folded::new(text);
    let hits = scan::scan(&folded.text);
    let emitter = emitter::emitter(text, folded.is_original(), &hits);
    let readings = Readings::new(&folded, &hits);
    let root = readings
        .iter()
        .filter_map(|reading| Some((reading, reading.root()?)))
        .reduce(|best, next| if next.1.level > best.1.level { next } else { best });
    let Some((reading, verdict)) = root else { return unknown(&folded, &readings, emitter) };
    let mut symptom = symptom(&folded, reading, verdict, emitter);
    symptom.others = others(&folded, &readings, &symptom, verdict);
    symptom
}

/// Returns what `text` says when it is not sure to be UTF-8; bytes that are not count as one `?` each.
///
/// Spans are offsets into `bytes`.
#[must_use]
pub fn classify_bytes(bytes: &[u8]) -> Symptom<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return classify(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    classify(&text).into_owned()
}

/// Returns the symptom of a text in which no whole sentence and no code is recognised.
fn unknown<'t>(folded: &Folded<'t>, readings: &Readings, emitter: Emitter) -> Symptom<'t> {
    let reading = readings.last();
    if let Some((class, level, at)) = cut::cut_sentence(&folded.text) {
        let verdict = Verdict { class, level, at, confidence: Confidence::Medium, source: Source::Words };
        return symptom(folded, reading, verdict, emitter);
    }
    if let Some(at) = cut::cut_unauthorized(&folded.text)
        && (reading.has(Hint::NodeCall) || (reading.has(Hint::Node) && reading.has(Hint::ListCall)))
    {
        let class = Class::NodeUnauthorized;
        let verdict = Verdict { class, level: 0, at, confidence: Confidence::Medium, source: Source::Words };
        return symptom(folded, reading, verdict, emitter);
    }
    let is_info = readings.iter().any(|reading| reading.has(Hint::Info));
    if is_info {
        return Symptom::new(Class::NotAnError, Confidence::Low, emitter);
    }
    let (class, confidence) = (Class::Other, Confidence::Low);
    let verdict = Verdict { class, level: 0, at: 0, confidence, source: Source::Words };
    symptom(folded, readings.first(), verdict, emitter)
}

/// Returns the symptom of one verdict, with the fields of the error it belongs to.
fn symptom<'t>(folded: &Folded<'t>, reading: &Reading, verdict: Verdict, emitter: Emitter) -> Symptom<'t> {
    let mut symptom = Symptom::new(verdict.class, verdict.confidence, emitter);
    let mut put = |name: FieldName, part: Option<Part>| {
        if let (Some(part), Some(slot)) = (part, symptom.fields.get_mut(name as usize)) {
            *slot = Some(part.field(folded));
        }
    };
    let root = verdict.at;
    let wrapper = &reading.wrapper;
    put(FieldName::ErrorCode, wrapper::nearest(wrapper.codes.iter(), root));
    put(FieldName::Operation, operation(&wrapper.operations, root));
    put(FieldName::HttpStatus, wrapper::nearest(wrapper.statuses.iter(), root));
    put(FieldName::RequestId, wrapper::nearest(wrapper.request_ids.iter(), root));
    let denial = match verdict.source {
        Source::Denial(index) => reading.denials.get(index),
        _ => reading.denials.first(),
    };
    let principal = denial.and_then(|denial| denial.principal);
    put(FieldName::PrincipalArn, principal.or_else(|| reading.caller(verdict.class)));
    put(FieldName::Action, denial.and_then(|denial| denial.action));
    let reason = match verdict.source {
        Source::Reason(index) => reading.reasons.get(index),
        _ => denial.map_or_else(|| reading.reasons.first(), |denial| denial.reason.as_ref()),
    };
    let resource = match denial {
        Some(denial) => denial.resource,
        None => reason.and_then(|reason| sentence::resource_before(folded, reason.start)),
    };
    put(FieldName::Resource, resource);
    put(FieldName::DenyReason, reason.and_then(|reason| reason.clause));
    put(FieldName::DenyPolicyArn, reason.and_then(|reason| reason.policy));
    let kube = match verdict.source {
        Source::Kube(index) => reading.kube.get(index),
        _ => reading.kube.first(),
    };
    put(FieldName::K8sUser, kube.map(|kube| kube.user));
    put(FieldName::K8sVerb, kube.and_then(|kube| kube.verb));
    put(FieldName::K8sResource, kube.and_then(|kube| kube.resource));
    symptom
}

/// Returns the call that failed: the nearest that was answered, else the first.
fn operation(operations: &[Operation], root: usize) -> Option<Part> {
    let answered = operations.iter().filter(|it| it.has_answer).map(|it| &it.found);
    wrapper::nearest(answered, root).or_else(|| operations.first().map(|it| it.found.part))
}

/// Returns the other errors of the text, each once, most telling first.
fn others<'t>(
    folded: &Folded<'t>,
    readings: &Readings,
    root: &Symptom<'t>,
    first: Verdict,
) -> Vec<Symptom<'t>> {
    let mut verdicts: Few<(&Reading, Verdict), 6> = Few::default();
    for reading in readings.iter() {
        let has_sentence = reading.verdicts.iter().any(|verdict| verdict.source != Source::Code);
        let own = reading.verdicts.iter().filter(|verdict| !has_sentence || verdict.source != Source::Code);
        let own = own.filter(|verdict| verdict.at != first.at && !is_part_of(verdict.class, root.class));
        verdicts.extend(own.map(|&verdict| (reading, verdict)));
    }
    verdicts.sort_by_key(|(_, verdict)| (u8::MAX - verdict.level, verdict.at));
    let mut others: Vec<Symptom<'t>> = Vec::new();
    for &(reading, verdict) in verdicts.iter().take(MOST_VERDICTS) {
        if others.len() >= MOST_OTHERS {
            break;
        }
        let other = symptom(folded, reading, verdict, root.emitter);
        if !is_same(&other, root) && !others.iter().any(|known| is_same(&other, known)) {
            others.push(other);
        }
    }
    others
}

/// Returns whether a class is only the form in which a root of another class is told.
fn is_part_of(class: Class, root: Class) -> bool {
    match root {
        Class::AccessDeniedEncoded | Class::AccessDeniedDecoded => class == Class::AccessDeniedUnspecified,
        Class::Other => class.family() == "access-denied",
        _ => class == Class::AccessDeniedEncoded,
    }
}

/// Returns whether two errors are one that is told twice.
fn is_same(one: &Symptom<'_>, other: &Symptom<'_>) -> bool {
    let names = [
        FieldName::PrincipalArn,
        FieldName::Action,
        FieldName::Resource,
        FieldName::K8sUser,
        FieldName::Operation,
    ];
    one.class == other.class && names.iter().all(|&name| one.value(name) == other.value(name))
}
