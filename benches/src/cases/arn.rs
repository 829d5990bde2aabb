//! `eks-iam-arn`: reading ARNs.

use std::hint::black_box;

use eks_iam_arn::ArnRef;

use crate::{Case, inputs::arns};

/// How many ARNs a run reads.
const COUNT: usize = 1000;

pub(super) fn cases() -> Vec<Case> {
    let list = arns::arns(COUNT, 1);
    vec![Case::new("arn/parse", "ours", COUNT, move || {
        for arn in &list {
            black_box(ArnRef::parse(black_box(arn)).is_ok());
        }
    })]
}
