//! What is drawn on a page → words, rules and images in their places. A `Device` that draws nothing.

use crate::read::layout::{Rule, Sheet, Word, turned_point};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{self, Dict};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use std::collections::HashMap;

/// A page with more glyphs than this is an attack or a drawing; the rest is left out.
pub(super) const MOST_GLYPHS: usize = 300_000;
/// The same for rules.
const MOST_RULES: usize = 20_000;
/// Within one run of text a gap of this part of the size is a space.
const SPACE: f32 = 0.16;

/// Collects what a page draws.
pub(super) struct Collector {
    size: (f32, f32),
    words: [Vec<Word>; 4],
    rules: Vec<Rule>,
    /// Small round or square shapes: list marks are drawn so in print from browsers.
    dots: Vec<(Rect, char)>,
    /// How thick the strokes of a word's type are, by the letter it was measured on; one for each word.
    inks: [Vec<Option<(char, f32)>>; 4],
    measured: HashMap<(char, u128), f32>,
    /// The word that goes on with the next glyph, if it touches it.
    open: bool,
    /// Where the last space ended, and the line it stood on.
    space: Option<(f32, f32)>,
    /// Glyphs seen.
    pub glyphs: usize,
    /// Glyphs of which nothing says what letter they are.
    pub unknown: usize,
    /// Glyphs that are drawn so that they do not show, as the text layer of a scan is.
    pub invisible: usize,
    /// Paths that are no rules: letters may be drawn as such.
    pub shapes: usize,
    /// How much of the page its largest image covers, 0 to 1.
    pub image: f32,
    /// Replacement text for what is drawn, innermost last.
    actual: Vec<Option<Actual>>,
    last_run: Option<(Point, usize)>,
}

/// `ActualText`: what is drawn until its end stands for this.
struct Actual {
    text: String,
    from: Option<[usize; 4]>,
}

/// What the collector found on a page.
pub(super) struct Drawn {
    pub sheet: Sheet,
    pub inks: [Vec<Option<(char, f32)>>; 4],
}

impl Collector {
    pub(super) fn new(width: f32, height: f32) -> Self {
        Self {
            size: (width, height),
            words: Default::default(),
            rules: Vec::new(),
            dots: Vec::new(),
            inks: Default::default(),
            measured: HashMap::new(),
            open: false,
            space: None,
            glyphs: 0,
            unknown: 0,
            invisible: 0,
            shapes: 0,
            image: 0.0,
            actual: Vec::new(),
            last_run: None,
        }
    }

    pub(super) fn finish(mut self) -> Drawn {
        self.mark_items();
        let (width, height) = self.size;
        let sheet = Sheet { width, height, words: self.words, rules: self.rules, ..Sheet::default() };
        Drawn { sheet, inks: self.inks }
    }

    /// Dots that stand before the first word of a line are its list mark.
    fn mark_items(&mut self) {
        let Some((words, inks)) = self.words.first_mut().zip(self.inks.first_mut()) else { return };
        let mut marks = Vec::new();
        for (dot, mark) in std::mem::take(&mut self.dots) {
            let (left, right, middle) =
                (dot.x0 as f32, dot.x1 as f32, f32::midpoint(dot.y0 as f32, dot.y1 as f32));
            let level = |w: &&Word| w.base - w.size < middle && middle < w.base;
            let before = words.iter().filter(level).any(|w| w.right <= left + 0.5 && left - w.right < 60.0);
            let after = words
                .iter()
                .filter(level)
                .filter(|w| w.left >= right - 0.5 && w.left - right < 2.5 * w.size)
                .min_by(|a, b| a.left.total_cmp(&b.left));
            if let Some(word) = after.filter(|w| !before && (right - left) < 0.8 * w.size) {
                let text = mark.to_string();
                marks.push(Word { text, left, right, space_after: true, bold: false, ..word.clone() });
            }
        }
        inks.extend(marks.iter().map(|_| None));
        words.extend(marks);
    }

    /// Keeps a shape that may be a list mark.
    fn dot(&mut self, r: Rect, filled: bool, bends: bool) {
        const MOST: usize = 2000;
        let (w, h) = (r.width(), r.height());
        if self.dots.len() < MOST && (1.5..9.0).contains(&w) && (w - h).abs() < 0.2 * w {
            self.dots.push((
                r,
                if !filled {
                    'o'
                } else if bends {
                    '•'
                } else {
                    '▪'
                },
            ));
        }
    }

    fn rule(&mut self, r: Rect) {
        let (w, h) = (r.width(), r.height());
        // Thin and long, or it is no rule; longer than the page, or it is a background.
        if self.rules.len() < MOST_RULES && w.min(h) <= 3.0 && w.max(h) >= 8.0 && w.max(h) < 3000.0 {
            self.rules.push(Rule {
                left: r.x0 as f32,
                top: r.y0 as f32,
                right: r.x1 as f32,
                bottom: r.y1 as f32,
            });
        }
    }

