//! The objects that the API keeps: ConfigMaps, service accounts, roles and bindings.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::resource::{Resource, STORED};
use crate::digest;

/// Which object: resource, namespace (empty where it has none), name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ObjectKey {
    pub(crate) resource: &'static str,
    pub(crate) namespace: String,
    pub(crate) name: String,
}

/// The objects of a cluster, each with the metadata that the API server gives it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Objects {
    items: BTreeMap<ObjectKey, Value>,
    version: u64,
}

impl Objects {
    /// Adds the objects of a manifest, lists taken apart. Kinds that are not kept are passed over.
    pub(crate) fn add_manifest(&mut self, value: Value) {
        if let Some(items) = value.get("items").and_then(Value::as_array) {
            items.iter().for_each(|it| self.add_manifest(it.clone()));
            return;
        }
        let kind = value.get("kind").and_then(Value::as_str).unwrap_or_default();
        let Some(resource) = STORED.iter().find(|it| it.kind == kind) else { return };
        let text = |path: &str| value.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (name, mut namespace) = (text("/metadata/name"), text("/metadata/namespace"));
        if namespace.is_empty() && resource.is_namespaced {
            "default".clone_into(&mut namespace);
        }
        let key = ObjectKey { resource: resource.name, namespace, name };
        self.put(resource, key, value, None);
    }

    /// Keeps an object under a key, and returns it with its metadata; `created` is for one that is new.
    pub(super) fn put(
        &mut self,
        resource: &Resource,
        key: ObjectKey,
        mut value: Value,
        created: Option<String>,
    ) -> Value {
        self.version += 1;
        let old = self.items.get(&key);
        let old = |path: &str| old.and_then(|it| it.pointer(path)).cloned();
        let uid = old("/metadata/uid").unwrap_or_else(|| {
            json!(digest::uuid(&[
                "object",
                key.resource,
                &key.namespace,
                &key.name,
                &self.version.to_string()
            ]))
        });
        let created = old("/metadata/creationTimestamp").or_else(|| created.map(|it| json!(it)));
        if let Some(fields) = value.as_object_mut() {
            fields.insert("kind".to_owned(), json!(resource.kind));
            fields.insert("apiVersion".to_owned(), json!(resource.group_version()));
            let metadata = fields.entry("metadata").or_insert_with(|| json!({}));
            if let Some(metadata) = metadata.as_object_mut() {
                metadata.remove("managedFields");
                metadata.insert("name".to_owned(), json!(key.name));
                if !key.namespace.is_empty() {
                    metadata.insert("namespace".to_owned(), json!(key.namespace));
                }
                metadata.insert("resourceVersion".to_owned(), json!(self.version.to_string()));
                metadata.insert("uid".to_owned(), uid);
                if let Some(created) = created {
                    metadata.insert("creationTimestamp".to_owned(), created);
                }
            }
        }
        self.items.insert(key, value.clone());
        value
    }

    pub(super) fn remove(&mut self, key: &ObjectKey) -> Option<Value> {
        self.version += 1;
        self.items.remove(key)
    }

    pub(crate) fn get(&self, key: &ObjectKey) -> Option<&Value> {
        self.items.get(key)
    }

    /// The objects of a resource, in one namespace or in all.
    pub(super) fn list<'a>(
        &'a self,
        resource: &'a str,
        namespace: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Value> {
        let fits =
            move |key: &ObjectKey| key.resource == resource && namespace.is_none_or(|it| it == key.namespace);
        self.items.iter().filter(move |(key, _)| fits(key)).map(|(_, value)| value)
    }

    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// Namespace and name of each service account.
    pub(crate) fn service_accounts(&self) -> impl Iterator<Item = (String, String)> {
        let keys = self.items.keys().filter(|key| key.resource == "serviceaccounts");
        keys.map(|key| (key.namespace.clone(), key.name.clone()))
    }

    /// Roles and bindings.
    pub(crate) fn rbac(&self) -> impl Iterator<Item = &Value> {
        let is_rbac =
            |key: &ObjectKey| STORED.iter().any(|it| it.name == key.resource && !it.group.is_empty());
        self.items.iter().filter(move |(key, _)| is_rbac(key)).map(|(_, value)| value)
    }
}
