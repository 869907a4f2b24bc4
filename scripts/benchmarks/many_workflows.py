"""A pipeline of many workflows for scripts/bench: ladders of four rules each on one source."""

from pathlib import Path

RULES_PER_LADDER = 4
WINDOWS = [1, 3, 7, 14, 30, 60, 90, 0]

SEGMENTS = """\
  - {{id: low-{n}, name: "Ladder {n}: Low"}}
  - {{id: medium-{n}, name: "Ladder {n}: Medium"}}
  - {{id: high-{n}, name: "Ladder {n}: High", expire_after_days: 60}}
"""

WORKFLOWS = """\
  - name: Ladder {n}, into Low
    when: {{engagements: {least}, campaign: Awareness, within_days: {days}}}
    add: {{to: [low-{n}]}}
  - name: Ladder {n}, up to Medium
    when: {{engagements: {more}, campaign: Consideration, within_days: {days}}}
    move: {{from: [low-{n}], to: [medium-{n}]}}
  - name: Ladder {n}, up to High
    when: {{engagements: {most}, campaign: Decision, within_days: {days}}}
    move: {{from: [low-{n}, medium-{n}], to: [high-{n}]}}
  - name: Ladder {n}, down to Medium
    when: {{fewer_than: 1, campaign: Decision, within_days: 60}}
    move: {{from: [high-{n}], to: [medium-{n}]}}
"""


def pipeline_text(workflow_count):
    """The pipeline file: pipeline.yaml's sources, and so many workflows, rounded up to fours."""
    plain = (Path(__file__).parent / "pipeline.yaml").read_text(encoding="utf-8")
    head, _, _ = plain.partition("segments:\n")
    count = -(-workflow_count // RULES_PER_LADDER)
    segments, ladders, workflows = [], [], []
    for n in range(count):
        least = 1 + n // len(WINDOWS)
        segments.append(SEGMENTS.format(n=n))
        ladders.append(f"  - [low-{n}, medium-{n}, high-{n}]\n")
        workflows.append(WORKFLOWS.format(n=n, days=WINDOWS[n % len(WINDOWS)], least=least,
                                          more=least + 2, most=least + 4))
    return (head + "segments:\n" + "".join(segments) + "\nladders:\n" + "".join(ladders)
            + "\nworkflows:\n" + "".join(workflows))
