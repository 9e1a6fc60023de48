//! Bytes in, text out: which encoding a file is in, and what in it was no text.
//!
//! A byte-order mark decides; else text that is valid UTF-8 is UTF-8; else the
//! encoding is guessed among those that Chinese files are written in. Nothing
//! fails: what is no text in the encoding becomes U+FFFD, and is counted.
//!
//! ```
//! use gongbao::{Encoding, Evidence};
//! let decoded = gongbao::decode(b"\xB9\xB2\xBD\xA8\xB3\xC9\xC8\xFD\xCA\xAE\xBC\xD2\xA1\xA3");
//! assert_eq!(decoded.text, "共建成三十家。");
//! assert_eq!(decoded.encoding, Encoding::Gb18030);
//! assert_eq!(decoded.evidence, Evidence::Guess);
//! assert_eq!(decoded.replacements, 0);
//! ```

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use serde::{Deserialize, Serialize};

use crate::bulletin::Bulletin;
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::source::OffsetUnit;

/// The encodings that [`decode`] tells apart. In JSON, and as text, their
/// WHATWG names in lower case.
///
/// ```
/// assert_eq!(gongbao::Encoding::Gb18030.to_string(), "gb18030");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first: what Windows calls Unicode.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// GB 18030, and with it its subsets GBK and GB 2312.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// Big5, of Hong Kong, Macau and Taiwan.
    #[serde(rename = "big5")]
    Big5,
}

impl Encoding {
    const ALL: [Encoding; 5] =
        [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Gb18030, Encoding::Big5];

    /// The WHATWG name in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Gb18030 => "gb18030",
            Encoding::Big5 => "big5",
        }
    }

    /// The encoding that a label names, as in `charset=gb2312`, by the rules of
    /// the web; `None` for labels of encodings that are not told apart here.
    ///
    /// ```
    /// use gongbao::Encoding;
    /// assert_eq!(Encoding::for_label("GB2312"), Some(Encoding::Gb18030));
    /// assert_eq!(Encoding::for_label("iso-8859-1"), None);
    /// ```
    pub fn for_label(label: &str) -> Option<Encoding> {
        let codec = encoding_rs::Encoding::for_label(label.as_bytes())?;
        let codec = if codec == encoding_rs::GBK { GB18030 } else { codec };
        Encoding::ALL.into_iter().find(|encoding| encoding.codec() == codec)
    }

    fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Gb18030 => GB18030,
            Encoding::Big5 => BIG5,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// On what grounds an encoding was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// The bytes open with its byte-order mark.
    ByteOrderMark,
    /// All bytes are valid UTF-8, which other encodings hardly ever are.
    ValidUtf8,
    /// It fits the bytes better than the others do.
    Guess,
    /// What came with the bytes says so, such as `charset=gbk` in a page.
    Declared,
}

/// The text of some bytes, and how it was come by.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded<'b> {
    /// The text, without the byte-order mark: what spans point into. Borrowed
    /// where the bytes were valid UTF-8.
    pub text: Cow<'b, str>,
    /// What the bytes are in.
    pub encoding: Encoding,
    /// How sure that is.
    pub evidence: Evidence,
    /// How many times U+FFFD was put for bytes that are no text.
    pub replacements: usize,
    /// Length of the source, with its byte-order mark, in bytes.
    pub bytes: usize,
    /// Where in the text the first replacement stands.
    first_replacement: Option<usize>,
}

impl<'b> Decoded<'b> {
    fn of(bytes: &[u8], body: &'b [u8], encoding: Encoding, evidence: Evidence) -> Decoded<'b> {
        let Replaced { text, replacements, first } = transcode(body, encoding);
        let bytes = bytes.len();
        Decoded { text, encoding, evidence, replacements, bytes, first_replacement: first }
    }

    /// The same facts beside another text, one that was taken out of this one,
    /// like the text of a page out of its HTML.
    ///
    /// ```
    /// let decoded = gongbao::decode("<p>共3户</p>".as_bytes()).with_text("共3户".to_owned());
    /// assert_eq!((decoded.text.as_ref(), decoded.bytes), ("共3户", 14));
    /// ```
    #[must_use]
    pub fn with_text(self, text: String) -> Decoded<'static> {
        let replaced = (self.replacements > 0).then(|| text.find(char::REPLACEMENT_CHARACTER));
        Decoded { first_replacement: replaced.flatten(), text: Cow::Owned(text), ..self }
    }

