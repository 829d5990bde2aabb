//! A list that is mostly short: the first items stand in place, and only a longer one goes to the heap.

use std::{fmt, ops::Deref};

/// A list of mostly at most `N` items.
#[derive(Clone)]
pub(crate) enum Few<T, const N: usize> {
    InPlace { items: [T; N], length: u8 },
    Heap(Vec<T>),
}

impl<T: Copy + Default, const N: usize> Few<T, N> {
    pub(crate) fn new() -> Self {
        Self::InPlace { items: [T::default(); N], length: 0 }
    }

    /// An empty list for so many items.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        if capacity <= N { Self::new() } else { Self::Heap(Vec::with_capacity(capacity)) }
    }
}

impl<T: Copy, const N: usize> Few<T, N> {
    /// A list of one item.
    pub(crate) const fn one(item: T) -> Self {
        Self::InPlace { items: [item; N], length: 1 }
    }

    pub(crate) fn push(&mut self, item: T) {
        if let Self::InPlace { items, length } = self {
            if let Some(place) = items.get_mut(usize::from(*length)) {
                *place = item;
                *length += 1;
                return;
            }
            let mut heap = Vec::with_capacity(4 * N);
            heap.extend_from_slice(items);
            *self = Self::Heap(heap);
        }
        if let Self::Heap(items) = self {
            items.push(item);
        }
    }
}

impl<T, const N: usize> Few<T, N> {
    pub(crate) fn as_slice(&self) -> &[T] {
        match self {
            Self::InPlace { items, length } => items.get(..usize::from(*length)).unwrap_or_default(),
            Self::Heap(items) => items,
        }
    }

    pub(crate) fn as_mut_slice(&mut self) -> &mut [T] {
        match self {
            Self::InPlace { items, length } => items.get_mut(..usize::from(*length)).unwrap_or_default(),
            Self::Heap(items) => items,
        }
    }
}

impl<T: Copy + Default, const N: usize> Default for Few<T, N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T, const N: usize> Deref for Few<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.as_slice()
    }
}

impl<'a, T, const N: usize> IntoIterator for &'a Few<T, N> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

impl<T: Copy + Default, const N: usize> FromIterator<T> for Few<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items = items.into_iter();
        let mut few = Self::with_capacity(items.size_hint().0);
        items.for_each(|it| few.push(it));
        few
    }
}

impl<T: fmt::Debug, const N: usize> fmt::Debug for Few<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn items_stay_in_order_on_both_sides_of_the_limit() {
        for length in 0..9_u32 {
            let mut few: Few<u32, 4> = (0..length).collect();
            assert_eq!(&few[..], (0..length).collect::<Vec<_>>(), "{length}");
            assert_eq!(matches!(few, Few::Heap(_)), length > 4);
            few.push(length);
            assert_eq!(few.last(), Some(&length));
            few.as_mut_slice()[0] = 7;
            assert_eq!(few.first(), Some(&7));
        }
    }
}
