//! The rules about assignments.

use crate::pattern::Pattern;
use crate::rules::Rule;

pub(in crate::rules) static RULES: &[&Rule] = &[
    &OPP01, &OPP02, &OPP03, &OPP04, &OPP05, &OPP06, &OPP07, &OPP08, &OPP09, &OPP10, &OPP11, &OPP12, &OPP13,
    &OPP14, &OPP15, &OPP16, &OPP17, &OPP18, &OPP19, &OPP20, &OPP80, &OPP81, &OPP82, &OPP90, &OPP91, &OPP92,
    &OPP93, &OPP94, &OPP96, &OPP97, &OPP98,
];

pub(super) static OPP01: Rule = Rule {
    code: "OPP01",
    summary: "The label or heading of a list of assignments.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:nye?\s+|særskilte\s+|særskilde\s+|andre\s+|øvrige\s+)?oppdrag(?:\s+(?:til|for|i)\s+[^.:]{2,60})?)\s*:?$",
    ),
    finds: &[("Oppdrag:", "Oppdrag"), ("Nye oppdrag for 2020", "Nye oppdrag for 2020")],
    leaves: &["Oppdragene rapporteres i årsrapporten", "Oppdragsgivere"],
};

pub(super) static OPP02: Rule = Rule {
    code: "OPP02",
    summary: "An assignment that begins with its own number.",
    pattern: Pattern::new(
        r"^(?:[|\s-]*\|\s*)?(?:(?i:oppdrag)\s+(?:(?i:nr)\.?\s*)?)?(?P<value>(?:T?TB|STB)[ -]?\d{2,4}\s?[-–/.]\s?\d{1,3}|\p{Lu}{2,5}[ -]?20\d{2}\s?[-–]\s?\d{1,3})\b[\s:.|–-]*|^(?i:(?:del)?oppdrag|oppgave|oppgåve|bestilling)\s*(?:(?i:nr)\.?\s*)?(?P<v2>\d{1,3}(?:\.\d{1,2})?|[A-ZÆØÅ]\s?[:.–-])\b?\s*(?:[:.|–-]\s*)?|^(?i:(?:oppdrag\s+)?nr)\.?\s*(?P<v4>\d{1,3}\s?/\s?(?:20)?\d{2})\b[\s:.|–-]*|^(?i:oppdrags?-?\s?)?ID\s*:?\s*(?P<v3>\d{4}\s?[-–/]\s?\d{1,3})\b[\s:.|–-]*",
    ),
    finds: &[
        ("TB2026-63 Samordning av kart", "TB2026-63"),
        ("TB2022-04", "TB2022-04"),
        ("Oppdrag nr. 3", "Oppdrag nr. 3"),
        ("Deloppdrag 2: Kart", "Deloppdrag 2: "),
        ("Nr. 2/2017 Kart", "Nr. 2/2017 "),
        ("ID: 2026-01 Kartlegging", "ID: 2026-01 "),
    ],
    leaves: &["Det vises til TB2021-11 og til møtet", "Oppdragene er fordelt"],
};

pub(super) static OPP03: Rule = Rule {
    code: "OPP03",
    summary: "A heading that gives an assignment its title; what stands under it is the assignment.",
    pattern: Pattern::new(r"^(?:Nytt\s+|Særskilt\s+)?[Oo]ppdrag\s*(?:om|[–:-])\s+(?P<value>\S.*)$"),
    finds: &[
        ("Oppdrag om kartlegging av drift", "kartlegging av drift"),
        ("Nytt oppdrag – felles innlogging", "felles innlogging"),
    ],
    leaves: &["Oppdrag", "Oppdraget om kart er avsluttet"],
};

pub(super) static OPP04: Rule = Rule {
    code: "OPP04",
    summary: "A sentence that gives an assignment in so many words, now.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:gir|gjev|gis|får|får\s+med\s+dette)\b[^.?!]{0,90}\b(?:i\s+)?oppdrag\s+(?:å|om\s+å|med\s+å))\b",
    ),
    finds: &[(
        "Departementet gir med dette Kartverket i oppdrag å lage en plan.",
        "gir med dette Kartverket i oppdrag å",
    )],
    leaves: &["Etaten fikk i 2015 i oppdrag å lage en plan.", "Oppdraget er gitt i eget brev."],
};

pub(super) static OPP05: Rule = Rule::inference(
    "OPP05",
    "A heading under a heading that says Oppdrag and nothing else, with a number that counts or a deadline of its own; what stands under it is one assignment, the heading its title.",
);