    /// Whether this is hardly a text at all, but an image, an archive, a PDF.
    ///
    /// Files that are no text are full of control characters, or of bytes that
    /// are no characters in any encoding; a text holds a stray one at most.
    ///
    /// ```
    /// assert!(gongbao::decode(b"PK\x03\x04\x14\x00\x06\x00\x08\x00").looks_binary());
    /// assert!(!gongbao::decode("共3户\r\n\t".as_bytes()).looks_binary());
    /// ```
    pub fn looks_binary(&self) -> bool {
        let controls = self.text.bytes().filter(|&byte| is_control(byte)).count();
        controls * CONTROLS_ONE_IN > self.text.len()
            || self.replacements * REPLACEMENTS_ONE_IN > self.bytes
    }
}

/// More control characters than one in so many bytes are a binary file's.
const CONTROLS_ONE_IN: usize = 100;

/// So are more replacements than one in so many bytes.
const REPLACEMENTS_ONE_IN: usize = 8;

/// Control characters that no text has: all of ASCII's but white space (09–0D),
/// the end mark of DOS files (1A) and escape sequences (1B).
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F)
}

/// Decodes `bytes`. Never fails, see the [`Decoded`] for what was replaced.
///
/// ```
/// let decoded = gongbao::decode("\u{FEFF}共3户".as_bytes());
/// assert_eq!(decoded.text, "共3户");
/// assert_eq!(decoded.evidence, gongbao::Evidence::ByteOrderMark);
/// ```
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, body, evidence) = match bytes {
        [0xEF, 0xBB, 0xBF, body @ ..] => (Encoding::Utf8, body, Evidence::ByteOrderMark),
        [0xFF, 0xFE, body @ ..] => (Encoding::Utf16Le, body, Evidence::ByteOrderMark),
        [0xFE, 0xFF, body @ ..] => (Encoding::Utf16Be, body, Evidence::ByteOrderMark),
        body if std::str::from_utf8(body).is_ok() => (Encoding::Utf8, body, Evidence::ValidUtf8),
        body => (guess(body), body, Evidence::Guess),
    };
    Decoded::of(bytes, body, encoding, evidence)
}

/// Decodes `bytes` that are said to be in `encoding`. A byte-order mark knows
/// better; else what the encoding does not allow becomes U+FFFD.
///
/// ```
/// use gongbao::{Encoding, Evidence};
/// let decoded = gongbao::decode_as(b"\xC1\xAA\xCD\xA8", Encoding::Gb18030);
/// assert_eq!(decoded.text, "联通");
/// assert_eq!(decoded.evidence, Evidence::Declared);
/// ```
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => decode(bytes),
        _ => Decoded::of(bytes, bytes, encoding, Evidence::Declared),
    }
}

/// The likeliest encoding of bytes that are not valid UTF-8. Where the detector
/// thinks of another than the Chinese ones, as it does of single words, GB 18030.
fn guess(bytes: &[u8]) -> Encoding {
    if is_damaged_utf8(bytes) {
        return Encoding::Utf8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    if detector.guess(None, Utf8Detection::Deny) == BIG5 {
        Encoding::Big5
    } else {
        Encoding::Gb18030
    }
}

/// Whether these are bytes of UTF-8 of which a few were lost or overwritten.
///
/// Chinese characters take three bytes in UTF-8. Text in another encoding has
/// such triples by chance only, and far more bytes that UTF-8 does not allow.
/// A character cut off at the very end counts for neither side.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().bytes().filter(|&byte| byte >= 0xE0).count();
        let cut_off = chunks.peek().is_none() && chunk.invalid().first() >= Some(&0xE0);
        broken += usize::from(!chunk.invalid().is_empty() && !cut_off);
    }
    whole > broken
}

