//! The words of the manual, a page for each class in the order of the taxonomy.

mod access;
mod cluster;
mod credentials;
mod others;
mod roles;

use crate::ClassPage;

/// The pages, family by family.
pub(crate) const FAMILIES: &[&[ClassPage]] =
    &[access::PAGES, roles::PAGES, credentials::PAGES, cluster::PAGES, others::PAGES];
