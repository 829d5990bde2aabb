//! Which types of policy have a say in a request at all.

use crate::{matching::Asked, policy_set::PolicyType};

/// The prefixes of actions whose service knows no resource control policies.
///
/// AWS lists the services that do, and the list grows (STS, S3, SQS, KMS and Secrets Manager were first). Only services that are known
/// not to be on it stand here; when EKS joins, its line goes. `rcp-without-effect` reads this list too.
pub(crate) const WITHOUT_RCP: &[&str] = &["eks", "eks-auth"];

/// Tells whether resource control policies reach an action, in lower case. Assuming a role is an action of STS: they reach it.
pub(crate) fn knows_rcp(action: &str) -> bool {
    let service = action.split_once(':').map_or(action, |(service, _)| service);
    !WITHOUT_RCP.contains(&service)
}

impl Asked<'_> {
    /// Tells whether policies of a type have a say: outsiders have none of the caller's side, service-linked roles are above the
    /// policies of an organization, and some services know no resource control policies.
    pub(crate) fn is_reached_by(&self, kind: PolicyType) -> bool {
        let (outsider, linked) = (self.caller.is_outsider(), self.caller.service_linked);
        match kind {
            PolicyType::Rcp => !linked && knows_rcp(&self.action),
            PolicyType::Scp => !linked && !outsider,
            PolicyType::Identity | PolicyType::Boundary | PolicyType::Session => !outsider,
            PolicyType::Endpoint | PolicyType::Resource | PolicyType::Trust | PolicyType::Root => true,
        }
    }
}
