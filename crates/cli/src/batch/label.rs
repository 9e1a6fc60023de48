//! Names of inputs as text, so that no two names become the same text.
//!
//! Bytes that are no UTF-8 are written `\xB9`, and a backslash is written `\\`. A member of an archive
//! is `archive.zip!/inner/name.txt`. Labels are only ever printed; no file is opened or made by one.

use std::fmt::Write as _;
use std::path::Path;

/// The label of a path.
pub fn of_path(path: &Path) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        of_bytes(path.as_os_str().as_bytes())
    }
    #[cfg(not(unix))]
    path.to_string_lossy().into_owned()
}

/// The label of a member of an archive.
pub fn of_member(archive: &str, name: &[u8]) -> String {
    format!("{archive}!/{}", of_bytes(name))
}

/// The label of a name in bytes.
pub fn of_bytes(name: &[u8]) -> String {
    let mut label = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        label.push_str(&chunk.valid().replace('\\', r"\\"));
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(label, r"\x{byte:02X}");
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_have_one_label() {
        let rows: [(&[u8], &str); 4] = [
            ("总结.txt".as_bytes(), "总结.txt"),
            (b"\xB9\xA4.txt", r"\xB9\xA4.txt"),
            (br"\xB9\xA4.txt", r"\\xB9\\xA4.txt"),
            (b"../../etc/passwd", "../../etc/passwd"),
        ];
        for (name, label) in rows {
            assert_eq!(of_bytes(name), label);
        }
    }
}
