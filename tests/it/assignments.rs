//! Assignments in letters of many manners: numbered, in prose, in tables; what is none; when they are due
//! and whose they are.

use super::support::{clean, explain, record};
use styringsarkiv::model::{Document, Kind, Oppdrag, Status};
use styringsarkiv::rules;
use styringsarkiv::rules::explain::{Considered, Counted};

const HEAD: &str = "Klima- og miljødepartementet\n\nRiksantikvaren\nPostboks 1 Dep\n0034 OSLO\n\nDeres ref          Vår ref          Dato\n                   16/4404          22.12.2016\n\nTildelingsbrev 2017 for Riksantikvaren\n\n1. Innledning\n\nDepartementet viser til Prop. 1 S (2016–2017).\n\n";

fn letter(body: &str) -> Document {
    record(&format!("{HEAD}{body}"))
}

fn texts(d: &Document) -> Vec<&str> {
    d.oppdrag.iter().map(|o| o.text.as_str()).collect()
}

fn due(o: &Oppdrag) -> Option<&str> {
    o.deadline.as_ref().and_then(|d| d.to.as_deref())
}

/// The assigning sentence begins it, what goes on with it belongs to it; background and standing tasks do not.
#[test]
fn prose_that_assigns() {
    let d = letter(
        "2. Oppgaver i 2017\n\n2.1 Fartøy\n\nMange fartøy er i dårlig stand. Departementet ber Riksantikvaren om å kartlegge hvilke fartøy som bør flyttes under tak. Kartleggingen skal sendes departementet innen 1. oktober 2017.\n\nRiksantikvaren skal fortsatt veilede eierne. Eierne skal lage planer for vedlikehold.\n\n2.2 Stavkirker\n\nRiksantikvaren og Kartverket skal i 2017 utarbeide kart over sikringssoner. Arbeidet skal skje i samråd med eierne.\n",
    );
    assert_eq!(
        texts(&d),
        [
            "Departementet ber Riksantikvaren om å kartlegge hvilke fartøy som bør flyttes under tak. Kartleggingen skal sendes departementet innen 1. oktober 2017.",
            "Riksantikvaren og Kartverket skal i 2017 utarbeide kart over sikringssoner. Arbeidet skal skje i samråd med eierne.",
        ]
    );
    assert_eq!(due(&d.oppdrag[0]), Some("2017-10-01"));
    assert_eq!(d.oppdrag[0].section.as_deref(), Some("2.1"));
    assert_eq!(d.oppdrag[1].addressees, ["Riksantikvaren", "Kartverket"]);
}

/// Reporting, demands on every agency, yearly routines, other people's tasks and old assignments are none,
/// even with a date.
#[test]
fn what_only_looks_like_an_assignment() {
    let d = letter(
        "2. Resultatområder\n\nTilskuddene skal lyses ut innen 1. november hvert år. Fylkeskommunene skal utarbeide regionale planer innen utgangen av 2017. Riksantikvaren fikk i 2015 i oppdrag å lage en strategi. Riksantikvaren skal sikre god samordning.\n\n3. Fellesføringer\n\nRiksantikvaren skal ta inn flere lærlinger innen 1. juni 2017.\n\n4. Rapportering\n\nRiksantikvaren skal utarbeide en oversikt over avvik innen 15. mars 2018.\n\n1. mai: Innspill til budsjett 2019, frist for forslag\n",
    );
    assert_eq!(texts(&d), [""; 0]);
}

