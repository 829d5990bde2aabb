//! Identity policies, requests, and pairs of a pattern and a text.
//!
//! A request names one to three policies that are attached to its principal. About half of the requests are made to fit
//! some statement.

use std::collections::BTreeSet;

use super::{
    Random,
    words::{ENVIRONMENTS, REGIONS, TEAMS, role_name},
};

/// Everything that one seed gives.
#[derive(Debug, Clone)]
pub struct Policies {
    /// The policies.
    pub policies: Vec<Policy>,
    /// What is asked.
    pub requests: Vec<Request>,
    /// Patterns with texts that they were made of.
    pub wildcards: Vec<(String, String)>,
}

/// An identity policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// A statement.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Whether it denies.
    pub denies: bool,
    /// Patterns of actions.
    pub actions: Vec<String>,
    /// Patterns of resources.
    pub resources: Vec<String>,
    /// Its condition.
    pub condition: Option<Condition>,
}

/// A condition.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `StringEquals` on `aws:RequestedRegion`.
    Regions([&'static str; 2]),
    /// `StringLike` on `aws:PrincipalArn`.
    PrincipalArn(String),
}

/// A request.
#[derive(Debug, Clone)]
pub struct Request {
    /// The policies that count, as places in the list.
    pub policies: Vec<usize>,
    /// The role that asks, also `aws:PrincipalArn`.
    pub principal: String,
    /// The action.
    pub action: String,
    /// The resource.
    pub resource: String,
    /// `aws:RequestedRegion`.
    pub region: &'static str,
}

type Service = (&'static str, &'static [&'static str]);

/// The services by name, each with actions.
const ACTIONS: [Service; 6] = [
    ("ec2", &["DescribeInstances", "CreateNetworkInterface", "DescribeSubnets", "RunInstances"]),
    ("ecr", &["BatchGetImage", "GetDownloadUrlForLayer"]),
    (
        "eks",
        &[
            "DescribeCluster",
            "ListClusters",
            "CreateNodegroup",
            "AccessKubernetesApi",
            "CreateAccessEntry",
            "DeleteCluster",
        ],
    ),
    ("iam", &["PassRole", "GetRole", "ListRoles"]),
    ("s3", &["GetObject", "PutObject", "ListBucket"]),
    ("sts", &["AssumeRole", "TagSession"]),
];
const ACCOUNT: &str = "111122223333";

/// Makes so many policies of at most so many statements, and so many requests.
#[must_use]
pub fn policies(count: usize, statements: u64, requests: usize, seed: u64) -> Policies {
    let mut random = Random::new(seed);
    let (mut samples, mut wildcards) = (Vec::new(), Vec::new());
    let policies: Vec<_> = (0..count)
        .map(|index| Policy {
            name: format!("p{index:04}"),
            statements: (0..1 + random.below(statements))
                .map(|_| statement(&mut random, index, &mut samples, &mut wildcards))
                .collect(),
        })
        .collect();
    let requests = (0..requests).map(|_| request(&mut random, count as u64, &samples)).collect();
    Policies { policies, requests, wildcards }
}

/// A call that some policy was written for.
#[derive(Debug)]
struct Sample {
    policy: usize,
    service: &'static str,
    action: &'static str,
    resource: String,
}

fn statement(
    r: &mut Random,
    policy: usize,
    samples: &mut Vec<Sample>,
    wildcards: &mut Vec<(String, String)>,
) -> Statement {
    let (service, names) = r.pick(&ACTIONS);
    let actions: Vec<_> = (0..1 + r.below(3)).map(|_| r.pick(names)).collect();
    let resources: Vec<_> = (0..1 + r.below(2)).map(|_| resource(r, service, actions[0])).collect();
    samples.push(Sample { policy, service, action: actions[0], resource: resources[0].clone() });
    let denies = r.below(12) == 0;
    let actions =
        actions.iter().map(|name| widen(r, &format!("{service}:{name}"), service.len() + 1)).collect();
    let patterns = if r.below(5) == 0 {
        vec!["*".to_owned()]
    } else {
        resources.iter().map(|it| if it == "*" { it.clone() } else { widen(r, it, fields(it)) }).collect()
    };
    for (text, pattern) in resources.into_iter().zip(&patterns).filter(|(text, _)| text != "*") {
        wildcards.push((pattern.clone(), text));
    }
    let condition = match r.below(6) {
        0 => Some(Condition::Regions([r.pick(&REGIONS), r.pick(&REGIONS)])),
        1 => Some(Condition::PrincipalArn(format!("arn:aws:iam::{ACCOUNT}:role/{}-*", r.pick(&TEAMS)))),
        _ => None,
    };
    Statement { denies, actions, resources: patterns, condition }
}

/// The length of an ARN's first five fields with their colons.
fn fields(arn: &str) -> usize {
    arn.match_indices(':').nth(4).map_or(arn.len(), |(at, _)| at + 1)
}

fn request(r: &mut Random, count: u64, samples: &[Sample]) -> Request {
    let sample = &samples[r.below(samples.len() as u64) as usize];
    let more = r.below(3);
    let mut used = BTreeSet::from([sample.policy]);
    used.extend((0..more).map(|_| r.below(count) as usize));
    let (action, resource) = if r.below(2) == 1 {
        let (service, names) = r.pick(&ACTIONS);
        let name = r.pick(names);
        (format!("{service}:{name}"), resource(r, service, name))
    } else {
        (format!("{}:{}", sample.service, sample.action), sample.resource.clone())
    };
    let principal = format!("arn:aws:iam::{ACCOUNT}:role/{}", role_name(r));
    Request { policies: used.into_iter().collect(), principal, action, resource, region: r.pick(&REGIONS) }
}

fn resource(r: &mut Random, service: &str, action: &str) -> String {
    match (service, action) {
        ("eks", "ListClusters") | ("ec2", "DescribeInstances" | "DescribeSubnets") | ("iam", "ListRoles") => {
            "*".to_owned()
        }
        ("eks", _) => {
            let region = r.pick(&REGIONS);
            let team = r.pick(&TEAMS);
            format!("arn:aws:eks:{region}:{ACCOUNT}:cluster/{team}-{}", r.pick(&ENVIRONMENTS))
        }
        ("iam" | "sts", _) => format!("arn:aws:iam::{ACCOUNT}:role/{}", role_name(r)),
        ("s3", _) => {
            let team = r.pick(&TEAMS);
            let bucket = format!("arn:aws:s3:::{team}-{}", r.pick(&ENVIRONMENTS));
            if action == "ListBucket" {
                return bucket;
            }
            let folder = r.pick(&TEAMS);
            format!("{bucket}/{folder}/{}.bin", r.hex(12))
        }
        ("ecr", _) => {
            let region = r.pick(&REGIONS);
            format!("arn:aws:ecr:{region}:{ACCOUNT}:repository/{}", r.pick(&TEAMS))
        }
        (_, action) => {
            let kind = if action == "CreateNetworkInterface" { "subnet/subnet-0" } else { "instance/i-0" };
            let region = r.pick(&REGIONS);
            format!("arn:aws:ec2:{region}:{ACCOUNT}:{kind}{}", r.hex(16))
        }
    }
}

/// Turns part of a text into a wildcard; what comes before `keep` is left alone.
fn widen(r: &mut Random, text: &str, keep: usize) -> String {
    let (head, tail) = text.split_at(keep);
    let kind = r.below(4);
    if kind == 0 || tail.len() < 5 {
        return text.to_owned();
    }
    if kind == 1 {
        return format!("{head}*");
    }
    let cut = tail.len() / 2 + r.below(tail.len() as u64 / 4 + 1) as usize;
    if kind == 2 {
        return format!("{head}{}*", &tail[..cut]);
    }
    let rest = &tail[cut..];
    let rest =
        if rest.len() < 9 { rest[..1].to_owned() + &"?".repeat(rest.len() - 1) } else { rest.to_owned() };
    format!("{head}{}*{rest}", &tail[..cut - 2])
}

impl Policy {
    /// Returns the policy's document in JSON.
    #[must_use]
    pub fn document(&self) -> String {
        let statements: Vec<_> = self.statements.iter().enumerate().map(|(at, it)| it.json(at)).collect();
        format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","))
    }
}

impl Statement {
    fn json(&self, at: usize) -> String {
        let effect = if self.denies { "Deny" } else { "Allow" };
        let condition = match &self.condition {
            None => String::new(),
            Some(Condition::Regions(regions)) => format!(
                r#","Condition":{{"StringEquals":{{"aws:RequestedRegion":{}}}}}"#,
                list(regions.iter().map(|it| quoted(it)))
            ),
            Some(Condition::PrincipalArn(pattern)) => {
                format!(r#","Condition":{{"StringLike":{{"aws:PrincipalArn":"{pattern}"}}}}"#)
            }
        };
        let texts = |it: &[String]| list(it.iter().map(|it| quoted(it)));
        let (actions, resources) = (texts(&self.actions), texts(&self.resources));
        format!(
            r#"{{"Sid":"S{at}","Effect":"{effect}","Action":{actions},"Resource":{resources}{condition}}}"#
        )
    }
}

impl Policies {
    /// Returns everything as one JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        let policy = |it: &Policy| format!(r#"{{"name":"{}","document":{}}}"#, it.name, it.document());
        let request = |it: &Request| {
            let Request { principal, action, resource, region, policies } = it;
            let policies = list(policies.iter().map(usize::to_string));
            format!(
                r#"{{"policies":{policies},"principal":"{principal}","action":"{action}","resource":"{resource}","context":{{"aws:RequestedRegion":"{region}","aws:PrincipalArn":"{principal}"}}}}"#
            )
        };
        let pair =
            |(pattern, text): &(String, String)| format!(r#"{{"pattern":"{pattern}","text":"{text}"}}"#);
        format!(
            "{{\"policies\":{},\"requests\":{},\"wildcards\":{}}}\n",
            list(self.policies.iter().map(policy)),
            list(self.requests.iter().map(request)),
            list(self.wildcards.iter().map(pair)),
        )
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::tests::fingerprint;

    #[test]
    fn the_bytes_are_those_of_the_generator_that_peers_were_measured_on() {
        let text = policies(100, 5, 1000, 1).json();
        assert_eq!(fingerprint(text.as_bytes()), "deb7096676da26db");
    }
}
