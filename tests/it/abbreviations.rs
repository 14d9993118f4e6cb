//! Abbreviations that a document explains.

use super::support::{Folder, record};

/// What is found in a document of these lines: `short = long`.
fn found(content: &str) -> Vec<String> {
    record(content).abbreviations.iter().map(|a| format!("{} = {}", a.short, a.long)).collect()
}

#[track_caller]
fn explains(line: &str, wanted: &str) {
    assert_eq!(found(line), [wanted], "{line}");
}

#[track_caller]
fn explains_nothing(line: &str) {
    assert_eq!(found(line), [""; 0], "{line}");
}

#[test]
fn one_compound_gives_several_letters() {
    explains(
        "Etaten skal styrke kvalifiseringsprogrammet (KVP) i kommunene.",
        "KVP = kvalifiseringsprogrammet",
    );
    explains("Flere mottar arbeidsavklaringspenger (AAP) enn før.", "AAP = arbeidsavklaringspenger");
    explains(
        "Langtidsplanen for forsvarssektoren (LTP) gjelder.",
        "LTP = Langtidsplanen for forsvarssektoren",
    );
    explains(
        "Stans av ulovlig, urapportert og uregulert fiske (UUU-fiske).",
        "UUU-fiske = ulovlig, urapportert og uregulert fiske",
    );
    explains("Tiltaket arbeidsforberedende trening (AFT) er nytt.", "AFT = arbeidsforberedende trening");
    explains("Brev til Folkehelseinstituttet (FHI) om saken.", "FHI = Folkehelseinstituttet");
    explains("Det lages en konseptvalgutredning (KVU) først.", "KVU = konseptvalgutredning");
    explains("Utgiftene til barnevern (BV) øker.", "BV = barnevern");
    explains(
        "Hver kommune har tverrfaglig spesialisert rusbehandling (TSB).",
        "TSB = tverrfaglig spesialisert rusbehandling",
    );
}

/// A pattern is asked about the brackets and a little before them only.
#[test]
fn what_stands_right_before_the_bracket_counts() {
    explains("VTA (varig tilrettelagt arbeid)", "VTA = varig tilrettelagt arbeid");
    explains("Nytt er (VTA (varig tilrettelagt arbeid)).", "VTA = varig tilrettelagt arbeid");
    explains("Nå er det «kvalifiseringsprogrammet» (KVP) som gjelder.", "KVP = kvalifiseringsprogrammet");
    explains("Å få ((kvalifiseringsprogrammet (KVP)", "KVP = kvalifiseringsprogrammet");
    explains_nothing("Nå er ÆVTA (varig tilrettelagt arbeid) nytt.");
    explains_nothing("Nå er VTAÅ (varig tilrettelagt arbeid) nytt.");
    explains_nothing("Nå er A-VTA (varig tilrettelagt arbeid) nytt.");
    explains_nothing("Nå er VTA  (varig tilrettelagt arbeid) nytt.");
    explains_nothing("Nå er VTA(varig tilrettelagt arbeid) nytt.");
    explains_nothing("Nå er varig tilrettelagt arbeid ((VTA) nytt.");
    // The bracket that ends one explanation is not the character before another.
    explains(
        "NAV (Arbeids- og velferdsetaten)VTA (varig tilrettelagt arbeid)",
        "NAV = Arbeids- og velferdsetaten",
    );
}

#[test]
fn the_shortest_words_that_fit_without_small_ones_before() {
    explains(
        "Målet er at flere i varig tilrettelagt arbeid (VTA) får hjelp.",
        "VTA = varig tilrettelagt arbeid",
    );
    explains(
        "Arbeidet i Arbeids- og sosialdepartementet (ASD) er i gang.",
        "ASD = Arbeids- og sosialdepartementet",
    );
    explains(
        "Og Norges vassdrags- og energidirektorat (NVE) svarer.",
        "NVE = Norges vassdrags- og energidirektorat",
    );
    explains("God helse, miljø og sikkerhet (HMS) er et krav.", "HMS = helse, miljø og sikkerhet");
    explains(
        "Krav til Barne-, ungdoms- og familiedirektoratet (Bufdir).",
        "Bufdir = Barne-, ungdoms- og familiedirektoratet",
    );
    explains(
        "Møte med Nasjonal kommunikasjonsmyndighet (Nkom) i mai.",
        "Nkom = Nasjonal kommunikasjonsmyndighet",
    );
    explains("Møte med Meteorologisk institutt (MET) i mai.", "MET = Meteorologisk institutt");
    explains("Tilskudd til forskning og utvikling («FoU») øker.", "FoU = forskning og utvikling");
    explains("Verksemda lagar ei konsekvensutgreiing (KU) i år.", "KU = konsekvensutgreiing");
}

#[test]
fn a_word_after_the_hyphen() {
    explains(
        "En ny risiko- og sårbarhetsanalyse (ROS-analyse) skal lages.",
        "ROS-analyse = risiko- og sårbarhetsanalyse",
    );
    explains(
        "Servicesentrene for utenlandske arbeidstakere (SUA-kontor) består.",
        "SUA = Servicesentrene for utenlandske arbeidstakere",
    );
}

