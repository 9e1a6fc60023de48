//! What is said on standard error while a batch runs.

use std::io::{self, IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use super::failure::Failure;
use super::input::Inputs;
use super::options::Talk;
use super::summary::Summary;

/// The voice of a batch.
#[derive(Debug)]
pub struct Progress {
    talk: Talk,
    bar: ProgressBar,
}

const WITH_TOTAL: &str = "{bar:30} {percent}% {msg} {binary_bytes_per_sec} {eta} left";
const WITHOUT_TOTAL: &str = "{spinner} {msg} {binary_bytes_per_sec} {elapsed}";

impl Progress {
    /// With a bar if people look at it. Its end is known if no list on standard input is to come.
    pub fn new(inputs: &Inputs<'_>) -> Progress {
        let talk = inputs.options.talk;
        if talk != Talk::People || !io::stderr().is_terminal() {
            return Progress { talk, bar: ProgressBar::hidden() };
        }
        let listed = inputs.options.inputs.iter().any(|path| path.as_os_str() == "-");
        let total = if listed { None } else { Some(inputs.bytes_on_disk()) };
        let template = if listed { WITHOUT_TOTAL } else { WITH_TOTAL };
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr_with_hz(5));
        let style = ProgressStyle::with_template(template);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { talk, bar }
    }

    /// An input of so many bytes on the disk is done; so many documents there are.
    pub fn done(&self, cost: u64, documents: u64) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.inc(cost);
        self.bar.set_message(format!("{documents} documents"));
    }

    /// An input is no document.
    pub fn failed(&self, failure: &Failure<'_>) {
        #[derive(Serialize)]
        struct Event<'f> {
            event: &'static str,
            #[serde(flatten)]
            failure: &'f Failure<'f>,
        }
        let Failure { path, cause, advice, .. } = failure;
        let gap = if advice.is_empty() { "" } else { "; " };
        self.say(
            || format!("gongbao: {path}: {cause}{gap}{advice}"),
            &Event { event: "failure", failure },
        );
    }

    /// All is done.
    pub fn summary(&self, summary: &Summary) {
        self.bar.finish_and_clear();
        self.say(|| summary.to_string(), summary);
    }

    /// It was interrupted, with so many inputs done.
    pub fn interrupted(&self, files: u64, partial: &str) {
        #[derive(Serialize)]
        struct Event<'p> {
            event: &'static str,
            files: u64,
            partial: &'p str,
        }
        self.bar.finish_and_clear();
        self.say(
            || format!("gongbao: stopped after {files} inputs, which are in `{partial}`; `--resume` goes on"),
            &Event { event: "interrupted", files, partial },
        );
    }

    fn say(&self, words: impl FnOnce() -> String, event: &impl Serialize) {
        let line = match self.talk {
            Talk::Quiet => return,
            Talk::People => words(),
            Talk::Json => serde_json::to_string(event).unwrap_or_default(),
        };
        // If nobody can hear it, the exit code still tells.
        self.bar.suspend(|| {
            let _ = writeln!(io::stderr().lock(), "{line}");
        });
    }
}
