//! Words and names that have numerals in them, and are no quantities.
//!
//! ```text
//! 统一   进一步   千方百计   二十大   三峡   零售   12345热线   104国道
//! ```

use std::sync::LazyLock;

use crate::lexicon::{self, Lexicon};

static NAMES: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    Lexicon::new(lexicon::rows::<2>(include_str!("names.tsv")).map(|[name, _]| (name, ())))
});

/// No name goes back further than this before its first numeral, in characters.
const REACH: usize = 2;

/// The end of the name that covers the numeral at `at`, if one does.
pub(super) fn covering(text: &str, from: usize, at: usize) -> Option<usize> {
    if let Some((name, ())) = NAMES.longest(&text[at..]) {
        return Some(at + name.len());
    }
    let mut start = at;
    for c in text[from..at].chars().rev().take(REACH) {
        start -= c.len_utf8();
        let covers = |(name, ()): (&'static str, ())| {
            (start + name.len() > at).then_some(start + name.len())
        };
        if let Some(end) = NAMES.longest(&text[start..]).and_then(covers) {
            return Some(end);
        }
    }
    None
}

/// What makes the number before it a name: 104国道, 12345热线, 3号楼, 80后.
const SUFFIXES: [&str; 53] = [
    "国道",
    "省道",
    "县道",
    "乡道",
    "热线",
    "号",
    "路",
    "专线",
    "楼",
    "栋楼",
    "弄",
    "室",
    "后",
    "指挥部",
    "高速",
    "铁路",
    "公路",
    "工程",
    "计划",
    "行动",
    "政务",
    "服务热线",
    "便民",
    "总体",
    "战略",
    "模式",
    "学校",
    "高校",
    "航班",
    "次列车",
    "医院",
    "厂",
    "矿",
    "师",
    "团",
    "军",
    "型",
    "部队",
    "电话",
    "网站",
    "平台",
    "系统",
    "世纪",
    "年代",
    "强",
    "规划",
    "专项",
    "事件",
    "房间",
    "信箱",
    "大道",
    "街",
    "邮编",
];

/// Whether what follows a number makes the name of a road or line of it.
pub(super) fn is_road(rest: &str) -> bool {
    ["国道", "省道", "县道", "乡道", "村道", "号"].iter().any(|suffix| rest.starts_with(suffix))
}

/// Whether what follows a number makes a name of it.
pub(super) fn is_suffix(rest: &str) -> bool {
    SUFFIXES.iter().any(|suffix| rest.starts_with(suffix))
}

/// What can be none at all: 零败诉, 零事故.
const EVENTS: [&str; 34] = [
    "败诉", "事故", "增长", "投诉", "伤亡", "死亡", "上访", "发生", "违规", "违纪", "违法", "感染",
    "差错", "新增", "复发", "延误", "失误", "发案", "案件", "举报", "复议", "纠纷", "信访", "排放",
    "返贫", "逾期", "火灾", "溺水", "欠薪", "拖欠", "缺陷", "漏报", "积压", "受贿",
];

/// The event of which 零 before it says that there was none.
pub(super) fn event(rest: &str) -> Option<&'static str> {
    EVENTS.iter().find(|event| rest.starts_with(*event)).copied()
}
