//! Scans: the pages of a PDF as grey images, a little askew and with noise, and no text.

use super::pdf::deflate;
use super::random::Rng;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage};
use pdf_writer::{Content, Filter, Finish, Name, Rect, Ref};

/// How a page is scanned.
#[derive(Debug, Clone, Copy)]
pub struct Scanner {
    /// Dots per inch.
    pub dpi: f32,
    /// Quality of the JPEG images, to 100; without one they are stored without loss.
    pub jpeg: Option<u8>,
    /// The greatest angle a page is turned by, in degrees.
    pub skew: f32,
    /// The greatest error of a dot's grey, of 255.
    pub noise: u8,
}

impl Scanner {
    /// The one in the office.
    pub const OFFICE: Self = Self { dpi: 300.0, jpeg: Some(55), skew: 0.5, noise: 8 };
}

/// The pages of a PDF, printed and scanned.
pub fn render(pdf: Vec<u8>, scanner: Scanner, seed: u64) -> Result<Vec<u8>, String> {
    let pdf = Pdf::new(pdf).map_err(|e| format!("the PDF to scan cannot be opened: {e:?}"))?;
    let mut rng = Rng::new(seed);
    let cache = RenderCache::new();
    let scale = scanner.dpi / 72.0;
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let mut images = Vec::new();
    for page in pdf.pages().iter() {
        let pixmap = hayro::render(
            page,
            &cache,
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &settings,
        );
        let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
        let grey = pixmap.data().iter().map(|p| luma(p.r, p.g, p.b)).collect();
        let image = GrayImage::from_raw(width, height, grey).ok_or("a page has no dots")?;
        images.push(worn(&image, scanner, &mut rng));
    }
    Ok(bind(&images, scanner))
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    ((u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000) as u8
}

/// The page turned a little, with noise; paper is not quite white and ink not quite black.
fn worn(image: &GrayImage, scanner: Scanner, rng: &mut Rng) -> GrayImage {
    let part = |rng: &mut Rng| rng.between(0, 2000) as f32 / 1000.0 - 1.0;
    let angle = (part(rng) * scanner.skew).to_radians();
    let (sin, cos) = angle.sin_cos();
    let (width, height) = (image.width() as f32, image.height() as f32);
    GrayImage::from_fn(image.width(), image.height(), |x, y| {
        let (dx, dy) = (x as f32 - width / 2.0, y as f32 - height / 2.0);
        let from = (dx * cos + dy * sin + width / 2.0, dy * cos - dx * sin + height / 2.0);
        let ink = sample(image, from.0, from.1);
        let grey = 22.0 + ink * 0.86 + part(rng) * f32::from(scanner.noise);
        image::Luma([grey.clamp(0.0, 255.0) as u8])
    })
}

/// The grey between four dots.
fn sample(image: &GrayImage, x: f32, y: f32) -> f32 {
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0 && x < image.width() as f32 && y < image.height() as f32;
        if inside { f32::from(image.get_pixel(x as u32, y as u32).0[0]) } else { 255.0 }
    };
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (x - left, y - top);
    let upper = at(left, top) * (1.0 - fx) + at(left + 1.0, top) * fx;
    let lower = at(left, top + 1.0) * (1.0 - fx) + at(left + 1.0, top + 1.0) * fx;
    upper * (1.0 - fy) + lower * fy
}

/// One image a page.
fn bind(images: &[GrayImage], scanner: Scanner) -> Vec<u8> {
    let mut pdf = pdf_writer::Pdf::new();
    let (catalog, tree) = (Ref::new(1), Ref::new(2));
    let count = i32::try_from(images.len()).expect("few pages");
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids((0..count).map(|i| Ref::new(3 + 3 * i))).count(count);
    for (i, image) in (0..count).zip(images) {
        let [page, contents, picture] = [0, 1, 2].map(|n| Ref::new(3 + 3 * i + n));
        let points = |dots: u32| dots as f32 * 72.0 / scanner.dpi;
        let (width, height) = (points(image.width()), points(image.height()));
        let mut out = pdf.page(page);
        out.media_box(Rect::new(0.0, 0.0, width, height)).parent(tree).contents(contents);
        out.resources().x_objects().pair(Name(b"Im1"), picture);
        out.finish();
        let mut content = Content::new();
        content.transform([width, 0.0, 0.0, height, 0.0, 0.0]).x_object(Name(b"Im1"));
        pdf.stream(contents, &content.finish());
        let (bytes, filter) = packed(image, scanner);
        let mut object = pdf.image_xobject(picture, &bytes);
        object.filter(filter);
        object.width(image.width() as i32).height(image.height() as i32);
        object.bits_per_component(8).color_space().device_gray();
    }
    pdf.finish()
}

fn packed(image: &GrayImage, scanner: Scanner) -> (Vec<u8>, Filter) {
    let Some(quality) = scanner.jpeg else { return (deflate(image.as_raw()), Filter::FlateDecode) };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(image.as_raw(), image.width(), image.height(), ExtendedColorType::L8)
        .expect("memory takes all");
    (bytes, Filter::DctDecode)
}
