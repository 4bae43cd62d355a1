"""Static files under hashed names, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports inside JavaScript modules to hashed names.

    A name that collectstatic has not met yet (it was never run, or not since the file
    is there) stays as it is: a name without a hash is better than a page that fails.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        if self.hash_key(self.clean_name(name)) not in self.hashed_files:
            return name
        return super().stored_name(name)
