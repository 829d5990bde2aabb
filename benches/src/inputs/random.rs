//! SplitMix64, with the few draws that the inputs are made of.

/// A source of numbers that look random and are the same for the same seed.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// Returns the source of that seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(0x0123_4567) }
    }

    /// Draws 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Draws a number below `bound`, which is not zero.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.bits() % bound
    }

    /// Draws one of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    /// Draws true so many times in a million.
    pub fn chance(&mut self, per_million: u64) -> bool {
        self.below(1_000_000) < per_million
    }

    /// Draws hexadecimal digits, in small letters.
    pub fn hex(&mut self, length: usize) -> String {
        let mut digits = String::new();
        while digits.len() < length {
            digits.push_str(&format!("{:016x}", self.bits()));
        }
        digits.truncate(length);
        digits
    }

    /// Draws characters of an alphabet of ASCII.
    pub fn letters(&mut self, length: usize, alphabet: &[u8]) -> String {
        (0..length).map(|_| char::from(self.pick(alphabet))).collect()
    }

    /// Draws an account id.
    pub fn account(&mut self) -> String {
        format!("{:012}", 100_000_000_000 + self.below(899_999_999_999))
    }

    /// Draws a UUID.
    pub fn uuid(&mut self) -> String {
        let h = self.hex(32);
        [&h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..]].join("-")
    }
}
