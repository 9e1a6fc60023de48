//! Header values: dates, moments, 文号, counts, as pages write them.
//!
//! ```text
//! date("二〇二四年三月二十六日")  →  2024-03-26
//! document_number("国发〔2019〕5号") →  国发 2019 5
//! ```

use jiff::civil::{Date, Time};

use crate::bulletin::DocumentNumber;
use crate::time::Moment;

/// The date at the start of `text`, and its length in bytes.
pub(crate) fn date_at_start(text: &str) -> Option<(Date, usize)> {
    let mut scan = Scan { text, at: 0 };
    let year = scan.year()?;
    let compact = scan.at == 8 && text.as_bytes()[..8].iter().all(u8::is_ascii_digit);
    if compact {
        let month = text[4..6].parse().ok()?;
        let day = text[6..8].parse().ok()?;
        return Some((Date::new(year, month, day).ok()?, 8));
    }
    scan.sign(&["年", "-", "/", ".", "—", "–"])?;
    let month = scan.part()?;
    scan.sign(&["月", "-", "/", ".", "—", "–"])?;
    let day = scan.part()?;
    let _ = scan.sign(&["日", "号"]);
    Some((Date::new(year, month, day).ok()?, scan.at))
}

/// A whole value that is a date, perhaps with a time of day after it.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let (moment, len) = moment_at_start(text)?;
    text[len..].trim_matches(|c: char| !c.is_alphanumeric()).is_empty().then_some(moment)
}

/// The date at the start of `text`, with the time of day after it.
pub(crate) fn moment_at_start(text: &str) -> Option<(Moment, usize)> {
    let (date, len) = date_at_start(text)?;
    let tight = text[len..].trim_start_matches([' ', 'T', '\u{3000}']);
    match time_at_start(tight) {
        Some((time, used)) => {
            Some((Moment::new(date, Some(time)), text.len() - tight.len() + used))
        }
        None => Some((Moment::new(date, None), len)),
    }
}

/// Whether `text` is nothing but a time of day: `11:17`.
pub(super) fn is_time(text: &str) -> bool {
    time_at_start(text).is_some()
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '：'))
}

/// `11:17`, `11:17:05`, `11：17`.
fn time_at_start(text: &str) -> Option<(Time, usize)> {
    let mut scan = Scan { text, at: 0 };
    let hour = scan.digits(2)?;
    scan.sign(&[":", "："])?;
    let minute = scan.digits(2)?;
    let before = scan.at;
    let second = match scan.sign(&[":", "："]).and_then(|()| scan.digits(2)) {
        Some(second) => second,
        None => {
            scan.at = before;
            0
        }
    };
    let part = |n: u32| i8::try_from(n).ok();
    Some((Time::new(part(hour)?, part(minute)?, part(second)?, 0).ok()?, scan.at))
}

/// A small reader over the start of a text.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn sign(&mut self, signs: &[&str]) -> Option<()> {
        let skipped = self.rest().len() - self.rest().trim_start_matches(' ').len();
        let rest = &self.rest()[skipped..];
        let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
        self.at += skipped + sign.len();
        let blanks = self.rest().len() - self.rest().trim_start_matches(' ').len();
        self.at += blanks;
        Some(())
    }

    fn digits(&mut self, most: usize) -> Option<u32> {
        let len = self.rest().bytes().take(most).take_while(u8::is_ascii_digit).count();
        let value = self.rest()[..len].parse().ok()?;
        self.at += len;
        Some(value)
    }

    /// Four digits, ASCII or Chinese.
    fn year(&mut self) -> Option<i16> {
        let ascii = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let year = if ascii == 4 {
            self.digits(4)?
        } else if ascii == 8 {
            let year = self.rest()[..4].parse().ok()?;
            self.at += 8;
            year
        } else {
            let mut year = 0;
            let mut len = 0;
            for c in self.rest().chars().take(4) {
                year = year * 10 + han_digit(c)?;
                len += c.len_utf8();
            }
            self.at += len;
            year
        };
        (1900..=2199).contains(&year).then(|| i16::try_from(year).ok())?
    }

    /// A month or day, ASCII or Chinese.
    fn part(&mut self) -> Option<i8> {
        let value = match self.digits(2) {
            Some(value) => value,
            None => {
                let (value, rest) = crate::outline::han_number(self.rest())?;
                self.at = self.text.len() - rest.len();
                value
            }
        };
        i8::try_from(value).ok()
    }
}

