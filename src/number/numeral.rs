//! Reads one number where it begins: digits, Chinese numerals, scales.
//!
//! ```text
//! 1.6亿 → 160000000        六百零三万 → 6030000     1300余万 → 13000000, over
//! 十几 → 11–19             上千万 → 10000000–       二三十 → 20–30
//! 百分之五点八 → 5.8 %      三分之二 → 2/3           3万5千 → 35000
//! ```
//!
//! [`read`] looks at no more than [`LONGEST`] bytes, so a scan that calls it at
//! every numeral of a text stays linear.

use super::chinese::{chinese, fraction, vague};
use super::cursor::Cursor;
use super::digits::digits;
use super::exact::TooLong;

pub(crate) use super::cursor::chinese_digit;
pub(crate) use super::exact::scale_value;
pub(crate) use super::script::{Numeral, Read, Script};

/// No number is longer than this, in bytes.
const LONGEST: usize = 160;

/// Reads the number that begins at `at`, if one does.
pub(crate) fn read(text: &str, at: usize) -> Option<Read> {
    let limit = text.floor_char_boundary((at + LONGEST).min(text.len()));
    let mut cursor = Cursor { text: &text[..limit], at };
    let first = cursor.peek()?;
    if first.is_ascii_digit() {
        return Some(match digits(&mut cursor) {
            // 16分之5
            Ok(numeral) => Read::Number(fraction(&mut cursor, numeral).unwrap_or(numeral)),
            Err(TooLong) => {
                cursor.skip_digits();
                Read::TooLong(cursor.at)
            }
        });
    }
    let numeral = match first {
        '数' | '几' | '上' => vague(&mut cursor)?,
        _ => chinese(&mut cursor)?,
    };
    Some(Read::Number(fraction(&mut cursor, numeral).unwrap_or(numeral)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::Hedge;

    fn show(text: &str) -> String {
        match read(text, 0) {
            None => "-".to_owned(),
            Some(Read::TooLong(end)) => format!("too long {end}"),
            Some(Read::Number(n)) => {
                let hedge = match n.hedge {
                    Hedge::None => "",
                    Hedge::About => " about",
                    Hedge::Over => " over",
                    Hedge::Under => " under",
                };
                format!("{} {}{hedge}", &text[..n.end], n.value)
            }
        }
    }

    #[test]
    fn numbers_are_read_as_far_as_they_go() {
        // one row: the text, what is read of it, its value, the hedge inside
        for row in include_str!("numeral.tsv").lines().filter(|row| !row.starts_with('#')) {
            let (text, want) = row.split_once('\t').expect("two cells");
            assert_eq!(show(text), want, "{text}");
        }
    }

    #[test]
    fn digits_without_end_are_told_not_held() {
        let text = "9".repeat(500);
        assert!(matches!(read(&text, 0), Some(Read::TooLong(_))));
        let text = "亿".repeat(500);
        assert!(read(&text, 0).is_none_or(|r| matches!(r, Read::Number(n) if n.end <= LONGEST)));
    }
}
