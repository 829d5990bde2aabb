//! HTML, written safely: text is escaped wherever it comes from.

use eks_iam_span::Language;

/// Returns the text as HTML shows it, also within an attribute in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Letters that a browser would not show, or take for an end of the document.
            '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// Returns an element around HTML that is there already; attributes are HTML too.
pub(super) fn element(name: &str, attributes: &str, inner: &str) -> String {
    let space = if attributes.is_empty() { "" } else { " " };
    format!("<{name}{space}{attributes}>{inner}</{name}>")
}

/// Returns a text in both languages, of which the page shows one.
pub(super) fn both(text: impl Fn(Language) -> String) -> String {
    let (english, japanese) = (text(Language::English), text(Language::Japanese));
    if english == japanese {
        return escape(&english);
    }
    format!("<span lang=\"en\">{}</span><span lang=\"ja\">{}</span>", escape(&english), escape(&japanese))
}

/// Returns fixed words in both languages.
pub(super) fn words(english: &str, japanese: &str) -> String {
    both(|language| if language == Language::Japanese { japanese } else { english }.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_a_text() {
        assert_eq!(escape("<script>\"'&\0"), "&lt;script&gt;&quot;&#39;&amp;\u{fffd}");
        assert_eq!(words("a<b", "あ"), "<span lang=\"en\">a&lt;b</span><span lang=\"ja\">あ</span>");
    }
}
