//! `describe-output`: text printed by `kubectl describe`, which cannot be applied.

use super::checks::*;

pub(super) const RULE: Rule = Rule {
    name: "describe-output",
    severity: Severity::Error,
    fixable: true,
    message: Words {
        en: "this is the output of `kubectl describe`, not a manifest",
        ja: "これは `kubectl describe` の出力であり、マニフェストではありません",
    },
    explanation: Words {
        en: "`kubectl describe` prints for people; its text cannot be applied. The ConfigMap can be rebuilt from it, \
             without labels and annotations. Better take `kubectl -n kube-system get configmap aws-auth -o yaml`.",
        ja: "`kubectl describe` は人が読むための表示で、そのまま適用することはできません。この出力から ConfigMap \
             を組み立て直せますが、ラベルとアノテーションは失われます。`kubectl -n kube-system get configmap aws-auth \
             -o yaml` の利用を勧めます。",
    },
    example: "Name:         aws-auth\nNamespace:    kube-system\n\nData\n====\nmapUsers:\n----\n- userarn: \
              arn:aws:iam::111122223333:user/hana\n  username: hana\n  groups: [viewers]\n\n\nBinaryData\n====\n\n\
              Events:  <none>\n",
    mended: Some(config_map!(
        "data:\n  mapUsers: |\n    - userarn: arn:aws:iam::111122223333:user/hana\n      username: hana\n      groups: \
         [viewers]\n"
    )),
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let Shape::Describe(described) = &context.manifest.shape else { return };
    let whole = Span::new(0, context.manifest.text.len());
    let fix = (!described.data.is_empty()).then(|| vec![Edit::replace(whole, described.manifest())]);
    report.add(FindingKind::DescribeOutput, context.manifest.first_line(), &[], fix);
}