/// A text, and what in it stands for bytes that were none.
struct Replaced<'b> {
    text: Cow<'b, str>,
    replacements: usize,
    first: Option<usize>,
}

/// The text of `bytes` in `encoding`, with U+FFFD for what it does not allow.
fn transcode(bytes: &[u8], encoding: Encoding) -> Replaced<'_> {
    if encoding == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Replaced { text: Cow::Borrowed(text), replacements: 0, first: None };
    }
    let mut decoder = encoding.codec().new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() / 2 * 3 + 16);
    let (mut rest, mut replacements, mut first) = (bytes, 0, None);
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() * 2 + 16),
            DecoderResult::Malformed(_, _) => {
                first.get_or_insert(text.len());
                replacements += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    Replaced { text: Cow::Owned(text), replacements, first }
}

impl Bulletin {
    /// The bulletin with the facts of how its text was decoded: the encoding,
    /// the length of the source, and a remark where bytes were replaced.
    ///
    /// ```
    /// let decoded = gongbao::decode(b"\xB9\xB2\xBD\xA8\xB3\xC9\xC8\xFD\xCA\xAE\xBC\xD2");
    /// let bulletin = gongbao::parse(&decoded.text).with_decoding(&decoded);
    /// assert_eq!(bulletin.source.encoding, "gb18030");
    /// assert_eq!((bulletin.source.bytes, bulletin.source.chars), (12, 6));
    /// ```
    #[must_use]
    pub fn with_decoding(mut self, decoded: &Decoded<'_>) -> Bulletin {
        decoded.encoding.name().clone_into(&mut self.source.encoding);
        self.source.bytes = decoded.bytes;
        if let Some(first) = decoded.first_replacement {
            let span = first..first + char::REPLACEMENT_CHARACTER.len_utf8();
            self.insert_replacement_remark(decoded, span);
        }
        self
    }

