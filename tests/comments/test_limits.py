"""Who does too much in a short time is asked to wait, and loses nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from accounts import roles
from comments import tallies
from comments.limits import in_words, place
from comments.models import Comment
from comments.tallies import FILES, forget_tallies, tally
from tests.accounts.people import somebody
from tests.comments.desk import words
from tests.comments.test_writing_pages import form_address, send
from tests.factories import PostFactory, UserFactory, public_comment

pytestmark = pytest.mark.django_db

# The first minute of a window of ten.
NOW = datetime(2026, 11, 23, 10, 1, tzinfo=UTC)
CACHES = ["django.core.cache.backends.locmem.LocMemCache", FILES]


@pytest.fixture(autouse=True)
def _fresh(settings, tmp_path, time_machine):
    settings.MASTHEAD_TALLIES_DIR = tmp_path / "tallies"
    time_machine.move_to(NOW, tick=False)
    cache.clear()


@pytest.fixture
def limits(settings):
    """``limits(post=(2, 600))``: what is limited, and nothing else."""

    def limit(**wanted):
        named = {name.replace("_", "-"): value for name, value in wanted.items()}
        settings.MASTHEAD_RATE_LIMITS = {**settings.MASTHEAD_RATE_LIMITS, **named}

    return limit


@pytest.fixture(params=CACHES)
def shared_cache(request, settings, tmp_path):
    settings.CACHES = {
        "default": {"BACKEND": request.param, "LOCATION": str(tmp_path / "cache")}
    }


@pytest.mark.usefixtures("shared_cache")
def test_a_flood_of_one_guest_is_told_when_to_come_again(client, limits):
    limits(post=(2, 600))
    address = form_address(PostFactory())

    answers = [send(client, address, f"Thought {n}") for n in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[2]["Retry-After"] == "540"
    page = answers[2].content.decode()
    assert "Please try again in 9 minutes." in page
    assert "Thought 2</textarea>" in page
    assert "no-store" in answers[2]["Cache-Control"]
    assert Comment.objects.count() == 2


@pytest.mark.usefixtures("shared_cache")
def test_after_the_wait_there_is_room_again(client, limits, time_machine):
    limits(post=(1, 600))
    address = form_address(PostFactory())
    send(client, address)
    wait = int(send(client, address)["Retry-After"])

    time_machine.shift(wait - 1)
    assert send(client, address).status_code == 429
    time_machine.shift(1)
    assert send(client, address).status_code == 303


def test_one_guests_limit_is_not_anothers(client, limits):
    limits(post=(1, 600))
    address = form_address(PostFactory())
    send(client, address, email="a@example.org")

    assert send(client, address, email="b@example.org").status_code == 303
    assert send(client, address, email="A@Example.org").status_code == 429


def test_a_member_is_counted_by_account_whatever_address_is_sent(client, limits):
    limits(post=(1, 600))
    address = form_address(PostFactory())
    client.force_login(UserFactory())
    send(client, address, email="a@example.org")

    assert send(client, address, email="b@example.org").status_code == 429


def test_one_network_under_many_names_is_limited_too(client, limits):
    limits(post_place=(2, 600))
    address = form_address(PostFactory())

    status = [
        send(client, address, email=f"n{n}@example.org").status_code for n in range(3)
    ]

    assert status == [303, 303, 429]


def test_previews_under_many_names_are_limited_too(client, limits):
    limits(preview_place=(2, 600))
    address = form_address(PostFactory())

    status = [
        send(client, address, preview="1", email=f"n{n}@example.org").status_code
        for n in range(3)
    ]

    assert status == [200, 200, 429]


def test_an_address_that_no_form_asks_for_makes_nobody_another(client, limits):
    limits(edit=(2, 600))
    send(client, form_address(PostFactory()))
    address = f"/comments/{Comment.objects.get().pk}/edit/"

    status = [
        client.post(address, {"comment": f"No {n}", "email": f"n{n}@example.org"})
        for n in range(3)
    ]

    assert [answer.status_code for answer in status] == [303, 303, 429]


def test_neighbours_in_one_network_of_ipv6_count_as_one():
    def at(address):
        return place(RequestFactory().get("/", REMOTE_ADDR=address))

    assert at("2001:db8:0:1::5") == at("2001:db8:0:1:ffff::9")
    assert at("2001:db8:0:1::5") != at("2001:db8:0:2::5")
    assert at("192.0.2.1") != at("192.0.2.2")
    assert at("::ffff:192.0.2.1") == at("192.0.2.1") != at("::ffff:192.0.2.2")
    assert at("") == ""


def test_what_a_visitor_writes_into_the_proxys_header_is_not_believed(client, limits):
    limits(post_place=(1, 600))
    address = form_address(PostFactory())
    form = send(client, address).wsgi_request.POST

    for number in range(2):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        assert client.post(address, form, headers=forged).status_code == 429


def test_behind_a_trusted_proxy_each_reader_is_one(client, limits, settings):
    settings.MASTHEAD_TRUSTED_PROXIES = 1
    limits(post_place=(1, 600))
    address = form_address(PostFactory())
    form = send(client, address).wsgi_request.POST.dict()

    def sent_from(ip):
        return client.post(address, form, headers={"X-Forwarded-For": ip}).status_code

    assert [sent_from("192.0.2.1"), sent_from("192.0.2.1"), sent_from("192.0.2.2")] == [
        303,
        429,
        303,
    ]


def test_moderators_are_exempt(client, limits):
    limits(post=(1, 600), post_place=(1, 600))
    address = form_address(PostFactory())
    client.force_login(somebody(roles.MODERATOR))

    assert [send(client, address).status_code for _ in range(3)] == [303] * 3


def test_a_preview_uses_up_no_comment(client, limits):
    limits(post=(1, 600), preview=(2, 600))
    address = form_address(PostFactory())

    status = [send(client, address, preview="1").status_code for _ in range(3)]

    assert status[2] == 429
    assert 429 not in status[:2]
    assert send(client, address).status_code == 303


@pytest.mark.parametrize("what", ["react", "report"])
def test_flags_are_limited(client, limits, what):
    limits(**{what: (1, 600)})
    client.force_login(UserFactory())
    comment = public_comment(PostFactory())
    address = {
        "react": f"/comments/{comment.pk}/react/",
        "report": f"/comments/report/{comment.pk}/",
    }[what]

    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "spam"}).status_code != 429
    assert client.post(address, {"reason": "spam"}).status_code == 429


def test_searching_is_limited_and_its_page_stays_for_everyone(client, limits):
    limits(search_place=(1, 60))
    found = client.get("/comments/search/?q=bridge")

    assert found.status_code == 200
    assert "public" in found["Cache-Control"]
    assert client.get("/comments/search/?q=ferry").status_code == 429


def test_asking_for_the_head_alone_counts_too(client, limits):
    limits(search_place=(2, 60))

    status = [client.head("/comments/search/?q=a").status_code for _ in range(3)]

    assert status == [200, 200, 429]


def test_a_script_is_told_in_json(client, limits):
    limits(me_place=(1, 60))
    address = f"/me.json?post={PostFactory().pk}"
    client.get(address)

    answer = client.get(address, headers={"Accept": "application/json"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert answer.json()["said"].endswith("Please try again in 1 minute.")


def test_counting_asks_no_database(client, limits, django_assert_num_queries):
    limits(post_place=(0, 600), post=(100, 600))
    form = {"comment": "Text", "email": "a@example.org"}

    with django_assert_num_queries(1):  # the name of the site, for the page
        page = client.post("/comments/post/", form)

    assert page.status_code == 429


def test_a_cache_that_is_down_limits_nobody(client, limits, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    settings.MASTHEAD_TALLIES_DIR = tmp_path / "file" / "no-folder"
    limits(post=(1, 600))
    address = form_address(PostFactory())

    assert [send(client, address).status_code for _ in range(2)] == [303, 303]


@pytest.mark.usefixtures("shared_cache")
def test_sixteen_at_once_are_all_counted():
    with ThreadPoolExecutor(16) as pool:
        counts = list(pool.map(lambda _: tally("x", seconds=600)[0], range(200)))

    assert sorted(counts) == list(range(1, 201))


def test_files_of_ended_windows_are_deleted(settings, tmp_path, time_machine):
    settings.CACHES = {"default": {"BACKEND": FILES, "LOCATION": str(tmp_path)}}
    assert forget_tallies() == 0
    # The files' own times are those of the machine.
    time_machine.move_to(tmp_path.stat().st_mtime)
    tally("x", seconds=60)

    assert forget_tallies() == 0
    time_machine.shift(tallies.KEPT_SECONDS + 60)
    assert forget_tallies() == 1
    assert tally("x", seconds=60)[0] == 1


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (1, "1 second"),
        (40, "40 seconds"),
        (60, "1 minute"),
        (61, "2 minutes"),
        (540, "9 minutes"),
    ],
)
def test_the_wait_is_said_in_words(seconds, said):
    assert in_words(seconds) == said


def test_what_is_too_large_gets_a_sentence(client):
    page = client.post("/comments/post/", {"comment": "x" * 3_000_000})

    assert page.status_code == 413
    assert "That is too much at once." in words(page.content.decode())


def test_a_request_that_is_none_gets_a_page(client):
    page = client.get("/", headers={"Host": "bad host"})

    assert page.status_code == 400
    assert "could not read this request" in words(page.content.decode())
