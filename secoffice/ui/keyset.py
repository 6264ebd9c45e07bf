"""Walking an ordered list page by page without OFFSET, in both directions: as fast at its end.

A page begins beyond a mark: the values of its neighbour in the order of the list. Rows without a value in the
first field come last in either direction, as a list of their own, so that both databases walk an index.
"""

from typing import NamedTuple

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BooleanField, F, Func, Q, Value
from django.utils.functional import cached_property


class Page(NamedTuple):
    rows: list
    previous: str = ""
    next: str = ""


class Keyset:
    """One order of one model: `fields` all ascending or all descending, the last of them unique."""

    def __init__(self, model, fields, descending=False):
        self.model, self.descending = model, descending
        self.fields = tuple(fields) if fields[-1] in ("pk", "id") else (*fields, "pk")
        self.salt = (
            f"secoffice.ui.{model._meta.label_lower}.{'-' if descending else ''}{'.'.join(self.fields)}"
        )

    @cached_property
    def may_be_empty(self):
        """Can the first field be null, itself or because a relation on the way to it is?"""
        return any(field.null for field in self._way(self.fields[0]))

    def page(self, queryset, mark=None, backward=False, size=50):
        """The page after a mark, or before it. Marks that are not ours give the first page."""
        values = self.read(mark)
        backward = backward and values is not None
        rows = self._walk(queryset, values, backward, size + 1)
        more = len(rows) > size
        rows = rows[:size][:: -1 if backward else 1]
        before, after = (more, True) if backward else (values is not None, more)
        return Page(
            rows, self.mark(rows[0]) if rows and before else "", self.mark(rows[-1]) if rows and after else ""
        )

    def every(self, queryset, limit, size=500):
        """Rows in the order of the list up to a limit, read in pieces: no cursor stays open meanwhile."""
        mark, given = None, 0
        while given < limit:
            page = self.page(queryset, mark, size=min(size, limit - given))
            yield from page.rows
            given, mark = given + len(page.rows), page.next
            if not mark:
                return

    # Marks

    def mark(self, row):
        """Where a row stands, signed for this order."""
        return signing.dumps([_plain(_value(row, field)) for field in self.fields], salt=self.salt)

    def read(self, mark):
        """The values of a mark; None where there is none or it was not made for this order."""
        try:
            values = signing.loads(mark, salt=self.salt) if mark else None
            return values and [
                self._way(path)[-1].to_python(v) for path, v in zip(self.fields, values, strict=True)
            ]
        except (signing.BadSignature, ValidationError, ValueError, TypeError):
            return None

    # Walking

    def _walk(self, queryset, values, backward, limit):
        found = []
        for empty in self._parts(values, backward):
            here = values if values is not None and (values[0] is None) == empty else None
            part = self._beyond(self._part(queryset, empty), here, empty, backward)
            found += part[: limit - len(found)]
            if len(found) == limit:
                break
        return found

    def _parts(self, values, backward):
        """Which parts come from here on: rows with a value (False), rows without one (True)."""
        if not self.may_be_empty:
            return [False]
        parts = [True, False] if backward else [False, True]
        started = values is None or (values[0] is None) == parts[0]
        return parts if started else parts[1:]

    def _part(self, queryset, empty):
        return queryset.filter(**{f"{self.fields[0]}__isnull": empty}) if self.may_be_empty else queryset

    def _beyond(self, part, values, empty, backward):
        fields, values = (self.fields[1:], values and values[1:]) if empty else (self.fields, values)
        down = self.descending != backward
        part = part.order_by(*(f"-{field}" if down else field for field in fields))
        return part if values is None else part.filter(self._compare(fields, values, "<" if down else ">"))

    def _compare(self, fields, values, sign):
        """`(a, b) > (x, y)`: both databases seek to it in an index over a and b."""
        if len(fields) == 1:
            return Q(**{f"{fields[0]}__{'lt' if sign == '<' else 'gt'}": values[0]})
        given = (Value(v, output_field=self._way(path)[-1]) for path, v in zip(fields, values, strict=True))
        sides = [Func(*side, template="(%(expressions)s)") for side in (map(F, fields), given)]
        return Func(*sides, template="%(expressions)s", arg_joiner=f" {sign} ", output_field=BooleanField())

    def _way(self, path):
        """The model fields along a path such as `officer__name`."""
        model, way = self.model, []
        for name in path.split("__"):
            field = model._meta.pk if name == "pk" else model._meta.get_field(name)
            if not field.concrete:
                raise FieldDoesNotExist(f"A list cannot be ordered by {path}: there may be several.")
            way.append(field)
            model = field.related_model
        return way


def _value(row, path):
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row


def _plain(value):
    """A value as JSON can hold it; `to_python` of its field reads it again."""
    return value if value is None or isinstance(value, int) else getattr(value, "isoformat", value.__str__)()
