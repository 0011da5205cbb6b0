//! How many requests of one server are open.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The requests that a server has open. How many it may have can change at any time, so it is said
/// with each new one.
#[derive(Debug, Default)]
pub(crate) struct Slots(Arc<AtomicUsize>);

/// An open request; over when this is dropped.
#[derive(Debug)]
pub(crate) struct Slot(Arc<AtomicUsize>);

impl Slots {
    /// Takes a slot, if fewer than `most` are taken.
    pub(crate) fn take(&self, most: usize) -> Option<Slot> {
        let one_more = |taken: usize| (taken < most).then_some(taken + 1);
        self.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more).ok()?;
        Some(Slot(Arc::clone(&self.0)))
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::Slots;

    #[test]
    fn as_many_as_may_be_and_the_limit_may_change() {
        let slots = Slots::default();
        let (one, two) = (slots.take(2), slots.take(2));
        assert!(one.is_some() && two.is_some() && slots.take(2).is_none());
        let three = slots.take(3);
        assert!(three.is_some());
        drop((one, two));
        assert!(slots.take(1).is_none(), "one is still open");
        drop(three);
        assert!(slots.take(1).is_some());
    }
}
