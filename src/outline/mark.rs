//! Numbering marks at the start of a paragraph: `一、`, `（二）`, `3.`, `第四条`, `五是`, `——`.
//!
//! ```text
//! scan("（二）加快转型。")  →  Mark { family: HanParen, number: 2, len: 9 }
//! scan("1.6亿元")           →  None: a number, not a mark
//! ```

/// The forms of numbering, in the order in which documents nest them
/// (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）; the others by use).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Family {
    /// 第一部分, 第一编, 第一篇
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Section,
    /// An unnumbered paragraph that leads into a run of points.
    LeadIn,
    /// `1 总则`, where the document has 1.1 too
    Decimal,
    /// 1.1
    DecimalTwo,
    /// 1.1.1 and deeper
    DecimalThree,
    /// 一、
    HanComma,
    /// A sentence without number that announces points beside numbered chapters:
    /// 五年来，我们主要做了以下工作：
    Announced,
    /// 第一条
    Article,
    /// （一）
    HanParen,
    /// A field in brackets: 【人民调解】 全县有…
    Bracketed,
    /// 一、 once more, in a run inside a section that 一、 opened.
    HanInner,
    /// 1. or 1、
    Arabic,
    /// （1） or 1）
    ArabicParen,
    /// ①
    Circled,
    /// 第一，
    Ordinal,
    /// 首先，其次，
    First,
    /// 一是
    HanIs,
    /// 一要
    HanMust,
    /// ——
    Dash,
    /// ● ■ ◆ •
    Bullet,
}

impl Family {
    pub(crate) const COUNT: usize = Family::Bullet as usize + 1;

    pub(crate) fn is_numbered(self) -> bool {
        !matches!(
            self,
            Family::LeadIn | Family::Announced | Family::Bracketed | Family::Dash | Family::Bullet
        )
    }
}

/// A numbering mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) family: Family,
    /// Its number; 0 for marks without one.
    pub(crate) number: u32,
    /// Its length in bytes.
    pub(crate) len: usize,
}

impl Mark {
    /// The mark of a heading without a number.
    pub(crate) fn unnumbered(family: Family) -> Mark {
        Mark { family, number: 0, len: 0 }
    }

    /// Whether a run of points begins with it: 一、, （一）, a dash.
    pub(crate) fn begins_run(&self) -> bool {
        self.number == 1 || self.family == Family::Dash
    }

    /// Whether the mark opens running text (一是, 第一，, ——) rather than a title.
    pub(crate) fn opens_text(&self) -> bool {
        use Family::{Bullet, Circled, Dash, First, HanIs, HanMust, Ordinal};
        matches!(self.family, HanIs | HanMust | Ordinal | First | Dash | Bullet | Circled)
    }
}

/// The longest label looked for, in bytes; more than any real one has.
const LABEL_WINDOW: usize = 40;

/// The mark at the very start of `text`, which is the start of a paragraph.
pub(crate) fn scan(text: &str) -> Option<Mark> {
    let first = text.chars().next()?;
    match first {
        '第' => scan_ordinal(window(text)),
        '(' | '（' => scan_paren(window(text)),
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            scan_han(window(text))
        }
        '0'..='9' => scan_arabic(window(text)).or_else(|| scan_decimal(window(text))),
        '首' | '其' | '再' | '最' => scan_first(window(text)),
        '—' | '－' | '–' | '-' | '─' | '―' => scan_dash(window(text)),
        '①'..='⑳' => {
            Some(Mark { family: Family::Circled, number: u32::from(first) - 0x245F, len: 3 })
        }
        '⑴'..='⒇' => {
            Some(Mark { family: Family::ArabicParen, number: u32::from(first) - 0x2473, len: 3 })
        }
        '●' | '■' | '◆' | '•' | '▲' | '★' | '○' | '◎' | '□' | '▪' => {
            Some(Mark { family: Family::Bullet, number: 0, len: first.len_utf8() })
        }
        _ => None,
    }
}

/// What may stand before the number of a point inside a paragraph.
pub(crate) fn opens_point(before: char) -> bool {
    matches!(before, '。' | '；' | ';' | '：' | ':' | '！')
}

