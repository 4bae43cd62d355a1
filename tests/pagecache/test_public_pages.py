"""What public_page lets out, and what it keeps back."""

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.test import RequestFactory

from pagecache.public import public_page
from tests.factories import PostFactory


def ask(view, **headers):
    request = RequestFactory().get("/page/", headers=headers)
    request.session = SessionStore()
    return public_page(view)(request)


def plain(request):
    return HttpResponse("The same for everyone.")


def reads_session(request):
    return HttpResponse(request.session.get("name", ""))


def sets_cookie(request):
    response = HttpResponse("")
    response.set_cookie("seen", "yes")
    return response


def draws_form(request):
    return HttpResponse(get_token(request))


def varies(request):
    return HttpResponse("", headers={"Vary": "Accept, Cookie"})


def test_browsers_ask_again_and_shared_caches_keep():
    response = ask(plain)

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "s-maxage" not in response["Cache-Control"]
    assert response["CDN-Cache-Control"] == (
        "public, s-maxage=60, stale-while-revalidate=600"
    )
    assert response["Surrogate-Control"] == "max-age=60, stale-while-revalidate=600"


def test_who_has_the_page_gets_304_with_the_same_headers():
    first = ask(plain)
    second = ask(plain, if_none_match=first["ETag"])

    assert second.status_code == 304
    assert second.content == b""
    for name in ("ETag", "Cache-Control", "CDN-Cache-Control"):
        assert second[name] == first[name]


def test_a_changed_page_is_sent_again():
    first = ask(plain)
    second = ask(lambda request: HttpResponse("New."), if_none_match=first["ETag"])

    assert second.status_code == 200
    assert second["ETag"] != first["ETag"]


@pytest.mark.parametrize("view", [reads_session, sets_cookie, draws_form, varies])
def test_a_page_that_asks_who_reads_it_is_kept_by_nobody(view, caplog):
    response = ask(view)

    assert response["Cache-Control"] == "private, no-store"
    assert "CDN-Cache-Control" not in response
    assert "Surrogate-Control" not in response
    assert "/page/ is no public page" in caplog.text


def test_a_redirect_passes_as_it_is():
    response = ask(lambda request: HttpResponseRedirect("/else/"))

    assert response.status_code == 302
    assert "CDN-Cache-Control" not in response


def test_writing_is_refused():
    request = RequestFactory().post("/page/")

    assert public_page(plain)(request).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["csrftoken=x", "sessionid=zz", "sessionid=zz; x=y"])
def test_a_stale_cookie_changes_nothing_of_a_page(cookie, client, caplog):
    PostFactory()
    usual = client.get("/")

    page = client.get("/", headers={"Cookie": cookie})

    assert page.content == usual.content
    assert dict(page.headers) == dict(usual.headers)
    assert not page.cookies
    assert not caplog.records
