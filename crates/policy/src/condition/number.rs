//! Decimal numbers of any length, compared exactly.

use std::cmp::Ordering;

/// A decimal number: its digits without superfluous zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Number<'a> {
    /// Reads an optional sign, digits, and optionally a point and digits.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(pair) => pair,
            None => (digits, ""),
        };
        let are_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        Some(Self { negative: negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction })
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = |a: &Self, b: &Self| {
            (a.whole.len(), a.whole, a.fraction).cmp(&(b.whole.len(), b.whole, b.fraction))
        };
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (negative, _) => {
                if negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
        }
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn order() {
        let sorted = ["-10", "-9.5", "-9", "0", "0.05", "0.5", "1", "9", "10", "100.001", "9007199254740993"];
        for (at, left) in sorted.iter().enumerate() {
            for (other, right) in sorted.iter().enumerate() {
                let result = Number::parse(left).unwrap().cmp(&Number::parse(right).unwrap());
                assert_eq!(result, at.cmp(&other), "{left} {right}");
            }
        }
        assert_eq!(Number::parse("007.50"), Number::parse("+7.5"));
        assert_eq!(Number::parse("-0.0"), Number::parse("0"));
        for text in ["", "-", ".", "1.", "1e3", "0x1", "1 ", "1.2.3", "二"] {
            assert_eq!(Number::parse(text), None, "{text}");
        }
    }
}