    fn path(&mut self, path: &BezPath, transform: Affine, filled: bool) {
        let mut part: Option<Rect> = None;
        let mut at = Point::ZERO;
        let mut start = Point::ZERO;
        for element in path.elements() {
            match element {
                PathEl::MoveTo(p) => {
                    if filled && let Some(r) = part.take() {
                        self.rule(r);
                    }
                    (at, start) = (transform * *p, transform * *p);
                }
                PathEl::LineTo(p) => {
                    let to = transform * *p;
                    let line = Rect::from_points(at, to);
                    part = Some(part.map_or(line, |r| r.union(line)));
                    if !filled {
                        self.rule(line);
                    }
                    at = to;
                }
                PathEl::ClosePath => {
                    if !filled {
                        self.rule(Rect::from_points(at, start));
                    }
                    at = start;
                }
                // Nothing that bends is a rule.
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {
                    part = None;
                    at = start;
                }
            }
        }
        if filled && let Some(r) = part {
            self.rule(r);
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, style: &mut Style) {
        let origin = transform * Point::ZERO;
        let across = transform * Point::new(1000.0, 0.0) - origin;
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let size = up.hypot() as f32;
        let (x, y) = (origin.x as f32, origin.y as f32);
        let on_page = x > -size && y > -size && x < self.size.0 + size && y < self.size.1 + size;
        if !(0.5..=2000.0).contains(&size) || !on_page {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) if !is_nothing(c) => c.to_string(),
            Some(BfString::String(s)) => s,
            // The font has no such letter, or says that it is none; yet something is drawn, such as the mark of
            // a list.
            Some(BfString::Char(_)) | None => {
                self.unknown += 1;
                char::REPLACEMENT_CHARACTER.to_string()
            }
        };
        let advance = match glyph {
            Glyph::Outline(g) => g.advance_width(),
            Glyph::Type3(g) => g.advance_width(),
        };
        let width = (advance.unwrap_or(500.0) / 1000.0 * across.hypot() as f32).abs();
        let turn = turn(across.x, across.y);
        let (left, base) = turned_point((x, y), turn, self.size);
        if style.ink.is_none() {
            style.ink = self.ink(glyph, &text);
        }
        self.place(turn, &text, (left, left + width), base, size, style);
    }

    fn place(
        &mut self,
        turn: u8,
        text: &str,
        (left, right): (f32, f32),
        base: f32,
        size: f32,
        style: &Style,
    ) {
        let (Some(words), Some(inks)) =
            (self.words.get_mut(usize::from(turn)), self.inks.get_mut(usize::from(turn)))
        else {
            return;
        };
        if text.chars().all(char::is_whitespace) {
            if let Some(last) = words.last_mut().filter(|_| self.open) {
                last.space_after = true;
            }
            (self.open, self.space) = (false, Some((right, base)));
            return;
        }
        // The last space of a cell is followed by the next cell, but not closely.
        let space_before = self
            .space
            .take()
            .is_some_and(|(end, foot)| (left - end).abs() < 0.25 * size && (foot - base).abs() < 0.08 * size);
        let joins = self.open
            && words.last().is_some_and(|w| {
                let gap = left - w.right;
                (w.base - base).abs() < 0.08 * size
                    && (w.size - size).abs() < 0.1 * size
                    && gap < SPACE * size
                    && gap > -0.5 * size
                    && w.bold == style.bold
            });
        if let Some(word) = words.last_mut().filter(|_| joins) {
            word.text.push_str(text);
            word.right = word.right.max(right);
            if let Some(ink) = inks.last_mut() {
                *ink = ink.or(style.ink);
            }
        } else {
            words.push(Word {
                text: text.to_owned(),
                left,
                right,
                base,
                size,
                bold: style.bold,
                space_before,
                ..Word::default()
            });
            inks.push(style.ink);
        }
        self.open = true;
    }

    /// Puts the value of a form's field in its place, unless words are drawn there.
    pub(super) fn field(&mut self, place: Rect, value: &str) {
        let lines: Vec<&str> = value.lines().filter(|l| !l.trim().is_empty()).collect();
        let (Some(words), Some(inks)) = (self.words.first_mut(), self.inks.first_mut()) else { return };
        let drawn =
            |w: &Word| place.contains(Point::new(f64::from(w.left), f64::from(w.base - 0.3 * w.size)));
        let page = Rect::new(0.0, 0.0, f64::from(self.size.0), f64::from(self.size.1));
        if lines.is_empty() || words.iter().any(drawn) || !page.contains(place.center()) {
            return;
        }
        let height = place.height() as f32 / lines.len() as f32;
        let size = (0.7 * height).clamp(4.0, 11.0);
        let mut middle = place.y0 as f32 + height / 2.0;
        for line in lines {
            let mut left = place.x0 as f32 + 2.0;
            for text in line.split_whitespace() {
                let right = left + 0.5 * size * text.chars().count() as f32;
                let (base, text) = (middle + 0.35 * size, text.to_owned());
                words.push(Word { text, left, right, base, size, space_after: true, ..Word::default() });
                inks.push(None);
                left = right + 0.3 * size;
            }
            middle += height;
        }
        self.open = false;
    }

