//! The threads of a batch: one goes through the inputs, some work, and the caller's writes.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::chunk::Limit;
use super::error::BatchError;
use super::job::{Chunk, Done};
use super::options::Options;
use super::reader::Reader;
use super::seen::{Gate, Seen};
use super::sink::Sink;
use super::window::{Entry, Window};
use super::work;

/// Chunks under way for each worker: enough to keep it busy while a long document holds up those behind
/// it, or the sink waits for the disk.
const CHUNKS_AHEAD: usize = 128;

/// Does all chunks, and gives their results to `sink` in input order.
pub fn run(
    reader: &mut Reader<'_>,
    seen: Seen,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(), BatchError> {
    let gate = Gate::new(seen);
    if options.jobs == 1 {
        one_by_one(reader, &gate, options, sink)
    } else {
        many(reader, &gate, options, sink)
    }
}

fn one_by_one(
    reader: &mut Reader<'_>,
    gate: &Gate,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(), BatchError> {
    let (mut number, mut failed) = (0, None);
    let read = reader.each(&mut |chunk| {
        let done = work::done(number, chunk, gate, options);
        number += 1;
        match sink.accept(done) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    failed.map_or(read, Err)
}

fn many(
    reader: &mut Reader<'_>,
    gate: &Gate,
    options: &Options,
    sink: &mut Sink<'_>,
) -> Result<(), BatchError> {
    let jobs = options.jobs;
    let ahead = Limit::of(options.format).ahead;
    let window = &Window::new(jobs, jobs * CHUNKS_AHEAD, jobs * ahead);
    let (to_workers, chunks) = channel();
    let (to_sink, results) = channel();
    let chunks = &Mutex::new(chunks);
    thread::scope(|scope| {
        let reading = scope.spawn(move || read(reader, window, &to_workers));
        for _ in 0..jobs {
            let to_sink = to_sink.clone();
            scope.spawn(move || work(chunks, gate, options, &to_sink));
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
    reader: &mut Reader<'_>,
    window: &Window,
    to_workers: &Sender<(u64, Chunk)>,
) -> Result<(), BatchError> {
    let mut number = 0;
    reader.each(&mut |chunk| {
        if window.enter(chunk.weight) == Entry::Closed || to_workers.send((number, chunk)).is_err()
        {
            return ControlFlow::Break(());
        }
        number += 1;
        ControlFlow::Continue(())
    })
}

fn work(
    chunks: &Mutex<Receiver<(u64, Chunk)>>,
    gate: &Gate,
    options: &Options,
    to_sink: &Sender<(u64, Done)>,
) {
    loop {
        let next = chunks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, chunk)) = next else { return };
        if to_sink.send((number, work::done(number, chunk, gate, options))).is_err() {
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
