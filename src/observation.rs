//! The document as a table: one row a quantity, with all that is needed to read it alone.
//!
//! ```
//! let text = "甲镇2023年度总结\n\n一、农业\n全年粮食播种面积达1.2万亩，同比增长5%。";
//! let bulletin = gongbao::parse(text);
//! let rows: Vec<_> = gongbao::observations(&bulletin, text).collect();
//! assert_eq!(rows[0].quantity.text, "1.2万亩");
//! assert_eq!(rows[0].title, Some("甲镇2023年度总结"));
//! assert_eq!(rows[0].section_titles, ["一、农业"]);
//! assert_eq!(rows[0].sentence, "全年粮食播种面积达1.2万亩，同比增长5%");
//! let normal = rows[0].normalised.as_ref().unwrap();
//! assert_eq!((normal.value.to_string().as_str(), &*normal.unit), ("8000000", "m2"));
//! ```

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::bulletin::{Bulletin, Hedge, Quantity, QuantityKind, Section};
use crate::number::{Number, Value};
use crate::source::{OffsetIndex, OffsetUnit};
use crate::unit::convert;

/// One row of the table: a quantity, and what the document says around it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Observation<'b> {
    /// The document's path, where the caller named it.
    pub path: Option<&'b str>,
    /// The document's title.
    pub title: Option<&'b str>,
    /// The body that issued it.
    pub issuer: Option<&'b str>,
    /// 索引号
    pub index_number: Option<&'b str>,
    /// 成文日期
    pub written_date: Option<Date>,
    /// Label and title of each section on the way to the quantity, the outermost first.
    pub section_titles: Vec<Cow<'b, str>>,
    /// The quantity itself.
    pub quantity: &'b Quantity,
    /// Its value in the base unit of its dimension; `None` for ranges, and for
    /// units without a factor.
    pub normalised: Option<Normalised>,
    /// What the value is at least and at most, as far as the text says it.
    pub bounds: Bounds,
    /// The sentence that the quantity stands in.
    pub sentence: &'b str,
}

/// A value in a base unit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Normalised {
    /// Exact: a fraction where there is no finite decimal (10亩 are 20000/3 m²).
    pub value: Number,
    /// UCUM (`m2`, `kg`, `1` for ratios), ISO 4217 for money, or one per another (`kg/m3`).
    pub unit: Cow<'static, str>,
}

/// The ends of what a quantity may be; `None` where the text sets none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// It is at least this.
    pub lower: Option<Number>,
    /// It is at most this.
    pub upper: Option<Number>,
}

impl Quantity {
    /// The numeric bounds that value and hedge imply.
    ///
    /// A value as stated is its own lower and upper bound. 超, 余, 以上 leave it
    /// the lower one, 近, 不足, 以内 the upper one; a rank is at least 1. 约 sets
    /// no bounds, since nobody says how far it reaches; the ends of a range are bounds even so.
    ///
    /// ```
    /// let bulletin = gongbao::parse("全年财政总收入超1.6亿元。");
    /// let bounds = bulletin.quantities[0].bounds();
    /// assert_eq!(bounds.lower.unwrap().to_string(), "160000000");
    /// assert_eq!(bounds.upper, None);
    /// ```
    pub fn bounds(&self) -> Bounds {
        let floor = (self.kind == QuantityKind::Rank).then_some(Number::Decimal(Decimal::ONE));
        match (self.value, self.hedge) {
            (Value::Exact(value), Hedge::None) => Bounds { lower: Some(value), upper: Some(value) },
            (Value::Exact(_), Hedge::About) => Bounds { lower: floor, upper: None },
            (Value::Exact(value), Hedge::Over) => Bounds { lower: Some(value), upper: None },
            (Value::Exact(value), Hedge::Under) => Bounds { lower: floor, upper: Some(value) },
            (Value::Range { low, high: _ }, Hedge::Over) => Bounds { lower: low, upper: None },
            (Value::Range { low: _, high }, Hedge::Under) => Bounds { lower: floor, upper: high },
            (Value::Range { low, high }, _) => Bounds { lower: low.or(floor), upper: high },
        }
    }

    /// The value in the base unit of its dimension, exactly; `None` for a
    /// range, for a unit without a factor, and for more digits than fit.
    ///
    /// ```
    /// let bulletin = gongbao::parse("新增耕地10亩。");
    /// let normal = bulletin.quantities[0].normalised().unwrap();
    /// assert_eq!((normal.value.to_string().as_str(), &*normal.unit), ("20000/3", "m2"));
    /// ```
    pub fn normalised(&self) -> Option<Normalised> {
        let Value::Exact(value) = self.value else { return None };
        let convert::Normal { value, unit } = convert::to_base(value, &self.unit)?;
        Some(Normalised { value, unit })
    }
}

