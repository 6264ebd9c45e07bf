"""Two names compared: which word stands for which, what is missing, what contradicts. Pure rules."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from secoffice.people.matching import eastern, known, tokens
from secoffice.people.matching.parts import name
from secoffice.people.matching.words import word

MISSING = (0.20, 0.10, 0.07, 0.05)  # what words cost that only the longer name has
FATHERS = 0.7  # in a chain of fathers, some are often left out
ENOUGH = 0.79  # two words below it are two names


@dataclass(frozen=True)
class Likeness:
    """`score` 0 to 1; `pairs` of (word, word, how), what each side has alone, and whether all they share is common;
    `near` the score where words that are only near count for what they are, as the same day of birth allows."""

    score: float
    how: str
    pairs: tuple = ()
    alone: tuple = ((), ())
    common: bool = False
    near: float = 0.0


@lru_cache(maxsize=50_000)
def likeness(one, other):
    """The `Likeness` of two names, in either order; a title that is a name as well is one where both have it."""
    found = compared(name(one), name(other))
    shared = set(one.lower().split()) & set(other.lower().split()) & known.words("ambiguous")
    if found.score >= 0.9 or not shared:
        return found
    return max(found, compared(name(one, titled=True), name(other, titled=True)), key=lambda each: each.score)


def compared(one, other):
    a, b = sorted((one, other), key=lambda each: (len(each.words), each.plain))
    if not a.words or not b.words:
        return Likeness(0.0, "nothing to compare")
    found = exact(a, b) or in_syllables(a, b) or weighed(a, b)
    shared = [p for p, *_ in found.pairs] or a.words
    found = replace(found, common=all(each.common or each.initial for each in shared))
    if a.suffix != b.suffix:
        apart = 0.25 if a.suffix and b.suffix else 0.03
        found = replace(found, score=max(0.0, found.score - apart))
    return found


def exact(a, b):
    swapped = a.son and b.son and not (a.family_first or b.family_first)
    texts = [[each.text for each in side.words] for side in (a, b)]
    longs = [[each.long for each in side.words] for side in (a, b)]
    plain = a.plain == b.plain or sorted("".join(texts[0])) == []
    if texts[0] == texts[1]:
        if a.plain == b.plain:
            return Likeness(1.0, "The same name")
        return Likeness(0.98, "The same name, written otherwise")
    for x, y in ((texts[0], texts[1]), (longs[0], texts[1]), (texts[0], longs[1])):
        if sorted(x) == sorted(y) and swapped:
            return Likeness(0.75, "The same words, but the son's name is the father's")
        if sorted(x) == sorted(y) and chained(a.words) and not (a.family_first or b.family_first):
            return Likeness(0.88, "The same words in another order, where the order tells father from son")
        if sorted(x) == sorted(y):
            return Likeness(0.98, "The same words in another order")
        if "".join(x) == "".join(y) or "".join(sorted(x)) == "".join(sorted(y)) or plain:
            return Likeness(0.96, "The same letters, spaced otherwise")
    return None


def in_syllables(a, b):
    """The likeness of two Chinese, Korean or Vietnamese names that hold the same parts; else None."""
    if not (eastern.eastern(a) and eastern.eastern(b)):
        return None
    found = eastern.score(a, b)
    return Likeness(found, "One name in two romanisations") if found else None


def weighed(a, b):
    among = company(a, b)
    x, y = merged(a.words, b.words, among)
    if len(x) > len(y):
        x, y = y, x
    pairs, alone_x, alone_y = assigned(x, y, among)
    many = len(y)
    evidence = sum(weight(p, q, how, many) for p, q, _, how in pairs)
    if not evidence:
        return Likeness(0.0, "No word of one stands for a word of the other", (), (alone_x, alone_y))
    total = sum(weight(p, q, how, many) * credit(sim) for p, q, sim, how in pairs)
    across = overlap(x, y, pairs)
    lack_x = sum(heaviness(each, len(x)) for each in alone_x) * (MISSING[0] if across else 1)
    lack = sorted((heaviness(each, many) for each in alone_y), reverse=True)
    lack_y = sum(cost * each for cost, each in zip(MISSING + (0.04,) * len(lack), lack, strict=False))
    lack_y *= FATHERS if a.son or b.son else 1
    score = 0.97 * total / (evidence + lack_x + lack_y)
    score = min(score, *limits(y, pairs, alone_x, alone_y, across), *order(a, b, pairs))
    near = 0.0 if any(each for each in (alone_x, alone_y)) else nearness(pairs, evidence, many)
    said = tuple((p, q, how) for p, q, _, how in pairs)
    return Likeness(score, "", said, (alone_x, alone_y), near=near)


def nearness(pairs, evidence, many):
    """The score of words that all have a partner, one of them the same and none far off; else 0."""
    if len(pairs) < 2 or min(sim for *_, sim, _ in pairs) < 0.62 or max(sim for *_, sim, _ in pairs) < 0.9:
        return 0.0
    return 0.97 * sum(weight(p, q, how, many) * sim for p, q, sim, how in pairs) / evidence


def company(a, b):
    """Of which kind all the words are, where one is compared otherwise for it."""
    if eastern.eastern(a) and eastern.eastern(b):
        return tokens.EASTERN
    return tokens.ARABIC if all(any(map(tokens.arabic, side.words)) for side in (a, b)) else ""


def credit(similar):
    """Below ENOUGH two words speak against rather than for."""
    return similar if similar >= ENOUGH else max(0.0, (similar - 0.5) * 0.8)


def limits(y, pairs, alone_x, alone_y, across):
    """The most these names may reach, for each thing that speaks against them."""
    strong = [pair for pair in pairs if pair[2] >= ENOUGH and pair[3] != tokens.INITIAL]
    yield 1.0
    if any(heaviness(each, 2) > 0.3 for each in alone_x) and any(
        heaviness(each, 2) > 0.3 for each in alone_y
    ):
        yield 0.82 if across else 0.62
    if any(pair[2] < ENOUGH for pair in pairs):
        yield 0.74
    if not strong:
        yield 0.4
    if len(strong) == 1 and len(pairs) == 1 and len(y) > 1:
        yield 0.7
    if len(strong) == 1 and len(pairs) > 1:
        behind = [each for pair in pairs if pair not in strong for each in pair[:2] if not each.initial]
        few = len(behind) == 1 and behind[0].common
        yield 0.79 if strong[0][0].common and few else 0.84


def overlap(x, y, pairs):
    """Whether the end of one name is the beginning of the other: Evo Morales Ayma, Juan Evo Morales."""
    if len(pairs) < 2 or any(how != tokens.SAME for *_, how in pairs) or all(p.common for p, *_ in pairs):
        return False
    many = len(pairs)
    stands = [id(q) for p in x for r, q, *_ in pairs if r is p]
    ahead = [id(each) for each in y[:many]], [id(each) for each in y[-many:]]
    ours = [id(each) for each in x[:many]], [id(each) for each in x[-many:]]
    first, last = (sorted(ours[at]) == sorted(id(p) for p, *_ in pairs) for at in (0, 1))
    return (last and stands == ahead[0]) or (first and stands == ahead[1])


def order(a, b, pairs):
    """The most names may reach where the order of the words makes another person of them."""
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    stands = {id(q): p for p, q, *_ in pairs} | {id(p): q for p, q, *_ in pairs}
    mohammed = known.groups()[0]["mohammed"]
    chain = long.words[0].groups & known.arabic_names() and not long.words[0].groups & mohammed
    chain = chain and short.words[0].groups & known.arabic_names()
    if len(long.words) > 2 and chain and id(long.words[0]) not in stands and not long.family_first:
        if stands.get(id(long.words[1])) is short.words[0] and heaviness(long.words[0], 2) > 0.3:
            yield 0.76  # a son is called by his own name first, then by his father's
    if len(long.words) > len(short.words) > 1 and not (a.family_first or b.family_first):
        at = [long.words.index(stands[id(p)]) for p in short.words if stands.get(id(p)) in long.words]
        if at != sorted(at) and chained(short.words):
            yield 0.78
    if len(long.words) > len(short.words) and not long.family_first and id(long.words[-1]) not in stands:
        if not long.words[-1].given and all(only_given(each) for each in short.words):
            yield 0.78  # two given names, and the family name is missing
    if any(each.initial for each in a.words) and any(each.initial for each in b.words):
        if any(each.initial and id(each) not in stands for each in a.words + b.words):
            yield 0.78


def chained(words):
    """Whether all are names of the kind that stand in chains, one's own before the father's."""
    return all(each.given & known.arabic_names() for each in words)


def only_given(each):
    return bool(each.given) and not each.given & known.arabic_names()


def weight(p, q, how, many):
    return min(heaviness(p, many), heaviness(q, many)) if how != tokens.INITIAL else 0.4


def heaviness(each, many):
    """How much a word says: common names little, a father's name among three or more less."""
    if each.initial:
        return 0.15
    if many > 2 and tokens.patronymic(each):
        return 0.45
    if each.text in known.words("light"):
        return 0.2
    return 0.62 if each.common else 1.0


