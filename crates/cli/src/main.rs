//! The gongbao program: flags to a call of the library to a writer.
//!
//! ```text
//! $ gongbao parse 总结.txt | jq .header.issuer
//! "稽东镇"
//! ```

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

mod args;
mod document;
mod error;
mod input;
mod render;

use args::{Cli, Command, OutlineArgs, ParseArgs, TextArgs};
use error::{Error, InputError};
use input::Input;

/// What a run that came to its end came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    AllRead,
    SomeInputFailed,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(Outcome::SomeInputFailed) => ExitCode::from(1),
        // Whoever reads our output has seen enough, like `head`.
        Err(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(command: Command) -> Result<Outcome, Error> {
    match command {
        Command::Parse(args) => parse(&args),
        Command::Outline(args) => outline(&args),
        Command::Text(args) => text(&args),
        Command::Schema => schema(),
        Command::Completions { shell } => completions(shell),
    }
}

fn parse(args: &ParseArgs) -> Result<Outcome, Error> {
    let inputs = Input::list(&args.files)?;
    let mut out = io::stdout().lock();
    let layout = args.layout(inputs.len(), &out);
    each(&inputs, |_, input| {
        let source = input.read()?;
        let document = source.parse()?;
        let bulletin = document.bulletin.with_offsets(&document.text, args.offsets.into());
        Ok(render::json::write(&mut out, &bulletin, layout))
    })
}

fn outline(args: &OutlineArgs) -> Result<Outcome, Error> {
    let inputs = Input::list(&args.files)?;
    let mut out = io::stdout().lock();
    each(&inputs, |position, input| {
        let source = input.read()?;
        let document = source.parse()?;
        let heading = (inputs.len() > 1).then(|| input.to_string());
        Ok(render::tree::write(&mut out, &document.bulletin, heading.as_deref(), position))
    })
}

fn text(args: &TextArgs) -> Result<Outcome, Error> {
    let inputs = Input::list(&args.files)?;
    let mut out = io::stdout().lock();
    each(&inputs, |_, input| {
        let source = input.read()?;
        let text = source.text()?;
        Ok(out.write_all(text.as_bytes()))
    })
}

/// Does `job` with each input. One that cannot be read is complained of, and
/// the others have their turn; output that cannot be written ends the run.
fn each(
    inputs: &[Input],
    mut job: impl FnMut(usize, &Input) -> Result<io::Result<()>, InputError>,
) -> Result<Outcome, Error> {
    let mut outcome = Outcome::AllRead;
    for (position, input) in inputs.iter().enumerate() {
        match job(position, input) {
            Ok(written) => written?,
            Err(error) => {
                complain(&error);
                outcome = Outcome::SomeInputFailed;
            }
        }
    }
    Ok(outcome)
}

fn schema() -> Result<Outcome, Error> {
    render::json::write_schema(&mut io::stdout().lock())?;
    Ok(Outcome::AllRead)
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gongbao", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::AllRead)
}

/// Says on one line of standard error what went wrong. If nobody can hear it,
/// the exit code still tells.
fn complain(error: &dyn std::error::Error) {
    let _ = writeln!(io::stderr().lock(), "gongbao: {error}");
}
