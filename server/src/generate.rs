//! `clusterboard generate enterprises`: a bundle of illustrative enterprises, as many as wanted, to measure and to try with. Skewed as real ones are: a
//! few cities and industries have most firms, a few firms most of the output. Written as it is drawn: memory does not grow with the rows, and the same
//! seed gives the same bytes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rand_distr::{Distribution, LogNormal, Zipf};

const PACKAGE: &str = include_str!("generate/datapackage.json");
const DASHBOARD: &str = include_str!("generate/dashboard.toml");

/// Most rows: an id has eight digits.
pub const MOST_ROWS: u32 = 99_999_999;

/// The values of the categories, those of most firms first.
const CITIES: [&str; 9] = ["长春市", "吉林市", "四平市", "松原市", "通化市", "延边朝鲜族自治州", "白城市", "白山市", "辽源市"];
const INDUSTRIES: [&str; 11] =
    ["汽车和零部件", "农产品和食品深加工", "医药健康", "装备制造", "石化", "新材料", "电子信息", "建材", "纺织", "钢铁", "新能源汽车"];
const OWNERSHIPS: [&str; 5] = ["民营", "国有", "外资", "集体", "港澳台资"];
const GRADES: [&str; 3] = ["创新型中小企业", "专精特新中小企业", "专精特新“小巨人”企业"];

/// Sizes, each with the employees that it has at most.
const SIZES: [(&str, f64); 4] = [("微型", 20.0), ("小型", 300.0), ("中型", 1000.0), ("大型", f64::INFINITY)];

/// The first year that a firm may be of, and the last.
const YEARS: (u32, u32) = (1985, 2024);

/// Why there is no bundle.
#[derive(Debug)]
pub enum Failed {
    /// The folder has something in it.
    NotEmpty,
    /// It cannot be written.
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Failed {
        Failed::Io(error)
    }
}

/// Writes a bundle of so many rows into a folder that is empty or not there.
pub fn enterprises(rows: u32, seed: u64, folder: &Path) -> Result<(), Failed> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(Failed::NotEmpty);
    }
    fs::write(folder.join("datapackage.json"), PACKAGE)?;
    fs::write(folder.join("dashboard.toml"), DASHBOARD)?;
    let mut out = BufWriter::new(File::create(folder.join("enterprises.csv"))?);
    out.write_all(b"id,name,city,industry,ownership,size_class,sme_grade,founded,is_lead,employees,output_wan,rd_wan,basis\n")?;
    let mut firms = Firms::new(seed);
    for row in 1..=rows {
        firms.write(row, &mut out)?;
    }
    Ok(out.flush()?)
}

/// Draws firms.
struct Firms {
    random: ChaCha8Rng,
    cities: Zipf<f64>,
    industries: Zipf<f64>,
    ownerships: Zipf<f64>,
    grades: Zipf<f64>,
    employees: LogNormal<f64>,
    output_a_head: LogNormal<f64>,
}

impl Firms {
    fn new(seed: u64) -> Firms {
        let zipf = |values: usize, exponent| Zipf::new(values as f64, exponent).expect("a list is not empty, an exponent above zero");
        let log_normal = |mean, deviation| LogNormal::new(mean, deviation).expect("a deviation is above zero");
        Firms {
            random: ChaCha8Rng::seed_from_u64(seed),
            cities: zipf(CITIES.len(), 1.1),
            industries: zipf(INDUSTRIES.len(), 0.8),
            ownerships: zipf(OWNERSHIPS.len(), 2.0),
            grades: zipf(GRADES.len(), 1.5),
            employees: log_normal(3.4, 1.3),
            output_a_head: log_normal(4.2, 0.7),
        }
    }

    /// A line: one firm.
    fn write(&mut self, row: u32, out: &mut impl Write) -> io::Result<()> {
        let among = |values: &[&'static str], zipf: &Zipf<f64>, random: &mut ChaCha8Rng| values[zipf.sample(random) as usize - 1];
        let city = among(&CITIES, &self.cities, &mut self.random);
        let industry = among(&INDUSTRIES, &self.industries, &mut self.random);
        let ownership = among(&OWNERSHIPS, &self.ownerships, &mut self.random);
        let grade = among(&GRADES, &self.grades, &mut self.random);
        let employees = self.employees.sample(&mut self.random).clamp(1.0, 200_000.0).round();
        let output = employees * self.output_a_head.sample(&mut self.random);
        let research = output * 0.08 * self.share();
        let size = SIZES.iter().find(|(_, most)| employees < *most).map_or("", |(size, _)| size);
        // Large firms have no grade, and most others none.
        let grade = if employees < 1000.0 && self.one_in(6) { grade } else { "NA" };
        let years = u64::from(YEARS.1 - YEARS.0 + 1);
        // More of the later years: the later of two.
        let founded = YEARS.0 + (self.random.next_u64() % years).max(self.random.next_u64() % years) as u32;
        let (lead, reports) = (self.one_in(400), !self.one_in(25));
        let withheld = !reports && self.one_in(3);
        write!(
            out,
            "e{row:08},{}第{row}号企业（示例）,{city},{industry},{ownership},{size},{grade},{founded},{lead},{employees},",
            &industry[..6]
        )?;
        match (reports, withheld) {
            (true, _) => writeln!(out, "{output:.2},{research:.2},illustrative"),
            (false, true) => writeln!(out, "x,x,illustrative"),
            (false, false) => writeln!(out, ",,illustrative"),
        }
    }

    /// True once in so many times.
    fn one_in(&mut self, times: u64) -> bool {
        self.random.next_u64().is_multiple_of(times)
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        (self.random.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
