"""Words widened by what they stand for: "orçamento participativo" asks for what is under that theme, too, and for
"participatory budgeting" in English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .vocabulary import Hit, Meaning, Read, name_words
from .words import Group, Query, Typed


@dataclass(frozen=True)
class Also:
    """What else was searched for: labels of the values of facets (facet and label, in the reader's language), and
    what the words are called in other languages."""

    values: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()


def widened(typed: Typed, read: Read, hits: Sequence[Hit]) -> Query:
    """What was typed; words that name something may be called otherwise. The small words between them go."""
    named = [_group(" ".join(typed.parts[hit.start : hit.stop]), hit) for hit in hits]
    languages = {language for hit in hits for language in hit.languages if language}
    left = [
        typed.parts[place] for place in _left(len(typed.parts), hits) if not read.is_small(place, languages)
    ]
    return Query((*named, *([Group((" ".join(left),))] if left else ())), typed.left_out)


def spread(each: Sequence[tuple[str, ...]], hits: Sequence[Hit]) -> tuple[Group, ...]:
    """Words, each with others that may be meant by it, wherever they stand; those that name something widened."""
    named = [_group(" ".join(words[0] for words in each[hit.start : hit.stop]), hit) for hit in hits]
    return (*named, *(Group(each[place]) for place in _left(len(each), hits)))


def also(hits: Iterable[Hit], typed: str) -> Also:
    """What the hits stand for: values of facets, and other words than those `typed` where no value says it."""
    values: dict[tuple[str, str], None] = {}
    names: dict[str, str] = {}
    for hit in hits:
        own = {(meaning.value[0], meaning.label): None for meaning in hit.meanings if meaning.value}
        values |= own
        if not own:
            names |= {name.casefold(): name for meaning in hit.meanings for name in meaning.names.values()}
    said = typed.casefold()
    return Also(tuple(values), tuple(name for folded, name in names.items() if name and folded not in said))


def _group(text: str, hit: Hit) -> Group:
    """The words of a hit, or what they stand for."""
    if any(meaning.is_label for meaning in hit.meanings):
        return Group(values=_values(hit.meanings))
    if hit.is_part:
        return Group((text,), values=_values(hit.meanings))
    names = [
        (language, " ".join(name_words(name)))
        for meaning in hit.meanings
        for language, name in meaning.names.items()
    ]
    # the words and no phrase, as when they are typed: a phrase is looked up in every vector that has its words
    elsewhere = dict.fromkeys((language, name) for language, name in names if name)
    own = dict.fromkeys((language, text) for language in sorted(hit.languages) if language)
    # not in every language: "marchés" without its accent would be March in English
    return Group(() if own else (text,), (*own, *elsewhere), _values(hit.meanings))


def _values(meanings: Iterable[Meaning]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys(meaning.value for meaning in meanings if meaning.value))


def _left(number: int, hits: Iterable[Hit]) -> list[int]:
    covered = {place for hit in hits for place in range(hit.start, hit.stop)}
    return [place for place in range(number) if place not in covered]
