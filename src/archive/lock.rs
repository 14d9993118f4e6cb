//! One run at a time writes an index.

use super::marker::{index_error, refuse_other, unusable};
use crate::error::Result;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

/// The file that is locked. It holds the number of the process that has the lock, and stays when the lock is
/// given back.
const NAME: &str = ".arkiv.lock";

/// The right to write an index. The system takes it back when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of the index in `dir`, which is made where it is missing. The error says who has it.
    pub fn take(dir: &Path) -> Result<Self> {
        std::fs::create_dir_all(dir).map_err(|e| unusable(dir, &e))?;
        refuse_other(dir)?;
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(dir.join(NAME)).map_err(|e| unusable(dir, &e))?;
        match file.try_lock() {
            Ok(()) => {}
            // A file system without locks, as some network shares are: tantivy's own lock is left.
            Err(TryLockError::Error(_)) => return Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let holder = holder.trim();
                let who = if holder.is_empty() { String::new() } else { format!(" ({holder})") };
                return Err(index_error(
                    dir,
                    format!("another `arkiv index` is at work on it{who}; wait until it is done"),
                ));
            }
        }
        let since = jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
        let _ = file.set_len(0);
        let _ = file.rewind();
        let _ = write!(file, "process {}, since {since}", std::process::id());
        let _ = file.flush();
        Ok(Self { _file: file })
    }
}
