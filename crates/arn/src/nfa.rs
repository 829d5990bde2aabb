//! A pattern with wildcards as an automaton whose states are bits: 64 of them move in one step.
//!
//! The time is `text × ⌈(pattern + 1) / 64⌉` steps and a table made from the pattern, whatever the pattern. State *i* says
//! that the first *i* characters of the pattern are spent. The closure over states that spend nothing is Parabix's
//! `MatchStar`: one addition carries through a whole run of them.

use alloc::{collections::BTreeMap, vec, vec::Vec};

/// Whose wildcards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// `?` is exactly one character.
    Iam,
    /// The same, without regard to the case of ASCII letters.
    IamIgnoreCase,
    /// `?` is no character or one, and neither wildcard takes a newline.
    Authenticator,
}

/// Tells whether the whole text matches the whole pattern.
pub(crate) fn matches(pattern: &str, text: &str, rule: Rule) -> bool {
    let table = Table::new(pattern, rule);
    let mut states = vec![0_u64; table.words()];
    set(&mut states, 0);
    table.close(&mut states);
    for found in text.chars() {
        table.step(&mut states, table.fold(found));
        if states.iter().all(|it| *it == 0) {
            return false;
        }
    }
    get(&states, table.length)
}

struct Table {
    rule: Rule,
    /// Characters of the pattern.
    length: usize,
    /// States that a character's literal leaves.
    literals: BTreeMap<char, Vec<u64>>,
    /// States that any character leaves for the next one: at a `?`.
    any: Vec<u64>,
    /// States that any character keeps: at a `*`.
    stars: Vec<u64>,
    /// States that are left for the next one for nothing.
    free: Vec<u64>,
}

impl Table {
    fn new(pattern: &str, rule: Rule) -> Self {
        let length = pattern.chars().count();
        let empty = vec![0_u64; length / 64 + 1];
        let (any, stars, free) = (empty.clone(), empty.clone(), empty.clone());
        let mut table = Self { rule, length, literals: BTreeMap::new(), any, stars, free };
        for (at, wanted) in pattern.chars().enumerate() {
            match wanted {
                '*' => {
                    set(&mut table.stars, at);
                    set(&mut table.free, at);
                }
                '?' => {
                    set(&mut table.any, at);
                    if rule == Rule::Authenticator {
                        set(&mut table.free, at);
                    }
                }
                literal => {
                    let literal = table.fold(literal);
                    set(table.literals.entry(literal).or_insert_with(|| empty.clone()), at);
                }
            }
        }
        table
    }

    fn words(&self) -> usize {
        self.any.len()
    }

    const fn fold(&self, character: char) -> char {
        match self.rule {
            Rule::IamIgnoreCase => character.to_ascii_lowercase(),
            Rule::Iam | Rule::Authenticator => character,
        }
    }

    /// Moves all states over one character of the text.
    fn step(&self, states: &mut [u64], found: char) {
        let literal = self.literals.get(&found).map_or(&[] as &[u64], Vec::as_slice);
        let is_wild = !(self.rule == Rule::Authenticator && found == '\n');
        let mut carry = 0;
        for (at, word) in states.iter_mut().enumerate() {
            let of = |words: &[u64]| words.get(at).copied().unwrap_or(0);
            let wild = |words: &[u64]| if is_wild { of(words) } else { 0 };
            let moved = *word & (of(literal) | wild(&self.any));
            let kept = *word & wild(&self.stars);
            *word = (moved << 1) | carry | kept;
            carry = moved >> 63;
        }
        self.close(states);
    }

    /// Adds the states that are reached for nothing: `(((S & F) + F) ^ F) | S`, the addition carried over all words.
    fn close(&self, states: &mut [u64]) {
        let mut carry = false;
        for (word, free) in states.iter_mut().zip(&self.free) {
            let (sum, first) = (*word & free).overflowing_add(*free);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            carry = first || second;
            *word |= sum ^ free;
        }
    }
}

fn set(words: &mut [u64], bit: usize) {
    if let Some(word) = words.get_mut(bit / 64) {
        *word |= 1 << (bit % 64);
    }
}

fn get(words: &[u64], bit: usize) -> bool {
    words.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
}
