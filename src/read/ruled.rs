//! Rules of tables and underlines in images of pages. Recognition takes them for signs ("92/21" for two
//! cells), so they are taken out of the image; where they stood, `layout` is told.

use super::layout::Rule;
use super::ocr::Image;

/// Dots darker than this may belong to a rule: thin ones come out grey.
const DARK: u8 = 160;
/// Straight strokes shorter than this are letters, in inches.
const STROKE: f32 = 0.2;
/// Rules shorter than this are dashes in the text or large letters, in inches.
const SHORTEST: [f32; 2] = [0.6, 0.3];
/// What is thicker than this is no rule, in inches.
const THICKEST: f32 = 0.04;
/// Strokes of one rule are no further apart than this, in inches: a rule that lies askew goes down in steps.
const STEP: f32 = 0.03;
/// Breaks of so many dots in a stroke are specks of the scan.
const BREAK: usize = 2;
/// An image with more strokes than this is a photograph or a drawing.
const PICTURE: usize = 40_000;

/// Which way a rule goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Level,
    Upright,
}

/// Dark dots in a row: `across` is the row (or the column, for upright ones), `from..to` is along it.
#[derive(Debug, Clone, Copy)]
struct Stroke {
    across: usize,
    from: usize,
    to: usize,
}

/// Takes the rules out of an image on white paper, and says where they stood, in dots.
pub(super) fn take(image: &mut Image) -> Vec<Rule> {
    let [level, upright] = strokes(image);
    if level.len() + upright.len() > PICTURE {
        return Vec::new();
    }
    let mut rules = Vec::new();
    // Upright ones come last: where two cross, the first is kept as long as the second is there.
    for (way, strokes) in [(Way::Level, level), (Way::Upright, upright)] {
        for members in joined(strokes, STEP * image.dpi) {
            let Some(rule) = rule(&members, way, image.dpi) else { continue };
            erase(image, way, &members);
            rules.push(rule);
        }
    }
    rules
}

/// The long straight strokes of the image: the level ones, and the upright ones. In one walk along its rows.
fn strokes(image: &Image) -> [Vec<Stroke>; 2] {
    let least = (STROKE * image.dpi) as usize;
    let width = image.width as usize;
    let mut out = [Vec::new(), Vec::new()];
    let [level, upright] = &mut out;
    let mut columns = vec![Run::default(); width];
    for (y, row) in image.grey.chunks_exact(width.max(1)).enumerate() {
        let mut run = Run::default();
        for ((x, grey), column) in row.iter().enumerate().zip(&mut columns) {
            let dark = *grey < DARK;
            level.extend(run.next(x, dark, least).map(|(from, to)| Stroke { across: y, from, to }));
            upright.extend(column.next(y, dark, least).map(|(from, to)| Stroke { across: x, from, to }));
        }
        level.extend(run.end(least).map(|(from, to)| Stroke { across: y, from, to }));
    }
    for (x, column) in columns.iter_mut().enumerate() {
        upright.extend(column.end(least).map(|(from, to)| Stroke { across: x, from, to }));
    }
    upright.sort_by_key(|s| (s.across, s.from));
    out
}

/// Dark dots that follow each other; none where both are the same.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    from: usize,
    /// Behind the last dark dot.
    to: usize,
}

impl Run {
    /// Looks at the next dot. Gives the run that ended before it, if it was long.
    fn next(&mut self, at: usize, dark: bool, least: usize) -> Option<(usize, usize)> {
        if !dark {
            return None;
        }
        let ended = if at > self.to + BREAK { self.end(least) } else { None };
        if self.from == self.to {
            self.from = at;
        }
        self.to = at + 1;
        ended
    }

    /// Ends the run, and gives it if it was long.
    fn end(&mut self, least: usize) -> Option<(usize, usize)> {
        let Self { from, to } = std::mem::take(self);
        (to - from >= least.max(1)).then_some((from, to))
    }
}

