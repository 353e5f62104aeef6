//! The gate before heavy work: as many answers are made at once as there are cores, some more wait for their turn, and the rest are told at once
//! to come again, before everyone waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Turns at heavy work.
pub struct Gate {
    turns: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
    patience: Duration,
}

impl Gate {
    /// `work` turns at once, `waiting` requests for one, each for at most so long.
    pub fn new(work: usize, waiting: usize, patience: Duration) -> Gate {
        Gate { turns: Arc::new(Semaphore::new(work)), waiting: AtomicUsize::new(0), most_waiting: waiting, patience }
    }

    /// The turn of a new request; `None`: too many wait, or it waited too long.
    pub async fn enter(&self) -> Option<OwnedSemaphorePermit> {
        if let Ok(turn) = self.turns.clone().try_acquire_owned() {
            return Some(turn);
        }
        let _place = Place::of(self)?;
        tokio::time::timeout(self.patience, self.turn()).await.ok()?
    }

    /// The next turn, however long it takes.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        self.turns.clone().acquire_owned().await.ok()
    }

    /// How many wait.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}

/// A place among those who wait; free again when dropped.
struct Place<'a>(&'a Gate);

impl Place<'_> {
    fn of(gate: &Gate) -> Option<Place<'_>> {
        let place = gate
            .waiting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |waiting| Some(waiting + 1).filter(|it| *it <= gate.most_waiting));
        place.ok().map(|_| Place(gate))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
