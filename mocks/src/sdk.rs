//! How the AWS SDK for Rust comes to talk to a world: its endpoint rules stay its own, only the socket is another.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials as SdkCredentials;
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::{
    box_error::BoxError,
    client::{
        interceptors::{Intercept, context::BeforeTransmitInterceptorContextMut, dyn_dispatch_hint},
        runtime_components::RuntimeComponents,
    },
};
use aws_smithy_types::config_bag::ConfigBag;
use eks_iam_sigv4::{Credentials, Timestamp};

use crate::{MockAws, World};

/// An interceptor that keeps the host the SDK chose, as `Host` header, and sends the request to the mock's listener.
///
/// It runs after signing, so the signature stays good. A host that is down by a fault is sent to a port where nobody
/// listens, so the client meets what it would meet: a refused connection.
#[derive(Debug, Clone)]
pub struct RedirectInterceptor {
    world: World,
    uri: String,
}

impl RedirectInterceptor {
    /// Makes the interceptor of a mock.
    pub fn of(mock: &MockAws) -> Self {
        Self { world: mock.world().clone(), uri: mock.uri() }
    }
}

#[dyn_dispatch_hint]
impl Intercept for RedirectInterceptor {
    fn name(&self) -> &'static str {
        "RedirectInterceptor"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _runtime_components: &RuntimeComponents,
        _cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        let uri = request.uri().to_owned();
        let rest = uri.split_once("://").map_or(uri.as_str(), |(_, rest)| rest);
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (host, target) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let listener = if self.world.accepts_connection(host) { self.uri.as_str() } else { NOBODY };
        let redirected = format!("{listener}{target}");
        request.headers_mut().insert("host", host.to_owned());
        request.set_uri(redirected)?;
        Ok(())
    }
}

/// The world's clock as an SDK's time source.
#[derive(Debug, Clone)]
pub struct WorldTime {
    world: World,
    skew_seconds: i64,
}

impl WorldTime {
    /// Makes the time source of a mock.
    pub fn of(mock: &MockAws) -> Self {
        Self { world: mock.world().clone(), skew_seconds: 0 }
    }

    /// Lets the client's clock go so many seconds fast, or slow for a negative number.
    #[must_use]
    pub fn with_skew(mut self, seconds: i64) -> Self {
        self.skew_seconds = seconds;
        self
    }
}

impl TimeSource for WorldTime {
    fn now(&self) -> SystemTime {
        system_time(self.world.now() + self.skew_seconds)
    }
}

/// Returns credentials as the SDK's `credentials_provider` takes them. They name no end, so the SDK does not refresh
/// them; STS tells when they are over.
pub fn sdk_credentials(credentials: &Credentials) -> SdkCredentials {
    let token = credentials.session_token.as_ref().map(|it| it.expose().to_owned());
    let secret = credentials.secret_access_key.expose();
    SdkCredentials::new(&credentials.access_key_id, secret, token, None, "eks-iam-mock-aws")
}

fn system_time(time: Timestamp) -> SystemTime {
    let distance = Duration::from_secs(time.unix().unsigned_abs());
    let shifted = if time.unix() < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    shifted.unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Port 1 of the loopback: nobody listens there.
const NOBODY: &str = "http://127.0.0.1:1";
