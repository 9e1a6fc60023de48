//! What holds for every text, whatever it is; also compiled into the fuzz targets.
#![allow(clippy::unwrap_used)] // a failed check is a panic, here as there

use std::ops::Range;

use gongbao::{Bulletin, Decoded, Evidence, OffsetUnit, Section};
use serde_json::Value;

/// Parses `text` and checks all that holds for every bulletin.
pub fn check(text: &str) {
    let bulletin = gongbao::parse(text);
    blocks_cover(&bulletin, text);
    spans_slice(&bulletin, text);
    sections_nest(&bulletin.outline, 0..text.len(), 1);
    titles_stand_in_the_text(&bulletin.outline, text);
    quantities_find_their_section(&bulletin);
    in_text_order(&bulletin);
    let json = reads_back(&bulletin);
    offsets_agree_with_a_plain_count(&bulletin, &json, text);
    assert_eq!(gongbao::parse(text), bulletin, "the same text gives the same bulletin");
}

/// Decodes `bytes` and checks all that holds for every decoded text.
#[allow(dead_code)] // by the fuzz target for decoding only
pub fn check_decode(bytes: &[u8]) {
    let decoded = gongbao::decode(bytes);
    assert_eq!(decoded.bytes, bytes.len());
    assert!(decoded.replacements <= bytes.len());
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if decoded.evidence != Evidence::Guess
        && decoded.encoding == gongbao::Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(body)
    {
        assert_eq!(decoded.text, text, "UTF-8 is taken as it is");
        assert_eq!(decoded.replacements, 0);
    }
    let _ = decoded.looks_binary();
    replacements_are_in_the_text(&decoded);
    let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
    assert_eq!(bulletin.source.bytes, bytes.len());
    spans_slice(&bulletin, &decoded.text);
    in_text_order(&bulletin);
    for unit in [OffsetUnit::Chars, OffsetUnit::Utf16] {
        let before =
            gongbao::parse(&decoded.text).with_decoding(&decoded).with_offsets(&decoded.text, unit);
        let after =
            gongbao::parse(&decoded.text).with_offsets(&decoded.text, unit).with_decoding(&decoded);
        assert_eq!(before, after, "decoding and counting, in either order");
    }
}

fn replacements_are_in_the_text(decoded: &Decoded<'_>) {
    let marks = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
    assert!(decoded.replacements <= marks, "{} of {marks}", decoded.replacements);
}

fn blocks_cover(bulletin: &Bulletin, text: &str) {
    let mut at = 0;
    for block in &bulletin.blocks {
        assert_eq!(block.span.start, at, "a gap or an overlap before {block:?}");
        assert!(!block.span.is_empty());
        assert!(text.get(block.span.clone()).is_some(), "{block:?} cuts a character");
        at = block.span.end;
    }
    assert_eq!(at, text.len(), "the end is lost");
}

fn spans_slice(bulletin: &Bulletin, text: &str) {
    for quantity in &bulletin.quantities {
        assert_eq!(text.get(quantity.span.clone()), Some(quantity.text.as_str()));
        assert!(!quantity.text.is_empty(), "{quantity:?}");
        let sentence = &quantity.sentence;
        assert!(text.get(sentence.clone()).is_some(), "{quantity:?}");
        let inside = sentence.start <= quantity.span.start && quantity.span.end <= sentence.end;
        assert!(inside, "{quantity:?} is not in its sentence");
        for name in [&quantity.indicator, &quantity.object, &quantity.scope].into_iter().flatten() {
            assert!(!name.is_empty() && text.contains(name.as_str()), "{quantity:?}");
        }
    }
    for pair in bulletin.quantities.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "quantities overlap: {pair:?}");
    }
    for time in &bulletin.times {
        assert_eq!(text.get(time.span.clone()), Some(time.text.as_str()));
        assert!(!time.text.is_empty(), "{time:?}");
    }
    for pair in bulletin.times.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "times overlap: {pair:?}");
    }
    for field in &bulletin.header.fields {
        assert!(text.get(field.span.clone()).is_some(), "{field:?}");
    }
    for diagnostic in &bulletin.diagnostics {
        if let Some(span) = &diagnostic.span {
            assert!(text.get(span.clone()).is_some(), "{diagnostic:?}");
        }
    }
}

