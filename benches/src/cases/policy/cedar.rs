//! The same requests in Cedar.

use std::hint::black_box;

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};

use crate::{
    Case,
    inputs::policies::{self, Condition, Policies, Statement},
};

pub(super) fn case(input: &Policies) -> Case {
    let questions: Vec<_> = input.requests.iter().map(|it| question(input, it)).collect();
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    Case::new("policy/evaluate", "cedar-policy", questions.len(), move || {
        for (request, policies) in &questions {
            let response = authorizer.is_authorized(black_box(request), policies, &entities);
            black_box(response.decision() == Decision::Allow);
        }
    })
}

fn question(input: &Policies, request: &policies::Request) -> (Request, PolicySet) {
    let statements = request.policies.iter().flat_map(|&at| &input.policies[at].statements);
    let text: String = statements.map(statement).collect();
    let uid = |kind: &str, id: &str| -> EntityUid {
        format!("{kind}::\"{id}\"").parse().expect("a type and a quoted id are an entity")
    };
    let values = [
        ("action", request.action.as_str()),
        ("resource", &request.resource),
        ("region", request.region),
        ("principal", &request.principal),
    ];
    let text_of = |value: &str| cedar_policy::RestrictedExpression::new_string(value.to_owned());
    let context = Context::from_pairs(values.map(|(key, value)| (key.to_owned(), text_of(value))))
        .expect("the keys differ");
    let (principal, action) = (uid("Role", &request.principal), uid("Action", &request.action));
    let asked = Request::new(principal, action, uid("Resource", &request.resource), context, None)
        .expect("nothing is checked without a schema");
    (asked, text.parse().expect("the statements are written as Cedar has them"))
}

fn statement(statement: &Statement) -> String {
    let effect = if statement.denies { "forbid" } else { "permit" };
    let any = |key: &str, patterns: &[String]| {
        // Cedar has no `?`; an asterisk costs it the same.
        let like = |it: &String| format!("context.{key} like \"{}\"", it.replace('?', "*"));
        format!("({})", patterns.iter().map(like).collect::<Vec<_>>().join(" || "))
    };
    let condition = match &statement.condition {
        None => String::new(),
        Some(Condition::Regions([one, two])) => {
            format!(" && (context.region == \"{one}\" || context.region == \"{two}\")")
        }
        Some(Condition::PrincipalArn(pattern)) => format!(" && context.principal like \"{pattern}\""),
    };
    let (actions, resources) = (any("action", &statement.actions), any("resource", &statement.resources));
    format!("{effect}(principal, action, resource) when {{ {actions} && {resources}{condition} }};\n")
}
