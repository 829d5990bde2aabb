//! `eks-iam fix`: mends an aws-auth ConfigMap by text edits; comments, order and quoting stay.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use eks_iam_aws_auth::fix;
use eks_iam_span::{Language, unified_diff};

use crate::{
    input::{read, wrong},
    language::pick,
    output::{Failure, Status, print},
    render::status,
};

/// Mend an aws-auth ConfigMap: every defect that can be mended without asking.
///
/// From standard input the mended text goes to standard output; a file is replaced in one step, or not at all.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The file; none or `-` is standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// Show the change, and write nothing.
    #[arg(long)]
    diff: bool,
    /// Say what would be mended, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  eks-iam fix aws-auth.yaml --diff
  eks-iam fix aws-auth.yaml && kubectl apply -f aws-auth.yaml
  kubectl -n kube-system get configmap aws-auth -o yaml | eks-iam fix > mended.yaml";

/// Runs the verb.
pub(crate) fn run(arguments: &Arguments, language: Language) -> Result<Status, Failure> {
    let source = read(&arguments.file, language)?;
    let fixed = fix(&source.text);
    if arguments.diff {
        print(&unified_diff(&source.name, &source.text, &fixed.text))?;
    }
    if arguments.dry_run {
        for finding in &fixed.applied {
            print(&format!("{}: {}\n", finding.kind.name(), finding.message(language)))?;
        }
    }
    if arguments.diff || arguments.dry_run {
        return Ok(status(fixed.applied.is_empty()));
    }
    if arguments.file.as_os_str() == "-" {
        print(&fixed.text)?;
    } else if fixed.text != source.text {
        replace(&arguments.file, &fixed.text)
            .map_err(|error| wrong(language, format!("{}: {error}", source.name)))?;
    }
    let count = fixed.applied.len();
    crate::output::complain(&match language {
        Language::Japanese => format!("{count} 件を修正しました"),
        _ => format!("{count} {}", pick(language, "mended", "")),
    });
    Ok(Status::Fine)
}

/// Writes beside the file, then puts the new one in its place.
fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.set_permissions(fs::metadata(path)?.permissions())?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&beside, path));
    if done.is_err() {
        let _ = fs::remove_file(&beside);
    }
    done
}