/// The first bytes of `text`, cut at a character.
fn window(text: &str) -> &str {
    let mut end = text.len().min(LABEL_WINDOW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// 第X章 第X节 第X条 第X部分, and 第X， or 第X是 as a point.
fn scan_ordinal(text: &str) -> Option<Mark> {
    const WORDS: [(&str, Family); 10] = [
        ("部分", Family::Part),
        ("编", Family::Part),
        ("篇", Family::Part),
        ("章", Family::Chapter),
        ("节", Family::Section),
        ("条", Family::Article),
        ("，", Family::Ordinal),
        (",", Family::Ordinal),
        ("、", Family::Ordinal),
        ("是", Family::Ordinal),
    ];
    let rest = text["第".len()..].trim_start_matches(' ');
    let (number, rest) = number(rest)?;
    let rest = rest.trim_start_matches(' ');
    let (word, family) = WORDS.iter().find(|(word, _)| rest.starts_with(word))?;
    let rest = &rest[word.len()..];
    let follows = rest.chars().next();
    let stands_alone = match family {
        // 第一部分共……, 第一章规定……: the word goes on as running text only
        // where no blank or mark sets the title off, and 的 or 中 follows
        // 第一、二产业
        Family::Ordinal if *word == "、" => !goes_on_as_list(rest),
        Family::Ordinal => follows.is_some_and(|c| !c.is_ascii_digit()) && !is_listed(rest),
        // 第一章、第二章: a list
        _ if follows == Some('、') => {
            !rest["、".len()..].starts_with('第') && !is_listed(&rest["、".len()..])
        }
        _ => !matches!(follows, Some('的' | '中' | '至' | '到' | '和' | '、' | '所' | '第' | '，')),
    };
    let rest = if *family == Family::Ordinal {
        rest
    } else {
        rest.trim_start_matches(['：', ':', '、'])
    };
    stands_alone.then(|| Mark { family: *family, number, len: text.len() - rest.len() })
}

/// Whether what stands behind 第一、 is the next of a list: 第一、二产业, 第一、第二产业.
fn goes_on_as_list(rest: &str) -> bool {
    rest.starts_with('第') || number(rest).is_some()
}

/// Whether another number of a list follows: 第一，二，三产业.
fn is_listed(rest: &str) -> bool {
    number(rest).is_some_and(|(_, rest)| rest.starts_with(['，', ',', '、', '和', '章', '节']))
}

/// （一） (1)
fn scan_paren(text: &str) -> Option<Mark> {
    let inner = text.trim_start_matches(['(', '（']);
    let inner_blank = inner.trim_start_matches(' ');
    let family = match inner_blank.chars().next()? {
        c if c.is_ascii_digit() => Family::ArabicParen,
        _ => Family::HanParen,
    };
    let (number, rest) = number(inner_blank)?;
    let rest = rest.trim_start_matches(' ');
    let close = rest.chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let rest = &rest[close.len_utf8()..];
    let rest = rest.strip_prefix(['、', '.', '．']).unwrap_or(rest);
    (number <= 99 && !rest.starts_with(['号', '年'])).then(|| Mark {
        family,
        number,
        len: text.len() - rest.len(),
    })
}

/// 一、, 一是, 一要 and 一抓
fn scan_han(text: &str) -> Option<Mark> {
    // 一批: most that begin so are words
    let goes_on = |c| {
        matches!(c, '是' | '要' | '抓' | '、' | '.' | '．' | ' ' | '\u{3000}')
            || han_place(c).is_some()
    };
    if text.chars().nth(1).is_some_and(|c| !goes_on(c)) {
        return None;
    }
    let (number, rest) = han_number(text)?;
    let tight = rest.trim_start_matches([' ', '\u{3000}']);
    if let Some(after) = tight.strip_prefix(['、', '.', '．']) {
        // 三、四月份: a list of numbers, not a mark
        let listed = han_number(after)
            .is_some_and(|(next, rest)| next == number + 1 && !rest.starts_with(['、', '是']));
        let one_by_one = after.starts_with("一")
            && !after.starts_with("一、")
            && !after.starts_with("一季")
            && !after.starts_with("一线");
        return (!listed || one_by_one).then(|| Mark {
            family: Family::HanComma,
            number,
            len: text.len() - after.len(),
        });
    }
    if let Some(after) = rest.strip_prefix('是') {
        return Some(Mark { family: Family::HanIs, number, len: text.len() - after.len() });
    }
    // 一要, but no 要务; 一抓, but no 抓手
    for (verb, words) in [('要', "务素点件害闻领道义塞"), ('抓', "手住紧好共")] {
        if let Some(after) = rest.strip_prefix(verb)
            && !after.starts_with(|c| words.contains(c))
        {
            return Some(Mark { family: Family::HanMust, number, len: text.len() - after.len() });
        }
    }
    // a line that is nothing but a number: `一`
    (tight.is_empty() && rest.len() == tight.len()).then_some(Mark {
        family: Family::HanComma,
        number,
        len: text.len(),
    })
}

/// `1.` `1．` `1、` `1）`, but no decimal, date or list of numbers.
fn scan_arabic(text: &str) -> Option<Mark> {
    let (number, rest) = arabic_number(text)?;
    let rest = rest.trim_start_matches(' ');
    let sign = rest.chars().next()?;
    let after = &rest[sign.len_utf8()..];
    let family = match sign {
        '.' | '．' | '、' => Family::Arabic,
        ')' | '）' => Family::ArabicParen,
        _ => return None,
    };
    let follows = after.chars().next()?;
    ((1..=99).contains(&number) && !follows.is_ascii_digit()).then(|| Mark {
        family,
        number,
        len: text.len() - after.len(),
    })
}

/// `1 总则`, `1.2 等级`, `4.2.3 响应`: each level of the outline is a part of the number.
fn scan_decimal(text: &str) -> Option<Mark> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let label = &text[..text.len() - rest.len()];
    let depth = label.split('.').count();
    let part = |part: &str| (1..=2).contains(&part.len()) && !part.starts_with('0');
    let words = rest.trim_start_matches([' ', '\u{3000}']);
    let apart = words.len() < rest.len() || depth > 2;
    // 3.5 万人
    let scale = words.starts_with(['十', '百', '千', '万', '亿']);
    let word = !scale && words.starts_with(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let family = match depth {
        1 => Family::Decimal,
        2 => Family::DecimalTwo,
        _ => Family::DecimalThree,
    };
    let number = label.rsplit('.').next()?.parse().ok()?;
    let fits = depth <= 4 && label.split('.').all(part) && apart && word;
    fits.then_some(Mark { family, number, len: label.len() })
}

/// 首先，其次，再次，最后，
fn scan_first(text: &str) -> Option<Mark> {
    const WORDS: [(&str, u32); 4] = [("首先", 1), ("其次", 2), ("再次", 3), ("最后", 4)];
    let (word, number) = WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = text[word.len()..].strip_prefix(['，', ',', '、'])?;
    Some(Mark { family: Family::First, number: *number, len: text.len() - rest.len() })
}

/// `——` and its look-alikes: two or more dashes, or one long one.
fn scan_dash(text: &str) -> Option<Mark> {
    let rest = text.trim_start_matches(['—', '－', '–', '-', '─', '―']);
    let len = text.len() - rest.len();
    let dashes = text[..len].chars().count();
    let long = text.starts_with(['—', '─', '―']);
    let follows = rest.chars().next()?;
    ((dashes >= 2 || long) && dashes <= 4 && !follows.is_ascii_digit()).then_some(Mark {
        family: Family::Dash,
        number: 0,
        len,
    })
}

fn number(text: &str) -> Option<(u32, &str)> {
    arabic_number(text).or_else(|| han_number(text))
}

/// Up to four ASCII digits.
fn arabic_number(text: &str) -> Option<(u32, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    (!digits.is_empty() && digits.len() <= 4).then(|| Some((digits.parse().ok()?, rest)))?
}

/// A Chinese number up to 999 as headings count: 一, 十二, 二十, 一百零三.
pub(crate) fn han_number(text: &str) -> Option<(u32, &str)> {
    let mut total = 0;
    let mut digit = 0;
    let mut end = 0;
    for (at, c) in text.char_indices().take(8) {
        match han_place(c) {
            Some(HanPlace::Digit(0)) if at == 0 => break,
            Some(HanPlace::Digit(value)) => digit = value,
            Some(HanPlace::Scale(scale)) => {
                total += digit.max(1) * scale;
                digit = 0;
            }
            None => break,
        }
        end = at + c.len_utf8();
    }
    let value = total + digit;
    (end > 0 && value > 0).then(|| (value, &text[end..]))
}

/// Whether a Chinese number of a heading may go on with `c`.
pub(super) fn is_in_han_number(c: char) -> bool {
    han_place(c).is_some()
}

/// What a character of a heading's number stands for.
enum HanPlace {
    Digit(u32),
    Scale(u32),
}

fn han_place(c: char) -> Option<HanPlace> {
    Some(match c {
        '〇' | '零' | '○' => HanPlace::Digit(0),
        '一' => HanPlace::Digit(1),
        '二' => HanPlace::Digit(2),
        '三' => HanPlace::Digit(3),
        '四' => HanPlace::Digit(4),
        '五' => HanPlace::Digit(5),
        '六' => HanPlace::Digit(6),
        '七' => HanPlace::Digit(7),
        '八' => HanPlace::Digit(8),
        '九' => HanPlace::Digit(9),
        '十' => HanPlace::Scale(10),
        '百' => HanPlace::Scale(100),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_what_is_none() {
        use Family::*;
        let rows = [
            ("一、总体要求", Some((HanComma, 1, "一、"))),
            ("十二、附则", Some((HanComma, 12, "十二、"))),
            ("一 、总体要求", Some((HanComma, 1, "一 、"))),
            ("二、三产业", None),
            ("一、三年来的工作", Some((HanComma, 1, "一、"))),
            ("（三）加快转型", Some((HanParen, 3, "（三）"))),
            ("(十一)加快", Some((HanParen, 11, "(十一)"))),
            ("1.抓生产", Some((Arabic, 1, "1."))),
            ("2、抓生活", Some((Arabic, 2, "2、"))),
            ("1.6亿元", None),
            ("3、4月份", None),
            ("2023年是", None),
            ("5家企业", None),
            ("1 总则", Some((Decimal, 1, "1"))),
            ("1.2　等级划分", Some((DecimalTwo, 2, "1.2"))),
            ("4.2.3启动响应", Some((DecimalThree, 3, "4.2.3"))),
            ("1.2万人", None),
            ("2023 年", None),
            ("（1）人口", Some((ArabicParen, 1, "（1）"))),
            ("3）人口", Some((ArabicParen, 3, "3）"))),
            ("（2012）33号", None),
            ("②人口", Some((Circled, 2, "②"))),
            ("第一章 总则", Some((Chapter, 1, "第一章"))),
            ("第三十二条 本办法", Some((Article, 32, "第三十二条"))),
            ("第二部分：任务", Some((Part, 2, "第二部分："))),
            ("第一章的规定", None),
            ("第一章、总则", Some((Chapter, 1, "第一章、"))),
            ("第一章、第二章的规定", None),
            ("第一，二，三产业协调", None),
            ("第二，坚持", Some((Ordinal, 2, "第二，"))),
            ("第二产业增加值", None),
            ("首先，要", Some((First, 1, "首先，"))),
            ("第三、整顿企业", Some((Ordinal, 3, "第三、"))),
            ("第一、二产业", None),
            ("三是稳就业", Some((HanIs, 3, "三是"))),
            ("二要扩面", Some((HanMust, 2, "二要"))),
            ("第一要务", None),
            ("一要素", None),
            ("三农工作", None),
            ("——质量提高", Some((Dash, 0, "——"))),
            ("● 完成", Some((Bullet, 0, "●"))),
            ("一", Some((HanComma, 1, "一"))),
            ("十几个", None),
            ("", None),
        ];
        for (text, want) in rows {
            let got = scan(text).map(|m| (m.family, m.number, &text[..m.len]));
            assert_eq!(got, want, "{text}");
        }
    }
}
