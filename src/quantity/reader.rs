//! Marks of a passage → its quantities: each number with the words of its clause.
//!
//! What a clause leaves out is carried from the one before: the name to its change
//! (`收入7907万元，同比增长5.08%`), the unit back in a list (`1.2、3.4亿元`), the names of
//! `A和B分别为x、y` to x and y.

use std::borrow::Cow;
use std::ops::Range;

use super::bare::{self, Bare};
use super::carried::{Carried, Named};
use super::check;
use super::clause::{self, Against, Before, Behind, Of, Token};
use super::endings::Ending;
use super::naming::{Meaning, Names};
use super::scan::{self, Break, Counted, Mark, What};
use super::words::{self, Class};
use super::{Context, Found};
use crate::Dimension;
use crate::bulletin::{Basis, Change, Direction, Hedge, Quantity, QuantityKind, TimeMention};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::number::numeral::{self, Script};
use crate::number::{Number, Value, WAN};
use crate::text::Text;
use crate::time::{Frame, Period};
use crate::unit;

/// 支出五年累计1.95万亿元: a length of time may stand among the words of another
/// number, with no more marks than this before it.
const MOST_WITHIN: usize = 8;

/// A list shares out no more names than this.
const MOST_NAMES: usize = 8;

/// A name or basis that is carried on is no longer than this, in bytes. Else a text
/// of numbers would have the same long name copied for each of them.
pub(super) const LONGEST_CARRIED: usize = 600;

/// Reads passages one after the other.
pub(crate) struct Reader<'t> {
    context: Context<'t>,
    pub(super) text: &'t str,
    frame: Frame,
    /// The title of the last heading.
    pub(super) heading: Range<usize>,
    /// What that title names, once a number has asked for it.
    pub(super) heading_name: Option<Option<Range<usize>>>,
    pub(super) found: Found,
    marks: Vec<Mark<'t>>,
    /// Room for the names of a passage's numbers.
    names: Vec<Range<usize>>,
    /// The words before a number, and behind it.
    pub(super) before: Vec<Token<'t>>,
    behind: Vec<Token<'t>>,
    /// Where the words of `behind` stand, unless others have taken their place.
    cut: Option<Range<usize>>,
    /// Where the passage ends that is read.
    passage_end: usize,
}

/// One number, with what the words around it say.
pub(super) struct Case<'t> {
    /// Which mark it is.
    pub(super) at: usize,
    pub(super) span: Range<usize>,
    pub(super) counted: Counted<'t>,
    pub(super) before: Before,
    pub(super) behind: Behind,
    /// Another number follows at once: 12类45件.
    pub(super) doubled: bool,
    /// A count follows at once behind a hedge: 10亿元以上|7个.
    pub(super) bounds: bool,
    /// So does it: 786户1922人.
    pub(super) adjoins: bool,
}

impl Case<'_> {
    pub(super) fn dimension(&self) -> Option<Dimension> {
        self.counted.dimension()
    }

    /// How exact: what is inside the number goes before what stands around it.
    fn hedge(&self) -> Hedge {
        [self.counted.hedge, self.behind.hedge, self.before.hedge]
            .into_iter()
            .find(|hedge| *hedge != Hedge::None)
            .unwrap_or_default()
    }
}

impl<'t> Case<'t> {
    pub(super) fn unit_name(&self) -> &'t str {
        self.counted.unit.map_or("", |unit| unit.name)
    }
}

