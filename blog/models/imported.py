"""What every kind that can be imported keeps of where it came from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Imported(models.Model):
    """Source and id of an imported row, and what it was when it came in."""

    # "wordpress:blog.example.org:123"; empty: written here.
    import_ref = models.CharField(max_length=255, blank=True, editable=False)
    # What the export said and what was written, as transfer.load.stamps puts it: tells
    # a local edit from a changed export.
    import_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["import_ref"],
                condition=~Q(import_ref=""),
                name="%(app_label)s_%(class)s_import_ref_unique",
                violation_error_message="This has been imported already.",
            )
        ]