/// What decided can be seen: each sentence with the rules that counted for and against it.
#[test]
fn evidence_adds_up() {
    let explained = explain(&format!(
        "{HEAD}2. Oppdrag\n\nRiksantikvaren skal utrede en ny ordning for fartøy innen 1. juni 2017.\n\nRiksantikvaren skal løpende vurdere ordningen.\n"
    ));
    let of = |words: &str| {
        let line = explained.lines.iter().find(|l| l.text.contains(words)).unwrap();
        let weighed = line.considered.iter().find_map(|c| match c {
            Considered::Assignment { found, points, enough, .. } => Some((found, *points, *enough)),
            _ => None,
        });
        weighed.unwrap()
    };
    let ((yes, points, enough), (no, _, enough_of_no)) = (of("utrede"), of("løpende"));
    assert!(enough && !enough_of_no);
    let codes = |found: &[Counted]| found.iter().map(|f| f.rule.clone()).collect::<Vec<_>>();
    assert!(["VERB01", "BESIDE01"].iter().all(|c| codes(yes).contains(&(*c).to_owned())), "{yes:?}");
    assert!(codes(no).contains(&"AGAINST01".to_owned()), "{no:?}");
    let sum: f64 = yes.iter().map(|f| f.points).sum();
    assert!((sum - points).abs() < 0.01);
    let listed = rules::all().into_iter().find(|r| r.code == "AGAINST01").unwrap();
    assert!(rules::points(listed).is_some_and(|points| (points + 1.8).abs() < 1e-6));
    assert!(rules::all().into_iter().filter(|r| rules::points(r).is_some()).count() >= 30);
}

/// All from a number with a code to the next one belongs to it, sub-headings and numbered points, too; the
/// points are no chapters, a list up front and a reference give nothing.
#[test]
fn numbers_with_a_code() {
    let d = letter(
        "2. Oppdrag\n\n- TB2017-1 Fartøy\n- TB2017-2 Stavkirker\n- TB2017-3 (unntatt offentlighet)\n\nTB2017-1 Fartøy\n\nRiksantikvaren gis følgende deloppdrag:\n\n1. Kartlegging\n\nRiksantikvaren skal kartlegge fartøy under tak.\n\nFrist: 1. juni 2017\n\n2. Forslag\n\nOppdraget må ses i sammenheng med TB2017-2 Stavkirker.\n\nFrist: 1. desember 2017\n\nTB2017-2 Stavkirker\n\nRiksantikvaren skal lage en plan for tjærebreing. Det vises til TB2016-9.\n\nFrist: Avtales nærmere\n\n3. Budsjett\n\nRiksantikvaren skal holde budsjettet.\n",
    );
    let found: Vec<(Option<&str>, Option<&str>, Status)> =
        d.oppdrag.iter().map(|o| (o.number.as_deref(), o.section.as_deref(), o.status)).collect();
    assert_eq!(
        found,
        [
            (Some("TB2017-3"), Some("2"), Status::Withheld),
            (Some("TB2017-1"), Some("2"), Status::Assigned),
            (Some("TB2017-2"), Some("2"), Status::Assigned),
        ]
    );
    assert!(
        d.oppdrag[1].text.starts_with("Fartøy") && d.oppdrag[1].text.ends_with("Frist: 1. desember 2017")
    );
    assert_eq!(due(&d.oppdrag[1]), Some("2017-06-01"));
    assert!(d.oppdrag[2].text.ends_with("Frist: Avtales nærmere"));
}

#[test]
fn a_number_in_a_row_and_the_words_in_the_next() {
    let d = record(
        "Tildelingsbrev 2026 Kartverket\n\n1. Innledning\n\nDepartementet viser til proposisjonen.\n\n2. Oppdrag\n\nTB2026-1  Avd. KDD: ABC  Nytt register\nKartverket skal lage et register over bruer.\n\nFrist punkt 1: 1.6.2026\n\nTB2026-2  Avd. KDD: ABC  Kart over skred\nKartverket skal kartlegge skred.\n\nFrist: 1.9.2026\n",
    );
    assert_eq!(
        texts(&d),
        [
            "Nytt register\nKartverket skal lage et register over bruer.\n\nFrist punkt 1: 1.6.2026",
            "Kart over skred\nKartverket skal kartlegge skred.\n\nFrist: 1.9.2026",
        ]
    );
    assert_eq!(due(&d.oppdrag[0]), Some("2026-06-01"));
}

