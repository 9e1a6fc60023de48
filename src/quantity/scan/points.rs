//! Numbers that only point at something, and state no quantity: times that were spoken of, the
//! next of an order, parts of names and codes.
//!
//! ```text
//! 五年|来     十二届|十次全会     331|国道     2|类区     每|万人     0575-8888     G20
//! ```

use super::Scanner;
use super::figure::{Figure, is_one, letters};
use crate::Dimension;
use crate::number::numeral::{self, Script};
use crate::quantity::names;
use crate::unit::{After, Unit};

impl<'t> Scanner<'t, '_> {
    /// `一周|一调度`, `第七个|五年`: how often, and which of many, but not how long.
    pub(super) fn recurs(&self, figure: &Figure<'t>, unit: &Unit<'_>) -> bool {
        if unit.dimension != Some(Dimension::Time) || figure.numeral.script != Script::OneDigit {
            return false;
        }
        let before = &self.text[self.passage.start..figure.at];
        let ordinal = || {
            let which = before.strip_suffix('个')?.chars();
            which.rev().find(|&c| numeral::chinese_digit(c).is_none())
        };
        // but 一年一次性补贴, 一年一千元
        let again = self.rest(figure.end + unit.len).strip_prefix('一');
        let goes_on = |c: char| "次般律千百万亿定些直切共起系带致样年月天周".contains(c);
        (is_one(&figure.numeral) && again.is_some_and(|rest| !rest.starts_with(goes_on)))
            || ordinal() == Some('第')
    }

    /// `五年|来`, `五年|累计`, `近三年|`: years in which something was done, and no length of
    /// it. But `6年来最低` tells how long nothing was lower, `连续三年`, `工期三年` how long it
    /// went on.
    pub(super) fn is_period(&self, figure: &Figure<'t>, unit: &Unit<'_>) -> bool {
        if unit.name != "年" || unit.dimension != Some(Dimension::Time) {
            return false;
        }
        let behind = self.rest(figure.end + unit.len);
        if let Some(behind) = behind.strip_prefix('来') {
            return !behind.starts_with(['最', '首', '新']);
        }
        if names::is_sum(behind) {
            let lasts = |c: char| "期制命续限龄满为达约".contains(c);
            return !figure.before.is_some_and(lasts);
        }
        let mut back = self.text[self.passage.start..figure.at].chars().rev();
        let opens = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "，。；：".contains(c));
        match back.next() {
            // but 提前两年, 学前三年
            Some('前') => !matches!(back.next(), Some('提' | '学')),
            Some('近') => opens(back.next()),
            before => opens(before) && behind.starts_with('间'),
        }
    }

    /// Whether the number only points: 十二届十次全会, 331国道, 每万人.
    pub(super) fn points(&self, figure: &Figure<'t>) -> bool {
        let rest = self.rest(figure.end);
        match figure.next {
            Some('年') if rest.starts_with("年代") => return true,
            Some('次') if self.is_session(figure, &rest['次'.len_utf8()..]) => return true,
            _ => {}
        }
        match figure.numeral.script {
            Script::Digits => self.names_thing(figure, rest),
            Script::Scale => self.heads(figure, rest),
            Script::OneDigit if self.is_of_order(figure) => true,
            // 二 with a classifier orders: 二轮, 二期
            Script::OneDigit => {
                figure.unit.is_some_and(|unit| unit.dimension == Some(Dimension::Count))
                    && self.text[figure.at..].starts_with('二')
            }
            _ => false,
        }
    }

    /// `十二届|十次`, `三次|全会`, to tell by what stands before, and behind the 次.
    fn is_session(&self, figure: &Figure<'t>, behind: &str) -> bool {
        figure.before == Some('届')
            || ["全会", "会议", "全体会议", "代表大会"].iter().any(|w| behind.starts_with(w))
    }

    /// `四、|五类|危桥`: the next of an order, and no number of sorts.
    fn is_of_order(&self, figure: &Figure<'t>) -> bool {
        let sorts = figure.unit.is_some_and(|unit| matches!(unit.name, "类" | "级" | "等"));
        if !sorts || figure.before != Some('、') {
            return false;
        }
        let digit = |c: Option<char>| c.and_then(numeral::chinese_digit);
        let own = digit(self.rest(figure.at).chars().next());
        let last = digit(self.before(figure.at - '、'.len_utf8()));
        own.is_some() && last.map(|last| last + 1) == own
    }

    /// `331|国道`, `2023|城市`, `12345|平台`: digits that are part of a name.
    fn names_thing(&self, figure: &Figure<'t>, rest: &str) -> bool {
        let weak = figure.unit.map(|unit| unit.after == After::Digits);
        let digits = &self.text[figure.at..figure.end];
        match weak {
            Some(false) => {
                // 2类区: of which class
                let class = figure.unit.is_some_and(|unit| unit.name == "类");
                return class && names::is_road(rest);
            }
            Some(true) | None if names::is_road(rest) => return true,
            // 国道|510|线
            Some(true) if figure.before == Some('道') => return true,
            None => return false,
            Some(true) => {}
        }
        // but 12万|度
        let code = digits.bytes().all(|byte| byte.is_ascii_digit());
        let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        // service numbers have five digits and begin so
        let service = code
            && digits.len() == 5
            && ["12", "95", "96"].iter().any(|code| digits.starts_with(code));
        year || service
    }

    /// `每|万|人`, `单位：|万|元`: a scale that other numbers have.
    fn heads(&self, figure: &Figure<'t>, rest: &str) -> bool {
        matches!(figure.before, Some('每' | '（' | '('))
            || ["人拥有", "人均"].iter().any(|word| rest.starts_with(word))
            || ["单位：", "单位:"].iter().any(|word| self.text[..figure.at].ends_with(word))
    }

    /// Whether the number is part of a code, a sum, a clock time or a fraction bar.
    pub(super) fn is_code(&self, figure: &Figure<'t>) -> bool {
        if figure.numeral.script != Script::Digits {
            return false;
        }
        let behind = match figure.next {
            Some('+' | '-' | '/' | '_' | '@' | '×' | '·' | '.') => figure.unit.is_none(),
            Some(':') => self.rest(figure.end + 1).starts_with(|c: char| c.is_ascii_digit()),
            Some(c) if c.is_ascii_alphabetic() => {
                figure.unit.is_none() && letters(self.rest(figure.end)).is_none()
            }
            _ => false,
        };
        let lead =
            matches!(self.text.as_bytes()[figure.at..], [b'0', next, ..] if next.is_ascii_digit());
        behind || lead || (figure.before == Some('-') && self.minus(figure).is_none())
    }
}

/// `的一年`, `过去一年`, `今后五年`, `关键一年`: no duration, but years that were spoken of.
pub(super) fn is_article(figure: &Figure<'_>, unit: &Unit<'_>) -> bool {
    let Figure { before, ref numeral, .. } = *figure;
    let years = unit.name.ends_with('年');
    let spoken_of = |c: char| {
        "的这那每某去".contains(c)
            || (years && "后来".contains(c))
            || (is_one(numeral) && "键局官胜之".contains(c))
    };
    numeral.script == Script::OneDigit
        && unit.dimension == Some(Dimension::Time)
        && (is_one(numeral) || years)
        && before.is_some_and(spoken_of)
}
