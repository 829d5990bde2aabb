//! EKS access entries and access policies, and migration from aws-auth.

mod create;
mod entry;
mod identify;
mod mode;
mod refusal;

pub use crate::{
    create::{CreateAccessEntry, CreateContext, PrincipalState, validate_association, validate_create},
    entry::{AccessEntry, AccessScope, AssociatedPolicy, EntryType},
    identify::{
        ClusterIdentity, ClusterMappings, IdentitySource, NotIdentified, NotIdentifiedReason, identify,
    },
    mode::{AuthenticationMode, ChangeModeError},
    refusal::ApiRefusal,
};
