//! Archives: every member accounted for, none of them anywhere it should not be.

use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use styringsarkiv::read;
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of these members, the first one stored as it is.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, content)) in members.iter().enumerate() {
        let method = if i == 0 { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

type Parts = Vec<(String, Result<Vec<u8>, String>)>;

fn parts(bytes: &[u8]) -> Result<Parts, String> {
    let mut parts = Vec::new();
    let read = read::read_with(Path::new("a.zip"), bytes, &mut |part| {
        parts.push((part.name, part.bytes));
        Ok(())
    });
    match read {
        Ok(pages) => {
            assert!(pages.is_none());
            Ok(parts)
        }
        Err(e) => Err(e.to_string()),
    }
}

/// Replaces a name by one of the same length, which the writer would not write.
fn rename(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn names_are_made_safe() {
    let cases: [(&[u8], &str); 10] = [
        (b"brev/2020.txt", "brev/2020.txt"),
        (b"../../../a.tx", "a.tx"),
        (b"/etc/passwd.t", "etc/passwd.t"),
        (b"C:\\a\\..\\bc.tx", "a/bc.tx"),
        (b"\\\\host\\del\\a.", "host/del/a."),
        (b"a/./b//c/d.tx", "a/b/c/d.tx"),
        (b"a\0b.txt\n.text", "ab.txt.text"),
        (b"M\x9bter/\x8ar.txt.", "Møter/èr.txt."),
        (b"./../..//../.", "uten navn"),
        (b"             ", "uten navn"),
    ];
    for (raw, expected) in cases {
        let bytes =
            rename(archive(&[("AAAAAAAAAAAAA", b"x")]), b"AAAAAAAAAAAAA".get(..raw.len()).unwrap(), raw);
        assert_eq!(parts(&bytes).unwrap().first().map(|p| p.0.as_str()), Some(expected), "{raw:?}");
    }
}

#[test]
fn members_that_are_no_documents_are_passed_over_and_twins_told_apart() {
    let bytes = archive(&[
        ("a.txt", b"1"),
        ("__MACOSX/._a.txt", b"x"),
        (".DS_Store", b"x"),
        ("mappe/.skjult/b.txt", b"x"),
        ("Thumbs.db", b"x"),
        ("A.TXT", b"2"),
        ("Møte på Ås.txt", b"3"),
    ]);
    let found = parts(&bytes).unwrap();
    let names: Vec<&str> = found.iter().map(|p| p.0.as_str()).collect();
    assert_eq!(names, ["a.txt", "A (2).TXT", "Møte på Ås.txt"]);
    assert_eq!(found[1].1.as_deref(), Ok(b"2".as_slice()));
}

#[test]
fn one_bad_member_stops_no_other() {
    let good =
        archive(&[("bra.txt", b"innhold"), ("feil.txt", &b"mer innhold ".repeat(50)), ("sist.txt", b"x")]);
    let central = good.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let second = central + good[central + 4..].windows(4).position(|w| w == b"PK\x01\x02").unwrap() + 4;
    let local = good[30..].windows(4).position(|w| w == b"PK\x03\x04").unwrap() + 30;
    let changed = |at: &[(usize, u8)]| {
        let mut bytes = good.clone();
        for (i, b) in at {
            bytes[*i] = *b;
        }
        bytes
    };
    for (bytes, why) in [
        (changed(&[(second + 8, 1), (local + 6, 1)]), "password"),
        (changed(&[(second + 10, 12), (local + 8, 12)]), "cannot unpack"),
        (changed(&[(second + 16, good[second + 16] ^ 1)]), "damaged"),
        (changed(&[(local + 45, good[local + 45] ^ 0xff)]), "damaged"),
    ] {
        let found = parts(&bytes).unwrap();
        assert_eq!(found.len(), 3, "{why}");
        assert!(found[0].1.is_ok() && found[2].1.is_ok(), "{why}");
        let error = found[1].1.as_ref().unwrap_err();
        assert!(error.contains(why), "{why}: {error}");
    }
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![0; 64 << 20];
    let bytes = archive(&[("a.txt", b"x"), ("bombe.txt", &zeros), ("b.txt", b"y")]);
    assert!(bytes.len() < 1 << 20);
    let found = parts(&bytes).unwrap();
    assert!(found[1].1.as_ref().unwrap_err().contains("as no document does"), "{:?}", found[1].1);
    assert!(found[2].1.is_ok());
    // One that lies about its size is stopped by what comes out.
    let size = (zeros.len() as u32).to_le_bytes();
    let found = parts(&rename(bytes, &size, &9_u32.to_le_bytes())).unwrap();
    assert!(found[1].1.is_err());
}

#[test]
fn a_million_members_are_refused_at_once() {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(34, 0);
    let start = bytes.len() as u64;
    let mut entry = b"PK\x01\x02".to_vec();
    entry.resize(47, 0);
    entry[28] = 1;
    entry[46] = b'a';
    let count: u64 = 1_000_000;
    bytes.extend(entry.repeat(count as usize));
    let end = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for n in [count, count, end - start, start] {
        bytes.extend(n.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(end.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0");
    let begun = Instant::now();
    let error = parts(&bytes).unwrap_err();
    assert!(error.contains("1000000 members"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn the_taker_has_the_last_word() {
    let mut taken = 0;
    let bytes = archive(&[("a", b"1"), ("b", b"2")]);
    let read = read::read_with(Path::new("a.zip"), &bytes, &mut |_| {
        taken += 1;
        Err("nok er nok".to_owned())
    });
    assert_eq!((taken, read.unwrap_err().to_string().as_str()), (1, "a.zip: nok er nok"));
    let simple = read::read(Path::new("a.zip"), &bytes).unwrap_err().to_string();
    assert!(simple.contains("holds 2 other documents"), "{simple}");
}
