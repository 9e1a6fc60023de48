//! What holds for every archive, however broken: it is read to an end, within its limits.

use gongbao_cli::probe::{self, Kind, Limits};

/// Small, so that a fuzzer comes by them.
const LIMITS: Limits = Limits { member: 1 << 15, total: 1 << 17 };

/// Up to here nothing is said to swell too much.
const RATIO_FREE: usize = 1 << 20;

/// The most that something may swell.
const MAX_RATIO: usize = 250;

/// Reads `bytes` as each sort of archive, with small limits and with those that matter for swelling.
pub fn check(bytes: &[u8]) {
    for kind in [Kind::Zip, Kind::Tar, Kind::TarGz] {
        within(kind, bytes, LIMITS);
        within(kind, bytes, Limits { member: 1 << 22, total: 1 << 24 });
    }
}

fn within(kind: Kind, bytes: &[u8], limits: Limits) {
    let members = probe::unpack(kind, bytes.to_vec(), limits);
    // A member of any form has a header of some length in the archive, or in what comes out of it.
    let most = bytes.len() / 46 + usize::try_from(limits.total).expect("64 bits") / 512 + 2;
    assert!(members.len() <= most, "{} members of {} bytes", members.len(), bytes.len());
    let mut total = 0;
    for member in &members {
        assert!(member.label.starts_with("memory"), "{:?}", member.label);
        let Ok(unpacked) = &member.bytes else { continue };
        assert!(unpacked.len() as u64 <= limits.member, "{kind:?}: {}", unpacked.len());
        let free = unpacked.len() <= RATIO_FREE || kind == Kind::Tar;
        assert!(free || unpacked.len() / MAX_RATIO <= bytes.len(), "{kind:?}: {}", unpacked.len());
        total += unpacked.len() as u64;
    }
    // What stands in a TAR is there byte by byte; what else comes out is counted.
    assert!(total <= limits.total.max(bytes.len() as u64), "{kind:?}: {total}");
    // And the same comes of the same.
    assert_eq!(members, probe::unpack(kind, bytes.to_vec(), limits));
}
