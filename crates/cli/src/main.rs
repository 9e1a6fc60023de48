//! The gongbao program.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(2) else { return ExitCode::from(2) };
    let Ok(text) = std::fs::read_to_string(path) else { return ExitCode::from(1) };
    let bulletin = gongbao::parse(&text).with_offsets(&text, gongbao::OffsetUnit::Chars);
    let json = serde_json::to_string(&bulletin).unwrap_or_default();
    match writeln!(std::io::stdout().lock(), "{json}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(1),
    }
}
