//! Reads a clause around a number: what stands before it says how exact it is,
//! which way it changed, and what it measures; what stands behind it, what it counts.
//!
//! ```text
//! 其中一般公共预算收入|7907万元     →  name 一般公共预算收入
//! 同比增长约|5.08%                  →  up, year on year, about, no name
//! |14家|企业入驻飞地                →  object 企业
//! ```

use std::ops::Range;

use super::scan::{Mark, What};
use super::words::{self, Class};
use crate::bulletin::{Direction, Hedge};

/// A word of a clause.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) span: Range<usize>,
    pub(super) class: Class,
    /// Names nothing alone: 面积, 占比.
    generic: bool,
    /// It is a name in quotes.
    quoted: bool,
    text: &'t str,
}

impl Token<'_> {
    /// Whether this is one character, and so perhaps a part of a longer word that no table has.
    fn is_short(&self) -> bool {
        self.text.len() <= '一'.len_utf8()
    }

    /// A link that is a verb with an object: what stands before it may be the one who does it.
    fn is_light(&self) -> bool {
        const LIGHT: [&str; 7] = ["实现", "完成", "新增", "贡献", "拉动", "实现了", "完成了"];
        LIGHT.contains(&self.text)
    }

    /// A verb that modifies: 新登记企业.
    fn is_attributive(&self) -> bool {
        self.text.starts_with('新')
    }

    /// The name of a measure: 面积, 人数, 周转量.
    fn is_measure(&self) -> bool {
        self.class == Class::Metric || is_measure(self.text)
    }
}

/// What a change is compared with, as a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Against {
    YearOnYear,
    MonthOnMonth,
    Versus(Range<usize>),
}

impl Against {
    /// The length of what is copied from the text, in bytes.
    pub(super) fn len(&self) -> usize {
        match self {
            Against::YearOnYear | Against::MonthOnMonth => 0,
            Against::Versus(words) => words.len(),
        }
    }
}

/// What stands before a number says of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    pub(super) hedge: Hedge,
    pub(super) change: Option<Direction>,
    /// 增至, 降至
    pub(super) reach: Option<Direction>,
    pub(super) against: Option<Against>,
    /// 达, 为 stands before the number.
    pub(super) link: bool,
    /// The link is one that makes what stands before it the subject: 为, 达, 占.
    copula: bool,
    /// Where the word of change stands among the tokens.
    changes: Option<usize>,
    /// Where 增收, 减产 ends among the tokens.
    yields: Option<usize>,
    /// `减少财政收入5亿元`: the direction stands before the name.
    pub(super) verb_change: Option<Direction>,
    /// A verb stands among these words: 建成, 投入.
    pub(super) verb: bool,
    /// `高于全国3个百分点`: a distance, not a change.
    set_against: bool,
    /// 增幅: the change is named by a noun.
    pub(super) rate: bool,
    /// 由, 从: the value before a change.
    pub(super) from: bool,
    /// 分别
    pub(super) share: bool,
    /// 居, 排名
    pub(super) rank: bool,
    pub(super) scope: Option<Range<usize>>,
    /// Nothing but commas of a list stands between this number and the one before.
    pub(super) bare: bool,
    pub(super) name: Option<Name>,
    /// 增收, 减产: a name where there is no other.
    pub(super) yielding: Option<Range<usize>>,
}

/// The words that name what is measured or counted.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) span: Range<usize>,
    /// It ends in a verb: 审批, 复测. What it names is an action, not things.
    pub(super) action: bool,
    /// 高新技术企业|申报: where the things end that something is done with.
    pub(super) things: Option<usize>,
    /// It ends in the name of a measure: 入驻数, 人口.
    pub(super) measure: bool,
    /// It names nothing alone: 增加值.
    pub(super) generic: bool,
    /// It is but a short verb: 补助, 接待.
    pub(super) verb: bool,
    /// Its parts, where it is a list: 城镇 | 农村居民人均可支配收入.
    pub(super) parts: Vec<Range<usize>>,
}

/// What reading of a name is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Amount,
    Rank,
    /// 35%: of what has the share, not of what it is a share of.
    Share,
    /// 20周年: of what is done, verb and all.
    Anniversary,
}

