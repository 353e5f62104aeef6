//! The roles that ink plays in a picture. Each is drawn in its own reserved colour of the light palette; `style/chart.css` maps that
//! colour to the theme's custom property, and a downloaded picture keeps it as it stands. Called by every chart and by legends.

use plotters::style::RGBColor;

/// What a piece of ink stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The ground of the picture, and the gap between parts of a stack.
    Paper,
    /// Labels and values.
    Ink,
    /// Axis text, units and remarks.
    Muted,
    /// The line that bars stand on.
    Axis,
    /// Gridlines.
    Grid,
    /// Marks of a single series.
    Series,
    /// The outline of marks that the filter leaves out.
    Faded,
    /// The outline of selected marks.
    Selected,
    /// The line under the labels of marked values.
    Mark,
    /// 'Others': everything beyond the marks shown.
    Others,
    /// The words 'illustrative' in a download.
    Illustrative,
    /// Ordered values, low to high: 1 to 5.
    Step(u8),
    /// Unordered values: 1 to 7.
    Category(u8),
    /// Below a meaningful middle, near to far: 1 to 3. Above it stand steps.
    Below(u8),
}

/// Every role with its colour in the light palette and its custom property: the table that `style/chart.css` follows.
pub const ROLES: [(Role, u32, &str); 26] = [
    (Role::Paper, 0xFBFAF8, "--chart-paper"),
    (Role::Ink, 0x1D282E, "--chart-ink"),
    (Role::Muted, 0x5A656B, "--chart-muted"),
    (Role::Axis, 0x798286, "--chart-axis"),
    (Role::Grid, 0xDDE2E4, "--chart-grid"),
    (Role::Series, 0x05697D, "--chart-series"),
    (Role::Faded, 0x7496A0, "--chart-faded"),
    (Role::Selected, 0x0D222D, "--chart-selected"),
    (Role::Mark, 0x09848F, "--chart-mark"),
    (Role::Others, 0x7F8487, "--chart-others"),
    (Role::Illustrative, 0x895700, "--chart-illustrative"),
    (Role::Step(1), 0x5E9AA7, "--chart-step-1"),
    (Role::Step(2), 0x2D7C8E, "--chart-step-2"),
    (Role::Step(3), 0x055F73, "--chart-step-3"),
    (Role::Step(4), 0x074253, "--chart-step-4"),
    (Role::Step(5), 0x05222D, "--chart-step-5"),
    (Role::Category(1), 0x186A99, "--chart-category-1"),
    (Role::Category(2), 0xBE5212, "--chart-category-2"),
    (Role::Category(3), 0x0F825E, "--chart-category-3"),
    (Role::Category(4), 0xA5538C, "--chart-category-4"),
    (Role::Category(5), 0x8E6E0C, "--chart-category-5"),
    (Role::Category(6), 0x58428D, "--chart-category-6"),
    (Role::Category(7), 0x449AA9, "--chart-category-7"),
    (Role::Below(1), 0xCA7A3E, "--chart-below-1"),
    (Role::Below(2), 0x944820, "--chart-below-2"),
    (Role::Below(3), 0x562513, "--chart-below-3"),
];

/// Steps of an ordered hue.
pub const STEPS: usize = 5;
/// Categories told apart by hue; the rest are 'others'.
pub const CATEGORIES: usize = 7;
/// Steps on either side of a meaningful middle.
pub const SIDES: usize = 3;

impl Role {
    /// Its place in [`ROLES`].
    pub(super) fn index(self) -> usize {
        match self {
            Role::Paper => 0,
            Role::Ink => 1,
            Role::Muted => 2,
            Role::Axis => 3,
            Role::Grid => 4,
            Role::Series => 5,
            Role::Faded => 6,
            Role::Selected => 7,
            Role::Mark => 8,
            Role::Others => 9,
            Role::Illustrative => 10,
            Role::Step(step) => 10 + usize::from(step).clamp(1, STEPS),
            Role::Category(category) => 15 + usize::from(category).clamp(1, CATEGORIES),
            Role::Below(step) => 22 + usize::from(step).clamp(1, SIDES),
        }
    }

