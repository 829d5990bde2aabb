//! Lists that come in pages.

use super::{Call, validation};
use crate::{exchange::ApiError, xml::Tree};

impl Call<'_> {
    /// Cuts a page out of a list: `MaxItems` (100 unless set) from `Marker` on. Gives the page and the fields that tell how it
    /// goes on.
    pub(super) fn page<T>(&self, items: Vec<T>) -> Result<(Vec<T>, Vec<Tree>), ApiError> {
        let most = match self.form.first("MaxItems") {
            None => 100,
            Some(text) => text.parse::<usize>().ok().filter(|it| (1..=1000).contains(it)).ok_or_else(|| {
                let bound = if text.starts_with(['-', '0']) { "greater than or equal to 1" } else { "less than or equal to 1000" };
                validation(&format!("Value '{text}' at 'maxItems' failed to satisfy constraint: Member must have value {bound}"))
            })?,
        };
        let start = match self.form.first("Marker") {
            None => 0,
            Some(text) => text
                .strip_prefix(MARK)
                .and_then(|it| it.parse().ok())
                .ok_or_else(|| ApiError::new(400, "ValidationError", format!("Invalid Marker: {text}")))?,
        };
        let all = items.len();
        let page: Vec<_> = items.into_iter().skip(start).take(most).collect();
        let end = start + page.len();
        let mut fields = vec![Tree::flag("IsTruncated", end < all)];
        if end < all {
            fields.push(Tree::text("Marker", format!("{MARK}{end}")));
        }
        Ok((page, fields))
    }
}

/// Markers are opaque; this keeps people from counting on them.
const MARK: &str = "page-";