/// The size of a change, as the clause tells it.
#[derive(Debug, Clone)]
struct Changed {
    direction: Direction,
    against: Option<Against>,
    from: Option<Value>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(context: Context<'t>, frame: Frame) -> Reader<'t> {
        Reader {
            context,
            text: context.normal.text.as_ref(),
            frame,
            heading: 0..0,
            heading_name: None,
            found: Found::default(),
            marks: Vec::new(),
            names: Vec::new(),
            before: Vec::new(),
            behind: Vec::new(),
            cut: None,
            passage_end: 0,
        }
    }

    /// All that was found.
    pub(crate) fn finish(mut self) -> Found {
        check::check(self.text, &mut self.found);
        let quantities = &mut self.found.quantities;
        quantities.shrink_to(2 * quantities.len());
        self.found
    }

    /// Comes to the heading that opens `passage`: what follows speaks of its time.
    pub(crate) fn enter(&mut self, passage: Range<usize>) {
        let title = &self.text[passage.clone()];
        self.frame = self.frame.of_chapter(title);
        let len = title.find(['。', '\n']).unwrap_or(title.len());
        self.heading = passage.start..passage.start + len;
        self.heading_name = None;
    }

    /// Reads `passage`, a range of the folded text.
    #[inline(never)]
    pub(crate) fn read(&mut self, passage: Range<usize>) {
        let mut marks = std::mem::take(&mut self.marks);
        marks.clear();
        scan::scan(self.context.normal, passage.clone(), self.frame.now(), &mut marks);
        share_units(self.text, &mut marks);
        self.passage_end = passage.end;
        let mut carried = Carried {
            start: passage.start,
            first: self.found.quantities.len(),
            words: passage.start,
            names: std::mem::take(&mut self.names),
            ..Carried::default()
        };
        for at in 0..marks.len() {
            let mark = &marks[at];
            match &mark.what {
                What::Break(kind) => {
                    self.end_clause(&mut carried, *kind, &mark.span);
                    carried.mark = at + 1;
                }
                What::Time(period) => self.time(&mut carried, &marks, at, *period),
                What::Name => {}
                What::TooLong => self.found.diagnostics.push(Diagnostic::new(
                    DiagnosticCode::NumberTooLong,
                    "a number with more digits than an exact value can hold is left out",
                    mark.span.clone(),
                )),
                What::Number(counted) => self.number(&mut carried, &marks, at, *counted),
            }
        }
        self.end_sentence(&mut carried, passage.end, passage.end);
        self.names = carried.names;
        self.marks = marks;
    }

    fn end_clause(&mut self, carried: &mut Carried<'t>, kind: Break, span: &Range<usize>) {
        let words = carried.words..span.start;
        carried.words = span.end;
        carried.listed = false;
        match kind {
            Break::Bracket => {
                carried.inside = self.text[span.clone()].starts_with(['（', '(']);
                if carried.inside {
                    carried.bracket = Some(words);
                }
                return;
            }
            // 机床（不含简易机床，下同）增加3台
            Break::Clause if carried.inside => return,
            Break::Clause => {}
            Break::Semicolon => {
                carried.parts.clear();
                carried.stale = true;
            }
            Break::Sentence => return self.end_sentence(carried, span.start, span.end),
        }
        if !carried.has_number && !words.is_empty() {
            carried.against = self.compared(&words).or(carried.against.take());
            carried.clause = Some(words);
        }
        carried.has_number = false;
        carried.bracket = None;
    }

    /// `与2020年相比`: what a clause says that the next ones are compared with.
    fn compared(&self, words: &Range<usize>) -> Option<Against> {
        let text = &self.text[words.clone()];
        words::may_end_basis(text).then_some(())?;
        let text = text.trim_end();
        if let Some(at) = clause::last_basis(text) {
            // 比上一年，原煤增产了…
            return Some(self.basis_of(words.start + at..words.end));
        }
        let compares = ["相比", "比较"].iter().any(|word| text.ends_with(word));
        (compares && text.len() < LONGEST_CARRIED).then_some(())?;
        let versus = text.rfind(['比', '较'])?;
        // 与|去年同期|相比
        let opens = |(at, _): &(usize, &str)| !text[*at..].starts_with("同期");
        let (from, _) = text[..versus].rmatch_indices(['与', '同', '和', '跟']).find(opens)?;
        Some(self.basis_of(words.start + from..words.end))
    }

    fn basis_of(&self, span: Range<usize>) -> Against {
        let text = &self.text[span.clone()];
        let last =
            |(at, _)| ["上", "去", "上一", "前一"].iter().any(|word| text[..at].ends_with(word));
        if text.match_indices('年').any(last) {
            Against::YearOnYear
        } else if text.contains("上月") {
            Against::MonthOnMonth
        } else {
            Against::Versus(span)
        }
    }

    /// Tells the quantities of a sentence its place, and forgets what was carried.
    fn end_sentence(&mut self, carried: &mut Carried<'t>, end: usize, next: usize) {
        let quantities = &mut self.found.quantities[carried.first..];
        if !quantities.is_empty() {
            let sentence = end - self.text[carried.start..end].trim_start().len()..end;
            quantities.iter_mut().for_each(|quantity| quantity.sentence = sentence.clone());
        }
        let mut names = std::mem::take(&mut carried.names);
        names.clear();
        *carried = Carried {
            names,
            start: next,
            first: self.found.quantities.len(),
            words: next,
            mark: carried.mark,
            time: carried.time.filter(|time| {
                !carried.aimed && matches!(time, Period::Year(_) | Period::Years { .. })
            }),
            ..Carried::default()
        };
    }

    fn time(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        at: usize,
        period: Option<Period>,
    ) {
        let Some(period) = period else { return };
        let span = &marks[at].span;
        self.found.times.push(TimeMention {
            text: self.context.verbatim(span).into(),
            span: span.clone(),
            kind: period.kind(),
            value: period,
        });
        let before = &self.text[carried.words.min(span.start)..span.start];
        // 是|2015年的|1.8倍, 由|2015年的|3亿元
        let of_next = marks.get(at + 1).filter(|next| {
            next.span.start > span.end && &self.text[span.end..next.span.start] == "的"
        });
        let multiple = of_next.is_some_and(|next| {
            matches!(next.what, What::Number(counted) if counted.kind == QuantityKind::Ratio)
        });
        if of_next.is_some() && !multiple && before.ends_with(['由', '从', '自']) {
            carried.own_time = Some(period);
            return;
        }
        // 比2020年: a time that something is compared with
        let compared =
            before.ends_with(['比', '较', '由', '从', '自', '与', '于', '同', '和', '跟']);
        if !compared && !multiple {
            carried.time = Some(period);
            // 力争到2025年: what is aimed at is told in this sentence alone
            carried.aimed = before.ends_with('到');
        }
    }

    /// Reads the words around the number at `at`, and keeps it if it is a quantity.
    // set apart, as is `read`: inlined into what parses all of a text, their code lies wide apart
    #[inline(never)]
    fn number(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        at: usize,
        counted: Counted<'t>,
    ) {
        let span = marks[at].span.clone();
        let words = carried.words..span.start;
        if self.cut.take().as_ref() == Some(&words) {
            // 投资3亿元|建设水厂|2座: what stands behind one stands before the next
            std::mem::swap(&mut self.before, &mut self.behind);
        } else {
            clause::tokens(self.text, words, &marks[carried.mark..at], &mut self.before);
        }
        // written in place: this is large
        let mut case = Case {
            at,
            before: Before::default(),
            span,
            counted,
            behind: Behind::default(),
            doubled: false,
            bounds: false,
            adjoins: false,
        };
        case.before.read(&self.before, role(self.text, &case.span, &counted));
        if self.is_counted(carried, marks, &mut case) && !self.is_within(carried, marks, &mut case)
        {
            self.state(carried, marks, &case);
        }
    }

    /// Whether the number counts or measures, with a unit or without.
    fn is_counted(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        case: &mut Case<'t>,
    ) -> bool {
        let Case { at, before, span, counted, .. } = case;
        if counted.unit.is_some() || counted.script != Script::Digits || counted.zeros >= WAN {
            return true;
        }
        let next = marks.get(*at + 1).map_or(self.passage_end, |mark| mark.span.start);
        let Some(bare) = bare::read(self.text, carried, before, span, next) else {
            // no quantity, but among the words of the next one
            if *at - carried.mark > MOST_WITHIN {
                carried.words = span.end;
                carried.mark = *at + 1;
            }
            return false;
        };
        if let Bare::Unknown(unit) = bare {
            // 1 日: blanks may set it off
            let rest = &self.text[span.end..];
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            span.end += blanks + unit.name.len();
            counted.unit = Some(unit);
        }
        let name = before.name.as_ref().map(|name| &self.text[name.span.clone()]);
        self.found.diagnostics.extend(bare::diagnose(self.text, &bare, name, span));
        true
    }

    /// Reads the words behind the number. Tells whether it stands inside the name of what
    /// the next one measures: 残疾人|两项|补贴97万元.
    fn is_within(
        &mut self,
        carried: &Carried<'t>,
        marks: &[Mark<'t>],
        case: &mut Case<'t>,
    ) -> bool {
        let Case { at, span, counted, before, behind, .. } = case;
        // 补助1200元, but 接待3万人次: a short verb names money alone, or what is 收到|申请7件
        let case_of = before.verb_before
            && counted.unit.is_some_and(|unit| unit.counts(unit::Counted::Cases));
        if before.name.as_ref().is_some_and(|name| name.verb)
            && counted.dimension() != Some(Dimension::Money)
            && !case_of
        {
            before.name = None;
        }
        let next = marks[*at + 1..].iter().find(|mark| !matches!(mark.what, What::Name));
        let end = next.map_or(self.passage_end, |mark| mark.span.start).max(span.end);
        let tail = tail(&self.text[span.end..end], counted);
        let after = span.end + tail.len;
        clause::tokens(self.text, after..end, &marks[*at + 1..], &mut self.behind);
        self.cut = Some(after..end);
        let mut words = self.behind.as_slice();
        if next.is_some_and(|mark| matches!(mark.what, What::Number(_))) {
            // 连续四年|突破|万吨: the hedge is that of the next number
            while let [rest @ .., last] = words
                && matches!(last.class, Class::Hedge(_))
            {
                words = rest;
            }
        }
        *behind = clause::behind(words);
        if tail.hedge != Hedge::None {
            behind.hedge = tail.hedge;
        }
        if tail.len > 0 {
            behind.after_hedge.get_or_insert(after);
        }
        let follows =
            |mark: &Mark<'_>| mark.span.start == span.end && matches!(mark.what, What::Number(_));
        // 318户、774名困难群众
        let listed = |mark: &Mark<'_>| {
            let people = matches!(mark.what, What::Number(next) if next.counts_people());
            people && &self.text[span.end..mark.span.start] == "、"
        };
        let alone = before.name.is_none() && behind.name.is_none() && counted.counts_people();
        case.doubled = next.is_some_and(|mark| follows(mark) || (alone && listed(mark)));
        case.adjoins = carried.listed && carried.words == span.start;
        case.bounds = behind.after_hedge == Some(end)
            && next.is_some_and(|mark| {
                matches!(mark.what, What::Number(next) if next.dimension().is_some_and(Dimension::counts))
            });
        *at - carried.mark <= MOST_WITHIN
            && counted.script == Script::OneDigit
            && counted.dimension().is_none_or(Dimension::counts)
            && before.name.as_ref().is_some_and(|name| name.span.end == span.start)
            && self.behind.iter().all(Token::is_nominal)
            && self.behind.last().is_some_and(|last| last.span.end == end)
            && next.is_some_and(|mark| matches!(mark.what, What::Number(_)))
    }

    /// Names a number, carries on what the next may leave out, and keeps the quantity.
    fn state(&mut self, carried: &mut Carried<'t>, marks: &[Mark<'t>], case: &Case<'t>) {
        let mut changed = self.changed(carried, case);
        if case.before.from {
            carried.from = Some(case.counted.value);
        }
        let meaning = if changed.is_some() { Meaning::Change } else { Meaning::Level };
        let names = self.names(carried, marks, case, meaning);
        let own = case.before.name.as_ref().map(|name| &name.span);
        let verb_change = case.before.verb_change.or(self.verb_change(carried, case));
        carried.verb_change = None;
        if changed.is_none() && own.is_some() && own == names.first() {
            // 减少财政收入5亿元
            let against = case.before.against.clone().or_else(|| carried.against.clone());
            carried.verb_change = verb_change;
            changed = verb_change.map(|direction| Changed { direction, against, from: None });
        }
        self.carry(carried, marks, case, &names, changed.as_ref());
        carried.basis = case.before.basis.clone().map(|basis| self.basis_of(basis));
        if let Some(verb) = case.behind.verb.filter(|_| runs_on(case)) {
            self.found.diagnostics.push(Diagnostic::new(
                DiagnosticCode::RunTogether,
                "no mark stands between this quantity and the verb behind it",
                case.span.start..verb,
            ));
        }
        self.share_object(carried, case, &names);
        self.keep(carried, case, &names, changed);
    }

