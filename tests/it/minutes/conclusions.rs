use super::{markdown, outcomes, record};

const HEAD: &str = "Møteprotokoll for Fjellvik ungdomsutvalg\n\nDato: 4. mai 2015\nTil stede: Anne Eksempel, Bo Eksempel\n\n";

#[test]
fn marks_come_in_many_forms() {
    let d = record(&format!(
        "{HEAD}Sak 1/15 Bad\n\nUtvalgets vedtak, mot 2 stemmer: Badet stenges.\n\nSak 2/15 Bibliotek\n\nIV Vedtak\n\nBiblioteket åpner om søndagen.\n\nSak 3/15 Buss\n\nUU - vedtak:\n\nBussen går hver time.\n\nSak 4/15 Kino\n\nUngdomsutvalgets uttalelse, enst.:\n\nKinoen må bestå.\n"
    ));
    assert_eq!(
        outcomes(&d),
        [
            "1/15 Badet stenges.",
            "2/15 Biblioteket åpner om søndagen.",
            "3/15 Bussen går hver time.",
            "4/15 Kinoen må bestå."
        ]
    );
}

#[test]
fn proposals_and_earlier_decisions_are_none() {
    let d = record(&format!(
        "{HEAD}Sak 1/15 Bad\n\nForslag til vedtak:\n\nBadet selges.\n\nRådmannens innstilling til vedtak:\n\nBadet leies ut.\n\nTidligere vedtak:\n\nBadet bygges.\n\nVedtak om å rive badet: det ble ikke drøftet.\n\nVedtak:\n\nBadet stenges.\n\nSak 2/15 Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(outcomes(&d), ["1/15 Badet stenges."]);
}

#[test]
fn a_conclusion_ends_before_votes_and_the_end_of_the_meeting() {
    let d = record(&format!(
        "{HEAD}Sak 1/15 Bad\n\nVedtak:\n\nBadet stenges fra 1. juni.\n\nEnstemmig vedtatt.\n\nSak 2/15 Buss\n\nVedtak:\n\nBussen går hver time. Saken avsluttet kl. 18.10\n\nSak 3/15 Kino\n\nVedtak:\n\nKinoen består.\n\nMøtet ble hevet kl. 20.\n\nRett utskrift\n"
    ));
    assert_eq!(
        outcomes(&d),
        ["1/15 Badet stenges fra 1. juni.", "2/15 Bussen går hver time.", "3/15 Kinoen består."]
    );
}

#[test]
fn a_mark_in_a_bullet_takes_that_bullet_and_what_hangs_on_it() {
    let d = markdown(
        "# Referat fra styremøte 3. mai 2019\n\nTil stede: Anne, Bo\n\n## 1. Hytta\n\n- Taket lekker.\n- Konklusjon: Taket males i juni.\n    - Bo kjøper maling.\n- Noen vil ha dusj.\n\n## 2. Eventuelt\n\n- Ingen saker\n",
    );
    assert_eq!(outcomes(&d), ["1 Taket males i juni. • Bo kjøper maling."]);
}

#[test]
fn a_bold_mark_on_a_line_of_its_own_is_told_from_the_words_below() {
    let d = markdown(
        "# Referat fra rådsmøte 3. mai 2019\n\nTil stede: Anne, Bo\n\n## Sak 3/19 Veikart\n\n> **Konklusjon**\n> Rådet tar veikartet i bruk.\n\n## Sak 4/19 Eventuelt\n\nIngen saker.\n",
    );
    assert_eq!(outcomes(&d), ["3/19 Rådet tar veikartet i bruk."]);
}

#[test]
fn marks_that_run_in_without_a_colon_are_known_by_their_number() {
    let three = record(&format!(
        "{HEAD}Sak 1/15 Bad\n\nIII Votering Av 9 var 9 til stede.\n\nVI Utvalgets vedtak Badet stenges.\n\nSak 2/15 Buss\n\nVI Utvalgets vedtak Bussen går hver time.\n\nSak 3/15 Kino\n\nVI Utvalgets vedtak Kinoen består.\n"
    ));
    assert_eq!(
        outcomes(&three),
        ["1/15 Badet stenges.", "2/15 Bussen går hver time.", "3/15 Kinoen består."]
    );
    let one = record(&format!(
        "{HEAD}Sak 1/15 Bad\n\nUtvalgets vedtak Badebyen ble lest opp.\n\nSak 2/15 Buss\n\nOrientering.\n"
    ));
    assert_eq!(outcomes(&one), [""; 0]);
}

#[test]
fn rows_of_a_table_of_tasks_are_one_each() {
    let d = markdown(
        "# Referat fra kontaktmøte 3. mai 2021\n\nTil stede: Anne, Bo\n\n## Økonomi\n\nRegnskapet ble gjennomgått.\n\n## Rekruttering\n\nTo stillinger er lyst ut.\n\n## Avtalt i møtet\n\n| Nr. | Oppgave | Ansvarlig | Frist |\n|---|---|---|---|\n| 1 | Sende ny prognose | Bo | 1. juni |\n| 2 | Lage en plan for opplæring | Anne | Høsten |\n",
    );
    let texts: Vec<&str> = d.conclusions.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Sende ny prognose", "Lage en plan for opplæring"]);
    assert!(d.conclusions.iter().all(|c| c.marked_by == "Oppgave"));
}

#[test]
fn arrows_mark_what_came_of_a_matter() {
    let d = record(
        "Referat fra teammøte 3. mai 2021\n\nTil stede: Anne, Bo\n\n1. Nettsiden\n\nDen er treg.\n→ Bo ringer leverandøren\n\n2. Sommerfest\n\nFlere vil ha grill.\n→ Anne kjøper kull\n\n3. Eventuelt\n\nIngenting.\n",
    );
    assert_eq!(outcomes(&d), ["1 Bo ringer leverandøren", "2 Anne kjøper kull"]);
}

#[test]
fn bare_outcomes_stand_for_themselves() {
    let d = markdown(
        "# Referat fra styremøte 3. mai 2019\n\nTil stede: Anne, Bo\n\n## 1 Godkjenning av innkalling\n\nGodkjent.\n\n## 2 Korpsets søknad\n\nSøknad enstemmig vedtatt.\n\n## 3 Korets søknad\n\n5 for 2 mot, vedtatt støtte på 500 kr\n\n## 4 Valg av leder\n\nAnne Eksempel, valgt ved akklamasjon\n\n## 5 Status\n\nPlanen som er godkjent, følges. To tiltak er utsatt til neste år.\n",
    );
    assert_eq!(
        outcomes(&d),
        [
            "1 Godkjent.",
            "2 Søknad enstemmig vedtatt.",
            "3 5 for 2 mot, vedtatt støtte på 500 kr",
            "4 Anne Eksempel, valgt ved akklamasjon"
        ]
    );
}

#[test]
fn a_sentence_can_say_itself_that_something_was_decided() {
    let d = record(&format!(
        "{HEAD}1. Åpning\n\nInnkalling og saksliste ble godkjent. Lederen ønsket velkommen.\n\n2. Lokaler\n\nUtvalget drøftet saken. Det ble vedtatt å leie to rom. Anne lager et utkast til avtale innen 1. juni.\n\n3. Priser\n\nFlere var enige om at det er dyrt. Anne opplyste at styret tidligere har vedtatt å vente.\n\n4. Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(
        outcomes(&d),
        [
            "1 Innkalling og saksliste ble godkjent.",
            "2 Det ble vedtatt å leie to rom. Anne lager et utkast til avtale innen 1. juni."
        ]
    );
}

#[test]
fn loose_agreement_counts_only_where_nothing_is_marked() {
    let unmarked = record(&format!(
        "{HEAD}1. Lokaler\n\nSaken ble drøftet. Det var enighet om at rommene leies.\n\n2. Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(outcomes(&unmarked), ["1 Det var enighet om at rommene leies."]);
    let marked = record(&format!(
        "{HEAD}1. Lokaler\n\nSaken ble drøftet. Det var enighet om at rommene leies.\n\n2. Mat\n\nKonklusjon: Anne baker.\n"
    ));
    assert_eq!(outcomes(&marked), ["2 Anne baker."]);
}

#[test]
fn approvals_in_a_proposal_are_none() {
    let d = record(&format!(
        "{HEAD}Sak 1/15 Innkalling\n\nForslag til vedtak:\n\nInnkallingen ble enstemmig godkjent.\n\nSak 2/15 Regnskap\n\nVedtak:\n\nRegnskapet godkjennes.\n"
    ));
    assert_eq!(outcomes(&d), ["2/15 Regnskapet godkjennes."]);
}

#[test]
fn names_under_an_election_are_the_election() {
    let d = markdown(
        "# Referat fra årsmøte 3. mai 2019\n\nTil stede: Anne, Bo\n\n## 1 Valg av ordstyrer\n\nAnne Eksempel\n\n## 2 Valg av styre\n\nDet meldte seg ingen, og saken tas opp igjen i neste måned.\n\n## 3 Eventuelt\n\nIngen saker.\n",
    );
    assert_eq!(outcomes(&d), ["1 Anne Eksempel"]);
}

#[test]
fn a_line_with_a_verb_and_a_colon_leads_in_a_decision() {
    let d = record(&format!(
        "{HEAD}Sak 1: Møtet settes\n\nForetaksmøtet vedtok:\nAnne Eksempel leder møtet.\n\nSak 2: Årlig melding\n\nUtvalget fattet enstemmig slikt vedtak:\n1. Meldingen godkjennes.\n2. Tallene rettes.\n\nSak 3: Orientering\n\nStortinget vedtok i fjor: Skolene skal bli bedre.\n\nDet ble konkludert slik: Skolene får mer plass.\n"
    ));
    assert_eq!(
        outcomes(&d),
        [
            "1 Anne Eksempel leder møtet.",
            "2 1. Meldingen godkjennes. 2. Tallene rettes.",
            "3 Skolene får mer plass."
        ]
    );
}

#[test]
fn a_decision_keeps_its_numbered_parts_and_loses_the_vote_after_them() {
    let d = record(&format!(
        "{HEAD}Styresak 45-2015 Regnskap\n\nAdministrasjonen la fram tallene.\n\nStyrets vedtak 45-2015 (enstemmig):\n1. Styret tar regnskapet til orientering.\n2. Styret ber om en ny plan.\n\nStyresak 46-2015 Eventuelt\n\nIngen saker.\n"
    ));
    assert_eq!(
        outcomes(&d),
        ["45-2015 1. Styret tar regnskapet til orientering. 2. Styret ber om en ny plan."]
    );
}

#[test]
fn columns_of_plain_text_are_a_table_too() {
    let d = record(&format!(
        "{HEAD}1. Økonomi\n\nRegnskapet ble gjennomgått.\n\n2. Eventuelt\n\nIngen saker.\n\nOppfølgingsliste\n\nNr.  Oppgave                        Ansvarlig   Frist\n1    Sende ny prognose for året     Bo          1. juni\n2    Lage plan for opplæring        Anne        Høsten\n"
    ));
    let texts: Vec<&str> = d.conclusions.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Sende ny prognose for året", "Lage plan for opplæring"]);
}

#[test]
fn measures_against_risks_and_results_are_no_follow_up() {
    let d = markdown(
        "# Referat fra etatsstyringsmøte 3. mai 2021\n\nTil stede: Anne, Bo\n\n## 1. Risiko\n\n| Risiko | Tiltak |\n|---|---|\n| Brann | Nye slokkere |\n| Flom | Høyere mur |\n\n## 2. Resultater\n\n| Mål | Resultat |\n|---|---|\n| Flere brukere | Ti prosent flere |\n\nKonklusjon: Tallene er gode.\n",
    );
    assert_eq!(outcomes(&d), ["2 Tallene er gode."]);
}

#[test]
fn follow_up_without_a_colon_marks_a_list_only() {
    let d = markdown(
        "# Referat fra kontaktmøte 3. mai 2021\n\nTil stede: Anne, Bo\n\n## 1. Økonomi\n\nRegnskapet ble gjennomgått.\n\n## 2. Personale\n\nTo stillinger er lyst ut.\n\n### Oppfølging\n\n- Bo sender brev\n- Anne ringer\n\n## 3. Tilsyn\n\n### Oppfølging\n\nTilsynet følges opp av andre.\n",
    );
    assert_eq!(outcomes(&d), ["2 Bo sender brev • Anne ringer"]);
}

#[test]
fn what_who_and_when_make_a_list_of_tasks() {
    let d = markdown(
        "# Møtenotat fra samarbeidsmøte 3. mai 2021\n\nTil stede: Anne, Bo\n\n## Økonomi\n\nRegnskapet ble gjennomgått.\n\n## Personale\n\nTo stillinger er lyst ut.\n\n| Hva | Hvem | Frist |\n|---|---|---|\n| Sende ny prognose | Bo | 1. juni |\n",
    );
    let texts: Vec<&str> = d.conclusions.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Sende ny prognose"]);
}

#[test]
fn the_body_and_the_day_may_stand_after_a_mark() {
    let d = record(&format!(
        "{HEAD}PS 21/15 Godkjenning av møtebok\n\nMøteboka vart godkjend.\n\nPS 22/15 Tilskot til kino\n\nRådmannen si tilråding:\nSøknaden vert avslegen.\n\nBehandling i Ungdomsutvalet 04.05.2015:\nAnne Eksempel (X) sette fram slikt framlegg: Kinoen får pengar.\n\nVedtak i Ungdomsutvalet 04.05.2015:\nKinoen får 20 000 kroner.\n\nRS 5/15 Brev frå fylket\n\nVedtak i Ungdomsutvalet - 04.05.2015\nBrevet vert teke til vitande.\n"
    ));
    assert_eq!(
        super::points(&d),
        ["21/15 Godkjenning av møtebok", "22/15 Tilskot til kino", "5/15 Brev frå fylket"]
    );
    let texts = outcomes(&d);
    assert!(texts.contains(&"22/15 Kinoen får 20 000 kroner.".to_owned()), "{texts:?}");
    assert!(texts.contains(&"5/15 Brevet vert teke til vitande.".to_owned()), "{texts:?}");
    assert_eq!(texts.len(), 3, "{texts:?}");
}
