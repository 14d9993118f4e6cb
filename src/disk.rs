//! Files that are replaced as a whole: a reader sees the old content or the new, never half of one, also
//! where the program is killed while it writes.

use std::io::{self, Write};
use std::path::Path;
use tempfile::Builder;

/// What the names of drafts begin with. A draft is left behind only by a process that was killed.
pub const DRAFT: &str = ".draft-";

/// Replaces the content of the file at `path`, or makes it: writes a draft beside it, has the system put
/// it on disk, and renames it.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(DRAFT);
    // As any other new file; drafts are private by default.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut draft = builder.tempfile_in(folder)?;
    draft.write_all(content)?;
    draft.as_file().sync_all()?;
    draft.persist(path)?;
    Ok(())
}

/// Removes the drafts in a folder that killed processes left. Nobody may be writing there.
pub fn remove_drafts(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(DRAFT) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
