//! A connection whose reader must take what it asked for: one that takes nothing for too long, or in the long run less than the least rate, is
//! closed. `listen` puts it around each socket; `presence` learns when it waits for its reader.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::presence::Presence;

/// A stream with a least rate.
pub struct Paced<S> {
    stream: S,
    presence: Arc<Presence>,
    /// How long a reader may take nothing.
    stall: Duration,
    /// Bytes a second at least; 0: none.
    least_rate: u32,
    /// How much longer this one may. What it takes pays for more, never beyond `stall`.
    credit: Duration,
    waiting: Option<Waiting>,
}

struct Waiting {
    since: Instant,
    end: Pin<Box<Sleep>>,
}

impl<S> Paced<S> {
    /// A stream whose reader has the whole credit.
    pub fn new(stream: S, presence: Arc<Presence>, stall: Duration, least_rate: u32) -> Paced<S> {
        Paced { stream, presence, stall, least_rate, credit: stall, waiting: None }
    }

    /// What came of writing: bytes that pay, or more waiting.
    fn after(&mut self, written: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let Poll::Ready(written) = written else {
            let credit = self.credit;
            let waiting = self.waiting.get_or_insert_with(|| {
                let since = Instant::now();
                Waiting { since, end: Box::pin(sleep_until(since + credit)) }
            });
            self.presence.waits(true);
            ready!(waiting.end.as_mut().poll(context));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        };
        if let Some(waiting) = self.waiting.take() {
            self.presence.waits(false);
            let bytes = *written.as_ref().unwrap_or(&0) as f64;
            let paid = if self.least_rate == 0 { self.stall } else { Duration::from_secs_f64(bytes / f64::from(self.least_rate)) };
            self.credit = self.credit.saturating_sub(waiting.since.elapsed()).saturating_add(paid).min(self.stall);
        }
        Poll::Ready(written)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.after(written, context)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.after(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
