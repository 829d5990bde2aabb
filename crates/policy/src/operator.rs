//! Condition operators.

use std::fmt;

/// An operator of a `Condition` block, such as `ForAllValues:StringLikeIfExists`. Its name is read without regard to
/// case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Operator {
    /// The set operator in front, for multivalued keys.
    pub quantifier: Option<Quantifier>,
    /// What is compared.
    pub comparison: Comparison,
    /// Whether `IfExists` follows: an absent key then makes the condition true.
    pub if_exists: bool,
}

/// How the values of a multivalued key count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// Every value of the request must satisfy the operator; true when there is none.
    ForAllValues,
    /// At least one value of the request must satisfy it; false when there is none.
    ForAnyValue,
}

macro_rules! comparisons {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// What an operator compares.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Comparison {
            $($(#[$doc])* $name,)*
            /// An operator that does not exist; it never matches.
            Unknown,
        }

        impl Comparison {
            /// Every operator that exists.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the name as it stands in a policy; empty for [`Comparison::Unknown`].
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                    Self::Unknown => "",
                }
            }
        }
    };
}

comparisons! {
    /// Text, with regard to case.
    StringEquals
    /// Negation of `StringEquals`.
    StringNotEquals
    /// Text, without regard to case.
    StringEqualsIgnoreCase
    /// Negation of `StringEqualsIgnoreCase`.
    StringNotEqualsIgnoreCase
    /// Text with `*` and `?`.
    StringLike
    /// Negation of `StringLike`.
    StringNotLike
    /// Decimal numbers.
    NumericEquals
    /// Negation of `NumericEquals`.
    NumericNotEquals
    /// The request's number is smaller.
    NumericLessThan
    /// The request's number is smaller or equal.
    NumericLessThanEquals
    /// The request's number is greater.
    NumericGreaterThan
    /// The request's number is greater or equal.
    NumericGreaterThanEquals
    /// Instants.
    DateEquals
    /// Negation of `DateEquals`.
    DateNotEquals
    /// The request's instant is earlier.
    DateLessThan
    /// The request's instant is earlier or the same.
    DateLessThanEquals
    /// The request's instant is later.
    DateGreaterThan
    /// The request's instant is later or the same.
    DateGreaterThanEquals
    /// `true` or `false`.
    Bool
    /// Bytes in base64.
    BinaryEquals
    /// An address in a CIDR range.
    IpAddress
    /// Negation of `IpAddress`.
    NotIpAddress
    /// ARNs, segment by segment, with wildcards.
    ArnEquals
    /// Negation of `ArnEquals`.
    ArnNotEquals
    /// The same as `ArnEquals`.
    ArnLike
    /// Negation of `ArnLike`.
    ArnNotLike
    /// Whether the key is absent.
    Null
}

impl Comparison {
    /// Tells whether the operator is the negation of another; such a condition holds when the key is absent.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }

    /// Tells whether `*` and `?` are wildcards in its values.
    #[must_use]
    pub const fn has_wildcards(self) -> bool {
        matches!(
            self,
            Self::StringLike
                | Self::StringNotLike
                | Self::ArnEquals
                | Self::ArnNotEquals
                | Self::ArnLike
                | Self::ArnNotLike
        )
    }

    /// Tells whether policy variables are replaced in its values: String and ARN operators.
    #[must_use]
    pub const fn has_variables(self) -> bool {
        self.has_wildcards()
            || matches!(
                self,
                Self::StringEquals
                    | Self::StringNotEquals
                    | Self::StringEqualsIgnoreCase
                    | Self::StringNotEqualsIgnoreCase
            )
    }
}

impl Operator {
    /// Reads an operator; one that does not exist has [`Comparison::Unknown`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (quantifier, name) = match text.split_once(':') {
            Some((set, name)) if set.eq_ignore_ascii_case("ForAllValues") => {
                (Some(Quantifier::ForAllValues), name)
            }
            Some((set, name)) if set.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(Quantifier::ForAnyValue), name)
            }
            _ => (None, text),
        };
        let find =
            |name: &str| Comparison::ALL.iter().copied().find(|it| it.as_str().eq_ignore_ascii_case(name));
        if let Some(comparison) = find(name) {
            return Self { quantifier, comparison, if_exists: false };
        }
        let cut = name.len().saturating_sub("IfExists".len());
        let stem = name.split_at_checked(cut).filter(|(_, end)| end.eq_ignore_ascii_case("IfExists"));
        let comparison = stem.and_then(|(stem, _)| find(stem)).filter(|it| *it != Comparison::Null);
        Self {
            quantifier,
            comparison: comparison.unwrap_or(Comparison::Unknown),
            if_exists: comparison.is_some(),
        }
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quantifier {
            Some(Quantifier::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(Quantifier::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        f.write_str(self.comparison.as_str())?;
        if self.if_exists { f.write_str("IfExists") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, Operator};

    #[test]
    fn names_round_trip() {
        for comparison in Comparison::ALL {
            for prefix in ["", "ForAllValues:", "ForAnyValue:"] {
                for suffix in ["", "IfExists"] {
                    let text = format!("{prefix}{}{suffix}", comparison.as_str());
                    let operator = Operator::parse(&text);
                    if text.contains("NullIfExists") {
                        assert_eq!(operator.comparison, Comparison::Unknown);
                    } else {
                        assert_eq!(operator.to_string(), text);
                        assert_eq!(Operator::parse(&text.to_lowercase()), operator);
                    }
                }
            }
        }
        assert_eq!(Operator::parse("StringEqual").comparison, Comparison::Unknown);
        assert_eq!(Operator::parse("ForSome:StringEquals").comparison, Comparison::Unknown);
        assert_eq!(Operator::parse("語").comparison, Comparison::Unknown);
    }
}
