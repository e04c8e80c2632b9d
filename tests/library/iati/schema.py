"""What the schema of IATI activities 2.03 says of the elements that we write, and a checker that walks a file.

An element is said by its children in their order and by its attributes. After a name: `?` once or not at all, `*` any
number, `+` once at least, nothing: once; `!` an attribute that must be there. After a colon: which of the rules an
element of that name follows here, or the type of an attribute. Names of elements we never write stand in the order,
so that ours are held to their places among them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

_XML = "{http://www.w3.org/XML/1998/namespace}"


@dataclass(frozen=True)
class Rule:
    """What an element holds: children and attributes as above, and the type of its text, if it has any."""

    children: str = ""
    attributes: str = ""
    text: str = ""


CODED = Rule(attributes="code!")
DATED = Rule(attributes="iso-date!:date")
RULES = {
    "iati-activities": Rule(
        "iati-activity+", "version! generated-datetime:dateTime linked-data-default:anyURI"
    ),
    "iati-activity": Rule(
        "iati-identifier reporting-org title:text description+:described participating-org+ other-identifier*"
        " activity-status:coded activity-date+ contact-info* activity-scope? recipient-country*"
        " recipient-region* location* sector* tag* country-budget-items? humanitarian-scope* policy-marker*"
        " collaboration-type? default-flow-type? default-finance-type? default-aid-type* default-tied-status?"
        " budget* planned-disbursement* capital-spend? transaction* document-link* related-activity*"
        " legacy-data* conditions? result* crs-add? fss?",
        "last-updated-datetime:dateTime xml:lang default-currency humanitarian:boolean hierarchy:int"
        " linked-data-uri:anyURI budget-not-provided",
    ),
    "iati-identifier": Rule(text="string"),
    "reporting-org": Rule("narrative+", "ref! type! secondary-reporter:boolean"),
    "text": Rule("narrative+"),
    "described": Rule("narrative+", "type"),
    "narrative": Rule(attributes="xml:lang", text="string"),
    "coded": CODED,
    "dated": DATED,
    "participating-org": Rule("narrative*", "role! ref type activity-id crs-channel-code"),
    "activity-date": Rule("narrative*", "type! iso-date!:date"),
    "recipient-country": Rule("narrative*", "code! percentage:decimal"),
    "location": Rule(
        "location-reach?:coded location-id* name?:text description?:text activity-description?:text"
        " administrative* point? exactness?:coded location-class?:coded feature-designation?:coded",
        "ref",
    ),
    "point": Rule("pos", "srsName!"),
    "pos": Rule(text="position"),
    "sector": Rule("narrative*", "code! vocabulary vocabulary-uri:anyURI percentage:decimal"),
    "tag": Rule("narrative*", "code! vocabulary! vocabulary-uri:anyURI"),
    "budget": Rule("period-start:dated period-end:dated value", "type status"),
    "value": Rule(attributes="value-date!:date currency", text="decimal"),
    "document-link": Rule(
        "title:text description?:text category+:coded language*:coded document-date?:dated",
        "url!:anyURI format!",
    ),
    "related-activity": Rule(attributes="ref! type!"),
    "result": Rule(
        "title:text description?:text document-link* reference* indicator+",
        "type! aggregation-status:boolean",
    ),
    "indicator": Rule(
        "title:text description?:text document-link* reference* baseline* period*",
        "measure! ascending:boolean aggregation-status:boolean",
    ),
    "baseline": Rule(
        "location* dimension* document-link* comment?:text",
        "year!:positiveInteger iso-date:date value",
    ),
    "period": Rule("period-start:dated period-end:dated target*:reached actual*:reached"),
    "reached": Rule("location* dimension* comment?:text document-link*", "value"),
}


def _is_date(text: str) -> bool:
    date.fromisoformat(text)
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))


def _is_moment(text: str) -> bool:
    datetime.fromisoformat(text)
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", text))


def _is_position(text: str) -> bool:
    """Not in the schema, which takes any text, but in its words: "lat lng"."""
    latitude, longitude = map(Decimal, text.split(" "))
    return abs(latitude) <= 90 and abs(longitude) <= 180


TYPES = {
    "string": lambda text: True,
    "anyURI": lambda text: bool(re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", text)),
    "boolean": lambda text: text in {"0", "1", "true", "false"},
    "date": _is_date,
    "dateTime": _is_moment,
    "decimal": lambda text: bool(re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text)),
    "int": lambda text: bool(re.fullmatch(r"[+-]?\d+", text)) and abs(int(text)) < 2**31,
    "language": lambda text: bool(re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", text)),
    "position": _is_position,
    "positiveInteger": lambda text: bool(re.fullmatch(r"\+?\d+", text)) and int(text) > 0,
}
_WORD = re.compile(r"(?P<name>(?:xml:)?[\w-]+)(?P<sign>[?*+!]?)(?::(?P<kind>\w+))?")


def faults(element: Element, rule: str = "", path: str = "") -> Iterator[str]:
    """Everything in an element, and below it, that the schema refuses."""
    path = f"{path}/{element.tag}"
    if (rule or element.tag) not in RULES:
        yield f"{path}: nothing is known of it"
        return
    said = RULES[rule or element.tag]
    yield from _of_text(element, said, path)
    yield from _of_attributes(element, said, path)
    yield from _of_children(element, said, path)


def _of_text(element: Element, said: Rule, path: str) -> Iterator[str]:
    text = element.text or ""
    if said.text and not _fits(said.text, text):
        yield f"{path}: {text!r} is no {said.text}"
    if not said.text and text.strip():
        yield f"{path}: has no text"
    if any((child.tail or "").strip() for child in element):
        yield f"{path}: has text between its children"


def _of_attributes(element: Element, said: Rule, path: str) -> Iterator[str]:
    given = {name.replace(_XML, "xml:"): value for name, value in element.attrib.items()}
    for word in _WORD.finditer(said.attributes):
        if (value := given.pop(word["name"], None)) is None:
            if word["sign"] == "!":
                yield f"{path}: lacks @{word['name']}"
            continue
        kind = word["kind"] or ("language" if word["name"] == "xml:lang" else "string")
        if not _fits(kind, value):
            yield f"{path}/@{word['name']}: {value!r} is no {kind}"
    yield from (f"{path}: has no @{name}" for name in given)


def _of_children(element: Element, said: Rule, path: str) -> Iterator[str]:
    children = list(element)
    for word in _WORD.finditer(said.children):
        number = 0
        while children and children[0].tag == word["name"]:
            yield from faults(children.pop(0), word["kind"] or "", path)
            number += 1
        if number == 0 and word["sign"] in ("", "+"):
            yield f"{path}: lacks {word['name']}"
        if number > 1 and word["sign"] in ("", "?"):
            yield f"{path}: has {number} {word['name']}"
    yield from (f"{path}: {child.tag} has no place there" for child in children)


def _fits(kind: str, text: str) -> bool:
    try:
        return TYPES[kind](text)
    except (ValueError, InvalidOperation):
        return False
