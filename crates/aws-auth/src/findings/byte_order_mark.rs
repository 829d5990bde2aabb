//! `byte-order-mark`: the file begins with U+FEFF.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "byte-order-mark",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "the file begins with a byte order mark (U+FEFF)",
        ja: "ファイルの先頭にバイトオーダーマーク (U+FEFF) があります",
    },
    explanation: Words {
        en: "Some editors on Windows put it there. Kubernetes does not mind; other tools may.",
        ja: "Windows の一部のエディターが付けるものです。Kubernetes では問題になりませんが、ほかのツールでは問題になることが\
             あります。",
    },
    example: concat!("\u{FEFF}", config_map!("data:\n  mapUsers: '[]'\n")),
    mended: Some(config_map!("data:\n  mapUsers: '[]'\n")),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let given = matches!(context.manifest.shape, Shape::Given(_));
    if context.manifest.text.starts_with('\u{FEFF}') && !given {
        let span = Span::new(0, '\u{FEFF}'.len_utf8());
        report.add(FindingKind::ByteOrderMark, span, &[], Some(vec![Edit::delete(span)]));
    }
}
