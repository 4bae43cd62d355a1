"""What the admin of the whole site does otherwise than Django's."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect


def view_on_site(
    request: HttpRequest, content_type_id: int, object_id: str
) -> HttpResponseRedirect:
    """Lead to the public page of what this user finds in the admin.

    Django's own leads to the host in the sites table, and tells everybody on the staff
    the address of a post that is still to come.
    """
    kind = ContentType.objects.filter(pk=content_type_id).first()
    model = kind and kind.model_class()
    if model is None or not admin.site.is_registered(model):
        raise Http404
    model_admin = admin.site.get_model_admin(model)
    thing = model_admin.get_object(request, object_id)
    if (
        thing is None
        or not model_admin.has_view_or_change_permission(request, thing)
        or not hasattr(thing, "get_absolute_url")
    ):
        raise Http404
    return redirect(thing.get_absolute_url())
