//! A list whose first items need no memory of their own.

use std::ops::{Deref, DerefMut};

/// A list of which up to `N` items stand in itself; only a longer one allocates.
#[derive(Clone, Debug, Default)]
pub(crate) enum Few<T, const N: usize> {
    #[default]
    None,
    /// The first so many items of the array.
    Within(usize, [T; N]),
    Many(Vec<T>),
}

impl<T: Copy, const N: usize> Few<T, N> {
    /// Puts an item at the end.
    pub(crate) fn push(&mut self, item: T) {
        match self {
            Self::None => *self = Self::Within(1, [item; N]),
            Self::Within(length, items) => match items.get_mut(*length) {
                Some(free) => {
                    *free = item;
                    *length += 1;
                }
                None => {
                    let mut many = Vec::with_capacity(2 * N);
                    many.extend_from_slice(items);
                    many.push(item);
                    *self = Self::Many(many);
                }
            },
            Self::Many(many) => many.push(item),
        }
    }

    /// Leaves only the items that satisfy `keep`.
    pub(crate) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        if !self.iter().all(&keep) {
            let all = std::mem::take(self);
            self.extend(all.iter().copied().filter(keep));
        }
    }
}

impl<T: Copy, const N: usize> Extend<T> for Few<T, N> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| self.push(item));
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::Within(length, items) => items.get(..*length).unwrap_or(items),
            Self::Many(many) => many,
        }
    }
}

impl<T, const N: usize> DerefMut for Few<T, N> {
    fn deref_mut(&mut self) -> &mut [T] {
        match self {
            Self::None => &mut [],
            Self::Within(length, items) => items.get_mut(..*length).unwrap_or_default(),
            Self::Many(many) => many,
        }
    }
}

#[test]
fn is_like_a_vector() {
    let mut few = Few::<usize, 2>::default();
    for count in 0..9 {
        assert_eq!(few.to_vec(), (0..count).collect::<Vec<_>>());
        few.push(count);
    }
}
