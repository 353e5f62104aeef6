//! Days, months, times of day and moments, written so that the order of the texts is the order in time. Used by the loader and by `plan`.

/// A day that the calendar has: `2024-02-29`.
pub(crate) fn is_day(raw: &str) -> bool {
    day(raw).is_some()
}

/// A month of a year: `2024-02`.
pub(crate) fn is_month(raw: &str) -> bool {
    raw.split_once('-').is_some_and(|(year, month)| digits(year, 4).is_some() && digits(month, 2).is_some_and(|it| (1..=12).contains(&it)))
}

/// A time of day, `15:00:00`, with a fraction of a second where it is not zero; no zone.
pub(crate) fn time(raw: &str) -> Option<String> {
    let (clock, fraction) = raw.split_once('.').unwrap_or((raw, "0"));
    let mut parts = clock.split(':');
    let (Some(hour), Some(minute), Some(second), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return None };
    let is_clock = digits(hour, 2)? < 24 && digits(minute, 2)? < 60 && digits(second, 2)? < 60;
    if !is_clock || fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { clock.to_string() } else { format!("{clock}.{fraction}") })
}

/// A day and a time, `2024-12-31T08:30:00`. With a zone (`Z`, `+08:00`) it is written in UTC and ends with `+00:00`.
pub(crate) fn moment(raw: &str) -> Option<String> {
    let (date, rest) = raw.split_once('T')?;
    let date = day(date)?;
    let Some(at) = rest.find(['Z', '+', '-']) else {
        return Some(format!("{}T{}", written(date), time(rest)?));
    };
    let clock = time(&rest[..at])?;
    let behind = match &rest[at..] {
        "Z" => 0,
        zone => {
            let (hours, minutes) = zone[1..].split_once(':')?;
            let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
            if hours > 14 || minutes > 59 {
                return None;
            }
            if zone.starts_with('-') { hours * 60 + minutes } else { -(hours * 60 + minutes) }
        }
    };
    let minutes = digits(&clock[..2], 2)? * 60 + digits(&clock[3..5], 2)? + behind;
    let date = match minutes {
        ..0 => before(date),
        0..1440 => date,
        _ => after(date),
    };
    let minutes = minutes.rem_euclid(1440);
    Some(format!("{}T{:02}:{:02}{}+00:00", written(date), minutes / 60, minutes % 60, &clock[5..]))
}

/// Year, month, day.
type Day = (i64, i64, i64);

fn day(raw: &str) -> Option<Day> {
    let mut parts = raw.split('-');
    let (Some(year), Some(month), Some(day), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return None };
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    (1..=days(year, month)).contains(&day).then_some((year, month, day))
}

fn written((year, month, day): Day) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn before((year, month, day): Day) -> Day {
    match (month, day) {
        (1, 1) => (year - 1, 12, 31),
        (_, 1) => (year, month - 1, days(year, month - 1)),
        _ => (year, month, day - 1),
    }
}

fn after((year, month, day): Day) -> Day {
    match (month, day == days(year, month)) {
        (12, true) => (year + 1, 1, 1),
        (_, true) => (year, month + 1, 1),
        _ => (year, month, day + 1),
    }
}

/// How many days a month has; none where there is no such month.
fn days(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// A number of exactly so many digits.
pub(crate) fn digits(raw: &str, count: usize) -> Option<i64> {
    (raw.len() == count && raw.bytes().all(|byte| byte.is_ascii_digit())).then(|| raw.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_with_a_zone_are_written_in_utc() {
        for (raw, expected) in [
            ("2024-12-31T08:30:00", Some("2024-12-31T08:30:00")),
            ("2024-12-31T08:30:00.500", Some("2024-12-31T08:30:00.5")),
            ("2024-12-31T08:30:00Z", Some("2024-12-31T08:30:00+00:00")),
            ("2024-03-01T07:59:01+08:00", Some("2024-02-29T23:59:01+00:00")),
            ("2023-12-31T20:00:00.25-05:00", Some("2024-01-01T01:00:00.25+00:00")),
            ("2024-01-01T00:30:00+01:00", Some("2023-12-31T23:30:00+00:00")),
            ("2024-12-31 08:30:00", None),
            ("2024-12-31T24:00:00", None),
            ("2024-12-31T08:30", None),
            ("2024-02-30T08:30:00", None),
            ("2024-12-31T08:30:00+8", None),
            ("2024-12-31T08:30:00.", None),
            ("2024-12-31", None),
        ] {
            assert_eq!(moment(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn the_order_of_texts_is_the_order_in_time() {
        let mut moments = ["2024-01-01T00:00:00.55Z", "2024-01-01T00:00:00Z", "2024-01-01T00:00:01Z", "2024-01-01T00:00:00.5Z"].map(moment);
        moments.sort();
        let seconds = moments.map(|text| text.unwrap_or_default()[17..].replace("+00:00", ""));
        assert_eq!(seconds, ["00", "00.5", "00.55", "01"]);
    }

    #[test]
    fn times_and_months() {
        assert_eq!(time("15:00:00").as_deref(), Some("15:00:00"));
        assert_eq!(time("15:00:00.250").as_deref(), Some("15:00:00.25"));
        assert!(["15:00", "25:00:00", "15:60:00", "15:00:60", "15:00:00Z", "1:00:00"].iter().all(|raw| time(raw).is_none()));
        assert!(is_month("2024-12") && !["2024-13", "2024-00", "2024-1", "24-01", "2024"].iter().any(|raw| is_month(raw)));
    }
}