    /// `净增企业3家、|农户|5户`: the verb before the first name of a list is that of the next too.
    fn verb_change(&self, carried: &Carried<'t>, case: &Case<'t>) -> Option<Direction> {
        let name = case.before.name.as_ref()?;
        let between = self.text.get(carried.words..name.span.start)?;
        carried.verb_change.filter(|_| carried.listed && between == "、" && !case.before.link)
    }

    /// The direction of a change, what it is compared with, and where it starts from.
    fn changed(&self, carried: &mut Carried<'t>, case: &Case<'t>) -> Option<Changed> {
        let Case { before, behind, .. } = case;
        let from = carried.from.take();
        let basis = carried.basis.take();
        // 同比分别增长4%、下降2%; 同比增加3吨，增幅5%
        let last = carried.change.as_ref().and_then(|(_, against)| against.clone());
        let listed = (carried.listed || before.rate) && before.name.is_none();
        let against = || {
            let own = before.against.clone().or(basis).or_else(|| carried.against.clone());
            own.or(last.filter(|_| listed))
        };
        let turns = self.text[case.span.clone()].starts_with('翻');
        let turned = turns.then_some(Direction::Increase);
        // 同比增速-3.2%
        let negative = matches!(
            case.counted.value,
            Value::Exact(Number::Decimal(value)) if value.is_sign_negative()
        );
        let down = (negative && before.change.is_some()).then_some(Direction::Decrease);
        if let Some(direction) = down.or(before.change).or(behind.change).or(turned) {
            return Some(Changed { direction, against: against(), from: None });
        }
        if let (Some(direction), Some(from)) = (before.reach, from) {
            return Some(Changed { direction, against: against(), from: Some(from) });
        }
        let (direction, against) = carried.change.clone()?;
        let ranked = case.counted.kind == QuantityKind::Rank;
        (before.bare && carried.listed && !ranked).then_some(Changed {
            direction,
            against,
            from: None,
        })
    }

