//! `crlf-line-endings`: Windows line ends somewhere in the file.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "crlf-line-endings",
    severity: Severity::Info,
    fixable: true,
    message: Words {
        en: "the file has Windows line ends (CR LF)",
        ja: "ファイルの改行が Windows 形式 (CR LF) です",
    },
    explanation: Words {
        en: "YAML takes CR LF for a line feed, so nothing changes for the cluster; comparisons with the stored text and \
             some tools are confused by it.",
        ja: "YAML では CR LF は改行として扱われるため、クラスターでの動作は変わりません。ただし、保存されたテキストとの\
             比較や一部のツールが混乱することがあります。",
    },
    example: "- userarn: arn:aws:iam::111122223333:user/hana\r\n  username: hana\r\n  groups: [viewers]\r\n",
    mended: Some("- userarn: arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n"),
};

/// From so many line ends on, the text is replaced as a whole.
const MANY: usize = 4096;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let text = context.manifest.text;
    if matches!(context.manifest.shape, Shape::Given(_)) || !text.contains("\r\n") {
        return;
    }
    let ends: Vec<usize> = text.match_indices("\r\n").map(|(at, _)| at).take(MANY).collect();
    let edits = if ends.len() < MANY {
        ends.iter().map(|&at| Edit::delete(Span::new(at, at + 1))).collect()
    } else {
        vec![Edit::replace(Span::new(0, text.len()), text.replace("\r\n", "\n"))]
    };
    report.add(FindingKind::CrlfLineEndings, context.manifest.first_line(), &[], Some(edits));
}
