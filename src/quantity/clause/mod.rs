//! Reads a clause around a number: what stands before it says how exact it is,
//! which way it changed, and what it measures; what stands behind it, what it counts.
//!
//! ```text
//! 其中一般公共预算收入|7907万元     →  name 一般公共预算收入
//! 同比增长约|5.08%                  →  up, year on year, about, no name
//! |14家|企业入驻飞地                →  object 企业
//! ```

mod before;
mod behind;
mod compare;
mod name;
mod parts;
mod token;

use std::ops::Range;

pub(super) use before::{Before, before};
pub(super) use behind::{Behind, behind};
pub(super) use compare::last_basis;
pub(super) use name::{Name, served, topic};
pub(super) use token::{Token, is_named, tokens, trim_end};

/// What a change is compared with, as a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Against {
    YearOnYear,
    MonthOnMonth,
    Versus(Range<usize>),
}

impl Against {
    /// The length of what is copied from the text, in bytes.
    pub(super) fn len(&self) -> usize {
        match self {
            Against::YearOnYear | Against::MonthOnMonth => 0,
            Against::Versus(words) => words.len(),
        }
    }
}

/// `每人|每月|715元`
#[derive(Debug, Clone)]
pub(super) struct Each {
    pub(super) words: Range<usize>,
    /// A verb stands behind them: 每户|补助.
    pub(super) done: bool,
}

/// What reading of a name is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Amount,
    Rank,
    /// 35%: of what has the share, not of what it is a share of.
    Share,
    /// 翻番: of what has doubled.
    Turn,
    /// 20周年: of what is done, verb and all.
    Anniversary,
}
