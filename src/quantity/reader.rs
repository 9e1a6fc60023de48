//! Marks of a passage → its quantities: each number with the words of its clause.
//!
//! What a clause leaves out is carried from the one before: the name to its change
//! (`收入7907万元，同比增长5.08%`), the unit back in a list (`1.2、3.4亿元`), the names of
//! `A和B分别为x、y` to x and y.

use std::borrow::Cow;
use std::ops::Range;

use super::clause::{self, Against, Before, Behind, Name, Of, Token};
use super::scan::{self, Break, Counted, Mark, What};
use super::{Context, Found};
use super::{check, names};
use crate::Dimension;
use crate::bulletin::{Basis, Change, Direction, Hedge, Quantity, QuantityKind, TimeMention};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::number::numeral::{self, Script};
use crate::number::{Number, Value};
use crate::time::{Frame, Period};
use crate::unit::Unit;

/// A number in 万 or 亿 may stand without a unit: 6434万农村人口.
const WAN: u32 = 4;

/// 支出五年累计1.95万亿元: a length of time may stand among the words of another
/// number, with no more marks than this before it.
const MOST_WITHIN: usize = 8;

/// What is carried on, a name or a clause with one, is no longer than this, in bytes.
/// Else a text of numbers would have the same long name copied for each of them.
const LONGEST_CLAUSE: usize = 600;

/// Reads passages one after the other.
pub(crate) struct Reader<'t> {
    context: Context<'t>,
    text: &'t str,
    frame: Frame,
    /// The title of the last heading.
    heading: Range<usize>,
    found: Found,
    marks: Vec<Mark<'t>>,
    before: Vec<Token<'t>>,
    behind: Vec<Token<'t>>,
}

/// What of a sentence is carried on from number to number.
#[derive(Debug, Default)]
struct Carried<'t> {
    /// Where the sentence starts, and which quantity is its first.
    start: usize,
    first: usize,
    /// Where the words of the next number start, and which mark is the first among them.
    words: usize,
    mark: usize,
    /// A clause that had no number.
    clause: Option<Range<usize>>,
    has_number: bool,
    /// What stood before the bracket that is open, or was last.
    bracket: Option<Range<usize>>,
    /// The name that the last number had.
    name: Option<Named>,
    /// What all changes of the sentence are compared with: 与2020年相比，
    against: Option<Against>,
    /// A count whose object stands behind the next one.
    counts: Option<usize>,
    /// No break has come since the last number.
    listed: bool,
    change: Option<(Direction, Option<Against>)>,
    /// Names to be given out in turn, and which is next.
    parts: Vec<Range<usize>>,
    part: usize,
    /// The names that the sentence's numbers had so far, the last few.
    names: Vec<Range<usize>>,
    /// The unit of the last number.
    unit: &'t str,
    /// The last number had a name.
    named: bool,
    /// A semicolon has come since the last name.
    stale: bool,
    /// The value that a change starts from: 由12.1%.
    from: Option<Number>,
    time: Option<Period>,
}

/// A name, and whether it names a measure: 参保人数.
#[derive(Debug, Clone)]
struct Named {
    span: Range<usize>,
    measure: bool,
}

/// A number without a unit of the table.
enum Bare<'t> {
    /// The text has left the unit out.
    Missing,
    /// The unit is in no table.
    Unknown(Unit<'t>),
}

