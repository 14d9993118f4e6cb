//! What comes first, and what is folded and grouped.

use super::asked::{ALL, Asked};
use super::support::Folder;
use styringsarkiv::archive::{Archive, Hit, Order, Request};

/// The places of these passages, by how they begin; all of them are found.
fn places(asked: &Asked, query: &str, begins: &[&str]) -> Vec<usize> {
    let texts = asked.texts(query);
    let place = |begin: &&str| {
        let at = texts.iter().position(|t| t.starts_with(begin));
        at.unwrap_or_else(|| panic!("{query} does not find {begin}: {texts:#?}"))
    };
    begins.iter().map(place).collect()
}

fn in_order(asked: &Asked, query: &str, begins: &[&str]) {
    let places = places(asked, query, begins);
    assert!(places.is_sorted(), "{query}: {begins:?} stand at {places:?}: {:#?}", asked.texts(query));
}

#[test]
fn what_was_assigned_or_concluded_comes_before_a_passing_mention() {
    let asked = Asked::files(&[
        (
            "2018.txt",
            "Tildelingsbrev 2018 – Kartverket\n\n1. Innledning\nDepartementet nevner kort at fyrlister finnes, blant mye annet som etaten har drevet med i mange år.\n\n2. Oppdrag\nOppdrag 1: Kartverket skal utarbeide fyrlister.\n",
        ),
        (
            "2019.txt",
            "Referat fra særmøte 3. mai 2019 mellom Kulturdepartementet og Språkrådet\n\n1. Status\nDet ble vist til havneplanen sammen med andre planer som er lagt fram de siste årene.\n\nKonklusjon:\nHavneplanen godkjennes.\n",
        ),
    ]);
    in_order(&asked, "fyrlister", &["Oppdrag 1", "Departementet nevner"]);
    in_order(&asked, "havneplanen", &["Havneplanen godkjennes", "Det ble vist"]);
    // The same words weigh more where they are assigned than where they only stand.
    let asked = Asked::files(&[
        ("a.txt", "Notat om fyr\n\nEtaten skal lage fyrlister over kysten.\n"),
        (
            "b.txt",
            "Tildelingsbrev 2018 – Kartverket\n\n1. Oppdrag\nOppdrag 1: Etaten skal lage fyrlister over kysten.\n",
        ),
    ]);
    in_order(&asked, "fyrlister", &["Oppdrag 1", "Etaten skal"]);
}

#[test]
fn words_that_stand_together_come_before_words_that_stand_apart() {
    let filler = "og dertil en hel del andre saker som ingen lenger husker noe av";
    let together = "Etaten melder om fornybar energi i alle deler av landet, og dertil en hel del andre saker som ingen lenger husker.".to_owned();
    let apart = format!("Etaten melder om fornybar vekst i landet, {filler}, energi.");
    for paragraphs in [[&together, &apart], [&apart, &together]] {
        let asked = Asked::paragraphs(&paragraphs.map(String::as_str));
        in_order(
            &asked,
            "fornybar energi",
            &["Etaten melder om fornybar energi", "Etaten melder om fornybar vekst"],
        );
    }
}

