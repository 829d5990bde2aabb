//! Reads the CloudTrail records of a stream.

use eks_iam_error_classifier::cloudtrail::{Record, Records, Resume, SkippedKind};

use super::{
    event::Event,
    tally::{Fault, Tally},
    when,
    window::Window,
};

/// Reads every record that tells of a failure.
pub(super) fn read_trail(window: &mut Window<'_>) -> Tally {
    let mut tally = Tally::default();
    let mut resume = Resume::default();
    window.advance(0);
    // A byte order mark is no part of the document.
    let mark = if window.bytes().starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    window.advance(mark);
    loop {
        let bytes = window.bytes();
        let mut records = Records::resume(bytes, resume);
        let mut counted = 0;
        for found in records.by_ref() {
            match found {
                Ok(record) if record.has_error() => {
                    if let Some(event) = event(&record) {
                        let line = count_lines(&mut tally, bytes, &mut counted, record.start());
                        tally.add(event, line, "");
                    }
                }
                Ok(_) => {}
                Err(skipped) if skipped.kind() == SkippedKind::NotARecord => {}
                Err(skipped) => {
                    let line = count_lines(&mut tally, bytes, &mut counted, skipped.span().start());
                    let fault = match skipped.kind() {
                        SkippedKind::Torn => Fault::Cut,
                        SkippedKind::TooLong => Fault::TooLong,
                        _ => Fault::NotJson,
                    };
                    tally.add_broken(fault, line, None);
                }
            }
        }
        let mut consumed = records.consumed();
        resume = records.to_resume();
        let is_at_end = window.is_at_end();
        if is_at_end {
            if !records.is_complete() {
                let line = count_lines(&mut tally, bytes, &mut counted, consumed);
                tally.add_broken(Fault::Cut, line, None);
            }
            consumed = bytes.len();
        }
        count_lines(&mut tally, bytes, &mut counted, consumed);
        window.advance(consumed);
        tally.bytes = window.base() + window.bytes().len() as u64;
        if is_at_end {
            return tally;
        }
    }
}

/// Counts the lines up to a place, and returns the number of its line.
fn count_lines(tally: &mut Tally, bytes: &[u8], counted: &mut usize, place: usize) -> u64 {
    if let Some(between) = bytes.get(*counted..place) {
        tally.lines += memchr::memchr_iter(b'\n', between).count() as u64;
        *counted = place;
    }
    tally.lines + 1
}

/// Returns the failure that a record tells of.
fn event(record: &Record<'_>) -> Option<Event> {
    let symptom = record.classify()?;
    let fields = record.fields();
    let time = fields.event_time.as_deref().and_then(when::normalised);
    let mut event = Event::of(&symptom, time)?;
    let source = fields.event_source.as_deref().unwrap_or_default();
    let service = source.split('.').next().unwrap_or_default();
    let operation = fields.event_name.as_deref().unwrap_or_default();
    if event.who.is_none() {
        event.set_principal(fields.principal_arn.map(|it| it.into_owned()));
    }
    if event.ask.action.as_deref().is_none_or(|it| it == operation) {
        event.ask.action = Some(format!("{service}:{operation}"));
    }
    let code = fields.error_code.as_deref().unwrap_or_default();
    let message = fields.error_message.as_deref().unwrap_or_default();
    event.text = [service, " ", operation, ": ", code, ": ", message].concat();
    Some(event)
}
