//! The real program, run as a person or a script would run it.
#![allow(dead_code, reason = "each test file uses its part of this module")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run printed, and the code it ended with.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Standard output, one JSON document a line.
    pub fn documents(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// Standard output as one JSON document.
    pub fn document(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).expect("one JSON document")
    }
}

/// Runs `gongbao` with `args`, in the repository's root.
pub fn gongbao(args: &[&str]) -> Run {
    gongbao_fed(args, b"")
}

/// Runs `gongbao` with `args` and `input` on standard input.
pub fn gongbao_fed(args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongbao"))
        .args(args)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that ends without reading its input closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: output.status.code().expect("an exit code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// The repository's root, where `fixtures/` is.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file of `bytes` in the tests' own folder; returns its path.
pub fn file(name: &str, bytes: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).expect("the folder takes files");
    path.to_str().expect("a UTF-8 path").to_owned()
}