/// The rows of `bulletin`, in text order; `text` is the text that was parsed.
/// The bulletin's spans may count any unit.
pub fn observations<'b>(
    bulletin: &'b Bulletin,
    text: &'b str,
) -> impl Iterator<Item = Observation<'b>> {
    let index = match bulletin.source.offsets {
        OffsetUnit::Bytes => None,
        unit => Some(OffsetIndex::new(text, unit)),
    };
    bulletin.quantities.iter().map(move |quantity| {
        let sentence = match &index {
            None => quantity.sentence.clone(),
            Some(index) => index.to_bytes(quantity.sentence.clone()),
        };
        Observation {
            path: bulletin.source.path.as_deref(),
            title: bulletin.header.title.as_deref(),
            issuer: bulletin.header.issuer.as_deref(),
            index_number: bulletin.header.index_number.as_deref(),
            written_date: bulletin.header.written_date,
            section_titles: titles(&bulletin.outline, quantity.section.as_deref()),
            normalised: quantity.normalised(),
            bounds: quantity.bounds(),
            sentence: text.get(sentence).unwrap_or_default(),
            quantity,
        }
    })
}

/// Label and title of each section on the way.
fn titles<'b>(outline: &'b [Section], way: Option<&[usize]>) -> Vec<Cow<'b, str>> {
    let mut here = outline;
    let mut titles = Vec::new();
    for &at in way.unwrap_or_default() {
        let Some(section) = here.get(at) else { break };
        titles.push(match (section.label.as_str(), section.title.as_str()) {
            ("", title) => Cow::Borrowed(title),
            (label, "") => Cow::Borrowed(label),
            (label, title) => Cow::Owned(format!("{label}{}{title}", gap(label))),
        });
        here = &section.children;
    }
    titles
}

/// What goes between a label and its title: `第一章 总则`, but `一、经济`, `一是强产业`.
fn gap(label: &str) -> &'static str {
    let ends_in_a_word = label.ends_with(|c: char| c.is_alphanumeric());
    if (label.starts_with('第') && ends_in_a_word) || label.ends_with('.') { " " } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(fields: &str) -> Quantity {
        let json = format!(
            r#"{{"text": "", "span": {{"start": 0, "end": 0}}, "unit": "", "dimension": null,
            "unit_code": null, "indicator": null, "object": null, "scope": null, "change": null,
            "period": null, "sentence": {{"start": 0, "end": 0}}, "section": null, {fields}}}"#
        );
        serde_json::from_str(&json).expect(&json)
    }

    #[test]
    fn bounds_follow_from_value_and_hedge() {
        let rows = [
            (r#""kind": "amount", "hedge": "none", "value": "5""#, Some("5"), Some("5")),
            (r#""kind": "amount", "hedge": "over", "value": "5""#, Some("5"), None),
            (r#""kind": "amount", "hedge": "under", "value": "5""#, None, Some("5")),
            (r#""kind": "amount", "hedge": "about", "value": "5""#, None, None),
            (r#""kind": "rank", "hedge": "under", "value": "10""#, Some("1"), Some("10")),
            (r#""kind": "amount", "hedge": "none", "low": "3", "high": "5""#, Some("3"), Some("5")),
            (
                r#""kind": "amount", "hedge": "about", "low": "3", "high": "5""#,
                Some("3"),
                Some("5"),
            ),
            (r#""kind": "amount", "hedge": "over", "low": "3", "high": null"#, Some("3"), None),
            (r#""kind": "ratio", "hedge": "none", "value": "2/3""#, Some("2/3"), Some("2/3")),
        ];
        for (fields, lower, upper) in rows {
            let bounds = quantity(fields).bounds();
            let text = |bound: Option<Number>| bound.map(|number| number.to_string());
            assert_eq!(text(bounds.lower).as_deref(), lower, "{fields}");
            assert_eq!(text(bounds.upper).as_deref(), upper, "{fields}");
        }
    }

    #[test]
    fn sentences_are_the_same_whatever_spans_count() {
        let text = "甲镇𠀀村总结\n\n第一章 经济\n全年收入1.6亿元。新增企业60家。\n";
        for unit in [OffsetUnit::Bytes, OffsetUnit::Chars, OffsetUnit::Utf16] {
            let bulletin = crate::parse(text).with_offsets(text, unit);
            let rows: Vec<_> = observations(&bulletin, text).collect();
            let sentences: Vec<_> = rows.iter().map(|row| row.sentence).collect();
            assert_eq!(sentences, ["全年收入1.6亿元", "新增企业60家"], "{unit:?}");
            assert_eq!(rows[0].section_titles, ["第一章 经济"]);
        }
    }
}
