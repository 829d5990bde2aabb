//! What a world is made of: plain data that a test writes down.

mod access_key;
mod account;
mod cluster;
mod principal;
mod provider;
mod workload;

pub use self::{
    access_key::AccessKey,
    account::Account,
    cluster::{Cluster, Pod},
    principal::{Role, User},
    provider::{InstanceProfile, ManagedPolicy, OidcProvider, PolicyVersion, SamlProvider},
    workload::{NodeGroup, PodIdentityAssociation},
};
pub(crate) use self::{
    account::without_scheme,
    cluster::{dns_suffix, partition},
    principal::unique_id,
};
