//! What a link means on a page that is already on its way elsewhere: a reader who clicks twice before the first answer means both.

use super::codec::Pairs;
use super::{CHART, Query, RESERVED, WEIGHT};
use crate::filter::split_name;

type Pair = (String, String);

/// Parameters of one table: its words, order and columns.
const OF_TABLE: [&str; 3] = ["q", "sort", "cols"];

/// Parameters whose values are a list in the reader's order: columns, and the sides of a comparison.
const LISTS: [&str; 2] = ["cols", "b"];

impl Query {
    /// The change that this link makes to `shown`, the state on which it stands, made to `asked`, the state awaited. `alone`: the keys, with
    /// spaces between, whose conditions are to be the link's and no others, as a click on a mark has it. A link to another page stays as it is.
    pub fn rebased(&self, shown: &Query, asked: &Query, alone: &str) -> Query {
        let path = shown.path();
        if self.path() != path || asked.path() != path {
            return self.clone();
        }
        // The page is the link's, and with another table all that is about a table; where another table is awaited, that is.
        let (turns, turned) = (self.tab != shown.tab, asked.tab != shown.tab);
        let is_links = |name: &str| name == "page" || (turns && OF_TABLE.contains(&name));
        let is_askeds = |name: &str| turned && !turns && OF_TABLE.contains(&name);
        let is_alone = |(name, _): &Pair| split_name(name).is_some_and(|(key, _)| alone.split(' ').any(|alone| alone == key));
        let (chosen, mut link): (Vec<Pair>, Vec<Pair>) = self.pairs().into_iter().partition(is_alone);
        let (seen, shown): (Vec<Pair>, Vec<Pair>) = shown.pairs().into_iter().partition(is_alone);
        let (awaited, mut next): (Vec<Pair>, Vec<Pair>) = asked.pairs().into_iter().partition(is_alone);
        // A mark that is seen chosen leads away from itself; where meanwhile another is chosen, back to itself.
        let returns = chosen.is_empty() && !awaited.is_empty() && awaited != seen;
        link.extend(if returns { seen } else { chosen });
        next.retain(|(name, _)| !is_links(name));
        for gone in shown.iter().filter(|pair| !link.contains(pair) && !is_askeds(&pair.0)) {
            take_out(&mut next, gone);
        }
        for new in link.iter().filter(|pair| is_links(&pair.0) || (!shown.contains(pair) && !is_askeds(&pair.0))) {
            take_out(&mut next, new);
            next.push(new.clone());
        }
        let mut search = Pairs::default();
        for (name, value) in &next {
            match LISTS.contains(&name.as_str()) {
                true => value.split('\n').for_each(|value| search.push(name, value)),
                false => search.push(name, value),
            }
        }
        Query::parse(&(path + &search.text)).0
    }

    /// A list is one choice, however many parameters it takes: its values stand in lines, which no value has.
    fn pairs(&self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = Vec::new();
        for (name, value) in form_urlencoded::parse(self.search().trim_start_matches('?').as_bytes()) {
            match pairs.last_mut().filter(|(last, _)| LISTS.contains(&&*name) && *last == name) {
                Some((_, lines)) => lines.extend(["\n", &*value]),
                None => pairs.push((name.into_owned(), value.into_owned())),
            }
        }
        pairs
    }
}

/// Takes a parameter out: only with this value, where it may stand with several.
fn take_out(pairs: &mut Vec<Pair>, (name, value): &Pair) {
    let is_single = RESERVED.contains(&name.as_str()) || CHART.contains(&name.as_str()) || name.starts_with(WEIGHT);
    let repeats = !is_single && split_name(name).is_some_and(|(_, op)| op.row().repeats);
    pairs.retain(|pair| pair.0 != *name || (repeats && pair.1 != *value));
}

#[cfg(test)]
mod tests;