#[test]
fn other_numbers_of_assignments() {
    let d = letter(
        "2. Oppdrag\n\nOppdrag 1: Fartøy\n\nRiksantikvaren skal kartlegge fartøy.\n\nOppdrag 7 i tildelingsbrevet for 2015 er avsluttet.\n\nOppdrag 2: Kirker\n\nRiksantikvaren skal lage en plan.\n",
    );
    let numbers: Vec<_> = d.oppdrag.iter().map(|o| o.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1"), Some("2")]);
    let d = letter(
        "2. Oppdrag\n\nNr. 1/2017 Riksantikvaren skal vurdere ordningen. Frist: 1.9.2017\n\nNr. 2/2017 Riksantikvaren skal delta i arbeidet. Frist: Avklares senere\n",
    );
    let numbers: Vec<_> = d.oppdrag.iter().map(|o| o.number.as_deref()).collect();
    assert_eq!(numbers, [Some("1/2017"), Some("2/2017")]);
}

/// The columns of a table in plain text are told by its header; a cell of several lines is one.
#[test]
fn a_table_held_apart_by_spaces() {
    let d = letter(
        "2. Oppdrag\n\nNr.   Oppdrag                                       Frist           Ansvarlig\n1     Utarbeide veileder om brannsikring av         1. juni 2017    Riksantikvaren\n      trehusmiljø\n2     Kartlegge fartøy under tak                    Avklares        Riksantikvaren og\n                                                    nærmere         Kartverket\n\nOppdragene omtales i årsrapporten.\n",
    );
    assert_eq!(
        texts(&d),
        ["Utarbeide veileder om brannsikring av trehusmiljø", "Kartlegge fartøy under tak"]
    );
    assert_eq!(due(&d.oppdrag[0]), Some("2017-06-01"));
    assert_eq!(d.oppdrag[1].deadline.as_ref().unwrap().text, "Avklares nærmere");
    assert_eq!(d.oppdrag[1].addressees, ["Riksantikvaren", "Kartverket"]);
    assert_eq!(d.oppdrag[1].number.as_deref(), Some("2"));
}

/// A list whose marks were lost: after words that lead on to it, every line that had room for more ends an item.
#[test]
fn a_list_without_marks() {
    let d = letter(
        "2. Oppgaver i 2017\n\nDepartementet trenger mer kunnskap om hvordan fartøyene har det. Departementet ber om at\nRiksantikvaren:\n\nkartlegger hvilke fartøy som ligger ute om vinteren, og hva det koster eierne å legge\ndem under tak (til 1. mai)\nvurderer om eierne kan få lån til sikring\n",
    );
    assert_eq!(
        texts(&d),
        [
            "kartlegger hvilke fartøy som ligger ute om vinteren, og hva det koster eierne å legge dem under tak (til 1. mai)",
            "vurderer om eierne kan få lån til sikring",
        ]
    );
    assert_eq!(due(&d.oppdrag[0]), Some("2017-05-01"));
}

#[test]
fn assignments_that_are_announced_changed_or_taken_back() {
    let d = letter(
        "2. Oppdrag\n\nRiksantikvaren må være forberedt på å få i oppdrag å lage en plan for verdensarven i løpet av høsten.\n\nFristen for oppdraget om fartøy forlenges fra 1. mai 2017 til 1. oktober 2017.\n\nOppdrag 5 om stavkirker utgår.\n",
    );
    let found: Vec<(Status, Option<&str>)> = d.oppdrag.iter().map(|o| (o.status, due(o))).collect();
    assert_eq!(
        found,
        [(Status::Announced, None), (Status::Clarified, Some("2017-10-01")), (Status::Withdrawn, None),]
    );
}

/// A date of the past, of somebody else or of an event in a clause is no deadline; a field beats a sentence.
#[test]
fn when_it_is_due() {
    let due_of = |body: &str| {
        let d = letter(&format!("2. Oppdrag\n\nOppdrag:\n• {body}\n"));
        d.oppdrag[0].deadline.as_ref().map(|due| due.text.clone())
    };
    assert_eq!(due_of("Riksantikvaren skal lage en plan som skal brukes i løpet av 2029."), None);
    assert_eq!(due_of("Riksantikvaren skal lage en plan. Det forrige hadde frist 1. mai 2016."), None);
    assert_eq!(
        due_of("Riksantikvaren skal i 2017 lage en plan. Planen skal være klar 1. mars 2017.").as_deref(),
        Some("1. mars 2017")
    );
    assert_eq!(
        due_of(
            "Riksantikvaren skal innen 1. mars 2017 lage en skisse. Frist for planen settes til 1. mai 2017."
        )
        .as_deref(),
        Some("1. mai 2017")
    );
}

/// A letter that no rule of kinds knows still gives its assignments, and says that it is not sure.
#[test]
fn a_letter_of_assignments() {
    let d = record(
        "Riksantikvaren\nPostboks 1\n0034 OSLO\n\nDeres ref   Vår ref   Dato\n            20/1      4. mai 2020\n\nOppdragsbrev – sikring av fartøy\n\nKlima- og miljødepartementet viser til møtet i mars.\n\nOppdraget\n\nDeloppdrag 1: Riksantikvaren skal kartlegge hvilke fartøy som ligger ute. Kartleggingen skal være ferdig 15. september 2020.\n\nDeloppdrag 2: Riksantikvaren skal foreslå tiltak. Forslaget skal sendes departementet senest 1. desember 2020.\n",
    );
    assert_eq!(d.kind.value, Kind::Other);
    let numbers: Vec<_> = d.oppdrag.iter().map(|o| (o.number.as_deref(), due(o))).collect();
    assert_eq!(numbers, [(Some("1"), Some("2020-09-15")), (Some("2"), Some("2020-12-01"))]);
    assert_eq!(d.agency.unwrap().value, "Riksantikvaren");
    assert!(d.warnings.iter().any(|w| w.starts_with("oppdrag:")));
}

/// The same rows, whatever the table looks like; sums and parts are none.
#[test]
fn budget_tables_of_all_shapes() {
    let lines = |body: &str| {
        letter(&format!("5. Budsjett\n\n{body}"))
            .budget_lines
            .iter()
            .map(|b| (b.chapter.clone().unwrap_or_default(), b.item.clone(), b.name.clone(), b.amount))
            .collect::<Vec<_>>()
    };
    let line = |item: &str, name: &str, amount: i64| {
        ("1429".to_owned(), item.to_owned(), name.to_owned(), Some(amount))
    };
    let expected =
        [line("01", "Driftsutgifter", 120_300_000), line("21", "Spesielle driftsutgifter", 44_000_000)];
    let shapes = [
        "(i 1 000 kr)\nKap. 1429  Riksantikvaren\nPost 01  Driftsutgifter, herav lønn  120 300\nPost 21  Spesielle driftsutgifter, kan overføres  44 000\nSum kap. 1429  164 300\n",
        "Kap./post  Navn  Beløp (1000 kr)\n1429.01  Driftsutgifter  120 300\n1429.21  Spesielle driftsutgifter, kan overføres  44 000\nSum  164 300\n",
        "Stortinget har vedtatt, i kroner:\n\nKap. 1429 Riksantikvaren\n\nPost 01\nDriftsutgifter\n120 300 000\nPost 21\nSpesielle driftsutgifter, kan overføres\n44 000 000\nSum kap. 1429\n164 300 000\n",
        "Kap. 1429  Riksantikvaren\nPost 01  Driftsutgifter  kr  120 300 000\nPost 21  Spesielle driftsutgifter, kan overføres  kr  44 000 000\nSum kap. 1429  kr  164 300 000\n",
    ];
    for shape in shapes {
        let found = lines(shape);
        let names: Vec<_> = found
            .iter()
            .map(|(c, i, n, a)| {
                (c.clone(), i.clone(), n.split(", herav").next().unwrap_or("").to_owned(), *a)
            })
            .collect();
        assert_eq!(names, expected, "{shape}");
    }
    let d = record(
        "# Tildelingsbrev 2017 for Riksantikvaren\n\n## 1 Budsjett\n\n(i 1 000 kr)\n\n1429.01 | Driftsutgifter | 120 300 | Økt\n",
    );
    assert!(d.budget_lines.len() <= 1);
}

/// A goal tells a state; a field of work that a heading names is none where the goals call themselves so.
#[test]
fn goals_that_call_themselves_so() {
    let d = letter(
        "2. Mål og styringsparametere\n\n2.1 Kirker\n\nMål: Stavkirkene er sikret mot brann. Eierne har ansvaret.\n\n2.2 Fartøy og anlegg\n\nMål: Fartøyene holdes i drift.\n\n3. Annet\n\nEtaten styres etter to mål:\n\n1. Kulturminner blir tatt vare på\n2. Eierne får god veiledning\n",
    );
    let goals: Vec<(Option<&str>, &str)> =
        d.goals.iter().map(|g| (g.number.as_deref(), g.text.as_str())).collect();
    assert_eq!(
        goals,
        [
            (None, "Stavkirkene er sikret mot brann."),
            (None, "Fartøyene holdes i drift."),
            (Some("1"), "Kulturminner blir tatt vare på"),
            (Some("2"), "Eierne får god veiledning"),
        ]
    );
}

/// An address between two items of a list goes back to the top of the letter.
#[test]
fn a_letterhead_amid_a_list() {
    let text = clean(
        "Supplerende tildelingsbrev nr. 2 for 2017 Riksantikvaren\n\nNye tildelinger\n\nDepartementet viser til proposisjonen om saken.\n\nDet gjøres disse endringene i tildelingen.\n\nMidlene skal brukes i 2017.\n\nNye oppdrag:\n\n- TB2017-1 Fartøy under tak\n\n- TB2017-2 Stavkirker i innlandet\n\n- TB2017-3 Ruiner\n\nRiksantikvaren Postboks 1 Dep 0034 OSLO\n\nDeres ref Vår ref\n\n16/4404-\n\nDato 22. mars 2017\n\n- TB2017-4 Arkeologi\n",
    );
    let at = |words: &str| text.as_str().find(words).unwrap();
    assert!(at("0034 OSLO") < at("Supplerende") && at("Dato 22. mars") < at("Supplerende"));
    assert!(at("TB2017-3") < at("TB2017-4"));
    let d = record(text.as_str());
    assert_eq!(d.date.unwrap().value, "2017-03-22");
}

/// Items that complete the words above them are assignments in their section, whatever numbers they have;
/// those that tell of what is always done are none.
#[test]
fn items_that_complete_a_sentence() {
    let d = letter(
        "2. Resultatkrav og oppgaver\n\nRiksantikvaren skal også:\n\n1. etablere en varslingstjeneste for eiere av fartøy\n2. foreta en kartlegging av brannsikring i kirker\n3. videreføre samarbeidet i Norden\n\nPlanen skal omfatte:\n\n- mål\n- tiltak\n",
    );
    assert_eq!(
        texts(&d),
        [
            "etablere en varslingstjeneste for eiere av fartøy",
            "foreta en kartlegging av brannsikring i kirker"
        ]
    );
    assert!(d.oppdrag.iter().all(|o| o.section.as_deref() == Some("2")));
    assert_eq!(d.oppdrag[1].number.as_deref(), Some("2"));
}

/// An assignment ends where somebody else is told something new, and goes on with what becomes of it.
#[test]
fn where_an_assignment_ends() {
    let d = letter(
        "2. Oppgaver i 2017\n\nRiksantikvaren skal gjøre en undersøkelse av forholdene for eierne innen 1. mai 2017. Funnene skal legges fram på et møte. Kommunene skal ha gode rutiner. Riksantikvaren skal sikre samordning.\n",
    );
    assert_eq!(
        texts(&d),
        [
            "Riksantikvaren skal gjøre en undersøkelse av forholdene for eierne innen 1. mai 2017. Funnene skal legges fram på et møte."
        ]
    );
}
