//! The cap on memory: beyond it nothing more is made until some is given back. `serve` sets it, `front` asks before each turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use data::engine::ram;

/// Between two looks.
const LOOK: Duration = Duration::from_millis(50);

/// What the process may hold, and what it held when last looked at.
pub struct Memory {
    cap: u64,
    held: AtomicU64,
}

impl Memory {
    /// A process that may hold so many bytes.
    pub fn capped(cap: u64) -> Arc<Memory> {
        Arc::new(Memory { cap, held: AtomicU64::new(0) })
    }

    /// Looks from now on, on a thread of its own.
    pub fn watch(self: &Arc<Self>) -> std::io::Result<()> {
        let memory = Arc::downgrade(self);
        let look = move || {
            while let (Some(memory), Some(held)) = (memory.upgrade(), ram::held()) {
                memory.held.store(held, Ordering::Relaxed);
                std::thread::sleep(LOOK);
            }
        };
        std::thread::Builder::new().name("memory".into()).spawn(look).map(drop)
    }

    /// Whether the process holds more than it may.
    pub fn is_short(&self) -> bool {
        self.held.load(Ordering::Relaxed) > self.cap
    }
}
