"""`python -m bench.compendium 100`: a compendium of so many chapters, against the publications of its cases one by one.

Chapters are the cases of the library, again from the first when there are too few. Memory is that of this process, the
most that it ever had resident.
"""

import resource
import sys
import time
from itertools import cycle, islice

import django


def main(chapters: int) -> None:
    django.setup()
    from django.utils import timezone
    from django.utils.safestring import SafeString
    from django.utils.translation import override

    from cases.models import Edition
    from cases.presenting import NOTHING, Words
    from cases.publications.compendia.rendering import made
    from cases.publications.compendia.volume import Volume
    from cases.publications.designs import STANDARD
    from cases.publications.single.rendering import render_full

    editions = list(Edition.objects.with_document().filter(listing__isnull=False).order_by("pk")[:chapters])
    for edition in editions[:1]:
        render_full(edition, "en", identifier="warm")  # fonts and templates are read once
    volume = Volume(
        language="en",
        title=Words(SafeString("Measured"), "en"),
        foreword=NOTHING,
        publisher="Peerlearn",
        number=1,
        published_at=timezone.now(),
        address="https://peerlearn.example/en/publications/measured/v1/",
        chapters=list(islice(cycle(edition.pk for edition in editions), chapters)),
        look=STANDARD,
        key="measured",
    )
    began = time.process_time()
    with override("en"):
        whole = made(volume, identifier="measured")
    took = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    for edition in editions[:10]:
        render_full(edition, "en", identifier="alone")
    alone = (time.process_time() - began) * chapters / min(len(editions), 10)
    print(
        f"A compendium of {chapters} cases ({whole.pages} pages, {len(whole.pdf) / 1024:.0f} KB): {took:.1f} s of the"
        f" processor, {took / chapters:.2f} s a case, {memory:.0f} MB resident at most; its cases one by one"
        f" {alone:.1f} s, reckoned from {min(len(editions), 10)} of them; ratio {took / alone:.2f}."
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
