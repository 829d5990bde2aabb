//! Makes one token after another with the key of the day.

use eks_iam_sigv4::{Credentials, SigningKey, Timestamp};

use crate::{
    MakeTokenError, Token, TokenRequest,
    make::{checked, signed, signing_params},
};

/// Makes tokens for one cluster again and again, as a controller does: what stays the same is worked out once, the signing
/// key once a day. The tokens are those of [`make`](crate::make), byte for byte.
///
/// It is for one set of credentials: when temporary ones are renewed, make another. `Debug` shows no secret, and the key is
/// overwritten with zeros when it is dropped.
///
/// ```
/// use eks_iam_sigv4::{Credentials, Timestamp};
/// use eks_iam_token::{TokenMaker, TokenRequest, make};
///
/// let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
/// let time = Timestamp::parse_basic("20260115T100000Z").unwrap();
/// let request = TokenRequest::new("us-west-2", "my-cluster", &credentials, time);
/// let mut maker = TokenMaker::new(&request)?;
/// assert_eq!(maker.make_at(time)?, make(&request)?);
/// assert_eq!(maker.make_at(time + 840)?, make(&TokenRequest { time: time + 840, ..request })?);
/// # Ok::<(), eks_iam_token::MakeTokenError>(())
/// ```
#[derive(Debug, Clone)]
pub struct TokenMaker {
    credentials: Credentials,
    region: String,
    host: String,
    cluster_id: String,
    expires: u32,
    key: Option<SigningKey>,
}

impl TokenMaker {
    /// Takes all of a request but its time.
    ///
    /// # Errors
    ///
    /// As [`make`](crate::make), but for the token's length, which only a made token has.
    pub fn new(request: &TokenRequest<'_>) -> Result<Self, MakeTokenError> {
        let (host, region) = checked(request)?;
        Ok(Self {
            credentials: request.credentials.clone(),
            region: region.to_owned(),
            host: host.into_owned(),
            cluster_id: request.cluster_id.to_owned(),
            expires: request.expires,
            key: None,
        })
    }

    /// Makes the token that is signed at that time. On another day (UTC) than the last one, the key is derived anew.
    ///
    /// # Errors
    ///
    /// When the token would be longer than the 4,096 bytes that a cluster reads.
    pub fn make_at(&mut self, time: Timestamp) -> Result<Token, MakeTokenError> {
        let request = TokenRequest {
            region: &self.region,
            host: Some(&self.host),
            cluster_id: &self.cluster_id,
            credentials: &self.credentials,
            time,
            expires: self.expires,
        };
        let params = signing_params(&request);
        let of_day = self.key.take().filter(|key| key.is_for(&params));
        let key = self.key.insert(of_day.unwrap_or_else(|| SigningKey::derive(&params)));
        signed(&request, Some(key))
    }
}
