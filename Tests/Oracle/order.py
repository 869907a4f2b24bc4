"""The order in which workflows run."""

from dataclasses import dataclass, field


class Circle(Exception):
    """Workflows that wait for each other."""

    def __init__(self, names):
        """Keeps every workflow that is on a circle."""
        super().__init__(" -> ".join(names))
        self.names = names


@dataclass(frozen=True)
class Edge:
    """One workflow comes before another, and why."""

    earlier: str
    later: str
    reason: str
    sources: tuple = ()
    only_in: tuple = ()
    ladder: tuple = ()


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
    """Returns the edges that `after` states."""
    ids = {w.id for w in workflows}
    return [Edge(name, w.id, "after") for w in workflows for name in dict.fromkeys(w.after)
            if name in ids]


def phase_edges(workflows, ladders):
    """Returns the edges that the ladders' phases make."""
    edges = []
    for ladder in ladders:
        phases = {w.id: phase(w, ladder) for w in workflows}
        phased = [w.id for w in workflows if phases[w.id]]
        for a in phased:
            for b in phased:
                if phases[a] < phases[b]:
                    reason = "lower_target_first" if phases[b][0] == 0 else "lowering_first"
                    edges.append(Edge(a, b, reason, ladder=tuple(ladder)))
    return edges


def filling_edges(workflows, apart):
    """Returns an edge from each workflow that fills a segment to each that reads it.

    No such edge is inferred between two workflows that the phases of a ladder keep apart.
    """
    edges = []
    for a in workflows:
        for b in workflows:
            sources = tuple(s for s in b.sources if s in a.targets)
            only_in = tuple(s for s in b.only_in if s in a.targets)
            is_apart = (a.id, b.id) in apart or (b.id, a.id) in apart
            if a is not b and (sources or only_in) and not is_apart:
                edges.append(Edge(a.id, b.id, "fills", sources, only_in))
    return edges


def reachable(edges, start):
    """Returns all that can be reached from a start over at least one edge."""
    found, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        for edge in edges:
            if edge.earlier == here and edge.later not in found:
                found.add(edge.later)
                waiting.append(edge.later)
    return found


def all_edges(workflows, ladders):
    """Returns the edges that hold and those that are dropped for an `after` or a chain of them."""
    stated = after_edges(workflows)
    behind = {w.id: reachable(stated, w.id) for w in workflows}
    phases = phase_edges(workflows, ladders)
    inferred = phases + filling_edges(workflows, {(e.earlier, e.later) for e in phases})
    dropped = [e for e in inferred if e.earlier in behind[e.later]]
    return stated + [e for e in inferred if e not in dropped], dropped


def run_order(workflows, ladders):
    """Returns the active workflows in the order in which they run."""
    waiting = [w for w in workflows if w.active]
    edges, _ = all_edges(waiting, ladders)
    order = []
    while waiting:
        open_ids = {w.id for w in waiting}
        ready = [w for w in waiting
                 if not any(e.later == w.id and e.earlier in open_ids for e in edges)]
        if not ready:
            raise Circle([w.id for w in waiting if w.id in reachable(edges, w.id)])
        order.append(ready[0])
        waiting.remove(ready[0])
    return order


def certain_circles(workflows, ladders):
    """Returns the workflows on a circle of which no reading of the design lets go.

    A circle through a phase and an `after` may be an error, for neither is against the other by
    itself, or may be opened by dropping the phase, for an explicit `after` beats the phases.
    """
    active = [w for w in workflows if w.active]
    edges, _ = all_edges(active, ladders)
    without_phases = [e for e in edges if not e.ladder]
    ahead = {w.id: reachable(edges, w.id) for w in active}
    said = [e for e in edges if e.reason == "after" and e.earlier in ahead[e.later]]
    certain = {w.id for w in active if w.id in reachable(without_phases, w.id)}
    certain |= {w.id for w in active if w.id in ahead[w.id]
                and not any(e.earlier in ahead[w.id] and w.id in ahead[e.earlier] for e in said)}
    return [w for w in active if w.id in certain]
