//! A finding, shown under the line it is about.

use alloc::{format, string::String, vec::Vec};
use core::fmt::Write as _;

use crate::{
    Language, LineIndex, Severity, Span,
    display_width::{char_width, is_invisible},
};

/// A finding and the place it is about; [`Snippet::render`] draws it as the Rust compiler does.
///
/// ```
/// use eks_iam_span::{Language, Severity, Snippet, Span};
///
/// let text = "groups:\n- 管理者　# full-width blank\n";
/// let snippet = Snippet {
///     title: "全角の空白があります",
///     severity: Severity::Warning,
///     kind: Some("full-width-blank"),
///     file: "aws-auth.yaml",
///     text,
///     span: Span::new(19, 22),
///     label: "半角にします",
///     language: Language::Japanese,
/// };
/// assert_eq!(snippet.render(), "\
/// 警告[full-width-blank]: 全角の空白があります
///  --> aws-auth.yaml:2:6
///   |
/// 2 | - 管理者　# full-width blank
///   |         ^^ 半角にします
/// ");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Snippet<'a> {
    /// What is wrong, in one line.
    pub title: &'a str,
    /// How bad it is.
    pub severity: Severity,
    /// The finding's stable name.
    pub kind: Option<&'a str>,
    /// The name of the file, as the user knows it; `""` for none.
    pub file: &'a str,
    /// The whole text of the file.
    pub text: &'a str,
    /// The place the finding is about; one that is empty is shown by one caret.
    pub span: Span,
    /// What stands beside the carets; `""` for nothing.
    pub label: &'a str,
    /// In which language the severity is named.
    pub language: Language,
}

impl Snippet<'_> {
    /// Returns the finding as lines of text, without colour.
    ///
    /// Tabs become blanks up to the next column that divides by four, characters that show nothing or would command
    /// the terminal are replaced by ones that can be seen, and a line that is too long is cut around the place.
    #[must_use]
    pub fn render(&self) -> String {
        self.render_in(&LineIndex::new(self.text))
    }

    /// As [`Snippet::render`], with the lines of the text found before: for many findings in one large text.
    #[must_use]
    pub fn render_in(&self, index: &LineIndex<'_>) -> String {
        let first = index.line_column(self.span.start());
        let last_byte = if self.span.is_empty() { self.span.start() } else { self.span.end() - 1 };
        let last_line = index.line_column(last_byte).line.max(first.line);
        let gutter = last_line.max(1).ilog10() as usize + 1;
        let mut out = self.title_line();
        let file = visible(self.file);
        let colon = if file.is_empty() { "" } else { ":" };
        let _ = writeln!(out, "{:gutter$}--> {file}{colon}{first}", "");
        let _ = writeln!(out, "{:gutter$} |", "");
        for line in first.line..=last_line {
            let (from_top, from_bottom) = (line - first.line, last_line - line);
            if from_top < HEAD_LINES || from_bottom == 0 {
                let label = if from_bottom == 0 { self.label } else { "" };
                self.line(index, line, gutter, label, &mut out);
            } else if from_top == HEAD_LINES {
                out.push_str("...\n");
            }
        }
        out
    }

    fn title_line(&self) -> String {
        let word = self.severity.word(self.language);
        let title = visible(self.title);
        match self.kind {
            Some(kind) => format!("{word}[{kind}]: {title}\n"),
            None => format!("{word}: {title}\n"),
        }
    }

    /// Draws one line of the text and the carets under it.
    fn line(&self, index: &LineIndex<'_>, line: usize, gutter: usize, label: &str, out: &mut String) {
        let place = index.line_span(line);
        let window = window(self.text, place, self.span.start());
        let cells = cells(window.slice(self.text), window.start());
        let begins =
            if self.span.start() < place.start() { first_visible(&cells) } else { self.span.start() };
        let marked = Span::new(begins, self.span.end().min(place.end()));
        let (cells, is_cut) = cut(cells, marked.start());
        let ellipsis = if is_cut || window.start() > place.start() { ELLIPSIS } else { "" };
        let shown: String = cells.iter().map(|it| it.shown).collect();
        let _ = writeln!(out, "{}", format!("{line:>gutter$} | {ellipsis}{shown}").trim_end());
        if self.span.start() < place.start() && marked.is_empty() {
            return;
        }
        let width = |is: &dyn Fn(&Cell) -> bool| cells.iter().filter(|it| is(it)).map(|it| it.width).sum();
        let before: usize = width(&|it| it.at < marked.start());
        let carets: usize = width(&|it| marked.contains(it.at));
        let before = before + ellipsis.chars().count();
        let (blanks, carets) = (" ".repeat(before), "^".repeat(carets.max(1)));
        let _ =
            writeln!(out, "{:gutter$} | {blanks}{}", "", format!("{carets} {}", visible(label)).trim_end());
    }
}

