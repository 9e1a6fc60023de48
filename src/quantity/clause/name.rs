//! The words of a clause that name what is measured or counted.
//!
//! ```text
//! 完成|农村个人建房|审批 → 农村个人建房审批      全市|规上工业|增加值 → 规上工业增加值
//! 布局建设|省级概念验证中心 → 省级概念验证中心    服务业在生产总值中的|比重 → all of it
//! ```

use std::ops::Range;

use super::token::Token;
use crate::number::numeral::chinese_digit;
use crate::quantity::endings::Ending;
use crate::quantity::words::Class;

/// The words that name what is measured or counted.
#[derive(Debug, Clone, Default)]
pub(in crate::quantity) struct Name {
    pub(in crate::quantity) span: Range<usize>,
    /// It ends in a verb: 审批, 复测. What it names is an action, not things.
    pub(in crate::quantity) action: bool,
    /// 高新技术企业|申报: where the things end that something is done with.
    pub(in crate::quantity) things: Option<usize>,
    /// 管护用房|翻建: so with a noun that no table has.
    pub(in crate::quantity) acted_on: Option<usize>,
    /// 失业人员|再就业: where those end who do something.
    pub(in crate::quantity) doers: Option<usize>,
    /// 女生|接种|疫苗: where the things begin with which someone does something.
    pub(in crate::quantity) done_to: Option<usize>,
    /// It ends in the name of a measure: 入驻数, 人口.
    pub(in crate::quantity) measure: bool,
    /// It ends in a noun of things: 美丽庭院.
    pub(in crate::quantity) head: bool,
    /// It names nothing alone: 增加值.
    pub(in crate::quantity) generic: bool,
    /// It is but a short verb: 补助, 接待.
    pub(in crate::quantity) verb: bool,
    /// Its parts, where it is a list: 城镇 | 农村居民人均可支配收入.
    pub(in crate::quantity) parts: Vec<Range<usize>>,
    /// Those that 、 sets apart.
    pub(in crate::quantity) coarse: Vec<Range<usize>>,
}

