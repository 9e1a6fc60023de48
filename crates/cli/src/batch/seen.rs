//! Which documents were there before, told in input order by workers that are not.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The documents there were, by their checksum. The only thing in a batch that grows with the number
/// of documents, by some 150 bytes each.
pub type Seen = HashMap<[u8; 32], Arc<str>>;

/// Where a document came by its checksum, and whether an earlier one had it.
#[derive(Debug)]
pub struct Known {
    /// The checksum.
    pub sha256: [u8; 32],
    /// The first input with it.
    pub first: Option<Arc<str>>,
}

/// A gate that chunks pass one by one in input order. The worker of a chunk takes all its checksums
/// through it at once, before it parses; chunks are handed out in order, so that nobody waits for one
/// that nobody has.
#[derive(Debug)]
pub struct Gate {
    state: Mutex<State>,
    passed: Condvar,
}

#[derive(Debug)]
struct State {
    next: u64,
    seen: Seen,
}

impl Gate {
    /// A gate that chunk 0 passes next, with what earlier runs have seen.
    pub fn new(seen: Seen) -> Gate {
        Gate { state: Mutex::new(State { next: 0, seen }), passed: Condvar::new() }
    }

    /// Takes the documents of a chunk through, in order; those without a checksum have none.
    pub fn pass<'d>(&self, chunk: u64, documents: impl Iterator<Item = (&'d str, &'d mut Known)>) {
        let mut state = self.lock();
        while state.next < chunk {
            state = self.passed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        for (label, known) in documents {
            known.first = state.seen.get(&known.sha256).map(Arc::clone);
            if known.first.is_none() {
                state.seen.insert(known.sha256, Arc::from(label));
            }
        }
        state.next = chunk + 1;
        self.passed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_in_input_order_is_the_first_whoever_comes_first() {
        let gate = &Gate::new(Seen::new());
        std::thread::scope(|scope| {
            let waits = (1..8_u64).rev().map(|chunk| {
                scope.spawn(move || {
                    let mut known = Known { sha256: [7; 32], first: None };
                    let label = format!("{chunk}.txt");
                    gate.pass(chunk, [(label.as_str(), &mut known)].into_iter());
                    known.first
                })
            });
            let waits: Vec<_> = waits.collect();
            let mut first = Known { sha256: [7; 32], first: None };
            gate.pass(0, [("0.txt", &mut first)].into_iter());
            assert_eq!(first.first, None);
            for wait in waits {
                assert_eq!(wait.join().ok().flatten().as_deref(), Some("0.txt"));
            }
        });
    }
}
