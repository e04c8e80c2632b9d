"""The addresses of the site, and one more to compare with: the least that a Django view with a query does."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cases.models import Listing
from peerlearn import urls
from peerlearn.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    slug = Listing.objects.filter(pk=request.GET["id"]).values_list("slug", flat=True).get()
    return HttpResponse(slug, content_type="text/plain")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
