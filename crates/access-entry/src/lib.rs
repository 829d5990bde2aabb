//! EKS access entries and access policies: who a caller is to a cluster, what it may do, and the way from aws-auth.
//!
//! A cluster knows its callers by access entries, by the ConfigMap aws-auth, or by both, as its authentication mode
//! says. [`identify`] answers for a caller, entries first; [`can`] decides by RBAC or by the access policies of the
//! entry; [`validate_create`] refuses what EKS refuses, in its words; [`migrate`] turns aws-auth into entries that map
//! every caller as before. Nothing is read from outside: values in, values out.
//!
//! ```
//! use eks_iam_access_entry::{AuthenticationMode, MigrateOptions, MigrationTarget, migrate};
//! use eks_iam_aws_auth::AwsAuth;
//!
//! let roles = "- rolearn: arn:aws:iam::111122223333:role/ops\n  username: ops\n  groups: [system:masters]\n";
//! let migration = migrate(&AwsAuth::from_data(Some(roles), None, None), &MigrateOptions::default());
//! let target = MigrationTarget { cluster: "shop", region: None, mode: AuthenticationMode::ApiAndConfigMap };
//! let commands = migration.to_aws_cli(&target);
//! assert!(commands.contains("aws eks create-access-entry --cluster-name shop"));
//! ```
//!
//! | type | what it is |
//! | --- | --- |
//! | [`AuthenticationMode`] | which sources are read, and the one-way changes |
//! | [`AccessEntry`], [`EntryType`], [`AccessScope`], [`AssociatedPolicy`] | an entry as DescribeAccessEntry shows it |
//! | [`CreateAccessEntry`], [`CreateContext`], [`ApiRefusal`] | a request, what decides it, and the refusal |
//! | [`AccessPolicy`], [`PolicyRule`] | EKS's own policies and what each grants |
//! | [`ClusterMappings`], [`ClusterIdentity`], [`NotIdentified`] | who a caller is, and why nobody |
//! | [`Migration`], [`MigratedEntry`], [`SkippedLine`], [`RefusedLine`] | what becomes of each line of aws-auth |

mod can;
mod create;
mod entry;
mod identify;
mod migrate;
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
    migrate::{
        MigrateOptions, MigratedEntry, Migration, MigrationNote, MigrationTarget, RefusalReason, RefusedLine,
        SkipReason, SkippedLine, migrate,
    },
    mode::{AuthenticationMode, ChangeModeError},
    names::{RESERVED_PREFIXES, default_username, reserved_prefix},
    policy::{AccessPolicy, PolicyRule, UsualScope},
    read::ReadEntryError,
    refusal::ApiRefusal,
};