pub(super) static OPP06: Rule = Rule {
    code: "OPP06",
    summary: "The column of numbers beside a column headed Oppdrag, in a table whose rows are assignments.",
    pattern: Pattern::new(r"(?i)^(?P<value>nr|nummer|id|oppdragsnummer)\.?$"),
    finds: &[("Nr.", "Nr")],
    leaves: &["Frist"],
};

pub(super) static OPP07: Rule = Rule {
    code: "OPP07",
    summary: "The department of the ministry, which stands between an assignment's number and its title.",
    pattern: Pattern::new(
        r"^[|\s]*(?P<value>(?:Avd\.?|Avdeling|Ansvarlig\s+avdeling|Ansv\.)\s*(?:i\s+)?(?:\p{Lu}{2,5})?\s*:\s*(?:\p{Lu}{2,4}\b(?:\s*/\s*\p{Lu}{2,4}\b)*)?)[|\s]*",
    ),
    finds: &[("Avd. KLD: ABC | Nytt register", "Avd. KLD: ABC")],
    leaves: &["Avdelingen skal lage et register"],
};

pub(super) static OPP08: Rule = Rule {
    code: "OPP08",
    summary: "A title line that calls the document a letter of assignments. It is read as a letter, whatever its kind.",
    pattern: Pattern::new(
        r"(?i)^(?:[^.]{0,80}[\s–-])?(?P<value>oppdrags(?:brev|dokument|skriv)(?:et)?|tilleggsoppdrag|(?:nytt|særskilt)\s+oppdrag|bestillingsbrev|oppdrag\s+(?:til|om))\b",
    ),
    finds: &[
        ("Oppdragsbrev – felles register", "Oppdragsbrev"),
        ("Oppdragsdokument 2021 for Kartverket", "Oppdragsdokument"),
    ],
    leaves: &["Oppdragsgivere i staten", "Pressemelding"],
};

pub(super) static OPP09: Rule = Rule {
    code: "OPP09",
    summary: "A title line with the words of an allocation letter, in a document with the fields of a letter, whatever its kind was taken for.",
    pattern: Pattern::new(
        r"(?i)(?:^|[.:–-]\s+|\s)(?P<value>(?:supplerende\s+|supplerande\s+)?(?:tildelingsbrev(?:et)?|disponeringsskriv|løyvingsbrev|bevilgningsbrev)|statsbudsjettet\s+for\s+20\d\d)\b",
    ),
    finds: &[("Statsbudsjettet 2013. Tildelingsbrev til Kystverket", "Tildelingsbrev")],
    leaves: &["Pressemelding om budsjettet"],
};

pub(super) static OPP10: Rule = Rule {
    code: "OPP10",
    summary: "The letter says that an assignment will come.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:må|bør)\s+(?:\p{L}+\s+){0,3}?(?:påregne|påberegne|pårekne|regne\s+med|rekne\s+med|være\s+forberedt\s+på|vere\s+budd\s+på)\b[^.]{0,60}\b(?:(?:tilleggs)?oppdrag|å\s+(?:bli|få|verte)\s+(?:bedt|beden|bede|bedne)\b|å\s+skulle\b|å\s+bistå\s+departementet\b)|(?:kan|vil)\s+(?:det\s+)?bli\s+aktuelt\s+å\s+(?:be|gi|gje)\b|(?:vil|kan)\b[^.]{0,80}?\s(?:få|gi|gje|bli\s+gitt|bli\s+gjeve|komme|kome)\b[^.]{0,40}\boppdrag)",
    ),
    finds: &[("Etaten må påregne oppdrag om dette.", "må påregne oppdrag")],
    leaves: &["Etaten får i oppdrag å svare."],
};

pub(super) static OPP11: Rule = Rule {
    code: "OPP11",
    summary: "The letter makes an earlier assignment clearer.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:presisering|tydeliggjøring|tydeleggjering|endring|justering)\s+(?:av|i)\s+(?:(?:tidligere|tidlegare|gjeldende|gjeldande|gitt|pågående)\s+)?oppdrag)",
    ),
    finds: &[("Presisering av tidligere oppdrag: kart", "Presisering av tidligere oppdrag")],
    leaves: &["nærmere presisering i eget brev"],
};