impl<'t> Reader<'t> {
    pub(crate) fn new(context: Context<'t>, frame: Frame) -> Reader<'t> {
        Reader {
            context,
            text: context.normal.text.as_ref(),
            frame,
            heading: 0..0,
            found: Found::default(),
            marks: Vec::new(),
            before: Vec::new(),
            behind: Vec::new(),
        }
    }

    /// All that was found.
    pub(crate) fn finish(mut self) -> Found {
        check::check(self.text, &mut self.found);
        self.found
    }

    /// Comes to the heading that opens `passage`: what follows speaks of its time.
    pub(crate) fn enter(&mut self, passage: Range<usize>) {
        let title = &self.text[passage.clone()];
        self.frame = self.frame.of_chapter(title);
        let len = title.find(['。', '\n']).unwrap_or(title.len());
        self.heading = passage.start..passage.start + len;
    }

    /// Reads `passage`, a range of the folded text.
    pub(crate) fn read(&mut self, passage: Range<usize>) {
        let mut marks = std::mem::take(&mut self.marks);
        marks.clear();
        scan::scan(self.text, passage.clone(), self.frame.year, &mut marks);
        share_units(self.text, &mut marks);
        let mut carried = Carried {
            start: passage.start,
            first: self.found.quantities.len(),
            words: passage.start,
            ..Carried::default()
        };
        for at in 0..marks.len() {
            let mark = &marks[at];
            match &mark.what {
                What::Break(kind) => {
                    self.end_clause(&mut carried, *kind, &mark.span);
                    carried.mark = at + 1;
                }
                What::Time(period) => self.time(&mut carried, &mark.span, *period),
                What::Name => {}
                What::TooLong => self.found.diagnostics.push(Diagnostic::new(
                    DiagnosticCode::NumberTooLong,
                    "a number with more digits than an exact value can hold is left out",
                    mark.span.clone(),
                )),
                What::Number(counted) => {
                    self.number(&mut carried, &marks, at, *counted, passage.end);
                }
            }
        }
        self.end_sentence(&mut carried, passage.end, passage.end);
        self.marks = marks;
    }

    fn end_clause(&mut self, carried: &mut Carried<'t>, kind: Break, span: &Range<usize>) {
        let words = carried.words..span.start;
        carried.words = span.end;
        carried.listed = false;
        match kind {
            Break::Bracket => {
                if self.text[span.clone()].starts_with(['（', '(']) {
                    carried.bracket = Some(words);
                }
                return;
            }
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
        let text = self.text[words.clone()].trim();
        (text.ends_with("相比") && text.len() < LONGEST_CLAUSE).then_some(())?;
        Some(if text.contains("上年") || text.contains("去年") {
            Against::YearOnYear
        } else if text.contains("上月") {
            Against::MonthOnMonth
        } else {
            Against::Versus(words.clone())
        })
    }

    /// Tells the quantities of a sentence its place, and forgets what was carried.
    fn end_sentence(&mut self, carried: &mut Carried<'t>, end: usize, next: usize) {
        let lead = self.text[carried.start..end].trim_start();
        let sentence = end - lead.len()..end;
        for quantity in &mut self.found.quantities[carried.first..] {
            quantity.sentence = sentence.clone();
        }
        *carried = Carried {
            start: next,
            first: self.found.quantities.len(),
            words: next,
            mark: carried.mark,
            time: carried
                .time
                .filter(|time| matches!(time, Period::Year(_) | Period::Years { .. })),
            ..Carried::default()
        };
    }

    fn time(&mut self, carried: &mut Carried<'t>, span: &Range<usize>, period: Option<Period>) {
        let Some(period) = period else { return };
        self.found.times.push(TimeMention {
            text: self.context.verbatim(span).to_owned(),
            span: span.clone(),
            kind: period.kind(),
            value: period,
        });
        // 比2020年, 由上年的: a time that something is compared with
        let before = &self.text[carried.words.min(span.start)..span.start];
        if !before.ends_with(['比', '较', '由', '从', '自', '与', '于']) {
            carried.time = Some(period);
        }
    }

    fn number(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        at: usize,
        counted: Counted<'t>,
        passage_end: usize,
    ) {
        let mut counted = counted;
        let mut span = marks[at].span.clone();
        let anniversary = counted.unit.is_some_and(|unit| unit.name == "周年");
        let of = match counted.kind {
            QuantityKind::Rank => Of::Rank,
            QuantityKind::Ratio => Of::Share,
            _ if anniversary => Of::Anniversary,
            _ => Of::Amount,
        };
        clause::tokens(
            self.text,
            carried.words..span.start,
            &marks[carried.mark..at],
            &mut self.before,
        );
        let mut before = clause::before(&self.before, of);
        if counted.unit.is_none() && counted.script == Script::Digits && counted.zeros < WAN {
            let next = marks.get(at + 1).map_or(passage_end, |mark| mark.span.start);
            match self.bare(&*carried, &before, &span, next) {
                None => {
                    // no quantity, but among the words of the next one
                    if at - carried.mark > MOST_WITHIN {
                        carried.words = span.end;
                        carried.mark = at + 1;
                    }
                    return;
                }
                Some(Bare::Missing) => {}
                Some(Bare::Unknown(unit)) => {
                    span.end += unit.name.len();
                    counted.unit = Some(unit);
                }
            }
            let ratio = before.name.as_ref().map(|name| &self.text[name.span.clone()]);
            let needs_unit = !ratio.is_some_and(has_no_unit);
            if needs_unit {
                self.tell_unit(&counted, &span);
            }
        }
        let next = marks[at + 1..].iter().find(|mark| !matches!(mark.what, What::Name));
        let end = next.map_or(passage_end, |mark| mark.span.start).max(span.end);
        // 补助1200元, but 接待3万人次: a short verb names money alone
        let money = counted.unit.and_then(|unit| unit.dimension) == Some(Dimension::Money);
        before.name = before.name.filter(|name| money || !name.verb);
        let own = tail(&self.text[span.end..end], &counted);
        let after = span.end + own.len;
        clause::tokens(self.text, after..end, &marks[at + 1..], &mut self.behind);
        let mut behind = clause::behind(&self.behind);
        if own.hedge != Hedge::None {
            behind.hedge = own.hedge;
        }
        if own.len > 0 && behind.after_hedge.is_none() {
            behind.after_hedge = Some(after);
        }

        let chained = before.bare && carried.listed;
        let turns = self.text[span.clone()].starts_with('翻');
        let mut change = self.change(carried, &before, &behind, chained, turns);
        let names = self.names(carried, marks, at, &counted, &before, &behind, change.is_some());
        let (indicator, object) = names;
        let own = before.name.as_ref().map(|name| &name.span);
        if change.is_none() && own.is_some() && own == indicator.as_ref().or(object.as_ref()) {
            // 减少财政收入5亿元
            let against = before.against.clone().or_else(|| carried.against.clone());
            change = before.verb_change.map(|direction| (direction, against, None));
        }
        carried.change = change.as_ref().map(|(direction, against, _)| {
            (*direction, against.clone().filter(|against| against.len() < LONGEST_CLAUSE))
        });
        let named = indicator.as_ref().or(object.as_ref());
        let within = counted.is_duration() && named.is_none() && change.is_none();
        if !within || at - carried.mark > MOST_WITHIN {
            carried.named = named.is_some();
            carried.unit = counted.unit.map_or("", |unit| unit.name);
            if let Some(span) = named.filter(|name| name.len() < LONGEST_CLAUSE) {
                carried.stale = false;
                carried.names.push(span.clone());
                let measure = clause::is_measure(&self.text[span.clone()]);
                carried.name = Some(Named { span: span.clone(), measure });
            }
            carried.listed = true;
            carried.clause = None;
            carried.has_number = true;
            let named_behind = behind.name.as_ref().filter(|name| named == Some(name));
            carried.words =
                named_behind.map(|name| name.end).or(behind.after_hedge).unwrap_or(span.end);
            carried.mark = at + 1;
        }

        if let Some(verb) = behind.verb.filter(|_| runs_on(&counted, &before)) {
            self.found.diagnostics.push(Diagnostic::new(
                DiagnosticCode::RunTogether,
                "no mark stands between this quantity and the verb behind it",
                span.start..verb,
            ));
        }
        let hedge = [counted.hedge, behind.hedge, before.hedge]
            .into_iter()
            .find(|hedge| *hedge != Hedge::None)
            .unwrap_or_default();
        let change = change.map(|(direction, against, from)| Change {
            direction,
            basis: against.map(|against| self.basis(against)),
            from,
        });
        let verbatim = |span: &Range<usize>| self.context.verbatim(span).to_owned();
        let unit = counted.unit;
        let period = carried.time.or(self.frame.period);
        self.found.dated.push(carried.time.is_some());
        let thing = object.as_ref().or(behind.name.as_ref());
        if let (Some(first), Some(object)) = (carried.counts.take(), thing)
            && let Some(first) = self.found.quantities.get_mut(first)
        {
            // 12类45件民生实事
            first.object.get_or_insert_with(|| verbatim(object));
        }
        let next_at_once = next.is_some_and(|mark| {
            mark.span.start == span.end && matches!(mark.what, What::Number(_))
        });
        if next_at_once && object.is_none() && indicator.is_none() {
            carried.counts = Some(self.found.quantities.len());
        }
        let quantity = Quantity {
            text: String::new(),
            kind: counted.kind,
            value: counted.value,
            unit: unit.map_or(Cow::Borrowed(""), |unit| unit.owned_name()),
            hedge,
            dimension: unit.and_then(|unit| unit.dimension),
            unit_code: unit
                .map(|unit| unit.code)
                .filter(|code| !code.is_empty())
                .map(Cow::Borrowed),
            indicator: indicator.as_ref().map(verbatim),
            object: object.as_ref().map(verbatim),
            scope: before.scope.as_ref().map(verbatim),
            change,
            period,
            sentence: span.clone(),
            section: None,
            span,
        };
        self.found.quantities.push(quantity);
    }

    fn basis(&self, against: Against) -> Basis {
        match against {
            Against::YearOnYear => Basis::YearOnYear,
            Against::MonthOnMonth => Basis::MonthOnMonth,
            Against::Versus(span) => Basis::Versus(self.context.verbatim(&span).to_owned()),
        }
    }

    /// Whether a number without a unit is a quantity all the same.
    fn bare(
        &self,
        carried: &Carried<'t>,
        before: &Before,
        span: &Range<usize>,
        next_mark: usize,
    ) -> Option<Bare<'t>> {
        /// Longer numbers without a unit are codes.
        const LONGEST: usize = 7;
        let digits = &self.text[span.clone()];
        let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
        let follows = self.text[carried.words..span.start].chars().next_back();
        let after_word = follows.is_some_and(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '”' | '）'));
        // 数字政府2.0
        let version = digits.ends_with(".0");
        if digits.len() > LONGEST || year || version || !after_word {
            return None;
        }
        let rest = &self.text[span.end..];
        let Some(next) = rest.chars().next() else { return Some(Bare::Missing) };
        if "，,。；;）)\n".contains(next) {
            // 建大棚126座共380: the name is that of the number before
            return (before.name.is_some() || carried.named).then_some(Bare::Missing);
        }
        if names::is_suffix(rest) || !matches!(next, '\u{4E00}'..='\u{9FFF}') {
            return None;
        }
        let noun_stands_before =
            before.name.as_ref().is_some_and(|name| name.span.end == span.start);
        if noun_stands_before {
            return Some(Bare::Missing);
        }
        if let Some(behind) = rest.strip_prefix('日') {
            // 不少于10日, 30日内: a length of time; else a date
            let lasts = before.hedge != Hedge::None || behind.starts_with(['内', '以']);
            return lasts.then(|| Bare::Unknown(Unit::named("日", Dimension::Time)));
        }
        // 接待3七人次: the next number is no unit
        let room = self.text[span.end..next_mark.max(span.end)].chars();
        let unit: usize = room
            .take(2)
            .take_while(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))
            .map(char::len_utf8)
            .sum();
        (before.verb && unit > 0).then(|| Bare::Unknown(Unit::unknown(&rest[..unit])))
    }

    fn tell_unit(&mut self, counted: &Counted<'_>, span: &Range<usize>) {
        let diagnostic = match counted.unit {
            None => Diagnostic::new(
                DiagnosticCode::MissingUnit,
                format!("no unit stands behind {}", &self.text[span.clone()]),
                span.clone(),
            ),
            Some(unit) => Diagnostic::new(
                DiagnosticCode::UnknownUnit,
                format!("{} is in no table of units and is taken as written", unit.name),
                span.clone(),
            ),
        };
        self.found.diagnostics.push(diagnostic);
    }

    /// The direction of a change, what it is compared with, and where it starts from.
    fn change(
        &self,
        carried: &mut Carried<'t>,
        before: &Before,
        behind: &Behind,
        chained: bool,
        turns: bool,
    ) -> Option<(Direction, Option<Against>, Option<Number>)> {
        let from = carried.from.take();
        // 同比分别增长4%、下降2%; 同比增加3吨，增幅5%
        let last = carried.change.as_ref().and_then(|(_, against)| against.clone());
        let listed = (carried.listed || before.rate) && before.name.is_none();
        let against = || {
            let own = before.against.clone().or_else(|| carried.against.clone());
            own.or(last.filter(|_| listed))
        };
        let turned = turns.then_some(Direction::Increase);
        let stated = before.change.or(behind.change).or(turned);
        if let Some(direction) = stated {
            return Some((direction, against(), None));
        }
        if let (Some(direction), Some(_)) = (before.reach, from) {
            return Some((direction, against(), from));
        }
        if chained
            && !turns
            && let Some((direction, against)) = carried.change.clone()
        {
            return Some((direction, against, None));
        }
        None
    }

    /// What is measured, and what is counted.
    #[allow(clippy::too_many_arguments)]
    fn names(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        at: usize,
        counted: &Counted<'t>,
        before: &Before,
        behind: &Behind,
        changed: bool,
    ) -> (Option<Range<usize>>, Option<Range<usize>>) {
        if before.from {
            carried.from = match counted.value {
                Value::Exact(number) => Some(number),
                Value::Range { .. } => None,
            };
        }
        let own = self.shared(carried, marks, at, before);
        let dimension = counted.unit.and_then(|unit| unit.dimension);
        let counts = counted.kind == QuantityKind::Amount
            && counted.unit.is_none_or(|unit| unit.dimension.is_none_or(Dimension::counts));
        if counts {
            return self.counted(carried, counted, before, behind, own);
        }
        match dimension {
            Some(Dimension::Age) => return (None, behind.name.clone()),
            Some(Dimension::Time) if !changed => {
                let anniversary = counted.unit.is_some_and(|unit| unit.name == "周年");
                let lasts = own.as_ref().is_some_and(|own| {
                    self.text[own.clone()].ends_with(['期', '限', '龄', '命', '长', '间', '数'])
                });
                let named =
                    lasts || before.link || before.from || before.reach.is_some() || anniversary;
                return (own.filter(|_| named), None);
            }
            _ => {}
        }
        // 覆盖医疗机构97%门诊量: what a share is of stands behind it
        let share = counted.kind == QuantityKind::Ratio && !changed && !before.link && !behind.of;
        if share && behind.name.is_some() {
            return (behind.name.clone(), None);
        }
        if own.is_some() {
            return (own, None);
        }
        let of_share =
            counted.kind == QuantityKind::Ratio || !behind.of && behind.hedge == Hedge::None;
        if !changed
            && of_share
            && !before.rank
            && counted.kind != QuantityKind::Rank
            && behind.name.is_some()
        {
            return (behind.name.clone(), None);
        }
        if before.name.is_none() && carried.name.is_none() && before.yielding.is_some() {
            return (before.yielding.clone(), None);
        }
        // 累计建成19.8万亩: what is left out is what was built before, in the same unit
        let unit = counted.unit.map_or("", |unit| unit.name);
        let attributive = behind.hedge != Hedge::None && behind.name.is_some();
        let elsewhere = before.verb && unit != carried.unit;
        if (elsewhere || attributive) && !changed && counted.kind != QuantityKind::Rank {
            return (None, None);
        }
        (self.carried_name(carried), None)
    }

    /// The name that `A和B分别为x、y` gives to this number, else its own.
    fn shared(
        &mut self,
        carried: &mut Carried<'t>,
        marks: &[Mark<'t>],
        at: usize,
        before: &Before,
    ) -> Option<Range<usize>> {
        if before.share {
            if let Some(name) = &before.name {
                carried.parts.clear();
                if name.parts.len() == chain(self.text, marks, at) {
                    carried.parts.clone_from(&name.parts);
                }
            }
            carried.part = 0;
            if before.name.is_none() && carried.parts.is_empty() {
                carried.parts = self.topic(carried).map_or_else(Vec::new, |topic| topic.parts);
            }
            let count = chain(self.text, marks, at);
            if before.name.is_none() && carried.parts.len() != count && carried.names.len() >= count
            {
                // 出栏58万头，存栏33万头，分别增长4%、2%
                carried.parts = carried.names.split_off(carried.names.len() - count);
            }
        }
        let goes_on = carried.listed && before.name.is_none();
        if (before.share || before.bare || goes_on)
            && let Some(part) =
                carried.parts.get(carried.part).filter(|part| part.len() < LONGEST_CLAUSE)
        {
            carried.part += 1;
            return Some(part.clone());
        }
        let name = before.name.as_ref()?;
        // 17个重点制造业|增加值: what was counted is what has the measure
        let counted = carried.name.as_ref().filter(|last| last.span.end == name.span.start);
        Some(match counted.filter(|_| name.generic) {
            Some(counted) => counted.span.start..name.span.end,
            None => name.span.clone(),
        })
    }

    /// The names of a count: the counted noun behind or before it, or the action that is counted.
    fn counted(
        &self,
        carried: &Carried<'t>,
        counted: &Counted<'_>,
        before: &Before,
        behind: &Behind,
        own: Option<Range<usize>>,
    ) -> (Option<Range<usize>>, Option<Range<usize>>) {
        let zero =
            counted.value == Value::Exact(Number::Decimal(0.into())) && counted.unit.is_none();
        if zero {
            return (own, behind.name.clone());
        }
        let times = counted.unit.is_some_and(|unit| unit.counts_times());
        let missing = counted.unit.is_none();
        let events = counted.unit.is_none_or(|unit| unit.counts_events());
        let not_people =
            |name: &Range<usize>| of_people(counted) && !names_people(&self.text[name.clone()]);
        // 11个左右的县
        let of = behind.of && behind.hedge == Hedge::None;
        if !times && (!missing || counted.zeros >= WAN) && !of && behind.name.is_some() {
            return (None, behind.name.clone());
        }
        match (&before.name, own) {
            (Some(name), Some(own)) if name.generic && carried.name.is_some() => {
                // 新增上市公司48家、总量达122家
                let what = carried.name.as_ref().filter(|what| !what.measure);
                (Some(own), what.map(|what| what.span.clone()))
            }
            (Some(Name { things: Some(end), .. }), Some(own)) => (None, Some(own.start..*end)),
            (Some(name), Some(own)) if name.measure || name.action && !events => (Some(own), None),
            // 高龄津贴1965人: what is not people is not what was counted
            (_, Some(own)) if not_people(&own) => (Some(own), None),
            (Some(_), Some(own)) if missing && counted.zeros >= WAN => (Some(own), None),
            (_, Some(own)) => (None, Some(own)),
            // 惠及786户1922人: what the first has no name for, the second has none for either
            _ if before.bare && carried.listed && !carried.named => (None, None),
            _ if missing
                || !before.verb
                || counted.unit.is_some_and(|unit| unit.name == carried.unit) =>
            {
                match carried.name.clone() {
                    Some(Named { span, measure }) if measure || not_people(&span) => {
                        (Some(span), None)
                    }
                    Some(Named { span, .. }) => (None, Some(span)),
                    None => (None, None),
                }
            }
            _ => (None, None),
        }
    }

    /// What the clause before speaks of.
    fn topic(&mut self, carried: &Carried<'t>) -> Option<Name> {
        let words = carried.clause.clone().filter(|words| words.len() < LONGEST_CLAUSE)?;
        clause::tokens(self.text, words, &[], &mut self.before);
        clause::topic(&self.before)
    }

    /// What the heading names, where that is a measure: （一）粮食产量。
    fn heading_name(&mut self) -> Option<Range<usize>> {
        let heading = self.heading.clone();
        if heading.is_empty() || heading.len() > LONGEST_CLAUSE {
            return None;
        }
        clause::tokens(self.text, heading, &[], &mut self.before);
        let name = clause::before(&self.before, Of::Amount).name?;
        name.measure.then_some(name.span)
    }

    /// The name of the number before, or of the clause before.
    fn carried_name(&mut self, carried: &Carried<'t>) -> Option<Range<usize>> {
        if let Some(words) = carried.bracket.as_ref().filter(|words| words.len() < LONGEST_CLAUSE) {
            clause::tokens(self.text, words.clone(), &[], &mut self.before);
            if let Some(name) = clause::before(&self.before, Of::Amount).name {
                return Some(name.span);
            }
        }
        match (self.topic(carried), &carried.name) {
            (Some(topic), Some(name)) => {
                let newer = topic.measure || carried.stale;
                Some(if newer { topic.span } else { name.span.clone() })
            }
            (Some(topic), None) => Some(topic.span),
            (None, Some(name)) => Some(name.span.clone()),
            (None, None) => self.heading_name(),
        }
    }
}

