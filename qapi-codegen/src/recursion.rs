//! The fields to box so that no type contains itself by value.
//!
//! Input: the whole schema, whatever is selected, so that a selection never changes a field's
//! type. Output: the edges to box. Linear in the schema, without recursion.
//!
//! Every alternative that lies on a cycle is boxed first: recursion through a reference-or-inline
//! alternate (`BlockdevRef`) then costs one box, at the one place that all cycles pass. The
//! remaining cycles are broken where a depth-first walk in order of definition closes them.

use foldhash::HashSet;
use qapi_parser::ir::{Schema, Type, TypeId, TypeKind};

/// The fields and variants that hold their type in a box.
#[derive(Debug, Default)]
pub(crate) struct Boxes(HashSet<(TypeId, TypeId)>);

impl Boxes {
    /// Returns true if `owner` boxes its value of type `ty` (directly, or in an `Option`).
    pub(crate) fn contains(&self, owner: TypeId, ty: TypeId) -> bool {
        self.0.contains(&(owner, ty))
    }

    /// Finds them.
    pub(crate) fn of(schema: &Schema) -> Self {
        let types = schema.types();
        let mut graph: Vec<Vec<TypeId>> = types.map(|(_, ty)| by_value(schema, ty)).collect();
        let mut boxes = Boxes::default();
        let component = components(&graph);
        for (id, ty) in schema.types() {
            if matches!(ty.kind(), TypeKind::Alternate(_)) {
                let Some(edges) = graph.get_mut(id.index()) else {
                    continue;
                };
                edges.retain(|to| {
                    let cyclic = component.get(id.index()) == component.get(to.index());
                    if cyclic {
                        boxes.0.insert((id, *to));
                    }
                    !cyclic
                });
            }
        }
        for edge in back_edges(&graph, schema) {
            boxes.0.insert(edge);
        }
        boxes
    }
}

/// The types that a value of the type contains without an array between.
fn by_value(schema: &Schema, ty: &Type) -> Vec<TypeId> {
    match ty.kind() {
        TypeKind::Array(_) => Vec::new(),
        _ => ty.references(schema),
    }
}

/// The strongly connected component of each node (Tarjan's algorithm, its stack made explicit).
fn components(graph: &[Vec<TypeId>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; graph.len()];
    let mut low = vec![UNSEEN; graph.len()];
    let mut component = vec![UNSEEN; graph.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut count = 0;
    for root in 0..graph.len() {
        if order[root] != UNSEEN {
            continue;
        }
        let mut path = vec![(root, 0)];
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                order[node] = count;
                low[node] = count;
                count += 1;
                open.push(node);
            } else {
                // The edge before this one has just been followed.
                let from = graph[node][edge - 1].index();
                if component[from] == UNSEEN {
                    low[node] = low[node].min(low[from]);
                }
            }
            if let Some(next) = graph[node].get(edge) {
                path.push((node, edge + 1));
                if order[next.index()] == UNSEEN {
                    path.push((next.index(), 0));
                }
            } else if low[node] == order[node] {
                while let Some(member) = open.pop() {
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    component
}

/// The edges that lead back into the path of a depth-first walk: without them, no cycle is left.
fn back_edges(graph: &[Vec<TypeId>], schema: &Schema) -> Vec<(TypeId, TypeId)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Unseen,
        OnPath,
        Done,
    }
    let mut state = vec![State::Unseen; graph.len()];
    let mut found = Vec::new();
    for (root, _) in schema.types() {
        if state[root.index()] != State::Unseen {
            continue;
        }
        let mut path = vec![(root, 0)];
        state[root.index()] = State::OnPath;
        while let Some((node, edge)) = path.pop() {
            let Some(&next) = graph[node.index()].get(edge) else {
                state[node.index()] = State::Done;
                continue;
            };
            path.push((node, edge + 1));
            match state[next.index()] {
                State::OnPath => found.push((node, next)),
                State::Unseen => {
                    state[next.index()] = State::OnPath;
                    path.push((next, 0));
                }
                State::Done => {}
            }
        }
    }
    found
}
