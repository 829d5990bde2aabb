//! What is asked: action, resource, caller and context.

/// One call to AWS, as policies see it.
///
/// `principal` is the ARN of a user, a role session, an account's root or a federated user; the name of an AWS
/// service (`eks.amazonaws.com`); the ARN of an OIDC or SAML provider (then the caller is whoever holds its token); or
/// `anonymous`. Nothing is filled in from elsewhere: a context key that is not there is absent.
///
/// ```
/// use eks_iam_policy::{Context, Request};
///
/// let request = Request {
///     context: Context::new().with("aws:RequestedRegion", "eu-west-1"),
///     ..Request::new(
///         "arn:aws:iam::111122223333:user/mika",
///         "eks:DescribeCluster",
///         "arn:aws:eks:eu-west-1:111122223333:cluster/shop",
///     )
/// };
/// assert_eq!(request.context.get("AWS:requestedregion"), Some(["eu-west-1".to_string()].as_slice()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Who calls.
    pub principal: String,
    /// What is done, `service:Action`; compared without regard to case.
    pub action: String,
    /// On what: an ARN, `*`, or the short form that IAM prints (`role NAME`).
    pub resource: String,
    /// Who owns the resource, where its ARN has no account (S3). Otherwise the account in the ARN counts, failing
    /// that the caller's.
    pub resource_account: Option<String>,
    /// The condition keys that are present.
    pub context: Context,
}

impl Request {
    /// Returns a request without context.
    pub fn new(principal: impl Into<String>, action: impl Into<String>, resource: impl Into<String>) -> Self {
        Self {
            principal: principal.into(),
            action: action.into(),
            resource: resource.into(),
            resource_account: None,
            context: Context::new(),
        }
    }

    /// Adds a single-valued condition key.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.context.insert(key, value);
        self
    }

    /// Adds a multivalued condition key.
    #[must_use]
    pub fn with_list<V: Into<String>>(
        mut self,
        key: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.context.insert_list(key, values);
        self
    }
}

/// The condition keys of a request with their values; key names are compared without regard to ASCII case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Sorted by `lower`.
    entries: Vec<ContextEntry>,
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContextEntry {
    lower: Box<str>,
    name: String,
    pub(crate) values: Vec<String>,
    pub(crate) multivalued: bool,
}

impl Context {
    /// Returns a context without keys.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a single-valued key, replacing what stood there.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.put(key.into(), vec![value.into()], false);
    }

    /// Sets a multivalued key (`aws:TagKeys`, `eks:namespaces` …), replacing what stood there.
    ///
    /// Such a key needs `ForAllValues` or `ForAnyValue`; under a plain operator it matches nothing.
    pub fn insert_list<V: Into<String>>(
        &mut self,
        key: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) {
        self.put(key.into(), values.into_iter().map(Into::into).collect(), true);
    }

    /// Sets a single-valued key and gives the context back.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.insert(key, value);
        self
    }

    /// Returns the values of a key; `None` when it is absent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[String]> {
        self.entry(&key.to_ascii_lowercase()).map(|entry| entry.values.as_slice())
    }

    /// Returns the value of a single-valued key; `None` when it is absent or a list.
    #[must_use]
    pub fn single(&self, key: &str) -> Option<&str> {
        self.entry(&key.to_ascii_lowercase()).and_then(ContextEntry::single)
    }

    /// Tells whether a key was given as a list.
    #[must_use]
    pub fn is_multivalued(&self, key: &str) -> bool {
        self.entry(&key.to_ascii_lowercase()).is_some_and(|entry| entry.multivalued)
    }

    /// Removes a key and tells whether it was there.
    pub fn remove(&mut self, key: &str) -> bool {
        match self.find(&key.to_ascii_lowercase()) {
            Ok(at) => {
                self.entries.remove(at);
                true
            }
            Err(_) => false,
        }
    }

    /// Returns the keys as they were written, with their values, in the order of their lower-case names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|entry| (entry.name.as_str(), entry.values.as_slice()))
    }

    /// Returns how many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are no keys.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Looks up a key whose name is in lower case already.
    pub(crate) fn entry(&self, lower: &str) -> Option<&ContextEntry> {
        self.find(lower).ok().and_then(|at| self.entries.get(at))
    }

    fn find(&self, lower: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| (*entry.lower).cmp(lower))
    }

    fn put(&mut self, name: String, values: Vec<String>, multivalued: bool) {
        let lower = name.to_ascii_lowercase().into_boxed_str();
        let at = self.find(&lower);
        let entry = ContextEntry { lower, name, values, multivalued };
        match at {
            Ok(at) => {
                if let Some(slot) = self.entries.get_mut(at) {
                    *slot = entry;
                }
            }
            Err(at) => self.entries.insert(at, entry),
        }
    }
}

impl ContextEntry {
    /// The one value of a single-valued key.
    pub(crate) fn single(&self) -> Option<&str> {
        match self.values.as_slice() {
            [value] if !self.multivalued => Some(value),
            _ => None,
        }
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Context {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut context = Self::new();
        for (key, value) in pairs {
            context.insert(key, value);
        }
        context
    }
}
