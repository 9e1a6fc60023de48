//! The gongbao program: flags to a call of the library to a writer. `main.rs` calls [`main`], and the
//! fuzzer of archives [`probe`]; there is nothing else to be called from outside.
//!
//! ```text
//! $ gongbao parse 总结.txt | jq .header.issuer
//! "稽东镇"
//! ```

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

mod args;
mod batch;
mod document;
mod error;
mod input;
pub mod probe;
mod render;

use args::{Cli, Command, Format, OutlineArgs, ParseArgs, TextArgs};
use error::{Error, InputError};
use input::Input;
use render::columns::{Observations, Row};

/// What a run that came to its end came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    AllRead,
    SomeInputFailed,
    Interrupted,
}

impl From<batch::Ending> for Outcome {
    fn from(ending: batch::Ending) -> Outcome {
        match ending {
            batch::Ending::AllRead => Outcome::AllRead,
            batch::Ending::SomeFailed => Outcome::SomeInputFailed,
            batch::Ending::Interrupted => Outcome::Interrupted,
        }
    }
}

/// Runs the program with the arguments that it was given.
pub fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(Outcome::SomeInputFailed) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
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
        Command::Batch(args) => Ok(batch::run(&args)?.into()),
        Command::Text(args) => text(&args),
        Command::Schema => schema(),
        Command::Completions { shell } => completions(shell),
    }
}

fn parse(args: &ParseArgs) -> Result<Outcome, Error> {
    let inputs = Input::list(&args.files)?;
    let mut out = io::stdout().lock();
    if args.format == Format::Csv {
        return table(args, &inputs, out);
    }
    let layout = args.layout(inputs.len(), &out);
    each(&inputs, |_, input| {
        let source = input.read()?;
        let document = source.parse()?;
        let bulletin = document.bulletin.with_offsets(&document.text, args.offsets.into());
        Ok(render::json::write(&mut out, &bulletin, layout))
    })
}

fn table(args: &ParseArgs, inputs: &[Input], mut out: impl io::Write) -> Result<Outcome, Error> {
    render::csv::write_header::<Observations>(&mut out, args.opening())?;
    each(inputs, |_, input| {
        let source = input.read()?;
        let document = source.parse()?;
        let bulletin = document.bulletin.with_offsets(&document.text, args.offsets.into());
        let rows = gongbao::observations(&bulletin, &document.text)
            .map(|observation| Row { observation, duplicate_of: None });
        Ok(render::csv::write_rows::<Observations>(&mut out, rows))
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
