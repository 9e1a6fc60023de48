//! `gongbao batch` on archives: what is in them is read as it would be from a folder, and archives that
//! are odd are read as far as they can be, or told.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use gongbao_cli::probe::{self, Kind, Limits};
use serde_json::Value;
use support::{bulletin, code, gongbao, lines, stderr, word};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

type Member<'m> = (&'m str, &'m [u8]);

fn zip(members: &[Member<'_>]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, bytes)) in members.iter().enumerate() {
        // Of both sorts, in turn.
        let method = [CompressionMethod::Deflated, CompressionMethod::Stored][number % 2];
        archive.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn tar(members: &[Member<'_>]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// The documents of `input` by their names behind `prefix`, which are taken out of them.
fn documents(folder: &Path, input: &str, prefix: &str) -> Vec<(String, Value)> {
    let output = gongbao(["batch", input, "--out", "out.ndjson", "--quiet"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{input}: {}", stderr(&output));
    let mut documents: Vec<_> = lines(&folder.join("out.ndjson"))
        .into_iter()
        .map(|mut document| {
            let path = document["source"]["path"].take();
            (path.as_str().unwrap().strip_prefix(prefix).unwrap().to_owned(), document)
        })
        .collect();
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    documents
}

/// All saved pages of the fixtures.
fn pages() -> Vec<(String, Vec<u8>)> {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                pages.push((format!("页/{:03}.html", pages.len()), fs::read(path).unwrap()));
            }
        }
    }
    pages
}

#[test]
fn pages_in_archives_are_the_pages_of_a_folder() {
    let temp = tempfile::tempdir().unwrap();
    let pages = pages();
    assert!(pages.len() > 3);
    let members: Vec<Member<'_>> = pages.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    fs::create_dir_all(temp.path().join("in/页")).unwrap();
    for (name, bytes) in &pages {
        fs::write(temp.path().join("in").join(name), bytes).unwrap();
    }
    let expected = documents(temp.path(), "in", "in/");
    assert_eq!(expected.len(), pages.len());
    let tar = tar(&members);
    for (archive, bytes) in
        [("a.zip", zip(&members)), ("a.tar.gz", gz(&tar)), ("a.tgz", gz(&tar)), ("a.tar", tar)]
    {
        fs::write(temp.path().join(archive), bytes).unwrap();
        let read = documents(temp.path(), archive, &format!("{archive}!/"));
        assert!(read == expected, "{archive}");
    }
}

/// The archive with `by` done to each of its headers with this signature.
fn patched(mut archive: Vec<u8>, signature: &[u8], by: impl Fn(&mut [u8])) -> Vec<u8> {
    let starts: Vec<usize> =
        (0..archive.len()).filter(|&at| archive[at..].starts_with(signature)).collect();
    assert!(!starts.is_empty());
    for start in starts {
        by(&mut archive[start..]);
    }
    archive
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";

fn encrypted(archive: Vec<u8>) -> Vec<u8> {
    let archive = patched(archive, LOCAL, |header| header[6] |= 1);
    patched(archive, CENTRAL, |header| header[8] |= 1)
}

/// With a directory in the form of ZIP64 that claims so many entries.
fn claiming(mut archive: Vec<u8>, entries: u64) -> Vec<u8> {
    let at = archive.windows(4).rposition(|window| window == END).unwrap();
    let mut end = archive.split_off(at);
    let word =
        |end: &[u8], from: usize| u32::from_le_bytes(end[from..from + 4].try_into().unwrap());
    let (size, start) = (word(&end, 12), word(&end, 16));
    archive.extend(b"PK\x06\x06");
    archive.extend(44_u64.to_le_bytes());
    archive.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for number in [entries, entries, size.into(), start.into()] {
        archive.extend(number.to_le_bytes());
    }
    archive.extend(b"PK\x06\x07\0\0\0\0");
    archive.extend((at as u64).to_le_bytes());
    archive.extend(1_u32.to_le_bytes());
    end[8..12].fill(0xFF);
    end[12..20].fill(0xFF);
    archive.extend(end);
    archive
}

/// What an archive is called, its bytes, the documents in it, the failures of it and in it.
type Case<'c> = (&'c str, Vec<u8>, &'c [&'c str], &'c [&'c str]);

#[test]
fn odd_archives_are_read_as_far_as_they_can_be() {
    let (one, two) = (bulletin(1), bulletin(2));
    let (one, two) = (one.as_bytes(), two.as_bytes());
    let pair = [("甲.txt", one), ("乙.txt", two)];
    let names = |bytes: &mut [u8]| {
        let name = bytes.windows(6).position(|window| window == b"2x.txt").unwrap();
        bytes[name] = b'1';
    };
    let alike = zip(&[("0x.txt", one), ("1x.txt", one), ("2x.txt", two)]);
    let alike = {
        let mut alike = alike;
        (0..2).for_each(|_| names(&mut alike));
        alike
    };
    let huge = |header: &mut [u8]| header[24..28].copy_from_slice(&0xFFFF_FFF0_u32.to_le_bytes());
    let none: &[&str] = &[];
    let cases: Vec<Case<'_>> = vec![
        ("plain.zip", zip(&pair), &["!/甲.txt", "!/乙.txt"], none),
        ("zip64.zip", claiming(zip(&pair), 2), &["!/甲.txt", "!/乙.txt"], none),
        ("same.zip", alike, &["!/0x.txt", "!/1x.txt"], &[" same-names"]),
        (
            "same.tar",
            tar(&[pair[0], pair[0], pair[1]]),
            &["!/甲.txt", "!/甲.txt", "!/乙.txt"],
            none,
        ),
        ("empty.zip", zip(&[]), none, none),
        ("empty.tar", tar(&[]), none, none),
        ("empty.tgz", gz(&tar(&[])), none, none),
        ("nothing.zip", Vec::new(), none, &[" damaged-archive"]),
        ("nothing.tar", Vec::new(), none, none),
        ("nothing.tgz", Vec::new(), none, &[" damaged-archive"]),
        ("folder.zip", zip(&[("甲/", b""), ("甲/乙.txt", two)]), &["!/甲/乙.txt"], none),
        ("locked.zip", encrypted(zip(&pair)), none, &["!/甲.txt encrypted", "!/乙.txt encrypted"]),
        ("claims.zip", claiming(zip(&pair), 1 << 60), none, &[" damaged-archive"]),
        ("many.zip", claiming(zip(&pair), u64::MAX), none, &[" damaged-archive"]),
        ("few.zip", claiming(zip(&pair), 1), &["!/甲.txt"], none),
        // Two members of 4 GiB each, of which a few hundred bytes come.
        ("sizes.zip", patched(zip(&pair), CENTRAL, huge), &["!/甲.txt", "!/乙.txt"], none),
        (
            "short.zip",
            patched(zip(&pair), CENTRAL, |header| header[24..28].copy_from_slice(&[9, 0, 0, 0])),
            none,
            &["!/甲.txt damaged-archive", "!/乙.txt damaged-archive"],
        ),
        (
            "sum.zip",
            patched(zip(&pair), CENTRAL, |header| header[16..20].fill(0)),
            none,
            &["!/甲.txt damaged-archive", "!/乙.txt damaged-archive"],
        ),
        (
            "inner.tar",
            tar(&[("a.zip", &zip(&pair)), pair[0]]),
            &["!/甲.txt"],
            &["!/a.zip nested-archive"],
        ),
        ("no.tar", one.repeat(9), none, &[" damaged-archive"]),
    ];
    let temp = tempfile::tempdir().unwrap();
    for (name, bytes, documents, failures) in cases {
        fs::write(temp.path().join(name), bytes).unwrap();
        let output = gongbao(["batch", name, "--out", "out.ndjson"])
            .current_dir(temp.path())
            .output()
            .unwrap();
        let read: Vec<String> = lines(&temp.path().join("out.ndjson"))
            .iter()
            .map(|document| word(&document["source"], "path").replacen(name, "", 1))
            .collect();
        let failed: Vec<String> = lines(&temp.path().join("out.failures.ndjson"))
            .iter()
            .map(|f| format!("{} {}", word(f, "path").replacen(name, "", 1), word(f, "code")))
            .collect();
        assert_eq!(
            (read.as_slice(), failed.as_slice()),
            (owned(documents).as_slice(), owned(failures).as_slice()),
            "{name}"
        );
        assert_eq!(code(&output), i32::from(!failures.is_empty()), "{name}: {}", stderr(&output));
    }
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|&word| word.to_owned()).collect()
}

