//! `eks-iam-policy`: reading documents, and requests over five policies of the caller.
//!
//! Peers: @cloud-copilot/iam-simulate, which decides the same questions on Node, and cedar-policy, whose language is
//! another: each statement is rewritten as one of its policies, so that a set has the same size.

mod cedar;
mod simulate;

use std::hint::black_box;

use eks_iam_policy::{NamedPolicy, PolicyDocument, PolicySet, Request, evaluate};

use crate::{
    Case,
    inputs::policies::{self, Policies},
};

/// How many policies count in a request.
const FIVE: usize = 5;

pub(super) fn cases() -> Vec<Case> {
    let mut input = policies::policies(100, 5, 1000, 1);
    // Others follow until there are five.
    let count = input.policies.len();
    for request in &mut input.requests {
        let mut next = request.policies[0];
        while request.policies.len() < FIVE {
            next = (next + 1) % count;
            if !request.policies.contains(&next) {
                request.policies.push(next);
            }
        }
    }
    let texts: Vec<String> = input.policies.iter().map(policies::Policy::document).collect();
    let questions = questions(&input, &texts);
    let mut cases = vec![
        Case::new("policy/evaluate", "ours", questions.len(), move || {
            for (request, policies) in &questions {
                black_box(evaluate(black_box(request), policies).is_allowed());
            }
        }),
        cedar::case(&input),
    ];
    cases.extend(simulate::case(&input));
    cases.push(Case::new("policy/parse", "ours", texts.len(), move || {
        for text in &texts {
            black_box(PolicyDocument::parse(black_box(text)).is_ok());
        }
    }));
    cases
}

fn questions(input: &Policies, texts: &[String]) -> Vec<(Request, PolicySet)> {
    let documents: Vec<_> =
        texts.iter().map(|it| PolicyDocument::parse(it).expect("the generator writes policies")).collect();
    let question = |it: &policies::Request| {
        let request = Request::new(&it.principal, &it.action, &it.resource)
            .with("aws:RequestedRegion", it.region)
            .with("aws:PrincipalArn", &it.principal);
        let policy = |&at: &usize| NamedPolicy::new(&input.policies[at].name, documents[at].clone());
        (request, PolicySet::with_identity(it.policies.iter().map(policy)))
    };
    input.requests.iter().map(question).collect()
}

#[cfg(test)]
mod tests {
    use eks_iam_policy::Decision;

    use super::*;

    /// @cloud-copilot/iam-simulate 0.1.173 allows three requests fewer: it takes no wildcard in the type of a resource
    /// (`reposito*/x`), of which AWS only says that it should not stand there.
    #[test]
    fn decisions_are_nearly_those_of_another_evaluator() {
        let input = policies::policies(100, 5, 1000, 1);
        let texts: Vec<String> = input.policies.iter().map(policies::Policy::document).collect();
        let decisions: Vec<_> = questions(&input, &texts)
            .iter()
            .map(|(request, set)| evaluate(request, set).decision())
            .collect();
        let count = |wanted| decisions.iter().filter(|it| **it == wanted).count();
        assert_eq!(
            [Decision::Allow, Decision::ImplicitDeny, Decision::ExplicitDeny].map(count),
            [452 + 3, 504 - 3, 44]
        );
    }
}
