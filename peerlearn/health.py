"""Whether the site can do its work, for whoever watches it: `/health/` is 200 when the database answers and is migrated, else 503."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        check_migrated()
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    except NotMigrated:
        return HttpResponse("Migrations are missing.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


class NotMigrated(Exception):
    """The database is not of this version."""


@cache  # what is applied stays applied; until then (an exception is not kept) it is looked at anew
def check_migrated() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated
