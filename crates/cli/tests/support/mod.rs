//! What the tests of the program share: running it, and small bulletins to run it on.
#![allow(dead_code)] // each test file uses a part
#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program, with the given arguments.
pub fn gongbao<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongbao"));
    command.args(args);
    command
}

/// Runs the program to its end.
pub fn run<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Output {
    gongbao(args).output().unwrap()
}

/// Runs the program to its end in the repository's root, with `input` to read.
pub fn run_with<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>, input: &[u8]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut program = gongbao(args)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(input).unwrap();
    program.wait_with_output().unwrap()
}

/// What it said on standard error.
pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The code that it ended with.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// The bulletin with a number: its values follow from it.
pub fn bulletin(number: usize) -> String {
    let (year, income, growth) = (2000 + number % 24, 100 + number * 7, number % 9);
    format!(
        "甲镇{year}年度总结\n\n一、经济\n全年财政总收入达{income}万元，同比增长{growth}.5%。\n\
         二、农业\n粮食播种面积{}亩，其中“示范田”约{}亩。开展执法行动{}次。\n",
        number + 10,
        number % 10 + 1,
        number % 7 + 2,
    )
}

/// A folder with so many bulletins, every tenth of them in a folder below, some of them twice.
pub fn folder(path: &Path, count: usize) {
    fs::create_dir_all(path.join("下")).unwrap();
    for number in 0..count {
        let name = format!("{number:05}.txt");
        let place = if number % 10 == 3 { path.join("下").join(name) } else { path.join(name) };
        let number = if number % 50 == 49 { number - 20 } else { number };
        fs::write(place, bulletin(number)).unwrap();
    }
}

/// The lines of a file as JSON.
pub fn lines(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A value of a JSON object as a string.
pub fn word<'v>(value: &'v serde_json::Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}
