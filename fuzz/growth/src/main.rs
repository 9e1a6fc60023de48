//! A search for texts that take more time the longer they are than they should.
//!
//! It repeats random combinations of the library's own marks, at n and 4n bytes,
//! and looks for work that grows faster than the text:
//!
//! ```text
//! cd fuzz/growth && cargo run --release -- --seconds 1200
//! ```
//!
//! Three things are measured. *Edges* of the control flow that were taken, and
//! *bytes allocated*, are the same in every run, so that a small excess is told
//! from noise; *processor time* sees what they do not, such as moves of memory.
//! All are believed only if they go on to grow up to a third size.
//! What makes the most edges for its bytes is bred further.
//!
//! Every finding is cut down to what is needed for it, and printed; the program
//! then ends with 1.

mod marks;
mod measure;
mod pattern;

use std::time::{Duration, Instant};

use measure::{Work, work};
use pattern::{Pattern, Random};

/// The shorter text, in bytes. Longer than anything that a scan may look back over.
const SIZE: usize = 1 << 14;

/// Four times the text may be so much more than four times the work. Sorting,
/// n log n, takes 1.14 at this size.
const EDGES: f64 = 1.3;
const BYTES: f64 = 1.6;
const TIME: f64 = 1.8;

/// Work less than this at 4n is no danger, and its growth hardly measurable.
const MIN_EDGES: u64 = 100_000;

/// How the work grows from n to 4n, over what it should: 1.0 is linear.
#[derive(Debug, Clone, Copy)]
struct Growth {
    edges: f64,
    bytes: f64,
    time: f64,
    /// Edges a byte at 4n.
    cost: f64,
}

fn growth(pattern: &Pattern) -> Growth {
    let (short, long) = (pattern.text(SIZE), pattern.text(4 * SIZE));
    let (less, more) = (work(&short), work(&long));
    let size = long.len() as f64 / short.len() as f64;
    let over = |less: u64, more: u64| more as f64 / (less.max(1) as f64 * size);
    let counted = more.edges >= MIN_EDGES;
    Growth {
        edges: if counted { over(less.edges, more.edges) } else { 1.0 },
        bytes: over(less.bytes.max(4096), more.bytes),
        time: over(less.nanos.max(20_000), more.nanos),
        cost: more.edges as f64 / long.len() as f64,
    }
}

/// Whether this grows too fast, with the measure that says so.
fn suspect(growth: Growth, pattern: &Pattern) -> Option<&'static str> {
    if growth.edges > EDGES && goes_on(pattern, EDGES, |text| work(text).edges) {
        return Some("edges");
    }
    if growth.bytes > BYTES && goes_on(pattern, BYTES, |text| work(text).bytes) {
        return Some("bytes");
    }
    let best = |text: &str| (0..4).map(|_| work(text).nanos).min().unwrap_or_default();
    (growth.time > TIME && goes_on(pattern, TIME * 0.9, best)).then_some("time")
}

/// Whether the growth is there over a third size too: lists that double when they are
/// full, and limits that are met at one length, make a step between any two sizes, and
/// a busy machine makes any step.
fn goes_on(pattern: &Pattern, most: f64, measure: impl Fn(&str) -> u64) -> bool {
    let for_each = |size: usize| {
        let text = pattern.text(size);
        measure(&text) as f64 / text.len() as f64
    };
    let (short, long, longest) = (for_each(SIZE), for_each(4 * SIZE), for_each(16 * SIZE));
    long / short > most && longest / long > most
}

/// The same pattern without the marks that the growth does not need.
fn cut_down(pattern: &Pattern, measure: &str) -> Pattern {
    let mut best = pattern.clone();
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for smaller in best.smaller() {
            if suspect(growth(&smaller), &smaller) == Some(measure) {
                best = smaller;
                changed = true;
                break;
            }
        }
    }
    best
}

fn report(pattern: &Pattern, measure: &str) {
    println!("\n{measure} grow faster than the text: {pattern}");
    for size in [SIZE, 4 * SIZE, 16 * SIZE] {
        let text = pattern.text(size);
        let Work { edges, bytes, nanos } = work(&text);
        let len = text.len() as f64;
        println!(
            "  {:>7} bytes: {:>10.1} edges, {:>10.1} bytes, {:>10.1} ns for each",
            text.len(),
            edges as f64 / len,
            bytes as f64 / len,
            nanos as f64 / len
        );
    }
}

struct Choices {
    seconds: u64,
    seed: u64,
}

fn choices() -> Choices {
    let mut choices = Choices { seconds: 60, seed: 0 };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let number = args.next().and_then(|value| value.parse().ok());
        match (arg.as_str(), number) {
            ("--seconds", Some(number)) => choices.seconds = number,
            ("--seed", Some(number)) => choices.seed = number,
            _ => {
                eprintln!("usage: gongbao-growth [--seconds N] [--seed N]");
                std::process::exit(2);
            }
        }
    }
    choices
}

fn main() {
    let Choices { seconds, seed } = choices();
    let end = Instant::now() + Duration::from_secs(seconds);
    let marks = marks::all();
    let mut random = Random::new(seed);
    let _ = work("甲"); // the tables are built
    let mut known: Vec<Pattern> = marks::patterns();
    let mut dearest: Vec<(f64, Pattern)> = Vec::new();
    let mut findings: Vec<String> = Vec::new();
    let mut tried = 0_u64;
    while Instant::now() < end {
        let pattern = match known.pop() {
            Some(pattern) => pattern,
            None if dearest.len() > 8 && random.one_in(2) => {
                dearest[random.below(dearest.len())].1.bred(&marks, &mut random)
            }
            None => Pattern::random(&marks, &mut random),
        };
        tried += 1;
        let growth = growth(&pattern);
        if let Some(measure) = suspect(growth, &pattern) {
            let pattern = cut_down(&pattern, measure);
            let key = pattern.to_string();
            if !findings.contains(&key) {
                report(&pattern, measure);
                findings.push(key);
            }
            continue;
        }
        // what grows a little is as good to breed from as what is dear
        dearest.push((growth.cost * growth.edges.powi(4), pattern));
        if dearest.len() > 200 {
            dearest.sort_by(|a, b| b.0.total_cmp(&a.0));
            dearest.truncate(60);
        }
    }
    dearest.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\n{tried} patterns tried, {} grow faster than the text", findings.len());
    if work("甲").edges == 0 {
        println!(
            "edges were not counted: run it in fuzz/growth, whose .cargo/config.toml says how"
        );
    }
    println!("the dearest, in edges a byte:");
    for (_, pattern) in dearest.iter().take(5) {
        println!("  {:6.1}  {pattern}", growth(pattern).cost);
    }
    std::process::exit(i32::from(!findings.is_empty()));
}