    /// Notes what the next number of the sentence may leave out.
    fn carry(
        &self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        case: &Case<'t>,
        names: &Names,
        changed: Option<&Changed>,
    ) {
        carried.change = changed.map(|changed| {
            let short = |against: &Against| against.len() < LONGEST_CARRIED;
            (changed.direction, changed.against.clone().filter(short))
        });
        let named = names.first();
        let lasts = case.counted.is_duration() && !case.before.from;
        let within = lasts && named.is_none() && changed.is_none();
        if within && case.at - carried.mark <= MOST_WITHIN {
            return;
        }
        if let Some(name) = &case.behind.name
            && self.text[name.end..].starts_with('中')
            && let Some(len) = self.text[carried.words..case.span.start].rfind('在')
        {
            // 考核在全县21个乡镇中列第8: where something is so
            if len > 0 {
                carried.clause = Some(carried.words..carried.words + len);
            }
            carried.words = name.end + '中'.len_utf8();
            carried.mark = case.at + 1;
            return;
        }
        if let Some(name) = &case.behind.name
            && marks
                .get(case.at + 1)
                .is_some_and(|next| is_rank(next) && next.span.start == name.end)
            && let Some(rank) = self.before.iter().rfind(|token| token.class == Class::Rank)
        {
            // 增速居全县14个乡镇第4位: among whom the place was won
            let words = carried.words..rank.span.start;
            if !self.text[words.clone()].trim().is_empty() {
                carried.clause = Some(words);
            }
            carried.words = name.end;
            carried.mark = case.at + 1;
            return;
        }
        if case.bounds && named.is_none() {
            carried.words = case.behind.after_hedge.unwrap_or(case.span.end);
            carried.mark = case.at + 1;
            return;
        }
        carried.named = named.is_some();
        carried.unit = case.unit_name();
        if let Some(span) = named.filter(|name| name.len() < LONGEST_CARRIED) {
            carried.stale = false;
            if carried.names.len() == MOST_NAMES {
                carried.names.remove(0);
            }
            carried.names.push(span.clone());
            let measure = Ending::Measure.closes(&self.text[span.clone()]);
            let again =
                carried.name.as_ref().is_some_and(|last| last.counted && last.span == *span);
            let counted = again || case.dimension().is_none_or(Dimension::counts);
            // 税收8亿元，占比65.9%，增长5%: what grows is not the share
            let share = matches!(&self.text[span.clone()], "占比" | "比重" | "份额" | "比例");
            let keeps = share
                && !case.before.share
                && carried.name.as_ref().is_some_and(|name| name.measure);
            if !keeps {
                carried.name = Some(Named { span: span.clone(), measure, counted });
            }
        }
        if let Some(object) = names.object.as_ref().filter(|name| name.len() < LONGEST_CARRIED) {
            carried.object = Some((object.clone(), case.unit_name()));
        }
        carried.listed = true;
        carried.clause = None;
        carried.has_number = true;
        let named_behind = case.behind.name.as_ref().filter(|name| named == Some(name));
        carried.words =
            named_behind.map(|name| name.end).or(case.behind.after_hedge).unwrap_or(case.span.end);
        // 231个村|中|已换届225个
        let among = &self.text[carried.words..];
        let within = among.starts_with('中')
            && words::longest(among).is_none_or(|(len, _)| len == '中'.len_utf8());
        if within && named_behind.is_some() {
            carried.words += '中'.len_utf8();
        }
        carried.mark = case.at + 1;
    }

