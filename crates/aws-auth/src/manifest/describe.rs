//! What `kubectl describe configmap` prints.

use crate::Section;

/// The printed text taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) name: String,
    pub(crate) namespace: String,
    /// Keys and values of the part `Data`.
    pub(crate) data: Vec<(String, String)>,
}

impl Described {
    /// Reads the text; `None` when it was not printed by `kubectl describe`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let body = text.trim_start_matches('\u{FEFF}').trim_start();
        if !body.starts_with("Name:") {
            return None;
        }
        let mut lines = body.lines().peekable();
        let mut described = Self { name: String::new(), namespace: String::new(), data: Vec::new() };
        let mut previous = "";
        loop {
            let line = lines.next()?;
            if let Some(name) = line.strip_prefix("Name:") {
                name.trim().clone_into(&mut described.name);
            } else if let Some(namespace) = line.strip_prefix("Namespace:") {
                namespace.trim().clone_into(&mut described.namespace);
            } else if previous.trim_end() == "Data" && is_rule(line, '=') {
                break;
            }
            previous = line;
        }
        while let Some(line) = lines.next() {
            let rule = lines.peek().copied().unwrap_or_default();
            if is_rule(rule, '=') || line.starts_with("Events:") {
                break;
            }
            match line.trim_end().strip_suffix(':') {
                Some(key) if is_rule(rule, '-') => {
                    lines.next();
                    described.data.push((key.to_owned(), String::new()));
                }
                _ => {
                    if let Some((_, value)) = described.data.last_mut() {
                        value.push_str(line);
                        value.push('\n');
                    }
                }
            }
        }
        for (_, value) in &mut described.data {
            let length = value.trim_end_matches('\n').len();
            value.truncate(length);
            value.push('\n');
        }
        Some(described)
    }

    /// Returns the manifest that the text was printed from, as far as it tells.
    pub(crate) fn manifest(&self) -> String {
        manifest_of(&self.data)
    }
}

/// Returns a manifest of aws-auth with these data.
pub(super) fn manifest_of(data: &[(String, String)]) -> String {
    let mut manifest = String::from(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: aws-auth\n  namespace: kube-system\ndata:\n",
    );
    for (key, value) in data {
        let known = Section::ALL.iter().any(|it| it.key() == key);
        let key = if known { key.clone() } else { crate::edit::write::scalar(key, false) };
        manifest.push_str(&format!("  {key}: {}", crate::edit::write::literal(value, 4)));
    }
    manifest
}

fn is_rule(line: &str, character: char) -> bool {
    let line = line.trim_end();
    line.len() >= 4 && line.chars().all(|it| it == character)
}
