//! Throughput beside references, in one run: `cargo bench`.
//!
//! Absolute figures depend on the machine; the ratios to the references hold
//! on any. Each figure is the best of several rounds of at least 0.2 s. Then the
//! time for a byte as texts grow from 1 KiB to 64 MiB, hostile ones among them,
//! the most memory in use at once, and how soon the program is done with a short text.

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use regex::Regex;

/// A text to measure with: its name and the text.
struct Input {
    name: &'static str,
    text: String,
}

const SEED: &str = include_str!("../fixtures/seed.txt");
const DENSE: &str = "全年实现地区生产总值1234.5亿元，同比增长5.8%；其中第一产业增加值56.7亿元，增长3.2%，\
                     第二产业增加值456.7亿元，增长6.1%。新增城镇就业1.2万人，完成全年任务的120%。\n";
const HOSTILE: &str = "一1,（分别为1、";

fn inputs() -> Vec<Input> {
    vec![
        Input { name: "seed", text: SEED.to_owned() },
        Input { name: "long report (seed x 100)", text: SEED.repeat(100) },
        Input { name: "dense statistics", text: DENSE.repeat(3000) },
        Input { name: "hostile", text: HOSTILE.repeat(40_000) },
    ]
}

/// Bytes a second in the best round.
fn measure(bytes: usize, mut work: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        let mut runs = 0_u32;
        while start.elapsed() < Duration::from_millis(200) {
            work();
            runs += 1;
        }
        best = best.min(start.elapsed().as_secs_f64() / f64::from(runs));
    }
    bytes as f64 / best
}

/// Throughputs, and those of gongbao as shares of the `regex` pass.
fn throughput() -> String {
    let pattern =
        Regex::new(r"\d+(?:\.\d+)?[万亿]?(?:元|个|家|人|户|件|项|亩|处|公里|平方米|吨|%|倍)")
            .expect("a valid pattern");
    let mut rates = table_head(&[
        "text",
        "bytes",
        "from_utf8",
        "regex",
        "JSON",
        "decode",
        "parse",
        "parse + JSON",
    ]);
    let mut ratios = table_head(&["text", "decode", "parse", "parse + JSON"]);
    for Input { name, text } in inputs() {
        let bytes = text.len();
        let bulletin = gongbao::parse(&text);
        let rate = |work: &mut dyn FnMut()| measure(bytes, work);
        let utf8 = rate(&mut || {
            black_box(std::str::from_utf8(black_box(text.as_bytes()))).ok();
        });
        let regex = rate(&mut || {
            black_box(pattern.find_iter(black_box(&text)).count());
        });
        let json = rate(&mut || {
            black_box(serde_json::to_vec(black_box(&bulletin))).ok();
        });
        let decode = rate(&mut || {
            black_box(gongbao::decode(black_box(text.as_bytes())));
        });
        let parse = rate(&mut || {
            black_box(gongbao::parse(black_box(&text)));
        });
        let both = rate(&mut || {
            black_box(serde_json::to_vec(&gongbao::parse(black_box(&text)))).ok();
        });
        write!(rates, "| {name} | {bytes} |").expect("a string takes all");
        for rate in [utf8, regex, json, decode, parse, both] {
            write!(rates, " {:.1} |", rate / 1e6).expect("a string takes all");
        }
        rates.push('\n');
        write!(ratios, "| {name} |").expect("a string takes all");
        for rate in [decode, parse, both] {
            write!(ratios, " {:.3} |", rate / regex).expect("a string takes all");
        }
        ratios.push('\n');
    }
    format!("MB of UTF-8 a second\n\n{rates}\nof the regex pass\n\n{ratios}")
}

/// Nanoseconds a byte of parsing, as texts double.
fn growth() -> String {
    let list = |size: usize| "甲、".repeat(size / 12) + &"1家、".repeat(size / 14);
    let texts: [(&str, &dyn Fn(usize) -> String); 6] = [
        ("seed", &|size| repeat(SEED, size)),
        ("dense", &|size| repeat(DENSE, size)),
        ("`一1,（分别为1、`", &|size| repeat(HOSTILE, size)),
        ("`5%`", &|size| repeat("5%", size)),
        ("`甲、` then `1家、`", &list),
        ("one line of `（`", &|size| repeat("（", size)),
    ];
    let mut table = table_head(&["bytes"]);
    table.truncate(table.find('\n').unwrap_or(0));
    for (name, _) in texts {
        write!(table, " {name} |").expect("a string takes all");
    }
    table.push_str("\n| ---: |");
    table.push_str(&" ---: |".repeat(texts.len()));
    for power in 10..=26 {
        write!(table, "\n| {} |", size_name(1 << power)).expect("a string takes all");
        for (_, text) in texts {
            let text = text(1 << power);
            let rounds = if power < 20 { 9 } else { 1 };
            let nanos = (0..rounds).map(|_| nanos_of(&text)).fold(f64::INFINITY, f64::min);
            write!(table, " {:.1} |", nanos / text.len() as f64).expect("a string takes all");
        }
    }
    format!("ns a byte, parse\n\n{table}\n")
}

