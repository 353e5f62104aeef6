//! What the browser tests and the benchmark need: Chromium, Playwright (installed by npm from the lock file, without a browser of its
//! own) and a running server. Used by `test` and `bench`.

use std::env;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::{Result, shell};

/// Playwright's scripts of `tests/browser`, ready to run.
pub(crate) struct Scripts {
    folder: PathBuf,
    chromium: PathBuf,
}

impl Scripts {
    /// Finds Chromium and installs the npm packages when the lock file is newer than they are.
    pub(crate) fn prepare() -> Result<Scripts> {
        let chromium = PathBuf::from(env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into()));
        if !chromium.exists() {
            return Err(format!(
                "no Chromium at {}: run `apt-get install -y chromium fonts-noto-cjk`, or name it in CHROMIUM",
                chromium.display()
            ));
        }
        let folder = shell::workspace().join("tests/browser");
        let changed = |path: &str| folder.join(path).metadata().and_then(|file| file.modified()).ok();
        if changed("node_modules/.package-lock.json") < changed("package-lock.json") {
            let mut install = Command::new("npm");
            install.args(["ci", "--no-fund", "--no-audit"]).current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            shell::run(&mut install)
                .map_err(|error| format!("{error}; the browser tests need Node 20 and npm (`apt-get install -y nodejs npm`)"))?;
        }
        Ok(Scripts { folder, chromium })
    }

    /// Runs a script of `package.json` against a server.
    pub(crate) fn run(&self, script: &str, server: &Server) -> Result<()> {
        self.run_with(script, server, &[])
    }

    /// The same, told more in its environment.
    pub(crate) fn run_with(&self, script: &str, server: &Server, settings: &[(&str, String)]) -> Result<()> {
        let mut npm = Command::new("npm");
        npm.args(["run", "--silent", script]).current_dir(&self.folder);
        npm.env("BASE_URL", format!("http://{}", server.address)).env("CHROMIUM", &self.chromium);
        // A test may serve bundles of its own making.
        npm.env("CLUSTERBOARD", &server.binary);
        npm.envs(settings.iter().map(|(name, value)| (name, value)));
        if server.has_real {
            npm.env("REAL_DATA", "1");
        }
        shell::run(&mut npm)
    }
}

/// A running server; stopped when dropped.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// Whether it serves the real data too.
    has_real: bool,
    /// The program.
    binary: PathBuf,
    process: Child,
}

impl Server {
    /// Starts a server on a free port, with the `real` bundles beside those shipped, and waits until it is ready.
    pub(crate) fn start(binary: &Path, real: Option<&Path>) -> Result<Server> {
        Server::start_with(binary, real, &[])
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// The same with further settings.
    pub(crate) fn start_with(binary: &Path, real: Option<&Path>, settings: &[&str]) -> Result<Server> {
        let address =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).map_err(|error| format!("no free port: {error}"))?;
        let mut command = Command::new(binary);
        command.args(["serve", "--bind", &address.to_string()]).args(settings).env("RUST_LOG", "warn").current_dir(shell::workspace());
        if let Some(real) = real {
            command.arg("--data").arg(real);
        }
        let process = command.spawn().map_err(|error| format!("cannot start {}: {error}", binary.display()))?;
        let mut server = Server { address, has_real: real.is_some(), binary: binary.to_path_buf(), process };
        let begun = Instant::now();
        while !ready(address) {
            if let Ok(Some(status)) = server.process.try_wait() {
                return Err(format!("the server ended before it was ready ({status})"));
            }
            if begun.elapsed() > Duration::from_secs(60) {
                return Err("the server was not ready within 60 seconds".to_owned());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The process may have ended by itself: then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Whether `GET /readyz` is answered with 200.
fn ready(address: SocketAddr) -> bool {
    let Ok(mut stream) = TcpStream::connect_timeout(&address, Duration::from_secs(1)) else { return false };
    let asked = stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let mut answer = String::new();
    asked.and_then(|()| stream.read_to_string(&mut answer)).is_ok() && answer.starts_with("HTTP/1.1 200")
}
