//! The HTTP client of the AWS SDK: TLS by ring, and the proxy that the environment names.

use aws_smithy_http_client::{
    Builder, Connector,
    proxy::ProxyConfig,
    tls::{Provider, rustls_provider::CryptoMode},
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// Makes a client that goes through `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY` but where `NO_PROXY` says otherwise.
///
/// It trusts whom the operating system trusts, or the file that `SSL_CERT_FILE` names. The SDK's own `build_https` asks no
/// proxy, unlike the AWS CLI.
pub(super) fn client() -> SharedHttpClient {
    Builder::new().build_with_connector_fn(|settings, components| {
        let mut builder = Connector::builder();
        builder.set_connector_settings(settings.cloned());
        builder.set_sleep_impl(components.and_then(|it| it.sleep_impl()));
        builder.proxy_config(ProxyConfig::from_env()).tls_provider(Provider::Rustls(CryptoMode::Ring)).build()
    })
}
