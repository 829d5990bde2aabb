//! Label selectors, as `aggregationRule.clusterRoleSelectors` has them.

use eks_iam_document::Node;

use crate::objects::{pairs, texts};

/// All of it must hold; an empty one chooses everything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selector {
    labels: Vec<(String, String)>,
    expressions: Vec<Expression>,
}

#[derive(Clone, Debug)]
struct Expression {
    key: String,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Clone, Copy, Debug)]
enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist,
    /// The API server takes no other; it chooses nothing.
    Unknown,
}

impl Selector {
    /// Reads `matchLabels` and `matchExpressions`.
    pub(crate) fn of(node: &Node) -> Self {
        let expressions = node.get("matchExpressions").and_then(Node::as_sequence).unwrap_or_default();
        Self {
            labels: pairs(node.get("matchLabels")),
            expressions: expressions.iter().map(Expression::of).collect(),
        }
    }

    /// Whether it chooses an object with these labels.
    pub(crate) fn chooses(&self, labels: &[(String, String)]) -> bool {
        self.labels.iter().all(|it| labels.contains(it)) && self.expressions.iter().all(|it| it.holds(labels))
    }
}

impl Expression {
    fn of(node: &Node) -> Self {
        let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
        let operator = match text("operator") {
            "In" => Operator::In,
            "NotIn" => Operator::NotIn,
            "Exists" => Operator::Exists,
            "DoesNotExist" => Operator::DoesNotExist,
            _ => Operator::Unknown,
        };
        Self { key: text("key").to_owned(), operator, values: texts(node, "values") }
    }

    fn holds(&self, labels: &[(String, String)]) -> bool {
        let value = labels.iter().find(|(key, _)| *key == self.key).map(|(_, value)| value);
        match self.operator {
            Operator::In => value.is_some_and(|it| self.values.contains(it)),
            Operator::NotIn => value.is_none_or(|it| !self.values.contains(it)),
            Operator::Exists => value.is_some(),
            Operator::DoesNotExist => value.is_none(),
            Operator::Unknown => false,
        }
    }
}
