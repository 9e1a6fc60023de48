//! Inputs good and bad: exit codes, one clear line for what cannot be read, and the others go on.

mod common;

use common::{file, gongbao, gongbao_fed};

const SEED: &str = "fixtures/seed.txt";

#[test]
fn what_cannot_be_read_gets_one_line_and_the_others_go_on() {
    let rows = [
        ("no-such-file.txt".to_owned(), "no such file"),
        ("fixtures".to_owned(), "is a directory"),
        (file("empty.txt", b""), "is empty"),
        (file("blank.txt", b" \n\t\n\xE3\x80\x80\n"), "is empty"),
        (file("report.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj"), "a PDF"),
        (file("report.docx", b"PK\x03\x04\x14\x00\x06\x00"), "ZIP"),
        (file("report.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00"), "old office document"),
        (file("noise.bin", &[0, 1, 2, 3, 0, 255, 254, 0, 7, 0, 0, 1]), "binary"),
    ];
    for (bad, cause) in rows {
        for command in ["parse", "outline"] {
            let run = gongbao(&[command, SEED, &bad, SEED]);
            assert_eq!(run.code, 1, "{command} {bad}");
            assert_eq!(run.err.lines().count(), 1, "{command} {bad}: {}", run.err);
            assert!(run.err.contains(&bad) && run.err.contains(cause), "{}", run.err);
            assert_eq!(run.out.matches("稽东镇2023年度总结").count() % 2, 0, "{command} {bad}");
            assert!(!run.out.is_empty(), "{command} {bad}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let path = file("locked.txt", "一、经济".as_bytes());
    let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode));
    mode(0o000).expect("our own file");
    let locked = std::fs::File::open(&path).is_err();
    let run = gongbao(&["parse", &path]);
    mode(0o644).expect("our own file");
    // root may read everything
    if locked {
        assert_eq!(run.code, 1);
        assert!(run.err.contains("locked.txt: permission denied"), "{}", run.err);
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let rows: [&[&str]; 5] = [
        &[],
        &["no-such-command"],
        &["parse", "--no-such-flag"],
        &["parse", "--offsets", "lines", SEED],
        &["completions", "no-such-shell"],
    ];
    for args in rows {
        let run = gongbao(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn standard_input_is_read_with_a_dash_or_without_a_name() {
    let text = "甲镇2023年度总结\n\n一、经济\n全年财政总收入达1.6亿元。\n".as_bytes();
    for args in [&["parse", "-"][..], &["parse"]] {
        let run = gongbao_fed(args, text);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        let document = run.document();
        assert_eq!(document["header"]["title"], "甲镇2023年度总结");
        assert_eq!(document["source"]["path"], serde_json::Value::Null);
        assert_eq!(document["source"]["bytes"], text.len());
    }
    let run = gongbao_fed(&["parse"], b"");
    assert_eq!(run.code, 1);
    assert!(run.err.contains("standard input: is empty"), "{}", run.err);
}

#[test]
fn other_encodings_are_read_and_named() {
    let big5 = [0xA5, 0xD2, 0xC2, 0xED, 0xA4, 0x40, 0xA1, 0x42]; // 甲鎮一、
    let gbk: &[u8] = &[
        0xD2, 0xBB, 0xA1, 0xA2, 0xBE, 0xAD, 0xBC, 0xC3, 0xB7, 0xA2, 0xD5, 0xB9, 0xC7, 0xE9, 0xBF,
        0xF6, 0x0A, // 一、经济发展情况
    ];
    let utf16: Vec<u8> = std::iter::once(0xFEFF)
        .chain("一、经济".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let run = gongbao_fed(&["parse"], gbk);
    assert_eq!(run.document()["outline"][0]["title"], "经济发展情况", "{}", run.out);
    let run = gongbao_fed(&["parse"], &utf16);
    assert_eq!(run.document()["outline"][0]["title"], "经济", "{}", run.out);
    assert_eq!(gongbao_fed(&["parse"], &big5).code, 0);
}
