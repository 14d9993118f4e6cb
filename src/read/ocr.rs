//! Recognition of text in images, by tesseract where it is installed.

use super::layout::{self, Rule, Sheet, Word};
use crate::ended::Ended;
use crate::model::{Origin, Page};
use crate::pattern::Pattern;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Captures;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::process::{Command, Stdio};

/// What is said where tesseract is missing, or not to be used.
pub const INSTALL: &str = "no text that can be read without recognition; install tesseract (Debian, Ubuntu: apt install \
                           tesseract-ocr tesseract-ocr-nor) or leave out --no-ocr, and index again";

/// How tesseract is to look at a page: as one column of lines. Left to itself it takes list marks for a
/// column of specks and drops them; columns of text are told apart by `layout`.
const LAYOUT: &str = "4";

/// Raised when something else is done to the image before recognition, or to what comes of it: pages that
/// were recognised before are then recognised anew.
const PREPARED: u32 = 3;

/// An image of a page, in grey.
#[derive(Debug)]
pub(super) struct Image {
    pub width: u32,
    pub height: u32,
    /// One byte a dot, row by row.
    pub grey: Vec<u8>,
    /// Dots an inch.
    pub dpi: f32,
    /// The page's size in points.
    pub points: (f32, f32),
}

/// The recogniser that is installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tesseract {
    /// Its version, as it says.
    pub version: String,
    /// The languages it is asked for.
    pub languages: String,
}

/// The program: `ARKIV_TESSERACT`, or `tesseract` on the path.
fn program() -> std::ffi::OsString {
    std::env::var_os("ARKIV_TESSERACT").unwrap_or_else(|| "tesseract".into())
}

impl Tesseract {
    /// Looks whether tesseract is installed, and with which of the languages that are wanted.
    #[must_use]
    pub fn find() -> Option<Self> {
        let version = Command::new(program()).arg("--version").stderr(Stdio::null()).output().ok()?;
        let version = String::from_utf8_lossy(&version.stdout).lines().next()?.trim().to_owned();
        let list = Command::new(program()).arg("--list-langs").output().ok()?;
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        let has = |l: &&str| list.lines().any(|line| line.trim() == *l);
        // Without Norwegian, æ, ø and å come out wrong, but most words do come out.
        let languages = ["nor", "eng"].into_iter().find(has)?.to_owned();
        Some(Self { version, languages })
    }

    /// What its work depends on, for keeping it.
    #[must_use]
    pub fn settings(&self) -> String {
        format!("{} {} {LAYOUT} {PREPARED}", self.version, self.languages)
    }

    /// Whether it knows Norwegian.
    #[must_use]
    pub fn knows_norwegian(&self) -> bool {
        self.languages == "nor"
    }

    /// Recognises the text of a page.
    pub(super) fn page(&self, mut image: Image) -> Result<Page, String> {
        super::deskew::level(&mut image);
        super::paper::whiten(&mut image);
        let rules = super::ruled::take(&mut image);
        let mut input = format!("P5 {} {} 255\n", image.width, image.height).into_bytes();
        input.extend_from_slice(&image.grey);
        let hocr = self.run(&input, image.dpi)?;
        let mut sheet = sheet(&hocr, &rules, &image)?;
        (sheet.width, sheet.height) = image.points;
        let page = layout::pages(vec![sheet]).into_iter().next();
        let mut page = page.unwrap_or(Page { origin: Origin::Ocr, ..Page::default() });
        for line in &mut page.lines {
            line.text = mended(&line.text);
        }
        Ok(page)
    }

