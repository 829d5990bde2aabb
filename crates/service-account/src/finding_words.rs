//! The findings in words; `{}` is the subject.

use eks_iam_span::Language;

use crate::FindingKind as Kind;

pub(crate) fn message(kind: Kind, language: Language) -> &'static str {
    match language {
        Language::English => english(kind),
        Language::Japanese => japanese(kind),
    }
}

fn english(kind: Kind) -> &'static str {
    match kind {
        Kind::AnnotationIgnored => {
            "the service account has a Pod Identity association, so its role annotation `{}` is not used; remove it, or \
             delete the association"
        }
        Kind::ContainerSkipped => {
            "container `{}` is left out by the pod's annotation and gets no credentials"
        }
        Kind::DefaultServiceAccount => {
            "the pod runs as service account `default` of namespace `{}`; set `serviceAccountName` in the pod template"
        }
        Kind::EmptyRoleArn => {
            "the role annotation of service account `{}` is empty; write the role's ARN into it"
        }
        Kind::HalfPair => {
            "`{}` is set by the author, which keeps its other half away; remove it or set both variables"
        }
        Kind::EmptyAudience => {
            "the audience annotation of service account `{}` is empty, so STS refuses the token; remove the annotation"
        }
        Kind::InvalidRoleArn => "`{}` is no role ARN, and is handed on as it is; correct the annotation",
        Kind::InvalidValue => "`{}` cannot be read and is ignored; the default holds",
        Kind::MisspeltAnnotation => "annotation `{}` is none that the webhook reads; correct its key",
        Kind::NoMount => {
            "container `{}` sets all variables itself, so the token is not mounted into it; remove the variables, or \
             mount the volume"
        }
        Kind::RoleArnOnPod => {
            "annotation `{}` does nothing on a pod; write it on the service account and recreate the pod"
        }
        Kind::SkipContainersUnreadable => "`{}` is no list in CSV, so no container is skipped",
        Kind::TokenExpirationRaised => "`{}` is below ten minutes and becomes 600 seconds",
        Kind::UnknownServiceAccount => {
            "service account `{}` is not known to the webhook when the pod is made, so the pod gets no credentials; \
             create the account first and recreate the pod"
        }
        Kind::UnknownStsMode => {
            "`{}` is no value of AWS_STS_REGIONAL_ENDPOINTS; SDKs know `regional` and `legacy`, some refuse any other"
        }
        Kind::WebIdentityHidesPodIdentity => {
            "container `{}` sets AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE itself, and SDKs take these before Pod \
             Identity; remove them"
        }
    }
}

fn japanese(kind: Kind) -> &'static str {
    match kind {
        Kind::AnnotationIgnored => {
            "サービスアカウントに Pod Identity の関連付けがあるため、ロールのアノテーション `{}` は使われません。アノテーションを削除するか、関連付けを削除してください"
        }
        Kind::ContainerSkipped => {
            "コンテナ `{}` はポッドのアノテーションで除外されており、認証情報を受け取りません"
        }
        Kind::DefaultServiceAccount => {
            "ポッドは名前空間 `{}` のサービスアカウント `default` で動いています。ポッドテンプレートに `serviceAccountName` を設定してください"
        }
        Kind::EmptyRoleArn => {
            "サービスアカウント `{}` のロールのアノテーションが空です。ロールの ARN を書いてください"
        }
        Kind::HalfPair => {
            "`{}` をマニフェストが設定しているため、対になる環境変数が追加されません。削除するか、両方を設定してください"
        }
        Kind::EmptyAudience => {
            "サービスアカウント `{}` の audience アノテーションが空のため、STS がトークンを拒否します。アノテーションを削除してください"
        }
        Kind::InvalidRoleArn => {
            "`{}` はロールの ARN ではなく、そのまま渡されます。アノテーションを修正してください"
        }
        Kind::InvalidValue => "`{}` は読み取れないため無視され、デフォルトが使われます",
        Kind::MisspeltAnnotation => {
            "アノテーション `{}` は Webhook が読むキーではありません。キーを修正してください"
        }
        Kind::NoMount => {
            "コンテナ `{}` はすべての環境変数を自分で設定しているため、トークンがマウントされません。環境変数を削除するか、ボリュームをマウントしてください"
        }
        Kind::RoleArnOnPod => {
            "アノテーション `{}` はポッドでは効果がありません。サービスアカウントに書き、ポッドを再作成してください"
        }
        Kind::SkipContainersUnreadable => "`{}` は CSV のリストではないため、どのコンテナも除外されません",
        Kind::TokenExpirationRaised => "`{}` は 10 分より短いため、600 秒になります",
        Kind::UnknownServiceAccount => {
            "ポッドの作成時に Webhook がサービスアカウント `{}` を知らないため、ポッドは認証情報を受け取りません。先にアカウントを作成し、ポッドを再作成してください"
        }
        Kind::UnknownStsMode => {
            "`{}` は AWS_STS_REGIONAL_ENDPOINTS の値ではありません。SDK が知るのは `regional` と `legacy` で、ほかの値を拒否する SDK もあります"
        }
        Kind::WebIdentityHidesPodIdentity => {
            "コンテナ `{}` は AWS_ROLE_ARN と AWS_WEB_IDENTITY_TOKEN_FILE を自分で設定しており、SDK はこれらを Pod Identity より優先します。削除してください"
        }
    }
}
