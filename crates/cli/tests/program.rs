//! The program as a shell runs it: what it prints where, and how it ends.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;
use support::{bulletin, code, gongbao, run_with, stderr};

/// Runs the program in the repository's root.
fn run(arguments: &[&str]) -> Output {
    run_with(arguments, b"")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

/// A file of the folder, with these bytes.
fn file(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> String {
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("a file");
    path.to_string_lossy().into_owned()
}

#[test]
fn the_seed_is_read_as_a_person_reads_it() {
    let output = run(&["parse", "fixtures/seed.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stderr(&output), "");
    let document = json(&output);
    let header = &document["header"];
    let fields = [
        ("title", "稽东镇2023年度总结"),
        ("index_number", "002582550/2024-72380"),
        ("issuer", "稽东镇"),
        ("written_date", "2024-03-26"),
        ("published_at", "2024-03-26T11:17"),
        ("source", "稽东镇"),
        ("disclosure", "主动公开"),
        ("topic_category", "政务公开"),
        ("group_category", "计划总结"),
    ];
    for (key, value) in fields {
        assert_eq!(header[key], value, "{key}");
    }
    let empty = ["document_number", "registration_number", "file_code", "validity", "views"];
    for key in empty {
        assert_eq!(header[key], Value::Null, "{key}");
    }
    let outline = document["outline"].as_array().expect("a list");
    assert_eq!(outline.len(), 5);
    for chapter in outline {
        assert_eq!(chapter["kind"], "chapter");
        let points = chapter["children"].as_array().expect("a list");
        let labels: Vec<&Value> = points.iter().map(|point| &point["label"]).collect();
        assert_eq!(labels, ["一是", "二是", "三是"]);
        assert!(points.iter().all(|point| point["title"] != ""));
    }
    assert_eq!(document["source"]["encoding"], "utf-8");
    assert_eq!(document["source"]["bytes"], 11065);
    assert_eq!(document["source"]["chars"], 4060);
}

#[test]
fn spans_count_what_is_asked_for() {
    let text = "甲镇𠀀2023年度总结\n\n全年财政总收入达1.6亿元。";
    for (unit, start) in [("chars", 21), ("bytes", 52), ("utf16", 22)] {
        let output = run_with(["parse", "--offsets", unit], text.as_bytes());
        let document = json(&output);
        assert_eq!(document["quantities"][0]["span"]["start"], start, "{unit}");
        assert_eq!(document["source"]["offsets"], unit);
    }
}

#[test]
fn several_inputs_give_a_document_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = file(&folder, "1.txt", "甲镇2023年度总结\n\n收入3元。".as_bytes());
    let two = file(&folder, "2.txt", "乙镇2022年度总结\n\n收入4元。".as_bytes());
    let output = run(&["parse", &one, &two]);
    let titles: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["header"]["title"].clone())
        .collect();
    assert_eq!(titles, ["甲镇2023年度总结", "乙镇2022年度总结"]);
    let one_line = run(&["parse", "--format", "ndjson", &one]);
    assert_eq!(stdout(&one_line).lines().count(), 1);
    let pretty = run(&["parse", "--pretty", &one]);
    assert!(stdout(&pretty).lines().count() > 10);
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = file(&folder, "good.txt", "甲镇2023年度总结\n\n收入3元。".as_bytes());
    let bad: [(String, &str); 6] = [
        (
            file(&folder, "empty.txt", b""),
            "is empty; check that it was saved or downloaded in full",
        ),
        (file(&folder, "blank.txt", b" \n\t\n"), "is empty"),
        (file(&folder, "a.pdf", b"%PDF-1.7\n\x00\x01\x02"), "is a PDF, not a text"),
        (file(&folder, "a.bin", &[0, 1, 2, 3, 4, 5, 6, 7]), "is no text but binary data"),
        (folder.path().join("missing.txt").to_string_lossy().into_owned(), "no such file"),
        (folder.path().to_string_lossy().into_owned(), "is a directory; name the files in it"),
    ];
    for (path, cause) in &bad {
        let output = run(&["parse", path, &good]);
        assert_eq!(output.status.code(), Some(1), "{path}");
        let said = stderr(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.starts_with(&format!("gongbao: {path}: ")), "{said}");
        assert!(said.contains(cause), "{said}");
        assert_eq!(stdout(&output).lines().count(), 1, "the other file is read");
    }
}

#[test]
fn a_wrong_command_line_ends_with_two() {
    for arguments in [&["parse", "--offsets", "miles"][..], &["pasre"], &[]] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn files_in_old_encodings_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let gbk = b"\xBC\xD7\xD5\xF22023\xC4\xEA\xB6\xC8\xD7\xDC\xBD\xE1\n\n\xD7\xDC\xCA\xD5\xC8\xEB3\xD4\xAA\xA1\xA3";
    let path = file(&folder, "gbk.txt", gbk);
    let document = json(&run(&["parse", &path]));
    assert_eq!(document["source"]["encoding"], "gb18030");
    assert_eq!(document["header"]["title"], "甲镇2023年度总结");
    assert_eq!(document["quantities"][0]["text"], "3元");
}

#[test]
fn the_outline_is_a_tree_to_read() {
    let text = "甲镇2023年度总结\n\n一、经济\n全年财政总收入超1.6亿元。\n（一）招商\n新引进税源企业60家。\n";
    let output = run_with(["outline"], text.as_bytes());
    let want = "甲镇2023年度总结\n一、经济\n  · 财政总收入 超 1.6亿元\n  （一）招商\n    · 税源企业 60家\n";
    assert_eq!(stdout(&output), want);
}

#[test]
fn the_output_fits_the_schema() {
    let schema = json(&run(&["schema"]));
    let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let fixtures = ["fixtures/seed.txt", "fixtures/annotated/03.txt", "fixtures/annotated/10.txt"];
    for path in fixtures {
        let document = json(&run(&["parse", path]));
        let errors: Vec<String> =
            validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "schema_version": "one" })));
}

#[test]
fn shells_get_completions() {
    for shell in ["bash", "zsh", "fish"] {
        let output = run(&["completions", shell]);
        assert!(stdout(&output).contains("gongbao"), "{shell}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_told() {
    for args in
        [&["parse"][..], &["parse", "--format", "csv"], &["text"], &["outline"], &["schema"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child = gongbao(args)
            .stdin(Stdio::piped())
            .stdout(full)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who needs no input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(bulletin(1).as_bytes());
        let output = child.wait_with_output().unwrap();
        let said = stderr(&output);
        assert_eq!(code(&output), 1, "{args:?}: {said}");
        assert!(said.contains("cannot write the output: No space left"), "{args:?}: {said}");
    }
}
