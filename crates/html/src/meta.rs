//! What `<meta>` tags and the `<title>` say of the document.
//!
//! ```text
//! <meta name="PubDate" content="2024-03-26 11:17">  →  published_at
//! <title>甲镇2023年度总结_甲县人民政府</title>         →  title, where nothing else gives one
//! ```

use gongbao::{FieldKey, Header};
use html5gum::StartTag;

use crate::tokens::attribute;

/// One `<meta name="…" content="…">`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Meta {
    /// Its `name`, or its `property`, as written.
    pub name: String,
    /// Its `content`.
    pub content: String,
}

impl Meta {
    pub(crate) fn of(tag: &StartTag<usize>) -> Option<Meta> {
        let name = attribute(tag, "name").or_else(|| attribute(tag, "property"))?;
        Some(Meta { name, content: attribute(tag, "content")? })
    }

    /// The header field that it stands for.
    fn key(&self) -> Option<FieldKey> {
        let name = self.name.trim().to_ascii_lowercase();
        let rows = include_str!("meta.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut cells = rows.map(|line| line.split('\t'));
        let key = cells.find_map(|mut row| (row.next()? == name).then(|| row.next()).flatten())?;
        Some(match key {
            "title" => FieldKey::Title,
            "published_at" => FieldKey::PublishedAt,
            "source" => FieldKey::Source,
            "topic_category" => FieldKey::TopicCategory,
            "index_number" => FieldKey::IndexNumber,
            "document_number" => FieldKey::DocumentNumber,
            "issuer" => FieldKey::Issuer,
            _ => return None,
        })
    }
}

/// The header fields that the tags and the title give; of two for one field
/// the first counts.
pub(crate) fn header(metas: &[Meta], title: Option<&str>) -> Header {
    let mut header = Header::default();
    for meta in metas.iter().rev() {
        if let Some(key) = meta.key() {
            header.set(key, &meta.content);
        }
    }
    if header.title.is_none()
        && let Some(title) = title.map(without_site).filter(|title| title.chars().count() >= 4)
    {
        header.set(FieldKey::Title, title);
    }
    header
}

/// A page's title without the names of column and site behind it.
fn without_site(title: &str) -> &str {
    let title = title.trim();
    let end = title.find(['_', '|']).or_else(|| {
        let dash = title.find(" - ").or_else(|| title.find("--"))?;
        (!title[..dash].trim().is_empty()).then_some(dash)
    });
    match end {
        Some(end) if !title[..end].trim().is_empty() => title[..end].trim(),
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_has_a_key() {
        for line in include_str!("meta.tsv").lines().filter(|line| !line.starts_with('#')) {
            let name = line.split('\t').next().unwrap_or_default().to_uppercase();
            let meta = Meta { name, content: String::new() };
            assert!(meta.key().is_some(), "{line}");
        }
    }

    #[test]
    fn titles_lose_the_name_of_the_site() {
        let rows = [
            ("甲镇2023年度总结_甲县人民政府", "甲镇2023年度总结"),
            ("甲镇2023年度总结 - 甲县人民政府", "甲镇2023年度总结"),
            ("甲镇2023年度总结|工作总结|甲县", "甲镇2023年度总结"),
            ("甲镇2023-2025年规划", "甲镇2023-2025年规划"),
            ("_甲镇2023年度总结", "_甲镇2023年度总结"),
        ];
        for (title, want) in rows {
            assert_eq!(without_site(title), want);
        }
    }
}
