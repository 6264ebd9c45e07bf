"""The page of the link chart. The drawing is made from its tables, so both say the same."""

from urllib.parse import urlencode

from cases.links import graph
from cases.views.record import CasePage


class Chart(CasePage):
    """`open` names what is looked at one step further, `kind` what is shown where `narrow` says so."""

    tab, template = "links:chart", "cases/links/chart.html"

    def context(self):
        asked = self.request.GET
        found, words = graph.opened(asked.getlist("open"))
        kinds = [kind for kind in graph.KINDS if "narrow" not in asked or kind in asked.getlist("kind")]
        chart = graph.Chart(self.case, self.request.user, found)
        chart.only(kinds)
        return {
            "title": "Link chart",
            "things": [step(thing, words, kinds, chart.root) for thing in chart.things.values()],
            "links": list(chart.links.values()),
            "kinds": [(kind, label, kind in kinds) for kind, label in graph.KINDS.items()],
            "words": words,
            "cut": chart.cut,
            "most": graph.MOST,
            "full": len(words) == graph.OPENED,
        }


def step(thing, words, kinds, root):
    """Give a thing the address of the page that looks beyond it, or no longer does."""
    thing.is_open = thing.key == root or thing.opens in words
    thing.step_url = ""
    if thing.opens and thing.key != root:
        then = [word for word in words if word != thing.opens]
        then += [] if thing.is_open else [thing.opens]
        narrowed = [("narrow", 1)] + [("kind", kind) for kind in kinds]
        narrowed = [] if len(kinds) == len(graph.KINDS) else narrowed
        thing.step_url = "?" + urlencode([("open", word) for word in then] + narrowed)
    return thing
