//! Members of TAR archives, which lie one behind another, packed as a whole or not at all.

use std::cell::Cell;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use super::guard::{Counted, Guard, Ratio, Whole, broken};
use super::{Archive, Kind};
use crate::batch::input::{Body, Entry, Visit};
use crate::batch::label;
use crate::error::Cause;

impl Archive<'_> {
    pub(super) fn tar(&self, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, Cause> {
        let stream = self.origin.stream().map_err(|error| self.unopened(error))?;
        let (packed, stream) = Counted::new(stream);
        self.members(BufReader::new(stream), &packed, visit)
    }

    pub(super) fn tar_gz(&self, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, Cause> {
        let stream = self.origin.stream().map_err(|error| self.unopened(error))?;
        let (packed, stream) = Counted::new(stream);
        let unpacked = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, stream));
        let ratio = Ratio::Counted(Rc::clone(&packed));
        // The headers are read in pieces of 512 bytes, which are no work for a decoder.
        let guarded =
            BufReader::with_capacity(1 << 16, Guard::new(unpacked, self.max_bytes, ratio));
        self.members(guarded, &packed, visit)
    }

    fn members(
        &self,
        unpacked: impl Read,
        packed: &Cell<u64>,
        visit: &mut Visit<'_>,
    ) -> Result<ControlFlow<()>, Cause> {
        let mut archive = tar::Archive::new(unpacked);
        let mut seen = 0;
        for member in archive.entries().map_err(broken)? {
            let mut member = member.map_err(broken)?;
            let name = member.path_bytes().into_owned();
            if !member.header().entry_type().is_file() || !self.takes(&name) {
                continue;
            }
            let label = label::of_member(&self.label, &name);
            let cost = packed.get() - seen;
            seen = packed.get();
            let size = member.size();
            let mut whole = Whole { inner: &mut member, missing: size };
            let body = match Kind::of(Path::new(&label)) {
                Some(_) => Body::Failed(Cause::Nested),
                None => Body::Next(&mut whole, size),
            };
            if visit(Entry { label, cost, body }).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}