/// What fuzz/ does with any bytes, done with some that are near to an archive.
#[test]
fn no_cut_and_no_wrong_byte_breaks_the_reader() {
    let limits = Limits { member: 4096, total: 8192 };
    let text = bulletin(1);
    let members = [("甲.txt", text.as_bytes()), ("乙/丙.html", b"<p>1</p>".as_slice())];
    let tar = tar(&members);
    for (kind, archive) in
        [(Kind::Zip, zip(&members)), (Kind::TarGz, gz(&tar)), (Kind::Tar, tar[..2048].to_vec())]
    {
        let whole = probe::unpack(kind, archive.clone(), limits);
        assert_eq!(whole.iter().filter(|member| member.bytes.is_ok()).count(), 2, "{kind:?}");
        for at in 0..archive.len() {
            let mut damaged = vec![archive[..at].to_vec()];
            for wrong in [1, 0x80, 0xFF] {
                damaged.push(archive.clone());
                damaged.last_mut().unwrap()[at] ^= wrong;
            }
            for bytes in damaged {
                let members = probe::unpack(kind, bytes, limits);
                let total: usize = members
                    .iter()
                    .filter_map(|member| Some(member.bytes.as_ref().ok()?.len()))
                    .sum();
                assert!(total <= 8192 && members.len() <= 4, "{kind:?} {at}: {members:?}");
            }
        }
    }
}
