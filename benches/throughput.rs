//! Throughput beside references, in one run: `cargo bench`.
//!
//! Absolute figures depend on the machine; the ratios to the references hold
//! on any. Each figure is the best of several rounds of at least 0.2 s.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use regex::Regex;

/// A text to measure with: its name and the text.
struct Input {
    name: &'static str,
    text: String,
}

fn inputs() -> Vec<Input> {
    let seed = include_str!("../fixtures/seed.txt");
    let dense = "全年实现地区生产总值1234.5亿元，同比增长5.8%；其中第一产业增加值56.7亿元，增长3.2%，\
                 第二产业增加值456.7亿元，增长6.1%。新增城镇就业1.2万人，完成全年任务的120%。\n";
    vec![
        Input { name: "seed", text: seed.to_owned() },
        Input { name: "long report (seed x 100)", text: seed.repeat(100) },
        Input { name: "dense statistics", text: dense.repeat(3000) },
        Input { name: "hostile", text: "一1,（分别为1、".repeat(40_000) },
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

fn main() {
    // `cargo test --benches` passes this: there is nothing to test here
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let pattern =
        Regex::new(r"\d+(?:\.\d+)?[万亿]?(?:元|个|家|人|户|件|项|亩|处|公里|平方米|吨|%|倍)")
            .expect("a valid pattern");
    let mut table = String::new();
    for Input { name, text } in inputs() {
        let bytes = text.len();
        let bulletin = gongbao::parse(&text);
        let utf8 = measure(bytes, || {
            black_box(std::str::from_utf8(black_box(text.as_bytes()))).ok();
        });
        let regex = measure(bytes, || {
            black_box(pattern.find_iter(black_box(&text)).count());
        });
        let parse = measure(bytes, || {
            black_box(gongbao::parse(black_box(&text)));
        });
        let json = measure(bytes, || {
            black_box(serde_json::to_vec(black_box(&bulletin))).ok();
        });
        let both = measure(bytes, || {
            black_box(serde_json::to_vec(&gongbao::parse(black_box(&text)))).ok();
        });
        let mb = |rate: f64| rate / 1e6;
        writeln!(
            table,
            "{name} ({bytes} bytes)\n  from_utf8 {:.0} MB/s, regex {:.0}, parse {:.1} ({:.3} of regex), \
             JSON {:.1}, parse + JSON {:.1} ({:.3} of regex)",
            mb(utf8), mb(regex), mb(parse), parse / regex, mb(json), mb(both), both / regex,
        )
        .expect("a string takes all");
    }
    std::io::Write::write_all(&mut std::io::stdout(), table.as_bytes()).expect("stdout is open");
}
