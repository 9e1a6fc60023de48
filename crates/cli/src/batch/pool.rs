//! The threads of a batch: one reads, some work, and the caller's writes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::error::BatchError;
use super::job::{Done, Job};
use super::options::Options;
use super::reader::Reader;
use super::sink::Sink;
use super::window::{Entry, Window};
use super::work;

/// Jobs under way for each worker: enough to keep it busy while a long document holds up those behind
/// it, or the sink waits for the disk.
const JOBS_AHEAD: usize = 1024;

/// Bytes of input under way for each worker. What comes of them is about ten times as long.
const BYTES_AHEAD: usize = 4 << 20;

/// Does all jobs, and gives their results to `sink` in input order.
pub fn run(reader: Reader<'_>, options: &Options, sink: &mut Sink<'_>) -> Result<(), BatchError> {
    if options.jobs == 1 { one_by_one(reader, options, sink) } else { many(reader, options, sink) }
}

fn one_by_one(
    mut reader: Reader<'_>,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(), BatchError> {
    let mut failed = None;
    let read = reader.each(&mut |job| match sink.accept(work::done(job, options)) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    });
    failed.map_or(read, Err)
}

fn many(reader: Reader<'_>, options: &Options, sink: &mut Sink<'_>) -> Result<(), BatchError> {
    let window = &Window::new(options.jobs * JOBS_AHEAD, options.jobs * BYTES_AHEAD);
    let (to_workers, jobs) = channel();
    let (to_sink, results) = channel();
    let jobs = &Mutex::new(jobs);
    thread::scope(|scope| {
        let reading = scope.spawn(move || read(reader, window, &to_workers));
        for _ in 0..options.jobs {
            let to_sink = to_sink.clone();
            scope.spawn(move || work(jobs, options, &to_sink));
        }
        drop(to_sink);
        let written = write(&results, window, sink);
        // If the sink failed, nobody takes results: the reader must not wait for room.
        window.close();
        drop(results);
        let read = reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.and(read)
    })
}

fn read(
    mut reader: Reader<'_>,
    window: &Window,
    to_workers: &Sender<(u64, Job)>,
) -> Result<(), BatchError> {
    let mut number = 0;
    reader.each(&mut |job| {
        if window.enter(job.weight()) == Entry::Closed || to_workers.send((number, job)).is_err() {
            return ControlFlow::Break(());
        }
        number += 1;
        ControlFlow::Continue(())
    })
}

fn work(jobs: &Mutex<Receiver<(u64, Job)>>, options: &Options, to_sink: &Sender<(u64, Done)>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, job)) = next else { return };
        if to_sink.send((number, work::done(job, options))).is_err() {
            return;
        }
    }
}

fn write(
    results: &Receiver<(u64, Done)>,
    window: &Window,
    sink: &mut Sink<'_>,
) -> Result<(), BatchError> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, done) in results {
        early.insert(number, done);
        while let Some(done) = early.remove(&next) {
            let weight = done.weight;
            sink.accept(done)?;
            window.leave(weight);
            next += 1;
        }
    }
    Ok(())
}
