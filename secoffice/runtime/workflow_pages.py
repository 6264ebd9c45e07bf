"""docs/workflows.md, written from the step tables: documentation that cannot lie."""

from secoffice.deadlines import rules
from secoffice.workflow import published

HEAD = """# Workflows

Written by `python3 manage.py workflows` from the step tables in the code; a test fails when this page is stale.
Buttons, guards and this page read the same rows.
"""


def page():
    return "\n".join([HEAD, *(section(workflow, states) for workflow, states in published())])


def section(workflow, states):
    lines = [f"## {workflow.name}", "", "```mermaid", "stateDiagram-v2"]
    lines += [
        f"    {source} --> {step.target}: {step.label}"
        for step in workflow.steps.values()
        for source in step.sources
    ]
    lines += [
        "```",
        "",
        "| step | from | to | who | must be given | checks | clocks |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(row(step, states) for step in workflow.steps.values()), ""])


def row(step, states):
    given = step.reason_label if step.needs_reason else ""
    asked = "; ".join(filter(None, [given, *step.asks]))
    checks = "; ".join(step.checks.expected.values()) if step.checks else ""
    sources = ", ".join(states[source] for source in step.sources)
    return f"| {step.label} | {sources} | {states[step.target]} | {step.who} | {asked} | {checks} | {clocks(step)} |"


def clocks(step):
    named = [
        ("starts", step.starts),
        ("meets", step.stops),
        ("supersedes", step.supersedes),
        ("leaves running", step.keeps),
    ]
    return "; ".join(f"{verb} {', '.join(map(words, codes))}" for verb, codes in named if codes)


def words(code):
    return "every open one" if code == "*" else rules.get(code).says or code
