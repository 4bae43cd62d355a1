"""The roles of a group blog, and what each may do.

Each role is a group. It is made, with these permissions, after the first migrate;
what is changed in the admin afterwards stays.
"""

from typing import Any

from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

CONTRIBUTOR = "Contributor"
AUTHOR = "Author"
EDITOR = "Editor"
MODERATOR = "Moderator"
ADMINISTRATOR = "Administrator"

_WRITES = {
    "blog.view_post",
    "blog.add_post",
    "blog.change_post",
    "blog.view_category",
    "blog.view_tag",
    "blog.add_tag",
    "blog.view_series",
    "accounts.view_author",
    "images.view_image",
    "images.add_image",
    "images.change_image",
    "images.view_file",
    "images.add_file",
}
_MODERATES = {
    "comments.view_comment",
    "comments.moderate_comment",
    "comments.view_moderationdecision",
    *(
        f"comments.{act}_{kind}"
        for kind in ("rule", "reasontemplate", "ban", "note")
        for act in ("view", "add", "change", "delete")
    ),
}
_EDITS = {
    "blog.edit_any_post",
    "blog.delete_post",
    *(
        f"blog.{act}_{kind}"
        for kind in ("page", "category", "tag", "series", "correction", "redirect")
        for act in ("view", "add", "change", "delete")
    ),
    "blog.view_mention",
    "blog.change_mention",
    "blog.change_sitesettings",
    "blog.view_sitesettings",
    "accounts.add_author",
    "accounts.change_author",
    "images.delete_image",
    "images.change_file",
    "images.delete_file",
    "comments.view_comment",
    "comments.moderate_comment",
    "comments.view_moderationdecision",
}
_ADMINISTERS = {
    f"{model}"
    for model in (
        *(f"accounts.{act}_user" for act in ("view", "add", "change", "delete")),
        *(f"auth.{act}_group" for act in ("view", "add", "change", "delete")),
        "accounts.delete_author",
        *(
            f"mail.{act}_{kind}"
            for kind in ("outbox", "subscription")
            for act in ("view", "delete")
        ),
    )
}

ROLES: dict[str, set[str]] = {
    CONTRIBUTOR: _WRITES,
    AUTHOR: _WRITES
    | {"blog.publish_post", "comments.view_comment", "comments.moderate_own_threads"},
    EDITOR: _WRITES | _EDITS | {"blog.publish_post"},
    MODERATOR: _MODERATES | {"blog.view_post"},
    # All that any other role may do: who lacks a permission can't give it to others.
    ADMINISTRATOR: _WRITES
    | _EDITS
    | _MODERATES
    | _ADMINISTERS
    | {"blog.publish_post", "comments.moderate_own_threads"},
}


def make_missing_roles(*, using: str, apps: Apps = global_apps, **_: Any) -> None:
    """Make each role that is not a group yet; do nothing halfway through migrations."""
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:
        return
    if using != "default" or group_model.objects.filter(name__in=ROLES).count() == len(
        ROLES
    ):
        return
    for label in {name.split(".")[0] for name in set().union(*ROLES.values())}:
        create_permissions(
            global_apps.get_app_config(label), verbosity=0, using=using, apps=apps
        )
    known = {
        f"{row.content_type.app_label}.{row.codename}": row
        for row in permission_model.objects.select_related("content_type")
    }
    if not set().union(*ROLES.values()) <= known.keys():
        return
    for role, names in ROLES.items():
        group, made = group_model.objects.get_or_create(name=role)
        if made:
            group.permissions.set([known[name] for name in names])
