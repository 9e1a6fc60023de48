//! The program on saved pages: what it is told of, and what spans point into.

mod support;

use serde_json::Value;
use support::run_with;

const PAGE: &str = "\
<!DOCTYPE html><meta name='PubDate' content='2024-01-10'><script>var a = '共9户';</script>\
<table><tr><td>索 引 号：</td><td>0012/2024-7</td><td>文号：</td><td></td></tr></table>\
<h1>甲镇2023年度总结</h1><p>一、经济</p><p>全年财政总收入达<b>1.6</b>亿元，服务企业&nbsp;60家。</p>";

#[test]
fn spans_of_a_page_point_into_what_text_prints() {
    let text = String::from_utf8(run_with(["text"], PAGE.as_bytes()).stdout).expect("UTF-8");
    assert_eq!(
        text,
        "| 索 引 号： | 0012/2024-7 | 文号： | |\n\n甲镇2023年度总结\n一、经济\n\
         全年财政总收入达1.6亿元，服务企业\u{A0}60家。\n"
    );
    let chars: Vec<char> = text.chars().collect();
    let json = run_with(["parse"], PAGE.as_bytes()).stdout;
    let document: Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(document["source"]["bytes"], PAGE.len());
    assert_eq!(document["source"]["chars"], chars.len());
    assert_eq!(document["header"]["index_number"], "0012/2024-7");
    assert_eq!(document["header"]["document_number"], Value::Null);
    assert_eq!(document["header"]["published_at"], "2024-01-10");
    assert_eq!(document["outline"][0]["title"], "经济");
    let quantities = document["quantities"].as_array().expect("a list");
    assert_eq!(quantities.len(), 2, "{quantities:?}");
    for quantity in quantities {
        let offset = |end: &str| quantity["span"][end].as_u64().expect("a number") as usize;
        let sliced: String = chars[offset("start")..offset("end")].iter().collect();
        assert_eq!(quantity["text"], sliced);
    }
}

#[test]
fn a_page_in_gbk_without_a_name_is_read() {
    let page =
        b"<html><meta charset=gbk><body><p>\xB9\xB2\xBD\xA8\xB3\xC9\xC8\xFD\xCA\xAE\xBC\xD2</p>";
    let output = run_with(["text", "-"], page);
    assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), "共建成三十家\n");
}

#[test]
fn a_page_without_text_is_said_to_be_empty() {
    let output = run_with(["parse"], b"<!DOCTYPE html><script>load()</script>");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is empty"));
}
