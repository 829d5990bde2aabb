//! OIDC and SAML providers.

use super::{Call, exists, no_entity};
use crate::{
    OidcProvider, SamlProvider,
    exchange::ApiError,
    model::without_scheme,
    proof::saml,
    xml::{Tree, escape},
};

pub(super) fn create_oidc(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let url = call.required("Url")?;
    let arn = call.arn(&format!("oidc-provider/{}", without_scheme(url)));
    call.permit(&arn, None)?;
    if !url.starts_with("https://") || url.len() > 255 || url.contains(['?', '#', ' ']) {
        return Err(ApiError::new(400, "ValidationError", "Invalid Open ID Connect Provider URL"));
    }
    let provider = OidcProvider::new(url, call.form.members("ClientIDList").iter().copied());
    call.change(|account| {
        if account.oidc_providers.iter().any(|it| without_scheme(&it.url) == without_scheme(url)) {
            return Err(exists(format!("Provider with url {url} already exists.")));
        }
        account.oidc_providers.push(provider);
        Ok(())
    })?;
    Ok(vec![Tree::text("OpenIDConnectProviderArn", arn)])
}

pub(super) fn get_oidc(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let arn = oidc_arn(call)?;
    let account = &call.account;
    let provider = account.oidc_providers.iter().find(|it| account.oidc_provider_arn(it) == arn);
    let provider = provider.ok_or_else(|| no_oidc(arn))?;
    Ok(vec![
        Tree::text("Url", without_scheme(&provider.url)),
        Tree::texts("ClientIDList", &provider.client_ids),
        Tree::texts("ThumbprintList", [THUMBPRINT]),
        Tree::Time("CreateDate".to_owned(), call.time(None)),
        Tree::List("Tags".to_owned(), Vec::new()),
    ])
}

pub(super) fn list_oidc(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    call.permit(&call.arn("oidc-provider/*"), None)?;
    let account = &call.account;
    let arns = account.oidc_providers.iter().map(|it| vec![Tree::text("Arn", account.oidc_provider_arn(it))]);
    Ok(vec![Tree::members("OpenIDConnectProviderList", arns)])
}

/// Deleting one that is not there succeeds.
pub(super) fn delete_oidc(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let arn = oidc_arn(call)?;
    call.change(|account| {
        let keep: Vec<_> = account
            .oidc_providers
            .iter()
            .filter(|it| account.oidc_provider_arn(it) != arn)
            .cloned()
            .collect();
        account.oidc_providers = keep;
        Ok(Vec::new())
    })
}

pub(super) fn add_client_id(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let id = call.required("ClientID")?;
    with_oidc(call, |provider| {
        if !provider.client_ids.iter().any(|it| it == id) {
            provider.client_ids.push(id.to_owned());
        }
    })
}

pub(super) fn remove_client_id(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let id = call.required("ClientID")?;
    with_oidc(call, |provider| provider.client_ids.retain(|it| it != id))
}

fn with_oidc(call: &Call<'_>, change: impl FnOnce(&mut OidcProvider)) -> Result<Vec<Tree>, ApiError> {
    let arn = oidc_arn(call)?;
    call.change(|account| {
        let at = account.oidc_providers.iter().position(|it| account.oidc_provider_arn(it) == arn);
        let provider = at.and_then(|at| account.oidc_providers.get_mut(at));
        change(provider.ok_or_else(|| no_oidc(arn))?);
        Ok(Vec::new())
    })
}

fn oidc_arn<'a>(call: &'a Call<'_>) -> Result<&'a str, ApiError> {
    let arn = call.required("OpenIDConnectProviderArn")?;
    call.permit(arn, None)?;
    Ok(arn)
}

fn no_oidc(arn: &str) -> ApiError {
    no_entity(format!("OpenIDConnect Provider not found for arn {arn}"))
}

pub(super) fn create_saml(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let (name, metadata) = (call.new_name("Name", 128)?, call.required("SAMLMetadataDocument")?);
    let arn = call.arn(&format!("saml-provider/{name}"));
    call.permit(&arn, None)?;
    let issuer = issuer_of(metadata)?;
    let provider = SamlProvider { metadata: Some(metadata.to_owned()), ..SamlProvider::new(name, issuer) };
    call.change(|account| {
        if account.saml_providers.iter().any(|it| it.name == provider.name) {
            return Err(exists(format!("SAMLProvider with name {} already exists.", provider.name)));
        }
        account.saml_providers.push(provider);
        Ok(())
    })?;
    Ok(vec![Tree::text("SAMLProviderArn", arn)])
}

pub(super) fn get_saml(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let arn = saml_arn(call)?;
    let account = &call.account;
    let provider = account.saml_providers.iter().find(|it| account.saml_provider_arn(it) == arn);
    let provider = provider.ok_or_else(|| no_saml(arn))?;
    let metadata = provider.metadata.clone().unwrap_or_else(|| {
        let issuer = escape(&provider.issuer).replace('"', "&quot;");
        format!("<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{issuer}\"/>")
    });
    Ok(vec![
        Tree::text("SAMLMetadataDocument", metadata),
        Tree::Time("CreateDate".to_owned(), call.time(None)),
        Tree::Time("ValidUntil".to_owned(), call.time(None) + CENTURY),
    ])
}

pub(super) fn list_saml(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    call.permit(&call.arn("saml-provider/*"), None)?;
    let account = &call.account;
    let shown = account.saml_providers.iter().map(|it| {
        vec![
            Tree::text("Arn", account.saml_provider_arn(it)),
            Tree::Time("ValidUntil".to_owned(), call.time(None) + CENTURY),
            Tree::Time("CreateDate".to_owned(), call.time(None)),
        ]
    });
    Ok(vec![Tree::members("SAMLProviderList", shown)])
}

pub(super) fn update_saml(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let metadata = call.required("SAMLMetadataDocument")?;
    let arn = saml_arn(call)?;
    let issuer = issuer_of(metadata)?;
    call.change(|account| {
        let at = account.saml_providers.iter().position(|it| account.saml_provider_arn(it) == arn);
        let provider = at.and_then(|at| account.saml_providers.get_mut(at)).ok_or_else(|| no_saml(arn))?;
        provider.issuer = issuer;
        provider.metadata = Some(metadata.to_owned());
        Ok(())
    })?;
    Ok(vec![Tree::text("SAMLProviderArn", arn)])
}

pub(super) fn delete_saml(call: &Call<'_>) -> Result<Vec<Tree>, ApiError> {
    let arn = saml_arn(call)?;
    call.change(|account| {
        let at = account.saml_providers.iter().position(|it| account.saml_provider_arn(it) == arn);
        account.saml_providers.remove(at.ok_or_else(|| no_saml(arn))?);
        Ok(Vec::new())
    })
}

fn saml_arn<'a>(call: &'a Call<'_>) -> Result<&'a str, ApiError> {
    let arn = call.required("SAMLProviderArn")?;
    call.permit(arn, None)?;
    Ok(arn)
}

fn no_saml(arn: &str) -> ApiError {
    no_entity(format!("Manifest not found for arn {arn}"))
}

fn issuer_of(metadata: &str) -> Result<String, ApiError> {
    saml::entity_id(metadata).ok_or_else(|| ApiError::new(400, "InvalidInput", "Could not parse metadata"))
}

/// What IAM shows for issuers whose certificate it verifies by the authority.
const THUMBPRINT: &str = "06b25927c42a721631c1efd9431e648fa62e1e39";
const CENTURY: i64 = 3_155_760_000;
