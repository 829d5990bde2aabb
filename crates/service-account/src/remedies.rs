//! The page's remedies for `SignatureDoesNotMatch`, judged for one pod.

use eks_iam_sts_endpoint::{EndpointQuery, resolve};

use crate::{MutationInput, PodClient, PodQuery, ServiceAccount, StsCall, sts_call_of_container};

const GLOBAL_ENDPOINT: &str = "https://sts.amazonaws.com";

/// A remedy for a pod that STS refuses with `Credential should be scoped to a valid region`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageRemedy {
    /// The page's first: remove the explicit call to the global endpoint.
    RemoveEndpoint,
    /// The page's second: call the Regional endpoint explicitly.
    RegionalEndpoint,
    /// The page's third: configure the service account for the global endpoint (annotation `false`, new pod).
    GlobalServiceAccount,
    /// The one that the page leaves out: keep the endpoint and sign for its Region.
    SignForEndpoint,
}

impl PageRemedy {
    /// The remedies in the page's order, the fourth behind them.
    pub const ALL: [Self; 4] =
        [Self::RemoveEndpoint, Self::RegionalEndpoint, Self::GlobalServiceAccount, Self::SignForEndpoint];

    /// Returns the stable kebab-case name.
    pub fn name(self) -> &'static str {
        match self {
            Self::RemoveEndpoint => "remove-endpoint",
            Self::RegionalEndpoint => "regional-endpoint",
            Self::GlobalServiceAccount => "global-service-account",
            Self::SignForEndpoint => "sign-for-endpoint",
        }
    }
}

/// A remedy with what it brings about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemedyVerdict {
    /// The remedy.
    pub remedy: PageRemedy,
    /// Whether the call is accepted with it.
    pub works: bool,
    /// Whether it changes host or signature at all.
    pub changes: bool,
    /// What the pod does without it.
    pub before: StsCall,
    /// What the pod does with it.
    pub after: StsCall,
}

/// Judges the page's three remedies and the fourth for a pod of which only the query is known, as
/// [`judge_container_remedies`] does for one that is known whole.
pub fn judge_remedies(query: &PodQuery<'_>) -> Vec<RemedyVerdict> {
    judge_container_remedies(&query.input(), PodQuery::CONTAINER, &query.client())
}

/// Judges the page's three remedies and the fourth for a container: each is applied, and what the SDK then does is held
/// against what the host accepts.
///
/// The third never helps while the application sets the endpoint itself: neither the annotation nor `legacy` changes host
/// or scope beside a URL (measured with boto3, AWS CLI 1 and 2, Rust and JavaScript 3).
pub fn judge_container_remedies(
    input: &MutationInput,
    container: &str,
    client: &PodClient<'_>,
) -> Vec<RemedyVerdict> {
    let judge = Judge { input, container, client: *client };
    let before = judge.call(client);
    PageRemedy::ALL
        .into_iter()
        .map(|remedy| {
            let after = judge.call_with(remedy, &before);
            RemedyVerdict {
                remedy,
                works: after.is_accepted(),
                changes: after != before,
                before: before.clone(),
                after,
            }
        })
        .collect()
}

/// A container whose remedies are judged.
struct Judge<'a> {
    input: &'a MutationInput,
    container: &'a str,
    client: PodClient<'a>,
}

impl Judge<'_> {
    fn call(&self, client: &PodClient<'_>) -> StsCall {
        sts_call_of_container(self.input, self.container, client)
    }

    fn call_with(&self, remedy: PageRemedy, before: &StsCall) -> StsCall {
        let client = self.client;
        match remedy {
            PageRemedy::RemoveEndpoint => {
                let input = self.without_endpoint();
                let client = PodClient { explicit_endpoint: None, ..client };
                sts_call_of_container(&input, self.container, &client)
            }
            PageRemedy::RegionalEndpoint => {
                // An endpoint brings no Region of its own, so beside one the client signs for the Region that is its own: the
                // application's, or that of a variable which its SDK reads.
                let probe = PodClient { explicit_endpoint: Some(GLOBAL_ENDPOINT), ..client };
                let own = match self.call(&probe) {
                    StsCall::Sent { signing_region, .. } => signing_region,
                    failed @ StsCall::Failed(_) => return failed,
                };
                let asked = EndpointQuery { region: Some(&own), ..EndpointQuery::default() };
                match resolve(&asked) {
                    Ok(endpoint) => {
                        self.call(&PodClient { explicit_endpoint: Some(endpoint.url()), ..client })
                    }
                    Err(error) => StsCall::Failed(error.to_string()),
                }
            }
            PageRemedy::GlobalServiceAccount => {
                sts_call_of_container(&self.with_global_account(), self.container, &client)
            }
            PageRemedy::SignForEndpoint => match before {
                StsCall::Sent { scope_region: Some(region), .. } => {
                    self.call(&PodClient { explicit_region: Some(region), ..client })
                }
                StsCall::Sent { .. } | StsCall::Failed(_) => before.clone(),
            },
        }
    }

    /// The pod without the endpoint that its author sets by a variable.
    fn without_endpoint(&self) -> MutationInput {
        let mut input = self.input.clone();
        let containers = input.pod.containers.iter_mut().chain(&mut input.pod.init_containers);
        for container in containers.filter(|it| it.name == self.container) {
            let is_kept = |name: &str| !matches!(name, "AWS_ENDPOINT_URL_STS" | "AWS_ENDPOINT_URL");
            container.env.retain(|variable| is_kept(&variable.name));
        }
        input
    }

    /// The pod, made anew with a service account that is annotated for the global endpoint.
    fn with_global_account(&self) -> MutationInput {
        let mut input = self.input.clone();
        let (namespace, name) = (&input.pod.namespace, &input.pod.service_account);
        let key = format!("{}/sts-regional-endpoints", input.flags.annotation_prefix);
        let annotation = (key, "false".to_owned());
        match input.service_accounts.iter_mut().find(|it| it.namespace == *namespace && it.name == *name) {
            // The last value of a key counts.
            Some(account) => account.annotations.push(annotation),
            None => input.service_accounts.push(ServiceAccount {
                namespace: namespace.clone(),
                name: name.clone(),
                annotations: vec![annotation],
            }),
        }
        input
    }
}
