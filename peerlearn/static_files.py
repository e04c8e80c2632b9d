"""Static files under names that change with their content, so that browsers keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Follows also the imports of script modules: a module and what it imports change together."""

    support_js_module_import_aggregation = True
