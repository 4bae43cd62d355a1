"""Accounts that staff made before readers could: their addresses count as confirmed."""

from django.db import migrations


def confirm_addresses(apps, schema_editor):
    EmailAddress = apps.get_model("account", "EmailAddress")
    User = apps.get_model("accounts", "User")
    known = EmailAddress.objects.values("user")
    users = User.objects.exclude(pk__in=known).exclude(email="")
    EmailAddress.objects.bulk_create(
        (
            EmailAddress(user_id=pk, email=email.lower(), verified=True, primary=True)
            for pk, email in users.values_list("pk", "email").iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_author_photo_and_user'),
        ('account', '0009_emailaddress_unique_primary_email'),
    ]

    operations = [
        migrations.RunPython(confirm_addresses, migrations.RunPython.noop),
    ]