#[test]
fn the_other_way_about_and_by_name() {
    explains("Tiltaket VTA (varig tilrettelagt arbeid) videreføres.", "VTA = varig tilrettelagt arbeid");
    explains("Brev til NAV (Arbeids- og velferdsetaten) i mai.", "NAV = Arbeids- og velferdsetaten");
    explains("Tilbudet er individuell jobbstøtte (IPS) i flere fylker.", "IPS = individuell jobbstøtte");
    explains(
        "Kravene gjelder Statens lånekasse for utdanning (heretter Lånekassen) fra i år.",
        "Lånekassen = Statens lånekasse for utdanning",
    );
    explains("Midler fra Norges forskningsråd (heretter kalt NFR) brukes.", "NFR = Norges forskningsråd");
}

#[test]
fn lists_of_abbreviations() {
    let list = "Forkortelser\n\nKVP – kvalifiseringsprogrammet\n\nREFIN – modell for inkludering i arbeid\n\nVTA – varig tilrettelagt arbeid\n";
    assert_eq!(
        found(list),
        [
            "KVP = kvalifiseringsprogrammet",
            "REFIN = modell for inkludering i arbeid",
            "VTA = varig tilrettelagt arbeid"
        ]
    );
    // Elsewhere the letters have to fit.
    explains_nothing("Oppfølging\n\nREFIN – modell for inkludering i arbeid\n");
    explains_nothing("Aksjon:\n– SVV: sender dato for øvelsen til SD\n");
}

#[test]
fn what_explains_nothing_is_left() {
    for line in [
        "Etaten skal følge opp dette (jf. kap. 3).",
        "Se tabellen under (se vedlegg 2).",
        "Budsjettet ble vedtatt i desember (2017).",
        "Beløpet er i norske kroner (NOK).",
        "Dette er punkt to i instruksen (II).",
        "Bevilgningen følger av proposisjonen (Prop. 1 S).",
        "Gruppen for alle (A) og punktet først (a).",
        "Beløpet er 12 millioner kroner (1000 kr).",
        "Risiko for ustabilitet i systemløsningene (R2) vurderes.",
        "Til stede: Gro Sandmæl (SD) og Ole Holmås (SVV).",
        "Til stede: Kari Nes (KN)",
        "Deltakere: Siri Aune Dahl (SAD), Kåre Lie (KL)",
        "Møtet ble ledet av avdelingsdirektør Nordal (AID).",
        "Løsningen for dagpenger (DAG) er klar.",
        "Arbeids- og velferdsdirektoratet (heretter direktoratet) skal rapportere.",
        "Arbeids- og velferdsdirektoratet (heretter Direktoratet) skal rapportere.",
        "Samarbeid innenfor EU/EØS-området og Sveits (EURES) fortsetter.",
        "Omprioriteringer i vårsesjonen (RNB) er tatt inn.",
        "Vi har et program. Kvalitet videreføres (PKV).",
        "Avtalen gjelder (VTA) og mer (AAP).",
        "Direktoratet sender rapporten (Fiktivt) snart.",
        "Departementet ba om en plan, med ressursbehov (UDI, 30. september).",
    ] {
        explains_nothing(line);
    }
}

#[test]
fn each_explanation_once_and_its_span_slices() {
    let record = record(
        "1. Innledning\nKvalifiseringsprogrammet (KVP) skal styrkes.\n\n2. Mål\nKvalifiseringsprogrammet (KVP) er et mål, også for «personer med nedsatt arbeidsevne» på arbeidsavklaringspenger (AAP).\n",
    );
    let of: Vec<(&str, &str, u32, u32)> = record
        .abbreviations
        .iter()
        .map(|a| (a.short.as_str(), a.text.as_str(), a.span.start, a.span.end))
        .collect();
    assert_eq!(
        of,
        [
            ("KVP", "Kvalifiseringsprogrammet (KVP)", 14, 44),
            ("AAP", "arbeidsavklaringspenger (AAP)", 156, 185)
        ]
    );
    assert!(record.abbreviations.iter().all(|a| a.id.starts_with("0123456789abcdef-d")));
}

#[test]
fn people_get_them_by_short_form_and_programs_one_by_one() {
    let folder = Folder::new(&[
        (
            "2017.txt",
            "Referat fra særmøte 3. mai 2017\n\n1. Status\nKvalifiseringsprogrammet (KVP) går bra.\n",
        ),
        (
            "2015.txt",
            "Referat fra særmøte 3. mai 2015\n\n1. Status\nDet nye kvalifiseringsprogrammet (KVP) og varig tilrettelagt arbeid (VTA).\n",
        ),
    ]);
    folder.index();
    let text = folder.arkiv(&["abbreviations"]).out;
    assert_eq!(
        text,
        "KVP  kvalifiseringsprogrammet\n    2 documents · first 2015, 2015.txt, p. 1\nVTA  varig tilrettelagt arbeid\n    1 document · first 2015, 2015.txt, p. 1\n"
    );
    assert_eq!(folder.arkiv(&["abbreviations", "--limit", "1"]).out.lines().count(), 2);
    let rows = folder.arkiv(&["abbreviations", "--format", "json", "--year", "2017"]).json();
    assert_eq!((&rows[0]["short"], rows.as_array().unwrap().len()), (&"KVP".into(), 1));
    assert_eq!(folder.arkiv(&["abbreviations", "--format", "ndjson"]).out.lines().count(), 3);
    let csv = folder.arkiv(&["abbreviations", "--format", "csv"]).out;
    assert!(csv.lines().next().unwrap().contains(",short,long,text,"), "{csv}");
    assert_eq!(folder.arkiv(&["abbreviations", "--year", "1999"]).code, 1);
}
