//! What two crates and gongbao find in the sentences, one JSON object a line, and how fast.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use duckling::{Context, DimensionKind, DimensionValue, Lang, Locale, MeasurementValue, Options};

const SENTENCES: &str = include_str!("../../sentences.txt");
const SEED: &str = include_str!("../../../../fixtures/seed.txt");

fn gongbao(text: &str) -> Vec<String> {
    let shown = |quantity: gongbao::Quantity| {
        let mut row = format!("{} → {}", quantity.text, quantity.value);
        let mut put = |words: &str| {
            if !words.is_empty() {
                row.push_str(if row.ends_with(' ') { "" } else { " " });
                row.push_str(words);
            }
        };
        put(&quantity.unit);
        let json = serde_json::to_value(&quantity).expect("a quantity serializes");
        let word = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
        let mut facts = vec![word("unit_code")];
        facts.extend(Some(word("hedge")).filter(|hedge| hedge != "none"));
        if let Some(change) = json["change"].as_object() {
            facts.extend(change.values().filter_map(|value| value.as_str().map(str::to_owned)));
        }
        facts.extend([word("indicator"), word("object"), word("scope")]);
        facts.retain(|fact| !fact.is_empty());
        if !facts.is_empty() {
            put(&format!("({})", facts.join(", ")));
        }
        row
    };
    gongbao::parse(text).quantities.into_iter().map(shown).collect()
}

const DIMENSIONS: [DimensionKind; 7] = [
    DimensionKind::Numeral,
    DimensionKind::Ordinal,
    DimensionKind::AmountOfMoney,
    DimensionKind::Distance,
    DimensionKind::Quantity,
    DimensionKind::Volume,
    DimensionKind::Duration,
];

fn duckling(text: &str) -> Vec<String> {
    let locale = Locale::new(Lang::ZH, None);
    let context = Context::default();
    let measured = |value: &MeasurementValue| match value {
        MeasurementValue::Value { value, unit } => format!("{value} {unit}"),
        other => format!("{other:?}"),
    };
    let found = duckling::parse(text, &locale, &DIMENSIONS, &context, &Options::default());
    let shown = |entity: duckling::Entity| {
        let value = match &entity.value {
            DimensionValue::Numeral(value) => format!("{value}"),
            DimensionValue::Ordinal(value) => format!("number {value}"),
            DimensionValue::AmountOfMoney(value)
            | DimensionValue::Distance(value)
            | DimensionValue::Volume(value)
            | DimensionValue::Temperature(value) => measured(value),
            DimensionValue::Quantity { measurement, .. } => measured(measurement),
            DimensionValue::Duration { value, grain, .. } => format!("{value} {grain:?}"),
            other => format!("{other:?}"),
        };
        format!("{} → {value}", entity.body)
    };
    found.into_iter().map(shown).collect()
}

fn digits(text: &str) -> Vec<String> {
    let read = chinese2digits::take_number_from_string(text, true, true);
    let pairs = read.ch_number_string_list.into_iter().zip(read.digits_string_list);
    pairs.map(|(words, value)| format!("{words} → {value}")).collect()
}

fn attempt(find: fn(&str) -> Vec<String>, text: &str) -> Vec<String> {
    catch_unwind(AssertUnwindSafe(|| find(text))).unwrap_or_else(|_| vec!["(panics)".to_owned()])
}

/// MB of UTF-8 a second, over `texts`, in the best of `rounds`.
fn speed(texts: &[&str], rounds: u32, work: impl Fn(&str)) -> f64 {
    let size: usize = texts.iter().map(|text| text.len()).sum();
    let round = |_| {
        let start = Instant::now();
        for text in texts {
            // what panics is counted with the time it took
            let _ = catch_unwind(AssertUnwindSafe(|| work(text)));
        }
        size as f64 / start.elapsed().as_secs_f64() / 1e6
    };
    (0..rounds).map(round).fold(0.0, f64::max)
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let lines: Vec<&str> = SEED.lines().filter(|line| !line.trim().is_empty()).collect();
    let row = |peer: &str, version: &str, find: fn(&str) -> Vec<String>, mb_per_s: f64| {
        let found: Vec<_> = SENTENCES.lines().map(|sentence| attempt(find, sentence)).collect();
        let row = serde_json::json!({
            "peer": peer, "version": version, "found": found, "mb_per_s": mb_per_s,
        });
        println!("{row}");
    };
    let locale = Locale::new(Lang::ZH, None);
    let context = Context::default();
    let options = Options::default();
    row(
        "duckling (Rust port)",
        "0.4.0",
        duckling,
        speed(&lines, 3, |text| {
            std::hint::black_box(duckling::parse(text, &locale, &DIMENSIONS, &context, &options));
        }),
    );
    // gongbao reads times as well: what it costs the peer to do so
    let all = [DIMENSIONS.as_slice(), &[DimensionKind::Time]].concat();
    let mb_per_s = speed(&lines, 3, |text| {
        std::hint::black_box(duckling::parse(text, &locale, &all, &context, &options));
    });
    println!(
        "{}",
        serde_json::json!({
            "peer": "duckling, times as well", "version": "0.4.0", "found": null, "mb_per_s": mb_per_s,
        })
    );
    row(
        "chinese2digits (Rust)",
        "1.0.0",
        digits,
        speed(&lines, 3, |text| {
            std::hint::black_box(chinese2digits::take_number_from_string(text, true, true));
        }),
    );
    row(
        "gongbao",
        "this tree",
        gongbao,
        speed(&[SEED], 200, |text| {
            std::hint::black_box(gongbao::parse(text));
        }),
    );
}
