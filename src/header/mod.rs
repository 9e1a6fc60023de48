//! The head of the page → metadata, title, and where the body begins.
//!
//! ```text
//! 索引号: 0012/2024-7 公开方式: 主动公开      two fields
//! 甲镇2023年度总结                            the title
//! 发布时间：2024-03-26 来源：甲镇              two fields
//! 2023年，是……                                the body begins
//! ```

mod fields;
mod head;
mod known;
mod label;
mod title;
mod token;
pub(crate) mod value;

pub(crate) use head::{Head, is_addressee, is_salutation, read};
pub use known::{HeaderLabel, header_label};
