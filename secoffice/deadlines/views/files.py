"""Lists that are no table of the database, as files: the same writer, marking and safety as every export."""

from types import SimpleNamespace

from django.http import StreamingHttpResponse

from secoffice.ui import csvfile


def csv(what, rows, columns):
    """A file named after `what`, with its columns as (label, path or function of the row)."""
    view = SimpleNamespace(many=what, marking="", export=columns)
    answer = StreamingHttpResponse(csvfile.lines(view, rows, False), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{csvfile.name(view)}"'
    return answer
