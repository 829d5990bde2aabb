//! What is known of each hop: verdicts, evidence, what is missing.

use super::Row;

pub(super) const ROWS: &[Row] = &[
    (
        "caller.chain-limit",
        "a role session asks for {asked} seconds; a chain of roles gets {limit} at most, whatever the role allows",
        "ロールのセッションが {asked} 秒を要求しています。ロールの連鎖では、ロールの設定に関係なく最長 {limit} 秒です",
    ),
    ("caller.is", "the caller is {arn}", "呼び出し元は {arn} です"),
    (
        "caller.old-interface",
        "the kubeconfig speaks {version}, which kubectl 1.24 and later refuses",
        "kubeconfig が {version} を使っていますが、kubectl 1.24 以降はこれを拒否します",
    ),
    (
        "caller.other",
        "the caller is {arn}, but the cluster is {cluster}",
        "呼び出し元は {arn} ですが、クラスターは {cluster} です",
    ),
    (
        "caller.profile",
        "the profile {profile} is {arn}, whom the cluster's account knows",
        "プロファイル {profile} は {arn} で、こちらはクラスターのアカウントのものです",
    ),
    (
        "caller.role-limit",
        "the call asks for {asked} seconds; the role allows {limit}",
        "呼び出しは {asked} 秒を要求していますが、ロールの上限は {limit} 秒です",
    ),
    (
        "clock.fast",
        "the client's clock is {minutes} minutes fast, by the two times in the message",
        "メッセージ内の 2 つの時刻によると、クライアントの時計は {minutes} 分進んでいます",
    ),
    (
        "clock.slow",
        "the client's clock is {minutes} minutes slow, by the two times in the message",
        "メッセージ内の 2 つの時刻によると、クライアントの時計は {minutes} 分遅れています",
    ),
    (
        "entry.arn",
        "IAM knows the principal as {arn}; an access entry needs that ARN, with its path and without a session",
        "IAM でのプリンシパルは {arn} です。アクセスエントリには、パスを含み、セッションを含まないこの ARN が必要です",
    ),
    (
        "entry.exists",
        "an access entry for {arn} is there already: its creator, or another tool, has made it",
        "{arn} のアクセスエントリはすでに存在します。クラスターの作成時か、別のツールによって作られたものです",
    ),
    (
        "entry.mode",
        "the authentication mode is {mode}, in which EKS refuses every call about access entries",
        "認証モードが {mode} のため、EKS はアクセスエントリに関する呼び出しをすべて拒否します",
    ),
    (
        "entry.refused",
        "EKS refuses the access entry: {message}",
        "EKS がアクセスエントリを拒否しています: {message}",
    ),
    ("entry.taken", "EKS takes an access entry for {arn}", "EKS は {arn} のアクセスエントリを受け付けます"),
    ("mapping.finding", "{file}:{line}:{column}: {kind}: {what}", "{file}:{line}:{column}: {kind}: {what}"),
    (
        "mapping.id-changed",
        "an access entry names {canonical}, but was made for a principal of that name that has been deleted since",
        "アクセスエントリは {canonical} を指していますが、同じ名前で後に削除されたプリンシパルのために作られたものです",
    ),
    (
        "mapping.is",
        "the cluster knows the caller by {source}: user `{user}`, groups: {groups}",
        "クラスターは {source} によって呼び出し元を知っています: ユーザー `{user}`、グループ: {groups}",
    ),
    (
        "mapping.is-unless",
        "the cluster knows the caller by {source}: user `{user}`, groups: {groups}; the access entries, which win over it, were not given",
        "クラスターは {source} によって呼び出し元を知っています: ユーザー `{user}`、グループ: {groups}。これに優先するアクセスエントリは渡されていません",
    ),
    (
        "mapping.lost",
        "{file} or a part of it cannot be read, so the authenticator has no entries from there",
        "{file} の全部または一部が読み取れないため、認証機構はそこからエントリを得られません",
    ),
    (
        "mapping.mode",
        "aws-auth would map the caller, but the authentication mode {mode} does not read it",
        "aws-auth には呼び出し元のエントリがありますが、認証モード {mode} では読まれません",
    ),
    (
        "mapping.never-matches",
        "an entry is meant for {canonical}, but as it is written it matches nobody",
        "{canonical} のためのエントリはありますが、この書き方では誰にも一致しません",
    ),
    (
        "mapping.node-line-lost",
        "the node group {group} runs as {arn}, and {file} has no line for that role any more",
        "ノードグループ {group} は {arn} で動いていますが、{file} にそのロールの行がもうありません",
    ),
    (
        "mapping.node-template",
        "the line for {arn} has the user name of a node, {template}; a session of a person names no instance, so nobody is let in",
        "{arn} の行のユーザー名がノード用の {template} です。人のセッションはインスタンスを指さないため、誰も受け入れられません",
    ),
    (
        "mapping.younger-role",
        "the entry for {arn} was made at {made}, the role at {role-made}: the entry is bound to the role that was there before",
        "{arn} のエントリは {made} に、ロールは {role-made} に作られました。エントリは以前のロールに結び付いています",
    ),
    (
        "mapping.none",
        "no entry names {canonical} (authentication mode {mode})",
        "{canonical} を指すエントリがありません (認証モード {mode})",
    ),
    ("missing.access-entries", "the access entries were not given", "アクセスエントリが渡されていません"),
    ("missing.action", "which action was denied is not known", "拒否されたアクションが分かりません"),
    (
        "missing.attributes",
        "what was asked of Kubernetes is not known",
        "Kubernetes に何を求めたかが分かりません",
    ),
    ("missing.aws-auth", "the ConfigMap aws-auth was not given", "ConfigMap aws-auth が渡されていません"),
    (
        "missing.association",
        "the Pod Identity association of service account {name} was not given",
        "サービスアカウント {name} の Pod Identity の関連付けが渡されていません",
    ),
    ("missing.caller", "who called is not known", "呼び出し元が分かりません"),
    ("missing.cluster", "the cluster's description was not given", "クラスターの情報が渡されていません"),
    ("missing.entity", "{arn} was not given", "{arn} が渡されていません"),
    (
        "missing.identity-policies",
        "the policies of {arn} were not given",
        "{arn} のポリシーが渡されていません",
    ),
    (
        "missing.issuer",
        "the OIDC issuer of the cluster of service account {name} is not known",
        "サービスアカウント {name} のクラスターの OIDC 発行者が分かりません",
    ),
    ("missing.object", "{kind} {name} was not given", "{kind} {name} が渡されていません"),
    (
        "missing.principal",
        "for whom the access entry is meant is not known",
        "アクセスエントリの対象が分かりません",
    ),
    (
        "missing.rbac",
        "the cluster's RBAC objects were not given; without them: {message}",
        "クラスターの RBAC オブジェクトが渡されていません。なければ次のとおりです: {message}",
    ),
    ("missing.role", "which role was to be assumed is not known", "引き受けるロールが分かりません"),
    (
        "missing.role-annotation",
        "service account {name} has no annotation eks.amazonaws.com/role-arn",
        "サービスアカウント {name} にアノテーション eks.amazonaws.com/role-arn がありません",
    ),
    (
        "missing.token-age",
        "a token made at {made} is kept; what time it was at the call is not known",
        "{made} に作られたトークンが使われていますが、呼び出し時の時刻が分かりません",
    ),
    (
        "missing.token-host",
        "which STS host the token names is not known, for the kubeconfig was not given",
        "kubeconfig が渡されていないため、トークンが指す STS のホストが分かりません",
    ),
    (
        "missing.token-maker",
        "how the token is made is not known, for the kubeconfig was not given",
        "kubeconfig が渡されていないため、トークンの作られ方が分かりません",
    ),
    (
        "missing.token",
        "issuer, subject and audience of the token are not known",
        "トークンの発行者、サブジェクト、対象者が分かりません",
    ),
    (
        "near-miss.account",
        "statement {statement} of {policy} nearly allows it, but names account {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、アカウント {got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.action",
        "statement {statement} of {policy} nearly allows it, but names the action {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、アクション {got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.condition",
        "statement {statement} of {policy} nearly allows it, but its condition wants {key} = {wanted}, and it is {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、条件は {key} = {wanted} を求めており、実際は {got} です",
    ),
    (
        "near-miss.condition-absent",
        "statement {statement} of {policy} nearly allows it, but its condition wants {key} = {wanted}, and the request has no such key ({got})",
        "{policy} のステートメント {statement} はほぼ一致しますが、条件は {key} = {wanted} を求めており、リクエストにそのキーがありません ({got})",
    ),
    (
        "near-miss.principal",
        "statement {statement} of {policy} nearly allows it, but names {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、{got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.region",
        "statement {statement} of {policy} nearly allows it, but names Region {wanted} instead of {got}",
        "{policy} のステートメント {statement} はほぼ一致しますが、リージョン {got} ではなく {wanted} を指しています",
    ),
    (
        "near-miss.text",
        "statement {statement} of {policy} nearly allows it, but says {wanted} where {got} was asked for",
        "{policy} のステートメント {statement} はほぼ一致しますが、{got} に対して {wanted} と書かれています",
    ),
    (
        "near-miss.variable",
        "statement {statement} of {policy} nearly allows it, but a variable in it has no value",
        "{policy} のステートメント {statement} はほぼ一致しますが、変数に値がありません",
    ),
    (
        "oidc.audience",
        "the token's audience {audience} is none of the provider's client ids ({known})",
        "トークンの対象者 {audience} がプロバイダーのクライアント ID ({known}) に含まれていません",
    ),
    (
        "oidc.no-provider",
        "account {account} has no IAM OIDC provider for {issuer}",
        "アカウント {account} に {issuer} の IAM OIDC プロバイダーがありません",
    ),
    (
        "oidc.refused",
        "the trust policy of {arn} does not take the subject {subject}",
        "{arn} の信頼ポリシーはサブジェクト {subject} を受け入れません",
    ),
    ("oidc.trusts", "{arn} trusts the subject {subject}", "{arn} はサブジェクト {subject} を信頼しています"),
    (
        "pod.acts-as-node",
        "the caller is {arn}: a session named by an instance is the node's, not the pod's own",
        "呼び出し元は {arn} です。インスタンス ID のセッション名はポッド自身ではなくノードのものです",
    ),
    (
        "pod.misspelt",
        "service account {name} has the annotation {key}, which nobody reads; {right} was meant",
        "サービスアカウント {name} のアノテーション {key} は誰にも読まれません。正しくは {right} です",
    ),
    (
        "pod.no-agent",
        "pod {pod} was told to ask the Pod Identity agent, but the add-on {addon} is not installed ({name})",
        "ポッド {pod} は Pod Identity エージェントに問い合わせますが、アドオン {addon} がインストールされていません ({name})",
    ),
    (
        "pod.not-the-node",
        "the pod acts as its node; what the node's role may do is not the question",
        "ポッドがノードとして動いているため、ノードロールの権限は問題ではありません",
    ),
    (
        "pod.not-trusted",
        "the trust policy of {arn} does not allow {service} {actions}",
        "{arn} の信頼ポリシーが {service} に {actions} を許可していません",
    ),
    (
        "pod.nothing",
        "the pod is given no credentials of its own: service account {name} has neither role nor association",
        "ポッドには専用の認証情報が渡されません。サービスアカウント {name} にはロールも関連付けもありません",
    ),
    (
        "pod.old-sdk",
        "pod {pod} ({name}) uses {sdk} {version}, which does not ask the Pod Identity agent; {least} is the first that does",
        "ポッド {pod} ({name}) の {sdk} {version} は Pod Identity エージェントに対応していません。対応は {least} からです",
    ),
    (
        "pod.old-token",
        "the pod's token was made at {made}, {hours} hours before the call; it is good for 24 hours, and the kubelet renews the file",
        "ポッドのトークンは {made} に、呼び出しの {hours} 時間前に作られました。有効期間は 24 時間で、ファイルは kubelet が更新します",
    ),
    (
        "pod.older-than-annotation",
        "pod {pod} runs without the variables that service account {name} gives: it is older than the annotation",
        "ポッド {pod} にはサービスアカウント {name} による環境変数がありません。アノテーションより前に起動されています",
    ),
    (
        "pod.older-than-association",
        "pod {pod} runs since {since}, the association of service account {name} was made at {made}: the pod has no AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "ポッド {pod} は {since} から動いており、サービスアカウント {name} の関連付けは {made} に作られました。ポッドには AWS_CONTAINER_CREDENTIALS_FULL_URI がありません",
    ),
    (
        "pod.proxy",
        "the proxy {proxy} is asked for {address}, which only the pod's own node answers: NO_PROXY does not name it",
        "{address} への要求がプロキシ {proxy} に送られます。これに答えるのはポッド自身のノードだけですが、NO_PROXY に指定されていません",
    ),
    (
        "pod.trusted",
        "the trust policy of {arn} lets {service} take the role",
        "{arn} の信頼ポリシーは {service} によるロールの引き受けを許可しています",
    ),
    (
        "policy.allows",
        "IAM allows {action} on {resource}",
        "IAM は {resource} に対する {action} を許可しています",
    ),
    (
        "policy.denies.boundary",
        "a permissions boundary of the caller denies {action} on {resource} explicitly",
        "呼び出し元のアクセス許可の境界が {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.endpoint",
        "a VPC endpoint policy denies {action} on {resource} explicitly",
        "VPC エンドポイントポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.identity",
        "an identity-based policy of the caller denies {action} on {resource} explicitly",
        "呼び出し元のアイデンティティベースのポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.rcp",
        "a resource control policy (RCP) of the organization denies {action} on {resource} explicitly",
        "組織のリソースコントロールポリシー (RCP)が {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.resource",
        "a resource-based policy denies {action} on {resource} explicitly",
        "リソースベースのポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.scp",
        "a service control policy (SCP) of the organization denies {action} on {resource} explicitly",
        "組織のサービスコントロールポリシー (SCP)が {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.session",
        "a session policy denies {action} on {resource} explicitly",
        "セッションポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.denies.trust",
        "a statement of the role's trust policy denies {action} on {resource} explicitly",
        "ロールの信頼ポリシーが {resource} に対する {action} を明示的に拒否しています",
    ),
    (
        "policy.none.boundary",
        "no permissions boundary of the caller allows {action} on {resource}",
        "呼び出し元のアクセス許可の境界に、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.endpoint",
        "no VPC endpoint policy allows {action} on {resource}",
        "VPC エンドポイントポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.identity",
        "no identity-based policy of the caller allows {action} on {resource}",
        "呼び出し元のアイデンティティベースのポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.resource",
        "no resource-based policy allows {action} on {resource}",
        "リソースベースのポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.scp",
        "no service control policy (SCP) of the organization allows {action} on {resource}",
        "組織のサービスコントロールポリシー (SCP)に、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.session",
        "no session policy allows {action} on {resource}",
        "セッションポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    (
        "policy.none.trust",
        "no statement of the role's trust policy allows {action} on {resource}",
        "ロールの信頼ポリシーに、{resource} に対する {action} を許可するステートメントがありません",
    ),
    ("policy.malformed", "policy {name} cannot be read: {why}", "ポリシー {name} を読み取れません: {why}"),
    ("policy.whose", "the policies that count are those of {arn}", "対象となるのは {arn} のポリシーです"),
    ("rbac.allows", "RBAC allows it for user `{user}`", "RBAC はユーザー `{user}` に許可しています"),
    ("rbac.groups", "user `{user}` has the groups: {groups}", "ユーザー `{user}` のグループ: {groups}"),
    (
        "rbac.nobody",
        "RBAC is not asked, for the cluster does not know the caller",
        "クラスターが呼び出し元を知らないため、RBAC は問い合わせを受けません",
    ),
    ("rbac.refuses", "RBAC refuses: {message}", "RBAC が拒否しています: {message}"),
    (
        "saml.audience",
        "the SAML response is made for {audience}, and AWS takes only the address of its sign-in page",
        "SAML レスポンスの対象者は {audience} ですが、AWS が受け付けるのはサインインページのアドレスだけです",
    ),
    (
        "sts.agrees",
        "the client ({sdk}) calls {host} and signs for {region}, as that host expects",
        "クライアント ({sdk}) は {host} を呼び出し、そのホストが求めるとおり {region} で署名します",
    ),
    (
        "sts.disabled",
        "the account has not switched STS on in the Region of {host} (client {sdk}, signed for {region})",
        "アカウントは {host} のリージョンで STS を有効にしていません (クライアント {sdk}、署名 {region})",
    ),
    (
        "sts.global-by-annotation",
        "an annotation of service account {name} sends the pod to {host}; without it the pod calls {regional}, for which a private network can have an interface endpoint",
        "サービスアカウント {name} のアノテーションにより、ポッドは {host} を呼び出します。なければ {regional} を呼び出し、こちらはプライベートネットワークのインターフェイスエンドポイントで到達できます",
    ),
    (
        "sts.no-answer",
        "{host} does not answer the client ({sdk}), which signs for {region}",
        "{host} がクライアント ({sdk}、署名 {region}) に応答しません",
    ),
    (
        "sts.mismatch",
        "the client ({sdk}) calls {host}, which takes signatures for {accepted} only, and signs for {region}",
        "クライアント ({sdk}) は {host} を呼び出しますが、そのホストは {accepted} の署名だけを受け付け、クライアントは {region} で署名しています",
    ),
    (
        "missing.region",
        "the Region that the client uses is not known: {why}",
        "クライアントが使うリージョンが分かりません: {why}",
    ),
    (
        "sts.undecided",
        "which STS endpoint the client uses cannot be told: {why}",
        "クライアントが使う STS エンドポイントが分かりません: {why}",
    ),
    (
        "sts.unknown-host",
        "the client ({sdk}) calls {host} and signs for {region}; that host is no STS endpoint",
        "クライアント ({sdk}) は {host} を呼び出し {region} で署名しますが、そのホストは STS エンドポイントではありません",
    ),
    (
        "sts.unreachable",
        "{host} does not answer the client ({sdk}), which has no other Region than {region} to go to",
        "{host} がクライアント ({sdk}) に応答せず、{region} 以外のリージョンに切り替える設定もありません",
    ),
    (
        "token.host",
        "the token names {host}, which a cluster in {region} ({partition}) takes",
        "トークンは {host} を指しており、{region} ({partition}) のクラスターはこれを受け付けます",
    ),
    (
        "token.host-refused",
        "the token names {host}, which a cluster in {region} of partition {partition} does not take",
        "トークンは {host} を指していますが、パーティション {partition} の {region} のクラスターはこれを受け付けません",
    ),
    (
        "token.made",
        "a token is made for {cluster} at each use",
        "使用のたびに {cluster} 用のトークンが作られます",
    ),
    (
        "token.now-and-then",
        "the identical call succeeded {count} times just before: no mapping and no policy is at fault, STS is asked too often",
        "まったく同じ呼び出しが直前に {count} 回成功しています。マッピングやポリシーの問題ではなく、STS への問い合わせが多すぎます",
    ),
    (
        "token.old",
        "the token was made at {made}, {minutes} minutes before the call; STS takes it for 15 minutes",
        "トークンは {made} に、呼び出しの {minutes} 分前に作られました。STS が受け付けるのは 15 分間です",
    ),
    (
        "token.other-cluster",
        "the token is made for the cluster {made-for}, and is shown to {cluster}",
        "トークンはクラスター {made-for} 用に作られ、{cluster} に提示されています",
    ),
    (
        "token.young",
        "the token was made at {made}, {minutes} minutes before the call",
        "トークンは {made} に、呼び出しの {minutes} 分前に作られました",
    ),
    (
        "trust.tags",
        "{arn} may be assumed, but not with session tags, and the caller's session hands its tags on",
        "{arn} は引き受けられますが、セッションタグ付きでは許可されません。呼び出し元のセッションはタグを引き継ぎます",
    ),
    (
        "trust.both-sides",
        "a role call needs two yeses: the caller's own policy and the trust policy of {arn}; STS says the same whichever is missing",
        "ロールの引き受けには、呼び出し元のポリシーと {arn} の信頼ポリシーの両方の許可が必要です。どちらが欠けても STS のエラーは同じです",
    ),
];
