//! Saved pages of Chinese government sites → the text that [`gongbao`] reads.
//!
//! ```
//! let html = "<!DOCTYPE html><body><h1>甲镇2023年度总结</h1><p>全年财政总收入达1.6亿元。</p>";
//! assert!(gongbao_html::looks_like_html(html.as_bytes()));
//! let page = gongbao_html::extract(html.as_bytes(), None);
//! assert_eq!(page.text, "甲镇2023年度总结\n全年财政总收入达1.6亿元。\n");
//! assert_eq!(page.parse().header.title.as_deref(), Some("甲镇2023年度总结"));
//! ```
#![forbid(unsafe_code)]

mod attributes;
mod build;
mod charset;
mod element;
mod furniture;
mod layout;
mod map;
mod meta;
mod page;
mod sniff;
mod table;
mod text;
mod tokens;
mod tree;
mod writer;

pub use map::SourceMap;
pub use meta::Meta;
pub use page::{Page, extract, extract_str};
pub use sniff::{is_named_html, looks_like_html};