    /// How thick the strokes of a letter are, in parts of the size.
    fn ink(&mut self, glyph: &Glyph<'_>, text: &str) -> Option<(char, f32)> {
        let c = text.chars().next().filter(char::is_ascii_alphabetic)?;
        let Glyph::Outline(glyph) = glyph else { return None };
        let key = (c, glyph.identifier().cache_key());
        if let Some(ink) = self.measured.get(&key) {
            return Some((c, *ink));
        }
        let outline = glyph.outline();
        let height = outline.bounding_box().height();
        let ink = if height > 1.0 { (outline.area().abs() / height / 1000.0) as f32 } else { return None };
        self.measured.insert(key, ink);
        Some((c, ink))
    }

    /// Puts replacement text in the place of what was drawn since `from`.
    fn replace(&mut self, actual: &Actual) {
        let Some(from) = actual.from else { return };
        for (turn, start) in from.into_iter().enumerate() {
            let (Some(words), Some(inks)) = (self.words.get_mut(turn), self.inks.get_mut(turn)) else {
                continue;
            };
            let Some(first) = words.get(start).cloned() else { continue };
            let drawn = words.get(start..).unwrap_or(&[]);
            // Text for a whole paragraph would lose the places of its words.
            let one_line = drawn.iter().all(|w| (w.base - first.base).abs() < 0.5 * first.size);
            let letters: usize = drawn.iter().map(|w| w.text.chars().count()).sum();
            if !one_line || actual.text.split_whitespace().count() > 1 || letters > 40 {
                continue;
            }
            let right = drawn.iter().map(|w| w.right).fold(first.right, f32::max);
            words.truncate(start + 1);
            inks.truncate(start + 1);
            if actual.text.trim().is_empty() {
                words.truncate(start);
                inks.truncate(start);
            } else if let Some(word) = words.last_mut() {
                actual.text.trim().clone_into(&mut word.text);
                word.right = right;
            }
        }
    }
}

/// What the glyphs of one run have in common.
struct Style {
    bold: bool,
    ink: Option<(char, f32)>,
}

/// In which of four directions text runs, in quarter turns clockwise.
fn turn(x: f64, y: f64) -> u8 {
    if x.abs() >= y.abs() {
        if x >= 0.0 { 0 } else { 2 }
    } else if y > 0.0 {
        1
    } else {
        3
    }
}

/// Whether a font calls itself bold.
fn is_bold(glyph: &Glyph<'_>) -> bool {
    let Glyph::Outline(glyph) = glyph else { return false };
    glyph.font_data().is_some_and(|font| {
        let name = font.postscript_name.unwrap_or_default().to_lowercase();
        font.weight.is_some_and(|w| w >= 600)
            || ["bold", "black", "heavy", "demi"].iter().any(|b| name.contains(b))
    })
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        if path.elements().len() <= 40 {
            let bends = path.elements().iter().any(|e| matches!(e, PathEl::CurveTo(..) | PathEl::QuadTo(..)));
            self.dot(props.transform.transform_rect_bbox(path.bounding_box()), filled, bends);
        }
        self.shapes += 1;
        if self.rules.len() < MOST_RULES {
            self.path(path, props.transform, filled);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.dot(props.transform.transform_rect_bbox(*rect), !matches!(mode, DrawMode::Stroke(_)), false);
        if matches!(mode, DrawMode::Stroke(_)) {
            self.path(&rect.to_path(0.1), props.transform, false);
        } else {
            self.rule(props.transform.transform_rect_bbox(*rect));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let Some(first) = run.glyphs().first() else { return };
        // Text that is filled and stroked comes twice.
        let at = props.transform * first.transform() * Point::ZERO;
        let again = self.last_run.is_some_and(|(p, n)| n == run.glyphs().len() && (p - at).hypot() < 0.01);
        self.last_run = Some((at, run.glyphs().len()));
        if again && matches!(mode, DrawMode::Stroke(_)) {
            return;
        }
        let mut style = Style { bold: is_bold(first), ink: None };
        for glyph in run.glyphs() {
            self.glyphs += 1;
            if self.glyphs > MOST_GLYPHS {
                return;
            }
            self.invisible += usize::from(matches!(mode, DrawMode::Invisible));
            self.glyph(glyph, props.transform * glyph.transform(), &mut style);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let own = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let page = Rect::new(0.0, 0.0, f64::from(self.size.0), f64::from(self.size.1));
        let seen = props.transform.transform_rect_bbox(own).intersect(page);
        self.image = self.image.max((seen.area() / page.area().max(1.0)) as f32);
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let text = properties.and_then(|p| p.get::<object::String<'_>>(b"ActualText".as_slice()));
        let actual = text.map(|t| {
            self.open = false;
            let from = [0, 1, 2, 3].map(|i: usize| self.words.get(i).map_or(0, Vec::len));
            Actual { text: decoded(t.as_bytes()), from: Some(from) }
        });
        self.actual.push(actual);
    }

    fn end_marked_content(&mut self) {
        if let Some(Some(actual)) = self.actual.pop() {
            self.replace(&actual);
        }
    }
}

/// A text string of a PDF: UTF-16 or UTF-8 with a byte-order mark, else Latin-1 in all that matters.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// Whether a letter is none: a sign that steers and does not part words.
fn is_nothing(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}
