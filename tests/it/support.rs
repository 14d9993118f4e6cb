//! What several tests need: a folder, the program, the pipeline.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use styringsarkiv::ingest::{Desk, Engine};
use styringsarkiv::model::{Document, Given, Source, Text};
use styringsarkiv::read::ocr::Tesseract;
use styringsarkiv::rules::explain::Explained;
use styringsarkiv::worker::{Limits, Reader, Stop};
use styringsarkiv::{outline, read, rules, text};

/// The root of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with some files, gone when dropped.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, content) in files {
            folder.write(name, content.as_bytes());
        }
        folder
    }

    pub fn write(&self, name: &str, content: &[u8]) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the program with an index in this folder.
    pub fn arkiv(&self, args: &[&str]) -> Ran {
        self.arkiv_with(&[], args)
    }

    /// The same in an environment with these variables.
    pub fn arkiv_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Ran {
        Ran::from(arkiv_command(self, args).envs(variables.iter().copied()).output().unwrap())
    }

    /// Writes a shell script that can be run, and returns its path.
    #[cfg(unix)]
    pub fn script(&self, name: &str, body: &str) -> String {
        use std::os::unix::fs::PermissionsExt;
        self.write(name, format!("#!/bin/sh\n{body}").as_bytes());
        let path = self.path().join(name);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Indexes everything in the folder and checks that it went well.
    pub fn index(&self) -> Ran {
        self.index_of(&["."])
    }

    /// Indexes these files and folders and checks that it went well.
    pub fn index_of(&self, paths: &[&str]) -> Ran {
        let ran = self.arkiv(&[&["index"], paths].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran
    }
}

/// The program, about to be run with an index in this folder.
pub fn arkiv_command(folder: &Folder, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arkiv"));
    command.args(args).arg("--index").arg(folder.path().join("the index")).current_dir(folder.path());
    command
}

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

/// A desk whose workers are this program's.
pub fn desk() -> Desk {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_arkiv"));
    Desk::new(Reader::workers(program, Limits::default(), Stop::default()), Tesseract::find(), Engine::Both)
}

/// The program, without an index.
pub fn arkiv(args: &[&str]) -> Ran {
    Ran::from(Command::new(env!("CARGO_BIN_EXE_arkiv")).args(args).output().unwrap())
}

/// The clean text of a plain text file.
pub fn clean(content: &str) -> Text {
    text::clean(&read::read(Path::new("test.txt"), content.as_bytes()).unwrap())
}

/// A source that names nothing.
pub fn source() -> Source {
    Source {
        path: "test.txt".to_owned(),
        other_paths: Vec::new(),
        sha256: "0123456789abcdef0123456789abcdef".to_owned(),
        bytes: 0,
        media_type: "text/plain".to_owned(),
        pages: 1,
        ocr_pages: Vec::new(),
        ocr_confidence: None,
        parent: None,
        versions: Vec::new(),
    }
}

/// The record of a plain text file.
pub fn record(content: &str) -> Document {
    rules::extract(&clean(content), &Given::default(), source()).0
}

/// How the record of a plain text file came about.
pub fn explain(content: &str) -> Explained {
    rules::explain(&clean(content), &Given::default(), source())
}

/// The blocks of a plain text file, one a line: kind, depth, number, words.
pub fn blocks(content: &str) -> String {
    let text = clean(content);
    outline::outline(&text).blocks.iter().fold(String::new(), |mut out, b| {
        let number = b.number.as_ref().map_or_else(String::new, |n| format!(" [{}]", n.digits));
        out.push_str(&format!("{:?}{}{number}: {}\n", b.kind, b.level, text.get(b.range.clone())));
        out
    })
}
