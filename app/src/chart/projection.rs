//! From longitude and latitude to a place in a picture: plate carrée, narrowed by the cosine of the middle latitude, true enough for a
//! province. Called by map and choropleth.

/// A part of the world in a picture.
pub(super) struct Projection {
    middle: (f64, f64),
    narrowed: f64,
    /// Picture units of a degree of latitude; zero of a single place.
    scale: f64,
    /// How high the part is in the picture.
    pub(super) height: i32,
}

impl Projection {
    /// The part from west to `east` and from south to `north`, as large as `(width, height)` has room for.
    pub(super) fn new(east: (f64, f64), north: (f64, f64), (width, height): (i32, i32)) -> Projection {
        let middle = ((east.0 + east.1) / 2.0, (north.0 + north.1) / 2.0);
        let narrowed = cosine(middle.1).max(0.05);
        let (across, up) = ((east.1 - east.0) * narrowed, north.1 - north.0);
        let units = |span: f64, room: i32| if span > 0.0 { f64::from(room) / span } else { f64::INFINITY };
        let scale = units(across, width).min(units(up, height));
        let scale = if scale.is_finite() { scale } else { 0.0 };
        Projection { middle, narrowed, scale, height: (up * scale).round() as i32 }
    }

    /// Where a place lies when the part's middle lies at `centre`.
    pub(super) fn at(&self, (longitude, latitude): (f64, f64), centre: (i32, i32)) -> (i32, i32) {
        let x = (longitude - self.middle.0) * self.narrowed * self.scale;
        let y = (self.middle.1 - latitude) * self.scale;
        (centre.0 + x.round() as i32, centre.1 + y.round() as i32)
    }
}

/// The cosine of degrees by Bhaskara's fraction: within 0.002, and the same bytes everywhere.
fn cosine(degrees: f64) -> f64 {
    let square = degrees * degrees;
    (32_400.0 - 4.0 * square) / (32_400.0 + square)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cosines_by_hand() {
        for (degrees, expected) in [(0.0, 1.0), (60.0, 0.5), (43.5, 0.725), (90.0, 0.0), (-60.0, 0.5)] {
            assert!((cosine(degrees) - expected).abs() < 0.002, "{degrees}: {}", cosine(degrees));
        }
    }

    #[test]
    fn places_by_hand() {
        // At 60 degrees a degree of longitude is half as wide: 10 by 10 degrees are 5 by 10.
        let part = Projection::new((0.0, 10.0), (55.0, 65.0), (100, 100));
        assert_eq!((part.height, part.at((5.0, 60.0), (50, 50)), part.at((10.0, 65.0), (50, 50))), (100, (50, 50), (75, 0)));
        let wide = Projection::new((0.0, 10.0), (55.0, 65.0), (20, 100));
        assert_eq!((wide.height, wide.at((0.0, 55.0), (10, 20))), (40, (0, 40)));
        let point = Projection::new((7.0, 7.0), (50.0, 50.0), (100, 100));
        assert_eq!((point.height, point.at((7.0, 50.0), (50, 50))), (0, (50, 50)));
    }
}
