//! Goes through a tree without calling itself, however deep it is.

use ego_tree::NodeRef;
use scraper::Node;

/// What is done on the way.
pub(super) trait Visitor<'a> {
    /// Comes to a node; says whether what stands in it is to be visited.
    fn open(&mut self, node: NodeRef<'a, Node>) -> bool;
    /// Leaves a node that was entered.
    fn close(&mut self, node: NodeRef<'a, Node>);
}

/// Visits `root` and everything in it, in the order in which it stands.
pub(super) fn walk<'a>(root: NodeRef<'a, Node>, visitor: &mut impl Visitor<'a>) {
    let mut node = root;
    loop {
        let enter = visitor.open(node);
        if let Some(child) = node.first_child().filter(|_| enter) {
            node = child;
            continue;
        }
        if enter {
            visitor.close(node);
        }
        loop {
            if node.id() == root.id() {
                return;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { return };
            node = parent;
            visitor.close(node);
        }
    }
}
