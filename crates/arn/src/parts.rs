//! The split of aws-sdk-go's `arn.Parse`, on which aws-iam-authenticator rests: a prefix and five colons, nothing more.

/// Why a text does not split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SplitFault {
    /// It does not begin with `arn:`.
    Prefix,
    /// It has fewer than five colons.
    Sections,
}

/// Returns partition, service, Region, account and resource, unchecked.
pub(crate) fn split(text: &str) -> Result<[&str; 5], SplitFault> {
    let rest = text.strip_prefix("arn:").ok_or(SplitFault::Prefix)?;
    let mut parts = rest.splitn(5, ':');
    let mut next = || parts.next().ok_or(SplitFault::Sections);
    Ok([next()?, next()?, next()?, next()?, next()?])
}
