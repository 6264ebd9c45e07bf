"""Why a score is what it is, in a sentence."""

from secoffice.people.matching import tokens


def reason(found, said, shared):
    """`found` the `Likeness` or None, `said` what the other facts say, `shared` the number both have."""
    parts = [names(found)] if found else ["No name to compare"]
    if shared:
        parts.insert(0, f"Same {shared} number")
    text = "; ".join([*parts, *said])
    return text[:1].upper() + text[1:] + "."


def names(found):
    if found.how:
        return found.how
    parts = [
        f"{p.shown.title()} and {q.shown.title()} are {phrase(how)}"
        for p, q, how in found.pairs[:4]
        if how != tokens.SAME
    ]
    same = [p.shown.title() for p, _, how in found.pairs if how == tokens.SAME]
    if same:
        parts.insert(0, f"{' and '.join(same[:4])} on both sides")
    alone = [" ".join(each.shown.title() for each in words[:4]) for words in found.alone if words]
    parts += [f"{words} on one side only" for words in alone]
    return ", ".join(parts) or "No word of one stands for a word of the other"


def phrase(how):
    return {
        tokens.KNOWN: "forms of one name",
        tokens.SOUNDS: "one sound in other spellings",
        tokens.NEAR: "nearly the same",
        tokens.INITIAL: "an initial and a name",
    }[how]
