//! What stands before a number, read from the number backwards: its hedge, the direction and
//! the basis of its change, and its name.
//!
//! ```text
//! 一般公共预算收入|7907万元      同比增长约|5.08%      比2020年增加|300亩      位居全省|第五
//! ```

use std::ops::Range;

use super::compare::{Comparison, exceeds, exceeds_last, outdoes, sets};
use super::name::{Name, name, sharer, subject, subjects};
use super::parts::{basis, deed, each, hedge_of, names_share, origin, since, whole};
use super::token::{Token, trim_end};
use super::{Against, Each, Of};
use crate::bulletin::{Direction, Hedge};
use crate::quantity::endings::Ending;
use crate::quantity::words::Class;

/// What stands before a number says of it.
#[derive(Debug, Clone, Default)]
pub(in crate::quantity) struct Before {
    pub(in crate::quantity) hedge: Hedge,
    pub(in crate::quantity) change: Option<Direction>,
    /// 增至, 降至
    pub(in crate::quantity) reach: Option<Direction>,
    /// That verb alone tells which way: 增至, but 发展到 needs to know from where.
    pub(in crate::quantity) directed: bool,
    pub(in crate::quantity) against: Option<Against>,
    /// 达, 为 stands before the number.
    pub(in crate::quantity) link: bool,
    /// The link is one that makes what stands before it the subject: 为, 达, 占.
    pub(in crate::quantity) copula: bool,
    /// The comparison that was looked for last, if there was one.
    comparison: Option<Option<Comparison>>,
    /// Where the word of change stands among the tokens.
    changes: Option<usize>,
    /// Where 增收, 减产 ends among the tokens.
    yields: Option<usize>,
    /// `减少财政收入5亿元`: the direction stands before the name.
    pub(in crate::quantity) verb_change: Option<Direction>,
    /// A verb stands among these words: 建成, 投入.
    pub(in crate::quantity) verb: bool,
    /// `高于全国3个百分点`: a distance, not a change.
    set_against: bool,
    /// 增幅: the change is named by a noun.
    pub(in crate::quantity) rate: bool,
    /// 由, 从: the value before a change.
    pub(in crate::quantity) from: bool,
    /// 分别
    pub(in crate::quantity) share: bool,
    /// 占: the subject is a part of something.
    is_part: bool,
    /// 居, 排名
    pub(in crate::quantity) rank: bool,
    pub(in crate::quantity) scope: Option<Range<usize>>,
    /// `在|年度考核|中`: what a place was won in.
    pub(in crate::quantity) among: Option<Range<usize>>,
    /// Nothing but commas of a list stands between this number and the one before.
    pub(in crate::quantity) bare: bool,
    /// A verb of giving or getting stands right before the number: 安排, 新增.
    pub(in crate::quantity) gives: bool,
    /// 的 or 等 stands right before the number: what it counts stands behind.
    pub(in crate::quantity) opens: bool,
    /// Nothing but 的 stands before: `占任务3万亩|的|108.7%`.
    pub(in crate::quantity) only_of: bool,
    /// A verb stands right before the name: 发放|大米.
    pub(in crate::quantity) verb_before: bool,
    /// The verbs that stand right before the number, and may name what is done.
    pub(in crate::quantity) deed: Option<Range<usize>>,
    /// All verbs that stand there: 取缔.
    pub(in crate::quantity) done: Option<Range<usize>>,
    /// `每人|每月|715元`: what the number is told for each of.
    pub(in crate::quantity) each: Option<Each>,
    /// `比|2020年的|3亿元`: the number is what others are compared with.
    pub(in crate::quantity) basis: Option<Range<usize>>,
    pub(in crate::quantity) name: Option<Name>,
    /// 增收, 减产: a name where there is no other.
    pub(in crate::quantity) yielding: Option<Range<usize>>,
    /// 户均|增收: a name in any case.
    pub(in crate::quantity) each_yields: Option<Range<usize>>,
}

