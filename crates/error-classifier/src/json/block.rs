//! Sixty-four bytes at a time: which of them are quotes, braces, backslashes and line breaks.
//!
//! The loops are written such that the compiler makes vector instructions of them on every target: each byte that is
//! the one sought leaves the bit of its row in its column, rows are put together, and the square of bits is turned.

/// How many bytes are looked at together.
pub(super) const WIDTH: usize = 64;

/// Sixty-four bytes.
pub(super) type Block = [u8; WIDTH];

/// Returns a bit for each byte of a block that is the one sought.
#[inline]
pub(super) fn equal(block: &Block, sought: u8) -> u64 {
    turned(marked(block, |byte| byte == sought))
}

/// Returns a bit for each byte of a block that is `{` or `}`.
#[inline]
pub(super) fn braces(block: &Block) -> u64 {
    match marked(block, |byte| byte == b'{' || byte == b'}') {
        0 => 0,
        marked => turned(marked),
    }
}

/// Returns bit `8 * column + row` for each byte that satisfies `accept`, where a row has eight bytes.
#[inline]
fn marked(block: &Block, accept: impl Fn(u8) -> bool) -> u64 {
    let marks: Block = std::array::from_fn(|at| {
        #[expect(
            clippy::indexing_slicing,
            reason = "both arrays are as long; an iterator would not be vectorised"
        )]
        let is_marked = accept(block[at]);
        if is_marked { 1 << (at / 8) } else { 0 }
    });
    let (rows, _) = marks.as_chunks::<8>();
    rows.iter().fold(0, |all, row| all | u64::from_le_bytes(*row))
}

/// Makes rows of columns.
const fn turned(bits: u64) -> u64 {
    let one = (bits ^ (bits >> 7)) & 0x00aa_00aa_00aa_00aa;
    let bits = bits ^ one ^ (one << 7);
    let two = (bits ^ (bits >> 14)) & 0x0000_cccc_0000_cccc;
    let bits = bits ^ two ^ (two << 14);
    let four = (bits ^ (bits >> 28)) & 0x0000_0000_f0f0_f0f0;
    bits ^ four ^ (four << 28)
}

/// Returns for each bit whether the number of bits set up to it is odd.
pub(super) const fn parity(bits: u64) -> u64 {
    let mut bits = bits;
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^ (bits << 32)
}

#[test]
fn bits_are_those_of_the_bytes() {
    let mut bytes = [0; WIDTH];
    for round in 0..500_u32 {
        for (at, byte) in (0_u32..).zip(&mut bytes) {
            let noise = (round * 64 + at).wrapping_mul(0x9e37_79b1) >> 16;
            *byte = match noise % 5 {
                0 => b'"',
                1 => b'{',
                2 => b'}',
                3 => 0x80 | (noise >> 8) as u8,
                _ => (noise >> 4) as u8,
            };
        }
        let (quotes, braces) = (equal(&bytes, b'"'), braces(&bytes));
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            inside ^= *byte == b'"';
            assert_eq!(quotes >> at & 1 == 1, *byte == b'"');
            assert_eq!(braces >> at & 1 == 1, matches!(byte, b'{' | b'}'));
            assert_eq!(parity(quotes) >> at & 1 == 1, inside);
        }
    }
}
