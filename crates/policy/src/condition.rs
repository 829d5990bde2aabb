//! Conditions: one operator, one key, its values.

mod address;
mod bytes;
mod date;
mod number;

use eks_iam_span::{Span, Spanned};

use self::{address::Range, date::Instant, number::Number};
use crate::{
    Context,
    arn_pattern::{ArnPattern, Segments, Variables, cut, segments},
    operator::{Comparison, Operator, Quantifier},
    template::{Literal, Pattern, is_dynamic},
};

/// One line of a `Condition` block. All conditions of a statement must hold; the values of one are alternatives.
#[derive(Clone, Debug)]
pub struct Condition {
    operator: Operator,
    operator_text: Spanned<String>,
    key: Spanned<String>,
    lower: Box<str>,
    values: Vec<Spanned<String>>,
    matchers: Box<[Matcher]>,
}

/// A value, ready for comparison; `None` inside is a value of the wrong type.
#[derive(Clone, Debug)]
enum Matcher {
    Equals(Literal),
    EqualsIgnoreCase(Literal),
    Like(Pattern),
    Number(Box<str>),
    Date(Option<Instant>),
    Bool(Option<bool>),
    Binary(Option<Box<[u8]>>),
    Address(Option<Range>),
    Arn(Option<ArnPattern>),
    Never,
}

/// How a value of the request compares with a value of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    Yes,
    No,
    /// One of them is of the wrong type: neither an operator nor its negation holds.
    WrongType,
}

impl Condition {
    pub(crate) fn new(
        operator_text: Spanned<String>,
        key: Spanned<String>,
        values: Vec<Spanned<String>>,
        variables: bool,
    ) -> Self {
        let operator = Operator::parse(&operator_text.value);
        let matchers =
            values.iter().map(|value| Matcher::new(operator.comparison, &value.value, variables)).collect();
        let lower = key.value.to_ascii_lowercase().into_boxed_str();
        Self { operator, operator_text, key, lower, values, matchers }
    }

    /// Returns the operator.
    #[must_use]
    pub const fn operator(&self) -> Operator {
        self.operator
    }

    /// Returns the operator as written.
    #[must_use]
    pub fn operator_text(&self) -> &str {
        &self.operator_text.value
    }

    /// Returns where the operator stands.
    #[must_use]
    pub const fn operator_span(&self) -> Span {
        self.operator_text.span
    }

    /// Returns the key as written; keys are compared without regard to case.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key.value
    }

    /// Returns the key in lower case.
    #[must_use]
    pub fn key_lower(&self) -> &str {
        &self.lower
    }

    /// Returns where the key stands.
    #[must_use]
    pub const fn key_span(&self) -> Span {
        self.key.span
    }

    /// Returns the values as written.
    #[must_use]
    pub fn values(&self) -> &[Spanned<String>] {
        &self.values
    }

    /// Tells whether the condition holds for a request with this context.
    #[must_use]
    pub fn holds(&self, context: &Context) -> bool {
        let entry = context.entry(&self.lower).filter(|entry| !entry.values.is_empty());
        match self.operator.comparison {
            Comparison::Unknown => return false,
            Comparison::Null => return self.null_holds(entry.is_none()),
            _ => {}
        }
        let Some(entry) = entry else { return self.holds_when_absent() };
        let one = |value: &String| self.value_holds(value, context);
        match self.operator.quantifier {
            Some(Quantifier::ForAllValues) => entry.values.iter().all(one),
            Some(Quantifier::ForAnyValue) => entry.values.iter().any(one),
            None => entry.single().is_some_and(|value| self.value_holds(value, context)),
        }
    }

    /// Tells whether the condition holds when its key is absent.
    #[must_use]
    pub fn holds_when_absent(&self) -> bool {
        if self.operator.if_exists {
            return true;
        }
        match (self.operator.comparison, self.operator.quantifier) {
            (Comparison::Unknown, _) => false,
            (Comparison::Null, _) => self.null_holds(true),
            (_, Some(Quantifier::ForAllValues)) => true,
            (_, Some(Quantifier::ForAnyValue)) => false,
            (comparison, None) => comparison.is_negated(),
        }
    }

    /// The values that compare with nothing under this operator.
    pub(crate) fn values_of_wrong_type(&self) -> impl Iterator<Item = &Spanned<String>> {
        let wrong = |matcher: &Matcher| match matcher {
            Matcher::Number(text) => Number::parse(text).is_none(),
            Matcher::Date(value) => value.is_none(),
            Matcher::Bool(value) => value.is_none(),
            Matcher::Binary(value) => value.is_none(),
            Matcher::Address(value) => value.is_none(),
            Matcher::Arn(value) => value.is_none(),
            Matcher::Equals(_) | Matcher::EqualsIgnoreCase(_) | Matcher::Like(_) | Matcher::Never => false,
        };
        self.values
            .iter()
            .zip(&self.matchers)
            .filter(move |(_, matcher)| wrong(matcher))
            .map(|(value, _)| value)
    }

    fn null_holds(&self, absent: bool) -> bool {
        self.matchers
            .iter()
            .any(|matcher| matches!(matcher, Matcher::Bool(Some(wanted)) if *wanted == absent))
    }

    /// Applies the operator to one value of the request.
    fn value_holds(&self, value: &str, context: &Context) -> bool {
        let cut = matches!(self.matchers.first(), Some(Matcher::Arn(_))).then(|| segments(value)).flatten();
        let mut compared = self.matchers.iter().map(|it| it.compare(value, cut.as_ref(), self, context));
        if self.operator.comparison.is_negated() {
            compared.all(|result| result == Compared::No)
        } else {
            compared.any(|result| result == Compared::Yes)
        }
    }

    fn ordered<T: Ord>(&self, request: &T, policy: &T) -> Compared {
        use Comparison as C;
        let holds = match self.operator.comparison {
            C::NumericLessThan | C::DateLessThan => request < policy,
            C::NumericLessThanEquals | C::DateLessThanEquals => request <= policy,
            C::NumericGreaterThan | C::DateGreaterThan => request > policy,
            C::NumericGreaterThanEquals | C::DateGreaterThanEquals => request >= policy,
            _ => request == policy,
        };
        Compared::of(holds)
    }
}