/// Reads the words before a number, from the number backwards.
pub(in crate::quantity) fn before(tokens: &[Token<'_>], of: Of) -> Before {
    let mut before = Before::default();
    before.read(tokens, of);
    before
}

impl Before {
    /// Fills this, which tells nothing yet, from the words before a number: in place, as it
    /// is large and each number has one.
    pub(in crate::quantity) fn read(&mut self, tokens: &[Token<'_>], of: Of) {
        self.bare = true;
        if of == Of::Anniversary {
            let verb = tokens.iter().rev().take_while(|token| token.class == Class::Verb).count();
            self.name = name(&tokens[..tokens.len() - verb]);
            if let (Some(name), Some(last)) = (&mut self.name, tokens.last()) {
                name.span.end = last.span.end;
            }
            return;
        }
        self.each = each(tokens);
        let mut end = tokens.len();
        // what stands behind it says what a share is of
        let mut said = tokens.len();
        if let Some(at) = basis(tokens) {
            self.set_apart();
            self.basis = Some(tokens[at].span.start..tokens[tokens.len() - 2].span.end);
            end = at;
        } else if let Some(at) = origin(tokens) {
            self.set_apart();
            self.from = true;
            end = at;
        } else if of == Of::Share
            && let Some(at) = whole(tokens)
        {
            self.set_apart();
            self.hedge = hedge_of(&tokens[at..]);
            self.share = tokens[at].class == Class::Share;
            said = at;
            // 按|总投资的|1%
            end = trim_end(&tokens[..at], |token| token.class == Class::Stop).len();
        }
        if matches!(of, Of::Share | Of::Amount)
            && let Some((at, direction)) = exceeds_last(&tokens[..end])
        {
            // 单产|低于|上年|15公斤: so it has changed
            self.set_apart();
            self.change = Some(direction);
            self.against = Some(Against::YearOnYear);
            end = at;
        } else if matches!(of, Of::Share | Of::Amount)
            && let Some(at) = Before::sets_against(tokens, end)
            && (of == Of::Share
                || tokens[at].text.ends_with('于')
                || tokens[at].text == "高出"
                || (at > 0 && exceeds(&tokens[at..end])))
        {
            self.set_apart();
            self.set_against = true;
            self.hedge = hedge_of(&tokens[at + 1..end]);
            end = at;
        }
        if of != Of::Rank
            && let Some(at) = outdoes(&tokens[..end])
        {
            self.set_apart();
            self.set_against = true;
            self.hedge = hedge_of(&tokens[at..]);
            end = at;
        }
        while let Some(token) = end.checked_sub(1).map(|last| &tokens[last]) {
            let skipped = match token.class {
                Class::Conjunction => true,
                Class::Hedge(hedge) => {
                    // 近|三年|提高: how exact the time is
                    let of_time = tokens.get(end).is_some_and(|next| next.class == Class::Time);
                    if self.hedge == Hedge::None && !of_time {
                        self.hedge = hedge;
                    }
                    true
                }
                Class::Rank if of == Of::Rank => {
                    self.rank = true;
                    true
                }
                Class::Scope if of == Of::Rank => {
                    self.scope.get_or_insert(token.span.clone());
                    true
                }
                _ => {
                    let skipped = self.binds(tokens, &mut end, of);
                    if skipped {
                        self.bare = false;
                    }
                    skipped
                }
            };
            if !skipped {
                break;
            }
            end -= 1;
        }
        self.is_part = tokens[end..].iter().any(Token::takes_part);
        if of == Of::Share
            && self.change.is_none()
            && self.reach.is_none()
            && let Some(at) = tokens.iter().rposition(|token| token.text == "拉动")
        {
            // 拉动|规上工业|6.4个百分点, but 负向|拉动
            let down = tokens[..at].last().is_some_and(|token| token.text.ends_with("负向"));
            self.change = Some(if down { Direction::Decrease } else { Direction::Increase });
        }
        if let Some(at) = tokens[..end].iter().rposition(|token| token.text == "已")
            && tokens[at + 1..end].iter().all(Token::is_done)
        {
            // 晚稻|已|收割
            end = at;
            self.bare = false;
        }
        if let [words @ .., last] = &tokens[..end]
            && last.text == "计算"
            && let Some(by) = words.iter().rposition(|token| matches!(token.text, "按" | "以"))
        {
            // 按|平均汇率|计算|为: how it was reckoned, and not of what
            end = by;
            self.bare = false;
        }
        if of == Of::Rank && !self.rank {
            end = self.place(tokens, end);
        }
        if of == Of::Rank
            && let Some(at) = self.among(&tokens[..end])
        {
            end = at;
        }
        let yields = self.yields.unwrap_or_default();
        let mut apart = tokens.get(end..yields.saturating_sub(1)).unwrap_or_default();
        while let [Token { class: Class::Cause, .. }, rest @ ..] = apart {
            // 带动|户均|增收
            apart = rest;
        }
        if !apart.is_empty() && apart.iter().all(|token| token.class == Class::Adverb) {
            // 户均|增收: what is measured for each
            let each = apart.iter().find(|token| token.is_average() && token.text != "平均");
            self.each_yields = each.map(|each| each.span.start..tokens[yields - 1].span.end);
            end = 0;
        }
        if let Some(at) = self.yields.filter(|&at| at == end + 1 && end > 0) {
            // 农民|增收: what changes is named by both
            end = at;
        }
        self.yielding = self.yields.map(|at| tokens[at - 1].span.clone());
        self.verb = tokens[..said]
            .iter()
            .any(|token| matches!(token.class, Class::Verb | Class::Act | Class::Cause));
        self.bare &= end == 0;
        self.opens = match tokens {
            [.., before, last] if last.class == Class::Of => {
                !self.from && self.basis.is_none() && before.class != Class::Time
            }
            // 罕见旱情|和|12轮强降雨
            [.., before, last] if matches!(last.text, "和" | "及" | "以及") => {
                matches!(before.class, Class::Noun | Class::Head)
            }
            [.., last] => matches!(last.class, Class::Of | Class::Etc),
            [] => false,
        };
        self.only_of = matches!(tokens, [only] if only.class == Class::Of);
        let names = |deed: &Range<usize>| deed.len() >= 2 * '一'.len_utf8();
        self.deed = deed(tokens, &[Class::Act, Class::Deed]).filter(names);
        self.done = deed(tokens, &[Class::Act, Class::Deed, Class::Verb]);
        self.gives = tokens.last().is_some_and(|last| {
            matches!(last.class, Class::Verb | Class::Act)
                || (last.class == Class::Link && last.is_light())
        });
        self.take_name(&tokens[..end], of);
        let start = self.name.as_ref().map_or(0, |name| name.span.start);
        self.verb_before = tokens
            .iter()
            .rfind(|token| token.span.end <= start && token.class != Class::Determiner)
            .is_some_and(|last| matches!(last.class, Class::Verb | Class::Act));
    }

    /// Words that the name does not go over stand between it and the number.
    fn set_apart(&mut self) {
        self.link = true;
        self.bare = false;
    }

    /// Finds the name among the words that are left, and what stands before the name.
    fn take_name(&mut self, words: &[Token<'_>], of: Of) {
        let opens = |token: &&Token<'_>| {
            matches!(token.class, Class::Adverb | Class::Time | Class::Conjunction | Class::Scope)
        };
        let opening = words.iter().find(|token| !opens(token));
        let noun_opens = opening.is_some_and(|token| {
            matches!(token.class, Class::Noun | Class::Head | Class::Metric | Class::Toward)
        });
        let bounds = self.hedge != Hedge::None && noun_opens;
        let predicate = bounds
            || self.is_part
            || (self.share && self.link)
            || self.copula
            || self.from
            || self.rank
            || self.change.is_some()
            || self.reach.is_some();
        // 贸易|占|全国|比重
        let share = words.last().is_some_and(names_share) && words.iter().any(Token::takes_part);
        // 早稻|集中|育秧|覆盖率|三分之二
        let moves = |token: &Token<'_>| matches!(token.class, Class::Link | Class::Change(_));
        let measured = of == Of::Share
            && words.last().is_some_and(Token::is_measure)
            && !words.iter().any(moves);
        let told = match (self.share, predicate || share || measured) {
            (true, true) => subjects(words),
            (false, true) if self.is_part => sharer(words),
            (false, true) => subject(words),
            (_, false) => None,
        };
        self.name = told.or_else(|| name(words));
        if (self.reach.is_some() || self.change.is_some())
            && let [.., last] = words
            && last.is_average()
        {
            // 补助标准增加到|人均|280元
            self.name = None;
        }
        if of == Of::Rank
            && let [.., last] = words
            && last.is_place()
            && self.name.as_ref().is_none_or(|name| name.span == last.span)
        {
            // 得分96分，|排名|全区第二
            self.name = subject(&words[..words.len() - 1]);
        } else if of == Of::Rank && self.name.as_ref().is_some_and(|name| name.generic) {
            // GDP增速|排名|全县|第3位
            self.name = subject(words).or_else(|| self.name.take());
        }
        if self.share
            && let Some(name) = &mut self.name
        {
            name.share(words);
        }
        if self.change.is_some()
            && self.against.is_none()
            && let Some(name) = &self.name
        {
            // 与去年相比|一产比重|提升
            let before = words.iter().take_while(|token| token.span.end <= name.span.start);
            self.against = before.filter_map(since).last();
        }
        if self.change.is_none()
            && self.copula
            && of == Of::Amount
            && let Some(name) = self.name.as_ref().filter(|name| name.measure)
            && let Some(at) = words.iter().position(|token| token.span.start == name.span.start)
            && let [before @ .., change, of] = &words[..at]
            && let Class::Change(direction) = change.class
            && of.class == Class::Of
            && before.last().is_none_or(|last| {
                // but 对|经济|增长|的|贡献率
                matches!(last.class, Class::Time | Class::Adverb | Class::Stop) || last.is_short()
            })
        {
            // 增加|的|年产能力|为|3万吨
            self.change = Some(direction);
        }
        // 扩大桑园面积|至7000亩: the level that is reached
        if self.change.is_none()
            && !self.link
            && let Some(name) = &self.name
            && of != Of::Rank
            && let Some(at) = words.iter().rposition(|token| {
                token.span.end <= name.span.start && token.class != Class::Determiner
            })
            && let Class::Change(direction) = words[at].class
            && !words[at].is_short()
            && words[..at].last().is_none_or(|before| {
                !before.is_done() && !matches!(before.class, Class::Noun | Class::Metric)
            })
        {
            // 减少|财政收入|5亿元
            self.verb_change = Some(direction);
        }
    }

    /// `在|全县21个乡镇中|列`: those among whom the place was won. Gives the end of the words before.
    fn among(&mut self, tokens: &[Token<'_>]) -> Option<usize> {
        /// They are named by no more words than this.
        const LONGEST: usize = 8;
        let skips = |token: &Token<'_>| {
            matches!(
                token.class,
                Class::Rank
                    | Class::Adverb
                    | Class::Conjunction
                    | Class::From
                    | Class::Reach(_)
                    | Class::Change(_)
            )
        };
        let end = trim_end(tokens, skips).len();
        let last = tokens[..end].last().filter(|last| last.text.ends_with(['中', '里', '内']))?;
        let from = end.saturating_sub(LONGEST);
        let at = tokens[from..end].iter().rposition(|token| token.text == "在")?;
        let words = &tokens[from + at + 1..end];
        let field = words.first()?.span.start..last.span.end;
        // 在|全县|年度考核|中: what it was won in has no place
        let event = words.iter().find(|token| token.class != Class::Scope)?.span.start;
        let end = field.end - last.text.chars().next_back().map_or(0, char::len_utf8);
        // but 在|全县|中
        self.among = (event < end).then_some(event..end);
        self.scope.get_or_insert(field);
        Some(from + at)
    }

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
            |token: &Token<'_>| matches!(token.class, Class::Rank | Class::Adverb | Class::Time);
        trim_end(&tokens[..at], skips).len()
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
            // 增速|比一季度|加快
            Class::Adverb if token.text == "加快" && self.compares(&tokens[..*end - 1]) => {
                self.changes.get_or_insert(*end - 1);
                self.change.get_or_insert(Direction::Increase);
                true
            }
            Class::Link | Class::Adverb | Class::Time | Class::HedgeAfter(_) => true,
            // 比上年|多|安排|510万元
            Class::Act | Class::Verb | Class::Noun if self.did_more(&tokens[..*end]) => true,
            // 从|2004年|人均|8.7万元
            _ if token.is_average()
                && matches!(
                    &tokens[..*end - 1],
                    [.., Token { class: Class::From, .. }]
                        | [.., Token { class: Class::From, .. }, Token { class: Class::Time, .. }]
                ) =>
            {
                true
            }
            // 立案48起，|破|29起
            Class::Act if token.is_short() => true,
            // 肉牛、山羊|分别|出栏
            Class::Act | Class::Deed if *end > 1 && tokens[*end - 2].class == Class::Share => true,
            // 赤字率|拟|按|2.8%
            Class::Stop if token.text == "按" => *end == tokens.len() && *end > 1,
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
            // 新增|减税降费|59亿元: what is new has not changed
            Class::Yield(_) if *end > 1 && tokens[*end - 2].text.starts_with("新增") => false,
            Class::Yield(direction) if of != Of::Rank => {
                self.change.get_or_insert(direction);
                self.yields = Some(*end);
                true
            }
            Class::Comparative(direction) if self.compares(&tokens[..*end - 1]) => {
                self.change.get_or_insert(direction);
                true
            }
            // 单产|高出|30公斤: than what, is told elsewhere
            Class::Comparative(_) if !token.is_short() => true,
            Class::Rate(direction) => {
                // 增速|比上年|提高: what changes is the rate
                let named = self.change.is_some() || self.reach.is_some() || self.from;
                if of == Of::Rank || named || self.set_against {
                    return false;
                }
                self.change.get_or_insert(direction);
                self.rate = true;
                true
            }
            Class::Reach(direction) => {
                if self.reach.is_none() {
                    self.reach = Some(direction);
                    self.directed = !token.generic;
                }
                true
            }
            Class::YearOnYear => {
                self.against.get_or_insert(Against::YearOnYear);
                true
            }
            // 比上年|预算|增加
            _ if self.change.is_some()
                && Ending::Plan.closes(token.text)
                && let [.., year] = &tokens[..*end - 1]
                && year.class == Class::YearOnYear =>
            {
                *end -= 1;
                self.against = Some(Against::Versus(year.span.start..token.span.end));
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
                    || tokens[*end..]
                        .iter()
                        .all(|t| matches!(t.class, Class::Time | Class::Hedge(_)))
            }
            _ => self.versus(tokens, end, of),
        }
    }

    /// `较去年|少|蓄`: whether the last word is a verb of which there was more or less.
    fn did_more(&mut self, tokens: &[Token<'_>]) -> bool {
        let [before @ .., more, verb] = tokens else { return false };
        let done = verb.class != Class::Noun || verb.is_short();
        done && matches!(more.text, "多" | "少") && self.compares(before)
    }

    /// As [`compares`], asked of ever fewer of the same words: looks for the comparison once.
    fn compares(&mut self, tokens: &[Token<'_>]) -> bool {
        let known = self.comparison.as_ref();
        let stale = |known: &Comparison| known.at >= tokens.len();
        if known.is_none_or(|known| known.as_ref().is_some_and(stale)) {
            self.comparison = Some(Comparison::last(tokens));
        }
        let known = self.comparison.as_ref().and_then(Option::as_ref);
        known.is_some_and(|known| known.told <= tokens.len())
    }

    /// `高于|全国平均|` before points: what the number is set against.
    fn sets_against(tokens: &[Token<'_>], end: usize) -> Option<usize> {
        /// The words for what is compared with are no more than these.
        const LONGEST: usize = 5;
        let from = end.saturating_sub(LONGEST);
        let at = tokens[from..end].iter().rposition(sets)?;
        // 低于|全省|近4个百分点
        let hedges = |token: &Token<'_>| token.is_hedge() && token.is_short();
        let behind = trim_end(&tokens[from + at + 1..end], hedges);
        let field = |token: &Token<'_>| {
            let noun = matches!(token.class, Class::Noun | Class::Head | Class::Scope | Class::Act);
            noun || matches!(
                token.class,
                Class::Metric | Class::Adverb | Class::Of | Class::Rate(_) | Class::Conjunction
            ) // 规模|以上|工业
            || matches!(token.class, Class::HedgeAfter(_))
        };
        let opens =
            behind.first().is_some_and(|first| !matches!(first.class, Class::Adverb | Class::Of));
        (opens && behind.iter().all(field)).then_some(from + at)
    }

    /// `比|2020|年|` before a change: what it is compared with.
    fn versus(&mut self, tokens: &[Token<'_>], end: &mut usize, of: Of) -> bool {
        /// A basis has no more words than this.
        const LONGEST: usize = 8;
        let changes = self.change.is_some() || self.reach.is_some() || of == Of::Turn;
        if self.against.is_some() || !changes {
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
        if words.len() == 1 && tokens[at].is_short() && self.changes.is_some() {
            // 产值47亿元，比|增6.8%
            self.against = Some(Against::YearOnYear);
            *end = at + 1;
            return true;
        }
        let stays = |token: &&Token<'_>| !matches!(token.class, Class::Adverb | Class::Link);
        let last = words.iter().rfind(stays).unwrap_or(&words[0]);
        self.against = Some(Against::Versus(tokens[at].span.start..last.span.end));
        *end = at + 1;
        true
    }
}
