"""Whether readers see a partnership: its page, its name on the page of its programme, its updates."""

from django.db import transaction

from ...models import Partnership


@transaction.atomic
def set_visibility(partnership: Partnership, *, is_public: bool) -> None:
    """Shows a partnership to readers or hides it; the cases that it published stay. The trail says who did it."""
    locked = Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    if locked.is_public != is_public:
        locked.is_public = is_public
        locked.save(update_fields=["is_public"])
