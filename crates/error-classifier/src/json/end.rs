//! Where an object ends.

use super::block::{Block, WIDTH, braces, equal, parity};

/// How the search for the end of an object went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The object ends in front of this place.
    At(usize),
    /// The input ends first.
    Cut,
    /// The object is torn: a line break stands in a string, or a new object begins a line where none can. Reading can
    /// go on at this place.
    Torn(usize),
}

/// How many bytes are searched together for backslashes and line breaks, a multiple of [`WIDTH`].
const WINDOW: usize = 16 * WIDTH;

/// Returns where the object ends that begins at `start`; `depth` says how many are open there already.
pub(crate) fn object_end(bytes: &[u8], start: usize, depth: usize) -> End {
    let mut walk = Walk { bytes, start, depth, in_string: 0, is_escaped: false };
    let mut at = start;
    for window in bytes.get(start..).unwrap_or_default().chunks(WINDOW) {
        let is_plain = memchr::memchr2(b'\\', b'\n', window).is_none();
        let (blocks, tail) = window.as_chunks::<WIDTH>();
        for block in blocks {
            if let Some(end) = walk.step(block, at, is_plain) {
                return end;
            }
            at += WIDTH;
        }
        if !tail.is_empty() {
            let mut last = [b' '; WIDTH];
            last.iter_mut().zip(tail).for_each(|(to, from)| *to = *from);
            return walk.step(&last, at, is_plain).unwrap_or(End::Cut);
        }
    }
    End::Cut
}

/// What is known of the bytes in front of the next block.
struct Walk<'a> {
    bytes: &'a [u8],
    /// Where the walk began: what stands in front of it may be gone from the buffer.
    start: usize,
    depth: usize,
    /// All bits are set when a string is open.
    in_string: u64,
    is_escaped: bool,
}

impl Walk<'_> {
    /// Walks over the block that begins at `at`; `is_plain` says that it has neither backslashes nor line breaks.
    #[inline]
    fn step(&mut self, block: &Block, at: usize, is_plain: bool) -> Option<End> {
        let mut quotes = equal(block, b'"');
        if !is_plain || self.is_escaped {
            quotes &= !self.escaped(equal(block, b'\\'));
        }
        let inside = parity(quotes) ^ self.in_string;
        self.in_string = (inside.cast_signed() >> 63).cast_unsigned();
        if !is_plain && let Some(end) = self.line_breaks(equal(block, b'\n'), inside, at) {
            return Some(end);
        }
        let mut braces = braces(block) & !inside;
        while braces != 0 {
            let index = braces.trailing_zeros() as usize;
            braces &= braces - 1;
            if block.get(index) == Some(&b'{') {
                self.depth += 1;
            } else {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    return Some(End::At(at + index + 1));
                }
            }
        }
        None
    }

    /// Returns the bits of the bytes that a backslash stands in front of.
    fn escaped(&mut self, backslashes: u64) -> u64 {
        if backslashes == 0 && !self.is_escaped {
            return 0;
        }
        let mut escaped = u64::from(self.is_escaped);
        let mut left = backslashes & !escaped;
        self.is_escaped = false;
        while left != 0 {
            let bit = left & left.wrapping_neg();
            let next = bit << 1;
            self.is_escaped = next == 0;
            escaped |= next;
            left &= !(bit | next);
        }
        escaped
    }

    /// Looks at line breaks; the first that shows the object to be torn ends it, when no end stands in front of it.
    fn line_breaks(&self, mut breaks: u64, inside: u64, at: usize) -> Option<End> {
        while breaks != 0 {
            let index = breaks.trailing_zeros();
            breaks &= breaks - 1;
            let place = at + index as usize;
            let is_torn = inside >> index & 1 == 1 || self.begins_anew(place);
            if is_torn && !self.ends_before(place, at, inside) {
                return Some(End::Torn(place + 1));
            }
        }
        None
    }

    /// Returns whether an object begins the line behind the break at `place`, where none can follow.
    fn begins_anew(&self, place: usize) -> bool {
        if self.bytes.get(place + 1) != Some(&b'{') {
            return false;
        }
        let front = self.bytes.get(self.start..place).unwrap_or_default().trim_ascii_end();
        !matches!(front.last(), Some(b',' | b':' | b'['))
    }

    /// Returns whether the object ends between the beginning of the block and `place`.
    fn ends_before(&self, place: usize, at: usize, inside: u64) -> bool {
        let mut depth = self.depth;
        let before = self.bytes.get(at..place).unwrap_or_default();
        before.iter().enumerate().any(|(index, byte)| {
            let counts = inside >> index & 1 == 0;
            match byte {
                b'{' if counts => depth += 1,
                b'}' if counts => depth = depth.saturating_sub(1),
                _ => return false,
            }
            depth == 0
        })
    }
}

#[test]
fn ends_are_those_of_the_object() {
    let filler = "x".repeat(61);
    for (text, end) in [
        (r#"{}"#.to_owned(), End::At(2)),
        (r#"{"a":{"b":"}{"}}, {"#.to_owned(), End::At(16)),
        (r#"{"a":"\\"}}"#.to_owned(), End::At(10)),
        (r#"{"a":"\"}"}"#.to_owned(), End::At(11)),
        (format!("{{\"{filler}\\\"}}\"}}x"), End::At(68)),
        (format!("{{\"{filler}x\\\"}}\"}}x"), End::At(69)),
        (r#"{"a":1"#.to_owned(), End::Cut),
        (r#"{"a":"}"#.to_owned(), End::Cut),
        ("{\n  \"a\": {\n  }\n}\n{".to_owned(), End::At(16)),
        ("{\"a\":\"cut\n{\"b\":1}\n".to_owned(), End::Torn(10)),
        ("{\"a\":{\"b\":1\n{\"b\":1}\n".to_owned(), End::Torn(12)),
        ("{\"a\":1}\n{\"b\":\"\n".to_owned(), End::At(7)),
        ("{\"a\":[\n{\"b\":1},\n{\"b\":1}]}".to_owned(), End::At(25)),
    ] {
        assert_eq!(object_end(text.as_bytes(), 0, 0), end, "{text}");
    }
    assert_eq!(object_end(b",\"next\":{}} ", 0, 1), End::At(11));
}
