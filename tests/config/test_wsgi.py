"""The application that a WSGI server runs."""

from wsgiref.util import setup_testing_defaults

import pytest

from config.wsgi import application

pytestmark = pytest.mark.django_db  # at its end a request looks after connections


def test_the_application_answers():
    environment = {"PATH_INFO": "/healthz", "HTTP_HOST": "localhost"}
    setup_testing_defaults(environment)
    answers = []

    body = b"".join(application(environment, lambda status, _: answers.append(status)))

    assert answers == ["200 OK"]
    assert body == b'{"alive": true}'
