//! A clause → its words, by the longest that the table has at each place.

use std::ops::Range;

use crate::quantity::endings::Ending;
use crate::quantity::scan::{Mark, What};
use crate::quantity::words::{self, Class, Word};
use crate::unit;

/// A word of a clause.
#[derive(Debug, Clone)]
pub(in crate::quantity) struct Token<'t> {
    pub(in crate::quantity) span: Range<usize>,
    pub(in crate::quantity) class: Class,
    /// Names nothing alone: 面积, 占比.
    pub(super) generic: bool,
    /// It is a word of the table.
    pub(super) known: bool,
    /// It is a name in quotes.
    pub(super) quoted: bool,
    pub(super) text: &'t str,
}

impl<'t> Token<'t> {
    /// Whether this is one character, and so perhaps a part of a longer word that no table has.
    pub(super) fn is_short(&self) -> bool {
        self.text.len() <= '一'.len_utf8() && (self.text.len() < 2 || !self.text.is_ascii())
    }

    /// A link that is a verb with an object: what stands before it may be the one who does it.
    pub(in crate::quantity) fn is_light(&self) -> bool {
        const LIGHT: [&str; 7] = ["实现", "完成", "新增", "贡献", "拉动", "实现了", "完成了"];
        LIGHT.contains(&self.text)
    }

    /// A name can open behind it: 今年, 共, 全市.
    fn opens_clause(&self) -> bool {
        let adverb = matches!(self.class, Class::Time | Class::Adverb | Class::Scope);
        adverb || matches!(self.class, Class::Stop | Class::Metric)
    }

    /// `平均|消费水平`, `日均|客流量`: part of the name of what is told for each.
    pub(in crate::quantity) fn is_average(&self) -> bool {
        self.text.ends_with('均') && matches!(self.text.chars().count(), 2 | 3) && self.known
    }

    /// The name of a place won.
    pub(super) fn is_place(&self) -> bool {
        matches!(self.text, "排名" | "位次" | "名次")
    }

    /// 占, 约占: what stands before is part of what stands behind.
    pub(super) fn takes_part(&self) -> bool {
        self.text.ends_with('占')
    }

    /// 约, 近
    pub(in crate::quantity) fn is_hedge(&self) -> bool {
        matches!(self.class, Class::Hedge(_))
    }

    /// Says what is done.
    pub(in crate::quantity) fn is_done(&self) -> bool {
        matches!(self.class, Class::Verb | Class::Act | Class::Deed)
    }

    /// A verb that modifies: 新登记企业.
    pub(super) fn is_attributive(&self) -> bool {
        self.text.starts_with('新')
    }

    /// Whether it can stand inside a name.
    pub(in crate::quantity) fn is_nominal(&self) -> bool {
        let noun = matches!(self.class, Class::Noun | Class::Head | Class::Metric | Class::Suffix);
        noun || matches!(self.class, Class::Act | Class::Deed)
    }

    /// Takes in what stands up to `end` of `text`, which makes another word of it.
    fn grow(&mut self, text: &'t str, end: usize) {
        self.span.end = end;
        self.text = &text[self.span.clone()];
        self.generic = false;
        self.known = false;
    }

    /// The name of a measure: 面积, 人数, 周转量.
    pub(super) fn is_measure(&self) -> bool {
        self.class == Class::Metric || Ending::Measure.closes(self.text)
    }
}

