//! Refusals of authenticated calls.

use eks_iam_error_classifier::Class as C;

use crate::{ClassPage, Edit as E, Speaker as S};

pub(super) const PAGES: &[ClassPage] = &[
    ClassPage::new(
        C::AccessDeniedIdentityPolicyMissing,
        S::Iam,
        "User: arn:aws:sts::111122223333:assumed-role/ops/mika is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop because no identity-based policy allows the eks:DescribeCluster action",
        &[E::AllowStatement, E::RoleAnnotation],
        [
            "The call was signed correctly and AWS knows who made it. No policy of that role or user allows the action on the resource.",
            "署名は正しく、AWS は呼び出し元を認識しています。そのロールまたはユーザーのどのポリシーも、このリソースに対するアクションを許可していません。",
        ],
        [
            "Read the ARN behind `User:`. If it is the node role, the pod did not get its own credentials, and a policy is not what is missing. Else add the statement to that very role; the action in the reason may be another one than the denied one.",
            "`User:` の後の ARN を確認します。ノードロールであれば、ポッドに専用の認証情報が渡っておらず、足りないのはポリシーではありません。それ以外は、そのロールにステートメントを追加します。理由に書かれたアクションは、拒否されたものと違うことがあります。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedResourcePolicyMissing,
        S::Resource,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-west-2:444455556666:repository/web because no resource-based policy allows the ecr:BatchGetImage action",
        &[E::ResourceStatement, E::AllowStatement],
        [
            "The resource's own policy (repository, key, bucket, secret, queue) does not let this principal in. The caller's policies are not the obstacle.",
            "リソース自身のポリシー (リポジトリ、キー、バケット、シークレット、キューなど) がこのプリンシパルを許可していません。呼び出し元のポリシーは原因ではありません。",
        ],
        [
            "Compare the two account ids. If they differ, both sides have to allow it. If the principal is `anonymous`, the call was not signed, and no policy helps.",
            "2 つのアカウント ID を比べます。異なる場合は両側の許可が必要です。プリンシパルが `anonymous` であれば署名されていない呼び出しで、ポリシーでは解決しません。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedPermissionsBoundaryMissing,
        S::Iam,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::111122223333:role/x because no permissions boundary allows the iam:CreateRole action",
        &[E::BoundaryStatement],
        [
            "A policy allows the action, but the permissions boundary of the role or user does not include it. Both have to.",
            "ポリシーでは許可されていますが、ロールまたはユーザーのアクセス許可の境界に含まれていません。両方の許可が必要です。",
        ],
        [
            "See which boundary is set: aws iam get-role --role-name ROLE --query Role.PermissionsBoundary. Whoever set it has to widen it, or the role has to be created with the right one.",
            "設定されている境界を確認します: aws iam get-role --role-name ロール名 --query Role.PermissionsBoundary。境界を設定した担当者が広げるか、正しい境界でロールを作り直します。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedSessionPolicyMissing,
        S::Iam,
        "User: arn:aws:sts::111122223333:assumed-role/ops/ci is not authorized to perform: eks:ListClusters on resource: * because no session policy allows the eks:ListClusters action",
        &[E::SessionStatement],
        [
            "The role may do it, but this session was opened with a narrower policy. Brokers, CI systems and Cognito do that.",
            "ロールには権限がありますが、このセッションは範囲を絞ったポリシー付きで開始されました。ブローカー、CI システム、Cognito などが行います。",
        ],
        [
            "Make the same call from a plain session of the same role. If it works, look at who assumed the role and which policy it passed.",
            "同じロールの通常のセッションで同じ呼び出しを試します。成功すれば、誰がどのポリシーを渡してロールを引き受けたかを調べます。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedScpMissing,
        S::Organization,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: eks:CreateCluster on resource: * because no service control policy allows the eks:CreateCluster action",
        &[E::ScpStatement],
        [
            "The organization works with a list of what is allowed, and this action is not on it. No policy of the account can change that.",
            "組織は許可リスト方式で運用され、このアクションは含まれていません。アカウント内のポリシーでは変えられません。",
        ],
        [
            "Ask the organization's owner, with account id, action and Region. From the management account: aws organizations list-policies-for-target --target-id ACCOUNT --filter SERVICE_CONTROL_POLICY.",
            "アカウント ID、アクション、リージョンを添えて組織の所有者に依頼します。管理アカウントでの確認: aws organizations list-policies-for-target --target-id アカウント --filter SERVICE_CONTROL_POLICY。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedVpcEndpointPolicyMissing,
        S::Endpoint,
        "User: arn:aws:sts::111122223333:assumed-role/node/i-0 is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no VPC endpoint policy allows the ecr:GetAuthorizationToken action",
        &[E::EndpointStatement],
        [
            "The call goes through a VPC endpoint whose policy does not include it. From elsewhere the same call may work.",
            "呼び出しは VPC エンドポイントを通り、そのポリシーに含まれていません。別の場所からなら成功することがあります。",
        ],
        [
            "See which endpoint the host name resolves to, and its policy: aws ec2 describe-vpc-endpoints. For images remember that ECR's layers come from S3, through an endpoint of its own.",
            "ホスト名がどのエンドポイントに解決されるかと、そのポリシーを確認します: aws ec2 describe-vpc-endpoints。イメージの場合、ECR のレイヤーは S3 のエンドポイントを通ることに注意します。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyIdentityPolicy,
        S::Iam,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: eks:DeleteCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop with an explicit deny in an identity-based policy",
        &[E::DenyException],
        [
            "A Deny in a policy of the caller matched. It wins over every Allow.",
            "呼び出し元のポリシーの Deny に一致しました。Deny はすべての Allow より優先されます。",
        ],
        [
            "Find the Deny and its condition: most want MFA, a Region or a tag. Satisfy it if you can; else ask its owner. Adding an Allow changes nothing.",
            "Deny とその条件を探します。多くは MFA、リージョン、タグを求めています。満たせるなら満たし、無理なら所有者に依頼します。Allow を追加しても変わりません。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyResourcePolicy,
        S::Resource,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" with an explicit deny in a resource-based policy",
        &[E::DenyException],
        [
            "A Deny in the resource's own policy matched: mostly a demand for TLS, a network, an encryption header, or given principals.",
            "リソース自身のポリシーの Deny に一致しました。多くは TLS、ネットワーク、暗号化ヘッダー、特定のプリンシパルを求めるものです。",
        ],
        [
            "Read the resource's policy and test each condition against your call: from which VPC, over which endpoint, with which headers.",
            "リソースのポリシーを読み、条件を 1 つずつ自分の呼び出しと比べます: どの VPC から、どのエンドポイント経由で、どのヘッダーで呼び出したか。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyPermissionsBoundary,
        S::Iam,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: iam:CreateUser on resource: user x with an explicit deny in a permissions boundary",
        &[E::DenyException],
        [
            "The permissions boundary of the role or user denies the action in so many words.",
            "ロールまたはユーザーのアクセス許可の境界が、アクションを明示的に拒否しています。",
        ],
        [
            "Read the boundary, and ask whoever set it. Boundaries often deny all of iam:*.",
            "境界を読み、設定した担当者に相談します。境界は iam:* をまとめて拒否していることがよくあります。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenySessionPolicy,
        S::Iam,
        "User: arn:aws:sts::111122223333:assumed-role/ops/ci is not authorized to perform: eks:ListClusters on resource: * with an explicit deny in a session policy",
        &[E::SessionStatement],
        [
            "The policy that was passed when the session was opened denies the action.",
            "セッション開始時に渡されたポリシーが、アクションを拒否しています。",
        ],
        [
            "Look at what opens the session (broker, CI) and the policy it passes. Make the call in a plain session to be sure.",
            "セッションを開始するもの (ブローカー、CI) と、渡しているポリシーを調べます。通常のセッションで呼び出して確かめます。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyScp,
        S::Organization,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-west-2:111122223333:instance/* with an explicit deny in a service control policy",
        &[E::DenyException],
        [
            "A service control policy of the organization forbids it: often the Region, an instance type, a missing tag, or a service that is switched off.",
            "組織のサービスコントロールポリシー (SCP) が禁じています。多くはリージョン、インスタンスタイプ、タグの不足、無効にされたサービスです。",
        ],
        [
            "Try an allowed Region or type first. Otherwise only the organization's owner can except you; no policy of the account helps.",
            "まず許可されたリージョンやタイプで試します。それ以外は組織の所有者だけが例外を設けられます。アカウントのポリシーでは解決しません。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyRcp,
        S::Organization,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" with an explicit deny in a resource control policy",
        &[E::DenyException],
        [
            "A resource control policy of the organization that owns the resource forbids it: mostly a data perimeter against other organizations or networks.",
            "リソースを所有する組織のリソースコントロールポリシー (RCP) が禁じています。多くは他の組織やネットワークからのアクセスを防ぐデータ境界です。",
        ],
        [
            "Ask whose organization owns the resource, and from which network you call. Its owner has to except you.",
            "リソースを所有する組織と、どのネットワークから呼び出しているかを確認します。例外を設けられるのはその組織の所有者です。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyVpcEndpointPolicy,
        S::Endpoint,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::logs/a\" with an explicit deny in a VPC endpoint policy",
        &[E::DenyException],
        [
            "The policy of the VPC endpoint that the call goes through denies it.",
            "呼び出しが通る VPC エンドポイントのポリシーが拒否しています。",
        ],
        [
            "Make the call from a place outside of that VPC. If it works, the network's owner has to change the endpoint's policy.",
            "その VPC の外から呼び出します。成功すれば、ネットワークの所有者がエンドポイントポリシーを変更する必要があります。",
        ],
    ),
    ClassPage::new(
        C::ExplicitDenyUnspecified,
        S::Iam,
        "User: arn:aws:iam::111122223333:user/dev is not authorized to perform: eks:ListClusters on resource: * with an explicit deny",
        &[E::DenyException],
        [
            "Some policy denies it in so many words; the message is of the old form that does not say which.",
            "いずれかのポリシーが明示的に拒否しています。メッセージは種類を示さない古い形式です。",
        ],
        [
            "Look for the event in CloudTrail: its errorMessage may say more. Then look for Deny statements in this order: the caller's policies, its boundary, the organization, the resource.",
            "CloudTrail のイベントを探します。errorMessage に詳しく書かれていることがあります。次に、呼び出し元のポリシー、境界、組織、リソースの順に Deny を探します。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedUnspecified,
        S::Iam,
        "User: arn:aws:iam::111122223333:user/mika is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/shop",
        &[E::AllowStatement, E::ResourceStatement],
        [
            "AWS refused, and names who and what, but not why. Older services never say more.",
            "AWS が拒否し、誰が何をしたかは示していますが、理由はありません。古いサービスは理由を示しません。",
        ],
        [
            "Nearly always an Allow is missing in the caller's policies. If the account in the resource is another one, its own policy counts as well.",
            "ほとんどは呼び出し元のポリシーに許可がない場合です。リソースのアカウントが異なるなら、リソース側のポリシーも関係します。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedEncoded,
        S::Iam,
        "An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm",
        &[E::Decode, E::AllowStatement],
        [
            "EC2 refused, and put the details into a text that only AWS can decode.",
            "EC2 が拒否し、詳細は AWS だけがデコードできる文字列に入っています。",
        ],
        [
            "Decode it before anything else: it names the action, the resource and the statement. What is missing is often ec2:CreateTags, or a key or an image of another account.",
            "まずデコードします。アクション、リソース、ステートメントが分かります。不足しているのは ec2:CreateTags や、別アカウントのキーやイメージであることがよくあります。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedDecoded,
        S::Iam,
        "{\"allowed\":false,\"explicitDeny\":false,\"matchedStatements\":{\"items\":[]},\"failures\":{\"items\":[]},\"context\":{\"principal\":{\"id\":\"AIDAEXAMPLE\",\"arn\":\"arn:aws:iam::111122223333:user/dev\"},\"action\":\"ec2:RunInstances\",\"resource\":\"arn:aws:ec2:us-west-2:111122223333:instance/*\",\"conditions\":{\"items\":[]}}}",
        &[E::AllowStatement],
        [
            "This is what decoding gives: who, which action, on what, and which statement matched.",
            "デコードした結果です。誰が、どのアクションを、何に対して行い、どのステートメントに一致したかが分かります。",
        ],
        [
            "`explicitDeny` true: the statement under matchedStatements denies, find it by its id. False: an Allow for `context.action` on `context.resource` is missing.",
            "`explicitDeny` が true なら matchedStatements のステートメントが拒否しています。ID で探します。false なら `context.resource` に対する `context.action` の許可が不足しています。",
        ],
    ),
    ClassPage::new(
        C::AccessDeniedOpaque,
        S::Iam,
        "An error occurred (AccessDenied) when calling the ListObjectsV2 operation: Access Denied",
        &[E::AllowStatement, E::ResourceStatement],
        ["Denied, and not a word more.", "拒否されたことだけが分かり、それ以上の情報はありません。"],
        [
            "Find the call in CloudTrail by its request id or time. With S3: does the object exist? Without s3:ListBucket a missing object looks like a refusal. Where KMS is named, the key of a secret, a volume or a log group is what is refused: kms:Decrypt, and the key's own policy.",
            "CloudTrail でリクエスト ID または時刻から呼び出しを探します。S3 の場合、オブジェクトは存在しますか。s3:ListBucket がないと、存在しないオブジェクトも拒否に見えます。KMS の名前がある場合、拒否されたのはシークレット、ボリューム、ロググループのキーです。kms:Decrypt とキーポリシーを確認します。",
        ],
    ),
    ClassPage::new(
        C::PassRole,
        S::Iam,
        "User: arn:aws:iam::111122223333:user/mika is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/eks-cluster because no identity-based policy allows the iam:PassRole action",
        &[E::PassRoleStatement],
        [
            "The caller may do the thing itself, but not hand this role to the service that would use it.",
            "操作そのものは許可されていますが、サービスにこのロールを渡すことが許可されていません。",
        ],
        [
            "Does the role exist in this account, with this path? Then allow iam:PassRole on exactly this role, with iam:PassedToService; never on `*`.",
            "ロールはこのアカウントに、このパスで存在しますか。存在するなら、このロールだけを対象に iam:PassedToService 付きで iam:PassRole を許可します。`*` にはしません。",
        ],
    ),
];
