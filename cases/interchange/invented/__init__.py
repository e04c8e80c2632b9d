"""A library of invented cases, as large as one likes: for measuring, and for nothing else.

It stands beside the sample library because it is the same thing from another source: cases from
outside on their road to an edition. It may use what `interchange` may, and nobody uses it but the
command `make_cases` and the bench.

    words      made-up words with real endings and function words, as often as in real prose
    world      cities, organisations, programmes, partnerships; all addresses begin with "invented-"
    telling    one case as a document
    keeping    a batch of cases in the database, through the functions of `catalogue.entries`
    indexing   search indexes left out meanwhile, and built at the end
    running    batches side by side on two cores
    permission where a library may be made, because it can't be removed again

What has to stay in step, held by tests/interchange/test_invented.py: a document's snapshot is built
from `document.about`'s functions and must equal `about(case)` of the same working copy; listings go
through `entry_of` and `write_entries` and must equal those of `rebuild_listing`.
"""
