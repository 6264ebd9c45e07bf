"""A list as a file: exactly the rows of the page's filters, in its order, safe to open in a spreadsheet."""

import csv
from datetime import date, datetime

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify

from secoffice.audit import trail

MOST = 10_000
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MORE = f"Only the first {MOST:,} rows are in this file. Narrow the list to get the others."


class Line:
    """A file for the csv writer that hands each line on."""

    def write(self, text):
        return text


def answer(view, rows, order):
    """Count, enter in the trail, then send; each piece asks again what the reader may see."""
    number = rows.order_by().values("pk")[: MOST + 1].count()
    told = min(number, MOST)
    action, target = view.audited("exported")
    trail.record(
        action, target, by=view.request.user, detail={**view.asked(), "rows": told, "sort": view.sort}
    )
    found = order.every(rows, told)
    response = StreamingHttpResponse(
        lines(view, found, number > MOST), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name(view)}"'
    return response


def name(view):
    """`cases-2026-11-23-cui.csv`: the marking goes with the file."""
    what = view.many or view.model._meta.verbose_name_plural
    return f"{slugify(what)}-{timezone.localdate():%Y-%m-%d}-{slugify(marking(view).replace('/', '-'))}.csv"


def marking(view):
    return str(view.marking or "CUI")


def lines(view, rows, cut):
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow([marking(view)])
    yield writer.writerow([label for label, _ in view.export])
    for row in rows:
        yield writer.writerow([cell(value(row, path)) for _, path in view.export])
    if cut:
        yield writer.writerow([MORE])


def value(row, path):
    """What an export column names: an attribute path such as `officer.name`, or a function of the row."""
    if callable(path):
        return path(row)
    for part in path.split("."):
        row = getattr(row, part, None)
        row = row() if callable(row) else row
    return row


def cell(value):
    """Text as a spreadsheet may show it. What would start a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, (int, float, date)):
        return value
    text = str(value).replace("\0", "")
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text
