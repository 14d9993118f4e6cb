//! Random documents of the genre, the same for the same seed, whose record is known because they are
//! composed of parts that have one meaning each.

mod bank;
mod bokmal;
mod deadlines;
mod letters;
mod minutes;
mod nynorsk;
mod rng;

use super::model::{Description, Look};
use super::words::capital;
use bank::Bank;
pub use rng::Rng;
use styringsarkiv::registry::registry;

/// Agencies that one ministry steers, whichever year.
const AGENCIES: [&str; 22] = [
    "Arbeidstilsynet",
    "Utlendingsdirektoratet",
    "Helsedirektoratet",
    "Folkehelseinstituttet",
    "Statens helsetilsyn",
    "Barne-, ungdoms- og familiedirektoratet",
    "Forbrukertilsynet",
    "Utdanningsdirektoratet",
    "Tolldirektoratet",
    "Statistisk sentralbyrå",
    "Digitaliseringsdirektoratet",
    "Kartverket",
    "Direktoratet for byggkvalitet",
    "Husbanken",
    "Kulturdirektoratet",
    "Språkrådet",
    "Politidirektoratet",
    "Domstoladministrasjonen",
    "Direktoratet for samfunnssikkerhet og beredskap",
    "Miljødirektoratet",
    "Riksantikvaren",
    "Meteorologisk institutt",
];

/// A random description.
pub fn description(seed: u64) -> Description {
    let mut rng = Rng::new(seed);
    let bank = if rng.chance(25) { &nynorsk::BANK } else { &bokmal::BANK };
    let mut composer = Composer::new(rng, bank);
    match composer.rng.between(0, 9) {
        0..=3 => letters::letter(&mut composer),
        4..=5 => letters::supplement(&mut composer),
        _ => minutes::minutes(&mut composer),
    }
}

/// What is the same all through one document.
struct Composer {
    rng: Rng,
    bank: &'static Bank,
    year: i16,
    date: String,
    agency: String,
    ministry: String,
    /// How the text calls the agency: `direktoratet`.
    generic: &'static str,
}

impl Composer {
    fn new(mut rng: Rng, bank: &'static Bank) -> Self {
        let year = i16::try_from(rng.between(2014, 2025)).expect("a year");
        let (month, day) = (rng.between(1, 12), rng.between(2, 27));
        let agency = (*rng.pick(&AGENCIES)).to_owned();
        let mut composer =
            Self { rng, bank, year, date: String::new(), agency, ministry: String::new(), generic: "" };
        // Where the responsibility moved, the ministry of the year may not have had its name yet.
        while !composer.dated(format!("{year}-{month:02}-{day:02}")) {
            composer.agency = (*composer.rng.pick(&AGENCIES)).to_owned();
        }
        composer
    }

    /// Dates the document: ministry and agency go by the names they had on that day. False, and nothing
    /// changed, where no ministry of that day steers the agency.
    fn dated(&mut self, date: String) -> bool {
        let known = registry().agencies_named(&self.agency);
        let agency = known.first().expect("the registry knows it");
        let steering = agency.steered_by(self.year);
        let ministry = steering
            .first()
            .and_then(|s| registry().ministries().iter().find(|m| m.id == s.ministry)?.name_on(&date));
        let Some(ministry) = ministry else { return false };
        self.ministry.clone_from(&ministry.name);
        agency.name_on(&date).clone_into(&mut self.agency);
        let form = |(part, _): &&(&str, &str)| self.agency.to_lowercase().contains(part);
        self.generic = self.bank.generic.iter().find(form).map_or("etaten", |(_, generic)| generic);
        self.date = date;
        true
    }

    /// A description with all that every document has.
    fn start(&mut self, kind: &str) -> Description {
        Description {
            kind: kind.to_owned(),
            language: self.bank.language.to_owned(),
            year: self.year,
            date: self.date.clone(),
            ministry: self.ministry.clone(),
            agency: self.agency.clone(),
            look: Look {
                bullet: Some(*self.rng.pick(&['•', '-', '–'])),
                serif: self.rng.chance(50),
                ligatures: self.rng.chance(30),
                automatic_numbers: self.rng.chance(30),
                budget_columns: self.rng.chance(30),
                hyphens: self.rng.chance(50),
                ..Look::default()
            },
            ..Description::default()
        }
    }

    /// Another agency than that of the document, by its name at the time.
    fn other_agency(&mut self) -> String {
        loop {
            let known = registry().agencies_named(self.rng.pick::<&str>(&AGENCIES));
            let name = known.first().expect("the registry knows it").name_on(&self.date);
            if name != self.agency {
                return name.to_owned();
            }
        }
    }

    fn number(&mut self) -> usize {
        self.rng.between(10, 95)
    }

    fn topic(&mut self) -> &'static str {
        self.rng.pick::<&str>(self.bank.topics)
    }

    /// Fills a pattern in.
    fn fill(&mut self, pattern: &str) -> String {
        let mut out = pattern
            .replace("{dep}", &self.ministry)
            .replace("{etat}", self.generic)
            .replace("{Etat}", &capital(self.generic))
            .replace("{navn}", &self.agency)
            .replace("{y}", &self.year.to_string())
            .replace("{f}", &(self.year - 1).to_string())
            .replace("{dato}", &super::words::long_date(&self.date));
        while out.contains("{tema}") {
            out = out.replacen("{tema}", self.topic(), 1);
        }
        if out.contains("{dag}") {
            let day = deadlines::deadline(&mut self.rng, "{dag}", self.year).text;
            out = out.replace("{dag}", &day);
        }
        let number = self.number();
        out.replace("{n}", &number.to_string())
    }

    /// One of several patterns, filled in.
    fn one(&mut self, of: &[&str]) -> String {
        let pattern = *self.rng.pick(of);
        self.fill(pattern)
    }

    /// A paragraph of some of the sentences.
    fn paragraph(&mut self, of: &'static [&'static str], sentences: usize) -> String {
        let picked: Vec<&&str> = self.rng.some(of, sentences);
        picked.into_iter().map(|s| self.fill(s)).collect::<Vec<_>>().join(" ")
    }
}
