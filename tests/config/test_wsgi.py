"""The application that a WSGI server runs."""

from wsgiref.util import setup_testing_defaults

from config.wsgi import application


def test_the_application_answers():
    environment = {"PATH_INFO": "/healthz", "HTTP_HOST": "localhost"}
    setup_testing_defaults(environment)
    answers = []

    body = b"".join(application(environment, lambda status, _: answers.append(status)))

    assert answers == ["200 OK"]
    assert body == b'{"alive": true}'
