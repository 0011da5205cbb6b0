//! What is on a machine's screen, read from the memory in which Xvfb keeps it.
//!
//! No driver is asked and no program is disturbed: looking is a copy of shared memory.

use std::collections::HashSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::Outcome;

/// Of so many rows one is looked at: no line of text is lower.
const STEP: u64 = 8;
/// Text has so many shades at least: its edges are smooth.
const SHADES: usize = 24;

/// The pixels of a screen.
pub struct Pixels {
    memory: File,
    /// Where the rows begin that are looked at.
    rows: Vec<u64>,
    /// How many bytes a row has.
    width: usize,
}

/// The screen as it was at one moment.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Look(Vec<u8>);

impl Pixels {
    /// Opens the memory of an Xvfb that was started with `-fbdir` and this folder.
    pub(crate) fn open(folder: &Path) -> Outcome<Self> {
        let memory = File::open(folder.join("Xvfb_screen0"))?;
        // An XWD file: a head of numbers, four bytes each, the highest first; colours, twelve bytes
        // each; rows.
        let number = |place: u64| -> Outcome<u64> {
            let mut bytes = [0; 4];
            memory.read_exact_at(&mut bytes, place * 4)?;
            Ok(u32::from_be_bytes(bytes).into())
        };
        let (head, height, width, colours) = (number(0)?, number(5)?, number(12)?, number(19)?);
        let first = head + colours * 12;
        let rows = (0..height / STEP).map(|row| first + row * STEP * width).collect();
        Ok(Self { rows, width: usize::try_from(width)?, memory })
    }

    /// Looks at the screen.
    pub fn look(&self) -> Outcome<Look> {
        let mut bytes = vec![0; self.rows.len() * self.width];
        for (row, place) in bytes.chunks_exact_mut(self.width).zip(&self.rows) {
            self.memory.read_exact_at(row, *place)?;
        }
        Ok(Look(bytes))
    }
}

impl Look {
    /// Whether there is text somewhere.
    pub fn has_text(&self) -> bool {
        self.0.chunks_exact(4).collect::<HashSet<_>>().len() >= SHADES
    }
}