/// Cuts `text[range]` into words; names and times among `marks` are one word each.
pub(super) fn tokens<'t>(
    text: &'t str,
    range: Range<usize>,
    marks: &[Mark<'_>],
    out: &mut Vec<Token<'t>>,
) {
    out.clear();
    let range = range.start..range.start + text[range].trim_end().len();
    let mut marks = marks.iter().skip_while(|mark| mark.span.start < range.start).peekable();
    let mut at = range.start;
    while at < range.end {
        while marks.next_if(|mark| mark.span.start < at).is_some() {}
        let fits = |mark: &&Mark<'_>| mark.span.start == at && mark.span.end <= range.end;
        let (len, class, generic, quoted) = if let Some(mark) = marks.next_if(fits) {
            let mut len = mark.span.len();
            let class = match mark.what {
                What::Time(_) => Class::Time,
                What::Number(counted) if counted.is_duration() => Class::Time,
                What::Break(_) | What::TooLong => Class::Stop,
                What::Name | What::Number(_) => Class::Noun,
            };
            if class == Class::Time {
                // 五年间, 三年来
                let tail = text[at + len..range.end].chars().next();
                let own = tail.filter(|c| "间来内后前中里".contains(*c));
                len += own.map_or(0, char::len_utf8);
            }
            (len, class, false, matches!(mark.what, What::Name))
        } else if let Some((len, word)) = words::longest(&text[at..range.end]) {
            (len, word.class, word.generic, false)
        } else {
            let c = text[at..].chars().next().unwrap_or(' ');
            let class = if c.is_whitespace() { Class::Stop } else { Class::Noun };
            (c.len_utf8(), class, false, false)
        };
        let span = at..at + len;
        at = span.end;
        let last = out.last_mut().filter(|last| last.class != Class::Stop && !last.quoted);
        match last {
            // 办结 + 率 is the name of a measure
            Some(last) if class == Class::Suffix => {
                last.span.end = span.end;
                last.class = if is_measure(&text[span]) { Class::Metric } else { Class::Noun };
                last.generic = false;
                last.text = &text[last.span.clone()];
            }
            // what no table knows is one word
            Some(last) if class == Class::Noun && last.class == Class::Noun && !quoted => {
                last.span.end = span.end;
                last.generic = false;
                last.text = &text[last.span.clone()];
            }
            _ => out.push(Token { text: &text[span.clone()], span, class, generic, quoted }),
        }
    }
}

/// `占|全国增量|的`: where the words begin that say what a share is of.
fn whole(tokens: &[Token<'_>]) -> Option<usize> {
    let at = tokens.iter().rposition(|token| token.text.ends_with('占'))?;
    let inner = |token: &Token<'_>| {
        let noun = matches!(token.class, Class::Noun | Class::Head | Class::Scope | Class::Of);
        noun || matches!(
            token.class,
            Class::Hedge(_) | Class::Adverb | Class::Metric | Class::Conjunction
        )
    };
    let behind = &tokens[at + 1..];
    let share = behind.iter().any(|token| matches!(token.text, "比重" | "比例" | "份额"));
    (!behind.is_empty() && behind.iter().all(inner) && !share).then_some(at)
}

/// Whether a name is that of a measure, to judge by its end.
pub(super) fn is_measure(name: &str) -> bool {
    const WORDS: [&str; 18] = [
        "人口", "能力", "面积", "规模", "水平", "收入", "支出", "价格", "时长", "费用", "资本",
        "里程", "浓度", "工资", "存款", "贷款", "投资", "资金",
    ];
    name.ends_with(['率', '数', '额', '量', '值', '度'])
        || WORDS.iter().any(|word| name.ends_with(word))
}