pub(super) static OPP12: Rule = Rule {
    code: "OPP12",
    summary: "The letter takes an assignment back.",
    pattern: Pattern::new(
        r"(?i)(?P<value>\boppdrag(?:et|(?:\s+(?:nr\.?\s*)?\d{1,3}))\b(?:[^.]|\.\d|\b(?:jf|nr|pkt|kap)\.){0,160}\b(?:utgår|trekkes(?:\s+tilbake)?|trekkjast|vert\s+trekt|bortfaller|fell\s+bort|er\s+trukket|er\s+trekt|frafalles|går\s+ut|avlyses)|[(–-]\s*(?:utgår|utgått|trukket|trekt(?:\s+tilbake)?)\b)",
    ),
    finds: &[(
        "Oppdraget i punkt 3 om møter trekkes tilbake.",
        "Oppdraget i punkt 3 om møter trekkes tilbake",
    )],
    leaves: &["Tilbudet trekkes fra."],
};

pub(super) static OPP13: Rule = Rule {
    code: "OPP13",
    summary: "The text of the assignment is exempt from public access.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:unntatt|unnateke|unntatt\s+fra)\s+(?:offentlighet|offentleg|offentlegheit|innsyn)\p{L}*|u\.?\s?off\.?)",
    ),
    finds: &[("TB2022-03 (unntatt offentlighet)", "unntatt offentlighet")],
    leaves: &["uten offentlig støtte"],
};

pub(super) static OPP14: Rule = Rule {
    code: "OPP14",
    summary: "The assignment, or its deadline, is changed or made clearer in so many words.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:har\s+fått|får)\s+ny\s+frist\b|oppdraget\b[^.]{0,60}\b(?:presiseres|presiserast|tydeliggjøres|tydeleggjerast|utvides|utvidast|endres|endrast|justeres|justerast)|frist(?:en)?\b[^.]{0,120}\b(?:forlenges|forlengast|utsettes|utsetjast|flyttes|flyttast|endres|endrast)|presisere(?:r)?\s+(?:med\s+dette\s+)?(?:tidligere\s+|tidlegare\s+)?oppdrag)",
    ),
    finds: &[("Oppdraget presiseres slik at kart tas med.", "Oppdraget presiseres")],
    leaves: &["Oppdraget er presist."],
};

pub(super) static OPP15: Rule = Rule {
    code: "OPP15",
    summary: "The header of a column of tasks. Beside a deadline or somebody responsible, its cells are assignments.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:nye?\s+|særskilte\s+|særskilde\s+)?(?:oppdrag|oppgaver?|oppgåver?|tiltak|bestilling(?:er|ar)?|leveranser?|leveransar|aktivitet(?:er|ar)?|beskrivelse|skildring))$",
    ),
    finds: &[("Tiltak", "Tiltak"), ("Leveranser", "Leveranser")],
    leaves: &["Tiltakspakke", "Frist"],
};

pub(super) static OPP16: Rule = Rule {
    code: "OPP16",
    summary: "The header of a column of deadlines.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:tids|leverings|svar|rapporterings)?frist(?:er|ar)?|ferdig|tidspunkt|tid|leveres|når)$",
    ),
    finds: &[("Frist", "Frist"), ("Leveringsfrist", "Leveringsfrist")],
    leaves: &["Oppdrag"],
};

pub(super) static OPP17: Rule = Rule {
    code: "OPP17",
    summary: "The header of a column of those who are to do it.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>ansvar|ansvarlig(?:\s+(?:etat|virksomhet))?|ansvarleg(?:\s+(?:etat|verksemd))?|utføres\s+av|oppdragstaker|hvem|mottaker|mottakar)$",
    ),
    finds: &[("Ansvarlig", "Ansvarlig")],
    leaves: &["Ansvarlig avdeling i departementet"],
};

pub(super) static OPP18: Rule = Rule {
    code: "OPP18",
    summary: "A heading that speaks of assignments among other things. What an agency is there for, its *samfunnsoppdrag*, is none.",
    pattern: Pattern::new(r"(?i)(?:^|[^\p{L}])(?P<value>(?:del|enkelt)?oppdrag(?:et|ene|a)?)(?:[^\p{L}]|$)"),
    finds: &[("Mål og oppdrag", "oppdrag")],
    leaves: &["Samfunnsoppdrag og mål", "Oppdragsgivere"],
};

pub(super) static OPP19: Rule = Rule {
    code: "OPP19",
    summary: "An assignment under a heading that says Oppdrag, with a code of three numbers or more that goes on from the number of the section.",
    pattern: Pattern::new(r"^(?P<value>\d{1,2}(?:\.\d{1,3}){2,4})\.?\s+(?P<title>[\p{Lu}\d].*)$"),
    finds: &[("4.2.1.17 Felles kart", "4.2.1.17")],
    leaves: &["4.2 Felles kart", "1.10.2019 er fristen"],
};

