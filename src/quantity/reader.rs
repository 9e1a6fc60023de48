//! Marks of a passage → its quantities: each number with the words of its clause.
//!
//! What a clause leaves out is carried from the one before: the name to its change
//! (`收入7907万元，同比增长5.08%`), the unit back in a list (`1.2、3.4亿元`), the names of
//! `A和B分别为x、y` to x and y.

use std::ops::Range;

use super::bare::{self, Bare};
use super::carried::{Carried, Named};
use super::change::Changed;
use super::check;
use super::clause::{self, Against, Before, Behind, Of, Token};
use super::endings::Ending;
use super::naming::{LONGEST_CLAUSE, Meaning, Names};
use super::scan::{self, Break, Counted, Mark, What};
use super::words::{self, Class};
use super::{Context, Found};
use crate::Dimension;
use crate::bulletin::{Hedge, QuantityKind, TimeMention};
use crate::diagnostic::{Diagnostic, DiagnosticCode};
use crate::number::WAN;
use crate::number::numeral::Script;
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
    pub(super) context: Context<'t>,
    pub(super) text: &'t str,
    pub(super) frame: Frame,
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
    pub(super) behind: Vec<Token<'t>>,
    /// Room for the words of other places: a clause before, a bracket, the heading.
    pub(super) elsewhere: Vec<Token<'t>>,
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
    pub(super) fn hedge(&self) -> Hedge {
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
            elsewhere: Vec::new(),
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

    /// Comes to the heading that opens `passage`, behind its number, the first `label` bytes:
    /// what follows speaks of its time.
    pub(crate) fn enter(&mut self, passage: Range<usize>, label: usize) {
        let title = &self.text[passage.clone()];
        self.frame = self.frame.of_chapter(title);
        let len = title.find(['。', '\n']).unwrap_or(title.len());
        // a longer one names nothing
        let label = if len > LONGEST_CLAUSE { len } else { label.min(len) };
        self.heading = passage.start + label..passage.start + len;
        self.heading_name = None;
    }

    /// Reads `passage`, a range of the folded text, the first `label` bytes of which only
    /// number it.
    #[inline(never)]
    pub(crate) fn read(&mut self, passage: Range<usize>, label: usize) {
        let mut marks = std::mem::take(&mut self.marks);
        marks.clear();
        let words = passage.start + label;
        scan::scan(self.context.normal, words..passage.end, self.frame.now(), &mut marks);
        self.passage_end = passage.end;
        let mut carried = Carried {
            start: passage.start,
            first: self.found.quantities.len(),
            words,
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
                    carried.outer.clone_from(&carried.name);
                } else if let Some(outer) = carried.outer.take() {
                    // 完成44亿元（开发区6亿元），增长8%
                    carried.name = Some(outer);
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
        if !carried.has_number {
            self.carry_clause(carried, words);
        }
        carried.has_number = false;
        carried.bracket = None;
    }

    /// Notes what a clause without a number speaks of, and compares with.
    fn carry_clause(&self, carried: &mut Carried<'t>, words: Range<usize>) {
        let clause = without_cause(&self.text[words.clone()]);
        if clause.is_empty() {
            return;
        }
        let words = words.start..words.start + clause.len();
        carried.against = self.compared(&words).or(carried.against.take());
        if carried.clause.is_none() || !tells_why(clause) {
            carried.clause = Some(words);
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
            // 新建2所。改扩建3所: carried over no more than one sentence's end
            object: carried.object.take().filter(|(object, _)| object.start >= carried.start),
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
        if clause::is_named(self.text, &marks[at]) {
            // 上年结余3亿元: a name, and no time that goes on
            return;
        }
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
        if !(case.before.bare && carried.listed) {
            carried.hedge = if case.before.share { case.before.hedge } else { Hedge::None };
        } else if case.before.hedge == Hedge::None {
            case.before.hedge = carried.hedge;
        }
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
        let case_of = before.verb_before && counted.counts(unit::Counted::Cases);
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
        let between = self.text.get(carried.words..span.start).unwrap_or_default();
        case.adjoins = carried.listed && between.trim_end().is_empty();
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
        // 两次|提高标准，人均提高30元: that was done, and is not measured
        let task = |name: &&Range<usize>| case.behind.task.as_ref() == Some(*name);
        // 取缔3家: nor is that
        let done = |name: &&Range<usize>| {
            case.before.deed.is_none() && case.before.done.as_ref() == Some(*name)
        };
        let named = names.first().filter(|name| !task(name) && !done(name));
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
                .filter(|next| is_rank(next) && next.span.start >= name.end)
                .is_some_and(|next| {
                    matches!(&self.text[name.end..next.span.start], "" | "的" | "中" | "中的")
                })
            && let Some(rank) = self.before.iter().rfind(|token| token.class == Class::Rank)
        {
            // 增速居全县14个乡镇第4位: among whom the place was won
            let words = carried.words..rank.span.start;
            if !self.text[words.clone()].trim().is_empty() {
                carried.clause = Some(words);
                carried.stale = true;
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
            // 经费46万元，人均10.9元，增长15%: nor what there is to each
            let keeps = keeps || (carried.name.is_some() && self.is_average(span));
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
}

/// `周转量，|由于运输减少，|只增长5%`: a clause that speaks of nothing new.
fn tells_why(clause: &str) -> bool {
    ["由于", "因为", "随着"].iter().any(|word| clause.starts_with(word))
}

/// `土地增值税|受市场影响`: a clause without what it says that its subject was moved by.
fn without_cause(clause: &str) -> &str {
    let subject = |at: usize| {
        let before = clause[..at].strip_suffix("主要").unwrap_or(&clause[..at]);
        before.trim_end_matches(['深', '均', '也', '又', '仍'])
    };
    // but 不受, 遭受: the verb goes on before
    let goes_on =
        |subject: &str| subject.ends_with(['不', '未', '遭', '承', '接', '享', '感', '忍']);
    let cause = clause.ends_with("影响").then(|| clause.find('受')).flatten();
    cause.map(subject).filter(|subject| !goes_on(subject)).unwrap_or(clause)
}

/// Whether a mark is a place won: 第4位.
fn is_rank(mark: &Mark<'_>) -> bool {
    matches!(mark.what, What::Number(counted) if counted.kind == QuantityKind::Rank)
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
