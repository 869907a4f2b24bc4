"""Changes of a pipeline file from one night to the next; no segment is ever dropped."""

import copy


def edited(case, pipeline):
    """Returns a pipeline with one or a few random changes."""
    pipeline = copy.deepcopy(pipeline)
    for _ in range(case.rules.choice([1, 1, 2, 3])):
        case.rules.choice(EDITS)(case, pipeline)
    return pipeline


def change_threshold(case, pipeline):
    """Changes how many engagements a workflow asks for."""
    when = case.rules.choice(pipeline["workflows"])["when"]
    when["engagements" if "engagements" in when else "fewer_than"] = case.rules.randint(1, 5)


def change_window(case, pipeline):
    """Changes how many days a workflow looks at."""
    when = case.rules.choice(pipeline["workflows"])["when"]
    when["within_days"] = case.rules.choice([0, 1, 2, 3, 5, 8, 14, 30, 90])


def switch(case, pipeline):
    """Switches a workflow off, or on again."""
    workflow = case.rules.choice(pipeline["workflows"])
    if workflow.pop("active", True):
        workflow["active"] = False


def remove_workflow(case, pipeline):
    """Removes a workflow, and every word that another one comes after it."""
    if len(pipeline["workflows"]) < 2:
        return
    gone = case.rules.choice(pipeline["workflows"])
    pipeline["workflows"].remove(gone)
    for workflow in pipeline["workflows"]:
        after = [a for a in workflow.pop("after", []) if a not in (gone.get("id"), gone["name"])]
        if after:
            workflow["after"] = after


def add_workflow(case, pipeline):
    """Adds a workflow somewhere in the file."""
    names = {w["name"] for w in pipeline["workflows"]}
    number = next(n for n in range(21, 99) if not any(name.endswith(f" {n}") for name in names))
    place = case.rules.randint(0, len(pipeline["workflows"]))
    pipeline["workflows"].insert(place, case.draw_workflow(number))


def move_workflow(case, pipeline):
    """Moves a workflow to another place in the file."""
    workflow = case.rules.choice(pipeline["workflows"])
    pipeline["workflows"].remove(workflow)
    pipeline["workflows"].insert(case.rules.randint(0, len(pipeline["workflows"])), workflow)


def add_segment(case, pipeline):
    """Adds a segment with a workflow that fills it, sometimes from another segment."""
    ids = [s["id"] for s in pipeline["segments"]]
    identifier = next(f"late{n}" for n in range(9) if f"late{n}" not in ids)
    plain = [s["id"] for s in pipeline["segments"] if "from" not in s]
    action = case.rules.choice([
        {"add": {"to": [identifier]}},
        {"move": {"from": [case.rules.choice(plain)], "to": [identifier]}}])
    segment = {"id": identifier, "name": f"Late: {identifier[-1]}"}
    if case.rules.random() < 0.3:
        segment["expire_after_days"] = case.rules.randint(0, 5)
    pipeline["segments"].insert(case.rules.randint(0, len(ids)), segment)
    pipeline["workflows"].append({"name": f"Fill {identifier}",
                                  "when": case.trigger("engagements", case.rules.randint(1, 3)),
                                  **action})
    if case.rules.random() < 0.6:
        pipeline["exports"] = [*pipeline["exports"],
                               {"segment": identifier, "format": "linkedin-company-list"}]


def change_exclusion(case, pipeline):
    """Excludes another segment, or one less, or ends membership by exclusion."""
    ids = [s["id"] for s in pipeline["segments"]]
    excluding = pipeline.pop("exclude", [])
    excluding = excluding if isinstance(excluding, list) else [excluding]
    chosen = case.rules.choice(ids)
    excluding = [s for s in ids if (s in excluding) != (s == chosen)]
    removes = pipeline.pop("on_exclude", None)
    if excluding:
        pipeline["exclude"] = excluding
        if case.rules.random() < 0.3 or removes and case.rules.random() < 0.7:
            pipeline["on_exclude"] = "remove"


def change_expiry(case, pipeline):
    """Changes after how many days membership of a segment ends, or lets it last."""
    segment = case.rules.choice([s for s in pipeline["segments"] if "from" not in s])
    days = case.rules.choice([None, 0, 1, 2, 5])
    segment.pop("expire_after_days", None)
    if days is not None:
        segment["expire_after_days"] = days


def drop_ladder(case, pipeline):
    """Drops one of the ladders, so that its segments are like any others."""
    ladders = pipeline.get("ladders", [])
    if ladders:
        ladders.remove(case.rules.choice(ladders))
    if not ladders:
        pipeline.pop("ladders", None)


def change_uploads(case, pipeline):
    """Changes which segments have an upload."""
    ids = [s["id"] for s in pipeline["segments"]]
    chosen = [i for i in ids if case.rules.random() < 0.7] or ids[:1]
    pipeline["exports"] = case.exports(chosen)


EDITS = [change_threshold, change_threshold, change_window, change_window, switch, switch,
         remove_workflow, add_workflow, move_workflow, add_segment, change_exclusion,
         change_exclusion, change_expiry, drop_ladder, change_uploads]