/// Strokes that touch, or nearly, with those of the rows beside theirs. They come in the order of rows.
fn joined(strokes: Vec<Stroke>, step: f32) -> Vec<Vec<Stroke>> {
    /// As many of a rule's strokes stand in two rows, at most.
    const LAST: usize = 64;
    let step = step as usize;
    let (mut open, mut done): (Vec<Vec<Stroke>>, Vec<Vec<Stroke>>) = (Vec::new(), Vec::new());
    for stroke in strokes {
        let mut mine: Vec<Stroke> = Vec::new();
        open.retain_mut(|members| {
            let mut near =
                members.iter().rev().take(LAST).filter(|s| stroke.across <= s.across + BREAK).peekable();
            let ended = near.peek().is_none();
            let touches = near.any(|s| stroke.from <= s.to + step && s.from <= stroke.to + step);
            if ended {
                done.push(std::mem::take(members));
            } else if touches && mine.is_empty() {
                mine = std::mem::take(members);
            } else if touches {
                mine.append(members);
            }
            !members.is_empty()
        });
        mine.push(stroke);
        open.push(mine);
    }
    done.extend(open);
    done
}

/// The rule that strokes make, as if it were level (or upright) about its middle; nothing where they are a
/// surface, or a letter.
fn rule(strokes: &[Stroke], way: Way, dpi: f32) -> Option<Rule> {
    let dots: usize = strokes.iter().map(|s| s.to - s.from).sum();
    let from = strokes.iter().map(|s| s.from).min()? as f32;
    let to = strokes.iter().map(|s| s.to).max()? as f32;
    let length = to - from;
    let thick = dots as f32 / length;
    let [level, upright] = SHORTEST;
    let shortest = if way == Way::Level { level } else { upright };
    if length < shortest * dpi || thick > THICKEST * dpi {
        return None;
    }
    let weighed: usize = strokes.iter().map(|s| s.across * (s.to - s.from)).sum();
    let middle = weighed as f32 / dots as f32 + 0.5;
    let (near, far) = (middle - thick / 2.0, middle + thick / 2.0);
    Some(match way {
        Way::Level => Rule { left: from, top: near, right: to, bottom: far },
        Way::Upright => Rule { left: near, top: from, right: far, bottom: to },
    })
}

/// Paints over a rule and its fringes with paper. Where a letter touches it, the letter goes on
/// beyond the rule, and both are left.
fn erase(image: &mut Image, way: Way, strokes: &[Stroke]) {
    /// The fringe of a rule, in dots.
    const FRINGE: usize = 2;
    let from = strokes.iter().map(|s| s.from).min().unwrap_or(0);
    let to = strokes.iter().map(|s| s.to).max().unwrap_or(0);
    // Between which rows it stands, at each place along it.
    let mut spans: Vec<Option<(usize, usize)>> = vec![None; to - from];
    for stroke in strokes {
        for span in spans.iter_mut().take(stroke.to - from).skip(stroke.from - from) {
            let (near, far) = span.unwrap_or((stroke.across, stroke.across));
            *span = Some((near.min(stroke.across), far.max(stroke.across)));
        }
    }
    let (width, height) = (image.width as usize, image.height as usize);
    let place = |across: usize, along: usize| {
        let (x, y) = if way == Way::Level { (along, across) } else { (across, along) };
        (x < width && y < height).then(|| y * width + x)
    };
    for (along, span) in (from..).zip(spans) {
        let Some((near, far)) = span else { continue };
        let (near, far) = (near.saturating_sub(FRINGE), far + FRINGE);
        let grey = |across: usize| place(across, along).and_then(|at| image.grey.get(at)).copied();
        let (above, below) = (near.checked_sub(1).and_then(&grey), grey(far + 1));
        if [above, below].into_iter().flatten().any(|g| g < DARK) {
            continue;
        }
        for across in near..=far {
            if let Some(dot) = place(across, along).and_then(|at| image.grey.get_mut(at)) {
                *dot = u8::MAX;
            }
        }
    }
}