    /// `12类45件民生实事`: what stands behind the second is counted by the first too.
    fn share_object(&mut self, carried: &mut Carried<'t>, case: &Case<'t>, names: &Names) {
        let thing = names.object.as_ref().or(case.behind.name.as_ref());
        if let (Some(first), Some(thing)) = (carried.counts.take(), thing)
            && let Some(first) = self.found.quantities.get_mut(first)
        {
            first.object.get_or_insert_with(|| self.context.verbatim(thing).into());
        }
        let counts = case.dimension().is_none_or(Dimension::counts);
        if case.doubled && counts && names.first().is_none() {
            carried.counts = Some(self.found.quantities.len());
        }
    }

    /// Adds the quantity to what was found.
    fn keep(
        &mut self,
        carried: &mut Carried<'t>,
        case: &Case<'t>,
        names: &Names,
        changed: Option<Changed>,
    ) {
        let dated = carried.time.is_some() || carried.own_time.is_some();
        let starts_from = changed.as_ref().is_some_and(|changed| changed.from.is_some());
        let verbatim = |span: &Range<usize>| Text::from(self.context.verbatim(span));
        let change = changed.map(|changed| {
            Box::new(Change {
                direction: changed.direction,
                basis: changed.against.map(|against| self.basis(against)),
                from: changed.from.and_then(exact),
            })
        });
        let each = self.for_each(case, starts_from);
        let unit = case.counted.unit;
        let code = unit.map(|unit| unit.code()).filter(|code| !code.is_empty() && each.is_none());
        let dimension = each.as_ref().map_or(case.dimension(), |_| Some(Dimension::Per));
        let quantity = Quantity {
            text: Text::default(),
            kind: case.counted.kind,
            value: case.counted.value,
            unit: each.or_else(|| unit.map(|unit| unit.owned_name())).unwrap_or_default(),
            hedge: case.hedge(),
            dimension,
            unit_code: code.map(Cow::Borrowed),
            indicator: names.indicator.as_ref().map(verbatim),
            object: names.object.as_ref().map(verbatim),
            scope: case.before.scope.as_ref().map(verbatim),
            change,
            period: carried.own_time.take().or(carried.time).or(self.frame.period),
            sentence: case.span.clone(),
            section: None,
            span: case.span.clone(),
        };
        self.make_room(case.span.end);
        self.found.dated.push(dated);
        self.found.quantities.push(quantity);
    }