pub(super) static OPP20: Rule = Rule {
    code: "OPP20",
    summary: "The words of an assignment: someone shall, must or is asked to do something.",
    pattern: Pattern::new(r"(?i)\b(?P<value>skal|bes|ber|må|bør|får\s+i\s+oppdrag|har\s+ansvar(?:et)?)\b"),
    finds: &[("Etaten bes vurdere dette.", "bes")],
    leaves: &["Valg av leverandør"],
};

pub(super) static OPP80: Rule = Rule {
    code: "OPP80",
    summary: "A paragraph about several of the assignments before it: it belongs to none of them.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>(?:de|dei|begge|alle|disse|desse)\s+(?:\p{L}+\s+){0,2}?oppdrag(?:ene|a)|oppdrag(?:ene|a)\s+(?:ovenfor|over|nevnt|nemnt|under\s+punkt))",
    ),
    finds: &[("Vi innkaller til møte om de to oppdragene.", "de to oppdragene")],
    leaves: &["Oppdraget avklares i eget møte."],
};

pub(super) static OPP81: Rule = Rule {
    code: "OPP81",
    summary: "Lines of the letterhead, which land in the middle of a list when text is taken out of a PDF.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>deres\s+ref|vår\s+ref|dykkar\s+ref|dato\b|saksbehandler|postboks|postadresse|kontoradresse|besøksadresse|org\.?\s?(?:nr|no)|telefon|tlf|side\s+\d|\d{4}\s+\p{Lu}{3,})",
    ),
    finds: &[("Deres ref  Vår ref  Dato", "Deres ref"), ("0030 OSLO", "0030 OSLO")],
    leaves: &["Datoen er satt"],
};

pub(super) static OPP82: Rule = Rule {
    code: "OPP82",
    summary: "What the ministry means to do itself, or what was done before: the assignment before it does not go on.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:departementet|vi|me|\p{L}+departementet)\s+(?:tar|tek)\s+sikte\s+på|(?:\S+\s+){1,5}?vil\s+(?:vi|me|departementet)\s+(?:komme|kome)\s+(?:nærmere\s+)?(?:tilbake|attende)\s+til|(?:\S+\s+){1,4}?har\s+(?:alt|allerede|allereie)\s)",
    ),
    finds: &[
        ("Departementet tar sikte på å legge fram saken.", "Departementet tar sikte på"),
        ("Etaten i nord har allerede laget en mal.", "Etaten i nord har allerede "),
    ],
    leaves: &["Etaten skal ta sikte på å bli ferdig."],
};

pub(super) static OPP90: Rule = Rule {
    code: "OPP90",
    summary: "A chapter on reporting tells how to report on assignments; it gives none.",
    pattern: Pattern::new(
        r"(?i)\b(?P<value>rapportering|rapporterings\p{L}*|resultatoppfølging|styringskalender|styringsdialog)",
    ),
    finds: &[("5 Rapportering og styringsdialog", "Rapportering")],
    leaves: &["4 Oppdrag"],
};

pub(super) static OPP91: Rule = Rule {
    code: "OPP91",
    summary: "Labels that end a list of assignments or the text of a numbered one.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>styringsparamet|nøkkel|nykel|rapportering|mål\b|budsjett|kopi|med\s+(?:vennlig\s+)?hilsen)",
    ),
    finds: &[("Styringsparametere:", "Styringsparamet")],
    leaves: &["Frist:"],
};

pub(super) static OPP92: Rule = Rule {
    code: "OPP92",
    summary: "Headings in a chapter of assignments that are no assignment themselves.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>oversikt|oversyn|innledning|innleiing|generelt|om\s+oppdrag|rapportering|prioritering|frister|føringer|føringar|nye\s+oppdrag|øvrige\s+oppdrag|andre\s+oppdrag|tekst)",
    ),
    finds: &[("Oversikt", "Oversikt"), ("Rapportering på oppdragene", "Rapportering")],
    leaves: &["Felles register"],
};

pub(super) static OPP93: Rule = Rule {
    code: "OPP93",
    summary: "A heading about reporting first of all: even the label Oppdrag gives none under it. Under one that only names reporting too, it does.",
    pattern: Pattern::new(
        r"(?i)^(?:(?:om|krav\s+(?:om|til)|føringe?r?\s+for|føringar\s+for|årlig|årleg|løpende|løpande|annen|anna|øvrig|øvrige|generell|særskilt|særskild|faglig|fagleg|økonomisk)\s+)*(?P<value>rapportering\p{L}*|(?:års|resultat|virksomhets|verksemds|risiko)rapport\p{L}*|resultatoppfølging|styringskalender|styringsdialog\p{L}*)",
    ),
    finds: &[("Rapportering og styringsdialog", "Rapportering"), ("Krav til rapportering", "rapportering")],
    leaves: &["Utslipp og rapportering", "Mål, styringsparametere og rapportering"],
};

