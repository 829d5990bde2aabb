//! An authority of the server's own: signs a certificate for each host of AWS that a client asks for.

use std::{
    collections::HashMap,
    error, fmt,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use tokio_rustls::rustls::{
    ServerConfig,
    crypto::ring::sign::any_supported_type,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    server::{ClientHello, ResolvesServerCert},
    sign::{CertifiedKey, SigningKey},
};

/// A certificate authority that lives as long as its server; its key is never written anywhere.
pub struct Authority {
    pem: String,
    minter: Minter,
}

/// Why an authority could not be made.
#[derive(Debug)]
pub struct MakeAuthorityError {
    text: String,
}

impl MakeAuthorityError {
    fn of(error: impl fmt::Display) -> Self {
        Self { text: error.to_string() }
    }
}

impl fmt::Display for MakeAuthorityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot make a certificate authority: {}", self.text)
    }
}

impl error::Error for MakeAuthorityError {}

impl Authority {
    /// Makes an authority with new keys.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub fn new() -> Result<Self, MakeAuthorityError> {
        let key = KeyPair::generate().map_err(MakeAuthorityError::of)?;
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name.push(DnType::CommonName, "eks-iam mock");
        let pem = params.self_signed(&key).map_err(MakeAuthorityError::of)?.pem();
        let leaf_key = KeyPair::generate().map_err(MakeAuthorityError::of)?;
        let der = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
        let signing_key = any_supported_type(&der).map_err(MakeAuthorityError::of)?;
        let minter = Minter {
            issuer: Issuer::new(params, key),
            leaf_key,
            signing_key,
            minted: Mutex::new(HashMap::new()),
        };
        Ok(Self { pem, minter })
    }

    /// Returns the authority's own certificate in PEM, which clients are to trust.
    pub fn certificate_pem(&self) -> &str {
        &self.pem
    }

    pub(super) fn into_server_config(self) -> Arc<ServerConfig> {
        let mut config =
            ServerConfig::builder().with_no_client_auth().with_cert_resolver(Arc::new(self.minter));
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Arc::new(config)
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

/// Certificates by host, each minted once.
struct Minter {
    issuer: Issuer<'static, KeyPair>,
    leaf_key: KeyPair,
    signing_key: Arc<dyn SigningKey>,
    minted: Mutex<HashMap<String, Arc<CertifiedKey>>>,
}

impl Minter {
    fn mint(&self, host: &str) -> Option<Arc<CertifiedKey>> {
        let mut params = CertificateParams::new(vec![host.to_owned()]).ok()?;
        // Names longer than 64 characters, as those of clusters may be, do not fit; the alternative name counts anyway.
        let common: String = host.chars().take(64).collect();
        params.distinguished_name.push(DnType::CommonName, common);
        let certificate = params.signed_by(&self.leaf_key, &self.issuer).ok()?;
        let der: CertificateDer<'static> = certificate.der().clone();
        Some(Arc::new(CertifiedKey::new(vec![der], Arc::clone(&self.signing_key))))
    }
}

impl ResolvesServerCert for Minter {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        // A client that names no host connected to the address.
        let host = hello.server_name().map_or_else(|| LOOPBACK.to_string(), str::to_owned);
        let mut minted = self.minted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = minted.get(&host) {
            return Some(Arc::clone(found));
        }
        let made = self.mint(&host)?;
        if minted.len() >= MOST {
            minted.clear();
        }
        minted.insert(host, Arc::clone(&made));
        Some(made)
    }
}

impl fmt::Debug for Minter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Minter")
    }
}

const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);
/// So many hosts are kept; a world has far fewer.
const MOST: usize = 1024;
