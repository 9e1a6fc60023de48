//! What can be said on the command line.

use std::io::IsTerminal;
use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use gongbao::OffsetUnit;

use crate::batch::BatchFormat;
use crate::render::csv::Opening;
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
  0    all inputs were read
  1    some input could not be read (see standard error); the others were
  2    the command line is wrong
  130  a batch was interrupted";

const PARSE_HELP: &str = "\
Examples:
  gongbao parse 总结.txt
  gongbao parse *.txt > all.ndjson
  iconv -f gbk -t utf-8 旧.txt | gongbao parse -
  gongbao parse --format csv --excel 总结.txt > 总结.csv
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

const BATCH_HELP: &str = "\
Examples:
  gongbao batch 公报/ --out 公报.ndjson
  gongbao batch 2022.zip 2023.tar.gz --out 公报.csv --jobs 4
  gongbao batch 公报/ --glob '*.txt' --exclude '草稿/' --out 公报.parquet
  find 公报 -name '*.txt' -print0 | gongbao batch - --out 公报.ndjson --resume

Output appears whole or not at all: until the end it grows in OUT.partial, from where --resume goes on
if the inputs are what they were. One run at a time may write there.
Memory: each of the --jobs holds one long text, which takes 27 to 80 times its length; see --max-bytes.
Inputs that cannot be read are listed in OUT's failures.ndjson, with the cause and what to do.
Files in folders and archives are taken if they are .txt, .md, .html or have no extension, or as
--glob says; patterns are those of .gitignore. Bytes of names that are no UTF-8 are written \\xB9.";

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
    /// Turn folders and archives into one file of documents or observations
    #[command(after_help = BATCH_HELP)]
    Batch(BatchArgs),
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
    /// One JSON document, or one a line, or a table; several files never give one document
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Indent the JSON, as is done on a terminal
    #[arg(long, conflicts_with = "format")]
    pub pretty: bool,
    /// What the spans count
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    pub offsets: Offsets,
    /// Open the CSV with the mark that Excel needs to read it as UTF-8
    #[arg(long)]
    pub excel: bool,
}

impl ParseArgs {
    /// How a CSV file opens.
    pub fn opening(&self) -> Opening {
        if self.excel { Opening::Marked } else { Opening::Plain }
    }

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

/// The flags of `gongbao batch`.
#[derive(Debug, Args)]
pub struct BatchArgs {
    /// Files, folders, archives (.zip, .tar, .tar.gz, .tgz); `-` reads a list of them from standard input
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
    /// The file to write, or a folder to write files into
    #[arg(long, value_name = "FILE|DIR")]
    pub out: PathBuf,
    /// The form of output; by default what the file's extension says, else ndjson
    #[arg(long, value_enum)]
    pub format: Option<BatchFormat>,
    /// Take only such files of folders and archives; may be given again
    #[arg(long, value_name = "PATTERN")]
    pub glob: Vec<String>,
    /// Leave out such files and folders; may be given again
    #[arg(long, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// Documents at a time; by default one for each core
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Go on where a run was that was stopped or killed
    #[arg(long)]
    pub resume: bool,
    /// Inputs between two points from which --resume can go on
    #[arg(long, value_name = "N", default_value = "5000")]
    pub checkpoint: NonZeroU64,
    /// The largest input that is read: bytes, or with K, M, G
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub max_bytes: u64,
    /// The most that may come out of one archive
    #[arg(long, value_name = "SIZE", default_value = "64G", value_parser = size)]
    pub max_archive_bytes: u64,
    /// What the spans count
    #[arg(long, value_enum, default_value_t = Offsets::Chars)]
    pub offsets: Offsets,
    /// Say nothing but what ends the run
    #[arg(long, short)]
    pub quiet: bool,
    /// Say failures and the summary as JSON, one object a line
    #[arg(long, conflicts_with = "quiet")]
    pub json_log: bool,
}

/// A size such as `64M`.
fn size(text: &str) -> Result<u64, String> {
    let number = text.trim_end_matches(['k', 'K', 'm', 'M', 'g', 'G']);
    let shift = match &text[number.len()..] {
        "" => 0,
        "k" | "K" => 10,
        "m" | "M" => 20,
        "g" | "G" => 30,
        _ => return Err("one of K, M, G may follow the number".to_owned()),
    };
    let number: u64 = number.parse().map_err(|_| "not a number such as 64M".to_owned())?;
    number.checked_mul(1 << shift).filter(|&size| size > 0).ok_or("out of range".to_owned())
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
    /// A table with one row a quantity
    Csv,
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
