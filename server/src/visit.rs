//! One request while it is answered: its id, whether its client is still there, and the turns that its parts take. `front` makes it; whatever
//! runs for the request finds it around itself.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;

use crate::gate::Gate;

/// One request while it is answered.
#[derive(Clone)]
pub struct Visit {
    /// Stands in the log, in a header, and on the page that says that something went wrong.
    pub id: Arc<str>,
    /// Cancelled when nobody waits for the answer any more.
    pub gone: CancellationToken,
    /// Whose turns its work takes.
    gate: Arc<Gate>,
    /// Its turn, as long as it has one.
    turn: Weak<OwnedSemaphorePermit>,
}

tokio::task_local! {
    static VISIT: Visit;
}

impl Visit {
    /// A request of the next id.
    pub fn new(gate: Arc<Gate>) -> Visit {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let begun = std::process::id();
        let id = format!("{begun:x}-{:x}", NEXT.fetch_add(1, Ordering::Relaxed));
        Visit { id: id.into(), gone: CancellationToken::new(), gate, turn: Weak::new() }
    }

    /// The same request in its turn.
    pub fn in_turn(&self, turn: &Arc<OwnedSemaphorePermit>) -> Visit {
        Visit { turn: Arc::downgrade(turn), ..self.clone() }
    }

    /// The turn, to be held by work that cannot be stopped from outside: it is over when that is, whether its client waits or not.
    pub fn turn(&self) -> Option<Arc<OwnedSemaphorePermit>> {
        self.turn.upgrade()
    }

    /// The request that the caller runs for, unless it runs for none (in tests of the router alone).
    pub fn current() -> Option<Visit> {
        VISIT.try_with(Clone::clone).ok()
    }

    /// Runs for this request.
    pub async fn scope<F: Future>(self, work: F) -> F::Output {
        VISIT.scope(self, work).await
    }
}

/// A turn at heavy work, for a part of an answer that is made while its reader takes the part before: waits as long as it takes.
pub async fn next_turn() -> Option<OwnedSemaphorePermit> {
    let asked = Visit::current()?;
    asked.gate.turn().await
}
