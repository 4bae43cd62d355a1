"""What is done for images after the answer has been sent."""

from __future__ import annotations

import django

if django.VERSION >= (6, 0):
    from django.tasks import task
else:
    from django_tasks import task  # type: ignore[no-redef]  # the backport

from images.models import Image
from images.renditions import make_renditions


@task()
def render_image(image_id: int) -> int:
    """Make the renditions an image lacks; 0 if it was deleted meanwhile."""
    image = Image.objects.filter(pk=image_id).first()
    return make_renditions(image) if image else 0
