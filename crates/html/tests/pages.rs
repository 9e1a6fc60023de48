//! Every page in `fixtures/html`: the header that a person reads there, and its text.
//! A new case is a new pair of files, `NAME.html` and `NAME.header.json`; `NAME.txt`, where
//! it stands beside them, is the whole text.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

#[test]
fn pages_are_read() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/html");
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let bytes = fs::read(&path).expect("a page");
        assert!(gongbao_html::looks_like_html(&bytes), "{}", path.display());
        let page = gongbao_html::extract(&bytes, None);
        let want = fs::read_to_string(path.with_extension("header.json")).expect("its header");
        let want: BTreeMap<String, Value> = serde_json::from_str(&want).expect("as JSON");
        let header = serde_json::to_value(page.parse().header).expect("a header");
        for (key, value) in want {
            if header[&key] != value {
                wrong.push(format!("{}: {key} is {}, not {value}", path.display(), header[&key]));
            }
        }
        if let Ok(text) = fs::read_to_string(path.with_extension("txt"))
            && text != page.text
        {
            wrong.push(format!("{}: the text is\n{}", path.display(), page.text));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen >= 8, "only {seen} pages were tried");
}
