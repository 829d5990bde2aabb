//! The shape that nearly every section has, read at a tenth of the cost: a block list of block mappings whose values are
//! scalars on one line, or lists of such scalars.
//!
//! Whatever is not plainly of that shape is left to the scanner and the composer, which know all of YAML; a test holds
//! that both make the same tree.

use std::borrow::Cow;

use super::{
    characters::all_usual,
    resolve::{Resolved, resolve_plain},
    tree::{Data, Node, NodeId, Tree},
    value::{Style, TextMap, Value},
};
use crate::few::Few;

/// Reads a text of the simple shape; `None` for every other.
pub(super) fn simple_list(text: &str) -> Option<Tree<'_>> {
    let bytes = text.as_bytes();
    // Two bytes of a text make less than one node, so that a tree of so many nodes always fits.
    if u32::try_from(bytes.len()).is_err() || !all_usual(bytes) {
        return None;
    }
    let mut reader = Reader { text, bytes, at: 0, tree: Tree::default() };
    reader.tree.reserve(bytes.len() / 16);
    reader.list()?;
    Some(reader.tree)
}

/// The most characters of a key, far below what the scanner allows.
const LONGEST_KEY: usize = 64;

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    tree: Tree<'a>,
}

impl<'a> Reader<'a> {
    /// Goes over empty lines and whole-line comments to the next line; returns its indentation, `None` at the end.
    fn next_line(&mut self) -> Option<usize> {
        loop {
            let start = self.at;
            while self.byte() == b' ' {
                self.at += 1;
            }
            match self.bytes.get(self.at) {
                None => return None,
                Some(b'\n') => self.at += 1,
                Some(b'#') => self.at = self.line_end() + 1,
                Some(_) => return Some(self.at - start),
            }
        }
    }

    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at + memchr::memchr(b'\n', rest).unwrap_or(rest.len())
    }

    /// Goes over a dash and the space behind it.
    fn dash(&mut self) -> Option<usize> {
        let at = self.at;
        let is_dash = self.bytes.get(at..at + 2) == Some(b"- ");
        self.at += 2;
        (is_dash && !matches!(self.byte(), b' ' | b'\n' | 0)).then_some(at)
    }

    fn list(&mut self) -> Option<()> {
        let column = self.next_line()?;
        let start = self.at;
        let root = self.add(start, start, Data::Sequence { items: Few::new(), flow: false })?;
        let mut items = Few::with_capacity(self.bytes.len() / 128);
        let mut end = start;
        loop {
            self.dash()?;
            let (item, next, item_end) = self.entry(column + 2)?;
            items.push(item);
            end = item_end.max(end);
            match next {
                None => break,
                Some(next) if next == column => {}
                Some(_) => return None,
            }
        }
        self.finish(root, end, Data::Sequence { items, flow: false });
        self.tree.root = Some(root);
        Some(())
    }

    /// Reads a mapping whose keys stand at `column`; returns it, the indentation of the next line, and its end.
    fn entry(&mut self, column: usize) -> Option<(NodeId, Option<usize>, usize)> {
        let start = self.at;
        let mapping = self.add(start, start, Data::Mapping { entries: Few::new(), flow: false })?;
        let mut entries = Few::new();
        let mut end;
        let next = loop {
            let key = self.key()?;
            let (value, next, value_end) = self.value(column)?;
            entries.push((key, value));
            end = value_end;
            match next {
                Some(next) if next == column => {}
                Some(next) if next > column => return None,
                next => break next,
            }
        };
        self.finish(mapping, end, Data::Mapping { entries, flow: false });
        Some((mapping, next, end))
    }

    fn key(&mut self) -> Option<NodeId> {
        let start = self.at;
        let rest = self.bytes.get(start..)?;
        let is = |known: &str| rest.starts_with(known.as_bytes());
        let length = if is("groups:") {
            6
        } else if is("rolearn:") || is("userarn:") {
            7
        } else if is("username:") {
            8
        } else {
            let length = rest.iter().position(|it| !it.is_ascii_alphabetic())?;
            let key = self.text.get(start..start + length)?;
            let fits = (1..=LONGEST_KEY).contains(&length) && resolve_plain(key) == Resolved::Text;
            if !fits || rest.get(length) != Some(&b':') {
                return None;
            }
            length
        };
        let end = start + length;
        self.at = end + 1;
        self.scalar_at(start, end, start, end, Style::Plain)
    }

    /// Reads what stands behind a key's colon; returns it, the indentation of the next line, and its end.
    fn value(&mut self, column: usize) -> Option<(NodeId, Option<usize>, usize)> {
        match self.byte() {
            b'\n' => self.block_list(column),
            b' ' => {
                while self.byte() == b' ' {
                    self.at += 1;
                }
                let (id, end) = if self.byte() == b'[' { self.flow_list()? } else { self.scalar(false)? };
                if self.byte() != b'\n' && self.at < self.bytes.len() {
                    return None;
                }
                let next = self.next_line();
                Some((id, next, end))
            }
            _ => None,
        }
    }

    /// Reads a list of scalars on lines of their own, as deep as its key or deeper.
    fn block_list(&mut self, column: usize) -> Option<(NodeId, Option<usize>, usize)> {
        let own = self.next_line().filter(|it| *it >= column)?;
        let start = self.at;
        let list = self.add(start, start, Data::Sequence { items: Few::new(), flow: false })?;
        let mut items = Few::new();
        let mut end;
        let next = loop {
            self.dash()?;
            let (id, item_end) = self.scalar(false)?;
            if self.byte() != b'\n' && self.at < self.bytes.len() {
                return None;
            }
            items.push(id);
            end = item_end;
            match self.next_line() {
                Some(next) if next == own && (own > column || self.byte() == b'-') => {}
                Some(next) if next > own || (next > column && next < own) => return None,
                next => break next,
            }
        };
        self.finish(list, end, Data::Sequence { items, flow: false });
        Some((list, next, end))
    }

    /// Reads `[a, 'b']` on one line.
    fn flow_list(&mut self) -> Option<(NodeId, usize)> {
        let start = self.at;
        let list = self.add(start, start, Data::Sequence { items: Few::new(), flow: true })?;
        self.at += 1;
        let mut items = Few::new();
        if self.byte() != b']' {
            loop {
                while self.byte() == b' ' {
                    self.at += 1;
                }
                items.push(self.scalar(true)?.0);
                match self.byte() {
                    b',' => self.at += 1,
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.at += 1;
        let end = self.at;
        while self.byte() == b' ' {
            self.at += 1;
        }
        self.finish(list, end, Data::Sequence { items, flow: true });
        Some((list, end))
    }

    /// Reads a scalar up to the blanks, the comma or the line's end behind it.
    fn scalar(&mut self, flow: bool) -> Option<(NodeId, usize)> {
        let start = self.at;
        let (id, end) = match self.byte() {
            quote @ (b'\'' | b'"') => {
                let rest = self.bytes.get(start + 1..)?;
                let length = rest.iter().position(|&it| matches!(it, b'\n' | b'\\') || it == quote)?;
                let close = start + 1 + length;
                // A quote twice is one quote, and an escape something else.
                if self.bytes.get(close) != Some(&quote) || self.bytes.get(close + 1) == Some(&b'\'') {
                    return None;
                }
                self.at = close + 1;
                let style = if quote == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
                (self.scalar_at(start, close + 1, start + 1, close, style)?, close + 1)
            }
            first if first.is_ascii_alphanumeric() || first == b'/' => {
                let end = if flow { self.flow_plain() } else { self.block_plain()? };
                self.at = end;
                (self.scalar_at(start, end, start, end, Style::Plain)?, end)
            }
            _ => return None,
        };
        while self.byte() == b' ' {
            self.at += 1;
        }
        if self.byte() == b'#' && !flow && self.at > end {
            self.at = self.line_end();
        }
        Some((id, end))
    }

    /// Returns where a plain scalar of a block ends, blanks behind it cut off; `None` where its `:` makes it a key.
    fn block_plain(&self) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let first = memchr::memchr2(b'\n', b' ', rest).unwrap_or(rest.len());
        if rest.get(first) != Some(&b' ') {
            // One word up to the line's end, as most are.
            let is_key = rest.get(first.wrapping_sub(1)) == Some(&b':');
            return (!is_key).then_some(self.at + first);
        }
        let mut line = rest.get(..memchr::memchr(b'\n', rest).unwrap_or(rest.len()))?;
        let byte = |line: &[u8], at: usize| line.get(at).copied().unwrap_or(b' ');
        for hash in memchr::memchr_iter(b'#', line) {
            if byte(line, hash.wrapping_sub(1)) == b' ' {
                line = line.get(..hash)?;
                break;
            }
        }
        let end = line.iter().rposition(|it| *it != b' ')? + 1;
        let line = line.get(..end)?;
        let is_key = memchr::memchr_iter(b':', line).any(|colon| byte(line, colon + 1) == b' ');
        (!is_key).then_some(self.at + end)
    }

    /// Returns where a word inside brackets ends.
    fn flow_plain(&self) -> usize {
        let is_word = |at: usize| {
            let next = self.bytes.get(at + 1).copied().unwrap_or(0);
            match self.bytes.get(at) {
                Some(b'-' | b'_' | b'.' | b'/' | b'@') => true,
                Some(b':') => next.is_ascii_alphanumeric(),
                Some(it) => it.is_ascii_alphanumeric(),
                None => false,
            }
        };
        (self.at..self.bytes.len()).find(|&at| !is_word(at)).unwrap_or(self.bytes.len())
    }

    fn scalar_at(
        &mut self,
        start: usize,
        end: usize,
        from: usize,
        to: usize,
        style: Style,
    ) -> Option<NodeId> {
        let text = self.text.get(from..to)?;
        let map = TextMap::Direct(u32::try_from(from).ok()?);
        let value = Value { text: Cow::Borrowed(text), map, style };
        self.add(start, end, Data::Scalar(value))
    }

    fn add(&mut self, start: usize, end: usize, data: Data<'a>) -> Option<NodeId> {
        self.tree.add(Node { start, end, tag: None, data }).ok()
    }

    fn finish(&mut self, id: NodeId, end: usize, data: Data<'a>) {
        if let Some(node) = self.tree.node_mut(id) {
            node.end = end;
            node.data = data;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::simple_list;
    use crate::yaml::{check, compose::Composer};

    /// Reads by both ways where the simple one reads at all; tells whether it did.
    fn agrees(text: &str) -> Result<bool, String> {
        let Some(fast) = simple_list(text) else { return Ok(false) };
        let slow = Composer::new(text).and_then(|mut it| it.next_document());
        let Ok(Some(slow)) = slow else { return Err(format!("{text:?} cannot be read: {slow:?}")) };
        check(&slow).map_err(|it| format!("{text:?} is refused: {it:?}"))?;
        let (fast, slow) = (format!("{fast:?}"), format!("{slow:?}"));
        if fast == slow { Ok(true) } else { Err(format!("{text:?}\n{fast}\n{slow}")) }
    }

    #[test]
    fn usual_texts_are_simple() {
        for text in [
            "- rolearn: a\n",
            "- rolearn: a",
            "  - rolearn: a\n    groups: [a, 'b', \"c\", system:masters]\n  - groups:\n    - x\n    - y\n    rolearn: b\n",
            "- groups:\n    - x # note\n  username: 'a b' # note\n\n# whole line\n- rolearn: a:b  \n  groups: []\n",
            "- username: system:node:{{EC2PrivateDNSName}}\n  groups:\n  - 'x'\n",
        ] {
            assert_eq!(agrees(text), Ok(true), "{text}");
        }
        for text in
            ["", "[]", "- a\n", "- a: 'it''s'\n", "- a: \"\\n\"\n", "- a:\n", "- a: b\n   c\n", "- a: b: c\n"]
        {
            assert_eq!(agrees(text), Ok(false), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn both_readers_make_the_same_tree(
            lines in prop::collection::vec(
                "( {0,4}(- ){0,2}(a|groups|no|x|username|~)?:?( |  )?('a b'|\"c\"|b:c|[a-z]{1,3}|\\[a, ?b\\]|\\[\\]|1|x #y|x#y|a: b|'it''s'|\\{\\{X\\}\\}|q\\{\\{X\\}\\}|)| {0,3}#c|) {0,2}",
                1..7,
            )
        ) {
            let text = lines.join("\n");
            prop_assert!(agrees(&text).is_ok(), "{:?}", agrees(&text));
        }

        #[test]
        fn both_readers_agree_on_slips(
            at in 0_usize..140, cut in 0_usize..3, put in "[ \\n:#'\"\\-,\\[\\]a{}&*!|>%@?]{0,2}"
        ) {
            let text = "- rolearn: arn:aws:iam::1:role/a\n  username: ops # c\n  groups:\n  - a\n  - 'b'\n- groups: [a, b:c]\n  username: \"x\"\n";
            let mut text = text.to_owned();
            let at = at.min(text.len());
            text.replace_range(at..(at + cut).min(text.len()), &put);
            prop_assert!(agrees(&text).is_ok(), "{:?}", agrees(&text));
        }
    }
}
