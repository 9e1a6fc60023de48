//! Places won in an order, and ordinals that only point.
//!
//! ```text
//! 居全市第五 → 5      位列前三 → 3, under      首位 → 1
//! 第十四届, 第二产业, 前三年 → none
//! ```

use std::ops::Range;

use rust_decimal::Decimal;

use super::{Counted, Scanner, What};
use crate::Dimension;
use crate::bulletin::{Hedge, QuantityKind};
use crate::number::numeral::{self, Numeral, Read, Script};
use crate::number::{Number, Value};
use crate::quantity::words::{self, Class};
use crate::unit::Unit;

impl Scanner<'_, '_> {
    /// `第五`, `前十`, `首位`, `榜首`, and what with 第 or 前 is none of these.
    pub(super) fn order(&mut self, at: usize) -> Option<usize> {
        let rest = self.rest(at);
        if let Some(word) = ["首位", "榜首"].iter().find(|word| rest.starts_with(*word)) {
            let end = at + word.len();
            if self.is_put(at) {
                return self.push(at..end, What::Name);
            }
            return self.place(at..end, 1.into(), Hedge::None);
        }
        // 提前3个月: no period
        let bound = self.before(at).is_some_and(|c| ['提', '以', '此', '之', '目'].contains(&c));
        if let Some(end) = if bound { None } else { self.time(at) } {
            return Some(end);
        }
        let first = rest.chars().next()?;
        if !matches!(first, '第' | '前') {
            return None;
        }
        let from = at + first.len_utf8();
        let (value, end) = self.place_number(from)?;
        if self.rest(end).starts_with(['%', '‰']) {
            return None;
        }
        let opens = match self.text[self.passage.start..at].trim_end().chars().next_back() {
            Some(last) => ['。', '；', ';'].contains(&last),
            None => true,
        };
        if opens && self.rest(end).starts_with(['，', ',', '、', '：', '是']) {
            // 第一，农业生产
            return self.push(at..end, What::Name);
        }
        let (len, place) = self.place_unit(end);
        let in_scope = self.after_scope(at);
        // 第一、二|产业, but 居全区|第二、3项工作获奖
        let listed = if first == '第' && !in_scope { self.list_end(end) } else { end };
        let place = match place {
            _ if in_scope && self.goes_on(end) => Place::Rank,
            Place::Rank if listed > end => self.place_unit(listed).1,
            place => place,
        };
        if first == '前' {
            return if place == Place::Pointer || bound {
                None
            } else {
                self.place(at..end + len, value, Hedge::Under)
            };
        }
        if place == Place::Pointer {
            // 第十四届, 第二产业, 第一、二产业
            let tail = self.rest(listed).chars().next().filter(|c| {
                [
                    '届', '次', '期', '产', '个', '条', '章', '节', '批', '号', '代', '卷', '册',
                    '名', '任', '轮', '阶', '类',
                ]
                .contains(c)
            });
            return self.push(at..listed + tail.map_or(0, char::len_utf8), What::Name);
        }
        self.place(at..end + len, value, Hedge::None)
    }

    /// `把农业|放在|各项工作的|首位`: what comes first in a plan has won no place.
    fn is_put(&self, at: usize) -> bool {
        /// The verb and the words between are no more characters than these.
        const LONGEST: usize = 10;
        let before = &self.text[self.passage.start..at];
        let from = before.char_indices().rev().nth(LONGEST).map_or(0, |(from, _)| from);
        let clause = before[from..].rsplit(['，', '。', '；', ',']).next().unwrap_or_default();
        ["放在", "摆在", "放到", "摆到"].iter().any(|verb| clause.contains(verb))
    }

    /// Where the numbers end that 、 sets apart from the one that ends at `end`: `第一|、二、三`.
    fn list_end(&self, end: usize) -> usize {
        let ascii = self.before(end).is_some_and(|c| c.is_ascii_digit());
        let mut end = end;
        while let Some(next) = self.rest(end).strip_prefix('、')
            && let Some((_, after)) = self.place_number(self.text.len() - next.len())
            && next.starts_with(|c: char| c.is_ascii_digit()) == ascii
        {
            end = after;
        }
        end
    }

    /// The number of a place: `五`, `10`, `十二`.
    fn place_number(&self, at: usize) -> Option<(Decimal, usize)> {
        match numeral::read(self.text, at)? {
            Read::Number(Numeral { end, value: Value::Exact(Number::Decimal(value)), .. }) => {
                Some((value, end))
            }
            _ => None,
        }
    }

    /// How a place goes on behind its number, and how much of that is its own.
    fn place_unit(&self, end: usize) -> (usize, Place) {
        let rest = self.rest(end);
        let Some(next) = rest.chars().next() else { return (0, Place::Rank) };
        let own = match next {
            '位' | '名' => next.len_utf8(),
            _ => 0,
        };
        let behind = self.rest(end + own);
        let after = behind.chars().next();
        // 由|第七|跃升至
        let moves = || {
            words::longest(behind).is_some_and(|(_, word)| matches!(word.class, Class::Reach(_)))
        };
        let ends = after.is_none_or(|c| {
            c.is_whitespace()
                || [
                    '，', ',', '。', '；', ';', '、', '！', '）', ')', '”', '的', '以', '和', '并',
                    '及', '与', '且',
                ]
                .contains(&c)
        }) || moves();
        let ranked = own > 0 && (next != '名' || ends);
        (own, if ends || ranked { Place::Rank } else { Place::Pointer })
    }

    /// Whether a field or a verb of ranking stands before: 全区|前三, 位列|前三.
    fn after_scope(&self, at: usize) -> bool {
        const WORDS: [&str; 14] = [
            "位列", "位居", "排名", "居", "列", "排", "内", "国", "同类", "世界", "由", "从",
            "成为", "跻身",
        ];
        let before = &self.text[self.passage.start..at];
        let mut last = before.chars().rev();
        let scope = last.next().is_some_and(|c| {
            ['市', '省', '区', '县', '国', '镇', '乡', '州', '盟', '旗', '球'].contains(&c)
        }) && last.next() == Some('全');
        scope || WORDS.iter().any(|word| before.ends_with(word))
    }

    /// Whether what follows an ordinal is a new word, and not what it orders.
    fn goes_on(&self, end: usize) -> bool {
        !self.rest(end).starts_with(|c: char| {
            [
                '年', '季', '个', '月', '天', '期', '批', '次', '届', '产', '号', '条', '章', '节',
                '类', '级', '强', '家', '所', '方', '梯', '、', '—', '-',
            ]
            .contains(&c)
        })
    }

    fn place(&mut self, span: Range<usize>, value: Decimal, hedge: Hedge) -> Option<usize> {
        let counted = Counted {
            kind: QuantityKind::Rank,
            value: Value::Exact(Number::Decimal(value)),
            unit: Some(Unit::named("位", Dimension::Rank)),
            hedge,
            script: Script::Chinese,
            zeros: 0,
        };
        self.push(span, What::Number(counted))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A place won in an order.
    Rank,
    /// An ordinal that only points.
    Pointer,
}
