//! A batch that is killed or interrupted, and gone on with, gives the bytes of one that was not.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use support::{bulletin, code, folder, gongbao, lines, run, stderr};

const SIGKILL: i32 = 9;

/// How many times each form of output is killed.
const KILLS: usize = 50;

/// Moments to kill at: small and without a pattern, but told, so that a failure can be repeated.
struct Dice(u64);

impl Dice {
    fn new() -> Dice {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let seed = now.as_nanos() as u64 | 1;
        println!("dice: {seed}");
        Dice(seed)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

fn args<'a>(input: &'a str, out: &'a str) -> Vec<&'a str> {
    vec!["batch", input, "--out", out, "--checkpoint", "25", "--resume", "--quiet"]
}

fn with_jobs<'a>(mut args: Vec<&'a str>, jobs: &'a str) -> Vec<&'a str> {
    args.extend(["--jobs", jobs]);
    args
}

/// All files of a folder, with their bytes.
fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn survives_kills(format: &str) {
    let temp = tempfile::tempdir().unwrap();
    let input = temp.path().join("in");
    folder(&input, 400);
    fs::write(input.join("00007.txt"), "").unwrap();
    let input = input.to_str().unwrap();

    let whole = temp.path().join("whole");
    fs::create_dir(&whole).unwrap();
    let whole_out = whole.join(format!("out.{format}"));
    let begun = Instant::now();
    assert_eq!(code(&run(with_jobs(args(input, whole_out.to_str().unwrap()), "2"))), 1);
    let whole_time = begun.elapsed().as_micros() as u64;
    let expected = files(&whole);

    let mut dice = Dice::new();
    let (mut kills, mut rounds) = (0, 0);
    while kills < KILLS {
        let folder = temp.path().join(format!("round{rounds}"));
        fs::create_dir(&folder).unwrap();
        let out = folder.join(format!("out.{format}"));
        loop {
            let mut child =
                gongbao(with_jobs(args(input, out.to_str().unwrap()), "2")).spawn().unwrap();
            // After enough kills, the round may come to its end.
            if kills < KILLS {
                thread::sleep(Duration::from_micros(dice.below(whole_time)));
                child.kill().unwrap();
            }
            let status = child.wait().unwrap();
            if status.signal() != Some(SIGKILL) {
                assert_eq!(status.code(), Some(1), "{format}");
                break;
            }
            kills += 1;
            // The program is killed right after its last rename at times: then all is there.
            let partial = folder.join(format!("out.{format}.partial"));
            assert!(
                !out.exists() || files_of(&partial).is_empty() || is_published(&out, &expected)
            );
        }
        assert!(files(&folder) == expected, "{format}: round {rounds} differs");
        rounds += 1;
    }
    println!("{format}: {kills} kills in {rounds} rounds");
}

fn files_of(path: &Path) -> Vec<(String, Vec<u8>)> {
    if path.exists() { files(path) } else { Vec::new() }
}

/// Whether the output, where it is, is whole.
fn is_published(out: &Path, expected: &[(String, Vec<u8>)]) -> bool {
    let name = out.file_name().unwrap().to_str().unwrap();
    let bytes = fs::read(out).unwrap();
    expected.iter().any(|(whole, whole_bytes)| whole == name && *whole_bytes == bytes)
}

#[test]
fn ndjson_survives_kills() {
    survives_kills("ndjson");
}

#[test]
fn csv_survives_kills() {
    survives_kills("csv");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_survives_kills() {
    survives_kills("parquet");
}

#[test]
fn an_interrupt_leaves_valid_lines() {
    let temp = tempfile::tempdir().unwrap();
    folder(&temp.path().join("in"), 80);
    let list = |range: std::ops::Range<usize>| -> String {
        range.filter(|n| n % 10 != 3).map(|n| format!("in/{n:05}.txt\n")).collect()
    };
    let begin = |start: &str| {
        let args = ["batch", "-", "--out", "out.ndjson", start];
        let mut command = gongbao(args);
        command.current_dir(temp.path()).stdin(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let mut child = begin("--jobs=2");
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(list(0..40).as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(500));
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    thread::sleep(Duration::from_millis(200));
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{}", stderr(&output));
    assert!(stderr(&output).contains("`--resume` goes on"), "{}", stderr(&output));
    assert!(!temp.path().join("out.ndjson").exists());
    let partial = lines(&temp.path().join("out.ndjson.partial/documents.ndjson"));
    assert_eq!(partial.len(), 36);

    let mut child = begin("--resume");
    child.stdin.take().unwrap().write_all(list(0..80).as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(lines(&temp.path().join("out.ndjson")).len(), 72);
}

/// How many times each form of output is interrupted in the midst.
const INTERRUPTS: usize = 12;

/// What stands in the folder of an interrupted run: so many documents, all of them readable.
fn is_valid(partial: &Path, format: &str) -> u64 {
    let checkpoint = fs::read(partial.join("checkpoint.json")).unwrap();
    let checkpoint: serde_json::Value = serde_json::from_slice(&checkpoint).unwrap();
    let documents = checkpoint["totals"]["documents"].as_u64().unwrap();
    let quantities = checkpoint["totals"]["quantities"].as_u64().unwrap();
    match format {
        "csv" => {
            let path = partial.join("observations.csv");
            assert_eq!(fs::metadata(&path).unwrap().len(), checkpoint["main"].as_u64().unwrap());
            let mut reader = csv::Reader::from_path(path).unwrap();
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(rows.len() as u64, quantities);
            let mut names: Vec<&str> = rows.iter().map(|row| row.get(0).unwrap()).collect();
            names.dedup();
            assert_eq!(names.len() as u64, documents, "each of these bulletins has a row");
        }
        #[cfg(feature = "parquet")]
        "parquet" => {
            let rows = |table: &str| -> u64 {
                let segment = |number| partial.join(format!("{table}-{number:06}.parquet"));
                (0..checkpoint["main"].as_u64().unwrap()).map(|n| rows_of(&segment(n))).sum()
            };
            assert_eq!((rows("documents"), rows("observations")), (documents, quantities));
        }
        _ => unreachable!("{format}"),
    }
    documents
}

/// How many rows a file has. All of them are read.
#[cfg(feature = "parquet")]
fn rows_of(path: &Path) -> u64 {
    use parquet::file::reader::FileReader as _;
    let file = fs::File::open(path).unwrap();
    let reader = parquet::file::serialized_reader::SerializedFileReader::new(file).unwrap();
    reader.get_row_iter(None).unwrap().fold(0, |count, row| row.map(|_| count + 1).unwrap())
}

fn survives_interrupts(format: &str) {
    let temp = tempfile::tempdir().unwrap();
    folder(&temp.path().join("in"), 600);
    let input = temp.path().join("in");
    let input = input.to_str().unwrap();
    let whole = temp.path().join("whole");
    fs::create_dir(&whole).unwrap();
    let begun = Instant::now();
    let out = whole.join(format!("out.{format}"));
    assert_eq!(code(&run(with_jobs(args(input, out.to_str().unwrap()), "1"))), 0);
    let whole_time = begun.elapsed().as_micros() as u64;
    let expected = files(&whole);

    let mut dice = Dice::new();
    let (mut interrupts, mut midway) = (0, 0);
    for round in 0.. {
        let folder = temp.path().join(format!("round{round}"));
        let partial = folder.join(format!("out.{format}.partial"));
        fs::create_dir(&folder).unwrap();
        let out = folder.join(format!("out.{format}"));
        loop {
            // With several, what is under way is done before the end: all of so small an input.
            let jobs = if round == 0 { "2" } else { "1" };
            let args = with_jobs(args(input, out.to_str().unwrap()), jobs);
            let child = gongbao(args).spawn().unwrap();
            thread::sleep(Duration::from_micros(dice.below(whole_time)));
            let id = child.id().to_string();
            let _ = Command::new("kill").args(["-INT", &id]).stderr(Stdio::null()).status();
            let status = child.wait_with_output().unwrap().status;
            match (status.code(), status.signal()) {
                (Some(130), _) => {
                    assert!(!out.exists());
                    interrupts += 1;
                    midway += usize::from((1..600).contains(&is_valid(&partial, format)));
                }
                // It came before there was anybody to listen.
                (None, Some(2)) => {}
                (ended, _) => {
                    assert_eq!(ended, Some(0), "{format}");
                    break;
                }
            }
        }
        assert!(files(&folder) == expected, "{format}: round {round} differs");
        if interrupts >= INTERRUPTS {
            break;
        }
    }
    println!("{format}: {interrupts} interrupts, {midway} of them midway");
    assert!(midway > 0, "{format}");
}

#[test]
fn csv_survives_interrupts() {
    survives_interrupts("csv");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_survives_interrupts() {
    survives_interrupts("parquet");
}

#[test]
fn other_inputs_or_options_are_not_mixed_in() {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name);
    for number in 0..4 {
        fs::write(at(&format!("{number}.txt")), bulletin(number)).unwrap();
    }
    let begin = |inputs: &[&str], flags: &[&str]| {
        let args =
            ["batch", "-", "--out", "x.ndjson", "--checkpoint", "1", "--jobs", "1", "--resume"];
        let mut child = gongbao(args.iter().chain(flags))
            .current_dir(temp.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // a run with other options ends without reading its inputs
        match stdin.write_all((inputs.join("\n") + "\n").as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            written => written.unwrap(),
        }
        (child, stdin)
    };
    let (mut child, stdin) = begin(&["0.txt", "1.txt"], &[]);
    wait_for(&at("x.ndjson.partial"), 2);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(stdin);
    let cases: [(&[&str], &[&str], &str); 3] = [
        (&["0.txt", "2.txt"], &[], "the inputs are not those of the run to be resumed: `"),
        (&["0.txt"], &[], "the inputs are not those of the run to be resumed: `"),
        (&["0.txt", "1.txt"], &["--max-bytes", "1M"], "other options"),
    ];
    for (inputs, flags, message) in cases {
        let (child, stdin) = begin(inputs, flags);
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 2, "{}", stderr(&output));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    let (child, stdin) = begin(&["0.txt", "1.txt", "3.txt"], &[]);
    drop(stdin);
    assert_eq!(code(&child.wait_with_output().unwrap()), 0);
    assert_eq!(lines(&at("x.ndjson")).len(), 3);
}

/// Waits until the checkpoint says that so many inputs are done.
fn wait_for(partial: &Path, inputs: u64) {
    let done = || {
        let json = fs::read(partial.join("checkpoint.json")).ok()?;
        serde_json::from_slice::<serde_json::Value>(&json).ok()?["inputs"].as_u64()
    };
    for _ in 0..3000 {
        if done() == Some(inputs) {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("{partial:?} never came to {inputs} inputs: {:?}", done());
}

/// A run of which the named inputs are done, so many documents, killed while it waits for more.
fn killed_after(folder: &Path, inputs: &str, documents: u64) {
    let mut child = gongbao(["batch", "-", "--out", "x.ndjson", "--checkpoint", "1"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(inputs.as_bytes()).unwrap();
    wait_for(&folder.join("x.ndjson.partial"), documents);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn what_has_changed_since_is_told() {
    let temp = tempfile::tempdir().unwrap();
    let at = |name: &str| temp.path().join(name);
    fs::create_dir(at("in")).unwrap();
    for number in 0..4 {
        fs::write(at(&format!("in/{number}.txt")), bulletin(number)).unwrap();
    }
    let mut archive = zip::ZipWriter::new(fs::File::create(at("a.zip")).unwrap());
    archive.start_file("4.txt", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(bulletin(4).as_bytes()).unwrap();
    archive.finish().unwrap();
    killed_after(temp.path(), "in\na.zip\n", 5);
    let resume = |inputs: &[&str]| {
        let args = ["batch", "--out", "x.ndjson", "--checkpoint", "1", "--resume"];
        gongbao(args.iter().chain(inputs)).current_dir(temp.path()).output().unwrap()
    };
    type Deed = Box<dyn Fn()>;
    let write = |name: &str, text: String| -> Deed {
        let path = at(name);
        Box::new(move || fs::write(&path, &text).unwrap())
    };
    let all: &[&str] = &["in", "a.zip"];
    let removed = at("in/2.txt");
    // What is done, what is named then, what is said of it, and how it is set right.
    let cases: Vec<(Deed, &[&str], &str, &str)> = vec![
        (write("in/1.txt", bulletin(1) + "完"), all, "`in/1.txt` had ", "in/1.txt"),
        (write("in/1.txt", bulletin(1)), all, "`in/1.txt` was modified since", "in/1.txt"),
        (
            Box::new(move || fs::remove_file(&removed).unwrap()),
            all,
            "`in/2.txt` is no longer among them",
            "in/2.txt",
        ),
        (write("in/11.txt", bulletin(9)), all, "`in/11.txt` is new among them", "in/11.txt"),
        (write("a.zip", "PK".to_owned()), all, "`a.zip` had ", "a.zip"),
        (Box::new(|| ()), &["a.zip", "in"], "`a.zip` is new among them", "a.zip"),
        (Box::new(|| ()), &["in"], "`a.zip` is no longer among them", "a.zip"),
    ];
    for (deed, inputs, message, mended) in cases {
        let path = at(mended);
        let before = fs::read(&path).ok().zip(fs::metadata(&path).ok());
        // Times of files may be coarse.
        thread::sleep(Duration::from_millis(20));
        deed();
        let output = resume(inputs);
        let said = stderr(&output);
        assert_eq!(code(&output), 2, "{message}: {said}");
        assert!(said.contains(message) && said.contains("remove `x.ndjson.partial`"), "{said}");
        match before {
            None => fs::remove_file(&path).unwrap(),
            Some((bytes, metadata)) => {
                fs::write(&path, bytes).unwrap();
                let file = fs::File::options().write(true).open(&path).unwrap();
                file.set_modified(metadata.modified().unwrap()).unwrap();
            }
        }
    }
    // What comes after those that are done may be anything.
    fs::write(at("z.txt"), bulletin(12)).unwrap();
    let output = resume(&["in", "a.zip", "z.txt"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(lines(&at("x.ndjson")).len(), 6);
}

#[test]
fn one_run_at_a_time_writes_an_output() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("1.txt"), bulletin(1)).unwrap();
    let begin = |flags: &[&str]| {
        let args = ["batch", "-", "--out", "x.ndjson", "--checkpoint", "1"];
        gongbao(args.iter().chain(flags))
            .current_dir(temp.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut first = begin(&[]);
    let mut stdin = first.stdin.take().unwrap();
    stdin.write_all(b"1.txt\n").unwrap();
    wait_for(&temp.path().join("x.ndjson.partial"), 1);
    let told = |flags: &[&str], message: &str| {
        let output = begin(flags).wait_with_output().unwrap();
        let said = stderr(&output);
        assert_eq!(code(&output), 2, "{flags:?}: {said}");
        assert!(said.contains("`x.ndjson.partial`") && said.contains(message), "{flags:?}: {said}");
    };
    told(&[], "is being written by another run");
    told(&["--resume"], "is being written by another run");
    // Who was killed holds nothing.
    first.kill().unwrap();
    first.wait().unwrap();
    told(&[], "go on with `--resume`");
    let mut second = begin(&["--resume"]);
    second.stdin.take().unwrap().write_all(b"1.txt\n").unwrap();
    assert!(second.wait().unwrap().success());
    assert_eq!(lines(&temp.path().join("x.ndjson")).len(), 1);
    assert!(!temp.path().join("x.ndjson.partial").exists());
    drop(stdin);
}
