"""Uploads are fetched from the old site: politely, and from nowhere else."""

import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from images.models import File, Image
from tests.images.drawing import jpeg
from tests.transfer.exports import attachment, export, item
from tests.transfer.old_sites import DEAF, PUBLIC, OldSite
from transfer.media import fetching
from transfer.media.fetching import Fetcher

QUAY = "/wp-content/uploads/2019/05/quay.jpg"


@pytest.fixture
def old_site():
    with OldSite() as site:
        site.says(QUAY, jpeg(size=(600, 400)))
        yield site


@pytest.fixture
def fetch(import_export, old_site):
    """``fetch(attachment(…), …)`` imports with --fetch-media; the report."""

    def comes_in(*parts: str):
        import_export.options = {"fetch_media": True, "fetcher": old_site.fetcher}
        return import_export(*parts)

    return comes_in


def quay(**said: object) -> str:
    return attachment(
        "quay.jpg",
        **{"post_id": 7, "attachment_url": f"http://old.example.org{QUAY}"} | said,
    )


def at(path: str, host: str = "old.example.org", **said: object) -> str:
    """An attachment that is said to be at this path."""
    return quay(
        attachment_url=f"http://{host}{path}", post_id=said.pop("post_id", 8), **said
    )


def test_pictures_are_fetched_and_shown(fetch, old_site):
    report = fetch(quay(), item(content=f'<img src="{QUAY}">'))

    assert Image.objects.get().file.url in Post.objects.get().body
    assert "1 picture" in report
    assert old_site.asked == [("old.example.org", QUAY)]


def test_the_old_site_is_told_who_asks_and_is_given_time(fetch, old_site, settings):
    fetch(quay(), at("/a.jpg"))

    assert old_site.headers[0]["User-Agent"] == (
        f"Masthead (moving its media; +{settings.SITE_URL})"
    )
    assert "Cookie" not in old_site.headers[0]
    assert old_site.slept == [fetching.SECONDS_BETWEEN] * 2


def test_what_is_here_is_not_fetched_again(fetch, old_site):
    fetch(quay(), at("/late.jpg"))
    old_site.says("/late.jpg", jpeg())
    old_site.asked.clear()

    fetch(quay(), at("/late.jpg"))
    fetch(quay(), at("/late.jpg"))

    assert old_site.asked == [("old.example.org", "/late.jpg")]
    assert Image.objects.count() == 2


def test_addresses_with_all_kinds_of_letters_are_asked_for(fetch, old_site):
    old_site.says("/2019/caf%C3%A9%20%231.jpg?a=%20b", jpeg())

    fetch(
        at("/2019/café %231.jpg?a= b", host="bücher.example"),
        at("/2019/caf%C3%A9%20%231.jpg?a=%20b", host="old.example.org:8080", post_id=9),
    )

    assert old_site.asked == [
        ("xn--bcher-kva.example", "/2019/caf%C3%A9%20%231.jpg?a=%20b"),
        ("old.example.org:8080", "/2019/caf%C3%A9%20%231.jpg?a=%20b"),
    ]


# --- Nowhere else --------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "fe80::1%eth0",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0", "224.0.0.1"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_not_asked(fetch, old_site, address):
    old_site.addresses["inside.example.org"] = [address]

    report = fetch(at(QUAY, host="inside.example.org"))

    assert not old_site.reached
    assert not Image.objects.exists()
    assert (
        "left out: inside.example.org is no public address: it is not asked" in report
    )


def test_one_private_address_among_public_ones_is_enough(fetch, old_site):
    old_site.addresses["inside.example.org"] = [PUBLIC, "10.0.0.1"]

    fetch(at(QUAY, host="inside.example.org"))

    assert not old_site.reached


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_public_address_is_followed(fetch, old_site, status):
    old_site.says("/moved.jpg", status=status, Location=f"http://cdn.example.org{QUAY}")

    fetch(at("/moved.jpg"))

    assert Image.objects.count() == 1
    assert old_site.asked[-1] == ("cdn.example.org", QUAY)


