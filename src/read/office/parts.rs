//! The package: a zip file whose members are XML.

use crate::read::Refused;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// How many bytes of XML are unpacked of one file. The longest letters need a tenth of it; what needs
/// more was made to fill the memory.
const LIMIT: u64 = 100_000_000;

const PASSWORD: &str =
    "the file is protected with a password; open it in Word or LibreOffice and save it without one";

/// A file that is being unpacked.
pub(super) struct Parts<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Place of each member, by its name in small letters: names in packages do not tell case apart.
    places: HashMap<String, usize>,
    /// How many bytes may still be unpacked.
    left: u64,
}

impl<'b> Parts<'b> {
    /// Opens a package. The error says what the bytes are instead, and what would help.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refused> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(compound(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(
                "the bytes are no Word or OpenDocument file, though the name says so; give the file \
                        the extension of its real format"
                    .into(),
            );
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
        let name = |i| archive.name_for_index(i).and_then(Result::ok).map(|n| key(&n));
        let places = (0..archive.len()).filter_map(|i| Some((name(i)?, i))).collect();
        Ok(Self { archive, places, left: LIMIT })
    }

    /// The XML of a member, decoded; nothing where the package has no such member.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, Refused> {
        let Some(place) = self.places.get(&key(name)) else { return Ok(None) };
        let member = self.archive.by_index(*place).map_err(|e| damaged(&e))?;
        let mut bytes = Vec::new();
        let read = member.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|e| damaged(&ZipError::Io(e)))?;
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(format!(
                "the file unpacks to more than {} MB of XML; no document is so long, so it is not read",
                LIMIT / 1_000_000
            )
            .into());
        }
        self.left -= length;
        Ok(Some(decode(&bytes)))
    }
}

/// The name of a member as the index of members has it.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

fn damaged(error: &ZipError) -> Refused {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => password(),
        _ => format!("the file is damaged ({error}); open it in Word or LibreOffice and save it anew").into(),
    }
}

/// What is wrong with a file of the container that Word used before 2007, and still uses around
/// what it encrypts.
fn compound(bytes: &[u8]) -> Refused {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|w| w == name) {
        return password();
    }
    "the file is in the format that Word used before 2007; open it in Word or LibreOffice and save it as .docx"
        .into()
}

/// The message for a package whose members are encrypted.
pub(super) fn password() -> Refused {
    Refused::Locked(PASSWORD.to_owned())
}

/// Decodes XML as its byte order mark says, else as it looks, else as it declares, else as UTF-8.
fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => declared(bytes).unwrap_or(UTF_8),
    };
    // This looks for the byte order mark first, and then goes by it.
    encoding.decode(bytes).0.into_owned()
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?);
    let declaration = head.strip_prefix("<?xml")?.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    let label = value.get(1..)?.split(quote).next()?;
    // A part that can be read as far as its declaration is not in UTF-16, whatever that says.
    Encoding::for_label(label.as_bytes()).filter(|e| e.is_ascii_compatible())
}
