//! Scans: what is done to the image before recognition, and to what comes of it.
#![cfg(unix)]

use super::support::{Folder, Ran};
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt;

/// A page as it comes from a scanner: paper that is not white, with grain, a rule under a line of letters
/// and one beside them, all askew by less than is turned level.
fn page() -> Vec<u8> {
    let mut image = image::GrayImage::from_fn(1240, 1754, |x, y| {
        let grain = (x * 7 + y * 13 + x * y % 11) % 9;
        image::Luma([232 + grain as u8])
    });
    let down = |x: u32| x / 200;
    for x in 100..1100 {
        for y in 0..3 {
            image.put_pixel(x, 600 + down(x) + y, image::Luma([60]));
        }
    }
    for y in 500..700 {
        image.put_pixel(1100, y, image::Luma([60]));
        image.put_pixel(1101, y, image::Luma([60]));
    }
    // Letters: short strokes, one of which goes through the rule.
    for letter in 0..20 {
        for y in 575..595 + if letter == 5 { 17 } else { 0 } {
            for x in 0..4 {
                image.put_pixel(120 + letter * 40 + x, y, image::Luma([40]));
            }
        }
    }
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

/// A folder with a scan and a stand-in for tesseract that keeps the image it is given, and sees these lines:
/// each with where it begins, in dots.
fn folder(lines: &[(u32, &str)]) -> Folder {
    let folder = Folder::new(&[]);
    let mut hocr = String::from("<html><body>");
    for (row, (left, line)) in (0..).zip(lines) {
        let base = 200 + row * 40;
        hocr += &format!(
            "<span class='ocr_line' title='bbox {left} {} 1100 {base}; baseline 0 0; x_size 30'>",
            base - 30
        );
        let mut x = *left;
        for word in line.split(' ') {
            let right = x + 14 * word.chars().count() as u32;
            hocr += &format!(
                "<span class='ocrx_word' title='bbox {x} {} {right} {base}; x_wconf 90'>{word}</span>",
                base - 30
            );
            x = right + 10;
        }
        hocr += "</span>";
    }
    hocr += "</body></html>";
    folder.write(".hocr", hocr.as_bytes());
    let script = "#!/bin/sh\nhere=$(dirname \"$0\")\ncase \"$1\" in --version) echo tesseract 9; exit;; --list-langs) echo nor; exit;; esac\ncat > \"$here/.page\"\ncat \"$here/.hocr\"\n";
    folder.write(".seer", script.as_bytes());
    let seer = folder.path().join(".seer");
    std::fs::set_permissions(seer, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder.write("skann.png", &page());
    folder
}

fn read(folder: &Folder) -> Ran {
    let seer = folder.path().join(".seer");
    folder.arkiv_with(&[("ARKIV_TESSERACT", seer.to_str().unwrap())], &["read", "skann.png"])
}

#[test]
fn the_image_is_white_and_without_rules() {
    let folder = folder(&[(100, "Tildelingsbrev 2019")]);
    assert_eq!(read(&folder).code, 0);
    let given = std::fs::read(folder.path().join(".page")).unwrap();
    let dots = given.strip_prefix(b"P5 1240 1754 255\n").unwrap().to_vec();
    let image = image::GrayImage::from_raw(1240, 1754, dots).unwrap();
    let dark = |x: u32, y: u32| image.get_pixel(x, y).0[0] < 128;
    let (mut white, mut rule) = (0, 0);
    for (x, y, dot) in image.enumerate_pixels() {
        white += u32::from(dot.0[0] == 255);
        let in_rule = (598..612).contains(&y) && (100..1100).contains(&x) && !(310..335).contains(&x);
        rule += u32::from(in_rule && dark(x, y));
        assert!(!(x >= 1099 && dark(x, y)), "the upright rule is gone too: {x} {y}");
    }
    assert!(white > image.width() * image.height() / 100 * 98, "paper is white: {white}");
    assert_eq!(rule, 0, "nothing is left of the rule");
    assert!(dark(121, 580) && dark(321, 590) && dark(321, 609), "letters are left, also through the rule");
}

#[test]
fn known_misreadings_are_mended() {
    let folder = folder(&[
        (100, "Det vises til Prop. I S (2018–2019) og Prop. 1 5 (2017—2018)."),
        (100, "Se Innst. 63 $ (2018–2019)."),
        (100, "Se Prop. 1 58 (2016–2017)."),
        (100, "S$ (2015–2016) og IKT i 2. utgave."),
        (100, "Frist: I I. desember, 2I. mai og l. juni"),
        (100, "1379 OI Driftsutgifter 402 656 000"),
        (100, "1379 21 Spesielle driftsutgifter, kan overføres 36 502 000"),
        (100, "Side I av 2"),
        (100, "Styringsparametere:"),
        (100, "-— Talet på klager"),
        (100, "= Talet på saker"),
        (100, "— Talet på besøk"),
    ]);
    let ran = read(&folder);
    assert!(ran.out.contains("Prop. 1 S (2018–2019) og Prop. 1 S (2017–2018)."), "{}", ran.out);
    assert!(ran.out.contains("Se Innst. 63 S (2018–2019)."), "{}", ran.out);
    for mended in [
        "Se Prop. 1 S (2016–2017).",
        "S (2015–2016) og IKT i 2. utgave.",
        "Frist: 11. desember, 21. mai og 1. juni",
        "1379 | 01 | Driftsutgifter | 402 656 000",
        "1379 | 21 | Spesielle driftsutgifter, kan overføres | 36 502 000",
        "Side 1 av 2",
    ] {
        assert!(ran.out.contains(mended), "{mended}: {}", ran.out);
    }
    for item in ["\n– Talet på klager\n", "\n– Talet på saker\n", "\n– Talet på besøk\n"] {
        assert!(ran.out.contains(item), "{item}: {}", ran.out);
    }
}
