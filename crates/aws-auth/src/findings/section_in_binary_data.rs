//! `section-in-binary-data`: a section under `binaryData`, which the authenticator does not look at.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "section-in-binary-data",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "`{0}` stands under `binaryData`, where the authenticator does not look",
        ja: "`{0}` が `binaryData` の下にあります。オーセンティケーターはここを読みません",
    },
    explanation: Words {
        en: "kubectl create --from-file puts a text under binaryData when it is not clean UTF-8. The authenticator reads \
             `data` only; move the section there as text.",
        ja: "kubectl create --from-file は、正しい UTF-8 でないテキストを binaryData に入れます。オーセンティケーターが\
             読むのは `data` だけなので、セクションをテキストとして `data` に移してください。",
    },
    example: config_map!("data:\n  mapRoles: '[]'\nbinaryData:\n  mapAccounts: LSAiNDQ0NDU1NTU2NjY2Igo=\n"),
    mended: Some(config_map!("data:\n  mapRoles: '[]'\n  mapAccounts: |\n    - \"444455556666\"\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let manifest = context.manifest;
    let (Shape::ConfigMap, Some(binary)) = (&manifest.shape, manifest.field("binaryData")) else { return };
    for pair in manifest.pairs(binary.value) {
        let key = manifest.text_of(pair.key).unwrap_or_default();
        let Some(section) = Section::ALL.into_iter().find(|it| it.key() == key) else { continue };
        let fix = fix(manifest, binary.value, pair, section);
        report.add(FindingKind::SectionInBinaryData, manifest.span(pair.key), &[key], fix);
    }
}

fn fix(
    manifest: &Manifest<'_>,
    binary: NodeId,
    pair: crate::manifest::Pair,
    section: Section,
) -> Option<Vec<Edit>> {
    let data = manifest.field("data")?;
    if manifest.pair(data.value, section.key()).is_some() || manifest.is_flow(data.value) || manifest.is_flow(binary) {
        return None;
    }
    let text = decode(manifest.text_of(pair.value)?)?;
    let last = manifest.pairs(data.value).last()?;
    let column = manifest.column(manifest.span(last.key).start());
    let written = write::literal(&text, column + 2);
    let lines = format!("{}{}: {written}", " ".repeat(column), section.key());
    let only = manifest.pairs(binary).count() == 1;
    let removed = if only { manifest.field("binaryData")? } else { pair };
    Some(vec![
        Edit::delete(manifest.pair_lines(removed)?),
        Edit::insert(manifest.pair_lines(last)?.end(), lines),
    ])
}

/// Decodes base64 with padding.
fn decode(text: &str) -> Option<String> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in text.bytes().filter(|it| !it.is_ascii_whitespace() && *it != b'=') {
        let value = u32::try_from(ALPHABET.iter().position(|it| *it == byte)?).ok()?;
        bits = (bits << 6 | value) & 0xFF_FFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xFF).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}
