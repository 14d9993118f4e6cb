//! A guard before the parser: its work grows with the square of how deep elements stand in each other.

use std::borrow::Cow;

/// How deep elements may stand. Browsers stop at 512; letters need thirty.
const DEEPEST: usize = 256;

/// Elements that have no content, or whose end tag is commonly left out: they say nothing of depth.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot",
    "colgroup", "html", "head", "body",
];

/// The page without the tags that stand too deep; their words stay.
pub(super) fn flatten(html: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut kept = 0; // everything before it is in `out`, or left out
    let mut depth: usize = 0;
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        let from = at + found;
        let rest = html.get(from..).unwrap_or("");
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| from + end + 3);
            continue;
        }
        let closing = rest.starts_with("</");
        let name_at = from + 1 + usize::from(closing);
        let name = html.get(name_at..).unwrap_or("");
        let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()));
        let name = name.unwrap_or("").to_ascii_lowercase();
        let Some(length) = rest.find('>').filter(|_| !name.is_empty()) else {
            at = from + 1;
            continue;
        };
        let end = from + length + 1;
        at = end;
        if FLAT.contains(&name.as_str()) || rest.get(..length).is_some_and(|tag| tag.ends_with('/')) {
            continue;
        }
        if matches!(name.as_str(), "script" | "style") && !closing {
            let close = format!("</{name}");
            let inside = html.get(end..).unwrap_or("");
            let skip = inside.match_indices("</").map(|(i, _)| i);
            let found = skip.into_iter().find(|i| {
                inside.get(*i..i + close.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&close))
            });
            at = found.map_or(html.len(), |i| end + i);
            depth += 1;
            continue;
        }
        if !closing {
            depth += 1;
        }
        if depth > DEEPEST {
            out.push_str(html.get(kept..from).unwrap_or(""));
            kept = end;
        }
        if closing {
            depth = depth.saturating_sub(1);
        }
    }
    if kept == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(kept..).unwrap_or(""));
    Cow::Owned(out)
}
