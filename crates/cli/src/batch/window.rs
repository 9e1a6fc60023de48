//! A limit on what is under way between the reader and the sink.
//!
//! The reader enters the window with each job and the sink leaves it in input order, so that neither
//! jobs nor finished results that wait for their turn can pile up.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The window.
#[derive(Debug)]
pub struct Window {
    max_jobs: usize,
    max_bytes: usize,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    jobs: usize,
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
    /// A window for so many jobs, and so many bytes of input; one job is always let in.
    pub fn new(max_jobs: usize, max_bytes: usize) -> Window {
        Window { max_jobs, max_bytes, state: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until there is room for a job of `bytes`.
    pub fn enter(&self, bytes: usize) -> Entry {
        let full = |state: &State| {
            state.jobs > 0 && (state.jobs >= self.max_jobs || state.bytes + bytes > self.max_bytes)
        };
        let mut state = self.lock();
        while !state.closed && full(&state) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return Entry::Closed;
        }
        state.jobs += 1;
        state.bytes += bytes;
        Entry::Admitted
    }

    /// A job of `bytes` is done and written.
    pub fn leave(&self, bytes: usize) {
        let mut state = self.lock();
        state.jobs = state.jobs.saturating_sub(1);
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
