"""The addresses stand in the ranges now; what a ban must name, says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0025_ip_addresses_are_ranges_of_one")]

    operations = [
        migrations.AlterModelOptions(
            "ban",
            {
                "ordering": ["-since", "-id"],
                "verbose_name": "ban or hold",
                "verbose_name_plural": "bans and holds",
            },
        ),
        migrations.RemoveIndex("ban", "comments_ban_address"),
        migrations.RemoveField("ban", "ip_address"),
        migrations.AddIndex(
            model_name="ban",
            index=models.Index(
                condition=models.Q(("network", ""), _negated=True),
                fields=["network"],
                name="comments_ban_network",
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("user__isnull", False),
                    models.Q(("email", ""), _negated=True),
                    models.Q(("network", ""), _negated=True),
                    _connector="OR",
                ),
                name="comments_ban_names_whom",
                violation_error_message="Say whom it is about: an account, an e-mail "
                "address, an IP address or a range.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ban",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["ban", "shadow", "hold"])),
                name="comments_ban_known_kind",
                violation_error_message="Choose a ban or a hold.",
            ),
        ),
    ]
