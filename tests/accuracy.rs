//! How much of what people read in invented texts gongbao reads too.
//!
//! `fixtures/annotated/` holds texts with every quantity annotated by hand, before
//! the program ever saw them: township summaries, reports and communiqués of
//! counties, summaries of bureaus, notices, news, a page full of faults. The floors are what is reached; they only
//! go up. A new text is a new pair of files.

use std::fs;
use std::path::Path;

use gongbao::{Direction, Hedge, OffsetUnit, Quantity, QuantityKind, Text};

/// One annotated quantity: a row of the table.
struct Mention {
    start: usize,
    end: usize,
    kind: String,
    value: String,
    unit: String,
    hedge: String,
    change: String,
    indicators: Vec<String>,
    objects: Vec<String>,
    optional: bool,
}

fn mentions(table: &str) -> Vec<Mention> {
    let rows = table.lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let list = |cell: &str| {
            cell.split(" | ").filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        Mention {
            start: cells[1].parse().expect("a number"),
            end: cells[2].parse().expect("a number"),
            kind: cells[3].to_owned(),
            value: cells[4].to_owned(),
            unit: cells[5].to_owned(),
            hedge: cells[6].to_owned(),
            change: cells[7].split(' ').next().unwrap_or_default().to_owned(),
            indicators: list(cells[8]),
            objects: list(cells[9]),
            optional: cells[10] == "optional",
        }
    })
    .collect()
}

/// How many of how many are right.
#[derive(Default)]
struct Share {
    right: u32,
    of: u32,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += u32::from(right);
        self.of += 1;
    }

    fn share(&self) -> f64 {
        f64::from(self.right) / f64::from(self.of.max(1))
    }
}

#[derive(Default)]
struct Figures {
    found: Share,
    spurious: u32,
    value: Share,
    hedge: Share,
    change: Share,
    indicator: Share,
    object: Share,
}

fn compare(path: &Path, figures: &mut Figures) {
    let text = fs::read_to_string(path).expect("a text");
    let table = fs::read_to_string(path.with_extension("tsv")).expect("a table beside the text");
    let bulletin = gongbao::parse(&text).with_offsets(&text, OffsetUnit::Chars);
    let mentions = mentions(&table);
    let overlaps = |mention: &Mention, quantity: &Quantity| {
        mention.start < quantity.span.end && quantity.span.start < mention.end
    };
    for quantity in &bulletin.quantities {
        let known = mentions.iter().any(|mention| overlaps(mention, quantity));
        figures.spurious += u32::from(!known);
    }
    for mention in mentions.iter().filter(|mention| !mention.optional) {
        let found = bulletin.quantities.iter().find(|quantity| overlaps(mention, quantity));
        figures.found.count(found.is_some());
        let Some(quantity) = found else { continue };
        judge(mention, quantity, figures);
    }
}

fn judge(mention: &Mention, quantity: &Quantity, figures: &mut Figures) {
    let kind = match quantity.kind {
        QuantityKind::Ratio => "ratio",
        QuantityKind::Rank => "rank",
        _ => "amount",
    };
    let value = quantity.value.to_string() == mention.value;
    figures.value.count(value && kind == mention.kind && quantity.unit == mention.unit.as_str());
    let hedge = match quantity.hedge {
        Hedge::About => "about",
        Hedge::Over => "over",
        Hedge::Under => "under",
        _ => "none",
    };
    figures.hedge.count(hedge == mention.hedge);
    let change = match quantity.change.as_ref().map(|change| change.direction) {
        Some(Direction::Decrease) => "decrease",
        Some(_) => "increase",
        None => "",
    };
    if !mention.change.is_empty() || !change.is_empty() {
        figures.change.count(change == mention.change);
    }
    let named = |share: &mut Share, got: &Option<Text>, accepted: &[String]| match got {
        None if accepted.is_empty() => {}
        got => share.count(got.as_ref().is_some_and(|got| accepted.iter().any(|one| *got == *one))),
    };
    named(&mut figures.indicator, &quantity.indicator, &mention.indicators);
    named(&mut figures.object, &quantity.object, &mention.objects);
}

#[test]
fn annotated_texts_are_read_as_people_read_them() {
    let mut figures = Figures::default();
    for entry in fs::read_dir("fixtures/annotated").expect("the folder is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            compare(&path, &mut figures);
        }
    }
    let found = f64::from(figures.found.right);
    let precision = found / (found + f64::from(figures.spurious));
    let floors = [
        ("found", figures.found.share(), 0.996),
        ("precision", precision, 0.997),
        ("value, kind and unit", figures.value.share(), 0.986),
        ("hedge", figures.hedge.share(), 0.997),
        ("change", figures.change.share(), 0.978),
        ("indicator", figures.indicator.share(), 0.883),
        ("object", figures.object.share(), 0.881),
    ];
    for (name, share, floor) in floors {
        assert!(share >= floor, "{name}: {share:.4} is below the floor {floor}");
    }
}
