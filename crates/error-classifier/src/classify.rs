//! From a text to its symptom: take damage away, find marks, read each error, let the root lead.

use crate::{
    Class, Confidence, Emitter, FieldName, Symptom, borders, cut, emitter,
    marks::Hint,
    normalise::Folded,
    part::Part,
    read,
    reading::Reading,
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
pub fn classify(text: &str) -> Symptom {
    let text = read::front(text, read::floor(text, LONGEST));
    let folded = Folded::new(text);
    let hits = scan::scan(&folded.text);
    let emitter = emitter::emitter(text, folded.is_original(), &hits);
    let readings = readings(&folded, &hits);
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
pub fn classify_bytes(bytes: &[u8]) -> Symptom {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return classify(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    classify(&text)
}

/// Reads the errors of a text; what is none by itself belongs to the one in front.
fn readings(folded: &Folded<'_>, hits: &[scan::Hit]) -> Vec<Reading> {
    let borders = borders::borders(folded, hits);
    let mut readings: Vec<Reading> = Vec::with_capacity(borders.len() + 1);
    let mut start = 0;
    let mut rest = hits;
    for end in borders.into_iter().chain([folded.text.len()]) {
        let count =
            if end == folded.text.len() { rest.len() } else { rest.partition_point(|hit| hit.start < end) };
        let (here, behind) = rest.split_at(count);
        rest = behind;
        let reading = Reading::new(folded, here, start, end);
        start = end;
        match readings.last_mut() {
            Some(last) if reading.verdicts.is_empty() || last.verdicts.is_empty() => last.merge(reading),
            _ => readings.push(reading),
        }
    }
    readings
}

/// Returns the symptom of a text in which no whole sentence and no code is recognised.
fn unknown(folded: &Folded<'_>, readings: &[Reading], emitter: Emitter) -> Symptom {
    if let (Some((class, level, at)), Some(reading)) = (cut::cut_sentence(&folded.text), readings.last()) {
        let verdict = Verdict { class, level, at, confidence: Confidence::Medium, source: Source::Words };
        return symptom(folded, reading, verdict, emitter);
    }
    if let (Some(at), Some(reading)) = (cut::cut_unauthorized(&folded.text), readings.last())
        && (reading.has(Hint::NodeCall) || (reading.has(Hint::Node) && reading.has(Hint::ListCall)))
    {
        let class = Class::NodeUnauthorized;
        let verdict = Verdict { class, level: 0, at, confidence: Confidence::Medium, source: Source::Words };
        return symptom(folded, reading, verdict, emitter);
    }
    let is_info = readings.iter().any(|reading| reading.has(Hint::Info));
    let class = if is_info { Class::NotAnError } else { Class::Other };
    let verdict = Verdict { class, level: 0, at: 0, confidence: Confidence::Low, source: Source::Words };
    match readings.first() {
        Some(reading) if !is_info => symptom(folded, reading, verdict, emitter),
        _ => Symptom::new(class, Confidence::Low, emitter),
    }
}

/// Returns the symptom of one verdict, with the fields of the error it belongs to.
fn symptom(folded: &Folded<'_>, reading: &Reading, verdict: Verdict, emitter: Emitter) -> Symptom {
    let mut symptom = Symptom::new(verdict.class, verdict.confidence, emitter);
    let mut put = |name: FieldName, part: Option<Part>| {
        if let (Some(part), Some(slot)) = (part, symptom.fields.get_mut(name as usize)) {
            *slot = Some(part.field(folded));
        }
    };
    let root = verdict.at;
    let wrapper = &reading.wrapper;
    put(FieldName::ErrorCode, wrapper::nearest(&wrapper.codes, root));
    put(FieldName::Operation, operation(&wrapper.operations, root));
    put(FieldName::HttpStatus, wrapper::nearest(&wrapper.statuses, root));
    put(FieldName::RequestId, wrapper::nearest(&wrapper.request_ids, root));
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
    let answered: Vec<_> = operations.iter().filter(|it| it.has_answer).map(|it| it.found).collect();
    wrapper::nearest(&answered, root).or_else(|| operations.first().map(|it| it.found.part))
}

/// Returns the other errors of the text, each once, most telling first.
fn others(folded: &Folded<'_>, readings: &[Reading], root: &Symptom, first: Verdict) -> Vec<Symptom> {
    let mut verdicts: Vec<(&Reading, Verdict)> = Vec::new();
    for reading in readings {
        let has_sentence = reading.verdicts.iter().any(|verdict| verdict.source != Source::Code);
        let own = reading.verdicts.iter().filter(|verdict| !has_sentence || verdict.source != Source::Code);
        let own = own.filter(|verdict| verdict.at != first.at && !is_part_of(verdict.class, root.class));
        verdicts.extend(own.map(|&verdict| (reading, verdict)));
    }
    verdicts.sort_by_key(|(_, verdict)| (u8::MAX - verdict.level, verdict.at));
    let mut others: Vec<Symptom> = Vec::new();
    for (reading, verdict) in verdicts.into_iter().take(MOST_VERDICTS) {
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
fn is_same(one: &Symptom, other: &Symptom) -> bool {
    let names = [
        FieldName::PrincipalArn,
        FieldName::Action,
        FieldName::Resource,
        FieldName::K8sUser,
        FieldName::Operation,
    ];
    one.class == other.class && names.iter().all(|&name| one.value(name) == other.value(name))
}
