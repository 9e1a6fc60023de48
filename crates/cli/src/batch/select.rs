//! Which files of a folder or an archive are taken.
//!
//! Patterns are those of `.gitignore`. Without `--glob`, files are taken that are texts, pages or
//! archives by their extension, or have none; the summary counts what was left out.

use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::error::BatchError;

/// The extensions that are taken when nobody says otherwise.
const TAKEN: [&str; 8] = ["txt", "text", "md", "htm", "html", "xhtml", "shtml", "asc"];

/// What is taken and what is not.
#[derive(Debug)]
pub struct Select {
    include: Option<Gitignore>,
    exclude: Gitignore,
    /// The output, which is no input even if it stands in a folder that is one.
    output: Vec<PathBuf>,
}

impl Select {
    /// From the patterns of the command line.
    pub fn new(
        include: &[String],
        exclude: &[String],
        output: Vec<PathBuf>,
    ) -> Result<Select, BatchError> {
        let include = if include.is_empty() { None } else { Some(patterns(include)?) };
        Ok(Select { include, exclude: patterns(exclude)?, output })
    }

    /// What is taken when nobody says otherwise.
    pub fn plain() -> Select {
        Select { include: None, exclude: Gitignore::empty(), output: Vec::new() }
    }

    /// Whether a folder is gone into; `inner` is its path from the root of the search.
    pub fn enters(&self, path: &Path, inner: &Path) -> bool {
        !self.output.iter().any(|output| output == path)
            && !self.exclude.matched(plain(inner), true).is_ignore()
    }

    /// Whether a file is taken.
    pub fn takes(&self, path: &Path, inner: &Path) -> bool {
        let plain = plain(inner);
        if self.output.iter().any(|output| output == path)
            || self.exclude.matched_path_or_any_parents(&plain, false).is_ignore()
        {
            return false;
        }
        match &self.include {
            Some(include) => include.matched_path_or_any_parents(&plain, false).is_ignore(),
            None => match plain.extension() {
                None => true,
                Some(extension) => TAKEN.iter().any(|taken| extension.eq_ignore_ascii_case(taken)),
            },
        }
    }

    /// Whether an archive in a folder is opened.
    pub fn opens(&self, path: &Path, inner: &Path) -> bool {
        !self.output.iter().any(|output| output == path)
            && !self.exclude.matched_path_or_any_parents(plain(inner), false).is_ignore()
    }
}

/// The path without roots and `..`, which names in archives may hold.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

fn patterns(patterns: &[String]) -> Result<Gitignore, BatchError> {
    let failed = |pattern: &str, error: ignore::Error| BatchError::Pattern {
        pattern: pattern.to_owned(),
        reason: error.to_string(),
    };
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        builder.add_line(None, pattern).map_err(|error| failed(pattern, error))?;
    }
    builder.build().map_err(|error| failed(&patterns.join(" "), error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_gitignore() {
        let cases: [(&[&str], &[&str], &str, bool); 9] = [
            (&[], &[], "2023/总结.txt", true),
            (&[], &[], "2023/总结.HTML", true),
            (&[], &[], "2023/总结.meta.json", false),
            (&[], &["草稿/"], "2023/草稿/总结.txt", false),
            (&[], &["/草稿/"], "2023/草稿/总结.txt", true),
            (&["*.json"], &[], "2023/总结.meta.json", true),
            (&["*.json"], &[], "2023/总结.txt", false),
            (&["2023/**"], &["*.bak", "!要.bak"], "2023/要.bak", true),
            (&["*"], &[], "../../etc/passwd", true),
        ];
        for (include, exclude, path, taken) in cases {
            let owned = |list: &[&str]| list.iter().map(|&s| s.to_owned()).collect::<Vec<_>>();
            let select = Select::new(&owned(include), &owned(exclude), Vec::new()).expect(path);
            assert_eq!(select.takes(Path::new(path), Path::new(path)), taken, "{path}");
        }
    }
}
