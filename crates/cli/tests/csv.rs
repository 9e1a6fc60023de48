//! `gongbao parse --format csv`: one row a quantity, readable by any reader of CSV.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use support::{bulletin, run};

fn table(bytes: &[u8]) -> (Vec<String>, Vec<csv::StringRecord>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (header, reader.records().map(Result::unwrap).collect())
}

#[test]
fn rows_agree_with_the_json() {
    let folder = tempfile::tempdir().unwrap();
    let paths = [1, 2].map(|number| folder.path().join(format!("{number}.txt")));
    for (number, path) in paths.iter().enumerate() {
        fs::write(path, bulletin(number)).unwrap();
    }
    let csv = run([
        "parse".as_ref(),
        "--format=csv".as_ref(),
        paths[0].as_os_str(),
        paths[1].as_os_str(),
    ]);
    let json = run([
        "parse".as_ref(),
        "--format=ndjson".as_ref(),
        paths[0].as_os_str(),
        paths[1].as_os_str(),
    ]);
    let (header, rows) = table(&csv.stdout);
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let documents = String::from_utf8(json.stdout).unwrap();
    let quantities: Vec<serde_json::Value> = documents
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .flat_map(|document| document["quantities"].as_array().unwrap().clone())
        .collect();
    assert_eq!(rows.len(), quantities.len());
    assert!(!rows.is_empty());
    for (row, quantity) in rows.iter().zip(&quantities) {
        assert_eq!(&row[at("value_text")], quantity["value"].as_str().unwrap());
        for name in ["text", "unit", "indicator", "object", "hedge", "kind", "period", "unit_code"]
        {
            assert_eq!(&row[at(name)], quantity[name].as_str().unwrap_or_default(), "{name}");
        }
        assert_eq!(row[at("start")], quantity["span"]["start"].to_string());
        assert!(row[at("sentence")].contains(&row[at("text")]));
    }
    let area = rows.iter().find(|row| &row[at("text")] == "10亩").unwrap();
    assert_eq!(&area[at("normalised_text")], "20000/3");
    assert_eq!(&area[at("normalised_value")], "6666.6666666667");
    assert_eq!(&area[at("normalised_unit")], "m2");
    assert_eq!(&area[at("section_titles")], "二、农业");
}

#[test]
fn excel_gets_its_mark_and_others_do_not() {
    let path = tempfile::NamedTempFile::with_suffix(".txt").unwrap();
    fs::write(path.path(), bulletin(1)).unwrap();
    for (flags, opening) in [
        (&["parse", "--format=csv"][..], "path,title,"),
        (&["parse", "--format=csv", "--excel"][..], "\u{FEFF}path,title,"),
    ] {
        let mut args: Vec<&std::ffi::OsStr> = flags.iter().map(|flag| flag.as_ref()).collect();
        args.push(path.path().as_os_str());
        let text = String::from_utf8(run(args).stdout).unwrap();
        assert!(text.starts_with(opening), "{flags:?}");
        assert!(text.lines().count() > 3 && text.ends_with("\r\n"));
    }
}
