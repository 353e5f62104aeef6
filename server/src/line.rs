//! The command line of settings, read to its end: clap stops at the first flag that it cannot read, and an administrator wants to hear of all. Called
//! by `cli`; `config` tells what was wrong with what else is.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::config::{names, unknown};

/// Reads a command line of flags alone. Each that cannot be read is taken out and told of, until the rest can; another error is clap's to tell.
pub fn read_all<T>(
    mut line: Vec<OsString>,
    parse: impl Fn(&[OsString]) -> Result<T, clap::Error>,
) -> Result<(T, Vec<String>), clap::Error> {
    let mut mistakes = Vec::new();
    loop {
        let error = match parse(&line) {
            Ok(parsed) => return Ok((parsed, mistakes)),
            Err(error) => error,
        };
        let Some(ContextValue::String(wrong)) = error.get(ContextKind::InvalidArg) else { return Err(error) };
        // A flag that is known stands there with the name of its value.
        let flag = wrong.split([' ', '=', '[']).next().unwrap_or_default().to_string();
        let is_it = |word: &OsString| word.to_string_lossy().split('=').next() == Some(&flag);
        // Where the last of several is wrong, those before it have values.
        let Some(at) = line.iter().rposition(is_it) else { return Err(error) };
        let word = line.remove(at);
        match error.kind() {
            ErrorKind::UnknownArgument => {
                let is_alone = word.to_string_lossy().contains('=') || !flag.starts_with('-');
                // What follows was meant as its value.
                if !is_alone && line.get(at).is_some_and(|next| !next.to_string_lossy().starts_with('-')) {
                    line.remove(at);
                }
                mistakes.push(match flag.strip_prefix("--") {
                    Some(name) => format!("{flag}: {}", unknown(name, &names())),
                    None => format!("“{flag}”: expected a flag"),
                });
            }
            ErrorKind::InvalidValue => mistakes.push(format!("{flag}: expected a value")),
            _ => return Err(error),
        }
    }
}