def assigned(x, y, among):
    """The pairing of the words of x, the shorter, with words of y that is best together."""
    similar = [[tokens.compare(p, q, among) for q in y] for p in x]
    options = [[j for j in range(len(y)) if similar[i][j][0] >= 0.5] for i in range(len(x))]
    chosen = best(tuple(tuple((j, similar[i][j][0]) for j in options[i]) for i in range(len(x))))
    pairs = [(x[i], y[j], *similar[i][j]) for i, j in chosen]
    used_x, used_y = {i for i, _ in chosen}, {j for _, j in chosen}
    alone_x = tuple(each for i, each in enumerate(x) if i not in used_x)
    return pairs, alone_x, tuple(each for j, each in enumerate(y) if j not in used_y)


def best(options):
    """[(i, j)] of the greatest sum; every i at most once, every j at most once."""
    seen = {}

    def ahead(i, taken):
        if i == len(options):
            return 0.0, ()
        if (i, taken) not in seen:
            top = ahead(i + 1, taken)
            for j, similar in options[i]:
                if not taken >> j & 1:
                    sum_, rest = ahead(i + 1, taken | 1 << j)
                    top = max(top, (sum_ + similar**2, ((i, j), *rest)))
            seen[i, taken] = top
        return seen[i, taken]

    return ahead(0, 0)[1]


def merged(x, y, among):
    """Two neighbours of one name in one piece where the other name has them so."""
    for _ in range(3):
        if found := once(x, y, among):
            x = found
        elif found := once(y, x, among):
            y = found
        else:
            break
    return x, y


def once(x, y, among):
    """The words of x with the first two neighbours in one piece that stand for one word of y; else None."""
    near = {each: [tokens.compare(each, q, among)[0] for q in y] for each in x}
    for at, (one, other) in enumerate(pairwise(x)):
        if (one.initial and other.initial) or len(one.text + other.text) < 4:
            continue
        if max(near[one]) >= 0.9 and max(near[other]) >= 0.9:
            continue
        whole = word(one.text + other.text, "", "ARABIC" if one.bare else "LATIN")
        for j, q in enumerate(y):
            least = 0.86 if q.bare else 0.9
            if tokens.compare(whole, q, among)[0] >= least > max(near[one][j], near[other][j]):
                return x[:at] + (whole,) + x[at + 2 :]
    return None
