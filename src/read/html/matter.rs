//! Which part of a page is its matter, and what in it is not: menus, notices, what is hidden.

use super::walk::{Visitor, walk};
use crate::pattern::Pattern;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};
use std::collections::{HashMap, HashSet};

/// Elements whose content is never the matter of a page.
const NEVER: &[&str] = &[
    "script", "style", "noscript", "template", "head", "nav", "aside", "footer", "button", "select",
    "textarea", "datalist", "svg", "math", "iframe", "object", "canvas", "audio", "video", "dialog", "map",
];

/// Roles of what stands around the matter.
const ROLES: &[&str] = &[
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "complementary",
    "tablist",
];

/// Words in a class or an id that tell what a box is for.
static AROUND: Pattern = Pattern::new(
    r"(?i)(?:^|[_-])(?:breadcrumbs?|brødsmulesti|brodsmulesti|cookies?(?:[_-]?(?:banner|consent|notice|bar))?|(?:social|share|sharing|some)(?:[_-]?(?:links?|buttons?|icons?|bar|tools?))?|skip[_-]?links?|print[_-]?(?:link|button)|page[_-]?tools?|related(?:[_-]?\w+)?|relatert\w*|nav(?:bar|igation)?|menu|meny|sidebar|site[_-]?(?:header|footer)|toc|sr-only|visually-?hidden|screen-reader-text)$",
);

/// Links that every page of a site has.
static SERVICE: Pattern = Pattern::new(
    r"(?i)^(?:del\s+(?:(?:denne\s+)?siden|artikkelen|på\s+\p{L}+)|skriv\s+ut(?:\s+\p{L}+)?|tips\s+en\s+venn|til\s+toppen|lytt(?:\s+til\s+\p{L}+)?|(?:facebook|twitter|linkedin|e-post|x)|hopp\s+til\s+\p{L}+|abonner(?:\s+på\s+\p{L}+)?)$",
);

static NOT_SHOWN: Pattern = Pattern::new(r"(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)");

/// How much text there is below an element, in letters, and how much of it is links.
#[derive(Debug, Clone, Copy, Default)]
struct Amount {
    text: usize,
    links: usize,
}

/// The matter of a page.
pub(super) struct Matter<'a> {
    page: &'a Html,
    /// The element that holds it.
    pub(super) root: NodeRef<'a, Node>,
    amounts: HashMap<NodeId, Amount>,
    whole: usize,
    /// Elements that hold a menu, a form or a list, as page headers do.
    with_menu: HashSet<NodeId>,
}

impl<'a> Matter<'a> {
    pub(super) fn of(page: &'a Html) -> Self {
        let root = page.tree.root();
        let mut count = Count::new(None);
        walk(root, &mut count);
        let whole = count.amounts.get(&root.id()).map_or(0, |a| a.text);
        let mut matter = Self { page, root, amounts: count.amounts, whole, with_menu: count.with_menu };
        let (parts, amounts) = {
            let mut count = Count::new(Some(&matter));
            walk(root, &mut count);
            (count.parts, count.amounts)
        };
        let text = |node: NodeRef<'_, Node>| amounts.get(&node.id()).map_or(0, |a| a.text);
        // What the author calls the main part, if it is no mere frame; in it the article, if that is all
        // there is to it.
        for (names, part) in [(["main"].as_slice(), 3), (&["article"], 7)] {
            let among = text(matter.root);
            let best = parts
                .iter()
                .filter(|n| element(**n).is_some_and(|e| names.contains(&kind_of(e))))
                .max_by_key(|n| text(**n));
            if let Some(best) = best.filter(|n| text(**n) * 10 >= among * part) {
                matter.root = *best;
            }
        }
        matter
    }

    fn amount(&self, node: NodeRef<'_, Node>) -> Amount {
        self.amounts.get(&node.id()).copied().unwrap_or_default()
    }

    /// Whether what stands in an element is no part of the matter.
    pub(super) fn leaves(&self, node: NodeRef<'_, Node>, element: &Element) -> bool {
        if is_never(element) {
            return true;
        }
        let amount = self.amount(node);
        // Pages lie in a form, or say "hidden" of everything while a notice is shown: what holds half of
        // the text is kept, whatever it is called.
        if amount.text * 2 > self.whole {
            return false;
        }
        let name = element.name();
        let hidden = element.attr("aria-hidden") == Some("true");
        let role = element.attr("role").is_some_and(|r| ROLES.contains(&r));
        let menu = name == "form" || (name == "header" && self.with_menu.contains(&node.id()));
        let called = ["class", "id"].iter().any(|a| element.attr(a).is_some_and(is_around));
        let all_links = amount.links * 10 >= amount.text * 9 && amount.text > 0;
        let service = amount.text <= 40
            && all_links
            && matches!(name, "a" | "li" | "p" | "div" | "span")
            && SERVICE.is_match(&text_of(node));
        hidden || role || menu || called || service
    }

