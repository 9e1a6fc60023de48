//! For those who bring texts from elsewhere, like pages with tags and tables: what is a
//! label, and how a value that stands outside the text gets into the header.
//!
//! ```
//! use gongbao::{FieldKey, Header, Parser, header_label};
//! assert_eq!(header_label("索 引 号：").and_then(|label| label.key), Some(FieldKey::IndexNumber));
//!
//! let mut known = Header::default();
//! known.set(FieldKey::PublishedAt, "2024-03-26 11:17");
//! let bulletin = Parser::new().known(known).parse("甲镇年度总结\n\n一、经济");
//! assert_eq!(bulletin.header.published_at.map(|at| at.to_string()).as_deref(), Some("2024-03-26T11:17"));
//! ```

use super::label::{self, Meaning, Strength};
use super::{fields, value};
use crate::bulletin::{FieldKey, Header};

/// A header label at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderLabel {
    /// What it means; `None` for labels that are only kept, and for widgets.
    pub key: Option<FieldKey>,
    /// Its length with its colon, in bytes.
    pub len: usize,
    /// Whether a colon follows the words.
    pub has_colon: bool,
    /// Whether it is a word of running text too, and needs the colon: 时间, 来源.
    pub is_weak: bool,
}

/// The header label at the very start of `text`, if one of those that gongbao
/// knows stands there, before a colon, a blank or the end.
///
/// ```
/// use gongbao::header_label;
/// let label = header_label("发 文 机 关 ： 甲镇").expect("a label");
/// assert_eq!(&"发 文 机 关 ： 甲镇"[label.len..], " 甲镇");
/// assert_eq!(header_label("来源于生活"), None);
/// ```
pub fn header_label(text: &str) -> Option<HeaderLabel> {
    let hit = label::at_start(text)?;
    let key = match hit.meaning {
        Meaning::Key(key) => Some(key),
        Meaning::Kept | Meaning::Furniture => None,
    };
    let is_weak = hit.strength == Strength::Weak;
    Some(HeaderLabel { key, len: hit.len, has_colon: hit.has_colon(), is_weak })
}

impl Header {
    /// Reads `text` as the value of `key`, and puts it there in place of what
    /// was; says whether it is a value of that kind.
    ///
    /// ```
    /// use gongbao::{FieldKey, Header};
    /// let mut header = Header::default();
    /// assert!(header.set(FieldKey::Issuer, " 甲县人民政府 "));
    /// assert!(!header.set(FieldKey::WrittenDate, "近日"));
    /// assert_eq!(header.issuer.as_deref(), Some("甲县人民政府"));
    /// ```
    pub fn set(&mut self, key: FieldKey, text: &str) -> bool {
        let text = fields::trim_value(text);
        if fields::is_empty_value(text) {
            return false;
        }
        let words = Some(text.to_owned());
        match key {
            FieldKey::Title => self.title = words,
            FieldKey::IndexNumber => self.index_number = words,
            FieldKey::Issuer => self.issuer = words,
            FieldKey::Source => self.source = words,
            FieldKey::Disclosure => self.disclosure = words,
            FieldKey::TopicCategory => self.topic_category = words,
            FieldKey::GroupCategory => self.group_category = words,
            FieldKey::RegistrationNumber => self.registration_number = words,
            FieldKey::FileCode => self.file_code = words,
            FieldKey::Validity => self.validity = words,
            FieldKey::DocumentNumber => {
                self.document_number = words;
                self.document_number_parts = value::document_number(text);
            }
            FieldKey::WrittenDate => match value::moment(text) {
                Some(moment) => self.written_date = Some(moment.date()),
                None => return false,
            },
            FieldKey::PublishedAt => match value::moment_at_start(text) {
                Some((moment, _)) => self.published_at = Some(moment),
                None => return false,
            },
            FieldKey::Views => match value::count(text) {
                Some(count) => self.views = Some(count),
                None => return false,
            },
        }
        true
    }

    /// Takes from `known` what this header lacks.
    pub(crate) fn fill_from(&mut self, known: &Header) {
        fn fill<T: Clone>(slot: &mut Option<T>, known: &Option<T>) {
            if slot.is_none() {
                slot.clone_from(known);
            }
        }
        fill(&mut self.title, &known.title);
        fill(&mut self.index_number, &known.index_number);
        fill(&mut self.issuer, &known.issuer);
        fill(&mut self.document_number, &known.document_number);
        fill(&mut self.document_number_parts, &known.document_number_parts);
        fill(&mut self.written_date, &known.written_date);
        fill(&mut self.published_at, &known.published_at);
        fill(&mut self.source, &known.source);
        fill(&mut self.disclosure, &known.disclosure);
        fill(&mut self.topic_category, &known.topic_category);
        fill(&mut self.group_category, &known.group_category);
        fill(&mut self.registration_number, &known.registration_number);
        fill(&mut self.file_code, &known.file_code);
        fill(&mut self.validity, &known.validity);
        fill(&mut self.views, &known.views);
    }
}
