//! Any bytes as a ZIP, a TAR and a packed TAR: read by the code of `gongbao batch`, within its limits.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| gongbao_fuzz::archive::check(bytes));