#[test]
fn all_the_words_come_before_one_of_them_however_often_it_is_said() {
    let asked = Asked::paragraphs(&[
        "Kart, kart, kart og atter kart og flere kart.",
        "Fjorden har fått et kart.",
        "Fjord, fjord og fjord.",
    ]);
    assert_eq!(asked.texts("kart fjord")[0], "Fjorden har fått et kart.");
    // Of two words one stands nearly everywhere, so that the other, said often, weighs more than both.
    let mut paragraphs: Vec<String> = (1..=12).map(|n| format!("Planen er nummer {n}.")).collect();
    paragraphs.push("Sjelden, sjelden og sjelden.".to_owned());
    paragraphs
        .push("Planen som staten og de tre største byene ble enige om i fjor høst er sjelden.".to_owned());
    let asked = Asked::paragraphs(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
    in_order(&asked, "sjelden plan", &["Planen som staten", "Sjelden, sjelden"]);
}

#[test]
fn a_heading_above_helps_a_passage_that_has_a_word_itself() {
    let asked = Asked::files(&[(
        "a.md",
        "# Notat\n\n## Reiser\n\nUtgiftene økte i fjor.\n\n## Lokaler\n\nUtgiftene sank i fjor.\n",
    )]);
    let texts = asked.texts("utgiftene lokaler");
    let place = |begin: &str| texts.iter().position(|t| t.starts_with(begin)).unwrap();
    assert!(place("Utgiftene sank") < place("Utgiftene økte"), "{texts:?}");
    let texts = asked.texts("utgiftene reiser");
    let place = |begin: &str| texts.iter().position(|t| t.starts_with(begin)).unwrap();
    assert!(place("Utgiftene økte") < place("Utgiftene sank"), "{texts:?}");
}

/// The same wording in three years and something else.
fn yearly() -> Asked {
    let letter = |year: i32, tail: &str| {
        format!(
            "Tildelingsbrev {year} – Kartverket\n\n1. Mål\nEtaten skal redusere sykefraværet og rapportere om utviklingen til departementet i {year} innen fristen.\n{tail}"
        )
    };
    let files = [
        ("2016.txt", letter(2016, "")),
        ("2017.txt", letter(2017, "\nSykefraværet i ledelsen er høyt.\n")),
        (
            "2018.txt",
            letter(
                2018,
                "\nSe også om sykefraværet i vedlegget.\n\nHalve etaten mener sykefraværet er lavt.\n",
            ),
        ),
    ];
    Asked::files(&files.each_ref().map(|(p, t)| (*p, t.as_str())))
}

fn asked_for(query: &str) -> Request {
    Request { query: query.to_owned(), limit: ALL, ..Request::default() }
}

fn years(hit: &Hit) -> Vec<Option<i16>> {
    let mut years: Vec<_> = hit.alike.iter().map(|a| a.year).chain([hit.year]).collect();
    years.sort_unstable();
    years
}

#[test]
fn near_duplicates_in_other_years_are_folded_and_named_with_their_years() {
    let asked = yearly();
    let folded = asked.request(&asked_for("redusere sykefraværet"));
    let first = &folded.hits[0];
    assert!(first.text.contains("redusere"));
    assert_eq!(years(first), [Some(2016), Some(2017), Some(2018)]);
    for other in &first.alike {
        assert_eq!(other.path, format!("{}.txt", other.year.unwrap()));
        let text: String = asked.archive.get(&other.document).unwrap().unwrap().text;
        let passage: String = text
            .chars()
            .skip(other.span.start as usize)
            .take((other.span.end - other.span.start) as usize)
            .collect();
        assert!(passage.starts_with("Etaten skal redusere"), "{passage}");
    }
    let unfolded = asked.ask("redusere sykefraværet");
    assert_eq!(unfolded.total, folded.total, "folding hides, it does not take away");
    assert_eq!(unfolded.hits.len(), unfolded.total);
    assert_eq!(folded.hits.len() + 2, unfolded.hits.len());
    assert!(unfolded.hits.iter().all(|h| h.alike.is_empty()));
    let listed: usize = folded.hits.iter().map(|h| 1 + h.alike.len()).sum();
    assert_eq!(listed, folded.total);
    let text = asked.run(&[], &["redusere sykefraværet"]).out;
    let others: Vec<String> = first.alike.iter().map(|a| a.year.unwrap().to_string()).collect();
    let mut others = others;
    others.sort();
    assert!(text.contains(&format!("and 2 alike: {}", others.join(", "))), "{text}");
    assert!(!asked.run(&["--unfold"], &["redusere sykefraværet"]).out.contains("alike"));
}

#[test]
fn many_near_duplicates_hide_no_other_hit() {
    let mut files: Vec<(String, String)> = (1..=70)
        .map(|n| {
            let text =
                "Virksomheten skal redusere sykefraværet og rapportere om sykefraværet i hvert tertial";
            (format!("{n}.md"), format!("# Notat {n}\n\n{text} {n}.\n"))
        })
        .collect();
    let long =
        "Noe ganske annet som bare i forbifarten nevner sykefravær, ".to_owned() + &"mest fyll ".repeat(60);
    files.push(("annet.md".to_owned(), format!("# Annet\n\n{long}.\n")));
    let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let asked = Asked::files(&files);
    let answer = asked.request(&Request { limit: 2, ..asked_for("sykefravær") });
    assert_eq!(answer.total, 71);
    let begins: Vec<&str> = answer.hits.iter().map(|h| h.text.split(' ').next().unwrap()).collect();
    assert_eq!(begins, ["Virksomheten", "Noe"]);
    assert_eq!(answer.hits[0].alike.len(), 69);
}

#[test]
fn passages_of_few_words_are_alike_only_where_they_are_the_same_in_one_document() {
    let asked = Asked::files(&[
        ("a.md", "# Notat\n\nDrift og kart.\n\nNoe annet.\n\nDrift og kart.\n"),
        ("b.md", "# Notat\n\nDrift og kart.\n"),
    ]);
    let hits = asked.request(&asked_for("drift")).hits;
    let mut counted: Vec<(&str, usize)> = hits.iter().map(|h| (h.path.as_str(), h.alike.len())).collect();
    counted.sort_unstable();
    assert_eq!(counted, [("a.md", 1), ("b.md", 0)]);
    assert_eq!(asked.ask("drift").hits.len(), 3);
}

#[test]
fn grouped_there_is_one_hit_a_document_with_how_many_more() {
    let asked = yearly();
    let all = asked.ask("sykefraværet");
    let grouped = asked.request(&Request { grouped: true, ..asked_for("sykefraværet") });
    assert_eq!(grouped.total, all.total);
    assert_eq!(grouped.hits.len(), 3);
    for hit in &grouped.hits {
        let of_document: Vec<&Hit> = all.hits.iter().filter(|h| h.path == hit.path).collect();
        assert_eq!(hit.in_document, of_document.len() as u64, "{}", hit.path);
        assert_eq!(hit.span, of_document[0].span, "the best one stands for it: {}", hit.path);
    }
    let first = all.hits.first().unwrap();
    assert_eq!(grouped.hits[0].span, first.span);
    let two = asked.request(&Request { grouped: true, limit: 2, ..asked_for("sykefraværet") });
    let paths = |hits: &[Hit]| hits.iter().map(|h| h.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&two.hits), paths(&grouped.hits)[..2]);
    let text = asked.run(&["--group"], &["sykefraværet"]).out;
    assert!(
        text.contains("and 2 more in this document") && text.contains("and 1 more in this document"),
        "{text}"
    );
    // Where parts are asked for, only these are counted.
    let parts = asked.json(&["--group", "--part", "heading"], &["mål"]);
    assert!(parts["hits"].as_array().unwrap().iter().all(|h| h["in_document"] == 1), "{parts}");
}

