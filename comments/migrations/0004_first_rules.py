"""The rules that a new site starts with; staff change them in the admin."""

from django.db import migrations

FIRST_RULES = [
    {
        "name": "A first comment waits for a moderator",
        "position": 10,
        "condition": "first_comment",
        "verdict": "hold",
    },
    {
        "name": "Three links or more wait for a moderator",
        "position": 20,
        "condition": "links",
        "value": "3",
        "verdict": "hold",
    },
]


def add_rules(apps, schema_editor):
    rule = apps.get_model("comments", "Rule")
    for row in FIRST_RULES:
        rule.objects.get_or_create(name=row["name"], defaults=row)


def remove_rules(apps, schema_editor):
    apps.get_model("comments", "Rule").objects.filter(
        name__in=[row["name"] for row in FIRST_RULES]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_indexes_on_the_library_tables")]
    operations = [migrations.RunPython(add_rules, remove_rules)]
