//! SHA-256, as it is written.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The SHA-256 of some bytes, hexadecimal, in small letters.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
