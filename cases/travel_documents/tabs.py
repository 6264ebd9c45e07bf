"""The tabs of the travel-document desk, from left to right: the rooms below this package, those that are there."""

from django.urls import NoReverseMatch, reverse

# What a tab is called, and the addresses it may lead to, the first that exists; a room is known by its namespace.
TABS = (
    ("Screen", ("travel_documents:desk",)),
    ("Screenings", ("travel_documents:list",)),
    ("Batches", ("travel_documents:batches",)),
    ("Lost and stolen", ("lost:list",)),
    ("Hits", ("hits:list",)),
    ("Watch list", ("hits:watch",)),
    ("Register", ("register:list",)),
    ("Examinations", ("examination:list",)),
    ("Fraud", ("document_fraud:list",)),
    ("Families", ("document_fraud:families",)),
    ("Statistics", ("document_fraud:statistics",)),
    ("Codes", ("travel_documents:codes",)),
)


def for_path(path):
    """Tabs as the page shows them; the deepest address that the path lies under is the current one."""
    found = [(label, url) for label, names in TABS if (url := first(names))]
    under = [len(url) for _, url in found if path.startswith(url)]
    return [
        {"label": label, "url": url, "current": path.startswith(url) and len(url) == max(under)}
        for label, url in found
    ]


def first(names):
    """Where a tab leads; nothing while its room has no page."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""
