//! What wrappers say of a message: code, operation, status and request id, and the caller where a record names it.

mod bare_code;
mod keyed;
mod operation;
mod request_id;
mod status;

use crate::{
    codes,
    few::Few,
    marks::{Mark, Place},
    normalise::Folded,
    part::Part,
    read,
    scan::Hit,
};

pub(crate) use self::bare_code::{bare_codes, framed_code};

/// One part that a wrapper names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) part: Part,
    /// On which side of its message the wrapper puts it.
    pub(crate) place: Place,
    /// How much less telling it is than others of its kind.
    pub(crate) doubt: Doubt,
}

/// How much less telling a part is than others of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// The reply itself names it, not a type made from it.
    Sure,
    /// The service's own wrapper names it.
    None,
    /// An outer program names it.
    Outer,
}

/// The parts of one error, each kind in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wrapper {
    pub(crate) codes: Few<Found, 4>,
    pub(crate) operations: Few<Operation, 2>,
    pub(crate) statuses: Few<Found, 2>,
    pub(crate) request_ids: Few<Found, 2>,
    pub(crate) caller: Option<Part>,
}

/// An operation, and whether an answer to it is told of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) found: Found,
    pub(crate) has_answer: bool,
}

impl Found {
    pub(crate) const fn new(part: Part, place: Place) -> Self {
        Self { part, place, doubt: Doubt::None }
    }

    const fn outer(part: Part) -> Self {
        Self { part, place: Place::Either, doubt: Doubt::Outer }
    }

    /// Returns how far this part is from a message at `root`; the least far belongs to it.
    fn distance(&self, root: usize) -> (Doubt, bool, usize) {
        let at = self.part.start;
        let is_front = at <= root;
        let is_misplaced = match self.place {
            Place::Front => !is_front,
            Place::Behind => is_front,
            Place::Either => false,
        };
        (self.doubt, is_misplaced, at.abs_diff(root))
    }
}

/// Returns the part that belongs to the message at `root`.
pub(crate) fn nearest<'f>(found: impl Iterator<Item = &'f Found>, root: usize) -> Option<Part> {
    found.min_by_key(|found| found.distance(root)).map(|found| found.part)
}

impl Wrapper {
    /// Takes in what stands at a mark.
    pub(crate) fn read(&mut self, folded: &Folded<'_>, hit: Hit, is_kubernetes: bool) {
        let text = folded.text.as_ref();
        match hit.mark {
            Mark::CliFrame => self.cli(text, hit.end),
            Mark::CliCalling => self.cli_calling(text, hit),
            Mark::GoOperation => self.operations.extend(operation::go(text, hit.end)),
            Mark::ApiError => {
                let found = framed_code(text, hit.end).filter(|found| {
                    let end = found.part.end;
                    read::byte(text, end) != b' ' || folded.is_break(end)
                });
                self.codes.extend(found);
            }
            Mark::Calling => self.operations.extend(operation::calling(text, hit.end)),
            Mark::Executing => self.operations.extend(operation::named(text, hit.end, Place::Front)),
            Mark::OperationKey => {
                let value = keyed::value(text, hit.end).map(|(part, _)| part);
                self.operations
                    .extend(value.and_then(|part| operation::named(text, part.start, Place::Either)));
            }
            Mark::Status(place) => {
                self.statuses.extend(status::behind(text, hit.end).map(|part| Found::new(part, place)));
                if place == Place::Front {
                    self.codes.extend(bare_code::behind_ids(text, hit.end));
                }
            }
            Mark::OuterStatus => self.statuses.extend(status::behind(text, hit.end).map(Found::outer)),
            Mark::ReasonPhrase => self.statuses.extend(status::at(text, hit.start).map(Found::outer)),
            Mark::RequestId(place) => {
                self.request_ids.extend(request_id::behind(text, hit).map(|part| Found::new(part, place)));
            }
            Mark::Code(place) => self.keyed_code(text, hit, place, is_kubernetes),
            Mark::HandlerCode => {
                let found = framed_code(text, hit.end).map(|found| Found { doubt: Doubt::Outer, ..found });
                self.codes.extend(found.map(|found| Found { place: Place::Behind, ..found }));
            }
            Mark::RubyError => self.codes.extend(framed_code(text, hit.end)),
            Mark::Bodyless(_) => {
                let name = read::skip(text, hit.start, |byte| byte != b':');
                self.codes.push(Found::new(Part::new(hit.start, name), Place::Front));
            }
            Mark::ContainerMetadata => {
                self.request_ids
                    .extend(request_id::bracketed(text, hit.end).map(|part| Found::new(part, Place::Front)));
            }
            Mark::UserIdentity => self.caller = self.caller.or_else(|| keyed::caller(text, hit.end)),
            _ => {}
        }
    }

    /// Takes in the code that is announced by nothing and stands at a place, and the id in front of it.
    pub(crate) fn bare_code(&mut self, text: &str, found: Found) {
        let id = request_id::before_code(text, found.part.start);
        self.request_ids.extend(id.map(|part| Found::new(part, Place::Front)));
        self.codes.push(found);
    }

    /// Reads the frame of the AWS CLI and boto3, behind its opening parenthesis.
    fn cli(&mut self, text: &str, at: usize) {
        let end =
            read::skip(text, at, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
        let code = Part::new(at, end);
        if read::byte(text, end) != b')' || !codes::is_framed_code(code.text(text)) {
            return;
        }
        self.codes.push(Found::new(code, Place::Front));
        if code.text(text).len() == 3 {
            self.statuses.push(Found::new(code, Place::Front));
        }
    }

    /// Reads the operation of that frame, and its code, whose parenthesis ends in front of `when calling the`.
    fn cli_calling(&mut self, text: &str, hit: Hit) {
        // The word `operation` follows, so a name at the end of the text is cut.
        let name = operation::named(text, hit.end, Place::Front);
        self.operations.extend(name.filter(|name| name.found.part.end < text.len()));
        let start = read::skip_back(text, hit.start, |byte| byte.is_ascii_alphanumeric() || byte == b'.');
        let code = Part::new(start, hit.start);
        let is_known = self.codes.last().is_some_and(|found| found.part == code);
        if !is_known && read::byte_before(text, start) == b'(' && codes::is_framed_code(code.text(text)) {
            self.codes.push(Found::new(code, Place::Front));
        }
    }

    /// Reads what stands behind a key such as `Code`.
    fn keyed_code(&mut self, text: &str, hit: Hit, place: Place, is_kubernetes: bool) {
        // `<code>` is HTML's tag; AWS writes `<Code>`.
        let is_tag = read::front(text, hit.end).ends_with("<code");
        if is_tag || !keyed::is_key(text, hit) {
            return;
        }
        let Some((part, is_marked)) = keyed::value(text, hit.end) else { return };
        let value = part.text(text);
        if is_kubernetes && status::is_status(value) {
            self.statuses.push(Found::new(part, Place::Either));
        } else if value != "Unknown"
            && codes::is_identifier(value)
            && keyed::is_code(text, hit, value, is_marked)
        {
            let is_sure = read::byte_before(text, hit.end) == b'(';
            let doubt = if is_sure { Doubt::Sure } else { Doubt::None };
            self.codes.push(Found { part, place, doubt });
        }
    }
}
