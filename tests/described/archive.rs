//! ZIP archives: of documents, and of the parts of a word processor's file.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of named files. Those named in `stored` are not packed. Nothing in it tells the time, so that
/// the same files give the same archive.
pub fn render(files: &[(String, Vec<u8>)], stored: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let packed = if stored.contains(&name.as_str()) {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        let options = SimpleFileOptions::default().compression_method(packed);
        zip.start_file(name.as_str(), options).expect("names differ");
        zip.write_all(bytes).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}
