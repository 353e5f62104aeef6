//! Sides of a comparison as they stand in an address: a filter in the grammar of the address as one value. Called by the filter bar, the navigation
//! and the engine.

use super::{Clause, Query, spelled};
use crate::filter::Op;

impl Query {
    /// The comparison of what is chosen: each value of the condition that has most is a side, in the order in which they were chosen; the other
    /// conditions stay the filter. Where nothing is chosen, the bundle's own comparison.
    pub fn compared(&self) -> Query {
        let mut next = self.on_view("compare");
        let most = next.clauses.iter().filter(|clause| clause.op == Op::Is).map(|clause| clause.values.len()).max().unwrap_or_default();
        let Some(at) = next.clauses.iter().position(|clause| clause.op == Op::Is && clause.values.len() == most) else { return next };
        let Clause { key, values, .. } = next.clauses.remove(at);
        next.with_sides(values.into_iter().map(|value| side(&[Clause { key: key.clone(), op: Op::Is, values: vec![value] }])))
    }

    /// With these sides, the first being the base.
    pub fn with_sides(&self, sides: impl Iterator<Item = String>) -> Query {
        let mut sides = sides;
        Query { a: sides.next(), b: sides.collect(), ..self.clone() }
    }
}

/// A side as it stands in the address: names and values as they are, but for the characters that would end them.
pub fn side(clauses: &[Clause]) -> String {
    let mut side = String::new();
    for clause in clauses {
        for value in &clause.values {
            if !side.is_empty() {
                side.push('&');
            }
            escape(&clause.key, &mut side);
            side.push_str(clause.op.row().suffix);
            side.push('=');
            escape(&spelled(value), &mut side);
        }
    }
    side
}

fn escape(text: &str, side: &mut String) {
    for c in text.chars() {
        match c {
            '%' => side.push_str("%25"),
            '&' => side.push_str("%26"),
            '+' => side.push_str("%2B"),
            '=' => side.push_str("%3D"),
            '#' => side.push_str("%23"),
            c => side.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_becomes_sides_and_the_rest_stays_the_filter() {
        for (from, sides, rest) in [
            ("/jilin", vec![], ""),
            ("/jilin?city=a", vec!["city=a"], ""),
            ("/jilin?city=b&city=a&page=2&sort=-x", vec!["city=b", "city=a"], ""),
            ("/jilin?industry=x&tier=s&tier=p&q=w", vec!["tier=s", "tier=p"], "?industry=x"),
            ("/jilin?city=a&industry=x&gdp__gte=5&lang=en", vec!["city=a"], "?gdp__gte=5&industry=x&lang=en"),
            ("/jilin?gdp__gte=5", vec![], "?gdp__gte=5"),
            // The figures' own filter is about another table.
            ("/jilin/published?subject=a", vec![], ""),
            ("/jilin/compare?city=a&city=b&a=all", vec!["city=a", "city=b"], ""),
        ] {
            let next = Query::parse(from).0.compared();
            let found: Vec<&str> = next.a.iter().chain(&next.b).map(String::as_str).collect();
            assert_eq!(found, sides, "{from}");
            assert_eq!(next.with_sides(std::iter::empty()).to_string(), format!("/jilin/compare{rest}"), "{from}");
            assert_eq!(Query::parse(&next.to_string()), (next, Vec::new()), "{from}");
        }
    }

    #[test]
    fn a_side_is_read_as_it_is_written() {
        let values = ["长春市", "a&b=c", "50% + #1", ""];
        for value in values {
            let clause = Clause { key: "firms.name".into(), op: Op::Not, values: vec![value.to_string()] };
            assert_eq!(Query::parse_search(&side(std::slice::from_ref(&clause))).0.clauses, [clause], "{value:?}");
        }
    }
}
