//! Texts of `fixtures/quantities/` and the quantities in them: `甲.txt` beside `甲.tsv`.
//!
//! A new case is a new pair of files, or a new line in one of them. With
//! `UPDATE_EXPECTED=1` the `.tsv` files are written anew; read what changed.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use gongbao::{Basis, Change, Direction, Hedge, Quantity, Text};

const HEADER: &str = "# text\tvalue\tunit\thedge\tchange\tindicator\tobject\tscope\tperiod\n";

fn row(quantity: &Quantity) -> String {
    let hedge = match quantity.hedge {
        Hedge::About => "about",
        Hedge::Over => "over",
        Hedge::Under => "under",
        _ => "",
    };
    let cell = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
    [
        quantity.text.to_string(),
        quantity.value.to_string(),
        quantity.unit.to_string(),
        hedge.to_owned(),
        quantity.change.as_deref().map(change).unwrap_or_default(),
        cell(&quantity.indicator),
        cell(&quantity.object),
        cell(&quantity.scope),
        quantity.period.map(|period| period.to_string()).unwrap_or_default(),
    ]
    .join("\t")
}

fn change(change: &Change) -> String {
    let direction = match change.direction {
        Direction::Decrease => "down",
        _ => "up",
    };
    let basis = match &change.basis {
        None => String::new(),
        Some(Basis::YearOnYear) => " yoy".to_owned(),
        Some(Basis::MonthOnMonth) => " mom".to_owned(),
        Some(other) => format!(" {}", String::from(other.clone())),
    };
    let from = change.from.map(|from| format!(" from {from}")).unwrap_or_default();
    format!("{direction}{basis}{from}")
}

fn table(text: &str) -> String {
    let mut table = HEADER.to_owned();
    for quantity in gongbao::parse(text).quantities {
        let row = row(&quantity).replace('\n', " ");
        writeln!(table, "{row}").expect("a string takes all");
    }
    table
}

fn check(text: &Path, expected: &Path) {
    let got = table(&fs::read_to_string(text).expect("a text"));
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(expected, got).expect("the table can be written");
        return;
    }
    let want = fs::read_to_string(expected).expect("a table beside the text");
    for (got, want) in got.lines().zip(want.lines()) {
        assert_eq!(got, want, "in {}", text.display());
    }
    assert_eq!(got.lines().count(), want.lines().count(), "in {}", text.display());
}

#[test]
fn every_text_has_the_quantities_beside_it() {
    for entry in fs::read_dir("fixtures/quantities").expect("the folder is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            check(&path, &path.with_extension("tsv"));
        }
    }
}

#[test]
fn the_seed_has_the_quantities_that_were_read_one_by_one() {
    check(Path::new("fixtures/seed.txt"), Path::new("fixtures/seed.quantities.tsv"));
}
