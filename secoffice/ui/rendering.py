"""Form controls written without templates. Django renders one template for each option of each choice, which on a
page with a few filters costs more than its fifty rows.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe


class Renderer(DjangoTemplates):
    """Set as `form.renderer`. Selects and plain inputs are written here, the rest as Django does."""

    def render(self, template_name, context, request=None):
        write = WRITERS.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def attributes(attrs):
    return mark_safe("".join(attribute(name, value) for name, value in attrs.items()))


def attribute(name, value):
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'


def entry(widget):
    """`<input>` of any type."""
    value = {} if widget["value"] is None else {"value": widget["value"]}
    given = attributes({"type": widget["type"], "name": widget["name"], **value, **widget["attrs"]})
    return format_html("<input{}>", given)


def select(widget):
    groups = (group(label, options) for label, options, _ in widget["optgroups"])
    given = attributes({"name": widget["name"], **widget["attrs"]})
    return format_html("<select{}>{}</select>", given, mark_safe("".join(groups)))


def group(label, options):
    lines = mark_safe("".join(map(option, options)))
    return format_html('<optgroup label="{}">{}</optgroup>', label, lines) if label else lines


def option(given):
    value, label = conditional_escape(given["value"]), conditional_escape(given["label"])
    return f'<option value="{value}"{attributes(given["attrs"]) if given["attrs"] else ""}>{label}</option>'


WRITERS = {
    "django/forms/widgets/select.html": select,
    **{f"django/forms/widgets/{kind}.html": entry for kind in ("text", "number", "email", "hidden", "date")},
}
