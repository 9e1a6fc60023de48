//! Texts made to be slow: four times the text may not take sixteen times as long.

use std::time::{Duration, Instant};

/// Pieces that are repeated without end.
const PIECES: [&str; 20] = [
    "（",
    "一、\n",
    "一是",
    "一是甲；二是",
    "首先，",
    "第一，",
    "（一）甲\n1.乙\n",
    "——甲\n",
    "• ",
    "索引号：",
    "索引号：\n",
    "文 号 ",
    "首页 > ",
    "附件：1\n",
    "甲\n",
    " ",
    "\n",
    "| ",
    "1 2 3 ",
    "&nbsp;",
];

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let bulletin = gongbao::parse(text);
    let taken = start.elapsed();
    assert_eq!(bulletin.blocks.last().map(|block| block.span.end), Some(text.len()));
    taken
}

#[test]
fn time_grows_with_the_text() {
    for piece in PIECES {
        let small = piece.repeat(60_000 / piece.len());
        let large = small.repeat(4);
        // a busy machine may slow one run down, not three
        let fits = (0..3).any(|_| time(&large) < time(&small) * 8 + Duration::from_millis(20));
        assert!(fits, "{piece:?}");
    }
}
