//! How much of what other libraries test themselves by gongbao reads too.
//!
//! `fixtures/peers/` holds the expressions of their public Chinese cases, a table a
//! suite: an expression, and the value and the unit that a reader of bulletins
//! wants of it, which need not be what the suite wants. Of expressions that differ
//! in nothing but their digits one is taken. A remark tells why an expression is
//! not asked. The floors are what is reached; they only go up.

use std::fs;
use std::path::Path;

/// Sentences that say nothing of what stands in them.
const CARRIERS: [&str; 3] =
    ["全年支出{}。", "共有{}，其余未作统计。", "其中，最大的为{}；其他较小。"];

/// What a number without a unit counts in those sentences.
const UNIT: &str = "吨";

/// The suites: how many of their expressions are read as they should be.
const FLOORS: [(&str, u32); 16] = [
    ("duckling-distance", 21),
    ("duckling-duration", 12),
    ("duckling-money", 13),
    ("duckling-numeral", 25),
    ("duckling-quantity", 12),
    ("duckling-temperature", 7),
    ("duckling-volume", 25),
    ("jionlp-money", 38),
    ("recognizers-age", 6),
    ("recognizers-currency", 16),
    ("recognizers-dimension", 24),
    ("recognizers-number", 90),
    ("recognizers-numberrange", 9),
    ("recognizers-ordinal", 5),
    ("recognizers-percent", 32),
    ("recognizers-temperature", 7),
];

/// One expression: a row of the table.
struct Case<'t> {
    expression: &'t str,
    value: &'t str,
    unit: &'t str,
    remark: &'t str,
}

impl<'t> Case<'t> {
    fn new(row: &'t str) -> Self {
        let cells: Vec<&str> = row.split('\t').collect();
        let [expression, value, unit, remark] = cells[..] else { panic!("four cells: {row}") };
        Case { expression, value, unit, remark }
    }

    /// Numbers alone are no quantities, they are given a unit. Fractions are.
    fn unit_given(&self) -> &'static str {
        let alone = self.unit.is_empty() && self.value != "-" && !self.value.contains('/');
        if alone { UNIT } else { "" }
    }

    /// What is read of the expression in each of the sentences, where it is not
    /// what is wanted.
    fn wrong(&self) -> Vec<String> {
        let given = self.unit_given();
        let unit = if given.is_empty() { self.unit } else { given };
        let want = if self.value == "-" { String::new() } else { format!("{} {unit}", self.value) };
        let read = CARRIERS.iter().map(|carrier| {
            let sentence = carrier.replace("{}", &format!("{}{given}", self.expression));
            let quantities = gongbao::parse(&sentence).quantities;
            let shown = quantities.iter().map(|q| format!("{} {}", q.value, q.unit));
            shown.collect::<Vec<_>>().join(", ")
        });
        read.filter(|got| *got != want).collect()
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "what is read of each suite, with --nocapture")]
fn expressions_of_other_suites_are_read() {
    let mut low = Vec::new();
    for (suite, floor) in FLOORS {
        let path = Path::new("fixtures/peers").join(suite).with_extension("tsv");
        let table = fs::read_to_string(path).expect("a table");
        let rows = table.lines().filter(|row| !row.starts_with('#')).map(Case::new);
        let (mut passed, mut total) = (0, 0);
        for case in rows.filter(|case| case.remark.is_empty()) {
            let wrong = case.wrong();
            total += 1;
            passed += u32::from(wrong.is_empty());
            if !wrong.is_empty() {
                println!("    {} → {} {}, not {wrong:?}", case.expression, case.value, case.unit);
            }
        }
        println!("{suite}: {passed}/{total}");
        if passed < floor {
            low.push(format!("{suite}: {passed} of {total} is below the floor {floor}"));
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}

#[test]
fn every_suite_has_a_floor() {
    let files = fs::read_dir("fixtures/peers").expect("the folder is there");
    assert_eq!(files.count(), FLOORS.len());
}
