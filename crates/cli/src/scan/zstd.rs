//! zstd streams of any number of frames, in bounded memory.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// The largest window that is unpacked: what levels up to 19 make. Frames of `--ultra` or `--long` need more memory
/// than a scan takes.
const LARGEST_WINDOW: u64 = 8 * 1024 * 1024;

/// How much is unpacked at once.
const BLOCK: usize = 256 * 1024;

/// Unpacks one frame after the other.
pub(super) struct ZstdFrames<R> {
    packed: R,
    decoder: FrameDecoder,
    is_within: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    pub(super) fn new(packed: R) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(LARGEST_WINDOW);
        Self { packed, decoder, is_within: false }
    }

    /// Goes to the next frame; false when there is none.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.packed.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => break,
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.packed.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(broken(&error)),
            }
        }
        self.is_within = true;
        Ok(true)
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_within {
                while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                    let upto = BlockDecodingStrategy::UptoBytes(BLOCK);
                    self.decoder.decode_blocks(&mut self.packed, upto).map_err(|it| broken(&it))?;
                }
                let count = self.decoder.read(into)?;
                if count > 0 || into.is_empty() {
                    return Ok(count);
                }
                self.is_within = false;
                let wanted = self.decoder.get_checksum_from_data();
                if wanted.is_some() && wanted != self.decoder.get_calculated_checksum() {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum does not match"));
                }
            }
            if !self.next_frame()? {
                return Ok(0);
            }
        }
    }
}

fn broken(error: &FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
