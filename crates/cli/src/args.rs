//! What can be said on the command line.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use gongbao::OffsetUnit;

use crate::render::json::Layout;

/// Chinese government bulletins as typed, traceable data.
///
/// gongbao reads texts of bulletins (年度总结, 政府工作报告, 统计公报, 通知) and gives their header
/// metadata, their outline, and every quantity with its exact value, unit and hedge, each with its
/// place in the text. Files may be plain texts or saved HTML pages, in UTF-8, UTF-16, GB 18030 (GBK,
/// GB 2312) or Big5. Spans of a page point into its text, as `gongbao text` prints it.
#[derive(Debug, Parser)]
#[command(name = "gongbao", version, after_help = AFTER_HELP, max_term_width = 100)]
#[command(propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  gongbao parse 总结.txt                      the document as JSON
  gongbao parse *.txt > all.ndjson            one document a line
  curl -s URL | gongbao parse | jq .header    from a pipe
  gongbao outline 总结.txt                    the outline, for reading

Exit codes:
  0  all inputs were read
  1  some input could not be read (see standard error); the others were
  2  the command line is wrong";

const PARSE_HELP: &str = "\
Examples:
  gongbao parse 总结.txt
  gongbao parse *.txt > all.ndjson
  iconv -f gbk -t utf-8 旧.txt | gongbao parse -
  gongbao parse 总结.txt | jq -r '.quantities[] | [.indicator, .text] | @tsv'";

const OUTLINE_HELP: &str = "\
Example:
  $ gongbao outline 总结.txt
  甲镇2023年度总结
  一、经济
    · 财政总收入 超 1.6亿元
    · 一般公共预算收入 5.08% ↑ 同比
    （一）招商
      · 税源企业 60家";

const TEXT_HELP: &str = "\
Example:
  $ gongbao text page.html
  | 索引号： | 0012/2024-7 | 文号： | 甲政发〔2024〕7号 |

  甲镇2023年度总结
  全年财政总收入达1.6亿元。";

const COMPLETIONS_HELP: &str = "\
Examples:
  gongbao completions bash > ~/.local/share/bash-completion/completions/gongbao
  gongbao completions fish > ~/.config/fish/completions/gongbao.fish";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print documents as JSON
    #[command(after_help = PARSE_HELP)]
    Parse(ParseArgs),
    /// Print the outline as a tree, with the quantities of each point
    #[command(after_help = OUTLINE_HELP)]
    Outline(OutlineArgs),
    /// Print the text that spans point into: decoded, and of a page without its tags
    #[command(after_help = TEXT_HELP)]
    Text(TextArgs),
    /// Print the JSON Schema of what `parse` prints
    Schema,
    /// Print completions for a shell
    #[command(after_help = COMPLETIONS_HELP)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

/// The flags of `gongbao parse`.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Files to read; `-`, or none at all, is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// One JSON document, or one a line; several files always give one a line
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Indent the JSON, as is done on a terminal
    #[arg(long, conflicts_with = "format")]
    pub pretty: bool,
    /// What the spans count
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    pub offsets: Offsets,
}

impl ParseArgs {
    /// How to lay out the JSON of so many inputs, if it goes to `out`.
    pub fn layout(&self, inputs: usize, out: &impl IsTerminal) -> Layout {
        let one_to_be_read = || self.format == Format::Json && inputs == 1 && out.is_terminal();
        if self.pretty || one_to_be_read() { Layout::Indented } else { Layout::Line }
    }
}

/// The flags of `gongbao outline`.
#[derive(Debug, Args)]
pub struct OutlineArgs {
    /// Files to read; `-`, or none at all, is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// The flags of `gongbao text`.
#[derive(Debug, Args)]
pub struct TextArgs {
    /// Files to read; `-`, or none at all, is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// The forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One document
    Json,
    /// One document a line
    Ndjson,
}

/// The units of spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// Unicode code points: `text[start:end]` in Python
    Chars,
    /// UTF-8 bytes: `&text[start..end]` in Rust
    Bytes,
    /// UTF-16 code units: `text.slice(start, end)` in JavaScript
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> OffsetUnit {
        match offsets {
            Offsets::Chars => OffsetUnit::Chars,
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}