    /// The unit of what is told for each of something: `每人每月|715元` → 元/人·月. So is that
    /// of the value to which such a one has changed.
    fn for_each(&self, case: &Case<'t>, starts_from: bool) -> Option<Cow<'static, str>> {
        let unit = case.unit_name();
        // 每千人口|3岁以下婴幼儿托位数
        let spans = matches!(case.dimension(), Some(Dimension::Time | Dimension::Age));
        let measured = case.counted.kind == QuantityKind::Amount && !spans;
        if !measured || unit.is_empty() || case.dimension() == Some(Dimension::Per) {
            return None;
        }
        // 每户补助3.5万元, 每天巡查两遍, but 每天新增1.2万户
        let often = case.counted.unit.is_some_and(|unit| unit.counts(unit::Counted::Repeats));
        let told = often || case.dimension() == Some(Dimension::Money);
        if let Some(each) = case.before.each.as_ref().filter(|each| told || !each.done) {
            let each = self.text[each.words.clone()].split('每').skip(1).map(str::trim);
            return Some(Cow::Owned(format!("{unit}/{}", each.collect::<Vec<_>>().join("·"))));
        }
        let last = self.found.quantities.last()?;
        let between = self.text.get(last.span.end..case.span.start);
        let listed = matches!(between, Some("、" | "和" | "与" | "及"));
        (starts_from || listed).then_some(())?;
        let same = last.unit.strip_prefix(unit).is_some_and(|rest| rest.starts_with('/'));
        same.then(|| last.unit.clone())
    }

    /// Makes room for as many quantities as the text from `at` on has if it goes on as it
    /// began. Else a long list would be copied when it is nearly done, and the copy be too large.
    fn make_room(&mut self, at: usize) {
        /// So many tell how many there will be, and no fewer.
        const SAMPLE: usize = 256;
        /// A text that only opens with a list has fewer: room is made for so many times
        /// what there is, and no more.
        const MOST: usize = 16;
        let quantities = &mut self.found.quantities;
        let len = quantities.len();
        if len < quantities.capacity() {
            return;
        }
        let more = if len < SAMPLE {
            len.max(4)
        } else {
            let more = len.saturating_mul(self.text.len() - at) / at.max(1);
            // some more, as no text is even; and never so few that copies add up
            let more = (more + more / 16).max(len / 4);
            let whole = len.saturating_add(more);
            // if that is too many to believe, half the way in powers, so that the copy to
            // come, when more is known, is of few
            let more = if more > len * MOST { len.saturating_mul(whole).isqrt() } else { more };
            more.min(len * MOST)
        };
        quantities.reserve_exact(more);
    }

    fn basis(&self, against: Against) -> Basis {
        match against {
            Against::YearOnYear => Basis::YearOnYear,
            Against::MonthOnMonth => Basis::MonthOnMonth,
            Against::Versus(span) => Basis::Versus(self.context.verbatim(&span).to_owned()),
        }
    }
}

/// Whether a mark is a place won: 第4位.
fn is_rank(mark: &Mark<'_>) -> bool {
    matches!(mark.what, What::Number(counted) if counted.kind == QuantityKind::Rank)
}

/// The number that a value is, where it is no range.
fn exact(value: Value) -> Option<Number> {
    match value {
        Value::Exact(number) => Some(number),
        Value::Range { .. } => None,
    }
}

/// What the words before a number are asked for.
fn role(text: &str, span: &Range<usize>, counted: &Counted<'_>) -> Of {
    match counted.kind {
        QuantityKind::Ratio if text[span.start..].starts_with('翻') => Of::Turn,
        QuantityKind::Rank => Of::Rank,
        QuantityKind::Ratio => Of::Share,
        QuantityKind::Amount if counted.unit.is_some_and(|unit| unit.name == "周年") => {
            Of::Anniversary
        }
        QuantityKind::Amount => Of::Amount,
    }
}

/// What stands at once behind a unit and belongs to it, though no part of the quantity.
struct Tail {
    len: usize,
    hedge: Hedge,
}

/// `500吨|级`, `两成|多`, `100天|内`
fn tail(rest: &str, counted: &Counted<'_>) -> Tail {
    let counts = counted.dimension().is_none_or(Dimension::counts);
    let next = rest.chars().next();
    let hedge = match next {
        Some('级') if counted.unit.is_some_and(|unit| unit.name != "级") => Hedge::None,
        Some('多') if !counts && counted.hedge == Hedge::None => Hedge::Over,
        // 50米内, but 3米内径
        Some('内')
            if matches!(counted.dimension(), Some(Dimension::Time | Dimension::Length))
                && !inside(rest) =>
        {
            Hedge::Under
        }
        _ => return Tail { len: 0, hedge: Hedge::None },
    };
    Tail { len: next.map_or(0, char::len_utf8), hedge }
}

/// Whether 内 opens a word: 内径.
fn inside(rest: &str) -> bool {
    let next = rest.chars().nth(1);
    next.is_some_and(|c| ['径', '部', '容', '外', '需', '蒙', '陆', '河'].contains(&c))
}

/// Whether a number that has its name before it ends what is said of it, so that a
/// verb behind it begins something new: `发放资金1300万元|推动…`.
fn runs_on(case: &Case<'_>) -> bool {
    let closed = matches!(case.dimension(), Some(Dimension::Money | Dimension::Ratio));
    closed && case.before.name.is_some()
}

/// Gives the numbers of a list the unit and scale that only its last has: `1.2、3.4亿元`.
fn share_units(text: &str, marks: &mut [Mark<'_>]) {
    for at in (1..marks.len()).rev() {
        let (head, tail) = marks.split_at_mut(at);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first()) else { continue };
        let (What::Number(own), What::Number(next)) = (&mut first.what, &second.what) else {
            continue;
        };
        let between = &text[first.span.end..second.span.start];
        let lists = matches!(between, "、" | "和" | "与" | "或" | "及" | "，" | ",");
        // 提高1.2个、2.3个百分点
        let points = own.unit.is_some_and(|unit| unit.name == "个")
            && next.unit.is_some_and(|unit| unit.name == "百分点");
        if (own.unit.is_some() && !points)
            || own.script != Script::Digits
            || next.unit.is_none()
            || !lists
        {
            continue;
        }
        if next.kind == QuantityKind::Rank {
            continue;
        }
        own.unit = next.unit;
        own.kind = next.kind;
        if own.zeros == 0 {
            own.value = numeral::scale_value(own.value, next.zeros).unwrap_or(own.value);
            own.zeros = next.zeros;
        }
    }
}
