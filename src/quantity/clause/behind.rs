//! What stands behind a number: a hedge, the counted noun, the direction of a change.
//!
//! ```text
//! 99.5%|以上      14家|企业|入驻飞地      11个|左右的|县      5%|的增长
//! ```

use std::ops::Range;

use super::name::within;
use super::token::Token;
use crate::bulletin::{Direction, Hedge};
use crate::quantity::endings::Ending;
use crate::quantity::words::Class;

/// What stands behind a number says of it.
#[derive(Debug, Clone, Default)]
pub(in crate::quantity) struct Behind {
    pub(in crate::quantity) hedge: Hedge,
    /// Where the hedge ends.
    pub(in crate::quantity) after_hedge: Option<usize>,
    /// What the verb that follows at once has as its object: 筹措7亿元|实施|惠民工程.
    pub(in crate::quantity) purpose: Option<Range<usize>>,
    /// A verb that follows at once, with its object: 两次|上调基准利率.
    pub(in crate::quantity) task: Option<Range<usize>>,
    /// The end of a verb that follows at once.
    pub(in crate::quantity) verb: Option<usize>,
    /// `5%的增长`
    pub(in crate::quantity) change: Option<Direction>,
    /// What happens to those who are counted: 43人|死亡.
    pub(in crate::quantity) deed: Option<Range<usize>>,
    /// The name that follows at once, or after 的.
    pub(in crate::quantity) name: Option<Range<usize>>,
    /// The name without what is done with the things: 古树名木|投保.
    pub(in crate::quantity) things: Option<Range<usize>>,
    /// The name up to the last people in it: 老年人|免费乘车.
    pub(in crate::quantity) people: Option<Range<usize>>,
    /// It ends in a noun that the table has for what is counted.
    pub(in crate::quantity) head: bool,
    /// The name is that of money: 补助资金.
    pub(in crate::quantity) fund: bool,
    /// 的 stands before the name.
    pub(in crate::quantity) of: bool,
    /// Words follow the hedge: the number says more of what they name: 200马力|以上|拖拉机.
    pub(in crate::quantity) modifies: bool,
}

/// Reads the words behind a number.
pub(in crate::quantity) fn behind(tokens: &[Token<'_>]) -> Behind {
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
    read.modifies = read.hedge != Hedge::None && !read.of && !rest.is_empty();
    if let [only] = rest
        && let Class::Hedge(hedge) = only.class
        && read.hedge == Hedge::None
    {
        // 2万辆|不到，
        read.hedge = hedge;
        read.after_hedge = Some(only.span.end);
        return read;
    }
    if let [first, ..] = rest
        && let Class::Change(direction) | Class::Rate(direction) = first.class
        && (read.of || (read.hedge != Hedge::None && rest.len() == 1))
    {
        // 5%|的增长, 10%|以上|增长
        read.change = Some(direction);
        return read;
    }
    if let [first, words @ ..] = rest
        && matches!(first.class, Class::Verb | Class::Change(_))
    {
        let object = counted(words);
        if read.hedge == Hedge::None {
            let whole =
                |name: &&Range<usize>| words.last().is_some_and(|last| name.end == last.span.end);
            let end = measured(words).or(object.as_ref().filter(whole).cloned());
            read.task = end.map(|object| first.span.start..object.end);
        }
        if first.class == Class::Verb && !read.of {
            read.verb = Some(first.span.end);
            read.purpose = object;
        }
    }
    // 5项|排名|第一: the name of the next number
    let of_next = matches!(rest, [only] if only.is_place());
    read.name = if of_next { None } else { counted(rest) };
    let name_end = read.name.as_ref().map(|name| name.end);
    let ends_name = |token: &Token<'_>| Some(token.span.end) == name_end;
    read.head = rest.iter().any(|token| token.class == Class::Head && ends_name(token));
    if let Some(name) = &read.name {
        let inside = &rest[..rest.partition_point(|token| token.span.end <= name.end)];
        let people = |token: &&Token<'_>| {
            token.class == Class::Head && token.known && Ending::People.closes(token.text)
        };
        // what a clause before the name drops is none of it: 涉及学生的|案件
        let people = inside.iter().rfind(people).filter(|people| people.span.start >= name.start);
        read.people = people.map(|people| name.start..people.span.end);
        let things = inside.iter().rfind(|token| token.class != Class::Deed);
        let things = things.filter(|last| last.span.end > name.start);
        read.things = Some(name.start..things.map_or(name.end, |last| last.span.end));
    }
    read.fund = rest.iter().any(|token| {
        let ends = token.text.ends_with(['款', '金', '费']) || token.text.ends_with("债券");
        ends_name(token) && ends
    });
    let deeds = rest.iter().take_while(|token| token.class == Class::Deed).count();
    let only = rest.get(deeds).is_none_or(|next| !matches!(next.class, Class::Noun | Class::Head));
    if let ([first, ..], [.., last]) = (rest, &rest[..deeds])
        && only
        && !read.of
    {
        read.deed = Some(first.span.start..last.span.end);
    }
    read
}

