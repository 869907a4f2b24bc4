"""The order in which workflows run."""


class Circle(Exception):
    """Workflows that wait for each other."""


def phase(workflow, ladder):
    """Returns a workflow's phase on a ladder: (0, target) lowers, (1, 0) raises, else None."""
    left = [ladder.index(s) for s in workflow.sources if s in ladder]
    entered = [ladder.index(s) for s in workflow.targets if s in ladder]
    if workflow.action == "remove" and left:
        return (0, -1)
    if entered and left and min(entered) < max(left):
        return (0, min(entered))
    return (1, 0) if entered else None


def after_edges(workflows):
    """Returns the edges that `after` states, as pairs (earlier, later)."""
    ids = {w.id for w in workflows}
    return {(name, w.id) for w in workflows for name in w.after if name in ids}


def phase_edges(workflows, ladders):
    """Returns the edges that the ladders' phases make."""
    edges = set()
    for ladder in ladders:
        phases = {w.id: phase(w, ladder) for w in workflows}
        phased = [w.id for w in workflows if phases[w.id]]
        edges |= {(a, b) for a in phased for b in phased if phases[a] < phases[b]}
    return edges


def inferred_edges(workflows):
    """Returns an edge from each workflow that fills a segment to each that reads it."""
    return {
        (a.id, b.id)
        for a in workflows
        for b in workflows
        if a is not b and set(a.targets) & (set(b.sources) | set(b.only_in))
    }


def reachable(edges, start):
    """Returns all that can be reached from a start over at least one edge."""
    found, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        for earlier, later in edges:
            if earlier == here and later not in found:
                found.add(later)
                waiting.append(later)
    return found


def all_edges(workflows, ladders):
    """Returns every edge that holds: `after` first, then phases, then what is inferred."""
    stated = after_edges(workflows)
    against = lambda edge: edge[0] in reachable(stated, edge[1])
    phases = phase_edges(workflows, ladders)
    inferred = {(a, b) for a, b in inferred_edges(workflows)
                if (a, b) not in phases and (b, a) not in phases}
    return stated | {edge for edge in phases | inferred if not against(edge)}


def run_order(workflows, ladders):
    """Returns the active workflows in the order in which they run."""
    waiting = [w for w in workflows if w.active]
    edges = all_edges(waiting, ladders)
    order = []
    while waiting:
        open_ids = {w.id for w in waiting}
        ready = [w for w in waiting
                 if not any(b == w.id and a in open_ids for a, b in edges)]
        if not ready:
            circle = [w.id for w in waiting if w.id in reachable(edges, w.id)]
            raise Circle(" -> ".join(circle))
        order.append(ready[0])
        waiting.remove(ready[0])
    return order
