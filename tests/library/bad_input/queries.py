"""Query strings that nobody's page leads to: known names with wild values, and bytes that are no query at all."""

from urllib.parse import quote, quote_plus

from hypothesis import strategies as st

NAMES = (
    *("q", "theme", "sdg", "country", "city", "programme", "organisation", "language", "size", "kind"),
    *(
        "voice",
        "adopted",
        "sort",
        "page",
        "view",
        "at",
        "a",
        "b",
        "named",
        "case",
        "lesson",
        "format",
        "from",
    ),
)
KNOWN = (
    *("waste", "housing", "BR", "mz", "PT", "11", "en", "pt", "small", "medium", "worked", "leader", "yes"),
    *("newest", "title", "relevance", "map", "africa", "europe", "2", "all", "brochure", "maputo"),
)
SEARCHES = (
    *('"', "-", "--", "or", "and", "not", "OR -", '-"', '"" or', '"a b', '-"a b"', "a or or b", "- - -a"),
    *(
        ":*",
        "a:*",
        "a:*b",
        "&|!()<->",
        "<->",
        "a <-> b",
        "!!a",
        "((((",
        "a & | b",
        "a\\",
        "'a' 'b",
        "$$",
        "%s %d %",
    ),
    *(
        "participacao",
        "orcamento participatvo",
        "educações",
        "ciudades -agua",
        "water or agua",
        "the",
        "de la",
    ),
)
ODD = (
    *(
        "\0",
        "a\0b",
        "\ud800",
        "\udfff",
        "\ufffe",
        "\u202e",
        "\u200b",
        "\ufeff",
        "😀",
        "e\u0301" * 40,
        "ﬁ",
        "İ",
        "ß",
    ),
    *(
        "٣",
        "٢٠٢٤-٠١-٠١",
        "１２",
        "½",
        "2024-02-30",
        "0000-00-00",
        "9999-99-99",
        "-1",
        "0",
        "1e9",
        "1.5",
        "+1",
        "1_0",
    ),
    *(
        "9" * 30,
        "9" * 5000,
        "-" * 300,
        "a" * 3000,
        "ab " * 900,
        '"' * 500,
        "(" * 500,
        "-a " * 300,
        "a or " * 200,
    ),
    *(
        "<script>alert(1)</script>",
        "'; DROP TABLE--",
        "../../etc/passwd",
        "{{ 7*7 }}",
        "${x}",
        "\r\nA: b",
        "%",
        "%%",
    ),
    *("None", "null", "true", "NaN", "[]", "{}", "00000000-0000-4000-8000-000000000000", "a" * 80, "a" * 81),
)

words = st.one_of(
    st.sampled_from(SEARCHES),
    st.lists(st.sampled_from((*SEARCHES, *ODD, *KNOWN)), min_size=2, max_size=12).map(" ".join),
    st.text(max_size=300),
    st.text(alphabet="\"-:*&|!()<>'\\ aeo%", max_size=80),
)
values = st.one_of(
    st.sampled_from(KNOWN), st.sampled_from(ODD), words, st.integers().map(str), st.dates().map(str)
)
names = st.one_of(st.just("q"), st.sampled_from(NAMES), st.sampled_from(NAMES), st.text(max_size=20))
pairs = st.one_of(
    st.lists(st.tuples(names, values), max_size=8),
    st.tuples(st.sampled_from(NAMES), st.lists(values, min_size=2, max_size=30)).map(
        lambda repeated: [(repeated[0], value) for value in repeated[1]]
    ),
    st.tuples(st.sampled_from(NAMES), st.integers(100, 4500)).map(
        lambda many: [(many[0], f"v{number}") for number in range(many[1])]
    ),
)


def _written(given: list[tuple[str, str]], plus: bool) -> bytes:
    """As a browser writes them; what is no character at all is written as the bytes that it would be."""
    write = quote_plus if plus else quote
    return "&".join(
        f"{write(name, errors='surrogatepass')}={write(value, errors='surrogatepass')}"
        for name, value in given
    ).encode()


structured = st.builds(_written, pairs, st.booleans())
percents = st.lists(
    st.sampled_from(
        [
            b"%",
            b"%f",
            b"%zz",
            b"%00",
            b"%ff%fe",
            b"%ed%a0%80",
            b"%c0%af",
            b"%25%30",
            b"+",
            b"&",
            b"=",
            b";",
            b"q=",
            b"theme=",
        ]
    ),
    max_size=40,
).map(b"".join)
raw = st.one_of(st.binary(max_size=400), percents, st.tuples(structured, percents).map(b"".join))
queries = st.one_of(structured, structured, raw)
"""What stands behind the question mark, as bytes: a server hands on whatever it is sent."""
