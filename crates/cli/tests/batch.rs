//! `gongbao batch`: what goes in, what comes out, in what order.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use support::{bulletin, code, folder, gongbao, lines, run, stderr, word};

/// The forms of output of this build.
const FORMATS: &[&str] =
    if cfg!(feature = "parquet") { &["ndjson", "csv", "parquet"] } else { &["ndjson", "csv"] };

fn path(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A ZIP archive of bulletins and what else there may be.
fn zip(file: &Path, members: &[(&str, Vec<u8>)]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(file).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in members {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

fn tar_gz(file: &Path, members: &[(&str, Vec<u8>)]) {
    let packed = flate2::write::GzEncoder::new(fs::File::create(file).unwrap(), Default::default());
    let mut archive = tar::Builder::new(packed);
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap();
}

#[test]
fn output_is_the_same_whatever_the_number_of_jobs() {
    let temp = tempfile::tempdir().unwrap();
    folder(&temp.path().join("in"), 200);
    for format in FORMATS {
        let outputs: Vec<Vec<u8>> = [1, 2, 8]
            .map(|jobs| {
                let out = temp.path().join(format!("{jobs}.{format}"));
                let jobs = jobs.to_string();
                let output = run([
                    "batch",
                    &path(&temp.path().join("in")),
                    "--out",
                    &path(&out),
                    "--jobs",
                    &jobs,
                    "--checkpoint",
                    "30",
                ]);
                assert_eq!(code(&output), 0, "{}", stderr(&output));
                fs::read(out).unwrap()
            })
            .to_vec();
        assert!(outputs[0].len() > 1000, "{format}");
        assert!(outputs.iter().all(|output| output == &outputs[0]), "{format}");
    }
    let left: Vec<_> = fs::read_dir(temp.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("partial")), "{left:?}");
}

/// A bulletin with so many quantities.
fn long(quantities: usize) -> String {
    let line = |number: usize| format!("第二产业增加值{}亿元。\n", number * 37 % 9973 + 1);
    "甲镇总结\n\n".to_owned() + &(0..quantities).map(line).collect::<String>()
}

/// Many chunks, among them a document that has more rows than a row group, and others that are there
/// twice, near to each other and far apart.
#[test]
fn archives_give_the_same_whatever_the_number_of_jobs() {
    let temp = tempfile::tempdir().unwrap();
    let many_rows = ("parquet", "in.zip");
    for &format in FORMATS {
        for input in ["in.zip", "in.tgz"] {
            let quantities = if (format, input) == many_rows { 70_000 } else { 5000 };
            let members: Vec<(String, Vec<u8>)> =
                (0..400).map(|n| (format!("{n:03}.txt"), member(n, quantities))).collect();
            let members: Vec<(&str, Vec<u8>)> =
                members.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
            let pack = if input == "in.zip" { zip } else { tar_gz };
            pack(&temp.path().join(input), &members);
            let outputs = ["1", "3"].map(|jobs| {
                let out = temp.path().join(format!("{input}{jobs}.{format}"));
                let args = ["batch", input, "--quiet", "--jobs", jobs, "--out", &path(&out)];
                assert_eq!(code(&gongbao(args).current_dir(temp.path()).output().unwrap()), 0);
                out
            });
            let [one, three] = outputs.each_ref().map(|out| fs::read(out).unwrap());
            assert!(one == three, "{format} {input}");
            has_all_rows(&outputs[0], format, quantities);
        }
    }
}

fn member(number: usize, quantities: usize) -> Vec<u8> {
    let text = match number {
        200 => long(quantities),
        _ if number.is_multiple_of(9) => bulletin(0),
        _ => bulletin(number / 2 * 2),
    };
    text.into_bytes()
}

/// Whether all is there of those four hundred documents.
fn has_all_rows(out: &Path, format: &str, quantities: usize) {
    match format {
        "ndjson" => {
            let documents = lines(out);
            let is_again = |number: usize| documents[number].get("duplicate_of").is_some();
            assert_eq!(documents.len(), 400);
            assert_eq!([0, 1, 2, 3, 9, 18].map(is_again), [false, true, false, true, true, true]);
            assert_eq!(documents[200]["quantities"].as_array().unwrap().len(), quantities);
        }
        "csv" => {
            let rows = csv::Reader::from_path(out).unwrap().into_records().map(Result::unwrap);
            assert!(rows.count() > quantities + 399);
        }
        _ => has_small_row_groups(out, quantities),
    }
}

#[cfg(feature = "parquet")]
fn has_small_row_groups(out: &Path, quantities: usize) {
    use parquet::file::reader::FileReader as _;
    const MOST: i64 = 1 << 16;
    let file = fs::File::open(out).unwrap();
    let reader = parquet::file::serialized_reader::SerializedFileReader::new(file).unwrap();
    let rows: Vec<i64> = reader.metadata().row_groups().iter().map(|g| g.num_rows()).collect();
    let total: i64 = rows.iter().sum();
    assert!(total > quantities as i64 + 399, "{rows:?}");
    assert!(
        rows.iter().all(|&rows| rows <= MOST) && rows.len() > (total / MOST) as usize,
        "{rows:?}"
    );
}

#[cfg(not(feature = "parquet"))]
fn has_small_row_groups(_: &Path, _: usize) {}

#[test]
fn documents_are_those_of_parse_in_input_order() {
    let temp = tempfile::tempdir().unwrap();
    let (input, out) = (temp.path().join("in"), temp.path().join("out.ndjson"));
    folder(&input, 60);
    let output = run(["batch", &path(&input), "--out", &path(&out)]);
    assert_eq!(code(&output), 0);
    let documents = lines(&out);
    let mut names: Vec<String> =
        documents.iter().map(|document| word(&document["source"], "path").to_owned()).collect();
    for (document, name) in documents.iter().zip(&names) {
        let alone = run(["parse", "--format=ndjson", name]);
        let mut alone: serde_json::Value = serde_json::from_slice(&alone.stdout).unwrap();
        if let Some(earlier) = document.get("duplicate_of") {
            alone["duplicate_of"] = earlier.clone();
        }
        assert_eq!(document, &alone, "{name}");
    }
    let in_order = names.clone();
    names.sort();
    assert_eq!(names, in_order);
    assert_eq!(names.len(), 60);
    let duplicates = documents.iter().filter(|document| document.get("duplicate_of").is_some());
    assert_eq!(duplicates.count(), 1);
    let said = stderr(&output);
    assert!(said.contains("documents   60") && said.contains("of them 1 with the bytes"), "{said}");
}

#[test]
fn archives_lists_and_patterns() {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name);
    let text = |number| bulletin(number).into_bytes();
    zip(
        &at("a.zip"),
        &[("甲/1.txt", text(1)), ("甲/1.meta.json", b"{}".to_vec()), ("草稿/2.txt", text(2))],
    );
    tar_gz(&at("b.tar.gz"), &[("3.txt", text(3)), ("inner.zip", b"PK".to_vec())]);
    fs::create_dir(at("c")).unwrap();
    fs::write(at("c/4.txt"), text(4)).unwrap();
    fs::write(at("c/5.json"), text(5)).unwrap();
    fs::copy(at("a.zip"), at("c/z.zip")).unwrap();
    let all = [
        "a.zip!/甲/1.txt",
        "a.zip!/草稿/2.txt",
        "b.tar.gz!/3.txt",
        "c/4.txt",
        "c/z.zip!/甲/1.txt",
        "c/z.zip!/草稿/2.txt",
    ];
    let cases: [(&[&str], &[&str]); 4] = [
        (&[], &all),
        (&["--exclude", "草稿/"], &[all[0], all[2], all[3], all[4]]),
        (&["--exclude", "*.zip", "--exclude", "3.txt"], &[all[0], all[1], all[3]]),
        (&["--glob", "*.json", "--exclude", "*.meta.json", "--exclude", "*.zip"], &["c/5.json"]),
    ];
    for (flags, expected) in cases {
        let mut args = vec!["batch", "-", "--out", "out.ndjson", "--quiet"];
        args.extend(flags);
        let mut child =
            gongbao(&args).current_dir(temp.path()).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all("a.zip\nb.tar.gz\nc\n".as_bytes()).unwrap();
        child.wait().unwrap();
        let documents = lines(&at("out.ndjson"));
        let names: Vec<_> = documents.iter().map(|d| word(&d["source"], "path")).collect();
        assert_eq!(names, expected, "{flags:?}");
        let failures = lines(&at("out.failures.ndjson"));
        let nested = failures.iter().filter(|failure| word(failure, "code") == "nested-archive");
        assert_eq!(nested.count(), usize::from(!flags.contains(&"*.zip")), "{failures:?}");
    }
}

#[test]
fn failures_are_listed_with_cause_and_advice() {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name);
    fs::create_dir(at("in")).unwrap();
    fs::write(at("in/1.txt"), bulletin(1)).unwrap();
    fs::write(at("in/2.txt"), "").unwrap();
    fs::write(at("in/3.txt"), "%PDF-1.7 and so on").unwrap();
    fs::write(at("in/4.txt"), bulletin(4)).unwrap();
    let output = gongbao(["batch", "in", "none.txt", "--out", "out/", "--json-log"])
        .current_dir(temp.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
    let failures = lines(&at("out/failures.ndjson"));
    let codes: Vec<_> = failures.iter().map(|f| (word(f, "path"), word(f, "code"))).collect();
    assert_eq!(codes, [("in/2.txt", "empty"), ("in/3.txt", "pdf"), ("none.txt", "missing")]);
    assert!(failures.iter().all(|f| !word(f, "cause").is_empty() && !word(f, "advice").is_empty()));
    assert_eq!(lines(&at("out/documents.ndjson")).len(), 2);
    let events: Vec<serde_json::Value> =
        stderr(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let summary = events.last().unwrap();
    assert_eq!(events.len(), 4);
    assert_eq!(word(summary, "event"), "summary");
    assert_eq!((summary["files"].as_u64(), summary["documents"].as_u64()), (Some(5), Some(2)));
    assert_eq!(summary["failures"]["empty"].as_u64(), Some(1));
}

#[test]
fn wrong_use_is_told_with_a_way_out() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("1.txt"), bulletin(1)).unwrap();
    fs::create_dir(temp.path().join("old.ndjson.partial")).unwrap();
    let mut cases: Vec<(&[&str], i32, &str)> = vec![
        (&["1.txt", "--out", "no/where.ndjson"], 1, "name a folder that exists"),
        (&["1.txt", "--out", "old.ndjson"], 2, "go on with `--resume`, or remove it"),
        (&["1.txt", "--out", "x.csv", "--glob", "a{b"], 2, "is no pattern"),
        (&["1.txt", "--out", "x.csv", "--max-bytes", "64Q"], 2, "not a number"),
    ];
    if !cfg!(feature = "parquet") {
        cases.push((&["1.txt", "--out", "x.parquet"], 2, "build it with `--features parquet`"));
    }
    for (args, expected, message) in cases {
        let output =
            gongbao(["batch"].iter().chain(args)).current_dir(temp.path()).output().unwrap();
        let said = stderr(&output);
        assert_eq!(code(&output), expected, "{args:?}: {said}");
        assert!(said.contains(message), "{args:?}: {said}");
        assert!(!temp.path().join("x.csv").exists());
    }
}
