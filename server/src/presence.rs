//! Whether a connection is in use: it has requests under way, or waits for its reader to take the rest of an answer. One that is in no use for
//! too long (a silent socket, half a head, an idle client) ends. `listen` asks, `front` and `paced` tell.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// What a connection is at.
pub struct Presence {
    use_of: watch::Sender<Use>,
    cut: CancellationToken,
}

#[derive(Clone, Copy, Default)]
struct Use {
    requests: usize,
    waits: bool,
}

impl Use {
    fn is_idle(&self) -> bool {
        self.requests == 0 && !self.waits
    }
}

impl Presence {
    /// A connection that has just come in.
    pub fn new() -> Arc<Presence> {
        Arc::new(Presence { use_of: watch::Sender::default(), cut: CancellationToken::new() })
    }

    /// A request begins; it ends when the answer is dropped. One that lasts longer than `limit` takes the connection with it.
    pub fn request(self: &Arc<Self>, limit: Duration) -> Request {
        self.use_of.send_modify(|it| it.requests += 1);
        let done = CancellationToken::new();
        let (presence, watched) = (self.clone(), done.clone());
        tokio::spawn(async move {
            if tokio::time::timeout(limit, watched.cancelled()).await.is_err() {
                presence.cut.cancel();
            }
        });
        Request { presence: self.clone(), done }
    }

    /// Whether an answer waits for its reader.
    pub fn waits(&self, waits: bool) {
        self.use_of.send_if_modified(|it| std::mem::replace(&mut it.waits, waits) != waits);
    }

    /// Returns when the connection is to be closed: in no use for `idle`, or cut.
    pub async fn over(&self, idle: Duration) {
        let mut watched = self.use_of.subscribe();
        let unused = async {
            loop {
                let idles = watched.wait_for(Use::is_idle).await.is_ok();
                if !idles || tokio::time::timeout(idle, watched.wait_for(|it| !it.is_idle())).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! {
            () = unused => {}
            () = self.cut.cancelled() => {}
        }
    }
}

/// A request under way.
pub struct Request {
    presence: Arc<Presence>,
    done: CancellationToken,
}

impl Drop for Request {
    fn drop(&mut self) {
        self.done.cancel();
        self.presence.use_of.send_modify(|it| it.requests -= 1);
    }
}