fn repeat(part: &str, size: usize) -> String {
    let mut text = part.repeat(size.div_ceil(part.len()));
    text.truncate(text.floor_char_boundary(size));
    text
}

fn nanos_of(text: &str) -> f64 {
    let start = Instant::now();
    black_box(gongbao::parse(black_box(text)));
    start.elapsed().as_secs_f64() * 1e9
}

fn size_name(size: usize) -> String {
    if size < 1 << 20 { format!("{} KiB", size >> 10) } else { format!("{} MiB", size >> 20) }
}

/// The most memory that parsing, and writing what was parsed, has in use at once.
fn memory() -> String {
    let mut table = table_head(&["text", "parse", "parse + JSON"]);
    for Input { name, text } in inputs() {
        let parse = peak(|| drop(black_box(gongbao::parse(&text))));
        let both = peak(|| {
            let bulletin = gongbao::parse(&text);
            serde_json::to_writer(std::io::sink(), &bulletin).expect("a bulletin serializes");
        });
        let each = |bytes: usize| bytes as f64 / text.len() as f64;
        writeln!(table, "| {name} | {:.2} | {:.2} |", each(parse), each(both))
            .expect("a string takes all");
    }
    format!("bytes of memory at most, for each byte of text\n\n{table}")
}

/// How long the program takes for a text of one line, start to end.
fn start_up() -> String {
    let Some(program) = program() else {
        return "start-up: no program, build it with `cargo build --release`\n".to_owned();
    };
    let run = |args: &[&str]| {
        let start = Instant::now();
        let status =
            Command::new(&program).args(args).stdin(Stdio::null()).stdout(Stdio::null()).status();
        status.is_ok_and(|status| status.success()).then(|| start.elapsed().as_secs_f64() * 1e3)
    };
    let best = |args: &[&str]| (0..40).filter_map(|_| run(args)).fold(f64::INFINITY, f64::min);
    let file = std::env::temp_dir().join("gongbao-bench.txt");
    let path = file.to_string_lossy().into_owned();
    if std::fs::write(&file, "甲镇2023年总结\n全年财政总收入达1.6亿元。\n").is_err()
    {
        return String::new();
    }
    let (version, parse) = (best(&["--version"]), best(&["parse", &path]));
    let _ = std::fs::remove_file(&file);
    format!("ms of the program: --version {version:.1}, parse of two lines {parse:.1}\n")
}

/// `target/release/gongbao`, beside this program's folder.
fn program() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    let program =
        own.parent()?.parent()?.join("gongbao").with_extension(std::env::consts::EXE_EXTENSION);
    program.exists().then_some(program)
}

fn table_head(columns: &[&str]) -> String {
    let mut head = format!("| {} |\n| --- |", columns.join(" | "));
    head.push_str(&" ---: |".repeat(columns.len() - 1));
    head.push('\n');
    head
}

/// The system's allocator, with a count of what is in use.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;
static IN_USE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

fn took(bytes: usize) {
    let now = IN_USE.fetch_add(bytes, Ordering::Relaxed) + bytes;
    if now > PEAK.load(Ordering::Relaxed) {
        PEAK.store(now, Ordering::Relaxed);
    }
}

// SAFETY: all calls are passed on as they come.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        took(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        took(size);
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.realloc(at, layout, size) }
    }
}

fn peak(work: impl FnOnce()) -> usize {
    let before = IN_USE.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    work();
    PEAK.load(Ordering::Relaxed) - before
}

fn main() {
    // `cargo test --benches` passes this: there is nothing to test here
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    for part in [throughput, growth, memory, start_up] {
        let text = part() + "\n";
        std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes()).expect("stdout is open");
    }
}