    /// The title of a page whose matter has no heading of the first level.
    pub(super) fn title(&self) -> Option<String> {
        // "Tildelingsbrev 2020 - regjeringen.no"
        static SITE: Pattern = Pattern::new(r"\s+[-–|]\s+[\w.-]+\.(?:no|com|org)$");
        let mut heading = Heading { matter: self, found: false };
        walk(self.root, &mut heading);
        if heading.found {
            return None;
        }
        let mut nodes = self.page.tree.root().descendants();
        let title = text_of(nodes.find(|n| element(*n).is_some_and(|e| e.name() == "title"))?);
        let end = SITE.find(&title).map_or(title.len(), |m| m.start());
        title.get(..end).map(str::to_owned).filter(|t| !t.is_empty())
    }
}

/// The element that a node is.
pub(super) fn element(node: NodeRef<'_, Node>) -> Option<&Element> {
    node.value().as_element()
}

/// `main` for what its role calls main, else the element's name.
fn kind_of(element: &Element) -> &str {
    match element.attr("role") {
        Some("main") => "main",
        Some("article") => "article",
        _ => element.name(),
    }
}

/// Whether one of the words of a class or an id names what stands around the matter. "no-sidebar" does not.
fn is_around(words: &str) -> bool {
    let about = |w: &str| ["no-", "has-", "with-", "without-"].iter().any(|p| w.starts_with(p));
    words.split_whitespace().any(|w| !about(w) && AROUND.is_match(w))
}

/// What is hidden from everybody, or never text.
fn is_never(element: &Element) -> bool {
    NEVER.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|s| NOT_SHOWN.is_match(s))
}

/// The words of an element, white space made plain; for short ones.
fn text_of(node: NodeRef<'_, Node>) -> String {
    let words: String = node.descendants().filter_map(|n| n.value().as_text().map(|t| &**t)).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts what stands where: everything that is shown, or, once that is known, the matter.
struct Count<'m, 'a> {
    matter: Option<&'m Matter<'a>>,
    amounts: HashMap<NodeId, Amount>,
    with_menu: HashSet<NodeId>,
    parts: Vec<NodeRef<'a, Node>>,
    /// The elements that are open, with what was counted in them, and whether a menu stands in them.
    open: Vec<(Amount, bool)>,
    links: usize,
}

impl<'m, 'a> Count<'m, 'a> {
    fn new(matter: Option<&'m Matter<'a>>) -> Self {
        let (amounts, with_menu) = (HashMap::new(), HashSet::new());
        Self { matter, amounts, with_menu, parts: Vec::new(), open: Vec::new(), links: 0 }
    }
}

impl<'a> Visitor<'a> for Count<'_, 'a> {
    fn open(&mut self, node: NodeRef<'a, Node>) -> bool {
        if let Some(text) = node.value().as_text() {
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            if let Some((amount, _)) = self.open.last_mut() {
                amount.text += letters;
                amount.links += if self.links > 0 { letters } else { 0 };
            }
            return false;
        }
        if let Some(e) = element(node) {
            let menu = matches!(e.name(), "nav" | "form" | "ul" | "button");
            if menu && let Some((_, inside)) = self.open.last_mut() {
                *inside = true;
            }
            if self.matter.map_or_else(|| is_never(e), |m| m.leaves(node, e)) {
                return false;
            }
            self.links += usize::from(e.name() == "a" && e.attr("href").is_some());
            if matches!(kind_of(e), "main" | "article") {
                self.parts.push(node);
            }
        }
        self.open.push((Amount::default(), false));
        true
    }

    fn close(&mut self, node: NodeRef<'a, Node>) {
        let Some((amount, menu)) = self.open.pop() else { return };
        if let Some((above, inside)) = self.open.last_mut() {
            above.text += amount.text;
            above.links += amount.links;
            *inside |= menu;
        }
        if element(node).is_some_and(|e| e.name() == "a" && e.attr("href").is_some()) {
            self.links = self.links.saturating_sub(1);
        }
        if menu {
            self.with_menu.insert(node.id());
        }
        self.amounts.insert(node.id(), amount);
    }
}

/// Looks for a heading of the first level in the matter.
struct Heading<'m, 'a> {
    matter: &'m Matter<'a>,
    found: bool,
}

impl<'a> Visitor<'a> for Heading<'_, 'a> {
    fn open(&mut self, node: NodeRef<'a, Node>) -> bool {
        let Some(e) = element(node) else { return node.value().is_document() };
        if self.found || self.matter.leaves(node, e) {
            return false;
        }
        self.found = e.name() == "h1" && self.matter.amount(node).text > 0;
        true
    }

    fn close(&mut self, _: NodeRef<'a, Node>) {}
}
