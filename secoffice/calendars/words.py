"""How calendars are put into words: in messages, in the trail, and in what is told to other rooms."""

from calendar import day_name

DAY = "%a %-d %b %Y"


def weekend_words(days):
    """`Friday and Saturday`; with none: `no day`."""
    names = [day_name[day] for day in sorted(days)]
    if not names:
        return "no day"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def count_words(count, thing):
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