/// Cuts `text[range]` into words; names and times among `marks` are one word each.
pub(in crate::quantity) fn tokens<'t>(
    text: &'t str,
    range: Range<usize>,
    marks: &[Mark<'_>],
    out: &mut Vec<Token<'t>>,
) {
    out.clear();
    // behind most numbers stands a comma
    if range.is_empty() {
        return;
    }
    let text = &text[..range.start + text[range.clone()].trim_end().len()];
    let mut marks = marks.iter().peekable();
    let mut at = range.start;
    while at < text.len() {
        if is_filler(text, at) {
            at += 1;
            continue;
        }
        while marks.next_if(|mark| mark.span.start < at).is_some() {}
        let fits = |mark: &&Mark<'_>| {
            mark.span.start == at && mark.span.end <= text.len() && !is_named(text, mark)
        };
        let token = match marks.next_if(fits) {
            Some(mark) => marked(text, mark),
            None => {
                let place = match out.last() {
                    // 联|建学校, but 特|养基地
                    Some(last) if !last.known && last.class == Class::Noun => Stands::Inside,
                    _ if at == range.start => Stands::Opening,
                    _ => Stands::Behind,
                };
                token(text, at, place)
            }
        };
        at = token.span.end;
        if let Some(last) = out.last_mut()
            && matches!(last.class, Class::Noun | Class::Head)
            && let Some(end) = or_other(text, &token)
        {
            // 省|（市）, 镇|（街）
            last.span.end = end;
            last.text = &text[last.span.clone()];
            at = end;
            continue;
        }
        match (out.last_mut(), token.class) {
            // 办结 + 率 is the name of a measure
            // but 成立|业委会
            (Some(last), Class::Suffix)
                if !matches!(last.class, Class::Stop)
                    && !last.quoted
                    && (last.class != Class::Verb || ends_word(text, token.span.end)) =>
            {
                last.grow(text, token.span.end);
                last.class =
                    if Ending::Measure.closes(token.text) { Class::Metric } else { Class::Noun };
            }
            // 新 + 退出 is a verb
            (Some(last), Class::Verb | Class::Act)
                if last.text == "新" && !last.known && !token.is_short() =>
            {
                last.grow(text, token.span.end);
                last.class = Class::Verb;
            }
            // 扫描 + 仪 is the name of a thing
            (Some(last), Class::Noun | Class::Head)
                if makes_tool(last, &token) && ends_word(text, token.span.end) =>
            {
                last.grow(text, token.span.end);
                last.class = Class::Head;
            }
            // what no table knows is one word
            (Some(last), Class::Noun)
                if matches!(last.class, Class::Noun)
                    && !last.quoted
                    && !token.quoted
                    && !token.text.starts_with(['未', '不']) =>
            {
                last.grow(text, token.span.end);
            }
            _ => out.push(token),
        }
        if let [before @ .., plan, verb] = &mut out[..]
            && plan.text == "计划"
            && before.last().is_none_or(|before| match verb.text {
                "为" => before.class == Class::Time,
                _ => {
                    (verb.is_done() && before.opens_clause())
                        || (before.class == Class::Time && verb.is_nominal())
                }
            })
        {
            // 计划|减贫1.2万人, 计划|为3.7%: what is planned, and no plan
            plan.class = Class::Adverb;
        }
        if let [.., verb] = &out[..]
            && (matches!(verb.class, Class::Change(_) | Class::Reach(_)) || verb.text == "达到")
            && let Some(at) =
                out[..out.len() - 1].iter().rposition(|token| token.class != Class::Adverb)
            && out[at].text == "计划"
            && at.checked_sub(1).is_some_and(|before| out[before].is_measure())
            && out[..at].iter().all(|token| token.class != Class::Versus)
        {
            // 产值|计划|平均|每年|递增, but 招生计划|增加, 比原计划|减少
            out[at].class = Class::Adverb;
        }
    }
    if let [before @ .., plan] = &mut out[..]
        && plan.text == "计划"
        && before.last().is_none_or(Token::opens_clause)
        && marks
            .find(|mark| mark.span.start >= text.len())
            .is_some_and(|next| next.span.start == text.len() && matches!(next.what, What::Time(_)))
    {
        // 计划|2025年交付
        plan.class = Class::Adverb;
    }
}

/// `tokens` without those of which `skips` holds that end them: 超过|约.
pub(in crate::quantity) fn trim_end<'w, 't>(
    tokens: &'w [Token<'t>],
    skips: impl Fn(&Token<'t>) -> bool,
) -> &'w [Token<'t>] {
    &tokens[..tokens.iter().rposition(|token| !skips(token)).map_or(0, |last| last + 1)]
}

/// `上年结余`: whether a time is no more than how a word of the table begins.
pub(in crate::quantity) fn is_named(text: &str, mark: &Mark<'_>) -> bool {
    let longer = |(len, _): (usize, Word)| len > mark.span.len();
    matches!(mark.what, What::Time(_))
        && words::longest(&text[mark.span.start..]).is_some_and(longer)
}

/// `镇|（街）`: the end of a bracket of one character, which names another of the same sort.
fn or_other(text: &str, open: &Token<'_>) -> Option<usize> {
    let close = match open.text {
        "（" => '）',
        "(" => ')',
        _ => return None,
    };
    let mut inside = text[open.span.end..].chars();
    let (other, closed) = (inside.next()?, inside.next()?);
    let han = matches!(other, '\u{4E00}'..='\u{9FFF}');
    (han && closed == close).then(|| open.span.end + other.len_utf8() + close.len_utf8())
}

/// `扫描|仪`, `发布|会`: a verb and one more character, which is for what it is done with.
fn makes_tool(verb: &Token<'_>, tool: &Token<'_>) -> bool {
    let done = verb.is_done() && !verb.is_short();
    done && !verb.text.ends_with('了') && tool.is_short() && Ending::Work.closes(tool.text)
}

/// Whether a word of the table stands at `at`, or none at all.
fn ends_word(text: &str, at: usize) -> bool {
    at == text.len() || words::longest(&text[at..]).is_some()
}

