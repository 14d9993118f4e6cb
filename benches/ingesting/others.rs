//! What others take for the same files.

use super::Corpus;
use super::process::{Spent, of_all, run};
use rusqlite::{Connection, params};
use std::path::Path;
use std::process::Command;

/// Recoll, with nothing set but the folder.
pub(crate) fn recoll(corpus: &Corpus, settings: &Path) -> Result<Spent, String> {
    if Command::new("recollindex").arg("-h").output().is_err() {
        return Err("recollindex is not installed (Debian, Ubuntu: apt install recollcmd)".to_owned());
    }
    std::fs::create_dir_all(settings).map_err(|e| e.to_string())?;
    let topdirs = format!("topdirs = {}\n", corpus.folder.display());
    std::fs::write(settings.join("recoll.conf"), topdirs).map_err(|e| e.to_string())?;
    run(Command::new("recollindex").arg("-c").arg(settings))
}

/// One process a file takes the text out, whose paragraphs go into FTS5.
pub(crate) fn fts(corpus: &Corpus, database: &Path) -> Result<Spent, String> {
    let before = of_all().ok_or("processor time is only measured on Linux")?;
    let indexed = || -> rusqlite::Result<Result<(), String>> {
        let connection = Connection::open(database)?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
             CREATE VIRTUAL TABLE words USING fts5(path UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 0');
             BEGIN;",
        )?;
        let mut insert = connection.prepare("INSERT INTO words VALUES (?, ?)")?;
        for file in &corpus.files {
            let text = match text_of(file) {
                Ok(text) => text,
                Err(why) => return Ok(Err(why)),
            };
            let path = file.to_string_lossy();
            for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
                insert.execute(params![path, paragraph])?;
            }
        }
        connection.execute_batch("COMMIT; INSERT INTO words(words) VALUES ('optimize');")?;
        Ok(Ok(()))
    };
    indexed().map_err(|e| e.to_string())??;
    // Its memory is that of this program.
    Ok(Spent { seconds: of_all().unwrap_or(before) - before, peak: None })
}

fn text_of(file: &Path) -> Result<String, String> {
    let mut command = if file.extension().is_some_and(|e| e == "pdf") {
        let mut command = Command::new("pdftotext");
        command.arg(file).arg("-");
        command
    } else {
        let mut command = Command::new("cat");
        command.arg(file);
        command
    };
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|_| format!("{program} is not installed (Debian, Ubuntu: apt install poppler-utils)"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