/// How many lines of a long place are shown before the last one.
const HEAD_LINES: usize = 3;
/// Columns of a line that are shown.
const LONGEST_LINE: usize = 140;
/// Columns that are kept before the place where a line is cut.
const KEPT_BEFORE: usize = 40;
/// Bytes of a line that are looked at before and behind the place, so that each of many findings on one long line costs the same.
const WINDOW: usize = 1024;
const TAB_STOP: usize = 4;
const ELLIPSIS: &str = "…";

/// A character as it is shown.
struct Cell {
    /// The byte of the text it stands for.
    at: usize,
    shown: char,
    width: usize,
}

/// Returns the part of a line that stands around byte `from`, or its beginning when `from` is before it.
fn window(text: &str, line: Span, from: usize) -> Span {
    let from = from.clamp(line.start(), line.end());
    let start = text.floor_char_boundary(from.saturating_sub(WINDOW)).max(line.start());
    let end = text.ceil_char_boundary(from.saturating_add(WINDOW)).min(line.end());
    Span::new(start, end)
}

fn cells(line: &str, start: usize) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(line.len());
    let mut column = 0;
    for (at, c) in line.char_indices() {
        let at = start + at;
        if c == '\t' {
            let blanks = TAB_STOP - column % TAB_STOP;
            cells.extend((0..blanks).map(|_| Cell { at, shown: ' ', width: 1 }));
            column += blanks;
        } else if !(at == 0 && c == crate::line_index::BYTE_ORDER_MARK) {
            let shown = replace(c);
            let width = char_width(shown);
            cells.push(Cell { at, shown, width });
            column += width;
        }
    }
    cells
}

/// Returns where the first character stands that is no blank.
fn first_visible(cells: &[Cell]) -> usize {
    cells.iter().find(|it| it.shown != ' ').or_else(|| cells.last()).map_or(usize::MAX, |it| it.at)
}

/// Cuts a long line so that the character at `from` stands near its beginning; tells whether the beginning is gone.
fn cut(cells: Vec<Cell>, from: usize) -> (Vec<Cell>, bool) {
    let total: usize = cells.iter().map(|it| it.width).sum();
    if total <= LONGEST_LINE {
        return (cells, false);
    }
    let before: usize = cells.iter().filter(|it| it.at < from).map(|it| it.width).sum();
    let skip = if before <= LONGEST_LINE / 2 { 0 } else { before - KEPT_BEFORE };
    let mut column = 0;
    let mut kept = Vec::new();
    let mut next = None;
    for cell in cells {
        let begins = column;
        column += cell.width;
        if begins >= skip + LONGEST_LINE {
            next = Some(cell.at);
            break;
        }
        if begins >= skip {
            kept.push(cell);
        }
    }
    kept.extend(next.map(|at| Cell { at, shown: '…', width: 1 }));
    (kept, skip > 0)
}

/// Replaces what a terminal would not show, or obey.
fn visible(text: &str) -> String {
    text.chars().map(replace).collect()
}

fn replace(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        _ if is_invisible(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}
