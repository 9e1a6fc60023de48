//! Any text: all that holds for every bulletin is checked.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| gongbao_fuzz::invariants::check(text));
