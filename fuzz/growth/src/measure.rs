//! How much work the library does for a text.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

use gongbao::OffsetUnit;

/// The work for one text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Work {
    /// Edges of the control flow that were taken.
    pub(crate) edges: u64,
    /// Bytes allocated, all in all.
    pub(crate) bytes: u64,
    /// Processor time of this thread.
    pub(crate) nanos: u64,
}

/// Reads `text`, counts its spans in characters, writes it as JSON.
pub(crate) fn work(text: &str) -> Work {
    let before = now();
    let bulletin = gongbao::parse(text).with_offsets(text, OffsetUnit::Chars);
    serde_json::to_writer(std::io::sink(), &bulletin).expect("a bulletin serializes");
    let after = now();
    Work {
        edges: after.edges - before.edges,
        bytes: after.bytes - before.bytes,
        nanos: after.nanos - before.nanos,
    }
}

fn now() -> Work {
    Work { edges: edges(), bytes: BYTES.with(Cell::get), nanos: nanos() }
}

fn nanos() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock is a known one, and the place to write to is ours.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    time.tv_sec.cast_unsigned() * 1_000_000_000 + time.tv_nsec.cast_unsigned()
}

thread_local! {
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

/// The system's allocator, with a count.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: all calls are passed on as they come.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.saturating_sub(layout.size()));
        unsafe { System.realloc(at, layout, size) }
    }
}

fn count(bytes: usize) {
    let _ = BYTES.try_with(|count| count.set(count.get() + bytes as u64));
}

#[unsafe(no_mangle)]
static GONGBAO_EDGES: AtomicU64 = AtomicU64::new(0);

fn edges() -> u64 {
    GONGBAO_EDGES.load(Ordering::Relaxed)
}

// Called at every edge. Not in Rust: that would be given the same calls, and
// call itself without end. There is one thread, so adding need not be atomic.
#[cfg(target_arch = "x86_64")]
std::arch::global_asm!(
    ".globl __sanitizer_cov_trace_pc_guard",
    "__sanitizer_cov_trace_pc_guard:",
    "inc qword ptr [rip + GONGBAO_EDGES]",
    "ret",
    ".globl __sanitizer_cov_trace_pc_guard_init",
    "__sanitizer_cov_trace_pc_guard_init:",
    "ret",
);
