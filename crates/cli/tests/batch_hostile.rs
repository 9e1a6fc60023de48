//! Inputs that mean harm, or were harmed: each costs one line, and the others are read.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod support;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Output};

use support::{bulletin, code, gongbao, lines, stderr, word};
use tempfile::TempDir;

/// A folder `in` with one good bulletin that comes first and one that comes last.
fn place() -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("in")).unwrap();
    fs::write(temp.path().join("in/0.txt"), bulletin(0)).unwrap();
    fs::write(temp.path().join("in/z.txt"), bulletin(1)).unwrap();
    temp
}

fn batch(temp: &Path, flags: &[&str]) -> Output {
    let args = ["batch", "in", "--out", "out.ndjson"];
    gongbao(args.iter().chain(flags)).current_dir(temp).output().unwrap()
}

/// What failed, and for what.
fn failures(temp: &Path) -> Vec<(String, String)> {
    let failures = lines(&temp.join("out.failures.ndjson"));
    let pair = |f: &serde_json::Value| (word(f, "path").to_owned(), word(f, "code").to_owned());
    failures.iter().map(pair).collect()
}

/// The documents' names, of which the good ones are asked for and left out.
fn others(temp: &Path) -> Vec<String> {
    let documents = lines(&temp.join("out.ndjson"));
    let mut names: Vec<String> =
        documents.iter().map(|d| word(&d["source"], "path").to_owned()).collect();
    assert_eq!(names.first().map(String::as_str), Some("in/0.txt"));
    assert_eq!(names.last().map(String::as_str), Some("in/z.txt"));
    names.retain(|name| name != "in/0.txt" && name != "in/z.txt");
    names
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect()
}

