"""Uploads that are no pictures."""

from __future__ import annotations

import pytest

from images import actions
from images.models import File
from tests.images.drawing import upload

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_as_it_is_under_a_plain_name():
    row = actions.add_file(
        upload(b"%PDF-1.7", "The Report (final).PDF"), title="Report"
    )

    assert row.file.name.endswith("the-report-final.pdf")
    assert row.size == 8
    with row.file.open("rb"):
        assert row.file.read() == b"%PDF-1.7"


def test_the_same_file_again_answers_the_first_row():
    first = actions.add_file(upload(b"%PDF-1.7", "a.pdf"))

    assert actions.add_file(upload(b"%PDF-1.7", "b.pdf")) == first
    assert File.objects.count() == 1


def test_a_deleted_file_is_gone_after_the_commit(django_capture_on_commit_callbacks):
    row = actions.add_file(upload(b"%PDF-1.7", "a.pdf"))

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_file(row)

    assert not row.file.storage.exists(row.file.name)


@pytest.mark.parametrize("name", ["page.html", "code.js", "drawing.svg", "README"])
def test_what_a_browser_would_run_is_refused(name):
    with pytest.raises(actions.FileError, match="not taken"):
        actions.add_file(upload(b"<script>alert(1)</script>", name))

    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", b"<!DOCTYPE html><script>go()</script>"),
        ("report.pdf", b"\xef\xbb\xbf\n <HTML>"),
        ("horn.mp3", b"<?php go();"),
        ("table.xls", b"<svg onload=go()>"),
        ("archive.zip", b"#!/bin/sh"),
    ],
)
def test_a_page_under_another_name_is_refused(name, content):
    with pytest.raises(actions.FileError, match="a web page or a program"):
        actions.add_file(upload(content, name))

    assert not File.objects.exists()


def test_plain_text_may_speak_of_pages():
    assert (
        actions.add_file(upload(b"<html> is how pages begin", "notes.txt")).size == 25
    )
