//! A limit on what is under way between the reader and the sink.
//!
//! The reader enters the window with each chunk and the sink leaves it in input order, so that neither
//! chunks nor finished results that wait for their turn can pile up. What is under way is so many bytes,
//! or one chunk for each worker if those have more: memory follows from the number of workers, however
//! long the documents are that wait.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The window.
#[derive(Debug)]
pub struct Window {
    workers: usize,
    max_chunks: usize,
    max_bytes: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    chunks: usize,
    bytes: usize,
    closed: bool,
}

/// Whether the reader may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// There is room.
    Admitted,
    /// Nobody takes results any more.
    Closed,
}

impl Window {
    /// A window for so many chunks, and so many bytes of input. One chunk for each worker is always let in.
    pub fn new(workers: usize, max_chunks: usize, max_bytes: usize) -> Window {
        Window { workers, max_chunks, max_bytes, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until there is room for a chunk of `bytes`.
    pub fn enter(&self, bytes: usize) -> Entry {
        let full = |state: &State| {
            let bytes = state.bytes.saturating_add(bytes);
            state.chunks >= self.workers
                && (state.chunks >= self.max_chunks || bytes > self.max_bytes)
        };
        let mut state = self.lock();
        while !state.closed && full(&state) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return Entry::Closed;
        }
        state.chunks += 1;
        state.bytes = state.bytes.saturating_add(bytes);
        Entry::Admitted
    }

    /// A chunk of `bytes` is done and written.
    pub fn leave(&self, bytes: usize) {
        let mut state = self.lock();
        state.chunks = state.chunks.saturating_sub(1);
        state.bytes = state.bytes.saturating_sub(bytes);
        self.changed.notify_all();
    }

    /// Lets nothing in any more.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_let_in_at_once() {
        // Workers, chunks, bytes, the weight of each chunk: how many get in before one leaves.
        let rows = [
            (2, 8, 100, 10, 8),
            (2, 100, 100, 10, 10),
            (2, 8, 100, 60, 2),
            (3, 8, 100, 1000, 3),
            (1, 8, 0, 0, 8),
        ];
        for (workers, chunks, bytes, weight, expected) in rows {
            let window = Window::new(workers, chunks, bytes);
            std::thread::scope(|scope| {
                let entering = scope.spawn(|| {
                    let mut entered = 0;
                    while window.enter(weight) == Entry::Admitted {
                        entered += 1;
                    }
                    entered
                });
                // All that can get in does so soon; then the window is shut, and tells.
                while window.lock().chunks < expected {
                    std::thread::yield_now();
                }
                std::thread::sleep(std::time::Duration::from_millis(20));
                window.close();
                assert_eq!(
                    entering.join().ok(),
                    Some(expected),
                    "{workers} {chunks} {bytes} {weight}"
                );
            });
        }
    }
}
