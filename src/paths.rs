//! Paths as text that can be told apart, kept, and turned back into paths. A path that is UTF-8 is its own
//! text; of any other the bytes that are not are written as U+FFFD and two hexadecimal digits, and so is
//! U+FFFD itself, so that no two paths have one text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const SPOILT: char = char::REPLACEMENT_CHARACTER;

/// The text of a path.
#[must_use]
pub fn encode(path: &Path) -> String {
    if let Some(text) = path.to_str().filter(|text| !text.contains(SPOILT)) {
        return text.to_owned();
    }
    let mut out = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        let (mut valid, spoilt) = (chunk.valid(), chunk.invalid());
        while let Some((before, after)) = valid.split_once(SPOILT) {
            out.push_str(before);
            for byte in SPOILT.to_string().bytes() {
                push(&mut out, byte);
            }
            valid = after;
        }
        out.push_str(valid);
        for byte in spoilt {
            push(&mut out, *byte);
        }
    }
    out
}

fn push(out: &mut String, byte: u8) {
    let _ = write!(out, "{SPOILT}{byte:02x}");
}

/// The path that a text is of.
#[cfg(unix)]
#[must_use]
pub fn decode(text: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    if !text.contains(SPOILT) {
        return PathBuf::from(text);
    }
    let mut parts = text.split(SPOILT);
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(part.get(2..).unwrap_or_default().as_bytes());
            }
            None => bytes.extend_from_slice(part.as_bytes()),
        }
    }
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

/// The path that a text is of. Here a name that is not Unicode cannot be turned back.
#[cfg(not(unix))]
#[must_use]
pub fn decode(text: &str) -> PathBuf {
    PathBuf::from(text)
}

/// For serde: a path as its text.
pub mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::path::{Path, PathBuf};

    /// Writes the text of a path.
    pub fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&super::encode(path))
    }

    /// Reads the path that a text is of.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        String::deserialize(deserializer).map(|text| super::decode(&text))
    }
}