#[test]
fn the_newest_or_the_oldest_come_first_where_that_is_asked_for() {
    let asked = Asked::files(&[
        (
            "a.txt",
            "Referat fra særmøte 3. mai 2017 mellom Kulturdepartementet og Språkrådet\n\n1. Status\nKartet er nevnt.\n\nKart og kart og kart.\n",
        ),
        (
            "b.txt",
            "Referat fra særmøte 3. juni 2017 mellom Kulturdepartementet og Språkrådet\n\n1. Status\nKartet er nevnt.\n",
        ),
        ("c.txt", "Tildelingsbrev 2012 – Språkrådet\n\n1. Status\nKartet er nevnt her.\n"),
        ("d.md", "# Notat\n\nKart uten dato.\n"),
    ]);
    let order = |order: Order| -> Vec<String> {
        let mut paths: Vec<String> = asked.ordered("kart", order).hits.into_iter().map(|h| h.path).collect();
        paths.dedup();
        paths
    };
    assert_eq!(order(Order::Newest), ["b.txt", "a.txt", "c.txt", "d.md"]);
    assert_eq!(order(Order::Oldest), ["c.txt", "a.txt", "b.txt", "d.md"], "without a day always last");
    // Within a document what matches best.
    let of_a: Vec<f32> = asked
        .ordered("kart", Order::Newest)
        .hits
        .iter()
        .filter(|h| h.path == "a.txt")
        .map(|h| h.score)
        .collect();
    assert!(of_a.len() > 1 && of_a.windows(2).all(|w| w[0] >= w[1]));
    for (option, order) in
        [("newest", Order::Newest), ("oldest", Order::Oldest), ("relevance", Order::Relevance)]
    {
        let json = asked.json(&["--sort", option], &["kart"]);
        let paths: Vec<&str> =
            json["hits"].as_array().unwrap().iter().map(|h| h["path"].as_str().unwrap()).collect();
        let hits = asked.ordered("kart", order).hits;
        assert_eq!(paths, hits.iter().map(|h| h.path.as_str()).collect::<Vec<_>>(), "{option}");
    }
    let few = asked.request(&Request { order: Order::Newest, limit: 1, unfolded: true, ..asked_for("kart") });
    assert_eq!(few.hits[0].path, "b.txt");
}

#[test]
fn equals_stand_in_the_same_order_however_the_archive_was_made() {
    let texts: Vec<(String, String)> = (1..=8)
        .map(|n| (format!("{n}.md"), format!("# Notat {n}\n\nKart nummer {n}.\n\nKart nummer {n}.\n")))
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let order = |asked: &Asked, limit: usize| -> Vec<(String, u32)> {
        let request = Request { limit, unfolded: true, ..asked_for("kart") };
        asked.request(&request).hits.into_iter().map(|h| (h.path, h.span.start)).collect()
    };
    let at_once = Asked::files(&files);
    let expected = order(&at_once, ALL);
    assert_eq!(expected.len(), 16);
    for limit in [1, 3, 7, 15] {
        assert_eq!(order(&at_once, limit), expected[..limit], "fewer hits are the first of them");
    }
    assert_eq!(order(&Asked::files(&files), ALL), expected, "made again");
    // One file at a time, from the last to the first: every document in a part of the index of its own.
    let folder = Folder::new(&[]);
    for (path, text) in files.iter().rev() {
        folder.write(path, text.as_bytes());
        folder.index();
    }
    let archive = Archive::open(&folder.path().join("the index")).unwrap();
    assert_eq!(order(&Asked { folder, archive }, ALL), expected);
}
