//! Any bytes: decoded, told from binary files, parsed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| gongbao_fuzz::invariants::check_decode(bytes));
