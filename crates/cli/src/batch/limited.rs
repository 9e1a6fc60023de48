//! Reading no more than is allowed.

use std::io::{self, Read};

use crate::error::Cause;

/// How much room is made before anything is there, whatever a length says.
const MAX_ROOM: u64 = 1 << 20;

/// All bytes of `reader`, if they are no more than `max`; it says that there are `expected`.
pub fn limited(reader: impl Read, expected: u64, max: u64) -> Result<io::Result<Vec<u8>>, Cause> {
    let room = expected.min(max).min(MAX_ROOM).saturating_add(1);
    let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
    let read = reader.take(max.saturating_add(1)).read_to_end(&mut bytes);
    if bytes.len() as u64 > max {
        return Err(Cause::TooLarge { max });
    }
    Ok(read.map(|_| bytes))
}
