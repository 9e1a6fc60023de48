//! A way to the archive reader for the fuzzer, past files and the command line.

use std::ops::ControlFlow;

use crate::batch::archive::{Archive, Origin, Unpacker};
use crate::batch::{LeftOut, Select, bytes, content};

pub use crate::batch::archive::Kind;

/// How much may come out of an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Of a member.
    pub member: u64,
    /// Of all members together.
    pub total: u64,
}

/// What came of a member, or of the archive itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub label: String,
    /// Its bytes, or the code of the failure.
    pub bytes: Result<Vec<u8>, &'static str>,
}

/// Reads `archive` by the code by which `gongbao batch` reads a file, and unpacks every member that is
/// taken by its name.
pub fn unpack(kind: Kind, archive: Vec<u8>, limits: Limits) -> Vec<Member> {
    let (select, left_out) = (Select::plain(), LeftOut::default());
    let archive = Archive::new(Origin::Memory(archive), kind, limits.total, &select, &left_out);
    let mut unpacker = Unpacker::default();
    let mut members = Vec::new();
    let _ = archive.each(&mut |entry| {
        let content = content(entry.body, limits.member);
        let bytes = bytes(content, &entry.label, &mut unpacker, limits.member);
        members.push(Member { label: entry.label, bytes: bytes.map_err(|cause| cause.code()) });
        ControlFlow::Continue(())
    });
    members
}
