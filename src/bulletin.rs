//! The document types, in the order of the JSON.
//!
//! A [`Bulletin`] owns its strings and refers to the source by byte ranges:
//!
//! ```
//! let text = "甲镇2023年度总结\n\n全年财政总收入达1.6亿元。";
//! let bulletin = gongbao::parse(text);
//! assert_eq!(&text[bulletin.blocks[0].span.clone()], "甲镇2023年度总结");
//! ```

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::number::{Number, Value};
use crate::source::{OffsetUnit, Source};
use crate::text::Text;
use crate::unit::Dimension;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// The version of the JSON that a [`Bulletin`] serializes to.
pub const SCHEMA_VERSION: u32 = 1;

/// One bulletin: what [`parse`](crate::parse) makes of one text.
///
/// All spans are half-open ranges into the source text, in UTF-8 bytes as
/// parsed; [`Bulletin::with_offsets`] counts them otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Bulletin {
    /// Always [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What was read.
    pub source: Source,
    /// Header metadata, typed, with every field as it stood.
    pub header: Header,
    /// The outline: chapters, sections, points.
    pub outline: Vec<Section>,
    /// Every quantity, in text order.
    pub quantities: Vec<Quantity>,
    /// Dates and periods, in text order.
    pub times: Vec<TimeMention>,
    /// The whole source, cut into parts: in order, without overlap or gap.
    pub blocks: Vec<Block>,
    /// What is wrong with the text, or could not be read.
    pub diagnostics: Vec<Diagnostic>,
}

/// Header metadata. A field that the text does not give, or leaves empty, is `None`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Header {
    /// The document's title, from the page or from a label.
    pub title: Option<String>,
    /// 索引号
    pub index_number: Option<String>,
    /// 发布机构, 发文机关: the body that issued the document.
    pub issuer: Option<String>,
    /// 文号, 发文字号, as written.
    pub document_number: Option<String>,
    /// The same, taken apart: 国发 2019 5.
    pub document_number_parts: Option<DocumentNumber>,
    /// 成文日期, 发文日期, 生成日期
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub written_date: Option<Date>,
    /// 发布日期, 发布时间: a date, with the time of day where the page gives one.
    pub published_at: Option<Moment>,
    /// 来源
    pub source: Option<String>,
    /// 公开方式
    pub disclosure: Option<String>,
    /// 主题分类
    pub topic_category: Option<String>,
    /// 组配分类, 体裁
    pub group_category: Option<String>,
    /// 文件登记号
    pub registration_number: Option<String>,
    /// 文件编码
    pub file_code: Option<String>,
    /// 有效性
    pub validity: Option<String>,
    /// 浏览次数
    pub views: Option<u64>,
    /// Every labelled field in text order, known or not, empty or not.
    pub fields: Vec<Field>,
}

/// A 文号 such as `国发〔2019〕5号`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct DocumentNumber {
    /// The issuing body's code (`国发`); empty where only year and number are given.
    pub code: String,
    /// The year in the brackets; `None` for orders (`第711号令`).
    pub year: Option<u16>,
    /// The running number.
    pub number: u32,
}

/// One labelled field of the header, as it stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Field {
    /// The label without its colon and inner spaces.
    pub label: String,
    /// What the label means; `None` for labels that gongbao only keeps.
    pub key: Option<FieldKey>,
    /// The value, trimmed; empty where the page leaves it empty.
    pub value: String,
    /// From the label's first character to the value's last.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub span: Range<usize>,
}

/// The typed fields that a header label can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)] // each is documented on the field of `Header` that has its name
pub enum FieldKey {
    Title,
    IndexNumber,
    Issuer,
    DocumentNumber,
    WrittenDate,
    PublishedAt,
    Source,
    Disclosure,
    TopicCategory,
    GroupCategory,
    RegistrationNumber,
    FileCode,
    Validity,
    Views,
}

use crate::time::{Moment, Period};