/// Reads the words before a number, from the number backwards.
pub(super) fn before(tokens: &[Token<'_>], of: Of) -> Before {
    let mut read = Before { bare: true, ..Before::default() };
    if of == Of::Anniversary {
        let verb = tokens.iter().rev().take_while(|token| token.class == Class::Verb).count();
        read.name = name(&tokens[..tokens.len() - verb]);
        if let (Some(name), Some(last)) = (&mut read.name, tokens.last()) {
            name.span.end = last.span.end;
        }
        return read;
    }
    let mut end = tokens.len();
    if of == Of::Share
        && let Some(at) = whole(tokens)
    {
        read.link = true;
        read.bare = false;
        end = at;
    }
    if of == Of::Share
        && let Some(at) = Before::sets_against(tokens, end)
    {
        read.link = true;
        read.bare = false;
        read.set_against = true;
        end = at;
    }
    while let Some(token) = end.checked_sub(1).map(|last| &tokens[last]) {
        let skipped = match token.class {
            Class::Conjunction => true,
            Class::Hedge(hedge) => {
                if read.hedge == Hedge::None {
                    read.hedge = hedge;
                }
                true
            }
            Class::Rank if of == Of::Rank => {
                read.rank = true;
                true
            }
            Class::Scope if of == Of::Rank => {
                read.scope.get_or_insert(token.span.clone());
                true
            }
            _ => {
                let skipped = read.binds(tokens, &mut end, of);
                if skipped {
                    read.bare = false;
                }
                skipped
            }
        };
        if !skipped {
            break;
        }
        end -= 1;
    }
    if let Some(at) = tokens[..end].iter().rposition(|token| token.text == "已")
        && tokens[at + 1..end]
            .iter()
            .all(|token| matches!(token.class, Class::Act | Class::Verb | Class::Deed))
    {
        // 晚稻|已|收割
        end = at;
    }
    if of == Of::Rank && !read.rank {
        end = read.place(tokens, end);
    }
    let yields = read.yields.unwrap_or_default();
    let apart = tokens.get(end..yields.saturating_sub(1)).unwrap_or_default();
    if !apart.is_empty() && apart.iter().all(|token| token.class == Class::Adverb) {
        // 户均|增收
        end = 0;
    }
    if let Some(at) = read.yields.filter(|&at| at == end + 1 && end > 0) {
        // 农民|增收: what changes is named by both
        end = at;
    }
    read.yielding = read.yields.map(|at| tokens[at - 1].span.clone());
    read.verb =
        tokens.iter().any(|token| matches!(token.class, Class::Verb | Class::Act | Class::Cause));
    read.bare &= end == 0;
    let opens = |token: &&Token<'_>| {
        matches!(token.class, Class::Adverb | Class::Time | Class::Conjunction | Class::Scope)
    };
    let opening = tokens[..end].iter().find(|token| !opens(token));
    let noun_opens = opening.is_some_and(|token| {
        matches!(token.class, Class::Noun | Class::Head | Class::Metric | Class::Toward)
    });
    let bounds = read.hedge != Hedge::None && noun_opens;
    let predicate = bounds
        || read.copula
        || read.from
        || read.rank
        || read.change.is_some()
        || read.reach.is_some();
    let words = &tokens[..end];
    read.name = if predicate { subject(words) } else { None }.or_else(|| name(words));
    if read.share
        && let Some(name) = &mut read.name
    {
        name.parts = parts(words, &name.span);
    }
    if read.change.is_none()
        && let Some(name) = &read.name
        && of != Of::Rank
        && let Some(verb) = words
            .iter()
            .rfind(|token| token.span.end <= name.span.start && token.class != Class::Determiner)
        && let Class::Change(direction) = verb.class
        && !verb.is_short()
    {
        // 减少|财政收入|5亿元
        read.verb_change = Some(direction);
    }
    read
}