    fn run(&self, image: &[u8], dpi: f32) -> Result<String, String> {
        let failed = |what: &str| format!("tesseract failed: {what}");
        let mut child = Command::new(program())
            .args(["stdin", "stdout", "-l", &self.languages, "--psm", LAYOUT, "--dpi"])
            .arg(format!("{dpi:.0}"))
            .args(["-c", "hocr_font_info=0", "hocr"])
            // One page is one thread: pages are recognised side by side.
            .env("OMP_THREAD_LIMIT", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|e| failed(&e.to_string()))?;
        let mut stdin = child.stdin.take().ok_or_else(|| failed("no input"))?;
        let output = std::thread::scope(|scope| {
            // Written beside reading: either pipe may fill.
            scope.spawn(move || stdin.write_all(image));
            child.wait_with_output()
        })
        .map_err(|e| failed(&e.to_string()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            if Ended::of(output.status) == Ended::ProcessorTime {
                return Err(
                    "recognition took too much processor time and was stopped; --cpu-limit allows more"
                        .to_owned(),
                );
            }
            return Err(failed(said.lines().last().unwrap_or("it said nothing")));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Signs that tesseract takes for others, where what stands around them leaves no doubt.
fn mended(line: &str) -> String {
    // A bullet comes out as any small sign.
    let bullet = BULLET.captures(line).and_then(|c| c.get(1)).map(|rest| format!("• {}", rest.as_str()));
    let circle = CIRCLE.captures(line).and_then(|c| c.get(1)).map(|rest| format!("o {}", rest.as_str()));
    let line = bullet.as_deref().or(circle.as_deref()).unwrap_or(line);
    // A dash comes out in any length, or as two: "-— Talet på klager"; dashes of one list are alike.
    let line = DASHES.replace_all(line, "– ");
    // A law's § comes out as 8, $ or S: "arbeidsmiljøloven 8 18-6".
    let line = SECTION.replace_all(&line, "$1 § $2");
    // "Prop. I S" and "Prop. 1 5 (2014—2015)" are Prop. 1 S.
    let line = ROMAN.replace_all(&line, "$1 1 $2");
    let line = BUDGET.replace_all(&line, "$1 1 S (");
    let line = PROPOSITION.replace_all(&line, "$1 S");
    let line = LETTER.replace_all(&line, "S$1");
    let line = YEARS.replace_all(&line, "$1–$2");
    // "11. desember" comes out as "I I. desember", "Side 1 av 2" as "Side I av 2".
    let line = DAY.replace_all(&line, day);
    let line = SIDE.replace_all(&line, "$1 1$2");
    // The item 01 of a budget table comes out as "OI"; the gaps of a row of long words are told from
    // spaces by what stands between them.
    let line = ITEM.replace_all(&line, "${1}01$2");
    let line = ROW.replace_all(&line, "$1 | $2 | $3 | $4");
    // "2, UTFORDRINGER" is a heading's number.
    HEADING.replace_all(&line, "$1. $2").into_owned()
}

/// A day of a month whose number holds strokes that are ones, and gaps that are none.
fn day(c: &Captures<'_>) -> String {
    let part = |n| c.get(n).map_or("", |m| m.as_str());
    let digits = part(1).chars().filter(|c| !c.is_whitespace());
    digits.map(|c| if c.is_ascii_digit() { c } else { '1' }).collect::<String>() + part(2)
}

static BULLET: Pattern = Pattern::new(r"^[*«»+¢®¥·‚,'e]\s+(\S.*)$");
static DASHES: Pattern = Pattern::new(r"^[-–—=~](?:\s*[-–—=~])?\s+");
static CIRCLE: Pattern = Pattern::new(r"^(?:Oo|oO|O|0|°|©)\s+(\p{Ll}.*)$");
static SECTION: Pattern = Pattern::new(
    r"(?i)(loven|lova|lovens|forskriften|forskrifta|jf\.)\s+[8$S](?:\s|)(\d{1,3}(?:-\d{1,3})?\b)",
);
// Every proposition has a letter: "Prop. 18 (2014–2015)" is the budget, Prop. 1 S.
static BUDGET: Pattern = Pattern::new(r"\b(Prop\.)\s+1(?:\s?[S58B$]|\s[S5][8$])\s*\(");
static ROMAN: Pattern = Pattern::new(r"\b(Prop\.)\s+[Il|!]\s?([SL])\b");
static PROPOSITION: Pattern = Pattern::new(r"\b((?:Prop|Innst)\.\s+\d{1,3})\s+(?:5\b|S?\$)");
static YEARS: Pattern = Pattern::new(r"\b((?:19|20)\d\d)\s?[—–-]\s?((?:19|20)\d\d)\b");
static LETTER: Pattern = Pattern::new(r"\bS\$(\s*\()");
static DAY: Pattern = Pattern::new(
    r"\b([Il|](?:\s?[Il|\d])?|[123]\s?[Il|])(\.\s+(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)\b)",
);
static SIDE: Pattern = Pattern::new(r"^(Side)\s+[Il|]((?:\s+av\s+\d+)?)$");
static ITEM: Pattern = Pattern::new(r"^(\d{3,4}(?:\s\|)?\s)[O0][Il|](\s)");
static ROW: Pattern = Pattern::new(r"^(\d{3,4})\s(\d\d)\s(\p{Lu}[^|\d]*\p{L})\s(\d{1,3}(?:\s\d{3})+)$");
static HEADING: Pattern = Pattern::new(r"^(\d{1,2}),\s+(\p{Lu}.*)$");

/// A line of the recogniser's answer, in dots.
#[derive(Default, Clone, Copy)]
struct Given {
    left: f32,
    bottom: f32,
    slope: f32,
    offset: f32,
    size: f32,
}

/// hOCR and the rules that stood in the image → words and rules in their places. A page that was scanned
/// askew is put level.
fn sheet(hocr: &str, rules: &[Rule], image: &Image) -> Result<Sheet, String> {
    let mut reader = Reader::from_str(hocr);
    reader.config_mut().check_end_names = false;
    let points = 72.0 / image.dpi;
    let mut words: Vec<(Word, Given)> = Vec::new();
    let (mut line, mut in_word) = (Given::default(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                let (class, title) = (attribute(&tag, "class"), attribute(&tag, "title"));
                if class.starts_with("ocr_line")
                    || class.starts_with("ocr_header")
                    || class.starts_with("ocr_caption")
                    || class.starts_with("ocr_textfloat")
                {
                    line = given(&title);
                } else if class == "ocrx_word" {
                    let n = numbers(&title, "bbox");
                    let (left, right) = (at(&n, 0), at(&n, 2));
                    let base = line.bottom + line.offset + line.slope * (left - line.left);
                    let confidence = at(&numbers(&title, "x_wconf"), 0).clamp(0.0, 100.0) as u8;
                    let word = Word {
                        left,
                        right,
                        base,
                        size: line.size,
                        confidence: Some(confidence),
                        space_before: true,
                        ..Word::default()
                    };
                    words.push((word, line));
                    in_word = true;
                }
            }
            Ok(Event::Text(text)) if in_word => {
                if let Some((word, _)) = words.last_mut() {
                    word.text.push_str(text.trim());
                }
            }
            Ok(Event::GeneralRef(name)) if in_word => {
                if let Some((word, _)) = words.last_mut() {
                    word.text.push_str(entity(&name));
                }
            }
            Ok(Event::End(tag)) if tag.name().as_ref() == "span" => in_word = false,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) => return Err(format!("tesseract's answer could not be read: {e}")),
        }
    }
    words.retain(|(w, _)| !w.text.is_empty());
    let slope = layout::median(words.iter().map(|(_, l)| l.slope).collect());
    let size = layout::median(words.iter().map(|(_, l)| l.size).collect());
    // Turned about the middle of the page; the slope is small.
    let (x, y) = (image.width as f32 / 2.0, image.height as f32 / 2.0);
    let turned =
        |left: f32, base: f32| ((left + slope * (base - y)) * points, (base - slope * (left - x)) * points);
    let level = |(mut word, _): (Word, Given)| {
        let width = (word.right - word.left) * points;
        (word.left, word.base) = turned(word.left, word.base);
        word.right = word.left + width;
        // Sizes are measured on the letters that happen to stand in a line.
        word.size = if (word.size / size - 1.0).abs() < 0.2 { size } else { word.size } * points * TYPE;
        word
    };
    let words = words.into_iter().map(level).collect();
    let level = |rule: &Rule| {
        let (x, y) = turned(f32::midpoint(rule.left, rule.right), f32::midpoint(rule.top, rule.bottom));
        let (across, down) =
            ((rule.right - rule.left) * points / 2.0, (rule.bottom - rule.top) * points / 2.0);
        Rule { left: x - across, top: y - down, right: x + across, bottom: y + down }
    };
    let rules = rules.iter().map(level).collect();
    Ok(Sheet {
        words: [words, Vec::new(), Vec::new(), Vec::new()],
        rules,
        origin: Origin::Ocr,
        ..Sheet::default()
    })
}

/// The recogniser's line height in sizes of type.
const TYPE: f32 = 1.0;

fn given(title: &str) -> Given {
    let (bbox, baseline) = (numbers(title, "bbox"), numbers(title, "baseline"));
    Given {
        left: at(&bbox, 0),
        bottom: at(&bbox, 3),
        slope: at(&baseline, 0),
        offset: at(&baseline, 1),
        size: at(&numbers(title, "x_size"), 0).max(1.0),
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let value = tag.try_get_attribute(name).ok().flatten();
    value.map(|a| a.value.into_owned()).unwrap_or_default()
}

/// The numbers that stand after a name in hOCR's `title`.
fn numbers(title: &str, name: &str) -> Vec<f32> {
    let part = title.split(';').map(str::trim).find_map(|p| p.strip_prefix(name));
    part.map(|p| p.split_whitespace().filter_map(|n| n.parse().ok()).collect()).unwrap_or_default()
}

fn at(numbers: &[f32], index: usize) -> f32 {
    numbers.get(index).copied().unwrap_or(0.0)
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" | "#39" => "'",
        _ => "",
    }
}
