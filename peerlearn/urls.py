"""The addresses of the whole site; each app's own list is named by string."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from .health import health

handler400 = "cases.library.errors.bad_request"
handler403 = "cases.library.errors.forbidden"
handler404 = "cases.library.errors.not_found"
handler429 = "peerlearn.accounts.limits.too_many_requests"
handler500 = "cases.library.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("health/", health),
    path("", include("cases.library.front.front_urls")),
]
urlpatterns += i18n_patterns(
    path("accounts/invitation/", include("partnerships.desk.invitation_urls")),
    path("accounts/", include("peerlearn.accounts.urls")),
    path("desk/people/", include("partnerships.desk.urls")),
    path("desk/designs/", include("cases.publications.designing.urls")),
    path("desk/publications/", include("cases.publications.failed.urls")),
    path("desk/partnerships/", include("partnerships.desk.planning.urls")),
    path("desk/plans/", include("partnerships.desk.planning.joint_urls", namespace="joint")),
    path("desk/programmes/", include("cases.publications.reports.urls")),
    path("desk/", include("cases.desk.urls")),
    path("", include("cases.publications.urls")),
    path("", include("cases.library.urls")),
)
