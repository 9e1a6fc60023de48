//! Units and classifiers: what stands behind a number.
//!
//! ```text
//! 1.55万|平方米 → area, m2      60|家 → count      12|微克/立方米 → 微克 per 立方米
//! ```

pub(crate) mod convert;
mod table;

use serde::{Deserialize, Serialize};

pub(crate) use table::{After, Counted, Unit, measure_word, read};

/// What a unit measures.
///
/// ```
/// let bulletin = gongbao::parse("全年新增耕地1.2万亩。");
/// assert_eq!(bulletin.quantities[0].dimension, Some(gongbao::Dimension::Area));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Dimension {
    /// 元, 美元
    Money,
    /// 亩, 平方米
    Area,
    /// 吨, 斤
    Mass,
    /// 公里, 米
    Length,
    /// 立方米, 升
    Volume,
    /// 千瓦时, 吨标准煤
    Energy,
    /// 千瓦
    Power,
    /// 千伏
    Voltage,
    /// 摄氏度
    Temperature,
    /// 年, 天, 小时, 周年
    Time,
    /// 岁
    Age,
    /// 人, 名
    People,
    /// 人次
    Visits,
    /// 户
    Households,
    /// Any other classifier: 个, 家, 场次
    Count,
    /// %, 百分点, 倍, 成
    Ratio,
    /// A place in an order.
    Rank,
    /// 吨公里
    Transport,
    /// PFLOPS
    Computing,
    /// TB
    Information,
    /// 分贝, 兆赫
    Physical,
    /// 级
    Grade,
    /// One unit for each of another: 微克/立方米, 元/人
    Per,
}

impl Dimension {
    /// Whether what is measured so is that much of a thing: 九万平方公里|土地, 三吨|大米.
    pub(crate) fn measures_things(self) -> bool {
        matches!(self, Dimension::Area | Dimension::Mass | Dimension::Length | Dimension::Volume)
    }

    /// Whether a unit of this sort counts things, and so has an object: 家, 名, 户.
    pub(crate) fn counts(self) -> bool {
        matches!(
            self,
            Dimension::Count | Dimension::People | Dimension::Visits | Dimension::Households
        )
    }
}
