//! The way through a number: its digits, scales and hedges, one after the other.
//!
//! ```text
//! 1300|余|万: digits, a hedge, a scale
//! ```

use super::exact::Exact;
use crate::bulletin::Hedge;

/// The digit that a Chinese numeral is.
pub(crate) fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The power of ten that a character stands for.
pub(super) fn zeros_of(c: char) -> Option<u32> {
    Some(match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => return None,
    })
}

#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

impl Cursor<'_> {
    pub(super) fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// Takes the next character if `read` makes something of it.
    pub(super) fn take<T>(&mut self, read: impl Fn(char) -> Option<T>) -> Option<T> {
        let c = self.peek()?;
        let taken = read(c)?;
        self.at += c.len_utf8();
        Some(taken)
    }

    pub(super) fn take_str(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word).then(|| self.at += word.len())
    }

    /// A scale, where it is one and does not begin a unit (千瓦, 百分点).
    pub(super) fn take_scale(&mut self) -> Option<u32> {
        if self.rest().starts_with("个亿") {
            // 1.3个亿
            self.at += '个'.len_utf8();
        }
        let c = self.peek()?;
        let zeros = zeros_of(c)?;
        let next = self.peek_second();
        let of_unit = match c {
            '千' => {
                matches!(next, Some('瓦' | '克' | '米' | '卡' | '伏' | '赫' | '帕' | '焦' | '字'))
            }
            '百' => next == Some('帕') || self.rest().starts_with("百分点"),
            _ => false,
        };
        if of_unit {
            return None;
        }
        self.at += c.len_utf8();
        Some(zeros)
    }

    /// `个半` between a number and 小时: what it adds.
    pub(super) fn take_half(&mut self) -> Option<Exact> {
        let unit = self.rest().strip_prefix("个半")?;
        if !unit.starts_with("小时") && !unit.starts_with("钟头") {
            return None;
        }
        self.at += "个半".len();
        Some(Exact { mantissa: 5, decimals: 1 })
    }

    /// All scales that follow one another, `千万` = 7 zeros, at most three.
    pub(super) fn take_scales(&mut self) -> u32 {
        let mut zeros = 0;
        for _ in 0..3 {
            zeros += self.take_scale().unwrap_or(0);
        }
        zeros
    }

    /// 余 or 多 where it belongs to the number.
    pub(super) fn take_hedge(&mut self) -> Option<Hedge> {
        let blank = self.rest().starts_with([' ', '\u{3000}'])
            && self.peek_second().is_some_and(|c| matches!(c, '余' | '多'));
        if blank || self.rest().starts_with("个多亿") {
            self.take(Some);
        }
        let c = self.peek()?;
        let next = self.peek_second();
        let hedge = match c {
            '余' | '餘' if next.is_some_and(|c| !c.is_ascii_digit()) => Hedge::Over,
            // 3800多元, but 多元化
            '多' if self.rest().starts_with("多元") => {
                let word = self.rest()["多元".len()..].starts_with(['化', '性', '主', '投']);
                (!word).then_some(Hedge::Over)?
            }
            '多' if !matches!(next, None | Some('样' | '边' | '式' | '于' | '达')) => {
                Hedge::Over
            }
            _ => return None,
        };
        self.at += c.len_utf8();
        Some(hedge)
    }

    pub(super) fn skip_digits(&mut self) {
        while self.take(|c| (c.is_ascii_digit() || c == '.').then_some(())).is_some() {}
    }

    /// Blanks, or a broken line, where a scale follows: `1.6 亿`.
    pub(super) fn skip_blank_before_scale(&mut self) {
        /// There are no more of them than this.
        const MOST: usize = 3;
        let rest = self.rest();
        let blank = rest.chars().take(MOST).take_while(|c| c.is_whitespace());
        let len: usize = blank.map(char::len_utf8).sum();
        if rest[len..].chars().next().and_then(zeros_of).is_some() {
            self.at += len;
        }
    }
}
