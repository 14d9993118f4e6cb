//! Worker processes: used again while they are healthy, replaced when they are not, and never stuck on
//! files or answers that are larger than a pipe. And what is read in this process does not panic.

use super::described::{pdf, random};
use super::hostile::letter;
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

#[cfg(unix)]
mod processes {
    use super::super::support::Folder;
    use super::super::zip::archive;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;
    use styringsarkiv::error::Error;
    use styringsarkiv::worker::{Copied, Input, Limits, Part, Reader, Stop};

    /// A reader whose workers leave a line in `started`.
    fn reader(folder: &Folder, limits: Limits) -> Reader {
        let (log, program) = (folder.path().join("started"), env!("CARGO_BIN_EXE_arkiv"));
        folder.write(
            "worker.sh",
            format!("#!/bin/sh\necho x >> '{}'\nexec '{program}' \"$@\"\n", log.display()).as_bytes(),
        );
        let script = folder.path().join("worker.sh");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        Reader::workers(script, limits, Stop::default())
    }

    fn started(folder: &Folder) -> usize {
        std::fs::read_to_string(folder.path().join("started")).unwrap_or_default().lines().count()
    }

    fn read(reader: &Reader, bytes: &[u8]) -> Result<Option<usize>, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let pages = reader.read(&Input { name: "a.txt".into(), at: file.path().to_owned() });
        pages.map(|p| p.map(|p| p.pages.len())).map_err(|e| e.to_string())
    }

    #[test]
    fn a_healthy_worker_is_used_again() {
        let folder = Folder::new(&[]);
        let reader = reader(&folder, Limits::default());
        assert_eq!(started(&folder), 0, "no process before the first file");
        for i in 0..20 {
            assert_eq!(read(&reader, format!("Sak {i}").as_bytes()), Ok(Some(1)));
            // A file that cannot be read is no illness of the worker.
            assert!(read(&reader, &[0; 100]).is_err());
        }
        assert_eq!(started(&folder), 1);
    }

    #[test]
    fn a_worker_that_dies_is_replaced() {
        let folder = Folder::new(&[]);
        let reader = reader(&folder, Limits { memory: 64 << 20, ..Limits::default() });
        let big = vec![b'a'; 63 << 20];
        let why = read(&reader, &big).unwrap_err();
        assert!(why.contains("needs more than 64 MB"), "{why}");
        assert_eq!(read(&reader, b"Sak 1"), Ok(Some(1)));
        assert_eq!(read(&reader, b"Sak 2"), Ok(Some(1)));
        assert_eq!(started(&folder), 2);
    }

    /// A document of a hundred megabytes inside another is put beside, not passed through a pipe.
    #[test]
    fn large_files_and_parts_pass() {
        let folder = Folder::new(&[]);
        let limits = Limits { wall: Duration::from_secs(100), ..Limits::default() };
        let reader = reader(&folder, limits);
        // The first member of an archive is stored as it is.
        folder.write("a.zip", &archive(&[("stor.bin", &vec![b'x'; 100 << 20])]));
        let (file, spool) = (Input::file(&folder.path().join("a.zip")), folder.path().join("spool"));
        std::fs::create_dir(&spool).unwrap();
        let mut parts = Vec::new();
        let itself = reader.open(&file, &spool, &mut |part: Part| {
            parts.push(part);
            Ok(())
        });
        assert!(!itself.unwrap(), "an archive is no document itself");
        let [Part { name, copy: Ok(Copied { at, bytes }) }] = parts.as_slice() else { panic!("{parts:?}") };
        assert_eq!((name.as_str(), *bytes), ("stor.bin", 100 << 20));
        assert_eq!(std::fs::metadata(at).unwrap().len(), *bytes);
        assert_eq!(started(&folder), 1);
    }

    #[test]
    fn the_taker_may_refuse_and_the_reader_goes_on() {
        let folder = Folder::new(&[]);
        let reader = reader(&folder, Limits::default());
        folder.write("a.zip", &archive(&[("a.txt", b"1"), ("b.txt", &vec![b'x'; 1 << 20])]));
        let mut file = Input::file(&folder.path().join("a.zip"));
        file.name = "a.zip".into();
        let refused = reader.open(&file, folder.path(), &mut |_| Err("nok er nok".to_owned()));
        assert_eq!(refused.unwrap_err().to_string(), "a.zip: nok er nok");
        assert_eq!(read(&reader, b"Sak 1"), Ok(Some(1)));
        assert_eq!(started(&folder), 2);
    }

    /// A stop ends what is under way, and it is no fault of the file.
    #[test]
    fn a_stop_ends_what_is_under_way() {
        let folder = Folder::new(&[]);
        folder.write("sover.sh", b"#!/bin/sh\nexec sleep 600\n");
        let script = folder.path().join("sover.sh");
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        let stop = Stop::default();
        let reader = Reader::workers(script.clone(), Limits::default(), stop.clone());
        let read = std::thread::spawn(move || reader.read(&Input::file(&script)));
        stop.request();
        let why = read.join().unwrap().unwrap_err();
        assert!(matches!(why, Error::Passing { .. }), "{why}");
    }
}

/// Two of our own: one with all its streams packed, one to see through.
static WHOLE: LazyLock<[Vec<u8>; 2]> =
    LazyLock::new(|| [pdf::render(&random::description(7)), letter("Tildelingsbrev 2018 til tilsynet")]);

/// What is done to a file: a byte set, some taken out, or some of its own put in elsewhere.
fn spoil(bytes: &mut Vec<u8>, (kind, at, other, value): (u8, usize, usize, u8)) {
    let (at, other) = (at % bytes.len(), other % bytes.len());
    match kind {
        0 => bytes[at] = value,
        1 => bytes[at] = b"0123456789<>[]/"[usize::from(value) % 15],
        2 => drop(bytes.drain(at..(at + 1 + usize::from(value)).min(bytes.len() - 1).max(at))),
        _ => {
            let piece = bytes[other..(other + usize::from(value)).min(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_pdf_is_read_or_refused(
        which in 0..2_usize,
        harm in prop::collection::vec((0..4_u8, any::<usize>(), any::<usize>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = WHOLE[which].clone();
        for one in harm {
            spoil(&mut bytes, one);
        }
        // Whatever comes of it, it comes back.
        let _ = styringsarkiv::read::read(Path::new("a.pdf"), &bytes);
    }
}
