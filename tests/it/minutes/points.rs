use super::{markdown, points, record};

const HEAD: &str = "Møteprotokoll for Fjellvik ungdomsutvalg\n\nDato: 4. mai 2015\nTil stede: Anne Eksempel, Bo Eksempel\n\n";

#[test]
fn case_numbers_are_told_from_the_list_up_front() {
    let d = record(&format!(
        "{HEAD}Saksliste\n\nSaksnr.\n\nSakstittel\n\n011/15\n\nGodkjenning av innkalling\n\n012/15\n\nNy skatepark\n\n\
         Fjellvik ungdomsutvalg 011/15: Godkjenning av innkalling\n\nVedtak:\n\nInnkallingen godkjennes.\n\n\
         Fjellvik ungdomsutvalg 012/15: Ny skatepark\n\nDet ble vist til sak 9/14 Skateparker i regionen.\n\nVedtak:\n\nParken bygges.\n"
    ));
    assert_eq!(points(&d), ["011/15 Godkjenning av innkalling", "012/15 Ny skatepark"]);
}

#[test]
fn a_heading_glued_to_the_line_before_it_stands_alone_again() {
    let d = record(&format!(
        "{HEAD}03/15: Godkjenning av saksliste\n\nSakslisten ble enstemmig godkjent.04/15: Valg av leder\n\nVedtak:\n\nAnne Eksempel velges.05/15: Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(points(&d), ["03/15 Godkjenning av saksliste", "04/15 Valg av leder", "05/15 Eventuelt"]);
}

#[test]
fn years_can_stand_first_and_hyphens_for_strokes() {
    let first = record(&format!(
        "{HEAD}Sak 2015/7 Budsjett\n\nVedtak: Budsjettet vedtas.\n\nSak 2015/8 Reiser\n\nVedtak: Reisene godkjennes.\n"
    ));
    assert_eq!(points(&first), ["2015/7 Budsjett", "2015/8 Reiser"]);
    let hyphen = record(&format!(
        "{HEAD}Sak nr. 7-15 Budsjett\n\nVedtak: Budsjettet vedtas.\n\nSak nr. 8-15 Reiser\n\nVedtak: Reisene godkjennes.\n"
    ));
    assert_eq!(points(&hyphen), ["7-15 Budsjett", "8-15 Reiser"]);
}

#[test]
fn roman_numbers_and_capital_letters_number_points_too() {
    let roman = record(&format!(
        "{HEAD}I. Opning\n\nLeiaren opna møtet og gjekk gjennom sakene.\n\nII. Rekneskap\n\nRekneskapen vart lagd fram.\n\nIII. Val\n\nDet vart ikkje gjort val.\n\nIV. Ymse\n\nIngenting.\n"
    ));
    assert_eq!(points(&roman), ["I Opning", "II Rekneskap", "III Val", "IV Ymse"]);
    let letters = record(&format!(
        "{HEAD}A. Åpning av møtet\n\nLederen åpnet møtet.\n\nB. Regnskap for fjoråret\n\nRegnskapet ble lagt fram og drøftet.\n\nC. Valg av nytt styre\n\nDet ble ikke gjort valg denne gangen.\n"
    ));
    assert_eq!(points(&letters), ["A Åpning av møtet", "B Regnskap for fjoråret", "C Valg av nytt styre"]);
}

#[test]
fn sub_points_stand_under_points_of_another_form() {
    let d = markdown(
        "# Referat fra styremøte 3. mai 2019\n\nTil stede: Anne, Bo\n\n## Sak 1 Godkjenning av innkalling\n\nGodkjent.\n\n## Sak 2 Søknader\n\n### 2.1 - Korpset\n\nInnvilget.\n\n### 2.2 - Koret\n\nAvslått.\n\n## Sak 3 Eventuelt\n\nIngen saker.\n",
    );
    assert_eq!(
        points(&d),
        ["1 Godkjenning av innkalling", "2 Søknader", "2.1 Korpset", "2.2 Koret", "3 Eventuelt"]
    );
}

#[test]
fn lists_inside_a_point_are_no_points() {
    let d = record(&format!(
        "{HEAD}1. Åpning\n\nLederen åpnet møtet.\n\n2. Tiltak mot støy\n\nUtvalget drøftet tre forslag:\n1. lavere fart\n2. høyere gjerder\n3. nye vinduer\n\nDet blir arbeidet videre med alle tre.\n\n3. Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(points(&d), ["1 Åpning", "2 Tiltak mot støy", "3 Eventuelt"]);
}

#[test]
fn statutes_quoted_after_the_minutes_have_no_points() {
    let d = record(&format!(
        "{HEAD}1. Åpning\n\nLederen åpnet møtet og ønsket velkommen til alle sammen.\n\n2. Nye vedtekter\n\nVedtak: Vedtektene godkjennes.\n\n3. Eventuelt\n\nIngen saker ble meldt, og møtet ble hevet.\n\nVedtekter for laget\n\n1. Navn\n\nLaget heter Fjellvik ungdom.\n\n2. Formål\n\nLaget skal være til glede.\n\n3. Medlemmer\n\nAlle kan bli medlem.\n\n4. Styret\n\nStyret har tre medlemmer.\n"
    ));
    assert_eq!(points(&d), ["1 Åpning", "2 Nye vedtekter", "3 Eventuelt"]);
}

#[test]
fn titles_of_the_list_up_front_are_found_again_below() {
    let d = markdown(
        "# Prosjektmøte 7. juni 2016\n\nTil stades: Kari, Ola\n\nSaker:\n\n- Status\n- Vidare arbeid\n\n## Status\n\nAlt går bra.\n\n### Ordlista\n\nHo er ferdig.\n\n## Andre ting vi snakka om\n\nVêret.\n\n## Vidare arbeid\n\nVi held fram.\n",
    );
    assert_eq!(points(&d), ["- Status", "- Vidare arbeid"]);
}

#[test]
fn headings_of_the_format_are_points_where_nothing_is_numbered() {
    let d = markdown(
        "# Referat fra kontaktmøte 3. mai 2021\n\n## Til stede\n\nAnne, Bo\n\n## Økonomi\n\nRegnskapet ble gjennomgått.\n\n## Rekruttering\n\nTo stillinger er lyst ut.\n\n### Søkere\n\nDet kom ti.\n\n## Oppfølging\n\nNeste møte er i juni.\n",
    );
    assert_eq!(points(&d), ["- Økonomi", "- Rekruttering"]);
}

#[test]
fn rows_of_a_table_with_matter_and_decision_are_points() {
    let d = markdown(
        "# Referat fra ledermøte 3. mai 2021\n\nTil stede: Anne, Bo\n\n| Nr. | Sak | Beslutning | Ansvarlig |\n|---|---|---|---|\n| 1 | Budsjett for høsten | Rammen økes med ti prosent | Anne |\n| 2 | Nytt bygg | Saken utsettes | Bo |\n",
    );
    assert_eq!(points(&d), ["1 Budsjett for høsten", "2 Nytt bygg"]);
    assert_eq!(super::outcomes(&d), ["1 Rammen økes med ti prosent", "2 Saken utsettes"]);
}

#[test]
fn the_minutes_of_one_case_have_one_point() {
    let d = record(
        "Hovedutvalgets behandling av sak 17/2024 i møte den 09.04.2024:\n\nBehandling\nAnne Eksempel (X) fremmet forslag i sak 16/2024 om utsettelse.\n\nVedtak\nSaken utsettes.\n",
    );
    assert_eq!(points(&d), ["17/2024 "]);
    assert_eq!(d.agenda_items[0].name, None);
    assert_eq!(super::outcomes(&d), ["17/2024 Saken utsettes."]);
    assert_eq!(d.date.unwrap().value, "2024-04-09");
}

#[test]
fn references_to_cases_are_no_points() {
    let d = record(&format!(
        "{HEAD}Sak 4/15 Regnskap\n\nRegnskapet ble gjennomgått. Vedtak i sak 3/15 Budsjett ligger fast.\nDet vises til sak 1/15 Valg.\n\nVedtak:\nRegnskapet godkjennes.\n\nSak 5/15 Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(points(&d), ["4/15 Regnskap", "5/15 Eventuelt"]);
}

#[test]
fn numbers_may_go_on_from_the_meetings_before() {
    let d = markdown(
        "---\ntitle: 'Møte 3. mai'\ndate: 2022-05-03\n---\n\n**1. referent:** Anne\n\n**2. referent:** Bo\n\n**Til stede:** Anne, Bo\n\n## 112 Godkjenning av innkalling (1 min)\n\nGodkjent.\n\n## 113 Hytta (10 min)\n\n- Konklusjon: Taket males.\n\n## 115 Eventuelt\n\nIngenting.\n",
    );
    assert_eq!(points(&d), ["112 Godkjenning av innkalling (1 min)", "113 Hytta (10 min)", "115 Eventuelt"]);
    assert_eq!(d.date.unwrap().value, "2022-05-03");
}

#[test]
fn a_number_alone_has_its_title_on_the_next_line_that_is_one() {
    let d = record(&format!(
        "{HEAD}Sak 21/15\n\nFjellvik ungdomsutvalg\n\nDato: 04.05.2015\n\nSommerfest\n\nVedtak:\n\nFesten holdes.\n\nSak 22/15\n\nFjellvik ungdomsutvalg\n\nDato: 04.05.2015\n\nTur til byen\n\nVedtak:\n\nTuren avlyses.\n"
    ));
    assert_eq!(points(&d), ["21/15 Sommerfest", "22/15 Tur til byen"]);
}

#[test]
fn many_words_and_signs_stand_around_the_number_of_a_point() {
    let of = |lines: &[&str]| {
        let body = lines.iter().fold(String::new(), |mut body, line| {
            body.push_str(&format!("{line}\n\nDette ble drøftet grundig av alle som var til stede.\n\n"));
            body
        });
        points(&record(&format!("{HEAD}{body}")))
    };
    let names = ["1 Åpning", "2 Økonomi og personale", "3 Eventuelt"];
    assert_eq!(of(&["Punkt 1: Åpning", "Punkt 2: Økonomi og personale", "Punkt 3: Eventuelt"]), names);
    assert_eq!(of(&["1 – Åpning", "2 – Økonomi og personale", "3 – Eventuelt"]), names);
    assert_eq!(of(&["Sak 1. Åpning", "Sak 2. Økonomi og personale", "Sak 3. Eventuelt"]), names);
    assert_eq!(of(&["Tema 1 Åpning", "Tema 2 Økonomi og personale", "Tema 3 Eventuelt"]), names);
    assert_eq!(of(&["1) Åpning", "2) Økonomi og personale", "3) Eventuelt"]), names);
    assert_eq!(of(&["Ad 1 Åpning", "Ad 2 Økonomi og personale", "Ad 3 Eventuelt"]), names);
    assert_eq!(of(&["1: Åpning", "2: Økonomi og personale", "3: Eventuelt"]), names);
    assert_eq!(of(&["V-sak 1 Åpning", "V-sak 2 Økonomi og personale", "V-sak 3 Eventuelt"]), names);
    assert_eq!(
        of(&["SAK 1: ÅPNING", "SAK 2: ØKONOMI", "SAK 3: EVENTUELT"]),
        ["1 ÅPNING", "2 ØKONOMI", "3 EVENTUELT"]
    );
}

#[test]
fn signs_below_a_line_make_it_a_heading() {
    let d = record(
        "Referat fra kontaktmøte 3. mai 2018\n===================================\n\nTil stede: Anne, Bo\n\nØkonomi\n-------\nRegnskapet ble gjennomgått i detalj av alle.\n\nPersonale\n---------\nTo stillinger er lyst ut, og ti har søkt.\n\nBygg\n----\nKonklusjon: Bygget males.\n",
    );
    assert_eq!(points(&d), ["- Økonomi", "- Personale", "- Bygg"]);
}

#[test]
fn the_word_for_a_point_can_stand_without_a_number() {
    let d = record(&format!(
        "{HEAD}Sak: Økonomi\nRegnskapet ble gjennomgått i detalj av alle som møtte.\nKonklusjon: Tallene er i orden.\n\nSak: Personale\nTo stillinger er lyst ut, og ti har søkt.\nKonklusjon: Det lyses ut en til.\n"
    ));
    assert_eq!(points(&d), ["- Økonomi", "- Personale"]);
}

#[test]
fn a_heading_that_had_room_for_more_is_told_from_the_wrapped_text_below() {
    let d = record(&format!(
        "{HEAD}S-SAK 31/15   Godkjenning av innkalling\nVedtak: Innkallingen godkjennes.\n\nS-SAK 32/15   Budsjett for neste år\nLederen innledet. Utvalget drøftet særlig fordelingen mellom de store og de små lagene, og det ble\nstilt spørsmål om avsetningen til vedlikehold, som mange mente er for liten til at husene kan holdes\nved like i årene som kommer.\n\nVedtak: Budsjettet vedtas.\n"
    ));
    assert_eq!(points(&d), ["31/15 Godkjenning av innkalling", "32/15 Budsjett for neste år"]);
}

#[test]
fn short_lines_on_top_of_paragraphs_are_points_where_nothing_else_is() {
    let d = record(
        "Kontaktmøte mellom departementet og etaten 12. mars 2014\n\nDeltakere: Anne Eksempel, Bo Eksempel\nReferent: Cia Eksempel\n\nOppfølging av forrige møte\nAlle punktene fra møtet i januar er lukket, bortsett fra punkt 3.\n\nTid i køen\nEtaten orienterte om utviklingen. Tiden går ned, men det er store forskjeller.\nKonklusjon: Etaten lager en oversikt.\n\nIKT\nProsjektet er forsinket med to måneder. Departementet spurte om kostnadene.\n\nNy forskrift\nEtaten sender innspill innen 1. april.\nKonklusjon: Fristen forlenges.\n\nEventuelt\nNeste møte er 4. juni.\n",
    );
    assert_eq!(
        points(&d),
        ["- Oppfølging av forrige møte", "- Tid i køen", "- IKT", "- Ny forskrift", "- Eventuelt"]
    );
}