/// The word that a mark is.
fn marked<'t>(text: &'t str, mark: &Mark<'_>) -> Token<'t> {
    let mut span = mark.span.clone();
    let class = match mark.what {
        What::Time(_) => Class::Time,
        What::Number(counted) if counted.is_duration() => Class::Time,
        What::Break(_) | What::TooLong => Class::Stop,
        What::Name | What::Number(_) => Class::Noun,
    };
    if class == Class::Time {
        // 五年间, 三年来
        let behind = &text[span.end..];
        let own = behind
            .chars()
            .next()
            .filter(|c| ['间', '来', '内', '后', '前', '中', '里'].contains(c))
            .map_or(0, char::len_utf8);
        // but 中央
        if own > 0 && words::longest(behind).is_none_or(|(word, _)| word <= own) {
            span.end += own;
        }
    }
    let quoted = matches!(mark.what, What::Name);
    Token { text: &text[span.clone()], span, class, generic: false, known: false, quoted }
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It opens the clause.
    Opening,
    /// Behind a word of the table.
    Behind,
    /// Behind a character that no table knows: the two may be one word.
    Inside,
}

/// The word at `at`: of the table, else one character.
#[inline]
fn token(text: &str, at: usize, place: Stands) -> Token<'_> {
    let rest = &text[at..];
    let (len, class, generic, known) = if let Some(len) = each(rest) {
        (len, Class::Adverb, false, true)
    } else if let Some((len, word)) = word(rest, place) {
        (len, word.class, word.generic, true)
    } else {
        let c = rest.chars().next().unwrap_or(' ');
        let class = if c.is_whitespace() { Class::Stop } else { Class::Noun };
        (c.len_utf8(), class, false, false)
    };
    Token { text: &rest[..len], span: at..at + len, class, generic, known, quoted: false }
}

/// The word of the table that `text` begins with. A verb of one character is one only
/// where it opens or ends the clause, or another word of the table follows: 建|沼气池, but 建材.
#[inline]
fn word(text: &str, place: Stands) -> Option<(usize, Word)> {
    let (mut len, mut word) = words::longest(text)?;
    if word.open
        && let Some(shorter) = without_last(text, len)
    {
        (len, word) = shorter;
    }
    let short = matches!(word.class, Class::Act) && len == '一'.len_utf8();
    let stands = !short
        || text.len() == len
        || (place == Stands::Opening && text[len..].chars().nth(1).is_some())
        || (place != Stands::Inside
            && words::longest(&text[len..]).is_some_and(|(next, _)| next > len));
    stands.then_some((len, word))
}

/// `收入|比上年`, `争取|到位`, `加|上年结余`: the shorter word, where the last character of the
/// first `len` bytes, 比, 到, 户 or 上, begins a word of its own.
fn without_last(text: &str, len: usize) -> Option<(usize, Word)> {
    let last = text[..len].chars().next_back()?;
    let head = len - last.len_utf8();
    let noun = |(_, word): (usize, Word)| {
        matches!(
            word.class,
            Class::Noun | Class::Head | Class::Metric | Class::Scope | Class::Time | Class::Deed
        )
    };
    let measure = || {
        words::longest(&text[..head])
            .is_some_and(|(len, word)| len == head && word.class == Class::Metric)
    };
    let behind = &text[len..];
    // 收入比|2020年, 利润收入比|原计划, but 收入比|为, 占比|全省, 同比|税收
    let year = last == '比'
        && (behind.starts_with(|c: char| c.is_ascii_digit())
            || (measure()
                && (behind.starts_with('原') || words::longest(behind).is_some_and(noun))));
    let begins =
        year || words::longest(&text[head..]).is_some_and(|(longer, _)| longer > last.len_utf8());
    if !begins {
        return None;
    }
    // 烟农|户均: what no table has may be one character
    let alone = (head == '一'.len_utf8()).then(|| {
        let class = if last == '上' { Class::Verb } else { Class::Noun };
        (head, Word { class, ..Word::noun() })
    });
    words::longest(&text[..head]).filter(|(short, _)| *short == head).or(alone)
}

/// `电价|每千瓦时|平均下降`: the length of what a number is told for each of, where no
/// noun follows: else it is part of a name, 每千人口床位数.
fn each(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('每')?;
    // 每生|每年: people of whom no table of units needs to know, but 每增, 每满
    let who = rest.chars().next().map_or(0, char::len_utf8);
    let ends = rest.len() == who || rest[who..].starts_with('每');
    if ends && Ending::People.closes(&rest[..who]) {
        return Some('每'.len_utf8() + who);
    }
    let scaled = rest.trim_start_matches(['十', '百', '千', '万']);
    let unit = unit::read(scaled)?;
    let behind = &scaled[unit.len..];
    let goes_on = words::longest(behind).is_none_or(|(_, word)| {
        matches!(word.class, Class::Noun | Class::Head | Class::Metric | Class::Suffix)
    });
    // 每座年纯收入, but 每千人口床位数
    let scales = scaled.len() < rest.len();
    (behind.is_empty() || !goes_on || !scales).then_some(text.len() - behind.len())
}

/// Whether a blank stands at `at` that only sets a number off from the words around it: `覆盖率 97% 以上`.
fn is_filler(text: &str, at: usize) -> bool {
    if text.as_bytes()[at] != b' ' {
        return false;
    }
    let number = |c: char| c.is_ascii_alphanumeric() || c == '%';
    text[at..]
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(number) || text[..at].ends_with(number))
}