@pytest.mark.parametrize(
    "onto",
    ["http://inside.example.org/x.jpg", "http://127.0.0.1/x.jpg", "http://[::1]/x.jpg",
     "//inside.example.org/x.jpg", "file:///etc/passwd", "gopher://old.example.org/x",
     "http://[", "http://user:word@old.example.org/x.jpg"],
)  # fmt: skip
def test_a_redirect_to_any_other_is_not(fetch, old_site, onto):
    old_site.addresses |= {
        "inside.example.org": ["10.0.0.1"],
        "127.0.0.1": ["127.0.0.1"],
        "::1": ["::1"],
    }
    old_site.says("/moved.jpg", status=302, Location=onto)

    report = fetch(at("/moved.jpg"))

    assert old_site.reached == [PUBLIC]
    assert "1 attachment: left out: " in report


def test_redirects_in_a_circle_end(fetch, old_site):
    old_site.says("/moved.jpg", status=302, Location="/moved.jpg")

    report = fetch(at("/moved.jpg"))

    assert len(old_site.asked) == fetching.MOST_REDIRECTS + 1
    assert "left out: is redirected more than 5 times" in report


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(fetch, old_site):
    """A name that answers otherwise the second time gains nothing."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    old_site.resolve = lambda host, port: next(answers)

    fetch(quay())

    assert old_site.reached == [PUBLIC]
    assert Image.objects.count() == 1


def test_the_next_address_of_a_host_is_tried(fetch, old_site):
    old_site.addresses["old.example.org"] = [DEAF, PUBLIC]

    fetch(quay())

    assert old_site.reached == [DEAF, PUBLIC]
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    ["", "quay.jpg", "ftp://old.example.org/quay.jpg", "file:///quay.jpg", "http://",
     "http://old.example.org:99999/quay.jpg", "http://a..b/quay.jpg",
     "http://a b/quay.jpg", "https://"],
)  # fmt: skip
def test_what_is_no_address_is_not_asked(fetch, old_site, url):
    report = fetch(quay(attachment_url=url, guid=url))

    assert not old_site.reached
    assert "1 attachment: left out: " in report


# --- What it answers -----------------------------------------------------------


def test_a_page_in_place_of_a_picture_is_refused(fetch, old_site):
    old_site.says("/a.jpg", b"<p>Sign in", Content_Type="text/html; charset=utf-8")

    assert "left out: the old site sends a web page in its place" in fetch(at("/a.jpg"))


def test_what_is_gone_is_named(fetch):
    report = fetch(at("/a.jpg", title="Mill"), quay())

    assert "1 attachment: left out: the old site answers 404 (“Mill”)." in report
    assert Image.objects.count() == 1


def test_a_busy_site_is_asked_again_later(fetch, old_site):
    old_site.says("/a.jpg", status=503, Retry_After="7")
    old_site.says("/a.jpg", status=429, Retry_After="3600")
    old_site.says("/a.jpg", jpeg())

    fetch(at("/a.jpg"))

    assert Image.objects.count() == 1
    assert [s for s in old_site.slept if s != fetching.SECONDS_BETWEEN] == [7, 60]


def test_a_site_that_stays_busy_is_left_in_peace(fetch, old_site):
    old_site.says("/a.jpg", status=500)

    report = fetch(at("/a.jpg"))

    assert len(old_site.asked) == fetching.MOST_ATTEMPTS
    assert "left out: the old site answers 500" in report


def test_a_host_that_is_gone_is_not_asked_for_every_file(fetch, old_site):
    parts = [at("/a.jpg", host="nowhere.example.org", post_id=n) for n in range(50, 60)]

    report = fetch(*parts, quay())

    tries = fetching.MOST_FAILURES * fetching.MOST_ATTEMPTS
    assert old_site.resolved.count("nowhere.example.org") == tries
    assert (
        "5 attachments: left out: nowhere.example.org does not answer: [Err" in report
    )
    assert "5 attachments: left out: nowhere.example.org does not answer: it is not asked again" in report  # fmt: skip
    assert Image.objects.count() == 1


def test_a_file_that_breaks_off_is_fetched_once_more(fetch, old_site):
    whole = jpeg(size=(600, 400))
    old_site.says("/a.jpg", whole[:500], Content_Length=str(len(whole)))
    old_site.says("/a.jpg", whole)

    fetch(at("/a.jpg"))

    assert Image.objects.get().width == 600


def test_too_large_a_file_is_not_fetched(fetch, old_site, monkeypatch):
    monkeypatch.setattr("transfer.media.sources.LARGEST_PICTURE", 1000)
    old_site.says("/a.jpg", b"x", Content_Length="2000")
    old_site.says("/b.jpg", b"x" * 3000, Content_Length="3000", Connection="close")

    report = fetch(at("/a.jpg"), at("/b.jpg", post_id=9))

    assert "2 attachments: left out: is larger than 0 MB" in report


def test_a_size_that_is_not_said_is_counted(fetch, old_site, monkeypatch):
    monkeypatch.setattr("transfer.media.sources.LARGEST_FILE", 100_000)
    whole = b"%PDF" + b"x" * 200_000
    old_site.says("/a.pdf", whole, Content_Length="", Transfer_Encoding="identity")

    report = fetch(at("/a.pdf"))

    assert not File.objects.exists()
    assert "left out: " in report


def test_a_file_that_comes_too_slowly_is_left(fetch, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_FOR_A_FILE", -1)

    assert "left out: the old site sends it too slowly" in fetch(quay())


def test_a_dry_run_fetches_nothing(import_export, old_site):
    import_export.options = {
        "fetch_media": True, "fetcher": old_site.fetcher, "dry_run": True
    }  # fmt: skip

    report = import_export(quay())

    assert not old_site.reached
    assert "1 attachment: left out: a dry run fetches nothing (“quay”)." in report


def test_an_import_that_is_broken_off_goes_on_where_it_was(
    import_export, old_site, tmp_path, db
):
    old_site.says("/a.jpg", jpeg())
    old_site.says("/b.jpg", jpeg(size=(9, 9)))
    path = tmp_path / "export.xml"
    path.write_text(export(at("/a.jpg", post_id=8), at("/b.jpg", post_id=9), item()))
    fetcher, sleeps = old_site.fetcher, iter([None])

    def interrupted(seconds: float) -> None:
        if next(sleeps, "end") == "end":
            raise KeyboardInterrupt

    fetcher._sleep = interrupted
    with pytest.raises(CommandError, match="What came in before stays"):
        call_command("import_wordpress", path, fetch_media=True, fetcher=fetcher)
    assert Image.objects.count() == 1

    call_command("import_wordpress", path, fetch_media=True, fetcher=old_site.fetcher)

    assert Image.objects.count() == 2
    assert [asked for _, asked in old_site.asked].count("/a.jpg") == 1


def test_the_system_is_asked_for_the_addresses_of_a_host():
    from transfer.media.public_addresses import resolve

    assert "127.0.0.1" in resolve("localhost", 80)


def test_this_machine_is_never_asked(db, import_export):
    with OldSite() as site:
        port = site.server.server_address[1]
        import_export.options = {
            "fetch_media": True,
            "fetcher": Fetcher(sleep=site.slept.append),
        }

        report = import_export(at(QUAY, host=f"localhost:{port}"))

    assert not site.asked
    assert "localhost is no public address" in report


def test_the_certificate_of_the_old_site_must_be_its_own(fetch, old_site):
    report = fetch(quay(attachment_url=f"https://old.example.org{QUAY}"))

    assert "left out: old.example.org does not answer: [SSL" in report
    assert not old_site.asked


def test_the_folder_and_the_old_site_can_not_both_be_asked(tmp_path):
    with pytest.raises(CommandError, match="not allowed with argument"):
        call_command(
            "import_wordpress", "x.xml", "--fetch-media", "--media", str(tmp_path)
        )