/// What stands at once behind a unit and belongs to it, though no part of the quantity.
struct Tail {
    len: usize,
    hedge: Hedge,
}

/// `500吨|级`, `两成|多`, `100天|内`
fn tail(rest: &str, counted: &Counted<'_>) -> Tail {
    let counts = counted.unit.and_then(|unit| unit.dimension).is_none_or(Dimension::counts);
    let next = rest.chars().next();
    let hedge = match next {
        Some('级') if counted.unit.is_some_and(|unit| unit.name != "级") => Hedge::None,
        Some('多') if !counts && counted.hedge == Hedge::None => Hedge::Over,
        Some('内') if counted.is_duration() => Hedge::Under,
        _ => return Tail { len: 0, hedge: Hedge::None },
    };
    Tail { len: next.map_or(0, char::len_utf8), hedge }
}

/// Whether a unit counts people.
fn of_people(counted: &Counted<'_>) -> bool {
    // 口 counts wells too
    let Some(unit) = counted.unit.filter(|unit| unit.name != "口") else { return false };
    matches!(unit.dimension, Some(Dimension::People | Dimension::Visits | Dimension::Households))
}

/// Whether a name is one of people, of families or of those who act, to judge by its end.
fn names_people(name: &str) -> bool {
    const ENDS: [char; 39] = [
        '房', '厕', '宅', '人', '员', '者', '户', '生', '民', '工', '童', '女', '客', '师', '手',
        '家', '众', '妇', '军', '兵', '士', '商', '才', '力', '体', '象', '庭', '官', '长', '友',
        '年', '老', '匠', '队', '孤', '幼', '婴', '婚', '亲',
    ];
    let words = [
        "干部", "代表", "人口", "学位", "教授", "副总", "主播", "企业", "单位", "职业", "同志",
        "专家",
    ];
    name.ends_with(ENDS) || name.ends_with('”') || words.iter().any(|word| name.ends_with(word))
}

