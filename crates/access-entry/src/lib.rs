//! EKS access entries and access policies, and migration from aws-auth.

mod can;
mod create;
mod entry;
mod identify;
mod mode;
mod names;
mod policy;
mod read;
mod refusal;
mod tree;

pub use crate::{
    can::can,
    create::{
        CreateAccessEntry, CreateContext, PrincipalState, validate_association, validate_create,
        validate_update,
    },
    entry::{AccessEntry, AccessScope, AssociatedPolicy, EntryType},
    identify::{
        ClusterIdentity, ClusterMappings, IdentitySource, NotIdentified, NotIdentifiedReason, identify,
    },
    mode::{AuthenticationMode, ChangeModeError},
    names::{RESERVED_PREFIXES, default_username, reserved_prefix},
    policy::{AccessPolicy, PolicyRule, UsualScope},
    read::ReadEntryError,
    refusal::ApiRefusal,
};
