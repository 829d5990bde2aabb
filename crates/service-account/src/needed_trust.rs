//! The trust statement that a role needs.

use crate::{IrsaClaims, PodIdentityClaims, TrustClaims};

/// Returns the trust statement that lets exactly this pod take the role, as JSON indented by two blanks.
///
/// For IRSA it names the cluster's OIDC provider, the pod's subject and the token's audience; for Pod Identity the
/// service, with the cluster as `aws:SourceArn` (EKS user guide, "Confused deputy").
pub fn needed_trust_statement(claims: &TrustClaims) -> String {
    match claims {
        TrustClaims::Irsa(claims) => irsa_statement(claims),
        TrustClaims::PodIdentity(claims) => pod_identity_statement(claims),
    }
}

fn irsa_statement(claims: &IrsaClaims) -> String {
    let issuer = claims.issuer_name();
    format!(
        r#"{{
  "Effect": "Allow",
  "Principal": {{
    "Federated": {}
  }},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {{
    "StringEquals": {{
      {}: {},
      {}: {}
    }}
  }}
}}"#,
        quoted(&claims.provider_arn()),
        quoted(&format!("{issuer}:sub")),
        quoted(&claims.subject()),
        quoted(&format!("{issuer}:aud")),
        quoted(&claims.audience),
    )
}

fn pod_identity_statement(claims: &PodIdentityClaims) -> String {
    let actions: &[&str] =
        if claims.sends_tags { &["sts:AssumeRole", "sts:TagSession"] } else { &["sts:AssumeRole"] };
    let actions: Vec<_> = actions.iter().map(|action| format!("    {}", quoted(action))).collect();
    format!(
        r#"{{
  "Effect": "Allow",
  "Principal": {{
    "Service": "pods.eks.amazonaws.com"
  }},
  "Action": [
{}
  ],
  "Condition": {{
    "StringEquals": {{
      "aws:SourceAccount": {}
    }},
    "ArnEquals": {{
      "aws:SourceArn": {}
    }}
  }}
}}"#,
        actions.join(",\n"),
        quoted(&claims.account),
        quoted(&claims.cluster_arn),
    )
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\0'..='\x1f' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