impl Before {
    /// `居|南部三镇|首位`: what the place was won in stands behind the verb.
    /// Gives the end of the words before.
    fn place(&mut self, tokens: &[Token<'_>], end: usize) -> usize {
        /// A field is named by no more words than this.
        const LONGEST: usize = 4;
        let Some(at) = tokens[..end].iter().rposition(|token| token.class == Class::Rank) else {
            return end;
        };
        let field = &tokens[at + 1..end];
        let (Some(first), Some(last)) = (field.first(), field.last()) else { return end };
        if field.len() > LONGEST || last.class == Class::Metric {
            return end;
        }
        self.scope = Some(first.span.start..last.span.end);
        self.rank = true;
        let skips =
            |token: &&Token<'_>| matches!(token.class, Class::Rank | Class::Adverb | Class::Time);
        at - tokens[..at].iter().rev().take_while(skips).count()
    }

    /// Takes the last of `tokens[..end]` if it binds the number to its name or says how
    /// it changed; may take words before it too.
    fn binds(&mut self, tokens: &[Token<'_>], end: &mut usize, of: Of) -> bool {
        let token = &tokens[*end - 1];
        let change = matches!(
            token.class,
            Class::Change(_) | Class::Comparative(_) | Class::Reach(_) | Class::Yield(_)
        );
        if change {
            self.changes.get_or_insert(*end - 1);
        }
        self.link |= token.class == Class::Link;
        self.copula |= token.class == Class::Link && !token.is_light();
        match token.class {
            Class::Link | Class::Adverb | Class::Time | Class::HedgeAfter(_) => true,
            // 研发投入|增长: what changes is a noun
            Class::Verb => self.change.is_none() && self.reach.is_none(),
            Class::Cause => true,
            Class::Determiner => token.is_short(),
            Class::Share => {
                self.share = true;
                true
            }
            // 新建提升310公里公路: one of two verbs
            Class::Change(_)
                if of == Of::Amount
                    && *end > 1
                    && token.text == "提升"
                    && matches!(tokens[*end - 2].class, Class::Act | Class::Verb) =>
            {
                true
            }
            Class::Change(direction) if of != Of::Rank && self.reach.is_none() => {
                self.change.get_or_insert(direction);
                true
            }
            Class::Yield(direction) if of != Of::Rank => {
                self.change.get_or_insert(direction);
                self.yields = Some(*end);
                true
            }
            Class::Comparative(direction) if compares(&tokens[..*end - 1]) => {
                self.change.get_or_insert(direction);
                true
            }
            Class::Rate(direction) => {
                if of == Of::Rank || self.reach.is_some() || self.from || self.set_against {
                    return false;
                }
                self.change.get_or_insert(direction);
                self.rate = true;
                true
            }
            Class::Reach(direction) => {
                self.reach.get_or_insert(direction);
                true
            }
            Class::YearOnYear => {
                self.against.get_or_insert(Against::YearOnYear);
                true
            }
            Class::MonthOnMonth => {
                self.against.get_or_insert(Against::MonthOnMonth);
                true
            }
            Class::From => {
                self.from = true;
                true
            }
            Class::Of => {
                *end == tokens.len()
                    || self.from
                    || tokens[*end..].iter().all(|t| t.class == Class::Time)
            }
            _ => self.versus(tokens, end),
        }
    }

    /// `高于|全国平均|` before points: what the number is set against.
    fn sets_against(tokens: &[Token<'_>], end: usize) -> Option<usize> {
        /// The words for what is compared with are no more than these.
        const LONGEST: usize = 5;
        let from = end.saturating_sub(LONGEST);
        let at = tokens[from..end].iter().rposition(|token| {
            token.text.ends_with('于') || matches!(token.text, "超过" | "领先" | "超" | "高出")
        })?;
        let behind = &tokens[from + at + 1..end];
        let field = behind.first().is_some_and(|first| first.class == Class::Scope);
        field.then_some(from + at)
    }

    /// `比|2020|年|` before a change: what it is compared with.
    fn versus(&mut self, tokens: &[Token<'_>], end: &mut usize) -> bool {
        /// A basis has no more words than this.
        const LONGEST: usize = 8;
        if self.against.is_some() || (self.change.is_none() && self.reach.is_none()) {
            return false;
        }
        let from = end.saturating_sub(LONGEST);
        let Some(at) = tokens[from..*end].iter().rposition(|token| token.class == Class::Versus)
        else {
            return false;
        };
        let mut at = from + at;
        if tokens[at].text == "相比" {
            // 与|2020年|相比
            let opens = |token: &Token<'_>| matches!(token.text, "与" | "同" | "和" | "跟");
            let from = at.saturating_sub(LONGEST);
            at = tokens[from..at].iter().rposition(opens).map_or(at, |first| from + first);
        }
        let words = &tokens[at..self.changes.unwrap_or(*end).max(at + 1)];
        let stays = |token: &&Token<'_>| !matches!(token.class, Class::Adverb | Class::Link);
        let last = words.iter().rfind(stays).unwrap_or(&words[0]);
        self.against = Some(Against::Versus(tokens[at].span.start..last.span.end));
        *end = at + 1;
        true
    }
}

/// Whether something is compared with something in these words.
fn compares(tokens: &[Token<'_>]) -> bool {
    tokens
        .iter()
        .any(|token| matches!(token.class, Class::YearOnYear | Class::MonthOnMonth | Class::Versus))
}

/// The name that a verb of being or change has as its subject: all of the clause
/// before it, without what opens the clause.
fn subject(tokens: &[Token<'_>]) -> Option<Name> {
    let generic = tokens.last().is_some_and(|token| token.generic);
    let breaks = |token: &Token<'_>| match token.class {
        // 服务业|在|国内生产总值中|的|比重
        Class::Link => !token.is_light() && !generic,
        Class::Rank | Class::Reach(_) => !token.is_short(),
        Class::Hedge(_) => !token.is_short(),
        Class::Cause | Class::Stop | Class::From | Class::Versus | Class::Share => true,
        Class::Time | Class::YearOnYear | Class::MonthOnMonth => true,
        _ => false,
    };
    let last = tokens.len().saturating_sub(1);
    let start = tokens[..last].iter().rposition(breaks).map_or(0, |at| at + 1);
    let mut words = &tokens[start..];
    while let [first, rest @ ..] = words {
        let opens = match first.class {
            Class::Verb | Class::Link => {
                // 在北方地区占比: a share is named by what it is a share of
                let share = generic && first.is_short();
                !first.is_attributive() && !share && !is_generic(rest)
            }
            Class::Adverb => true,
            _ => false,
        };
        if !opens {
            break;
        }
        words = rest;
    }
    // a long clause is a sentence of its own: its subject stands behind its last verb
    let len = words.last()?.span.end - words.first()?.span.start;
    if len > LONG_NAME {
        return if generic { named(&tokens[tokens.len() - 1..]) } else { None };
    }
    let whole = trim_around(words, Opening::Subject);
    if let [one] = whole
        && one.class == Class::Act
    {
        // 出口|增长: a verb may be what changes
        let span = one.span.clone();
        let parts = Vec::new();
        let name = Name {
            span,
            action: true,
            things: None,
            measure: false,
            generic: false,
            verb: false,
            parts,
        };
        return Some(name);
    }
    let last_of = whole.iter().rposition(|token| token.class == Class::Of);
    let words = match last_of {
        Some(at) if !is_generic(&whole[at + 1..]) => {
            trim_around(&whole[at + 1..], Opening::Subject)
        }
        _ => whole,
    };
    named(words)
}

/// A longer name, in bytes, begins at the quotes that it has inside.
const LONG_NAME: usize = 24 * '一'.len_utf8();

/// The name that ends `tokens`.
pub(super) fn name(tokens: &[Token<'_>]) -> Option<Name> {
    let mut start = tokens.len();
    while start > 0 && continues(&tokens[start - 1], &tokens[start..]) {
        start -= 1;
    }
    let mut words = &tokens[start..];
    words = trim(words);
    named(words)
}

/// A verb of two characters alone names nothing.
const SHORT_VERB: usize = 2 * '一'.len_utf8();

/// The name that is all of `words`, unless they are but a verb.
fn named(words: &[Token<'_>]) -> Option<Name> {
    let (first, last) = (words.first()?, words.last()?);
    let one_letter =
        words.len() == 1 && first.class != Class::Head && first.text.chars().nth(1).is_none();
    let empty =
        |token: &Token<'_>| matches!(token.class, Class::Scope | Class::Time | Class::Determiner);
    if one_letter || words.iter().all(empty) {
        return None;
    }
    let acts = |token: &Token<'_>| matches!(token.class, Class::Act | Class::Yield(_));
    let verb = words.iter().all(acts) && last.span.end - first.span.start <= SHORT_VERB;
    let mut span = first.span.start..last.span.end;
    if span.len() > LONG_NAME
        && let Some(quote) = words.iter().find(|token| token.quoted)
    {
        span.start = quote.span.start;
    }
    let word = ["集中", "高中", "初中", "其中"].iter().any(|word| last.text.ends_with(word));
    if last.text.ends_with('中') && !word && last.text.len() > SHORT_VERB {
        // 在……评比中
        span.end -= '中'.len_utf8();
    }
    let action = matches!(last.class, Class::Act | Class::Deed | Class::Change(_));
    let measure = last.is_measure();
    let generic = is_generic(words);
    let things = match words {
        [.., head, act] if head.class == Class::Head && act.class == Class::Act => {
            Some(head.span.end)
        }
        _ => None,
    };
    Some(Name { span, action, things, measure, generic, verb, parts: Vec::new() })
}

/// Whether `token` belongs to the name that `behind` it ends.
fn continues(token: &Token<'_>, behind: &[Token<'_>]) -> bool {
    match token.class {
        Class::Noun | Class::Head | Class::Metric | Class::Act | Class::Conjunction => true,
        Class::Suffix | Class::Deed => true,
        Class::Yield(_) => behind.is_empty(),
        Class::Determiner | Class::Scope | Class::HedgeAfter(_) => true,
        Class::Adverb => token.is_short() || is_generic(behind),
        Class::Change(_) => token.is_short() || behind.is_empty(),
        Class::Comparative(_) => true,
        Class::Rate(_) | Class::Reach(_) => behind.is_empty(),
        Class::Rank => token.is_short(),
        Class::Of => is_generic(behind),
        Class::Etc => behind.is_empty(),
        // 播种|面积
        Class::Verb => {
            let measure = matches!(behind, [one] if one.class == Class::Metric && one.generic);
            measure && token.text.len() <= SHORT_VERB
        }
        Class::Hedge(_) => token.is_short() && !behind.is_empty(),
        // 存贷比
        Class::Versus => behind.is_empty() && token.is_short(),
        _ => false,
    }
}

/// Whether these words name nothing alone.
fn is_generic(words: &[Token<'_>]) -> bool {
    match words {
        [] => true,
        [one] => one.generic || one.is_short(),
        _ => false,
    }
}

/// What part of a clause a name is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A verb that opens it modifies it: 发电装机.
    Subject,
    /// A verb that opens it has it as object: 保障用能.
    Object,
}

/// Drops what opens a name and is no part of it.
fn trim<'w, 't>(words: &'w [Token<'t>]) -> &'w [Token<'t>] {
    trim_around(words, Opening::Object)
}

fn trim_around<'w, 't>(words: &'w [Token<'t>], opening: Opening) -> &'w [Token<'t>] {
    let mut words = words;
    while let [first, rest @ ..] = words {
        let drop = match first.class {
            Class::Conjunction | Class::Of | Class::Etc => true,
            Class::Determiner => !rest.is_empty(),
            Class::Adverb => {
                let particle = ["共", "已", "均", "又", "再", "还", "也", "仅", "总"];
                let opens = !first.is_short() || particle.contains(&first.text);
                opens && !rest.is_empty() && !is_generic(rest)
            }
            Class::Change(_) => !rest.is_empty(),
            Class::Act => opening == Opening::Object && !is_generic(rest),
            Class::Scope => !is_generic(rest),
            _ => false,
        };
        if !drop {
            break;
        }
        words = rest;
    }
    while let [rest @ .., last] = words {
        if !matches!(last.class, Class::Conjunction | Class::Of) {
            break;
        }
        words = rest;
    }
    words
}

/// The parts of a list of names that is `span` of the text.
fn parts(words: &[Token<'_>], span: &Range<usize>) -> Vec<Range<usize>> {
    let within = |token: &&Token<'_>| token.span.start >= span.start && token.span.end <= span.end;
    let mut parts = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for token in words.iter().filter(within) {
        if token.class == Class::Conjunction {
            parts.extend(open.take());
        } else {
            let start = open.map_or(token.span.start, |open| open.start);
            open = Some(start..token.span.end);
        }
    }
    parts.extend(open);
    parts
}

/// The name with which `tokens` begin: what a clause speaks of.
pub(super) fn topic(tokens: &[Token<'_>]) -> Option<Name> {
    let mut name = leading_name(tokens)?;
    name.parts = parts(tokens, &name.span);
    Some(name)
}

fn leading_name(tokens: &[Token<'_>]) -> Option<Name> {
    let skips = |token: &&Token<'_>| {
        matches!(token.class, Class::Adverb | Class::Time | Class::Conjunction)
    };
    let start = tokens.iter().take_while(skips).count();
    let goes_on = |token: &&Token<'_>| {
        let noun = matches!(token.class, Class::Noun | Class::Head | Class::Metric | Class::Scope);
        noun || matches!(token.class, Class::Conjunction | Class::Act | Class::Deed | Class::Suffix)
    };
    let len = tokens[start..].iter().take_while(goes_on).count();
    let closes = tokens.last().is_some_and(|last| last.is_measure());
    if closes && let Some(name) = subject(&tokens[start..]) {
        return Some(name);
    }
    named(trim(&tokens[start..start + len]))
}

/// What stands behind a number says of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Behind {
    pub(super) hedge: Hedge,
    /// Where the hedge ends.
    pub(super) after_hedge: Option<usize>,
    /// The end of a verb that follows at once.
    pub(super) verb: Option<usize>,
    /// `5%的增长`
    pub(super) change: Option<Direction>,
    /// The name that follows at once, or after 的.
    pub(super) name: Option<Range<usize>>,
    /// 的 stands before the name.
    pub(super) of: bool,
}

/// Reads the words behind a number.
pub(super) fn behind(tokens: &[Token<'_>]) -> Behind {
    let mut read = Behind::default();
    let mut rest = tokens;
    while let [first, tail @ ..] = rest {
        match first.class {
            Class::HedgeAfter(hedge) if read.hedge == Hedge::None && !read.of => {
                read.hedge = hedge;
                read.after_hedge = Some(first.span.end);
            }
            Class::Of if !read.of => read.of = true,
            _ => break,
        }
        rest = tail;
    }
    if let [first, ..] = rest
        && let Class::Change(direction) | Class::Rate(direction) = first.class
        && read.of
    {
        read.change = Some(direction);
        return read;
    }
    read.verb = rest
        .first()
        .filter(|token| token.class == Class::Verb && !read.of)
        .map(|token| token.span.end);
    read.name = counted(rest);
    read
}

/// How the names of places and things end that no table has: 创新站, 陈列室.
const FACILITIES: [char; 30] = [
    '站', '室', '所', '院', '馆', '园', '村', '店', '厂', '点', '线', '网', '台', '器', '机', '品',
    '员', '者', '师', '队', '组', '团', '社', '楼', '桥', '路', '港', '库', '库', '证',
];

/// The counted noun that `tokens` begin with: up to a verb, a measure or a break.
fn counted(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let mut tokens = tokens;
    while let [first, rest @ ..] = tokens
        && first.class == Class::Determiner
    {
        tokens = rest;
    }
    if matches!(tokens.first()?.class, Class::Conjunction | Class::Etc) {
        return None;
    }
    let mut end = 0;
    // where the last head noun ends
    let mut head = 0;
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|next| next.class);
        let goes_on = match token.class {
            Class::Conjunction if head == end && end > 0 => next == Some(Class::Head),
            Class::Of => end > 0 && head != end && matches!(next, Some(Class::Head | Class::Noun)),
            Class::Noun | Class::Scope | Class::HedgeAfter(_) | Class::Suffix | Class::Head => true,
            Class::Deed => head != end || end == 0 || next == Some(Class::Head),
            Class::Act | Class::Conjunction => head != end || end == 0,
            Class::Adverb => {
                head != end && end > 0 && matches!(next, Some(Class::Head | Class::Noun))
            }
            Class::Change(_) | Class::Comparative(_) => {
                token.is_short()
                    && (end == 0 || head != end)
                    && matches!(next, Some(Class::Head | Class::Noun))
            }
            Class::Metric => end == 0,
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
        let ends = next.is_none_or(|next| !matches!(next, Class::Noun | Class::Conjunction));
        if token.class == Class::Head && (!token.is_short() || end == 1 || ends) {
            head = end;
        }
    }
    // 198项|精品|赛事|叫好又叫座: what follows the head is said of it
    if head == 0 && tokens[..end].first().is_some_and(|first| first.quoted) {
        head = 1;
    }
    let closed = tokens[..end].last().is_some_and(|last| last.text.ends_with(FACILITIES));
    if head > 0 && !closed {
        end = head;
    }
    let mut words = &tokens[..end];
    while let [rest @ .., last] = words {
        let dangling =
            matches!(last.class, Class::Conjunction | Class::Of | Class::Adverb | Class::Change(_))
                || (last.class == Class::Act && rest.iter().any(|t| t.class != Class::Act));
        if !dangling {
            break;
        }
        words = rest;
    }
    if words.iter().all(|token| token.class == Class::Act) {
        return None;
    }
    Some(words.first()?.span.start..words.last()?.span.end)
}
