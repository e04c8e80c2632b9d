"""Cases by title, as a reader expects them: in the language being read, accents and capitals aside."""

from django.db import connection
from pyroaring import BitMap


def by_title(ids: BitMap, language: str, start: int, stop: int) -> list[int]:
    """The listings of `ids` from `start` to `stop`, by the title that a reader of `language` sees."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT row.id FROM cases_listing AS row
            LEFT JOIN cases_listingtext AS own ON own.listing_id = row.id AND own.language = %s
            LEFT JOIN cases_listingtext AS original
                ON original.listing_id = row.id AND original.language = row.language
            WHERE row.id = ANY(%s)
            ORDER BY coalesce(own.sort_key, original.sort_key), row.published_at DESC, row.id
            OFFSET %s LIMIT %s
            """,
            [language, list(ids), start, stop - start],
        )
        return [row[0] for row in cursor]
