"""A list of records: what the reader may see, narrowed by a form, in an order, page by page.

class CaseList(RecordList):
    model = Case
    title = "Cases"
    filter_form = CaseFilter          # a form with `narrow(queryset)`
    columns = (Column("Clock"), Column("Case", "reference"), Column("Officer"))
    sorts = {"opened": ("Opened", ("opened_at",)), "due": ("Next date", ("next_due_at",))}
    default_sort = "-opened"
    rows_template = "cases/_case_rows.html"
    export = (("Case", "reference"), ("Status", "get_status_display"))
"""

from typing import NamedTuple

from django import forms
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.crypto import salted_hmac
from django.views.generic import View

from secoffice.audit import trail
from secoffice.ui import chips, csvfile
from secoffice.ui.keyset import Keyset, Page
from secoffice.ui.rendering import Renderer

SIZE = 50
MOST_COUNTED = 1000
KINDS = {
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
    forms.CheckboxInput: "form-check-input",
}
PAGING = ("after", "before", "export")


class Column(NamedTuple):
    label: str
    sort: str = ""
    css: str = ""


class RecordList(View):
    model = None
    title = ""
    one, many = "", ""  # what is counted: "case", "cases"; the model's names where nothing is said
    columns = ()
    filter_form = None
    sorts = {"newest": ("Newest", ("pk",))}
    default_sort = "-newest"
    related, fields = (), ()  # relations read along; the only fields read, where the rows are long
    template = "secoffice/list.html"
    part_template = "secoffice/_list.html"
    rows_template = ""
    export = ()
    marking = ""
    empty_title, empty_text = "Nothing here yet", ""
    none_title, none_text = "Nothing matches", "Take a filter away, or look for something else."
    new_url, new_label = "", ""

    # What a department may want to say otherwise

    def get_queryset(self):
        rows = self.model.objects.visible_to(self.request.user).select_related(*self.related)
        return rows.only(*self.fields) if self.fields else rows

    def make_form(self):
        return self.filter_form(self.request.GET) if self.filter_form else forms.Form(self.request.GET)

    def narrow(self, queryset):
        return self.form.narrow(queryset) if self.filter_form else queryset

    def more(self):
        return {}

    # The page

    def get(self, request, *args, **kwargs):
        self.form = dressed(self.make_form())
        if not self.form.is_valid():
            return self.show(Page([]), None, status=422)
        rows, order = self.narrow(self.get_queryset()), self.order()
        if request.GET.get("export") == "csv" and self.export:
            return csvfile.answer(self, rows, order)
        after, before = request.GET.get("after"), request.GET.get("before")
        page = order.page(rows, after or before, backward=bool(before and not after), size=SIZE)
        if not page.rows and (after or before):
            return redirect(self.address())
        trail.record(*self.audited("listed"), by=request.user, detail=self.asked())
        return self.show(page, self.count(rows, page))

    def order(self):
        asked = self.request.GET.get("sort", "")
        self.sort = asked if asked.removeprefix("-") in self.sorts else self.default_sort
        return Keyset(self.model, self.sorts[self.sort.removeprefix("-")][1], self.sort.startswith("-"))

    def count(self, rows, page):
        """How many rows in all, counted up to a thousand and one; not asked where the page shows them all."""
        if not (page.previous or page.next):
            return len(page.rows)
        return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()

    def counted(self, number):
        names = self.model._meta
        one, many = self.one or names.verbose_name, self.many or names.verbose_name_plural
        if number is None:
            return ""
        if number > MOST_COUNTED:
            return f"{MOST_COUNTED:,}+ {many}"
        return f"{number:,} {one if number == 1 else many}"

    def show(self, page, number, status=200):
        asked = self.request.headers
        part = (
            asked.get("HX-Request") == "true" and asked.get("HX-Target", "list") == "list" and status == 200
        )
        template = self.part_template if part else self.template
        answer = render(self.request, template, self.get_context_data(page, number), status=status)
        if status != 200:  # the message stands beside the field, outside the part that htmx asked for
            answer["HX-Retarget"] = answer["HX-Reselect"] = "#main"
            answer["HX-Reswap"] = "outerHTML"
        patch_vary_headers(answer, ["HX-Request", "HX-Target"])
        return answer

    def get_context_data(self, page, number):
        found = chips.chips(self.form, self.request.GET, PAGING)
        return {
            "view": self,
            "form": self.form,
            "rows": page.rows,
            "sort": getattr(self, "sort", self.default_sort),
            "chips": found,
            "clear_url": self.address(*self.form.fields) if found else "",
            "count_words": self.counted(number),
            "previous_url": self.address(before=page.previous) if page.previous else "",
            "next_url": self.address(after=page.next) if page.next else "",
            "export_url": self.address(export="csv") if self.export and page.rows else "",
            "marking": self.marking,
            **self.more(),
        }

    def address(self, *without, **given):
        """This list with its filters and order, from its start, without some parameters and with others."""
        query = self.request.GET.copy()
        for name in (*PAGING, *without):
            query.pop(name, None)
        for name, value in given.items():
            query[name] = value
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    # The trail

    def audited(self, action):
        searched = action == "listed" and any(
            isinstance(self.form.fields[name], forms.CharField) for name in self.asked()
        )
        return "searched" if searched else action, trail.Named(self.model._meta.label_lower)

    def asked(self):
        """The filters in use for the trail. What somebody typed is kept as a digest: enough to see the same
        question come again, nothing to read."""
        values = {
            name: str(self.form[name].data) for name, value in self.form.cleaned_data.items() if given(value)
        }
        return {
            name: salted_hmac("secoffice.ui.asked", value.casefold()).hexdigest()[:16]
            if isinstance(self.form.fields[name], forms.CharField)
            else value
            for name, value in values.items()
        }


def given(value):
    return value not in (None, "", False) and not (hasattr(value, "__len__") and not len(value))


def dressed(form):
    """Filters are optional and look like the house's fields; a refused one points at its message."""
    form.renderer = Renderer()
    for field in form.fields.values():
        field.required = False
    for name, field in form.fields.items():
        attrs = field.widget.attrs
        attrs["class"] = KINDS.get(type(field.widget), "form-control")
        if name in form.errors:
            attrs |= {"class": f"{attrs['class']} is-invalid", "aria-invalid": "true"}
    return form
