//! Labelled fields → the typed header.

use crate::bulletin::{Field, FieldKey, Header};
use crate::diagnostic::{Diagnostic, DiagnosticCode};

use super::title::is_title_like;
use super::value;

/// Whether the form of a value tells that it belongs to the key.
pub(super) fn is_typed(key: FieldKey) -> bool {
    use FieldKey::*;
    matches!(
        key,
        WrittenDate | PublishedAt | Views | DocumentNumber | IndexNumber | Disclosure | Validity
    )
}

/// Whether a text that stands on a later line can be the key's value.
pub(super) fn fits(key: FieldKey, text: &str) -> bool {
    let chars = text.chars().take(101).count();
    match key {
        FieldKey::WrittenDate | FieldKey::PublishedAt => value::moment(text).is_some(),
        FieldKey::Views => value::count(text).is_some(),
        FieldKey::DocumentNumber => value::document_number(text).is_some(),
        FieldKey::IndexNumber => is_index_number(text),
        FieldKey::Disclosure => chars <= 8 && text.contains("公开"),
        FieldKey::Validity => {
            chars <= 12
                && (text.contains(['效', '是', '否', '废', '止']) || value::moment(text).is_some())
        }
        FieldKey::Title => chars <= 100,
        FieldKey::RegistrationNumber | FieldKey::FileCode => {
            chars <= 40
                && text.contains(|c: char| c.is_ascii_digit())
                && value::moment(text).is_none()
                && !is_title_like(text)
        }
        FieldKey::GroupCategory | FieldKey::TopicCategory | FieldKey::Issuer | FieldKey::Source => {
            chars <= 30 && !text.contains(['。', '，']) && (chars <= 5 || !is_title_like(text))
        }
    }
}

/// Whether a text can be the value of a label without a type.
pub(super) fn fits_kept(text: &str) -> bool {
    let chars = text.chars().take(61).count();
    let clauses = text.contains('。') || (chars > 20 && text.contains(['，', '；']));
    chars <= 60 && !clauses && !text.ends_with(['：', ':']) && !is_title_like(text)
}

/// Digits with a slash or dash among them, no date: `002582550/2024-72380`.
fn is_index_number(text: &str) -> bool {
    let body = text.chars().all(|c| {
        c.is_ascii_alphanumeric()
            || "/-_.()（）〔〕[]号".contains(c)
            || ('\u{4E00}'..='\u{9FFF}').contains(&c)
    });
    let digits = text.chars().filter(char::is_ascii_digit).count();
    body && digits >= 4 && text.chars().count() <= 50 && value::moment(text).is_none()
}

/// A value without what may cling to it.
pub(super) fn trim_value(value: &str) -> &str {
    let value = value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '|' | '●'));
    // a bracket that opens at the end belongs to the widget after the value
    let value =
        value.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '【' | '[' | '［'));
    let closed = value.trim_end_matches([']', '】', '；', ';']);
    let opens = value.matches(['[', '【']).count();
    if opens == 0 { closed.trim_end() } else { value }
}

/// Chooses one value a key, and notes where the fields disagree.
pub(super) fn typed(
    fields: Vec<Field>,
    title: Option<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Header {
    let mut header = Header { title, ..Header::default() };
    for field in &fields {
        let (Some(key), value) = (field.key, field.value.as_str()) else {
            continue;
        };
        if is_empty_value(value) {
            continue;
        }
        let outcome = match key {
            FieldKey::Title => {
                settle(&mut header.title, value.to_owned());
                Outcome::Agrees
            }
            FieldKey::IndexNumber => settle(&mut header.index_number, value.to_owned()),
            FieldKey::Issuer => settle(&mut header.issuer, value.to_owned()),
            FieldKey::Source => settle(&mut header.source, value.to_owned()),
            FieldKey::Disclosure => settle(&mut header.disclosure, value.to_owned()),
            FieldKey::TopicCategory => settle(&mut header.topic_category, value.to_owned()),
            FieldKey::GroupCategory => settle(&mut header.group_category, value.to_owned()),
            FieldKey::RegistrationNumber => {
                settle(&mut header.registration_number, value.to_owned())
            }
            FieldKey::FileCode => settle(&mut header.file_code, value.to_owned()),
            FieldKey::Validity => match value::moment(value) {
                // the day on which it ends, not the state it is in
                Some(_) => Outcome::Agrees,
                None => settle(&mut header.validity, value.to_owned()),
            },
            FieldKey::DocumentNumber => settle(&mut header.document_number, value.to_owned()),
            FieldKey::WrittenDate => match value::moment_at_start(value) {
                Some((moment, _)) => settle(&mut header.written_date, moment.date()),
                None => Outcome::Unreadable,
            },
            FieldKey::PublishedAt => match value::moment_at_start(value) {
                Some((moment, _)) => match header.published_at {
                    Some(old) if old.date() == moment.date() => {
                        if old.time().is_none() {
                            header.published_at = Some(moment);
                        }
                        Outcome::Agrees
                    }
                    _ => settle(&mut header.published_at, moment),
                },
                None => Outcome::Unreadable,
            },
            FieldKey::Views => match value::count(value) {
                Some(count) => settle(&mut header.views, count),
                None => Outcome::Unreadable,
            },
        };
        let (code, what) = match outcome {
            Outcome::Agrees => continue,
            Outcome::Conflicts => {
                (DiagnosticCode::FieldConflict, "differs from the value given before it")
            }
            Outcome::Unreadable => {
                (DiagnosticCode::FieldUnreadable, "is not what the label promises")
            }
        };
        let message = format!("`{value}` under `{}` {what}", field.label);
        diagnostics.push(Diagnostic::new(code, message, field.span.clone()));
    }
    header.document_number_parts =
        header.document_number.as_deref().and_then(value::document_number);
    header.fields = fields;
    header
}

/// Empty, or one of the signs that stand for nothing.
pub(super) fn is_empty_value(value: &str) -> bool {
    value.is_empty() || matches!(value, "无" | "/" | "-" | "--" | "—" | "——" | "暂无" | "null")
}

enum Outcome {
    Agrees,
    Conflicts,
    Unreadable,
}

/// The first value stays.
fn settle<T: PartialEq>(slot: &mut Option<T>, value: T) -> Outcome {
    match slot {
        None => {
            *slot = Some(value);
            Outcome::Agrees
        }
        Some(old) if *old == value => Outcome::Agrees,
        Some(_) => Outcome::Conflicts,
    }
}
