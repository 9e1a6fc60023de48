//! Every text in `fixtures/outlines`: the outline and its diagnostics that a person reads there.
//!
//! A new case is a new pair of files, `NAME.txt` and `NAME.outline`. A line of the
//! second is `LEVEL KIND LABEL | TITLE`, indented, `~` before an inline point;
//! diagnostics follow as `! CODE`. `GONGBAO_WRITE=1 cargo test` writes the files
//! anew, to be read before they are committed.

use std::fmt::Write as _;
use std::fs;

use gongbao::{Bulletin, Section};

fn show(bulletin: &Bulletin) -> String {
    let mut out = String::new();
    sections(&bulletin.outline, &mut out);
    for diagnostic in &bulletin.diagnostics {
        let code = serde_json::to_value(diagnostic.code).expect("a code is a string");
        let code = code.as_str().unwrap_or_default();
        if code.starts_with("numbering") {
            writeln!(out, "! {code}").expect("a string takes all");
        }
    }
    out
}

fn sections(list: &[Section], out: &mut String) {
    for section in list {
        let indent = "  ".repeat(usize::from(section.level) - 1);
        let inline = if section.inline { "~" } else { "" };
        let kind = serde_json::to_value(section.kind).expect("a kind is a string");
        let kind = kind.as_str().unwrap_or_default().to_owned();
        writeln!(
            out,
            "{indent}{inline}{} {kind} {} | {}",
            section.level, section.label, section.title
        )
        .expect("a string takes all");
        sections(&section.children, out);
    }
}

#[test]
fn outlines_are_read() {
    let write = std::env::var_os("GONGBAO_WRITE").is_some();
    let mut wrong = Vec::new();
    for entry in fs::read_dir("fixtures/outlines").expect("the folder is there") {
        let path = entry.expect("and readable").path();
        if path.extension().is_none_or(|ext| ext != "txt") {
            continue;
        }
        let got = show(&gongbao::parse(&fs::read_to_string(&path).expect("a text")));
        let kept = path.with_extension("outline");
        if write {
            fs::write(&kept, &got).expect("the folder takes it");
        }
        let want = fs::read_to_string(&kept).unwrap_or_default();
        if got != want {
            wrong.push(format!("{}\n--- read\n{got}--- wanted\n{want}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
