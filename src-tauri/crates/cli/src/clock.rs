//! What `--timeout` measures: the time in which nobody decides.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// A clock that stands still while a person decides: no time limit ever decides for them.
pub(crate) struct Clock {
    deciding: watch::Sender<bool>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { deciding: watch::Sender::new(false) }
    }

    /// Waits for something that a person decides; meanwhile the clock stands still.
    pub(crate) async fn stopped<T>(&self, decided: impl Future<Output = T>) -> T {
        self.deciding.send_replace(true);
        let decided = decided.await;
        self.deciding.send_replace(false);
        decided
    }

    /// Waits until this much time has passed on this clock.
    pub(crate) async fn passed(&self, mut left: Duration) {
        let mut deciding = self.deciding.subscribe();
        loop {
            let stands = *deciding.borrow_and_update();
            let since = Instant::now();
            tokio::select! {
                () = tokio::time::sleep(left), if !stands => return,
                changed = deciding.changed() => {
                    // The sender is held for as long as this runs.
                    debug_assert!(changed.is_ok());
                    if !stands {
                        left = left.saturating_sub(since.elapsed());
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_stands_still_while_somebody_decides_and_goes_on_afterwards() {
        let clock = Clock::new();
        let begin = Instant::now();
        let (decide, decided) = oneshot::channel::<()>();
        let people = async {
            tokio::time::sleep(Duration::from_secs(3)).await;
            clock.stopped(decided).await.ok();
        };
        let hours = async {
            tokio::time::sleep(Duration::from_hours(2)).await;
            decide.send(()).ok();
        };
        tokio::join!(clock.passed(Duration::from_secs(10)), people, hours);
        assert_eq!(begin.elapsed(), Duration::from_secs(2 * 60 * 60 + 7));
    }

    #[tokio::test(start_paused = true)]
    async fn it_runs_while_nobody_decides() {
        let begin = Instant::now();
        Clock::new().passed(Duration::from_secs(10)).await;
        assert_eq!(begin.elapsed(), Duration::from_secs(10));
    }
}
