"""What the head of a public page says of its address: the one that counts, its languages, its feeds, its name."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override

register = template.Library()

IN_PAGES = {
    *("cases", "lessons", "publications"),
    *("cities", "city", "partnerships", "programme", "organisations", "organisation"),
}
"""Lists that come in pages: each page has an address of its own, what narrows them has none."""


@dataclass(frozen=True)
class Addresses:
    """Whole addresses of a page; `versions` by language, `default` for who reads none of them."""

    canonical: str
    versions: dict[str, str]
    default: str


@register.simple_tag(takes_context=True)
def public_addresses(context: Context) -> Addresses | None:
    """The addresses of a page of the library; None for all others."""
    request: HttpRequest | None = context.get("request")
    match = request.resolver_match if request else None
    if request is None or match is None or match.namespace != "library":
        return None
    name, values = match.url_name, dict(match.kwargs)
    page = request.GET.get("page", "") if name in IN_PAGES else ""
    query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
    if name == "edition":  # an older edition is to be found by way of the current one
        name = "case"
        values.pop("number")
    versions = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            versions[code] = f"{settings.PEERLEARN_ADDRESS}{reverse(f'library:{name}', kwargs=values)}{query}"
    default = f"{settings.PEERLEARN_ADDRESS}/" if name == "home" else ""
    return Addresses(versions[get_language()], versions, default)


@register.simple_block_tag
def kept(content: str) -> SafeString:
    """What stands between the tags, kept under a name to be shown in more places than one, attributes too."""
    return mark_safe(content.strip().replace('"', "&quot;"))
