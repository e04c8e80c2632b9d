"""Elements of XML with whatever text there is: what XML has no place for is left out, everything else is kept."""

import re
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from .values import Words

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")


def legible(text: str) -> str:
    """A text as XML can hold it."""
    return _NOT_IN_XML.sub("", _LINE_END.sub("\n", text))


def add(parent: Element, name: str, text: str = "", **attributes: str | None) -> Element:
    """A new child; an underscore in the name of an attribute stands for a hyphen, None leaves it out."""
    given = {key.replace("_", "-"): legible(value) for key, value in attributes.items() if value is not None}
    child = SubElement(parent, name, given)
    child.text = legible(text) or None
    return child


def narrate(parent: Element, words: Words) -> None:
    """A text in each of its languages."""
    for language, text in words:
        child = add(parent, "narrative", text)
        if language:
            child.set(LANGUAGE, language)


def tell(parent: Element, name: str, words: Words, **attributes: str | None) -> None:
    """A new child that holds a text; none when there is no text, which would be one too few."""
    if words:
        narrate(add(parent, name, "", **attributes), words)


def number(value: Decimal) -> str:
    """A number without noughts behind, never with an exponent."""
    return format(value.normalize(), "f")