/// A chapter, section or point of the outline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Section {
    /// Depth in the document, the outermost is 1. An excerpt that begins inside a chapter, and
    /// comes to the next one later, begins with sections of level 2 that have no parent.
    pub level: u8,
    /// What the mark says this is.
    pub kind: SectionKind,
    /// The numbering as written (`一、`, `（二）`, `三是`); empty for an unnumbered chapter.
    pub label: String,
    /// The number, where the label has one.
    pub number: Option<u32>,
    /// The title without its label, up to the first 。 or the line's end.
    pub title: String,
    /// The whole section: heading, paragraphs, children.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub span: Range<usize>,
    /// The title alone.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub title_span: Range<usize>,
    /// Whether it stands inside a paragraph (`一是……；二是……`) instead of opening one.
    pub inline: bool,
    /// The section's own text, before its first child.
    pub paragraphs: Vec<Paragraph>,
    /// The sections below.
    pub children: Vec<Section>,
}

/// The three sorts of heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SectionKind {
    /// 一、 第一章, or an unnumbered lead-in.
    Chapter,
    /// （一） 第一节, or 1. directly under a chapter.
    Section,
    /// 一是, （1）, ①, a dash, a bullet.
    Point,
}

/// One paragraph of body text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Paragraph {
    /// Its place in the source.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub span: Range<usize>,
}

/// One part of the source. All blocks together cover it from end to end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Block {
    /// What the part is.
    pub kind: BlockKind,
    /// Its place in the source.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub span: Range<usize>,
}

/// What a part of the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// White space and invisible characters between the other parts.
    Gap,
    /// A header label, or its value, or both.
    Field,
    /// The title, or one line of it.
    Title,
    /// Navigation, font-size widgets, share buttons, copyright.
    Furniture,
    /// `——2026年1月27日在……会议上`
    SpeechDate,
    /// The speaker's office and name.
    Speaker,
    /// `各位代表：`
    Salutation,
    /// `各省、自治区、直辖市人民政府：`
    Addressee,
    /// A 文号 alone on its line.
    DocumentNumber,
    /// A heading: its label and title.
    Heading,
    /// Body text.
    Paragraph,
    /// 落款: who signs.
    Signature,
    /// The date under the signature.
    SignatureDate,
    /// `附件：1. ……`, `抄送：……`
    Attachment,
    /// A photo's caption or credit.
    Caption,
    /// A remark on the document, such as `（此件公开发布）`.
    Remark,
}

/// One number that the text states about the world, with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Quantity {
    /// The span, verbatim.
    pub text: Text,
    /// From the number's first character to the unit's last.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub span: Range<usize>,
    /// Amount, ratio or rank.
    pub kind: QuantityKind,
    /// The exact value, or the ends of a range, the scale multiplied in.
    #[serde(flatten)]
    pub value: Value,
    /// The unit as written, without its scale; empty where the text has none.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub unit: Cow<'static, str>,
    /// How exact.
    pub hedge: Hedge,
    /// What sort of unit.
    pub dimension: Option<Dimension>,
    /// ISO 4217 for money, UCUM for metric units.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub unit_code: Option<Cow<'static, str>>,
    /// The words that name what is measured.
    pub indicator: Option<Text>,
    /// For counts, the counted noun.
    pub object: Option<Text>,
    /// For ranks, the field they were won in: 全市, 全省.
    pub scope: Option<Text>,
    /// Where the quantity is the size of a change; most are not.
    pub change: Option<Box<Change>>,
    /// The period it holds for, ISO 8601.
    pub period: Option<Period>,
    /// The sentence it stands in.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub sentence: Range<usize>,
    /// The way to its section in the outline, shared by all that stand in it; `None`
    /// before the first heading.
    pub section: Option<Arc<[usize]>>,
}

/// The three sorts of quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuantityKind {
    /// Measured or counted.
    Amount,
    /// %, ‰, 百分点, 倍, 成, X分之Y, 翻番.
    Ratio,
    /// A place in an order: 全市第五, 前十, 首位.
    Rank,
}

/// How exact a value is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Hedge {
    /// As stated.
    #[default]
    None,
    /// 约, 左右, 上下.
    About,
    /// 超, 逾, 余, 多, 以上.
    Over,
    /// 近, 不足, 以下, 以内.
    Under,
}

