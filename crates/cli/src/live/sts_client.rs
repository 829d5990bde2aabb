//! The one call to STS that proves a token: one GET over TLS, no redirect, bounded in time and size.
//!
//! A [`StsRequest`] exists only for a host that the verifier has accepted, so no other host is ever asked.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use eks_iam_token::{StsAnswer, StsCall, StsRequest};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{Request, body::Bytes, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

use super::{chain, runtime};

/// Sends a verifier's request to STS.
pub(super) struct StsClient {
    tls: Arc<ClientConfig>,
    timeout: Duration,
    /// Where to connect; none means the host's own address. Whom the certificate must name does not depend on it.
    address: Option<SocketAddr>,
}

impl StsClient {
    /// Makes a client that trusts whom the operating system trusts.
    pub(super) fn new() -> Result<Self, String> {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        let (added, _) = roots.add_parsable_certificates(found.certs);
        match (added, found.errors.first()) {
            (0, Some(error)) => Err(format!("no root certificate can be read: {error}")),
            (0, None) => Err("no root certificate is installed".to_owned()),
            _ => Self::trusting(roots),
        }
    }

    fn trusting(roots: RootCertStore) -> Result<Self, String> {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { tls: Arc::new(tls), timeout: TIMEOUT, address: None })
    }

    async fn get(&self, request: &StsRequest) -> Result<StsAnswer, String> {
        let host = request.host().to_owned();
        let stream = match self.address {
            Some(address) => TcpStream::connect(address).await,
            None => TcpStream::connect((host.as_str(), 443)).await,
        };
        let name = ServerName::try_from(host).map_err(|error| error.to_string())?;
        let stream = stream.map_err(|error| format!("cannot connect: {error}"))?;
        let stream = TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream).await;
        let stream = stream.map_err(|error| format!("TLS handshake failed: {error}"))?;
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEAD)
            .handshake::<_, Empty<Bytes>>(TokioIo::new(stream))
            .await
            .map_err(|error| chain(&error))?;
        let connection = tokio::spawn(connection);
        let answer = sender.send_request(http_request(request)?).await.map_err(|error| chain(&error))?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), MAX_BODY).collect().await;
        connection.abort();
        let body = body.map_err(|error| format!("error reading HTTP result: {}", chain(error.as_ref())))?;
        Ok(StsAnswer { status, body: String::from_utf8_lossy(&body.to_bytes()).into_owned() })
    }
}

impl StsCall for StsClient {
    fn call(&self, request: &StsRequest) -> Result<StsAnswer, String> {
        runtime()?.block_on(async {
            timeout(self.timeout, self.get(request))
                .await
                .unwrap_or_else(|_| Err(format!("no answer within {} s", self.timeout.as_secs_f32())))
        })
    }
}

fn http_request(request: &StsRequest) -> Result<Request<Empty<Bytes>>, String> {
    let plain = request.to_request();
    let mut builder = Request::builder().method("GET").uri(plain.target);
    for (name, value) in request.headers() {
        builder = builder.header(name, value);
    }
    // The error of the builder says what is wrong and not with which text.
    builder.body(Empty::new()).map_err(|error| error.to_string())
}

/// As long as aws-iam-authenticator waits.
const TIMEOUT: Duration = Duration::from_secs(10);
/// An answer has some hundred bytes.
const MAX_BODY: usize = 64 * 1024;
const MAX_HEAD: usize = 64 * 1024;

#[cfg(test)]
mod tests;