    /// The custom property that holds its colour in the theme: `--chart-series`.
    pub fn property(self) -> &'static str {
        ROLES[self.index()].2
    }

    /// Its colour in the light palette, as it stands in the picture: `#05697D`.
    pub fn hex(self) -> String {
        format!("#{:06X}", ROLES[self.index()].1)
    }

    pub(super) fn rgb(self) -> RGBColor {
        let [_, r, g, b] = ROLES[self.index()].1.to_be_bytes();
        RGBColor(r, g, b)
    }

    /// The role of the value at `index` of `count` ordered values: the lightness steps, spread over few values.
    pub fn step(index: usize, count: usize) -> Role {
        let step = match count {
            0 | 1 => 3,
            2 => [2, 4][index.min(1)],
            3 => [1, 3, 5][index.min(2)],
            4 | 5 => 1 + index.min(STEPS - 1),
            _ => 1 + (index * STEPS / count).min(STEPS - 1),
        };
        Role::Step(step as u8)
    }

    /// The role of the class at `index` from a meaningful middle, on either side of it.
    pub(super) fn beyond(index: usize, below: bool) -> Role {
        let index = index.min(SIDES - 1) as u8;
        if below { Role::Below(index + 1) } else { Role::Step(index * 2 + 1) }
    }

    /// The role of text that stands on a cell of this role: ink on the pale, paper on the strong. See [`Role::bears_text`].
    pub(super) fn text_on(self) -> Role {
        match self {
            Role::Step(1) | Role::Below(1) | Role::Paper | Role::Others => Role::Ink,
            _ => Role::Paper,
        }
    }

    /// Whether text can be read on it, on light paper and on dark.
    pub(super) fn bears_text(self) -> bool {
        self != Role::Category(7)
    }

    /// The role of the value at `index` of the unordered values.
    pub fn category(index: usize) -> Role {
        if index < CATEGORIES { Role::Category(index as u8 + 1) } else { Role::Others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(rgb: u32) -> f64 {
        let channel = |shift: u32| {
            let c = f64::from((rgb >> shift) & 255) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast_of(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn contrast(a: Role, b: Role) -> f64 {
        let [a, b] = [a, b].map(|role| luminance(ROLES[role.index()].1));
        contrast_of(a, b)
    }

    #[derive(Clone, Copy, Debug)]
    enum Theme {
        Light,
        Dark,
    }

    const THEMES: [Theme; 2] = [Theme::Light, Theme::Dark];

    /// The luminance of a role in a theme: from OKLCH as the style sheet has it, the light theme first and the dark last.
    fn token(role: Role, theme: Theme) -> f64 {
        let css = include_str!("../../../style/chart.css");
        let property = format!("{}: oklch(", role.property());
        let found = match theme {
            Theme::Light => css.split_once(&property),
            Theme::Dark => css.rsplit_once(&property),
        };
        let (_, after) = found.expect("the theme has it");
        let numbers: Vec<f64> = after.split(')').next().into_iter().flat_map(str::split_whitespace).flat_map(str::parse).collect();
        let (lightness, a, b) = (numbers[0], numbers[1] * numbers[2].to_radians().cos(), numbers[1] * numbers[2].to_radians().sin());
        let cube = |part: f64| (lightness + part).powi(3);
        let l = cube(0.396_337_777_4 * a + 0.215_803_757_3 * b);
        let m = cube(-0.105_561_345_8 * a - 0.063_854_172_8 * b);
        let s = cube(-0.089_484_177_5 * a - 1.291_485_548 * b);
        let red = 4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s;
        let green = -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s;
        let blue = -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s;
        0.2126 * red.clamp(0.0, 1.0) + 0.7152 * green.clamp(0.0, 1.0) + 0.0722 * blue.clamp(0.0, 1.0)
    }

    /// The contrast of two roles in a theme.
    fn themed(a: Role, b: Role, theme: Theme) -> f64 {
        contrast_of(token(a, theme), token(b, theme))
    }

    fn contrast_on_paper(role: Role) -> f64 {
        contrast(Role::Paper, role)
    }

    #[test]
    fn contrast_by_hand() {
        // WCAG 2.2: black on white is 21; #777777 on white is 4.48.
        assert_eq!(contrast_of(luminance(0xFF_FF_FF), luminance(0)), 21.0);
        assert_eq!((contrast_of(luminance(0xFF_FF_FF), luminance(0x77_77_77)) * 100.0).round(), 448.0);
    }

    #[test]
    fn a_download_has_the_light_theme() {
        for (role, ..) in ROLES {
            let literal = luminance(ROLES[role.index()].1);
            assert!(contrast_of(literal, token(role, Theme::Light)) < 1.02, "{role:?}");
        }
    }

    #[test]
    fn neighbouring_grades_differ() {
        for theme in THEMES {
            for count in 1..=STEPS {
                let grades: Vec<Role> = (0..count).map(|index| Role::step(index, count)).collect();
                for pair in grades.windows(2) {
                    let found = themed(pair[0], pair[1], theme);
                    assert!(found >= 1.5, "{pair:?} of {count}, {theme:?}: {found:.2}");
                }
            }
            for below in [false, true] {
                for index in 1..SIDES {
                    let found = themed(Role::beyond(index - 1, below), Role::beyond(index, below), theme);
                    assert!(found >= 1.5, "{index} {below} {theme:?}: {found:.2}");
                }
            }
        }
    }

    #[test]
    fn more_is_more_contrast_against_the_paper() {
        let scales: [Vec<Role>; 3] = [
            (1..=5).map(Role::Step).collect(),
            (1..=3).map(Role::Below).collect(),
            (0..SIDES).map(|index| Role::beyond(index, false)).collect(),
        ];
        for theme in THEMES {
            for scale in &scales {
                let against: Vec<f64> = scale.iter().map(|role| themed(Role::Paper, *role, theme)).collect();
                assert!(against[0] >= 3.0 && against.is_sorted_by(|a, b| a < b), "{theme:?} {scale:?}: {against:.2?}");
            }
        }
    }

    #[test]
    fn text_on_cells_can_be_read() {
        let cells = (1..=5).map(Role::Step).chain((1..=3).map(Role::Below)).chain([Role::Paper]).chain((1..=7).map(Role::Category));
        for role in cells.filter(|role| role.bears_text()) {
            assert!(contrast(role, role.text_on()) >= 4.5, "{role:?} {:.2}", contrast(role, role.text_on()));
            let dark = themed(role, role.text_on(), Theme::Dark);
            assert!(dark >= 4.5, "{role:?} in the dark {dark:.2}");
        }
        let sides: Vec<Role> =
            [true, false].into_iter().flat_map(|below| (0..SIDES).map(move |index| Role::beyond(index, below))).collect();
        assert_eq!(sides, [Role::Below(1), Role::Below(2), Role::Below(3), Role::Step(1), Role::Step(3), Role::Step(5)]);
    }

    #[test]
    fn roles_are_distinct_and_in_place() {
        for (place, (role, color, property)) in ROLES.into_iter().enumerate() {
            assert_eq!(role.index(), place, "{role:?}");
            assert_eq!(ROLES.iter().filter(|other| other.1 == color || other.2 == property).count(), 1, "{role:?}");
        }
    }

    #[test]
    fn contrast_on_light_paper() {
        for (role, ..) in ROLES.into_iter().filter(|(role, ..)| !matches!(role, Role::Paper | Role::Grid)) {
            let least = if matches!(role, Role::Ink | Role::Muted | Role::Illustrative) { 4.5 } else { 3.0 };
            assert!(contrast_on_paper(role) >= least, "{role:?} {:.2}", contrast_on_paper(role));
        }
    }

    #[test]
    fn the_style_sheet_maps_every_role() {
        let css = include_str!("../../../style/chart.css");
        for (role, _, property) in ROLES {
            let (hex, flat) = (role.hex(), css.split_whitespace().collect::<Vec<_>>().join(" "));
            for attribute in ["fill", "stroke"] {
                let rule = format!("svg [{attribute}=\"{hex}\"] {{ {attribute}: var({property}); }}");
                assert!(flat.contains(&rule), "style/chart.css lacks: {rule}");
            }
            // Light, dark by system, dark by switch.
            assert_eq!(flat.matches(&format!("{property}: ")).count(), 3, "{property}");
        }
    }

    #[test]
    fn ordered_steps_never_fall() {
        for count in 1..12 {
            let steps: Vec<usize> = (0..count).map(|index| Role::step(index, count).index()).collect();
            assert!(steps.is_sorted(), "{count}: {steps:?}");
        }
        assert_eq!([Role::category(0), Role::category(6), Role::category(7)], [Role::Category(1), Role::Category(7), Role::Others]);
    }
}
