//! ZIP archives: every member handed on as a document of its own. Nothing is written anywhere.

use super::{Part, TakePart, names::Names};
use crate::model::Pages;
use std::io::{Cursor, Read};
use zip::CompressionMethod;
use zip::read::{Config, ZipFileEntry, ZipReadOptions};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// An archive of steering documents holds thousands; one with more members is something else.
const MEMBERS: usize = 100_000;
/// What one member may be when unpacked: it is held in memory, and a scan of a long report is 200 MB.
const MEMBER_BYTES: u64 = 1 << 30;
/// What all members may be together.
const ALL_BYTES: u64 = 4 << 30;
/// How much smaller than its content a member may be. Deflate comes to 1 in 1032 at the most, on nothing
/// but zeros; text comes to 1 in 20.
const RATIO: u64 = 200;
/// Below this a member may be as small as it likes.
const RATIO_FROM: u64 = 16 << 20;

pub(super) fn read(bytes: &[u8], take: TakePart<'_>) -> Result<Option<Pages>, String> {
    let mut archive = ZipIterable::try_new(Cursor::new(bytes), Config::default())
        .map_err(|e| format!("the archive is damaged ({e}); get it anew"))?;
    if archive.len() > MEMBERS {
        return Err(format!(
            "the archive has {} members; at most {MEMBERS} are read, so unpack it and index the folder",
            archive.len()
        ));
    }
    let mut names = Names::default();
    let mut left = ALL_BYTES;
    let files = archive.files().map_err(|e| format!("the archive is damaged ({e}); get it anew"))?;
    for (index, entry) in files.enumerate() {
        let entry = match entry {
            Ok(entry) => entry,
            // The place of the next member is told by this one: there is no going on.
            Err(e) => {
                let why = format!("the archive's directory is damaged from member {} on ({e})", index + 1);
                take(Part { name: names.unique("(directory)"), bytes: Err(why) })?;
                break;
            }
        };
        let printed = printed_name(&entry);
        if entry.is_dir() || is_hidden(&printed) {
            continue;
        }
        let content = member(entry, bytes, left);
        if let Ok(content) = &content {
            left = left.saturating_sub(content.len() as u64);
        }
        take(Part { name: names.safe(&printed), bytes: content })?;
    }
    Ok(None)
}

/// The name of a member. Many programs write UTF-8 without saying so; what is not, is of the old days,
/// when Norwegian systems had ø and Ø where others had ¢ and ¥.
fn printed_name(entry: &ZipFileEntry<'_>) -> String {
    match (std::str::from_utf8(entry.name_raw()), entry.name()) {
        (Ok(name), _) => name.to_owned(),
        (Err(_), Ok(name)) => name.replace('¢', "ø").replace('¥', "Ø"),
        (Err(_), Err(_)) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
    }
}

/// Files that a system left in the archive for itself, and hidden ones.
fn is_hidden(name: &str) -> bool {
    let mut parts = name.split(['/', '\\']).filter(|p| !p.is_empty());
    let hidden = |p: &str| p == "__MACOSX" || (p.starts_with('.') && p != "." && p != "..");
    let system = |p: &str| matches!(p.to_ascii_lowercase().as_str(), "thumbs.db" | "desktop.ini");
    parts.any(|p| hidden(p) || system(p))
}

/// The content of a member, or why it cannot be had.
fn member(entry: ZipFileEntry<'_>, bytes: &[u8], left: u64) -> Result<Vec<u8>, String> {
    if entry.is_symlink() {
        return Err("a symbolic link, which is not followed".to_owned());
    }
    if entry.encrypted() {
        return Err("protected with a password; unpack it and index the folder".to_owned());
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        let method = entry.compression();
        return Err(format!("packed with {method}, which this program cannot unpack; pack it as usual ZIP"));
    }
    let damaged = |e: &dyn std::fmt::Display| format!("damaged in the archive ({e}); get it anew");
    // What the directory says is only a first look: the count below goes by what comes out.
    let limit = limit(entry.compressed_size(), left);
    if entry.size() > limit {
        return Err(too_big(entry.size(), limit, left));
    }
    let mut reader = Cursor::new(bytes);
    let file = entry.with_reader(&mut reader, ZipReadOptions::new()).map_err(|e| match e {
        ZipError::UnsupportedArchive(why) => format!("cannot be unpacked: {why}"),
        e => damaged(&e),
    })?;
    let mut content = Vec::new();
    file.take(limit + 1).read_to_end(&mut content).map_err(|e| damaged(&e))?;
    if content.len() as u64 > limit {
        return Err(too_big(content.len() as u64, limit, left));
    }
    Ok(content)
}

/// How large a member of this packed size may come out.
fn limit(packed: u64, left: u64) -> u64 {
    packed.saturating_mul(RATIO).clamp(RATIO_FROM, MEMBER_BYTES).min(left)
}

fn too_big(size: u64, limit: u64, left: u64) -> String {
    match () {
        () if limit == left => format!("left out: the archive holds more than {} GB", ALL_BYTES >> 30),
        () if limit == MEMBER_BYTES => {
            format!("left out: it is larger than {} MB when unpacked", MEMBER_BYTES >> 20)
        }
        () => format!(
            "left out: it unpacks to at least {} MB, {RATIO} times what it is packed, as no document does",
            size.min(limit) >> 20
        ),
    }
}