fn sections_nest(sections: &[Section], within: Range<usize>, level: u8) {
    let mut at = within.start;
    for section in sections {
        // the outermost of an excerpt may stand below a chapter that is not in it
        let excerpt = level == 1 && section.level == 2;
        assert!(section.level == level || excerpt, "{section:?}");
        assert!(at <= section.span.start && section.span.end <= within.end, "{section:?}");
        assert!(section.span.start <= section.title_span.start);
        assert!(section.title_span.end <= section.span.end);
        let mut own = section.span.start;
        for paragraph in &section.paragraphs {
            assert!(own <= paragraph.span.start, "{paragraph:?} in {section:?}");
            assert!(paragraph.span.end <= section.span.end, "{paragraph:?} in {section:?}");
            own = paragraph.span.end;
        }
        at = section.span.end;
        sections_nest(&section.children, section.span.clone(), section.level + 1);
    }
}

fn titles_stand_in_the_text(sections: &[Section], text: &str) {
    for section in sections {
        let title = text.get(section.title_span.clone()).expect("the title is whole characters");
        let unbroken: String = title.split(['\n', '\r']).map(str::trim).collect();
        assert_eq!(section.title, unbroken);
        assert!(text.get(section.span.clone()).is_some(), "{section:?}");
        titles_stand_in_the_text(&section.children, text);
    }
}

/// The way to a quantity's section leads to the innermost one that it stands in.
fn quantities_find_their_section(bulletin: &Bulletin) {
    for quantity in &bulletin.quantities {
        let at = quantity.span.start;
        let mut way = Vec::new();
        let mut sections = &bulletin.outline;
        while let Some(n) = sections.iter().position(|section| section.span.contains(&at)) {
            way.push(n);
            sections = &sections[n].children;
        }
        let want = Some(way).filter(|way| !way.is_empty());
        assert_eq!(quantity.section.as_deref(), want.as_deref(), "{quantity:?}");
    }
}

fn in_text_order(bulletin: &Bulletin) {
    let starts = |d: &gongbao::Diagnostic| d.span.as_ref().map_or(0, |span| span.start);
    assert!(bulletin.diagnostics.is_sorted_by_key(starts), "{:?}", bulletin.diagnostics);
    assert!(bulletin.header.fields.is_sorted_by_key(|field| field.span.start));
}

fn reads_back(bulletin: &Bulletin) -> Value {
    let json = serde_json::to_string(bulletin).expect("a bulletin serializes");
    let again: Bulletin = serde_json::from_str(&json).expect("and reads back");
    assert_eq!(&again, bulletin);
    serde_json::from_str(&json).expect("as any JSON does")
}

/// Every `{"start": …, "end": …}` of the JSON, in each unit, against counting
/// the characters one by one.
fn offsets_agree_with_a_plain_count(bulletin: &Bulletin, in_bytes: &Value, text: &str) {
    for unit in [OffsetUnit::Chars, OffsetUnit::Utf16] {
        let len = |char: char| if unit == OffsetUnit::Chars { 1 } else { char.len_utf16() };
        let mut before = vec![usize::MAX; text.len() + 1];
        let mut n = 0;
        for (byte, char) in text.char_indices() {
            before[byte] = n;
            n += len(char);
        }
        before[text.len()] = n;
        let mut want = in_bytes.clone();
        convert(&mut want, &before);
        want["source"]["offsets"] = serde_json::to_value(unit).expect("a name");
        let got = bulletin.clone().with_offsets(text, unit);
        assert_eq!(serde_json::to_value(&got).expect("a bulletin serializes"), want);
    }
}

fn convert(value: &mut Value, before: &[usize]) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| convert(value, before)),
        Value::Object(object) => {
            if object.len() == 2 && object.contains_key("start") && object.contains_key("end") {
                for place in object.values_mut() {
                    let byte = place.as_u64().expect("an offset") as usize;
                    *place = before[byte].into();
                }
            } else {
                object.values_mut().for_each(|value| convert(value, before));
            }
        }
        _ => {}
    }
}