/// `基准|利率`: the measure that all of `tokens` name.
fn measured(tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let whole = tokens.iter().all(Token::is_nominal) && tokens.last()?.is_measure();
    whole.then(|| tokens[0].span.start..tokens[tokens.len() - 1].span.end)
}

/// `符合|条件|的|残疾人`: where the noun begins that a clause with a verb says more of.
fn relative(tokens: &[Token<'_>]) -> Option<usize> {
    /// The clause is no longer than this.
    const LONGEST: usize = 7;
    let negated = |token: &Token<'_>| token.text.starts_with(['不', '未', '无', '没']);
    // 在|全国|有|影响力|的|企业
    let somewhere = |token: &Token<'_>| token.text == "在";
    // 因案致困|的|当事人, 有康复需求|的|残疾人
    let caused = |token: &Token<'_>| matches!(token.text, "因" | "有");
    let opens = |first: &&Token<'_>| {
        matches!(first.class, Class::Verb | Class::Cause)
            || negated(first)
            || somewhere(first)
            || caused(first)
    };
    let first = tokens.first().filter(opens)?;
    let of = tokens.iter().take(LONGEST).position(|token| token.class == Class::Of)?;
    let inside = tokens[1..of].iter().all(|token| {
        matches!(
            token.class,
            Class::Noun | Class::Head | Class::Act | Class::Deed | Class::Verb | Class::Metric
        ) || (somewhere(first) && matches!(token.class, Class::Scope | Class::Link))
    });
    let noun = leads_to_head(&tokens[of + 1..]);
    (inside && noun && !first.quoted).then_some(of + 1)
}

/// Whether a word no table has names people or a place, to judge by its end.
fn is_closed(token: &Token<'_>) -> bool {
    let ends = Ending::Place.closes(token.text) || token.text.ends_with(['工', '民', '生', '妇']);
    token.class == Class::Noun && !token.is_short() && ends
}

/// Whether what stands behind 的 belongs to those whom this word, that no table has, names.
fn has_own(token: &Token<'_>) -> bool {
    is_closed(token) || token.text.ends_with(['商', '员', '者'])
}

/// Whether a head noun comes after a few words that can stand inside its name:
/// 粮食|产能|提升|重点|县.
fn leads_to_head(tokens: &[Token<'_>]) -> bool {
    /// They are no more than this.
    const MOST: usize = 3;
    let inside = |token: &&Token<'_>| {
        matches!(
            token.class,
            Class::Noun
                | Class::Metric
                | Class::Suffix
                | Class::Act
                | Class::Deed
                | Class::Change(_)
                | Class::Cause
        ) || (token.class == Class::Adverb && !token.is_short())
    };
    let between = tokens.iter().take(MOST).take_while(inside).count();
    tokens.get(between).is_some_and(|token| token.class == Class::Head)
}

/// What is planned and built.
fn is_work(token: &Token<'_>) -> bool {
    matches!(token.text, "项目" | "工程")
}

