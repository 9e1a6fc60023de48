//! Every page layout in `fixtures/layouts`: the header that a person reads there.
//! A new layout is a new pair of files, `NAME.txt` and `NAME.header.json`.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

#[test]
fn headers_are_read() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir("fixtures/layouts").expect("the folder is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_none_or(|ext| ext != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text");
        let want = fs::read_to_string(path.with_extension("header.json")).expect("its header");
        let want: BTreeMap<String, Value> = serde_json::from_str(&want).expect("as JSON");
        let header = serde_json::to_value(gongbao::parse(&text).header).expect("a header");
        for (key, value) in want {
            if header[&key] != value {
                wrong.push(format!("{}: {key} is {}, not {value}", path.display(), header[&key]));
            }
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 14, "only {seen} layouts were tried");
}
