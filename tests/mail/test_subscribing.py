"""Who is told of what."""

import pytest

from mail.actions import subscribe, unsubscribe
from mail.models import Subscription

pytestmark = pytest.mark.django_db


def test_an_address_is_told_of_a_topic_once_whatever_its_case():
    subscribe("thread:1", "ann@example.org")
    subscribe("thread:1", "Ann@Example.org")
    subscribe("thread:2", "ann@example.org")

    topics = list(Subscription.objects.values_list("topic", flat=True))
    assert sorted(topics) == ["thread:1", "thread:2"]


def test_the_key_ends_one_subscription_and_then_nothing_more():
    subscribe("thread:1", "ann@example.org")
    subscribe("thread:1", "bea@example.org")
    key = Subscription.objects.get(email="ann@example.org").key

    assert unsubscribe(key).topic == "thread:1"
    assert unsubscribe(key) is None
    assert Subscription.objects.get().email == "bea@example.org"
