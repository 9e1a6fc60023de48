//! What the program prints: the document, its layouts, its offsets, the tree, the schema.

mod common;

use common::{gongbao, gongbao_fed};
use serde_json::Value;

const SEED: &str = "fixtures/seed.txt";

#[test]
fn the_seed_as_a_document() {
    let run = gongbao(&["parse", SEED]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let document = run.document();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["source"]["path"], SEED);
    let header = &document["header"];
    assert_eq!(header["title"], "稽东镇2023年度总结");
    assert_eq!(header["index_number"], "002582550/2024-72380");
    // what the page leaves empty is null, and its entry is kept with an empty value
    let fields = header["fields"].as_array().expect("a list");
    let empty: Vec<&Value> = fields.iter().filter(|field| field["value"] == "").collect();
    assert!(!empty.is_empty(), "the page has empty fields");
    for field in empty {
        let key = field["key"].as_str().unwrap_or("(no key)");
        let filled = fields.iter().any(|f| f["key"] == field["key"] && f["value"] != "");
        assert!(filled || header[key].is_null(), "{key} is {}", header[key]);
    }
    let chapters = document["outline"].as_array().expect("a list");
    assert_eq!(chapters.len(), 5);
    for chapter in chapters {
        let points = chapter["children"].as_array().expect("a list");
        assert_eq!(points.len(), 3, "{}", chapter["title"]);
        assert!(points.iter().all(|point| point["title"].as_str().is_some_and(|t| !t.is_empty())));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(gongbao(&["parse", SEED]).out, gongbao(&["parse", SEED]).out);
}

#[test]
fn several_inputs_give_one_document_a_line() {
    let run = gongbao(&["parse", SEED, "fixtures/layouts/conflict.txt", SEED]);
    assert_eq!((run.code, run.documents().len()), (0, 3));
    let run = gongbao(&["parse", "--format", "ndjson", SEED]);
    assert_eq!((run.code, run.documents().len()), (0, 1));
}

#[test]
fn pretty_is_the_same_document_over_many_lines() {
    let pretty = gongbao(&["parse", "--pretty", SEED]);
    assert!(pretty.out.lines().count() > 100);
    assert_eq!(pretty.document(), gongbao(&["parse", SEED]).document());
}

#[test]
fn offsets_count_what_was_asked_for() {
    let text = "𠮷镇2023年度总结\n\n一、经济\n全年增收。\n"; // 𠮷: 4 bytes, 2 UTF-16 units
    let title_of = |unit: &str| {
        let run = gongbao_fed(&["parse", "--offsets", unit], text.as_bytes());
        let span = &run.document()["outline"][0]["title_span"];
        let place = |end: &str| span[end].as_u64().expect("a place") as usize;
        place("start")..place("end")
    };
    assert_eq!(&text[title_of("bytes")], "经济");
    let chars: Vec<char> = text.chars().collect();
    assert_eq!(chars[title_of("chars")].iter().collect::<String>(), "经济");
    let units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(String::from_utf16(&units[title_of("utf16")]).expect("whole pairs"), "经济");
}

#[test]
fn the_outline_is_a_tree_for_reading() {
    let text = "甲镇2023年度总结\n\n一、经济\n（一）农业\n稳产。\n（二）工业\n提质。\n二、民生\n";
    let run = gongbao_fed(&["outline"], text.as_bytes());
    assert_eq!(run.code, 0);
    assert_eq!(run.out, "甲镇2023年度总结\n一、经济\n  （一）农业\n  （二）工业\n二、民生\n");
}

#[test]
fn help_and_completions_go_to_standard_output() {
    let rows: [(&[&str], &str); 8] = [
        (&["--help"], "Exit codes:"),
        (&["parse", "--help"], "Examples:"),
        (&["outline", "--help"], "Example:"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
        (&["completions", "bash"], "_gongbao"),
        (&["completions", "zsh"], "#compdef gongbao"),
        (&["completions", "fish"], "complete -c gongbao"),
        (&["completions", "powershell"], "gongbao"),
    ];
    for (args, part) in rows {
        let run = gongbao(args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains(part), "{args:?}");
    }
}

#[test]
fn every_document_is_as_the_schema_says() {
    let schema = gongbao(&["schema"]).document();
    let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let mut seen = 0;
    for folder in ["fixtures", "fixtures/layouts", "fixtures/outlines"] {
        for entry in std::fs::read_dir(common::root().join(folder)).expect("the folder is there") {
            let path = entry.expect("and readable").path();
            if path.extension().is_some_and(|ext| ext == "txt") {
                let run = gongbao(&["parse", path.to_str().expect("a UTF-8 path")]);
                let wrong: Vec<String> =
                    validator.iter_errors(&run.document()).map(|e| e.to_string()).collect();
                assert!(wrong.is_empty(), "{}: {}", path.display(), wrong.join("; "));
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "only {seen} documents were tried");
}
