//! Work that nobody waits for any more ends: whoever runs it says how that is known, and long loops look: at each step where a step is long (a mark
//! drawn, a line written), else between blocks of steps (rows, comparisons). It ends by unwinding, as in rust-analyzer's salsa, so that nothing
//! between has to hand the news on. Nothing that is shared is held meanwhile. In the browser nothing looks.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Short steps between two looks.
pub const BLOCK: usize = 1 << 16;

type Wanted = Box<dyn Fn() -> bool>;

thread_local! {
    static WANTED: RefCell<Option<Wanted>> = const { RefCell::new(None) };
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// What unwinds.
struct Stopped;

/// Runs work on this thread as long as it is wanted. `None`: it was not done.
pub fn while_wanted<T>(wanted: impl Fn() -> bool + 'static, work: impl FnOnce() -> T) -> Option<T> {
    let outer = WANTED.replace(Some(Box::new(wanted)));
    let done = catch_unwind(AssertUnwindSafe(|| {
        look();
        work()
    }));
    WANTED.set(outer);
    match done {
        Ok(done) => Some(done),
        Err(stopped) if stopped.is::<Stopped>() => None,
        Err(panic) => resume_unwind(panic),
    }
}

/// A short step of the work that runs on this thread: looks once a block of them.
pub fn step() {
    let steps = STEPS.get() + 1;
    STEPS.set(steps % BLOCK);
    if steps == BLOCK {
        look();
    }
}

/// Ends the work that runs on this thread, unless it is still wanted.
pub fn look() {
    let is_wanted = WANTED.with_borrow(|wanted| wanted.as_ref().is_none_or(|wanted| wanted()));
    if !is_wanted {
        resume_unwind(Box::new(Stopped));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn work_ends_at_the_look_after_it_is_wanted_no_more() {
        let steps = Rc::new(Cell::new(0));
        let step = |steps: &Cell<u32>| {
            steps.set(steps.get() + 1);
            look();
        };
        let seen = steps.clone();
        let done = while_wanted(move || seen.get() < 3, || (0..10).for_each(|_| step(&steps)));
        assert_eq!((done, steps.get()), (None, 3));
        assert_eq!(while_wanted(|| true, || (0..10).map(|_| look()).count()), Some(10));
        assert_eq!(while_wanted(|| false, || 1), None);
        // Outside nothing ends.
        look();
    }

    #[test]
    fn short_steps_look_once_a_block() {
        let looks = Rc::new(Cell::new(0));
        let seen = looks.clone();
        let wanted = move || {
            seen.set(seen.get() + 1);
            true
        };
        while_wanted(wanted, || (0..3 * BLOCK).for_each(|_| step()));
        // The first is before the work.
        assert_eq!(looks.get(), 4);
    }

    #[test]
    #[should_panic(expected = "of its own")]
    fn a_panic_stays_one() {
        while_wanted(|| true, || panic!("of its own"));
    }
}