impl Matcher {
    fn new(comparison: Comparison, text: &str, variables: bool) -> Self {
        use Comparison as C;
        match comparison {
            C::StringEquals | C::StringNotEquals => Self::Equals(Literal::new(text, variables)),
            C::StringEqualsIgnoreCase | C::StringNotEqualsIgnoreCase => {
                Self::EqualsIgnoreCase(Literal::new(text, variables))
            }
            C::StringLike | C::StringNotLike => Self::Like(Pattern::new(text, variables)),
            C::NumericEquals
            | C::NumericNotEquals
            | C::NumericLessThan
            | C::NumericLessThanEquals
            | C::NumericGreaterThan
            | C::NumericGreaterThanEquals => Self::Number(text.into()),
            C::DateEquals
            | C::DateNotEquals
            | C::DateLessThan
            | C::DateLessThanEquals
            | C::DateGreaterThan
            | C::DateGreaterThanEquals => Self::Date(date::parse(text)),
            C::Bool | C::Null => Self::Bool(boolean(text)),
            C::BinaryEquals => Self::Binary(bytes::parse(text).map(Vec::into_boxed_slice)),
            C::IpAddress | C::NotIpAddress => Self::Address(Range::parse(text)),
            C::ArnEquals | C::ArnNotEquals | C::ArnLike | C::ArnNotLike => Self::Arn(arn(text, variables)),
            C::Unknown => Self::Never,
        }
    }

    fn compare(
        &self,
        value: &str,
        cut: Option<&Segments<'_>>,
        condition: &Condition,
        context: &Context,
    ) -> Compared {
        match self {
            Self::Equals(literal) => Compared::of(literal.matches(context, |text| text == value)),
            Self::EqualsIgnoreCase(literal) => {
                Compared::of(literal.matches(context, |text| equals_ignore_case(text, value)))
            }
            Self::Like(pattern) => Compared::of(pattern.matches(value, context)),
            Self::Number(text) => {
                Compared::typed(Number::parse(value), Number::parse(text), |a, b| condition.ordered(a, b))
            }
            Self::Date(wanted) => {
                Compared::typed(date::parse(value), *wanted, |a, b| condition.ordered(a, b))
            }
            Self::Bool(wanted) => Compared::typed(boolean(value), *wanted, |a, b| Compared::of(a == b)),
            Self::Binary(wanted) => {
                Compared::typed(bytes::parse(value), wanted.as_deref(), |a, b| Compared::of(a == *b))
            }
            Self::Address(range) => Compared::typed(value.parse().ok(), *range, |address, range| {
                Compared::of(range.contains(*address))
            }),
            Self::Arn(pattern) => {
                let cut = cut.filter(|[first, ..]| *first == "arn");
                Compared::typed(cut, pattern.as_ref(), |cut, pattern| {
                    Compared::of(pattern.matches(value, Some(cut), context))
                })
            }
            Self::Never => Compared::WrongType,
        }
    }
}

impl Compared {
    const fn of(matches: bool) -> Self {
        if matches { Self::Yes } else { Self::No }
    }

    fn typed<A, B>(request: Option<A>, policy: Option<B>, test: impl FnOnce(&A, &B) -> Self) -> Self {
        match (request, policy) {
            (Some(request), Some(policy)) => test(&request, &policy),
            _ => Self::WrongType,
        }
    }
}

/// A value of an ARN condition; one that is no ARN compares with nothing, unless a variable may make it one.
fn arn(text: &str, variables: bool) -> Option<ArnPattern> {
    let variables = variables && is_dynamic(text);
    if cut(text).len() == 6 {
        let scope = if variables { Variables::All } else { Variables::None };
        return Some(ArnPattern::new(text, scope));
    }
    variables.then(|| ArnPattern::Whole(Pattern::new(text, true)))
}

const fn boolean(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    }
}

/// Compares without regard to case, beyond ASCII too.
pub(crate) fn equals_ignore_case(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
        || (!(left.is_ascii() && right.is_ascii())
            && left.chars().flat_map(char::to_lowercase).eq(right.chars().flat_map(char::to_lowercase)))
}
