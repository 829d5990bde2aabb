//! What a world is made of: plain data that a test writes down.

mod account;
mod cluster;

pub(crate) use self::{
    account::without_scheme,
    cluster::{dns_suffix, partition},
};
pub use self::{
    account::{Account, InstanceProfile, OidcProvider, Role, SamlProvider, User},
    cluster::{Cluster, Pod},
};