impl Name {
    /// Finds the parts of a list of names among `words`.
    pub(in crate::quantity) fn share(&mut self, words: &[Token<'_>]) {
        // 一、二、三产业增加值: none of the first is a name
        let ordinal = |token: &Token<'_>| token.text.chars().all(|c| chinese_digit(c).is_some());
        if words.windows(2).any(|pair| ordinal(&pair[0]) && pair[1].text == "、") {
            return;
        }
        self.parts = parts(words, &self.span, |token| token.class == Class::Conjunction);
        self.coarse = parts(words, &self.span, |token| token.text == "、");
    }
}

/// The name that a verb of being or change has as its subject: all of the clause
/// before it, without what opens the clause.
pub(super) fn subject(tokens: &[Token<'_>]) -> Option<Name> {
    subject_within(tokens, LONG_NAME, Verb::Acts)
}

/// What has a share: `投产|茶园|占三分之一`, a verb that opens it is part of it.
pub(super) fn sharer(tokens: &[Token<'_>]) -> Option<Name> {
    subject_within(tokens, LONG_NAME, Verb::Modifies)
}

/// The subjects that a list of numbers is told of one by one: together they are longer.
pub(super) fn subjects(tokens: &[Token<'_>]) -> Option<Name> {
    subject_within(tokens, LONG_LIST, Verb::Acts)
}

/// What a verb does that opens a subject.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// The subject is what it is done with: 完成|投资.
    Acts,
    /// It says of which: 投产|茶园.
    Modifies,
}

fn subject_within(tokens: &[Token<'_>], longest: usize, verb: Verb) -> Option<Name> {
    // 粮食总产|连续|五年|排名
    let ended = |token: &&Token<'_>| matches!(token.class, Class::Time | Class::Adverb);
    let len = tokens.len() - tokens.iter().rev().take_while(ended).count();
    let tokens = match &tokens[..len] {
        // 总产值|在|全国
        [words @ .., at, field] if at.text == "在" && field.class == Class::Scope => words,
        words => words,
    };
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
    if words.first().is_some_and(|first| first.text == "在") {
        // 在|运动会上|金牌贡献率
        let place = |token: &Token<'_>| token.text.ends_with(['上', '中', '内', '里']);
        if let Some(at) = words[..words.len() - 1].iter().position(place) {
            words = &words[at + 1..];
        } else if !words.last()?.is_measure() {
            // 比重，|在调整初期|由
            return None;
        }
    }
    let later = |pair: &[Token<'_>]| {
        // 开工|后|拨付|补助资金, but 灾后|重建|投资
        let after = pair[0].is_short() || (!pair[0].known && pair[0].text.len() > SHORT_VERB);
        after
            && pair[0].text.ends_with('后')
            && matches!(pair[1].class, Class::Adverb | Class::Verb)
    };
    if let Some(at) = words.windows(2).position(later) {
        words = &words[at + 1..];
    }
    while let [first, rest @ ..] = words {
        let opens = match first.class {
            Class::Verb | Class::Link => {
                // 在北方地区占比: a share is named by what it is a share of
                let share = generic && first.is_short();
                // 调处|成功率
                let rate = first.class == Class::Verb && is_rate(rest);
                let modifies = verb == Verb::Modifies && first.class == Class::Verb;
                let belongs = modifies || first.is_attributive() || share || rate;
                !belongs && !is_generic(rest)
            }
            Class::Adverb => !first.is_average(),
            _ => false,
        };
        if !opens {
            break;
        }
        words = rest;
    }
    // a long clause is a sentence of its own: its subject stands behind its last verb
    let len = words.last()?.span.end - words.first()?.span.start;
    if len > longest {
        return if generic { named(&tokens[tokens.len() - 1..]) } else { None };
    }
    let whole = trim_around(words, None, Opening::Subject);
    if let [one] = whole
        && one.class == Class::Act
    {
        // 出口|增长: a verb may be what changes
        return Some(Name { span: one.span.clone(), action: true, ..Name::default() });
    }
    // 对经济增长的贡献率
    let toward = whole.first().is_some_and(|first| first.class == Class::Toward);
    let last_of = whole.iter().rposition(|token| token.class == Class::Of && !toward);
    let words = match last_of {
        // 棉花的|亩产量: a measure alone does not tell of what
        Some(at) if !is_generic(&whole[at + 1..]) && !is_bare_measure(&whole[at + 1..]) => {
            trim_around(&whole[at + 1..], None, Opening::Subject)
        }
        _ => whole,
    };
    named(words)
}

/// A longer name, in bytes, begins at the quotes that it has inside.
const LONG_NAME: usize = 24 * '一'.len_utf8();

/// So long is a list of names at most.
const LONG_LIST: usize = 3 * LONG_NAME;

/// The name that ends `tokens`.
pub(super) fn name(tokens: &[Token<'_>]) -> Option<Name> {
    let start = begins(tokens);
    let words = &tokens[start..];
    if let [before @ .., does] = &tokens[..start]
        && matches!(does.text, "享受" | "参加" | "领取")
        && words.last().is_some_and(|last| last.text.ends_with("人数"))
    {
        // 享受|失业保险待遇人数, 参加|医疗保险|的|人数
        return named(&tokens[before.len()..]);
    }
    if words.iter().any(|token| token.class == Class::Of)
        && let Some(at) = purpose(tokens).filter(|&at| at < start)
    {
        return named(&tokens[at..]);
    }
    if let [list @ .., etc] = &tokens[..start]
        && etc.class == Class::Etc
        && let [fund] = words
        && is_fund(fund)
        && let from = begins(list)
        && let Some(first) = named(trim(&list[from..], list[..from].last()))
    {
        // 低保、残疾人补贴|等|资金
        return Some(Name { span: first.span.start..fund.span.end, ..Name::default() });
    }
    named(trim(words, tokens[..start].last()))
}

/// Where the name begins that ends `tokens`.
fn begins(tokens: &[Token<'_>]) -> usize {
    let mut start = tokens.len();
    while start > 0 && continues(&tokens[start - 1], &tokens[start..]) {
        start -= 1;
    }
    if let ([.., held, does], [work]) = tokens.split_at(start)
        && matches!(work.text, "活动" | "行动")
        && does.class == Class::Verb
        && held.class == Class::Verb
    {
        // 举办|招聘|活动
        return start - 1;
    }
    start
}

/// `用于|提高|收购价格|的|支出`: where the words begin that say what money is for.
fn purpose(tokens: &[Token<'_>]) -> Option<usize> {
    /// They are no more than this.
    const LONGEST: usize = 12;
    let from = tokens.len().saturating_sub(LONGEST);
    let at = tokens[from..].iter().rposition(|token| token.text == "用于")?;
    Some(from + at)
}

/// A verb of two characters alone names nothing.
const SHORT_VERB: usize = 2 * '一'.len_utf8();

/// The name that is all of `words`, unless they are but a verb.
fn named(words: &[Token<'_>]) -> Option<Name> {
    let words = match words {
        [rest @ .., last] if footnote(last.text) == last.text.len() => rest,
        // 卫生经费|人均|45元
        [rest @ .., last] if last.is_average() && !rest.is_empty() => rest,
        // 帮扶资金|到位|240万元
        [rest @ .., last] if last.text == "到位" && !rest.is_empty() => rest,
        _ => words,
    };
    let (first, last) = (words.first()?, words.last()?);
    // 其中|增长38%, 验收合格后|支付
    let when = words.len() == 1 && !last.known && last.text.ends_with('后');
    // 后经|各级人大|批准|调整为
    let by = first.text.ends_with('经') && last.class == Class::Act;
    if last.class == Class::Stop || when || by {
        return None;
    }
    // 转为|增长
    let verbs = words.iter().all(|token| token.class == Class::Verb);
    // 一九七九和一九八○
    let digit = |c: char| chinese_digit(c).is_some() || c.is_ascii_digit() || c == '.';
    let digits = |token: &Token<'_>| token.text.chars().all(digit);
    if verbs || words.iter().all(|token| token.class == Class::Conjunction || digits(token)) {
        return None;
    }
    let one_letter = words.len() == 1
        && first.class != Class::Head
        && first.text.chars().nth(1).is_none()
        && !(first.known && first.class == Class::Noun);
    let empty = |token: &Token<'_>| {
        matches!(token.class, Class::Scope | Class::Time | Class::Determiner | Class::Adverb)
            || (token.known && token.text.starts_with('按'))
    };
    if one_letter || words.iter().all(empty) {
        return None;
    }
    let acts = |token: &Token<'_>| matches!(token.class, Class::Act | Class::Yield(_));
    let verb =
        words.iter().all(acts) && last.span.end - first.span.start <= SHORT_VERB && !first.generic;
    let mut span = first.span.start..last.span.end;
    if words.len() > 1 && first.class == Class::Deed && first.text.starts_with("新增") {
        // 新增就业|岗位
        span.start += "新增".len();
    }
    if span.len() > LONG_NAME
        && let Some(quote) = words.iter().find(|token| token.quoted)
    {
        span.start = quote.span.start;
    }
    span.end -= within(last) + footnote(last.text);
    if let Some(average) = ["人均", "户均", "每"].iter().find(|word| last.text.ends_with(*word))
        && last.text.len() > average.len()
    {
        // 卫生经费|人均|45元, 生产总值|每|增长1个百分点
        span.end -= average.len();
    }
    let action = matches!(last.class, Class::Act | Class::Deed | Class::Change(_));
    let measure = last.is_measure();
    if measure && let Some(rest) = behind_town(words) {
        span.start = rest;
    }
    if let Some(rest) = behind_levels(words) {
        span.start = rest;
    }
    let head = last.class == Class::Head;
    let generic = is_generic(words) && !head;
    let (things, acted_on, doers) = match words {
        [.., noun, done] if matches!(noun.class, Class::Head | Class::Noun) => {
            let end = Some(noun.span.end);
            let acted = done.class == Class::Act && !done.generic && !done.is_short();
            let head = noun.class == Class::Head;
            let things = end.filter(|_| acted && head);
            (things, end.filter(|_| acted), end.filter(|_| head && done.class == Class::Deed))
        }
        _ => (None, None, None),
    };
    Some(Name {
        span,
        action,
        things,
        acted_on,
        doers,
        done_to: done_to(words),
        measure,
        head,
        generic,
        verb,
        ..Name::default()
    })
}

/// `岭南街道|辖区面积`: where what is measured begins behind a town that no table has.
fn behind_town(words: &[Token<'_>]) -> Option<usize> {
    let town = |token: &Token<'_>| matches!(token.text, "街道" | "镇" | "乡");
    match words {
        // but 城|镇|居民收入
        [place, seat, rest @ ..] if !place.known && !place.is_short() && town(seat) => {
            Some(rest.first()?.span.start)
        }
        // but 硬化|街道|面积
        [seat, rest @ ..] if seat.text == "街道" && !is_generic(rest) => {
            Some(rest.first()?.span.start)
        }
        _ => None,
    }
}

/// `区、镇、村三级|河长`, `县、乡两级|住院报销比例`: where what is named begins behind the levels that
/// have it.
fn behind_levels(words: &[Token<'_>]) -> Option<usize> {
    const LEVELS: [&str; 4] = ["两级", "三级", "四级", "五级"];
    let end = words.last()?.span.end;
    let level = |token: &Token<'_>, from: usize| {
        let ends = LEVELS.iter().find_map(|level| {
            token.text.find(level).filter(|at| *at <= from).map(|at| at + level.len())
        });
        ends.map(|at| token.span.start + at).filter(|at| *at < end)
    };
    let listed = words.iter().rposition(|token| token.text == "、")?;
    let place = words.get(listed + 1)?;
    let next = words.get(listed + 2).filter(|_| place.is_short());
    level(place, '一'.len_utf8()).or_else(|| level(next?, 0))
}

/// `女生|接种|疫苗`: where the things begin with which someone does something; but a
/// verb may belong to the noun behind it, 农民|培训|中心.
fn done_to(words: &[Token<'_>]) -> Option<usize> {
    let at = words.iter().rposition(|token| token.class == Class::Act)?;
    let (doers, things) = (words[..at].last()?, &words[at + 1..]);
    let noun = matches!(doers.class, Class::Noun | Class::Head);
    let does = Ending::People.closes(doers.text) || Ending::Doer.closes(doers.text);
    let last = things.last()?;
    let named = matches!(last.class, Class::Noun | Class::Head) && !last.is_short();
    // 县城|新建|小学: where it was built
    let built = words[at].is_attributive() && !words[at].is_short();
    (noun && (does || built) && named && (built || !Ending::Work.closes(last.text)))
        .then_some(things[0].span.start)
}

/// `为|65岁以上老年人|免费|体检`: those for whom something is done, where a verb ends the words.
pub(in crate::quantity) fn served(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    /// They and what is done take no more words.
    const LONGEST: usize = 10;
    let from = tokens.len().saturating_sub(LONGEST);
    let to = |token: &Token<'_>| matches!(token.text, "为" | "给" | "帮助");
    let start = from + tokens[from..].iter().rposition(to)? + 1;
    let people = |token: &Token<'_>| {
        matches!(token.class, Class::Head | Class::Noun) && Ending::People.closes(token.text)
    };
    // what is done stands behind them
    let [words @ .., _] = &tokens[start..] else { return None };
    let end = start + words.iter().rposition(people)? + 1;
    // 为农民工工资案件: what stands behind them is no more than what is done
    let thing = |token: &Token<'_>| matches!(token.class, Class::Head | Class::Metric | Class::Of);
    if tokens[end..].iter().any(thing) {
        return None;
    }
    name(&tokens[start..end]).map(|name| name.span)
}

/// Whether `token` belongs to the name that `behind` it ends.
fn continues(token: &Token<'_>, behind: &[Token<'_>]) -> bool {
    // 新建|各类|棚室
    let determined = |next: &Token<'_>| next.class == Class::Determiner && !next.is_short();
    if token.class != Class::Conjunction && behind.first().is_some_and(determined) {
        return false;
    }
    match token.class {
        // 在|第三方评估|中|得分
        Class::Noun if within(token) > 0 => {
            !matches!(behind, [measure] if measure.class == Class::Metric)
        }
        Class::Noun | Class::Head | Class::Metric | Class::Act | Class::Conjunction => true,
        Class::Suffix | Class::Deed => true,
        Class::Yield(_) => behind.is_empty(),
        Class::Determiner | Class::Scope | Class::HedgeAfter(_) => true,
        // 派出所|共|接警
        Class::Adverb => {
            (token.is_short() && !matches!(token.text, "共" | "了"))
                || is_generic(behind)
                || token.is_average()
        }
        Class::Change(_) => token.is_short() || behind.is_empty(),
        Class::Comparative(_) => true,
        Class::Rate(_) | Class::Reach(_) => behind.is_empty(),
        // 散居, but 获|奖牌
        Class::Rank => token.is_short() && token.text != "获",
        Class::Of => is_generic(behind),
        Class::Etc => behind.is_empty(),
        // 播种|面积
        Class::Verb => {
            let measure = |one: &Token<'_>| {
                let money = one.text.ends_with(['资', '入', '值', '金']);
                one.class == Class::Metric && ((one.generic && !money) || one.text.ends_with('率'))
            };
            // 新开工|面积
            let short = token.text.len() <= SHORT_VERB || token.is_attributive();
            short && matches!(behind, [one] if measure(one))
        }
        Class::Hedge(_) => token.is_short() && !behind.is_empty(),
        // 存贷比
        Class::Versus => behind.is_empty() && token.text == "比",
        _ => false,
    }
}

/// The length of the mark of a footnote that ends a word: 地区生产总值|[2].
fn footnote(word: &str) -> usize {
    let Some((name, mark)) = word.strip_suffix(']').and_then(|word| word.rsplit_once('[')) else {
        return 0;
    };
    let number = (1..=2).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit());
    if number { word.len() - name.len() } else { 0 }
}

/// The length of 中 where it ends a word as no part of it: 在……评比|中.
pub(super) fn within(last: &Token<'_>) -> usize {
    let word = ["集中", "高中", "初中", "其中"].iter().any(|word| last.text.ends_with(word));
    let ends = last.text.ends_with('中') && !word && last.text.len() > SHORT_VERB;
    if ends || last.text == "中" { '中'.len_utf8() } else { 0 }
}

/// `救助|资金`
fn is_fund(token: &Token<'_>) -> bool {
    matches!(token.text, "资金" | "经费" | "费用" | "费" | "款" | "金" | "补贴" | "补助" | "津贴")
}

/// `灌溉|保证率`, `清理|质量|合格率`
fn is_rate(words: &[Token<'_>]) -> bool {
    /// The words of one that a verb belongs to are no more.
    const MOST: usize = 2;
    let rate = |last: &Token<'_>| last.class == Class::Metric && last.text.ends_with('率');
    words.len() <= MOST && words.last().is_some_and(rate)
}

/// `产值`, `年均|产量`
fn is_bare_measure(words: &[Token<'_>]) -> bool {
    words.iter().all(|token| token.class == Class::Metric || token.is_average())
}

/// Whether these words name nothing alone.
fn is_generic(words: &[Token<'_>]) -> bool {
    match words {
        [] => true,
        // but 羊
        [one] => one.generic || (one.is_short() && !(one.known && one.class == Class::Noun)),
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
fn trim<'w, 't>(words: &'w [Token<'t>], before: Option<&Token<'t>>) -> &'w [Token<'t>] {
    trim_around(words, before, Opening::Object)
}

/// So many more verbs may stand before the fund that is for all of them.
const MOST_ACTS: usize = 3;

fn trim_around<'w, 't>(
    words: &'w [Token<'t>],
    before: Option<&Token<'t>>,
    opening: Opening,
) -> &'w [Token<'t>] {
    let mut words = words;
    let mut before = before;
    while let [first, rest @ ..] = words {
        let drop = match first.class {
            Class::Conjunction | Class::Of | Class::Etc => true,
            // 较大|及以上|事故
            Class::Determiner => {
                // but 各项|收入
                !(first.text == "各项" && matches!(rest, [one] if one.generic))
                    && rest.first().is_some_and(|next| !matches!(next.class, Class::HedgeAfter(_)))
            }
            Class::Adverb => {
                let particle = ["共", "已", "均", "又", "再", "还", "也", "仅", "总", "则"];
                // 可|容纳
                let verb =
                    rest.first().is_some_and(|next| matches!(next.class, Class::Verb | Class::Act));
                let opens = !first.is_short() || verb || particle.contains(&first.text);
                // 实际|投资, 总|投资, but 共|投资
                let drops = first.text == "共" || (opens && !is_generic(rest));
                drops && !rest.is_empty() && !first.is_average()
            }
            Class::Change(_) => !rest.is_empty(),
            Class::Act => {
                // 检验|检测|费用
                let act = |token: &&Token<'_>| token.class == Class::Act && !is_fund(token);
                let behind = &rest[rest.iter().take(MOST_ACTS).take_while(act).count()..];
                // 下发|整改|通知书
                let done = before.is_some_and(|before| before.class == Class::Verb);
                // but 走访|慰问|老党员
                let made = |last: &Token<'_>| {
                    Ending::Work.closes(last.text) && !Ending::People.closes(last.text)
                };
                let belongs = done && behind.last().is_some_and(made);
                // 审计（调查）项目
                let aside = rest.first().is_some_and(|next| next.text.starts_with(['（', '(']));
                opening == Opening::Object
                    && !belongs
                    && !aside
                    && !is_generic(rest)
                    && !is_rate(behind)
                    && (!matches!(behind, [fund] if is_fund(fund)) || first.generic)
            }
            Class::Scope => !is_generic(rest),
            // 五年|以上|有期徒刑
            Class::HedgeAfter(_) => before.is_none_or(|before| before.class == Class::Time),
            // 建成|后|增加的|生产能力
            Class::Noun => matches!(first.text, "后" | "前") && !rest.is_empty(),
            _ => false,
        };
        if !drop {
            break;
        }
        before = Some(first);
        words = rest;
    }
    while let [rest @ .., last] = words {
        if !matches!(last.class, Class::Conjunction | Class::Of | Class::Etc) {
            break;
        }
        words = rest;
    }
    words
}

/// The parts of a list of names that is `span` of the text.
pub(super) fn parts(
    words: &[Token<'_>],
    span: &Range<usize>,
    parts_at: impl Fn(&Token<'_>) -> bool,
) -> Vec<Range<usize>> {
    let within = |token: &&Token<'_>| token.span.start >= span.start && token.span.end <= span.end;
    let mut parts = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for token in words.iter().filter(within) {
        if parts_at(token) {
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
pub(in crate::quantity) fn topic(tokens: &[Token<'_>]) -> Option<Name> {
    let mut name = leading_name(tokens)?;
    name.share(tokens);
    Some(name)
}

fn leading_name(tokens: &[Token<'_>]) -> Option<Name> {
    let skips = |token: &&Token<'_>| {
        matches!(token.class, Class::Adverb | Class::Time | Class::Conjunction)
    };
    let start = tokens.iter().take_while(skips).count();
    let goes_on = |token: &&Token<'_>| {
        let noun = matches!(token.class, Class::Noun | Class::Head | Class::Metric | Class::Scope);
        noun || matches!(
            token.class,
            Class::Conjunction | Class::Act | Class::Deed | Class::Suffix | Class::Rate(_)
        )
    };
    let len = tokens[start..].iter().take_while(goes_on).count();
    let closes = tokens.last().is_some_and(|last| last.is_measure());
    if closes && let Some(name) = subject(&tokens[start..]) {
        return Some(name);
    }
    named(trim(&tokens[start..start + len], None))
}
