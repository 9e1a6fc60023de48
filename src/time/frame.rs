//! The time that a document, and each of its chapters, speaks of.
//!
//! ```text
//! 甲镇2023年度总结                       → 2023
//! 2026年乙省政府工作报告                 → 2025, told from 2026 (今年 is 2026)
//! 一、2025年工作回顾                     → 2025
//! 二、“十五五”时期的主要目标             → 2026/2030
//! 三、今年的重点工作                     → 2026
//! ```

use super::{Period, read};
use crate::bulletin::Header;

/// What a quantity holds for where its sentence does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The year from which the text is told: 今年 is this one.
    pub(crate) year: Option<i16>,
    /// What the passage speaks of.
    pub(crate) period: Option<Period>,
}

/// The years that words for times count from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Now {
    /// 今年, 去年: the year from which the text is told.
    pub(crate) year: Option<i16>,
    /// 全年, 上半年, 3月: the year that the chapter speaks of.
    pub(crate) of: Option<i16>,
}

/// A longer paragraph is no heading, in bytes.
const LONGEST_HEADING: usize = 150;

impl Frame {
    /// The frame of a document with this header, whose text begins with `opening`.
    /// `given` is the year that the caller knows it to be of.
    pub(crate) fn of_document(header: &Header, opening: &str, given: Option<i16>) -> Frame {
        let title = header.title.as_deref().unwrap_or_default();
        let written = header
            .written_date
            .map(|date| date.year())
            .or(header.published_at.map(|moment| moment.date().year()));
        // a text of January on the year before says so at its beginning
        let opened = stated_year(opening)
            .filter(|year| written.is_none_or(|written| (0..=1).contains(&(written - year))));
        let given = given.filter(|year| (1000..3000).contains(year));
        let year = stated_year(title).or(opened).or(written).or(given);
        // work reports look back on the year before the one they are given in
        let reports = title.contains("政府工作报告");
        // 2024年第三季度工作总结
        let part = first_period(title).filter(|period| {
            matches!(period, Period::Quarter { .. } | Period::Months { .. } | Period::Month { .. })
        });
        let whole = year.map(|year| Period::Year(if reports { year - 1 } else { year }));
        let period = part.or(whole);
        Frame { year, period }
    }

    /// The years that words for times count from.
    pub(crate) fn now(self) -> Now {
        let of = match self.period {
            Some(Period::Year(year)) => Some(year),
            _ => self.year,
        };
        Now { year: self.year, of }
    }

    /// The frame of the chapter that `heading` opens.
    pub(crate) fn of_chapter(self, heading: &str) -> Frame {
        // 。 begins with a byte that few other characters begin with
        let mut places = memchr::memchr2_iter(0xE3, b'\n', heading.as_bytes());
        let stop = places.find(|&at| heading[at..].starts_with(['。', '\n']));
        let title = &heading[..stop.unwrap_or(heading.len())];
        if title.len() > LONGEST_HEADING {
            return self;
        }
        Frame { period: self.told(title).or(self.period), ..self }
    }

    /// The time that a title names.
    fn told(self, title: &str) -> Option<Period> {
        let year = self.year?;
        if let Some(stated) = first_period(title) {
            return Some(stated);
        }
        if !title.contains('年') && !title.contains("本届政府") {
            // no word for a time is without either
            return None;
        }
        let says = |words: &[&str]| words.iter().any(|word| title.contains(word));
        if says(&["过去五年", "五年来", "过去的五年", "本届政府"]) {
            return Some(Period::Years { from: year - 5, to: year - 1 });
        }
        if says(&["过去一年", "过去的一年", "去年", "上年"]) {
            return Some(Period::Year(year - 1));
        }
        if says(&["明年", "下一年", "来年"]) {
            return Some(Period::Year(year + 1));
        }
        says(&["今年", "本年"]).then_some(Period::Year(year))
    }
}

/// The first year or plan period that a title states.
fn first_period(title: &str) -> Option<Period> {
    title.char_indices().find_map(|(at, c)| {
        let rest = &title[at..];
        let time = match c {
            '0'..='9' | '一' | '二' => read(rest, Now::default()),
            '“' => super::plan(rest),
            _ => None,
        };
        time.and_then(|time| time.value)
    })
}

/// The first year that a text states: `2023年`.
fn stated_year(text: &str) -> Option<i16> {
    first_period(text).map(Period::year).filter(|year| (1900..2200).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_and_chapters() {
        // title, first words, chapter → the period of the document, and of the chapter
        let rows = [
            ("甲镇2023年度总结", "", "一、经济", "2023", "2023"),
            ("甲镇2023年度总结", "", "五、2024年工作打算", "2023", "2024"),
            ("甲镇2023年度总结", "", "五、明年工作思路", "2023", "2024"),
            ("2026年乙省政府工作报告", "", "一、2025年工作回顾", "2025", "2025"),
            ("2026年乙省政府工作报告", "", "一、过去五年工作回顾", "2025", "2021/2025"),
            ("2026年乙省政府工作报告", "", "二、“十五五”时期目标", "2025", "2026/2030"),
            ("2026年乙省政府工作报告", "", "三、今年的重点工作", "2025", "2026"),
            ("丁镇2024年上半年工作总结", "", "一、经济", "2024-01/2024-06", "2024-01/2024-06"),
            ("丙局工作总结", "2022年，我局聚焦", "一、基本情况", "2022", "2022"),
            ("丙局工作总结", "今年以来", "一、基本情况", "", ""),
        ];
        for (title, opening, chapter, document, of_chapter) in rows {
            let header = Header { title: Some(title.to_owned()), ..Header::default() };
            let frame = Frame::of_document(&header, opening, None);
            let show = |frame: Frame| frame.period.map(|p| p.to_string()).unwrap_or_default();
            assert_eq!(show(frame), document, "{title}");
            assert_eq!(show(frame.of_chapter(chapter)), of_chapter, "{chapter}");
        }
    }
}
