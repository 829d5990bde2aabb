//! The signing key of a day, kept so that it is derived once for many signatures.

use std::fmt;

use crate::{Scope, Secret, SigningParams, digest::HmacKey, scope::TERMINATOR};

/// The key that signs a day's requests to one service in one Region. Deriving it is most of the work of a signature, so
/// whoever signs often keeps it.
///
/// It signs for that day (UTC), Region and service whatever is asked, and no secret access key can be had back from it. Its
/// `Debug` shows the scope alone, and its memory is overwritten with zeros when it is dropped.
///
/// ```
/// use eks_iam_sigv4::{Credentials, Request, SigningKey, SigningParams, Timestamp, sign, sign_with_key};
///
/// let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
/// let time = Timestamp::parse_basic("20260713T235959Z").unwrap();
/// let params = SigningParams { credentials: &credentials, region: "us-west-2", service: "sts", time };
/// let key = SigningKey::derive(&params);
///
/// let request = Request::new("GET", "/").with_header("host", "sts.us-west-2.amazonaws.com");
/// let (mut with_key, mut without) = (request.clone(), request);
/// sign_with_key(&mut with_key, &params, &key);
/// sign(&mut without, &params);
/// assert_eq!(with_key, without);
/// assert!(!key.is_for(&SigningParams { time: time + 1, ..params }));
/// ```
#[derive(Clone)]
pub struct SigningKey {
    date: String,
    region: String,
    service: String,
    // On the heap, so that moving the key leaves no copy behind.
    mac: Box<HmacKey>,
}

impl SigningKey {
    /// Derives the key of the secret, day, Region and service of these parameters.
    pub fn derive(params: &SigningParams<'_>) -> Self {
        let date = params.time.date();
        let mac = Box::new(params.derive(&date));
        Self { date, region: params.region.to_owned(), service: params.service.to_owned(), mac }
    }

    /// Derives the key of a secret and the day, Region and service of a scope, for whoever verifies; the end of a scope is
    /// always `aws4_request`.
    pub fn of_scope(secret: &Secret, scope: &Scope) -> Self {
        let [date, region, service, _] = scope.parts();
        Self {
            date: scope.date.clone(),
            region: scope.region.clone(),
            service: scope.service.clone(),
            mac: Box::new(HmacKey::of_scope(secret, [date, region, service, TERMINATOR])),
        }
    }

    /// The HMAC key, where it is that of the scope.
    pub(crate) fn mac_of(&self, scope: &Scope) -> Option<&HmacKey> {
        let is_of = [&*self.date, &self.region, &self.service, TERMINATOR] == scope.parts();
        is_of.then_some(&*self.mac)
    }

    /// Returns whether the key is that of the day, Region and service of these parameters. Whether it was derived from
    /// their secret, it cannot tell.
    pub fn is_for(&self, params: &SigningParams<'_>) -> bool {
        self.signs(&params.time.basic(), params)
    }

    /// The HMAC key, where it is that of a time in basic form and these parameters.
    pub(crate) fn mac(&self, time: &str, params: &SigningParams<'_>) -> Option<&HmacKey> {
        self.signs(time, params).then_some(&*self.mac)
    }

    fn signs(&self, time: &str, params: &SigningParams<'_>) -> bool {
        time.strip_prefix(self.date.as_str()).is_some_and(|rest| rest.starts_with('T'))
            && self.region == params.region
            && self.service == params.service
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("date", &self.date)
            .field("region", &self.region)
            .field("service", &self.service)
            .finish_non_exhaustive()
    }
}
