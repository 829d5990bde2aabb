//! How deep in a chain of errors a sentence speaks: the deeper one is the root.

/// A rank; the higher one wins, and of equals the one that comes first in the text.
pub(crate) type Level = u8;

/// The authenticator could not look a node up, whatever EC2 answered.
pub(crate) const NODE_LOOKUP: Level = 100;
/// The authenticator's own verdict, whatever STS answered.
pub(crate) const AUTHENTICATOR: Level = 90;
/// An API's own authorizer, whatever reason follows.
pub(crate) const AUTHORIZER: Level = 85;
/// The region sentence beats the other sentences about a signature.
pub(crate) const REGION_SCOPE: Level = 76;
/// A pod lacks its token, beside words about missing credentials.
pub(crate) const POD_SETUP: Level = 75;
/// A service's whole sentence.
pub(crate) const SENTENCE: Level = 70;
/// A sentence that says less than others it stands beside.
pub(crate) const LATER_SENTENCE: Level = 65;
/// A denial without a reason.
pub(crate) const UNREASONED: Level = 64;
/// A code, or a sentence that says no more than a code.
pub(crate) const CODE: Level = 60;
/// A denial without details.
pub(crate) const OPAQUE: Level = 58;
/// The metadata service failed, in words that stand beside those about missing credentials.
pub(crate) const METADATA: Level = 51;
/// No credentials were found.
pub(crate) const MISSING: Level = 50;
/// One provider of a chain has nothing.
pub(crate) const ONE_OF_CHAIN: Level = 48;
/// A symptom of which the cause is not told.
pub(crate) const SYMPTOM: Level = 45;
/// A node is not known to the cluster.
pub(crate) const NODE: Level = 42;
/// A caller is not known to the cluster.
pub(crate) const UNAUTHORIZED: Level = 40;
/// The program that makes the token failed.
pub(crate) const EXEC: Level = 30;
/// The network failed.
pub(crate) const NETWORK: Level = 20;
/// A word that says little.
pub(crate) const WEAK: Level = 10;