pub(super) static OPP94: Rule = Rule {
    code: "OPP94",
    summary: "A heading after which no numbered assignment goes on: other demands, money, attachments.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:andre|øvrige|generelle|nye|endringer\s+i|endringar\s+i)\s+(?:føring|tildeling|oppdrag|forhold|krav|forutsetning)|kap(?:\.|ittel)\s*\d|budsjett|tildeling|vedlegg\b|fellesføring|økonomiske\s+(?:rammer|forhold)|rammer\s*$|rapportering)",
    ),
    finds: &[("Andre føringer:", "Andre føring"), ("Kap. 640, post 21", "Kap. 6")],
    leaves: &["Bakgrunn for oppdraget", "Rammer for arbeidet"],
};

pub(super) static OPP96: Rule = Rule {
    code: "OPP96",
    summary: "Words that go on with the assignment before them: its deadline, its answer, the work on it.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:ny\s+)?(?:svar|leverings)?frist(?:en)?\b|tidsfrist|ansvarlig\b|ansvarleg\b|(?:del)?(?:arbeidet|oppdraget|svaret|svarene|svara|svar|rapporten|rapport|notatet|resultatet|resultatene|resultata|forslaget|forslagene|forslaga|vurderingen|vurderinga|vurderingene|utredningen|utgreiinga|kartleggingen|kartlegginga|evalueringen|evalueringa|gjennomgangen|planen|leveransen|veilederen|rettleiaren|erfaringene|beskrivelsen|analysen|oversikten|tiltakene|arbeidsgruppen|arbeidsgruppa)\b|dette\s|det\s+(?:skal|bør|må)\s+(?:også\s+|òg\s+)?(?:være|vere|tas|takast|legges|leggjast|sees|sjåast|vurderes|vurderast|ses|bygge|særlig|særleg)|(?:den|de|dei)\s+(?:skal|må|bør)\s|som\s+(?:en\s+|ein\s+)?(?:del|ledd)\s+(?:av|i)\s+(?:dette|arbeidet|oppdraget)|i\s+(?:arbeidet|oppdraget|vurderingen|vurderinga|utredningen|utgreiinga|kartleggingen|denne\s+(?:sammenheng|samanheng))|herunder|departementet\s+ber\s+om\s+(?:å\s+få\s+)?\p{L}{4,}(?:ene|en|ane|et)\b|(?:etaten|direktoratet|tilsynet|\p{Lu}\p{L}+)\s+(?:skal|må|bør)\s+(?:særlig\s|særleg\s|selv\s|sjølv\s|i\s+denne|i\s+arbeidet|herunder))",
    ),
    finds: &[
        ("Rapporten skal sendes partene.", "Rapporten"),
        ("I arbeidet skal etaten høre partene.", "I arbeidet"),
        ("Frist: 1. mai", "Frist"),
    ],
    leaves: &["Etaten skal lage en plan.", "Svarthvitt er greit.", "Departementet ber om at etaten svarer."],
};

pub(super) static OPP97: Rule = Rule {
    code: "OPP97",
    summary: "The field that closes an assignment with a code: which department answers for it.",
    pattern: Pattern::new(
        r"(?i)^(?P<value>(?:ansvarlig|ansvarleg|ansv\.?)\s+(?:avdeling|departement|avd\.?))\b",
    ),
    finds: &[("Ansvarlig avdeling i KLD: ABC", "Ansvarlig avdeling")],
    leaves: &["Ansvarlig utgiver er etaten"],
};

pub(super) static OPP98: Rule = Rule {
    code: "OPP98",
    summary: "A sentence that speaks of the work just assigned, so that it goes on with it though somebody else acts.",
    pattern: Pattern::new(
        r"(?i)(?:^|\s)(?P<value>arbeidet|oppdraget|prosjektet|utredningen|utgreiinga|vurderingen|vurderinga|kartleggingen|kartlegginga|gjennomgangen|evalueringen|evalueringa|planen|rapporten|forslaget|framlegget|løsningen|løysinga|ordningen|ordninga|dette|disse|desse|(?:inviteres|inviterast|involveres|involverast|høres|konsulteres|trekkes\s+inn|trekkjast\s+inn|tas\s+med|takast\s+med))(?:[\s.,;:]|$)",
    ),
    finds: &[("Partene skal være med i arbeidet.", "arbeidet")],
    leaves: &["Kommunene skal lage egne planer."],
};
