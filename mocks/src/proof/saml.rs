//! SAML responses: made by the world's identity providers, read by its STS.
//!
//! **XML signatures are neither made nor verified.** In their place stands the world's own mark, a hash over the rest of the
//! document and a secret of the world: whoever changes a byte, or has the response of another world, loses it.

use eks_iam_sigv4::Timestamp;

use super::{base64, xml_reader};
use crate::{SamlAssertion, digest, xml::escape};

/// Makes the response, in base64.
pub(crate) fn respond(seed: &str, assertion: &SamlAssertion, now: Timestamp) -> String {
    let before = format!(
        "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"_response\" Version=\"2.0\" \
         IssueInstant=\"{now}\" Destination=\"{}\">{}",
        escape(&assertion.recipient),
        element("Issuer", &assertion.issuer),
    );
    let after = format!(
        "<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>{}\
         </samlp:Response>",
        assertion_xml(assertion, now)
    );
    let mark = mark(seed, &before, &after);
    base64::encode_standard(format!("{before}{MARK_BEGIN}{mark}{MARK_END}{after}").as_bytes())
}

fn assertion_xml(assertion: &SamlAssertion, now: Timestamp) -> String {
    let mut xml = format!(
        "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"_assertion\" Version=\"2.0\" \
         IssueInstant=\"{now}\">{}<saml:Subject>",
        element("Issuer", &assertion.issuer)
    );
    if !assertion.name_id.is_empty() {
        xml.push_str(&format!(
            "<saml:NameID Format=\"{PERSISTENT}\">{}</saml:NameID>",
            escape(&assertion.name_id)
        ));
    }
    xml.push_str(&format!(
        "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData \
         NotOnOrAfter=\"{end}\" Recipient=\"{recipient}\"/></saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"{begin}\" NotOnOrAfter=\"{end}\">",
        begin = assertion.not_before,
        end = assertion.not_on_or_after,
        recipient = escape(&assertion.recipient),
    ));
    if !assertion.audience.is_empty() {
        let audience = element("Audience", &assertion.audience);
        xml.push_str(&format!("<saml:AudienceRestriction>{audience}</saml:AudienceRestriction>"));
    }
    xml.push_str("</saml:Conditions><saml:AttributeStatement>");
    let role = format!("{},{}", assertion.role_arn, assertion.provider_arn);
    for (name, value) in [("Role", &role), ("RoleSessionName", &assertion.session_name)] {
        if !value.is_empty() {
            let value = element("AttributeValue", value);
            xml.push_str(&format!("<saml:Attribute Name=\"{ATTRIBUTE}{name}\">{value}</saml:Attribute>"));
        }
    }
    xml.push_str("</saml:AttributeStatement></saml:Assertion>");
    xml
}

fn element(name: &str, text: &str) -> String {
    format!("<saml:{name}>{}</saml:{name}>", escape(text))
}

fn mark(seed: &str, before: &str, after: &str) -> String {
    digest::hex(&["saml-mark", seed, before, after], 64)
}

/// What a response says; nothing in it is proven but by [`Reading::is_marked`].
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) is_marked: bool,
    pub(crate) issuer: String,
    pub(crate) audiences: Vec<String>,
    pub(crate) recipient: String,
    pub(crate) name_id: Option<String>,
    pub(crate) name_id_format: String,
    pub(crate) not_before: Option<Timestamp>,
    pub(crate) not_on_or_after: Option<Timestamp>,
    /// Pairs of role and provider, in either order.
    pub(crate) roles: Vec<(String, String)>,
    pub(crate) session_name: Option<String>,
}

/// Reads a response in base64; `None` when it is none.
pub(crate) fn read(seed: &str, text: &str) -> Option<Reading> {
    let document = String::from_utf8(base64::decode(text)?).ok()?;
    let root = xml_reader::read(&document).filter(|root| root.name == "Response")?;
    let assertion = root.find("Assertion")?;
    let name_id = assertion.find("NameID");
    let time = |name: &str| {
        let text = assertion.find("Conditions")?.attribute(name)?;
        Timestamp::parse_rfc3339(text).ok()
    };
    let mut audiences = Vec::new();
    assertion.all("Audience", &mut audiences);
    let confirmation = assertion.find("SubjectConfirmationData");
    Some(Reading {
        is_marked: is_marked(seed, &document),
        issuer: assertion.find("Issuer").map(|it| it.text.trim().to_owned()).unwrap_or_default(),
        audiences: audiences.into_iter().map(|it| it.text.trim().to_owned()).collect(),
        recipient: confirmation.and_then(|it| it.attribute("Recipient")).unwrap_or_default().to_owned(),
        name_id: name_id.map(|it| it.text.trim().to_owned()).filter(|it| !it.is_empty()),
        name_id_format: name_id.and_then(|it| it.attribute("Format")).unwrap_or_default().to_owned(),
        not_before: time("NotBefore"),
        not_on_or_after: time("NotOnOrAfter"),
        roles: attribute(assertion, "Role").iter().filter_map(|value| role_pair(value)).collect(),
        session_name: attribute(assertion, "RoleSessionName").into_iter().next(),
    })
}

fn attribute(assertion: &xml_reader::Element, name: &str) -> Vec<String> {
    let (mut attributes, mut values) = (Vec::new(), Vec::new());
    assertion.all("Attribute", &mut attributes);
    for found in attributes {
        if found.attribute("Name").is_some_and(|it| it.strip_prefix(ATTRIBUTE) == Some(name)) {
            found.all("AttributeValue", &mut values);
        }
    }
    values.into_iter().map(|it| it.text.trim().to_owned()).collect()
}

fn role_pair(value: &str) -> Option<(String, String)> {
    let (one, other) = value.split_once(',')?;
    let (one, other) = (one.trim().to_owned(), other.trim().to_owned());
    if one.contains(":saml-provider/") { Some((other, one)) } else { Some((one, other)) }
}

fn is_marked(seed: &str, document: &str) -> bool {
    document
        .split_once(MARK_BEGIN)
        .and_then(|(before, rest)| rest.split_once(MARK_END).map(|(found, after)| (before, found, after)))
        .is_some_and(|(before, found, after)| found == mark(seed, before, after))
}

const ATTRIBUTE: &str = "https://aws.amazon.com/SAML/Attributes/";
const PERSISTENT: &str = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
const MARK_BEGIN: &str = "<mock:Mark xmlns:mock=\"urn:eks-iam:mock-aws\">";
const MARK_END: &str = "</mock:Mark>";

/// The entity id that a metadata document names; `None` when it is no metadata.
pub(crate) fn entity_id(metadata: &str) -> Option<String> {
    let document = xml_reader::read(metadata)?;
    let root =
        if document.name == "EntityDescriptor" { &document } else { document.find("EntityDescriptor")? };
    root.attribute("entityID").map(str::to_owned)
}
