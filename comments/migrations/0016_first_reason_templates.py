"""The reasons that a new site starts with; staff change them in the admin."""

from django.db import migrations

REMOVED = {"for_removed": True}
FIRST_TEMPLATES = [
    {
        "name": "Off topic",
        "text": "This leads away from what the post is about.",
        "for_held": True,
        **REMOVED,
    },
    {
        "name": "Insult",
        "text": "It attacks a person instead of what the person says.",
        "tells_writer": True,
        "for_warnings": True,
        **REMOVED,
    },
    {
        "name": "Private details",
        "text": "It tells readers what somebody would rather keep private.",
        "tells_writer": True,
        "for_warnings": True,
        **REMOVED,
    },
    {
        "name": "Said already",
        "text": "The same comment stands here already.",
        **REMOVED,
    },
    {
        "name": "Wrong quote",
        "text": "The words that it quotes are not what was said.",
        "tells_writer": True,
        "for_held": True,
        **REMOVED,
    },
    {
        "name": "Claim without a source",
        "text": "It says something grave about somebody and does not say where that "
        "is from.",
        "tells_writer": True,
        "for_held": True,
        **REMOVED,
    },
    {
        "name": "Advertising",
        "text": "It is there to sell something.",
        "for_spam": True,
        "for_warnings": True,
        **REMOVED,
    },
    {
        "name": "Disrupts the thread",
        "text": "It keeps others from discussing what they came for.",
        "tells_writer": True,
        "for_warnings": True,
        **REMOVED,
    },
    {
        "name": "Welcome",
        "text": "Thank you for your comment, and welcome.",
        "tells_writer": True,
        "for_public": True,
    },
]


def add_templates(apps, schema_editor):
    templates = apps.get_model("comments", "ReasonTemplate").objects
    for place, row in enumerate(FIRST_TEMPLATES, start=1):
        defaults = row | {"position": 10 * place}
        templates.get_or_create(name=row["name"], defaults=defaults)


def remove_templates(apps, schema_editor):
    apps.get_model("comments", "ReasonTemplate").objects.filter(
        name__in=[row["name"] for row in FIRST_TEMPLATES]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0015_reason_templates")]
    operations = [migrations.RunPython(add_templates, remove_templates)]
