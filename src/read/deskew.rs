//! Scans that lie askew are turned level before recognition: tesseract loses lines on pages that are off by
//! half a degree.

use super::ocr::Image;

/// Pages are looked at this coarsely, in dots an inch.
const DPI: f32 = 100.0;
/// How far askew a page may lie, in radians: about three degrees.
const MOST: f32 = 0.052;
/// A page that is off by less, half a degree, is left as it is: tesseract copes, and turning blurs.
const LEAST: f32 = 0.009;
/// No more dots than this are looked at.
const DOTS: usize = 60_000;

/// Turns the image level. Says by what slope it was off, in dots down for each dot to the right.
pub(super) fn level(image: &mut Image) -> f32 {
    let slope = slope(image);
    if slope.abs() >= LEAST {
        turn(image, slope);
        return slope;
    }
    0.0
}

/// The slope at which the dark dots fall most into rows.
fn slope(image: &Image) -> f32 {
    let dots = dark(image);
    if dots.len() < 200 {
        return 0.0;
    }
    let best = |middle: f32, reach: f32, step: f32| {
        let steps = (reach / step).round() as i32;
        let slopes = (-steps..=steps).map(|i| middle + i as f32 * step);
        slopes.max_by(|a, b| sharpness(&dots, *a).total_cmp(&sharpness(&dots, *b))).unwrap_or(middle)
    };
    let coarse = best(0.0, MOST, 0.004);
    best(coarse, 0.004, 0.0005)
}

/// The dark dots of a coarse copy.
fn dark(image: &Image) -> Vec<(f32, f32)> {
    let step = (image.dpi / DPI).max(1.0) as usize;
    let width = image.width as usize;
    let mut out = Vec::new();
    for (y, row) in image.grey.chunks_exact(width.max(1)).enumerate().step_by(step) {
        let dots = row.iter().enumerate().step_by(step).filter(|(_, grey)| **grey < 128);
        out.extend(dots.map(|(x, _)| ((x / step) as f32, (y / step) as f32)));
    }
    let thin = out.len().div_ceil(DOTS);
    out.into_iter().step_by(thin.max(1)).collect()
}

/// How sharply dots fall into rows of this slope: the sum of the squares of what is in each.
fn sharpness(dots: &[(f32, f32)], slope: f32) -> f32 {
    let mut rows: Vec<f32> = Vec::new();
    for (x, y) in dots {
        let row = (y - slope * x + 1000.0).max(0.0) as usize;
        if row >= rows.len() {
            rows.resize(row + 1, 0.0);
        }
        if let Some(count) = rows.get_mut(row) {
            *count += 1.0;
        }
    }
    rows.iter().map(|n| n * n).sum()
}

/// Turns the image about its middle so that lines of this slope become level.
fn turn(image: &mut Image, slope: f32) {
    let (width, height) = (image.width as usize, image.height as usize);
    let (cos, sin) = (slope.atan().cos(), slope.atan().sin());
    let (cx, cy) = (image.width as f32 / 2.0, image.height as f32 / 2.0);
    let grey = |x: i64, y: i64| {
        let at =
            usize::try_from(y).ok().zip(usize::try_from(x).ok()).filter(|(y, x)| *y < height && *x < width);
        at.and_then(|(y, x)| image.grey.get(y * width + x)).map_or(255.0, |g| f32::from(*g))
    };
    let mut out = Vec::with_capacity(image.grey.len());
    for y in 0..height {
        for x in 0..width {
            let (dx, dy) = (x as f32 - cx, y as f32 - cy);
            let (sx, sy) = (cos * dx - sin * dy + cx, sin * dx + cos * dy + cy);
            let (x0, y0) = (sx.floor(), sy.floor());
            let (fx, fy) = (sx - x0, sy - y0);
            let (x0, y0) = (x0 as i64, y0 as i64);
            let above = grey(x0, y0) * (1.0 - fx) + grey(x0 + 1, y0) * fx;
            let below = grey(x0, y0 + 1) * (1.0 - fx) + grey(x0 + 1, y0 + 1) * fx;
            out.push((above * (1.0 - fy) + below * fy).round() as u8);
        }
    }
    image.grey = out;
}