/// The direction of a change, and what it is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct Change {
    /// Up or down.
    pub direction: Direction,
    /// Compared with what; `None` where the text does not say.
    pub basis: Option<Basis>,
    /// The value before the change, of the same unit: 12.1 in `由12.1%降至9.8%`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub from: Option<Number>,
}

/// Up or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Direction {
    /// 增长, 提高, 上升.
    Increase,
    /// 下降, 减少, 回落.
    Decrease,
}

/// What a change is compared with. In JSON `"yoy"`, `"mom"`, or `"vs "` and the words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(into = "String", from = "String")]
#[cfg_attr(feature = "schema", schemars(with = "String"))]
#[non_exhaustive]
pub enum Basis {
    /// 同比, 比上年.
    YearOnYear,
    /// 环比, 比上月.
    MonthOnMonth,
    /// Anything else, in the text's words: `比2020年`.
    Versus(String),
}

impl From<Basis> for String {
    fn from(basis: Basis) -> String {
        match basis {
            Basis::YearOnYear => "yoy".to_owned(),
            Basis::MonthOnMonth => "mom".to_owned(),
            Basis::Versus(words) => format!("vs {words}"),
        }
    }
}

impl From<String> for Basis {
    fn from(text: String) -> Basis {
        match text.as_str() {
            "yoy" => Basis::YearOnYear,
            "mom" => Basis::MonthOnMonth,
            other => Basis::Versus(other.strip_prefix("vs ").unwrap_or(other).to_owned()),
        }
    }
}

/// A date or period in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[non_exhaustive]
pub struct TimeMention {
    /// The span, verbatim.
    pub text: Text,
    /// Its place in the source.
    #[cfg_attr(feature = "schema", schemars(with = "crate::source::Span"))]
    pub span: Range<usize>,
    /// What sort of time.
    pub kind: TimeKind,
    /// ISO 8601: `2024-03-26`, `2024-03`, `2023-Q2`, `2023`, `2021/2025`.
    pub value: Period,
}

/// What sort of time a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[allow(missing_docs)] // the names say it
pub enum TimeKind {
    Date,
    Month,
    Quarter,
    Year,
    Span,
}

impl Bulletin {
    /// The same bulletin with every span counted in `unit` instead of bytes.
    ///
    /// `text` is the text that was parsed. A bulletin that is not in bytes
    /// any more is returned as it is.
    ///
    /// ```
    /// use gongbao::OffsetUnit;
    /// let text = "甲镇2023年度总结\n\n一、经济\n";
    /// let bulletin = gongbao::parse(text).with_offsets(text, OffsetUnit::Chars);
    /// assert_eq!(bulletin.outline[0].span, 12..16);
    /// ```
    #[must_use]
    pub fn with_offsets(mut self, text: &str, unit: OffsetUnit) -> Bulletin {
        if unit == OffsetUnit::Bytes || self.source.offsets != OffsetUnit::Bytes {
            return self;
        }
        let index = crate::source::OffsetIndex::new(text, unit);
        self.each_span(&mut |span| *span = index.convert(span.clone()));
        self.source.offsets = unit;
        self
    }

    /// Calls `visit` with every span of the document.
    pub(crate) fn each_span(&mut self, visit: &mut dyn FnMut(&mut Range<usize>)) {
        fn sections(list: &mut [Section], visit: &mut dyn FnMut(&mut Range<usize>)) {
            for section in list {
                visit(&mut section.span);
                visit(&mut section.title_span);
                section.paragraphs.iter_mut().for_each(|p| visit(&mut p.span));
                sections(&mut section.children, visit);
            }
        }
        self.header.fields.iter_mut().for_each(|f| visit(&mut f.span));
        sections(&mut self.outline, visit);
        self.quantities.iter_mut().for_each(|q| {
            visit(&mut q.span);
            visit(&mut q.sentence);
        });
        self.times.iter_mut().for_each(|t| visit(&mut t.span));
        self.blocks.iter_mut().for_each(|b| visit(&mut b.span));
        self.diagnostics.iter_mut().for_each(|d| {
            if let Some(span) = d.span.as_mut() {
                visit(span);
            }
        });
    }
}
