//! Any bytes as a page: each character of its text is found again in the HTML,
//! and its bulletin is one of that text.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| gongbao_fuzz::page::check(bytes));
