//! A small reader of XML: elements, attributes and text, as far as SAML responses need it.
//!
//! Comments, processing instructions and CDATA are skipped or taken as text; a document type is refused, so there are no
//! entities but the five of XML. Prefixes are cut off: the reader knows local names only.

/// An element with what is in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Self>,
    pub(super) text: String,
}

impl Element {
    /// Returns the first descendant of that name, depth first.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns all descendants of that name, depth first.
    pub(super) fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.all(name, found);
        }
    }
}

/// Reads a document; `None` when it is not well formed, nests deeper than 64, or has a document type.
pub(super) fn read(text: &str) -> Option<Element> {
    let mut open = vec![Element::default()];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        open.last_mut()?.text.push_str(&unescape(before)?);
        rest = markup(after, &mut open)?;
        if open.len() > DEPTH {
            return None;
        }
    }
    let document = open.pop()?;
    let is_whole = open.is_empty() && rest.trim().is_empty() && document.children.len() == 1;
    if is_whole { document.children.into_iter().next() } else { None }
}

/// Reads what stands behind a `<` and returns what stands behind it.
fn markup<'a>(after: &'a str, open: &mut Vec<Element>) -> Option<&'a str> {
    if let Some(comment) = after.strip_prefix("!--") {
        return comment.split_once("-->").map(|(_, rest)| rest);
    }
    if let Some(data) = after.strip_prefix("![CDATA[") {
        let (data, rest) = data.split_once("]]>")?;
        open.last_mut()?.text.push_str(data);
        return Some(rest);
    }
    if after.starts_with('!') {
        return None;
    }
    if after.starts_with('?') {
        return after.split_once("?>").map(|(_, rest)| rest);
    }
    let (tag, rest) = split_tag(after)?;
    if let Some(name) = tag.strip_prefix('/') {
        let done = open.pop()?;
        if done.name != local(name.trim()) {
            return None;
        }
        open.last_mut()?.children.push(done);
        return Some(rest);
    }
    let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
    let element = start(tag)?;
    if is_empty {
        open.last_mut()?.children.push(element)
    } else {
        open.push(element)
    }
    Some(rest)
}

/// Splits at the `>` that ends a tag, which does not stand in quotes.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let end = text.char_indices().find(|(_, sign)| match quote {
        Some(mark) => {
            if *sign == mark {
                quote = None;
            }
            false
        }
        None => {
            if matches!(sign, '"' | '\'') {
                quote = Some(*sign);
            }
            *sign == '>'
        }
    });
    let (tag, rest) = text.split_at_checked(end?.0)?;
    Some((tag, rest.strip_prefix('>')?))
}

fn start(tag: &str) -> Option<Element> {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut element = Element { name: local(name).to_owned(), ..Element::default() };
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
        let (value, behind) = value.strip_prefix(quote)?.split_once(quote)?;
        element.attributes.push((local(key.trim()).to_owned(), unescape(value)?));
        rest = behind;
    }
    (rest.trim().is_empty() && !element.name.is_empty()).then_some(element)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (entity, behind) = after.split_once(';')?;
        plain.push_str(before);
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => character(entity)?,
        });
        rest = behind;
    }
    plain.push_str(rest);
    Some(plain)
}

fn character(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32)
}

const DEPTH: usize = 64;

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn elements_attributes_and_text() {
        let text = "<?xml version=\"1.0\"?><a:x p='1 > 0'><!-- no --><y q=\"&lt;&#65;\"/>t &amp; <![CDATA[<u>]]></a:x>";
        let root = read(text).unwrap();
        assert_eq!((root.name.as_str(), root.text.as_str()), ("x", "t & <u>"));
        assert_eq!(root.attribute("p"), Some("1 > 0"));
        assert_eq!(root.find("y").unwrap().attribute("q"), Some("<A"));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        let deep = "<a>".repeat(70) + &"</a>".repeat(70);
        for text in [
            "",
            "x",
            "<a>",
            "</a>",
            "<a></b>",
            "<a/><b/>",
            "<a b></a>",
            "<a b=1/>",
            "<!DOCTYPE a><a/>",
            "<a>&x;</a>",
            &deep,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
