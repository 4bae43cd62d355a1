"""A banned IP address becomes a range of one; on the way back the others go."""

from django.db import migrations
from django.db.models import Q

from comments.networks import network_of, shown_network


def to_networks(apps, schema_editor):
    bans = apps.get_model("comments", "Ban").objects
    for ban in bans.filter(ip_address__isnull=False):
        bans.filter(pk=ban.pk).update(network=network_of(ban.ip_address))


def to_addresses(apps, schema_editor):
    bans = apps.get_model("comments", "Ban").objects
    # A hold would come back as a ban, what was lifted would be in force.
    bans.filter(~Q(kind="ban") | Q(lifted_at__isnull=False)).delete()
    for ban in bans.exclude(network=""):
        address = shown_network(ban.network)
        if "/" not in address:
            bans.filter(pk=ban.pk).update(ip_address=address)
    bans.filter(user=None, email="", ip_address=None).delete()


class Migration(migrations.Migration):
    dependencies = [("comments", "0024_bans_of_ranges_and_holds")]
    operations = [migrations.RunPython(to_networks, to_addresses)]