/// A work is named by no more verbs than this.
const MOST_VERBS: usize = 3;

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
    if let Some(at) = relative(tokens) {
        tokens = &tokens[at..];
    }
    if let [verb, people, ..] = tokens
        && verb.class == Class::Verb
        && people.class == Class::Head
        && Ending::People.closes(people.text)
        && !verb.is_short()
        && !people.is_short()
    {
        // 47名|帮扶|干部
        return Some(verb.span.start..people.span.end);
    }
    let planned = usize::from(tokens[0].text == "拟");
    let verb = |token: &&Token<'_>| token.class == Class::Verb;
    let verbs = tokens[planned..].iter().take_while(verb).count();
    if (planned > 0 || tokens[0].is_attributive())
        && (1..=MOST_VERBS).contains(&verbs)
        && let Some(work) = tokens.get(planned + verbs).filter(|token| is_work(token))
    {
        // 3个|拟|竣工|项目, 3个|新投产|项目
        return Some(tokens[0].span.start..work.span.end);
    }
    let mut end = 0;
    // where the first and the last head noun end
    let mut first = 0;
    let mut head = 0;
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|next| next.class);
        let goes_on = match token.class {
            // 4个自然屯|未通硬化路
            Class::Noun if at > 0 && token.text.starts_with(['未', '不']) && !token.known => {
                false
            }
            // 合作社与贫困户结对: with whom something is done
            Class::Conjunction if matches!(token.text, "与" | "同" | "跟") => false,
            Class::Conjunction if head == end && end > 0 => next == Some(Class::Head),
            // 6个|税务所|的|危房, 十几个|粮商|的|竞争
            Class::Of if end > 0 && has_own(&tokens[end - 1]) => false,
            Class::Of => end > 0 && head != end && matches!(next, Some(Class::Head | Class::Noun)),
            // 12个村|村集体收入
            Class::Head if at > 0 && token.is_short() && tokens[at - 1].text == token.text => false,
            Class::Noun | Class::Scope | Class::HedgeAfter(_) | Class::Suffix | Class::Head => true,
            Class::Deed if at > 0 && is_closed(&tokens[at - 1]) => next == Some(Class::Head),
            Class::Deed => head != end || end == 0 || next == Some(Class::Head),
            // 1000场品质戏曲|进|社区
            Class::Act if token.is_short() => end == 0,
            // 32个城中村|改造|项目, but 5家企业|改造|项目
            Class::Act if at > 0 && head == end && !Ending::People.closes(tokens[at - 1].text) => {
                tokens.get(at + 1).is_some_and(is_work)
            }
            Class::Act if at > 0 && is_closed(&tokens[at - 1]) => next == Some(Class::Head),
            Class::Conjunction => {
                let goes_on = |next: &Token<'_>| next.is_nominal() || next.class == Class::Scope;
                (head != end || end == 0) && tokens.get(at + 1).is_some_and(goes_on)
            }
            Class::Act => head != end || end == 0,
            // 38处|集中|供水工程
            Class::Adverb if end == 0 => !token.is_short() && leads_to_head(&tokens[at + 1..]),
            Class::Adverb => head != end && matches!(next, Some(Class::Head | Class::Noun)),
            Class::Change(_) if head == 0 && end > 0 && leads_to_head(&tokens[at + 1..]) => true,
            Class::Change(_) | Class::Comparative(_) => {
                token.is_short()
                    && (end == 0 || head != end)
                    && matches!(next, Some(Class::Head | Class::Noun))
            }
            Class::Metric => end == 0 || (head == 0 && leads_to_head(&tokens[at + 1..])),
            // 乡村|运营|人才, but 乡镇|引进|人才
            Class::Verb | Class::Cause => {
                head == 0
                    && end > 0
                    && tokens
                        .get(at + 1)
                        .is_some_and(|next| next.class == Class::Head && !next.is_short())
            }
            _ => false,
        };
        if !goes_on {
            // 74个重点城市|细颗粒物|年均|浓度
            let average = token.is_average() && next == Some(Class::Metric);
            if (token.class == Class::Metric || average) && first > 0 {
                // 16个村|集体经济收入: what those counted have
                head = first;
                end = first;
            }
            break;
        }
        end += 1;
        let ends = next.is_none_or(|next| !matches!(next, Class::Noun | Class::Conjunction));
        // 县|乡|村|三级服务网络
        let row = token.is_short()
            && tokens.get(at + 1).is_some_and(|next| {
                next.class == Class::Head && next.is_short() && next.text != token.text
            });
        let affair = head > 0 && Ending::Affair.is(token.text);
        // 省级产业链|核心企业: of no more than the noun behind it
        let belongs = Ending::Attribute.is(token.text)
            && leads_to_head(&tokens[at + 1..])
            && tokens[at + 1].class != Class::Metric;
        if token.class == Class::Head
            && !affair
            && !belongs
            && !row
            && (!token.is_short() || end == 1 || ends)
        {
            head = end;
            let alone = token.is_short() && tokens.get(at + 1).is_some_and(|next| !next.known);
            if first == 0 && !alone {
                first = end;
            }
        }
    }
    // 198项|精品|赛事|叫好又叫座: what follows the head is said of it
    if head == 0 && tokens[..end].first().is_some_and(|first| first.quoted) {
        head = 1;
    }
    // 国家|先进制造业集群
    let attribute = head > 0 && Ending::Attribute.is(tokens[head - 1].text);
    let more = tokens[head..end]
        .iter()
        .all(|token| token.class == Class::Noun && (!token.is_short() || token.text == "中"));
    if attribute && more {
        head = end;
    }
    let closed = tokens[..end].last().is_some_and(|last| Ending::Place.closes(last.text));
    if head > 0 && !closed {
        end = head;
    }
    let mut words = &tokens[..end];
    let named = words.iter().position(|token| token.class != Class::Act);
    while let [rest @ .., last] = words {
        let dangling =
            matches!(last.class, Class::Conjunction | Class::Of | Class::Adverb | Class::Change(_))
                || (last.class == Class::Act && named.is_some_and(|at| at < rest.len()));
        if !dangling {
            break;
        }
        words = rest;
    }
    if words.iter().all(|token| token.class == Class::Act) {
        return None;
    }
    let last = words.last()?;
    let name = words.first()?.span.start..last.span.end - within(last);
    // 项目12个|中
    (!name.is_empty()).then_some(name)
}