/// Whether a measure is a pure number: 城乡收入比, 满意度, 指数.
fn has_no_unit(name: &str) -> bool {
    name.ends_with(['比', '差', '度', '率', '分'])
        || name.ends_with("指数")
        || name.ends_with("系数")
}

/// Whether a number that has its name before it ends what is said of it, so that a
/// verb behind it begins something new: `发放资金1300万元|推动…`.
fn runs_on(counted: &Counted<'_>, before: &Before) -> bool {
    let dimension = counted.unit.and_then(|unit| unit.dimension);
    before.name.is_some() && matches!(dimension, Some(Dimension::Money | Dimension::Ratio))
}

/// How many numbers, from the one at `at` on, stand in a list.
fn chain(text: &str, marks: &[Mark<'_>], at: usize) -> usize {
    let mut end = marks[at].span.end;
    let follows = |mark: &&Mark<'_>| {
        let between = &text[end..mark.span.start];
        const CHANGES: [&str; 8] = ["增长", "下降", "提高", "减少", "增加", "上升", "回落", "降低"];
        let change =
            CHANGES.iter().find_map(|change| between.trim_start_matches('、').strip_prefix(change));
        let between = change.unwrap_or(between);
        let joined =
            between.trim_matches(|c: char| "、和与及以上下左右约超近".contains(c) || c == ' ');
        end = mark.span.end;
        matches!(mark.what, What::Number(_))
            && joined.is_empty()
            && (change.is_some() || !between.is_empty())
    };
    1 + marks[at + 1..]
        .iter()
        .filter(|mark| !matches!(mark.what, What::Break(Break::Clause)))
        .take_while(follows)
        .count()
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
        if own.unit.is_some() || own.script != Script::Digits || next.unit.is_none() || !lists {
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
