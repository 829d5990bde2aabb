//! Addresses and CIDR ranges.

use core::net::IpAddr;

/// A range of addresses; version 4 and version 6 never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    address: IpAddr,
    prefix: u32,
}

impl Range {
    /// Reads a range; without a prefix length it is that one address.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
            None => width,
        };
        (prefix <= width).then_some(Self { address, prefix })
    }

    /// Tells whether the address lies in the range.
    pub(crate) fn contains(&self, address: IpAddr) -> bool {
        let shifted = |value: u128, width: u32| value.checked_shr(width - self.prefix).unwrap_or(0);
        match (self.address, address) {
            (IpAddr::V4(range), IpAddr::V4(address)) => {
                shifted(u128::from(range.to_bits()), 32) == shifted(u128::from(address.to_bits()), 32)
            }
            (IpAddr::V6(range), IpAddr::V6(address)) => {
                shifted(range.to_bits(), 128) == shifted(address.to_bits(), 128)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[track_caller]
    fn check(range: &str, address: &str, expected: bool) {
        assert_eq!(Range::parse(range).unwrap().contains(address.parse().unwrap()), expected);
    }

    #[test]
    fn ranges() {
        check("198.51.100.128/25", "198.51.100.200", true);
        check("198.51.100.128/25", "198.51.100.1", false);
        check("198.51.100.7", "198.51.100.7", true);
        check("0.0.0.0/0", "1.2.3.4", true);
        check("0.0.0.0/0", "::1", false);
        check("::/0", "1.2.3.4", false);
        check("::/0", "ffff::1", true);
        check("2001:db8::/48", "2001:db8:ffff::9", false);
        assert_eq!(Range::parse("1.2.3.4/33"), None);
        assert_eq!(Range::parse("1.2.3.4/+8"), None);
        assert_eq!(Range::parse("1.2.3"), None);
    }
}
