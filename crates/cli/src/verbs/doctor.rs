//! `eks-iam doctor`: reads what it may of a live cluster and account, and traces a call over it.

use std::path::PathBuf;

use clap::Args;
use eks_iam_span::Language;

use crate::{
    output::{Failure, Status},
    render::Format,
};

/// Read what you may of a live cluster and account, and trace why a call is stopped.
///
/// STS, EKS and IAM are asked with your own credentials, Kubernetes by your own kubectl. Nothing is changed. What may
/// not be read is told, and its hop is then unknown. Secrets are masked before anything is kept.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The cluster's name.
    #[arg(long, value_name = "NAME")]
    cluster: String,
    /// The Region [default: that of your environment or profile].
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The profile of your shared configuration.
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Who calls: an ARN, `pod/NAME` or `node/NAME` [default: yourself].
    #[arg(long = "as", value_name = "WHO")]
    who: Option<String>,
    /// What is called, as `eks-iam trace` takes it.
    #[arg(long = "to", value_name = "CALL", default_value = "list nodes")]
    call: String,
    /// Write the snapshot into this directory, for `eks-iam trace` and `simulate`.
    #[arg(long, value_name = "DIR")]
    save: Option<PathBuf>,
    /// The kubectl to ask; `none` leaves Kubernetes out.
    #[arg(long, value_name = "PROGRAM", default_value = "kubectl")]
    kubectl: String,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam doctor --cluster shop
  eks-iam doctor --cluster shop --as arn:aws:iam::111122223333:role/viewer --to console --lang ja
  eks-iam doctor --cluster shop --as pod/web --to s3:ListAllMyBuckets --save shop-snapshot/";

/// Says that this build cannot.
#[cfg(not(feature = "live"))]
pub(crate) fn run(_: &Arguments, language: Language) -> Result<Status, Failure> {
    let why = crate::language::pick(
        language,
        "doctor calls AWS, which this build cannot; it needs the build feature `live`",
        "doctor は AWS を呼び出しますが、このビルドではできません。ビルド機能 `live` が必要です",
    );
    Err(crate::input::wrong(language, why))
}

#[cfg(feature = "live")]
pub(crate) use live::run;

#[cfg(feature = "live")]
mod live {
    //! The verb in a build that can call AWS.

    use std::{fs, io, process::Command};

    use eks_iam_diagnosis::{Snapshot, mask};

    use super::*;
    use crate::{input::wrong, language::pick, live::survey, output::complain, verbs::trace};

    /// What kubectl is asked: the name of the document, and the arguments.
    const QUESTIONS: &[(&str, &[&str])] = &[
        ("kubeconfig.yaml", &["config", "view", "--minify", "-o", "yaml"]),
        (
            "aws-auth.yaml",
            &[
                "-n",
                "kube-system",
                "get",
                "configmaps",
                "--field-selector",
                "metadata.name=aws-auth",
                "-o",
                "yaml",
            ],
        ),
        ("rbac.yaml", &["get", "clusterroles,clusterrolebindings,roles,rolebindings", "-A", "-o", "yaml"]),
        ("nodes.yaml", &["get", "nodes", "-o", "yaml"]),
        ("pods.yaml", &["get", "serviceaccounts,pods", "-A", "-o", "yaml"]),
    ];

    /// Runs the verb.
    pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
        let told = |why: String| wrong(language, why);
        let mut survey =
            survey::ask(&arguments.cluster, arguments.region.clone(), arguments.profile.as_deref())
                .map_err(told)?;
        let documents = std::mem::take(&mut survey.documents);
        let mut texts: Vec<(String, String)> =
            documents.into_iter().map(|(name, value)| (name, format!("{value:#}\n"))).collect();
        for (name, question) in QUESTIONS.iter().filter(|_| arguments.kubectl != "none") {
            match kubectl(&arguments.kubectl, question) {
                Ok(text) => texts.push(((*name).to_owned(), text)),
                Err(why) => survey.refused.push((format!("kubectl {}", question.join(" ")), why)),
            }
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
            save(folder, &texts).map_err(|error| told(format!("{}: {error}", folder.display())))?;
        }
        let who = arguments.who.clone().or(survey.caller).ok_or_else(|| {
            told(
                pick(
                    language,
                    "who you are is not known; say it with --as",
                    "呼び出し元が分かりません。--as で指定してください",
                )
                .to_owned(),
            )
        })?;
        trace::over(&snapshot, (&who, &arguments.call), arguments.format, language)
    }

    /// Asks the user's own kubectl, with its own context, plugin and proxy.
    fn kubectl(program: &str, question: &[&str]) -> Result<String, String> {
        let output = Command::new(program).args(question).output().map_err(|error| error.to_string())?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(error.lines().last().unwrap_or_default().to_owned())
    }

    fn save(folder: &std::path::Path, texts: &[(String, String)]) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for (name, text) in texts {
            let draft = folder.join(format!(".{name}.part"));
            fs::write(&draft, text)?;
            fs::rename(&draft, folder.join(name))?;
        }
        Ok(())
    }
}
