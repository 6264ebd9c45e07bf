"""The rules of the house, checked (docs/architecture.md)."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
OURS = ("secoffice", "cases", "clearances", "events")
LAYERS = (
    "audit",
    "calendars",
    "accounts",
    "access",
    "files",
    "people",
    "deadlines",
    "reminders",
    "search",
    "runtime",
)
DEPARTMENTS = ("cases", "clearances", "events")

# The one way round need-to-know, by file and purpose. A new line here is a decision to be reviewed.
UNRESTRICTED = {
    ("secoffice/reminders/models/ledger.py", "ledger"),
    ("secoffice/reminders/planning.py", "ledger"),
    ("secoffice/reminders/state.py", "ledger"),
    ("secoffice/reminders/checking.py", "ledger"),
    ("secoffice/reminders/waking.py", "ledger"),
    ("secoffice/reminders/actions.py", "name a reader"),
    ("cases/actions/timeline.py", "next date of a case"),
    ("cases/actions/timeline.py", "search index"),
    ("cases/actions/team.py", "ask for access"),
    ("secoffice/people/actions/filing.py", "purge"),
    ("secoffice/people/actions/judging.py", "canonical handle"),
    ("secoffice/people/clusters.py", "canonical handle"),
    ("secoffice/people/finding.py", "newest handle"),
    ("secoffice/people/keys.py", "name keys"),
    ("cases/answers.py", "hand-over"),
    ("secoffice/records/actions/holds.py", "hold"),
    ("secoffice/records/actions/disposing.py", "disposition"),
    ("secoffice/records/actions/retention.py", "days of retention"),
    ("cases/evidence/questions.py", "hand-over"),
    ("cases/evidence/questions.py", "closing check"),
    ("cases/actions/dates.py", "extended before"),
    ("cases/actions/offences.py", "limitation period"),
    ("cases/leads/actions/clocks.py", "next date of a lead"),
    ("cases/leads/answers.py", "hand-over of leads"),
    ("cases/leads/answers.py", "closing check"),
    ("cases/leads/answers.py", "who is kept out of a case"),
    ("cases/actions/subjects.py", "into or out of a compartment"),
    ("cases/deconfliction/answering.py", "open to askers"),
    ("cases/deconfliction/finding.py", "deconfliction"),
    ("cases/deconfliction/telling.py", "tell holders"),
    ("cases/travel_documents/hits/actions/clocks.py", "next date of a hit"),
    ("cases/travel_documents/hits/answers.py", "hand-over of hits"),
    ("cases/travel_documents/hits/answers.py", "own or kin"),
    ("cases/travel_documents/hits/own.py", "own or kin"),
    ("cases/travel_documents/register/actions/clocks.py", "next date on the register"),
    ("cases/travel_documents/register/actions/effects.py", "losses of one document"),
    ("cases/travel_documents/register/actions/losing.py", "losses of one document"),
    ("cases/travel_documents/register/actions/losing.py", "losses of one person"),
    ("cases/travel_documents/register/answers.py", "documents of somebody who left"),
    ("cases/travel_documents/register/answers.py", "hand-over of documents kept"),
    (
        "cases/travel_documents/register/actions/losing.py",
        "a loss is recorded whoever keeps the document",
    ),
    ("secoffice/reminders/actions.py", "name a reader"),
    ("secoffice/reminders/checking.py", "ledger"),
    ("secoffice/reminders/models/ledger.py", "ledger"),
    ("secoffice/reminders/planning.py", "ledger"),
}

# Where a status may be written: the workflow, and verbs whose record has a table of its own.
STATUS_WRITERS = {"secoffice/workflow.py"}


def modules(*, tests=False):
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text())


def layer(app_label):
    return LAYERS.index(app_label) if app_label in LAYERS else len(LAYERS)


def protected_models():
    return {
        model.__name__ for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")
    }


def calls_after_objects(node):
    """The method called on `X.objects` in `X.objects.method(…)`, with X; None for anything else."""
    if (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
    ):
        holder = node.value.value
        if isinstance(holder, ast.Name):
            return holder.id, node.attr
    return None


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if m.__module__.split(".")[0] in OURS], ids=lambda m: m._meta.label
)
def test_foreign_keys_point_down(model):
    for field in model._meta.get_fields():
        other = field.related_model
        if field.concrete and field.is_relation and other and other.__module__.split(".")[0] in OURS:
            assert layer(other._meta.app_label) <= layer(model._meta.app_label), field


def test_the_kernel_names_no_department():
    for path in modules():
        if path.parts[len(ROOT.parts)] != "secoffice" or path.name in ("urls.py", "settings.py"):
            continue
        if "bench" in path.parts or path.name == "demo.py":
            continue  # they load a whole office
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for imported in names:
                assert imported.split(".")[0] not in DEPARTMENTS, f"{name_of(path)} imports {imported}"


def test_pages_start_at_visible_to():
    """Outside verbs, tables and commands, a protected model is read through `visible_to` only."""
    protected, wrong = protected_models(), []
    for path in modules():
        if not re.search(r"views|forms|context|desk|ui|export|api|feeds|urls|templatetags", name_of(path)):
            continue
        for node in ast.walk(tree(path)):
            found = calls_after_objects(node)
            if found and found[0] in protected and found[1] not in ("visible_to", "none", "unrestricted"):
                wrong.append(f"{name_of(path)}:{node.lineno} {found[0]}.objects.{found[1]}")
    assert not wrong, wrong


def test_the_way_round_need_to_know_is_listed():
    used = set()
    for path in modules():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "unrestricted"
            ):
                purpose = next(
                    (
                        k.value.value
                        for k in node.keywords
                        if k.arg == "purpose" and isinstance(k.value, ast.Constant)
                    ),
                    None,
                )
                used.add((name_of(path), purpose))
    assert used == UNRESTRICTED, {"not listed": used - UNRESTRICTED, "not used": UNRESTRICTED - used}


def test_a_status_is_written_by_the_workflow_alone():
    for path in modules():
        if name_of(path) in STATUS_WRITERS:
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "update"
            ):
                assert "status" not in {k.arg for k in node.keywords}, f"{name_of(path)}:{node.lineno}"
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    written = isinstance(target, ast.Attribute) and target.attr == "status"
                    assert not written or "scale" in path.name, f"{name_of(path)}:{node.lineno}"


def test_nobody_listens_to_model_signals():
    for path in modules():
        assert not re.search(r"\b(pre|post)_(save|delete|init)\b|m2m_changed", path.read_text()), name_of(
            path
        )


def test_rooms_have_names_of_their_own():
    for path in modules():
        assert path.stem not in {"utils", "helpers", "common", "services", "managers", "misc"}, name_of(path)


def test_budgets_are_kept():
    over = [name_of(path) for path in modules() if path.read_text().count("\n") > 400]
    over += [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if path.read_text().count("\n") > 80
    ]
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 30:
                over.append(f"{name_of(path)}:{node.lineno} {node.name}")
    assert not over, over


def test_verbs_name_who_does_them():
    """Public functions of actions modules take `by`, keyword-only."""
    for path in modules():
        if "actions" not in name_of(path) or path.name in ("timeline.py",):
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(d, ast.Attribute) and d.attr == "atomic" for d in node.decorator_list
            ):
                assert "by" in {arg.arg for arg in node.args.kwonlyargs}, f"{name_of(path)} {node.name}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: str(p.relative_to(ROOT / "templates"))
)
def test_templates_keep_to_the_content_security_policy(path):
    if "emails" in path.parts:
        return
    text = path.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)[^>]*>", text), path


def test_the_workflow_page_is_fresh():
    from secoffice.runtime import workflow_pages

    written = (ROOT / "docs" / "workflows.md").read_text()
    assert written == workflow_pages.page(), "Run: python3 manage.py workflows"


# Days to come that departments keep beside a deadline, each with what feeds or ends it. A date somebody must act
# upon is a Deadline; a new line here is a decision to be reviewed.
FUTURE = re.compile(r"due|until|expir|ends|limit|next|review_on|renew|valid|retain|follow_up|back_on")
FED = {
    "cases.case.next_due_at": "copied from the record's open deadlines by their watcher",
    "cases.case.next_from_at": "copied from the record's open deadlines by their watcher",
    "cases.review.limitation_on": "copied from the rule cases.limitation when a review is filed",
    "cases.review.next_review_on": "what the reviewer wrote; the next review runs by the rule cases.review_next",
    "cases.subject.until": "to what day somebody played their part, as far as it is known; nobody has to act",
    "cases.teammember.until": "the end of an access, which has a date of its own by the rule cases.access_ends",
}


def test_every_day_to_come_is_a_deadline_or_says_what_feeds_it():
    found = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in DEPARTMENTS
        for field in model._meta.local_fields
        if field.get_internal_type() in ("DateField", "DateTimeField") and FUTURE.search(field.name)
    }
    assert found == FED.keys(), {"not fed": found - FED.keys(), "not there": FED.keys() - found}
