//! The verb in a build that can call AWS.

use std::{fs, io, io::Write, path::Path};

use eks_iam_diagnosis::{Snapshot, mask};
use eks_iam_span::Language;

use super::{Arguments, kubectl::Kubectl};
use crate::{
    input::{os_words, wrong},
    language::pick,
    live::survey,
    output::{Failure, Status, complain},
    replace::replace,
    verbs::trace,
};

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let told = |why: String| wrong(language, why);
    let mut survey = survey::ask(&arguments.cluster, arguments.region.clone(), arguments.profile.as_deref())
        .map_err(told)?;
    let documents = std::mem::take(&mut survey.documents);
    let mut texts: Vec<(String, String)> =
        documents.into_iter().map(|(name, value)| (name, format!("{value:#}\n"))).collect();
    if arguments.kubectl != "none" {
        let kubectl = Kubectl { program: &arguments.kubectl, context: arguments.context.as_deref() };
        let answers = kubectl.ask(&arguments.cluster, survey.endpoint.as_deref(), language);
        texts.extend(answers.documents);
        survey.refused.extend(answers.refused);
    }
    for (what, why) in &survey.refused {
        let label = pick(language, "may not read", "読み取れません");
        complain(&mask(&format!("{label}: {what}: {}", why.trim_end())));
    }
    let mut snapshot = Snapshot::default();
    for (name, text) in &mut texts {
        *text = mask(text);
        if let Err(error) = snapshot.add_file(name, text) {
            complain(&format!("{name}: {}", error.message.text(language)));
        }
    }
    if let Some(folder) = &arguments.save {
        save(folder, &texts, language)
            .map_err(|error| told(format!("{}: {}", folder.display(), os_words(&error, language))))?;
    }
    let nobody = pick(
        language,
        "who you are is not known; say it with --as",
        "呼び出し元が分かりません。--as で指定してください",
    );
    let who = arguments.who.clone().or(survey.caller).ok_or_else(|| told(nobody.to_owned()))?;
    trace::over(&snapshot, (&who, &arguments.call), arguments.format, language)
}

/// Writes the documents, and tells what else stands there, for `trace` will read that too.
fn save(folder: &Path, texts: &[(String, String)], language: Language) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, text) in texts {
        replace(&folder.join(name), |file| file.write_all(text.as_bytes()))?;
    }
    let mut others = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !texts.iter().any(|(it, _)| *it == name) {
            others.push(name);
        }
    }
    if !others.is_empty() {
        others.sort();
        let why = pick(language, "also holds what was not read now", "今回読んでいないものも入っています");
        complain(&format!("{}: {why}: {}", folder.display(), others.join(", ")));
    }
    Ok(())
}
