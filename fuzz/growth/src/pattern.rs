//! Texts of any length that are made of a few marks.

use std::fmt;

use crate::marks::{DIGITS, NUMERALS};

/// `head`, then `body` again and again, then `second` as often, then `tail`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pattern {
    head: Vec<String>,
    body: Vec<String>,
    second: Vec<String>,
    tail: Vec<String>,
}

impl Pattern {
    pub(crate) fn random(marks: &[Vec<String>], random: &mut Random) -> Pattern {
        let some = |most: usize, random: &mut Random| -> Vec<String> {
            (0..random.below(most + 1)).map(|_| mark(marks, random)).collect()
        };
        let mut pattern = Pattern {
            head: if random.one_in(3) { some(3, random) } else { Vec::new() },
            body: some(5, random),
            second: if random.one_in(4) { some(3, random) } else { Vec::new() },
            tail: if random.one_in(4) { some(2, random) } else { Vec::new() },
        };
        pattern.body.push(mark(marks, random));
        pattern
    }

    /// The same with a mark more, a mark less, or another mark.
    pub(crate) fn bred(&self, marks: &[Vec<String>], random: &mut Random) -> Pattern {
        let mut bred = self.clone();
        for _ in 0..=random.below(3) {
            let part = match random.below(8) {
                0 => &mut bred.head,
                1 => &mut bred.second,
                2 => &mut bred.tail,
                _ => &mut bred.body,
            };
            let at = random.below(part.len() + 1);
            match random.below(3) {
                0 if at < part.len() => drop(part.remove(at)),
                1 if at < part.len() => part[at] = mark(marks, random),
                _ if part.len() < 12 => part.insert(at, mark(marks, random)),
                _ => {}
            }
        }
        if bred.body.is_empty() {
            bred.body.push(mark(marks, random));
        }
        bred
    }

    /// A row of `patterns.txt`: head, body, second, tail, set apart by `|`, written as in Rust.
    pub(crate) fn of_row(row: &str) -> Pattern {
        let mut parts = row.split('|').map(|part| {
            let part = part.trim().replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
            let part = part.replace("\\s", " ").replace("\\0", "\0");
            let part = part.replace("{1}", DIGITS).replace("{一}", NUMERALS);
            if part.is_empty() { Vec::new() } else { vec![part] }
        });
        let mut next = || parts.next().unwrap_or_default();
        let pattern = Pattern { head: next(), body: next(), second: next(), tail: next() };
        // no text of a size could be made of it
        assert!(!pattern.body.is_empty(), "a row without a body: {row}");
        pattern
    }

    /// A text of about `size` bytes.
    pub(crate) fn text(&self, size: usize) -> String {
        let [head, body, second, tail] =
            [&self.head, &self.body, &self.second, &self.tail].map(|part| part.concat());
        let mut text = String::with_capacity(size + 256);
        text.push_str(&head);
        let len = body.len() + second.len();
        if second.is_empty() {
            fill(&mut text, &body, size);
        } else {
            fill(&mut text, &body, size * body.len() / len);
            fill(&mut text, &second, size);
        }
        text.push_str(&tail);
        text
    }

    /// All patterns that have one mark less.
    pub(crate) fn smaller(&self) -> Vec<Pattern> {
        let mut all = Vec::new();
        let parts: [fn(&mut Pattern) -> &mut Vec<String>; 4] =
            [|p| &mut p.head, |p| &mut p.second, |p| &mut p.tail, |p| &mut p.body];
        for part in parts {
            for at in 0..part(&mut self.clone()).len() {
                let mut smaller = self.clone();
                part(&mut smaller).remove(at);
                if !smaller.body.is_empty() {
                    all.push(smaller);
                }
            }
        }
        all
    }
}

/// Numbers that go up go up to this.
const MOST: usize = 120;

/// Repeats `part` until `text` has `size` bytes, at least once.
fn fill(text: &mut String, part: &str, size: usize) {
    let counted = part.contains(DIGITS) || part.contains(NUMERALS);
    let mut n = 1;
    loop {
        if counted {
            // begun anew long before the shorter text ends: a longer text has no other numbers
            let n = (n - 1) % MOST + 1;
            let part = part.replace(DIGITS, &n.to_string()).replace(NUMERALS, &numeral(n));
            text.push_str(&part);
        } else {
            text.push_str(part);
        }
        n += 1;
        if text.len() >= size {
            break;
        }
    }
}

/// 1 → 一, 12 → 十二, 120 → 一百二十.
fn numeral(n: usize) -> String {
    const ONES: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut text = String::new();
    let mut zero = false;
    for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = n / power % 10;
        if digit == 0 {
            zero = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut zero) {
            text.push('零');
        }
        if !(power == 10 && digit == 1 && text.is_empty()) {
            text.push_str(ONES[digit]);
        }
        text.push_str(name);
    }
    if text.is_empty() { "零".to_owned() } else { text }
}

fn mark(marks: &[Vec<String>], random: &mut Random) -> String {
    let kind = &marks[random.below(marks.len())];
    kind[random.below(kind.len())].clone()
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |part: &[String]| {
            format!("{:?}", part.concat()).replace("\\u{1}", "{1}").replace("\\u{2}", "{一}")
        };
        if !self.head.is_empty() {
            write!(f, "{} + ", shown(&self.head))?;
        }
        write!(f, "{} × n", shown(&self.body))?;
        if !self.second.is_empty() {
            write!(f, " + {} × n", shown(&self.second))?;
        }
        if !self.tail.is_empty() {
            write!(f, " + {}", shown(&self.tail))?;
        }
        Ok(())
    }
}

/// xorshift64*: the same patterns for the same seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        high as usize % n
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}
