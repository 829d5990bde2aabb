//! The outermost program that printed a text.

use crate::{Emitter, marks::Mark, scan::Hit};

/// The programs in the order in which they wrap each other, outermost first.
const OUTERMOST: [Emitter; 15] = [
    Emitter::Kubelet,
    Emitter::Cloudtrail,
    Emitter::Authenticator,
    Emitter::Terraform,
    Emitter::Eksctl,
    Emitter::Console,
    Emitter::Kubectl,
    Emitter::Boto3,
    Emitter::Controller,
    Emitter::AwsCli,
    Emitter::Java,
    Emitter::Rust,
    Emitter::Js,
    Emitter::GoV2,
    Emitter::GoV1,
];

/// Returns the outermost program that left words of its own in the text.
pub(crate) fn emitter(original: &str, is_clean: bool, hits: &[Hit]) -> Emitter {
    let mut seen = [false; OUTERMOST.len()];
    for hit in hits {
        if let Mark::From(emitter) = hit.mark
            && let Some(index) = OUTERMOST.iter().position(|it| *it == emitter)
            && let Some(seen) = seen.get_mut(index)
        {
            *seen = true;
        }
    }
    let words = OUTERMOST.iter().zip(seen).find(|(_, seen)| *seen).map(|(emitter, _)| *emitter);
    let has_box = !is_clean && (original.contains('\u{2577}') || original.contains("\u{2502} Error: "));
    match words {
        Some(Emitter::Kubelet | Emitter::Cloudtrail) | None if has_box => Emitter::Terraform,
        Some(emitter) => emitter,
        None => Emitter::Other,
    }
}
