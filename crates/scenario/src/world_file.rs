//! A world as a file tells it, for whoever serves it instead of running scenarios.

use std::path::Path;

use eks_iam_diagnosis::Snapshot;
use eks_iam_mock_aws::WorldBuilder;

use crate::{
    LoadError, MakeWorldError, Scenario, WorldSettings, load,
    load::{load_printed, read_text},
    world,
};

/// What a world is made of, and who is to call in it.
#[derive(Debug, Clone, Default)]
pub struct WorldFile {
    /// What stands in the world.
    pub snapshot: Snapshot,
    /// What stands outside the snapshot.
    pub settings: WorldSettings,
    /// ARNs of those who call: of a scenario, whoever takes its steps.
    pub callers: Vec<String>,
}

impl WorldFile {
    /// Reads a scenario (its file or its directory), a snapshot in one document, what kubectl or the AWS CLI printed, or a
    /// directory of such files.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or is of none of these shapes.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        if path.is_dir() {
            return if path.join("scenario.yaml").is_file() {
                Ok(Self::of(load(path)?.into_iter().next()))
            } else {
                Ok(Self { snapshot: load_printed(path)?, ..Self::default() })
            };
        }
        let text = read_text(path)?;
        match eks_iam_document::parse(&text) {
            Ok(node) if node.get("steps").is_some() => Ok(Self::of(load(path)?.into_iter().next())),
            Ok(node) if is_snapshot(&node) => Self::read(path, &text),
            _ => Ok(Self { snapshot: load_printed(path)?, ..Self::default() }),
        }
    }

    /// Reads a snapshot in one document, as `given` of a scenario has it; `path` is what errors call it.
    ///
    /// # Errors
    ///
    /// When the text is no YAML or no snapshot.
    pub fn read(path: &Path, text: &str) -> Result<Self, LoadError> {
        let node = eks_iam_document::parse(text)
            .map_err(|error| LoadError::read(path, text, eks_iam_diagnosis::ReadError::syntax(&error)))?;
        let snapshot = Snapshot::read(&node).map_err(|error| LoadError::read(path, text, error))?;
        Ok(Self { snapshot, ..Self::default() })
    }

    fn of(scenario: Option<Scenario>) -> Self {
        let Some(scenario) = scenario else { return Self::default() };
        let callers = scenario.steps.into_iter().map(|it| it.caller).filter(|it| it.starts_with("arn:"));
        Self { callers: callers.collect(), snapshot: scenario.given, settings: scenario.world }
    }

    /// Begins the world, to be given a clock, faults and an authority.
    ///
    /// # Errors
    ///
    /// When the snapshot holds an ARN or a policy of which nothing can be made.
    pub fn builder(&self) -> Result<WorldBuilder, MakeWorldError> {
        let callers: Vec<_> = self.callers.iter().map(String::as_str).collect();
        world::begin(&self.snapshot, &self.settings, &callers)
    }
}

/// Whether a document is a whole snapshot. A `cluster` alone is what `describe-cluster` printed.
fn is_snapshot(node: &eks_iam_document::Node) -> bool {
    let is_manifest = node.get("kind").is_some() && node.get("apiVersion").is_some();
    let keys = ["iam", "kubernetes", "access-entries", "nodegroups", "pod-identity-associations", "buckets"];
    !is_manifest
        && (keys.iter().any(|key| node.get(key).is_some())
            || node.get("cluster").is_some() && node.get("client").is_some())
}
