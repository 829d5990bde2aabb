//! What is wrong with a scenario or snapshot that cannot be read.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "read.access-entry",
        "this access entry cannot be read: {why}",
        "このアクセスエントリは読み取れません: {why}",
    ),
    ("read.missing", "the key `{key}` is missing here", "ここにキー `{key}` がありません"),
    (
        "read.not-a-cluster-arn",
        "`{arn}` is no cluster's ARN; write arn:aws:eks:REGION:ACCOUNT:cluster/NAME",
        "`{arn}` はクラスターの ARN ではありません。arn:aws:eks:リージョン:アカウント:cluster/名前 の形で書いてください",
    ),
    ("read.not-a-list", "a list is expected here", "ここにはリストが必要です"),
    (
        "read.not-a-mapping",
        "a mapping of keys and values is expected here",
        "ここにはキーと値のマッピングが必要です",
    ),
    (
        "read.not-a-mode",
        "`{mode}` is no authentication mode; write CONFIG_MAP, API_AND_CONFIG_MAP or API",
        "`{mode}` は認証モードではありません。CONFIG_MAP、API_AND_CONFIG_MAP、API のいずれかを書いてください",
    ),
    ("read.not-a-text", "a text is expected here", "ここには文字列が必要です"),
    ("read.syntax", "the document cannot be read: {why}", "ドキュメントを読み取れません: {why}"),
    ("read.twice", "the key `{key}` stands here a second time", "キー `{key}` が重複しています"),
    (
        "read.unknown-key",
        "the key `{key}` is not known here; known: {known}",
        "キー `{key}` はここでは使えません。使えるキー: {known}",
    ),
    (
        "read.unknown-policy",
        "the policy {arn} is attached, but its document is not under `Policies`",
        "ポリシー {arn} がアタッチされていますが、そのドキュメントが `Policies` にありません",
    ),
    (
        "read.unknown-shape",
        "this is neither a Kubernetes object nor an AWS CLI output that belongs in a snapshot; give what `kubectl get -o yaml`, \
         `kubectl config view` or `aws … --output json` print, or a document with the keys cluster, iam, kubernetes, \
         access-entries, client",
        "Kubernetes オブジェクトでも、スナップショットに使える AWS CLI の出力でもありません。`kubectl get -o yaml`、\
         `kubectl config view`、`aws … --output json` の出力か、cluster、iam、kubernetes、access-entries、client のキーを持つ\
         ドキュメントを渡してください",
    ),
    (
        "read.unknown-value",
        "`{value}` is not known here; known: {known}",
        "`{value}` はここでは使えません。使える値: {known}",
    ),
];
