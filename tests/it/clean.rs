//! Reading and cleaning: encodings, pages, furniture, hyphens, paragraphs, footnotes, outline.

use super::support::{blocks, clean};
use std::path::Path;
use styringsarkiv::{read, text};

#[track_caller]
fn check(input: &str, expected: &str) {
    assert_eq!(clean(input).as_str(), expected);
}

#[test]
fn hyphens_at_line_ends() {
    // A line is wrapped where the next word would not have fitted, so the lines are of a length.
    let cases = [
        ("omgjørings-", "prosent", "omgjøringsprosent"),
        ("IKT-", "løsninger", "IKT-løsninger"),
        ("a-", "krimsenter", "a-krimsenter"),
        ("Arbeids-", "og velferd", "Arbeids- og velferd"),
        ("natt-", "eller dag", "natt- eller dag"),
        ("2014-", "2018", "2014- 2018"),
        ("P2-", "planen", "P2-planen"),
        ("Nord-", "Norge", "Nord- Norge"),
    ];
    for (x, y, joined) in cases {
        let first = format!("Dette er en linje som er lang nok til at den er full av ord {x}");
        let second = format!("{y} og så går setningen videre til den er slutt her og nå i dag.");
        check(
            &format!("{first}\n{second}\n"),
            &format!(
                "Dette er en linje som er lang nok til at den er full av ord {joined} og så går setningen videre til den er slutt her og nå i dag."
            ),
        );
    }
}

#[test]
fn a_space_after_a_hyphen_inside_a_line_is_mended() {
    check(
        "Om IKT- moderniseringen og NAV- kontor, nasjonal- og fylkesvis.",
        "Om IKT-moderniseringen og NAV-kontor, nasjonal- og fylkesvis.",
    );
}

#[test]
fn page_numbers_in_the_middle_of_a_sentence() {
    let page = "Setningen som begynner nederst på denne siden, er lang og den fortsetter over";
    let text = clean(&format!(
        "{page}\n \n \nSide 7\npå neste side uten at noe blir borte på veien dit, og så slutter den.\n"
    ));
    assert_eq!(
        text.as_str(),
        format!("{page} på neste side uten at noe blir borte på veien dit, og så slutter den.")
    );
    let over = text.as_str().find("på neste side").unwrap();
    assert_eq!((text.page_at(0), text.page_at(over)), (6, 7));
}

#[test]
fn running_headers_go_and_the_first_stays() {
    let page =
        |n: u32| format!("Etaten – referat 2016\n\nSetning nummer {n} står alene på sin side.\n\n{n} av 3\n");
    let text = clean(&[page(1), page(2), page(3)].join("\u{c}"));
    assert_eq!(text.as_str().matches("Etaten – referat").count(), 1, "{}", text.as_str());
    assert!(!text.as_str().contains("av 3"), "{}", text.as_str());
    assert_eq!(text.page_count(), 3);
}

/// The title of the first page is large and may break; the header of the second is the same in one line.
#[test]
fn a_title_in_two_lines_runs_on_in_one() {
    let text = clean(
        "Departementet\n\nEtaten\nPostboks 1\n0101 OSLO\n\nVår ref  Dato\n17/91  6. januar 2025\n\nReferat fra etatsstyringsmøte med etaten 5.\njanuar 2025\n\nEtaten orienterte om saken, som er viktig for alle det\n\u{c}Referat fra etatsstyringsmøte med etaten 5. januar 2025\n\ngjelder.\n",
    );
    assert!(
        text.as_str().ends_with("\n\nEtaten orienterte om saken, som er viktig for alle det gjelder."),
        "{}",
        text.as_str()
    );
}

#[test]
fn double_spacing_is_no_gap() {
    let lines = [
        "Første avsnitt går over flere linjer, og hver av dem har",
        "en tom linje etter seg, slik noen programmer skriver det",
        "når de tar tekst ut av en fil. Her er det slutt på det.",
        " ",
        "Andre avsnitt er også delt over flere linjer som hver er",
        "fulgt av en tom linje, men avsnittet er like fullt ett og",
        "bare ett når det er lest riktig.",
        " ",
        "Tredje avsnitt er med for at det skal være linjer nok til",
        "at programmet kan se hvordan de er skrevet.",
    ];
    let text = clean(&lines.map(|l| format!("{l}\n\n")).concat());
    assert_eq!(text.lines().len(), 3, "{}", text.as_str());
}

#[test]
fn paragraphs_kept_apart_by_empty_lines_are_not_double_spacing() {
    let text = clean(&"Et avsnitt på én linje som er en hel setning.\n\n".repeat(12));
    assert_eq!(text.lines().len(), 12);
}

#[test]
fn bullets_in_all_their_forms() {
    let input = "Etaten skal:\n\u{F0B7} gjøre dette\n• gjøre mer\no og litt til\n- eller noe annet\n";
    assert_eq!(
        clean(input).as_str(),
        "Etaten skal:\n• gjøre dette\n• gjøre mer\n◦ og litt til\n– eller noe annet"
    );
}

#[test]
fn bullets_whose_mark_was_lost() {
    // The one space that is left begins several lines near each other.
    let text = clean(
        "Etaten vil særlig peke på tre forhold:\n Ansatte som slutter\n Gamle systemer\n Uklare roller\nDette følges opp av ledelsen.\n",
    );
    assert_eq!(
        text.as_str(),
        "Etaten vil særlig peke på tre forhold:\n• Ansatte som slutter\n• Gamle systemer\n• Uklare roller\nDette følges opp av ledelsen."
    );
    assert_eq!(text.page_count(), 1);
}