    /// Says, at the place of the first, how many replacements there are.
    fn insert_replacement_remark(&mut self, decoded: &Decoded<'_>, first: Range<usize>) {
        let span = match self.source.offsets {
            OffsetUnit::Bytes => first,
            unit => crate::source::OffsetIndex::new(&decoded.text, unit).convert(first),
        };
        let message = format!(
            "bytes that are no text in {} were replaced by U+FFFD, {} in all, here first",
            decoded.encoding, decoded.replacements,
        );
        let start_of = |diagnostic: &Diagnostic| diagnostic.span.as_ref().map_or(0, |s| s.start);
        let at = self.diagnostics.partition_point(|before| start_of(before) < span.start);
        let remark = Diagnostic::new(DiagnosticCode::BytesReplaced, message, span);
        self.diagnostics.insert(at, remark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "2023年，全镇财政总收入达1.6亿元，其中一般公共预算收入7907万元。";
    const TRADITIONAL: &str = "二零二三年，本署共處理個案三百宗，總開支為港幣五億元。";

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    fn encode(text: &str, codec: &'static encoding_rs::Encoding) -> Vec<u8> {
        let (bytes, _, unmappable) = codec.encode(text);
        assert!(!unmappable, "{text} is not in {}", codec.name());
        bytes.into_owned()
    }

    #[test]
    fn each_encoding_is_told() {
        use Encoding::*;
        use Evidence::*;
        let bom = "\u{FEFF}".to_owned();
        let rows: Vec<(Vec<u8>, &str, Encoding, Evidence)> = vec![
            (Vec::new(), "", Utf8, ValidUtf8),
            (b"plain".to_vec(), "plain", Utf8, ValidUtf8),
            (TEXT.into(), TEXT, Utf8, ValidUtf8),
            ((bom.clone() + TEXT).into(), TEXT, Utf8, ByteOrderMark),
            (utf16(&(bom.clone() + TEXT), u16::to_le_bytes), TEXT, Utf16Le, ByteOrderMark),
            (utf16(&(bom + TEXT), u16::to_be_bytes), TEXT, Utf16Be, ByteOrderMark),
            (encode(TEXT, encoding_rs::GBK), TEXT, Gb18030, Guess),
            // A character that GBK lacks, in four bytes.
            (encode("㐂村共有三十家企业", GB18030), "㐂村共有三十家企业", Gb18030, Guess),
            (encode("共3户", encoding_rs::GBK), "共3户", Gb18030, Guess),
            (encode(TRADITIONAL, BIG5), TRADITIONAL, Big5, Guess),
            (encode(TRADITIONAL, encoding_rs::GBK), TRADITIONAL, Gb18030, Guess),
        ];
        for (bytes, text, encoding, evidence) in rows {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text);
            assert_eq!((decoded.encoding, decoded.evidence), (encoding, evidence), "{text}");
            assert_eq!((decoded.replacements, decoded.bytes), (0, bytes.len()), "{text}");
            assert!(!decoded.looks_binary(), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_replaced_and_counted() {
        let utf8 = |text: &str, at: usize, bytes: &[u8]| {
            let mut damaged = text.as_bytes().to_vec();
            damaged.splice(at..at, bytes.iter().copied());
            damaged
        };
        let rows: Vec<(Vec<u8>, &str, Encoding, usize)> = vec![
            (utf8("共建3户", 3, b"\xFF"), "共\u{FFFD}建3户", Encoding::Utf8, 1),
            (utf8("共建3户", 3, b"\xFF\xFF"), "共\u{FFFD}\u{FFFD}建3户", Encoding::Utf8, 2),
            (utf8("共建3户", 10, b"\xE6\x88"), "共建3户\u{FFFD}", Encoding::Utf8, 1),
            // One that stood in the text is none that was put there.
            (utf8("共\u{FFFD}建3户", 0, b"\xFF"), "\u{FFFD}共\u{FFFD}建3户", Encoding::Utf8, 1),
            (b"\xFF\xFE\x71\x51\x33".to_vec(), "共\u{FFFD}", Encoding::Utf16Le, 1),
            (b"\xFF\xFE\x00\xD8\x71\x51".to_vec(), "\u{FFFD}共", Encoding::Utf16Le, 1),
        ];
        for (bytes, text, encoding, replacements) in rows {
            let decoded = decode(&bytes);
            assert_eq!(decoded.text, text);
            assert_eq!((decoded.encoding, decoded.replacements), (encoding, replacements));
        }
    }

    #[test]
    fn binary_files_are_told_from_texts() {
        let noise: Vec<u8> =
            (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let rows: Vec<(Vec<u8>, bool)> = vec![
            (Vec::new(), false),
            (TEXT.into(), false),
            (format!("{}\0", TEXT.repeat(4)).into(), false),
            ("甲\u{1A}".into(), false),
            (b"PK\x03\x04\x14\x00\x06\x00".to_vec(), true),
            (b"\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR".to_vec(), true),
            (noise, true),
            (vec![0; 64], true),
            (vec![0xFF; 64], true),
        ];
        for (bytes, binary) in rows {
            assert_eq!(decode(&bytes).looks_binary(), binary, "{bytes:02X?}");
        }
    }

    #[test]
    fn replacements_are_remarked_on_where_the_first_stands() {
        let decoded = decode(b"\xEF\xBB\xBF\xE5\x85\xB1\xFF3\xE6\x88\xB7");
        let parse = || crate::parse(&decoded.text);
        let in_bytes =
            parse().with_decoding(&decoded).with_offsets(&decoded.text, OffsetUnit::Chars);
        let in_chars =
            parse().with_offsets(&decoded.text, OffsetUnit::Chars).with_decoding(&decoded);
        for bulletin in [in_bytes, in_chars] {
            let remark = &bulletin.diagnostics[0];
            assert_eq!(remark.code, DiagnosticCode::BytesReplaced);
            assert_eq!(remark.span, Some(1..2));
            assert_eq!(bulletin.source.bytes, 11);
        }
    }
}