fn han_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .or_else(|| "零○◯0Ｏ".contains(c).then_some(0))
        .and_then(|digit| u32::try_from(digit).ok())
}

/// A 文号 taken apart: code, year in brackets of any form, number.
pub(crate) fn document_number(text: &str) -> Option<DocumentNumber> {
    let text = text.trim();
    if let Some(number) = order_number(text) {
        return Some(number);
    }
    let open = text.find(['〔', '[', '(', '（', '【', '［', '﹝', '「'])?;
    let code = text[..open].trim();
    let sign = text[open..].chars().next()?;
    let inner = &text[open + sign.len_utf8()..];
    let (year, rest) = inner.split_at_checked(4)?;
    let year: u16 = year.parse().ok()?;
    let close = rest.chars().next().filter(|c| "〕])）】］﹞」".contains(*c))?;
    let rest = rest[close.len_utf8()..].trim_start_matches([' ', '第']);
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..len].parse().ok()?;
    let ends = rest[len..].trim_start().starts_with('号');
    (ends && code.chars().count() <= 20 && (1900..2200).contains(&year)).then(|| DocumentNumber {
        code: code.to_owned(),
        year: Some(year),
        number,
    })
}

/// `第711号令`, `国务院令第711号`.
fn order_number(text: &str) -> Option<DocumentNumber> {
    let at = text.find('第')?;
    let rest = text[at + "第".len()..].trim_start();
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..len].parse().ok()?;
    let after = rest[len..].trim_start().strip_prefix('号')?;
    let before = text[..at].trim();
    // `第312号` alone stands below the words 令 or 公告
    let named = before.is_empty() || before.ends_with(['令', '告']);
    let order = after.trim().is_empty() && named || after.starts_with('令');
    (order && before.chars().count() <= 20).then(|| DocumentNumber {
        code: before.to_owned(),
        year: None,
        number,
    })
}

/// A count of views: `152`, `152次`, `1,024`.
pub(crate) fn count(text: &str) -> Option<u64> {
    let digits: String = text.trim().trim_end_matches(['次', '人']).replace([',', '，'], "");
    digits.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        let rows = [
            ("2024-03-26", Some("2024-03-26")),
            ("2024-03-26 11:17", Some("2024-03-26T11:17")),
            ("2024-03-26 11:17:05", Some("2024-03-26T11:17:05")),
            ("2024年3月26日", Some("2024-03-26")),
            ("2024年04月06日 16:40", Some("2024-04-06T16:40")),
            ("2024/3/26", Some("2024-03-26")),
            ("2024.03.26", Some("2024-03-26")),
            ("20240326", Some("2024-03-26")),
            ("二〇二四年三月二十六日", Some("2024-03-26")),
            ("二○一一年七月二十八日", Some("2011-07-28")),
            ("2024-13-26", None),
            ("2024", None),
            ("长期有效", None),
        ];
        for (text, want) in rows {
            assert_eq!(moment(text).map(|m| m.to_string()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn document_numbers() {
        let rows = [
            ("国发〔2019〕5号", Some(("国发", Some(2019), 5))),
            ("甲政办发[2023]12号", Some(("甲政办发", Some(2023), 12))),
            ("（2012）33号", Some(("", Some(2012), 33))),
            ("【2012】33号", Some(("", Some(2012), 33))),
            ("第711号令", Some(("", None, 711))),
            ("第312号", Some(("", None, 312))),
            ("第312号文件", None),
            ("甲省人民政府令第312号", Some(("甲省人民政府令", None, 312))),
            ("2024-03-26", None),
        ];
        for (text, want) in rows {
            let got = document_number(text);
            let got = got.as_ref().map(|d| (d.code.as_str(), d.year, d.number));
            assert_eq!(got, want, "{text}");
        }
    }
}