fn zip(file: &Path, members: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(File::create(file).unwrap());
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

/// A TAR archive; the names stand in it as they are given.
fn tar_gz(file: &Path, members: &[(&[u8], &[u8])]) {
    let packed = flate2::write::GzEncoder::new(File::create(file).unwrap(), Default::default());
    let mut archive = tar::Builder::new(packed);
    for (name, bytes) in members {
        let mut header = tar::Header::new_old();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, *bytes).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap();
}

#[test]
fn a_zip_bomb_is_put_out() {
    let temp = place();
    let zeros = vec![0_u8; 32 << 20];
    let good = bulletin(2);
    zip(&temp.path().join("in/b.zip"), &[("bomb.txt", &zeros), ("good.txt", good.as_bytes())]);
    assert_eq!(code(&batch(temp.path(), &[])), 1);
    assert_eq!(failures(temp.path()), pairs(&[("in/b.zip!/bomb.txt", "archive-ratio")]));
    assert_eq!(others(temp.path()), ["in/b.zip!/good.txt"]);
}

#[test]
fn a_gzip_bomb_ends_its_archive_alone() {
    let temp = place();
    let zeros = vec![0_u8; 32 << 20];
    let good = bulletin(2);
    tar_gz(
        &temp.path().join("in/b.tar.gz"),
        &[(b"good.txt", good.as_bytes()), (b"bomb.txt", &zeros), (b"late.txt", good.as_bytes())],
    );
    assert_eq!(code(&batch(temp.path(), &[])), 1);
    let ratio = "archive-ratio";
    let expected = pairs(&[("in/b.tar.gz!/bomb.txt", ratio), ("in/b.tar.gz", ratio)]);
    assert_eq!(failures(temp.path()), expected);
    assert_eq!(others(temp.path()), ["in/b.tar.gz!/good.txt"]);
}

#[test]
fn an_archive_may_not_hold_more_than_is_allowed() {
    let temp = place();
    let texts: Vec<String> = (10..20).map(bulletin).collect();
    let names: Vec<String> = (10..20).map(|number| format!("{number}.txt")).collect();
    let members: Vec<_> =
        names.iter().zip(&texts).map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    zip(&temp.path().join("in/b.zip"), &members);
    let members: Vec<_> = members.iter().map(|(n, t)| (n.as_bytes(), *t)).collect();
    tar_gz(&temp.path().join("in/c.tgz"), &members);
    assert_eq!(code(&batch(temp.path(), &["--max-archive-bytes", "1500"])), 1);
    let failures = failures(temp.path());
    assert_eq!(failures.first(), pairs(&[("in/b.zip", "archive-size")]).first());
    assert_eq!(failures.last(), pairs(&[("in/c.tgz", "archive-size")]).last());
}

#[test]
fn names_that_lead_out_of_an_archive_are_labels() {
    let temp = place();
    let good = [bulletin(2), bulletin(3), bulletin(4), bulletin(5)];
    zip(
        &temp.path().join("in/b.zip"),
        &[("../../evil.txt", good[0].as_bytes()), ("/evil.txt", good[1].as_bytes())],
    );
    tar_gz(
        &temp.path().join("in/c.tgz"),
        &[(b"../../evil.txt", good[2].as_bytes()), (b"/evil.txt", good[3].as_bytes())],
    );
    let output = batch(temp.path(), &[]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let labels = [
        "in/b.zip!/../../evil.txt",
        "in/b.zip!//evil.txt",
        "in/c.tgz!/../../evil.txt",
        "in/c.tgz!//evil.txt",
    ];
    assert_eq!(others(temp.path()), labels);
    for nowhere in ["../evil.txt", "evil.txt", "in/evil.txt", "/evil.txt"] {
        assert!(!temp.path().join(nowhere).exists(), "{nowhere}");
    }
}

#[test]
fn broken_archives_give_what_is_whole() {
    let temp = place();
    let good = bulletin(2);
    let noise: Vec<u8> =
        (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    tar_gz(&temp.path().join("whole.tgz"), &[(b"good.txt", good.as_bytes()), (b"cut.txt", &noise)]);
    let bytes = fs::read(temp.path().join("whole.tgz")).unwrap();
    fs::write(temp.path().join("in/b.tgz"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(temp.path().join("in/c.zip"), b"PK\x03\x04 and no more").unwrap();
    zip(&temp.path().join("in/d.zip"), &[("a.zip", b"PK"), ("good.txt", good.as_bytes())]);
    assert_eq!(code(&batch(temp.path(), &[])), 1);
    let expected = pairs(&[
        ("in/b.tgz!/cut.txt", "damaged-archive"),
        ("in/b.tgz", "damaged-archive"),
        ("in/c.zip", "damaged-archive"),
        ("in/d.zip!/a.zip", "nested-archive"),
    ]);
    assert_eq!(failures(temp.path()), expected);
    assert_eq!(others(temp.path()), ["in/b.tgz!/good.txt", "in/d.zip!/good.txt"]);
}

#[test]
fn loops_of_links_are_not_followed() {
    let temp = place();
    fs::create_dir(temp.path().join("in/d")).unwrap();
    symlink("..", temp.path().join("in/d/up")).unwrap();
    symlink("self", temp.path().join("in/self")).unwrap();
    symlink("nowhere.txt", temp.path().join("in/lost.txt")).unwrap();
    assert_eq!(code(&batch(temp.path(), &[])), 1);
    let failures = failures(temp.path());
    let named = |path: &str| failures.iter().find(|f| f.0 == path).map(|f| f.1.as_str());
    assert_eq!(named("in/d/up"), Some("link-loop"));
    assert_eq!(named("in/lost.txt"), Some("missing"));
    assert!(named("in/self").is_some());
    assert!(others(temp.path()).is_empty());
}

#[test]
fn a_line_of_a_gibibyte_is_not_read() {
    let temp = place();
    let mut long = File::create(temp.path().join("in/long.txt")).unwrap();
    long.seek(SeekFrom::Start((1 << 30) - 1)).unwrap();
    long.write_all(b"1").unwrap();
    assert_eq!(code(&batch(temp.path(), &[])), 1);
    assert_eq!(failures(temp.path()), pairs(&[("in/long.txt", "too-large")]));
    // The limit is the caller's, to the byte.
    let text = bulletin(7);
    fs::write(temp.path().join("in/long.txt"), &text).unwrap();
    for (max, failed) in [(text.len(), false), (text.len() - 1, true)] {
        batch(temp.path(), &["--max-bytes", &max.to_string()]);
        assert_eq!(failures(temp.path()).iter().any(|f| f.0 == "in/long.txt"), failed, "{max}");
    }
    // And what has no length ends at the limit as well.
    let output = gongbao(["batch", "/dev/zero", "--out", "out.ndjson", "--max-bytes", "1M"])
        .current_dir(temp.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
    assert_eq!(failures(temp.path()), pairs(&[("/dev/zero", "too-large")]));
}

#[test]
fn nuls_and_invalid_bytes() {
    let temp = place();
    fs::write(temp.path().join("in/nul.txt"), [0; 4096]).unwrap();
    let mut one = bulletin(2).into_bytes();
    one.insert(12, 0);
    fs::write(temp.path().join("in/one.txt"), one).unwrap();
    let mut damaged = bulletin(3).into_bytes();
    damaged.splice(60..61, [0xFF, 0xFE]);
    fs::write(temp.path().join("in/damaged.txt"), damaged).unwrap();
    assert_eq!(code(&batch(temp.path(), &[])), 1);
    assert_eq!(failures(temp.path()), pairs(&[("in/nul.txt", "binary")]));
    assert_eq!(others(temp.path()), ["in/damaged.txt", "in/one.txt"]);
    let documents = lines(&temp.path().join("out.ndjson"));
    let remark = &documents[1]["diagnostics"][0];
    assert_eq!(word(remark, "code"), "bytes-replaced");
}

#[test]
fn names_that_are_no_utf8_are_escaped() {
    let temp = place();
    let name = OsStr::from_bytes(b"\xB9\xA4\xD7\xF7\\.txt");
    fs::write(temp.path().join("in").join(name), bulletin(2)).unwrap();
    let text = bulletin(3);
    tar_gz(&temp.path().join("in/b.tgz"), &[(b"\xB9\xA4.txt", text.as_bytes())]);
    let output = batch(temp.path(), &[]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let mut names: Vec<String> = lines(&temp.path().join("out.ndjson"))
        .iter()
        .map(|d| word(&d["source"], "path").to_owned())
        .collect();
    names.retain(|name| name.contains(r"\x"));
    names.sort();
    assert_eq!(names, [r"in/\xB9\xA4\xD7\xF7\\.txt", r"in/b.tgz!/\xB9\xA4.txt"]);
}

#[test]
fn a_folder_that_may_not_be_read_is_told() {
    let temp = place();
    let locked = temp.path().join("in/locked");
    fs::create_dir(&locked).unwrap();
    fs::write(locked.join("1.txt"), bulletin(2)).unwrap();
    fs::set_permissions(&locked, Permissions::from_mode(0o000)).unwrap();
    let output = if fs::read_dir(&locked).is_err() {
        batch(temp.path(), &[])
    } else {
        // Root may read everything: be somebody else.
        fs::set_permissions(temp.path(), Permissions::from_mode(0o777)).unwrap();
        let program = temp.path().join("gongbao");
        fs::copy(env!("CARGO_BIN_EXE_gongbao"), &program).unwrap();
        let run = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(&program)
            .args(["batch", "in", "--out", "out.ndjson"])
            .current_dir(temp.path())
            .output();
        match run {
            Ok(output) => output,
            Err(_) => return eprintln!("skipped: nobody else to be"),
        }
    };
    fs::set_permissions(&locked, Permissions::from_mode(0o755)).unwrap();
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    assert_eq!(failures(temp.path()), pairs(&[("in/locked", "permission-denied")]));
    assert!(others(temp.path()).is_empty());
}

#[test]
fn a_pipe_in_a_folder_does_not_hold_the_run() {
    let temp = place();
    let made = Command::new("mkfifo").arg(temp.path().join("in/pipe.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        return eprintln!("skipped: no mkfifo");
    }
    assert_eq!(code(&batch(temp.path(), &[])), 0);
    assert!(others(temp.path()).is_empty());
}

#[test]
fn a_full_disk_leaves_no_half_output() {
    let temp = place();
    for number in 0..300 {
        fs::write(temp.path().join(format!("in/{number}x.txt")), bulletin(number)).unwrap();
    }
    // A limit on the size of files does to a write what a full disk does.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" batch in --out out.ndjson --resume";
    let limited = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_gongbao")])
        .current_dir(temp.path())
        .output()
        .unwrap();
    assert_eq!(code(&limited), 1);
    let said = stderr(&limited);
    assert!(said.contains("cannot write") && said.contains("documents.ndjson"), "{said}");
    assert!(said.contains("make room") && said.contains("--resume"), "{said}");
    assert!(!temp.path().join("out.ndjson").exists());
    assert!(!temp.path().join("out.failures.ndjson").exists());
    // With room, it goes on.
    assert_eq!(code(&batch(temp.path(), &["--resume"])), 0);
    assert_eq!(lines(&temp.path().join("out.ndjson")).len(), 302);
}

/// What a shell does in a mount namespace of its own, if there may be one.
fn in_own_namespace(script: &str, folder: &Path) -> Option<Output> {
    let run = |script: &str| {
        Command::new("unshare")
            .args(["-Urm", "sh", "-c", script, env!("CARGO_BIN_EXE_gongbao")])
            .current_dir(folder)
            .output()
            .ok()
    };
    let may = run("mkdir -p disk && mount -t tmpfs -o size=64k tmpfs disk")?;
    may.status.success().then(|| run(script)).flatten()
}

#[test]
fn a_run_that_filled_the_disk_goes_on_with_room() {
    let formats: &[&str] =
        if cfg!(feature = "parquet") { &["ndjson", "csv", "parquet"] } else { &["ndjson", "csv"] };
    for format in formats {
        let temp = place();
        for number in 0..300 {
            fs::write(temp.path().join(format!("in/{number}x.txt")), bulletin(number)).unwrap();
        }
        let out = format!("whole.{format}");
        let whole = gongbao(["batch", "in", "--out", &out, "--checkpoint", "50"])
            .current_dir(temp.path())
            .output()
            .unwrap();
        assert_eq!(code(&whole), 0, "{}", stderr(&whole));
        // The disk is a real one that gets full; with more room, the run that is gone on with ends.
        let script = format!(
            "mkdir -p disk && mount -t tmpfs -o size=96k tmpfs disk || exit 9
             batch() {{ \"$0\" batch in --out disk/out.{format} --checkpoint 50 --jobs 2 $1; }}
             batch; echo \"first $?\" >&2
             test -e disk/out.{format} && exit 8
             batch --resume --quiet; echo \"second $?\" >&2
             mount -o remount,size=64m disk && batch --resume; echo \"third $?\" >&2
             cp disk/out.{format} full.{format}"
        );
        let Some(output) = in_own_namespace(&script, temp.path()) else {
            return eprintln!("skipped: no tmpfs may be mounted");
        };
        let said = stderr(&output);
        for needed in ["No space left", "make room", "--resume", "first 1", "second 1", "third 0"] {
            assert!(said.contains(needed), "{format}: {needed}: {said}");
        }
        let read = |name: String| fs::read(temp.path().join(name)).unwrap();
        assert!(read(format!("full.{format}")) == read(out), "{format}: {said}");
    }
}