#[test]
fn a_lone_space_is_a_page() {
    let line = "Denne linjen er så lang som linjene i dokumentet pleier å være, omtrent.\n";
    let text = clean(&format!(
        "{}Setningen går over fra den ene siden til den andre siden uten at den er\n helt slutt før her.\n{}",
        line.repeat(20),
        line.repeat(20)
    ));
    assert!(text.as_str().contains("uten at den er helt slutt før her."), "{}", text.as_str());
    assert_eq!(text.page_count(), 2);
}

#[test]
fn footnotes_stand_apart() {
    let input = "Andelen prioriterte grupper2 skal øke, og det skal følges opp gjennom\n                                        \n2 Med prioriterte grupper menes unge under 30 år.\n\u{c}året i dialog med etaten som før.\n";
    check(
        input,
        "Andelen prioriterte grupper² skal øke, og det skal følges opp gjennom året i dialog med etaten som før.\n\n² Med prioriterte grupper menes unge under 30 år.",
    );
}

#[test]
fn a_heading_is_not_joined_with_its_text() {
    let input = "Omdømme\nEn måling blant brukerne viser at etaten omtales oftere enn før i avisene, og at\nomtalen er bedre enn den var for to år siden.\n\n3.1.2 Virksomhetene skal få hjelp med god kvalitet fra Arbeidstilsynet i Norge\nArbeidstilsynet skal fortsette å bygge kunnskap om det arbeidsmarkedet som er her.\n";
    assert_eq!(clean(input).lines().len(), 4, "{}", clean(input).as_str());
}

#[test]
fn a_budget_row_is_one_row() {
    let input = "Kap. 640 Arbeidstilsynet\nPost 01 Driftsutgifter 612 345\nPost 45 Større utstyrsanskaffelser, kan nyttes under\npost 21 318 200\nPost 70 Tilskudd,\noverslagsbevilgning\n\n795 000\n";
    assert_eq!(
        blocks(input),
        "Row0: Kap. 640 Arbeidstilsynet\nRow0: Post 01 Driftsutgifter 612 345\nRow0: Post 45 Større utstyrsanskaffelser, kan nyttes under post 21 318 200\nRow0: Post 70 Tilskudd, overslagsbevilgning 795 000\n"
    );
}

#[test]
fn encodings_and_line_ends() {
    let words = "Særmøte på Ås: økt måloppnåelse – «bra»";
    let windows: Vec<u8> = encoding(words, |c| match c {
        '–' => 0x96,
        c => u8::try_from(u32::from(c)).unwrap(),
    });
    let utf16 = |le: bool, mark: bool| {
        let mut out = Vec::new();
        for unit in mark.then_some(0xFEFF).into_iter().chain(words.encode_utf16()) {
            out.extend(if le { unit.to_le_bytes() } else { unit.to_be_bytes() });
        }
        out
    };
    let files: Vec<Vec<u8>> = vec![
        words.into(),
        [b"\xEF\xBB\xBF".as_slice(), words.as_bytes()].concat(),
        windows,
        utf16(true, true),
        utf16(false, true),
        utf16(true, false),
        utf16(false, false),
        format!("{words}\r\n").into(),
        format!("{words}\r").into(),
    ];
    for file in files {
        let pages = read::read(Path::new("a.txt"), &file).unwrap();
        assert_eq!(text::clean(&pages).as_str(), words, "{file:?}");
    }
}

fn encoding(words: &str, byte: impl Fn(char) -> u8) -> Vec<u8> {
    words.chars().map(byte).collect()
}

#[test]
fn markdown_is_read_as_the_structure_it_is() {
    let input = "---\nlayout: page\ntitle: \"Brev\"\n---\n# Tildelingsbrev\n\nEtaten *skal*\nlevere.[^1]\n\n- ett\n  - under\n- to\n\n1. først\n2. så\n\n| Post | Beløp |\n|---|---|\n| 01 | 5 |\n\n[^1]: En note.\n";
    let pages = read::read(Path::new("a.md"), input.as_bytes()).unwrap();
    assert_eq!(
        text::clean(&pages).as_str(),
        "Brev\n\nTildelingsbrev\n\nEtaten skal levere.¹\n• ett\n• under\n• to\n\n1. først\n2. så\n\nPost | Beløp\n01 | 5\n\n¹ En note."
    );
}

#[test]
fn an_agenda_is_a_list_and_its_points_are_headings() {
    let input = "Saksliste:\n1. Økonomi\n2. Eventuelt\n\n1. Økonomi\nRegnskapet ble lagt fram og godt mottatt av alle.\n\n2. Eventuelt\nIngen saker ble meldt til dette punktet i dag.\n";
    assert_eq!(
        blocks(input),
        "Label0: Saksliste:\nItem0 [1]: Økonomi\nItem0 [2]: Eventuelt\nHeading1 [1]: Økonomi\nParagraph0: Regnskapet ble lagt fram og godt mottatt av alle.\nHeading1 [2]: Eventuelt\nParagraph0: Ingen saker ble meldt til dette punktet i dag.\n"
    );
}

#[test]
fn one_spoilt_byte_spoils_one_letter() {
    let mut bytes = "Særmøte på Ås om økt måloppnåelse i året som gikk.".as_bytes().to_vec();
    bytes.push(0xC3);
    let pages = read::read(Path::new("a.txt"), &bytes).unwrap();
    assert!(text::clean(&pages).as_str().starts_with("Særmøte på Ås"));
}

#[test]
fn a_soft_hyphen_at_the_line_end_broke_a_word() {
    let text = clean(
        "Dette er en linje som er lang nok til at den er full av ord omgjørings\u{ad}\nprosent og så videre til den er slutt.\n",
    );
    assert!(text.as_str().contains("omgjøringsprosent"), "{}", text.as_str());
}
