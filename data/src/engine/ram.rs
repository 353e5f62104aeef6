//! How much memory there is, and how much of it this process holds. `budget` looks between blocks of a bundle that loads; the server before it
//! makes an answer.

/// Bytes that the process holds; `None` where the system does not say.
pub fn held() -> Option<u64> {
    kilobytes("/proc/self/status", "VmRSS:")
}

/// Half of what the process may have: of the machine's memory, or of its control group's where that is less; no bound where the system does not say.
pub fn half() -> u64 {
    let group = std::fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse::<u64>().ok());
    let machine = kilobytes("/proc/meminfo", "MemTotal:");
    machine.into_iter().chain(group).min().map_or(u64::MAX, |all| all / 2)
}

fn kilobytes(path: &str, name: &str) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok()?.checked_mul(1_024)
}
