//! Kubernetes RBAC: may this user do this, and if not, what nearly allowed it?
//!
//! ```
//! use eks_iam_rbac::{Attributes, RbacObjects, User, can};
//!
//! let mut objects = RbacObjects::default().with_defaults();
//! objects.add_yaml("
//! kind: ClusterRoleBinding
//! metadata: {name: viewers}
//! roleRef: {kind: ClusterRole, name: view}
//! subjects: [{kind: Group, name: viewers}]
//! ")?;
//! let groups = ["viewers".to_owned()];
//! let user = User { name: "mika", groups: &groups };
//! assert!(can(&objects, &user, &Attributes { verb: "list", resource: "pods", ..Attributes::default() }).allowed);
//! # Ok::<(), eks_iam_rbac::ParseRbacError>(())
//! ```
//!
//! [`RbacObjects`] holds roles and bindings, [`can`] decides for a [`User`] and [`Attributes`], and
//! [`forbidden_message`] is the API server's own text, and [`console_needs`] is what the EKS console asks for. There is no deny in RBAC: what no rule allows is refused.

mod attributes;
mod console;
mod decide;
mod defaults;
mod message;
mod near_miss;
mod objects;
mod rule;
mod selector;

pub use crate::{
    attributes::{AUTHENTICATED, Attributes, User},
    console::{ConsoleNeed, ConsolePage, console_needs},
    decide::{RbacDecision, can},
    message::forbidden_message,
    near_miss::NearMiss,
    objects::{ParseRbacError, RbacObjects},
    rule::{PolicyRule, binding_for_group},
};
