"""A file that is no export is refused in one sentence."""

import pytest
from django.core.management import CommandError, call_command

from blog.models import Post
from tests.transfer.exports import export, item

ENTITIES = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)
)
BOMB = f"<!DOCTYPE rss [{ENTITIES}]><rss><channel><title>&a8;</title></channel></rss>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("\x00" * 100_000, "is empty"),
        ("Dear reader, this is a letter.", "it isn't XML"),
        ("PK\x03\x04", "it isn't XML"),
        ("\x89PNG\r\n\x1a\n", "it isn't XML"),
        ("\x1f\x8b\x08\x00", "it isn't XML"),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "names an encoding"),
        (export("<title>&#xD800;</title>"), "is not well-formed XML at line"),
        (export("<a>" * 300), "nested deeper"),
        (export(f"<title>{'x' * 11_000_000}</title>"), "of more than 10 MB"),
        (export(item(content="x" * 11_000_000)), "of more than 10 MB"),
        ("<html><body>Not found</body></html>", "its root is not <rss>"),
        ("<rss><channel><title>A feed</title></channel></rss>", "names no version"),
        ("<rss><channel><item><title>x</title></item></channel></rss>", "no version"),
        (export(version="1.3"), "is of WXR version 1.3"),
        (export().replace("</channel>", "</chanel>"), "is not well-formed XML at line"),
        (export("<title>&nbsp;</title>"), "is not well-formed XML at line"),
        (export("<title>&nbsp;</title>"), "Entity 'nbsp' not defined"),
        (export().replace("xmlns:wp=", "xmlns:wq="), "what its prefix means"),
        (export("<b></a>", *[item()] * 200), "is not well-formed XML at line"),
        (export(item()).partition("</item>")[0], "is cut off"),
        (export(item())[:700], "is cut off"),
        (BOMB, "holds entities that grow without end"),
        ('<!DOCTYPE rss [<!ENTITY a "b">]><rss><a>&a;</a></rss>', "document type"),
        ('<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>', "document type"),
    ],
)
def test_what_is_no_export_is_refused_in_one_sentence(import_export, text, reason):
    with pytest.raises(CommandError) as error:
        import_export.run(text)

    assert reason in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.returncode == 1
    assert not Post.objects.exists()


def test_bytes_that_are_no_utf_8_are_refused_in_one_sentence(import_export):
    with pytest.raises(CommandError, match="holds bytes that don't fit"):
        import_export.run(export(item(title="caf\xe9")).encode("latin-1"))


def test_a_file_that_is_not_there_stops_before_anything_comes_in(import_export):
    import_export.path.write_text(export(item()))

    with pytest.raises(CommandError, match="No such file"):
        call_command("import_wordpress", str(import_export.path), "/nowhere/b.xml")

    assert not Post.objects.exists()


def test_a_folder_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="can't be read: Is a directory"):
        call_command("import_wordpress", str(tmp_path))


def test_a_file_that_can_not_be_opened_is_refused(db, tmp_path):
    # Not by its permissions, which mean nothing where the tests run as root.
    circle = tmp_path / "circle.xml"
    circle.symlink_to(circle)

    with pytest.raises(CommandError, match="Too many levels of symbolic links"):
        call_command("import_wordpress", str(circle))


@pytest.mark.parametrize(
    "before", [b"", b"\n\n \t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"], ids=repr
)
def test_blank_lines_and_marks_before_the_export_do_no_harm(import_export, before):
    import_export.run(before + export(item()).encode())

    assert Post.objects.count() == 1


def test_control_characters_in_an_export_are_dropped(import_export):
    text = export(item(title="A\x0bB\x00C", content="x\x1by\x08z"))

    import_export.run(text)

    post = Post.objects.get()
    assert (post.title, post.body) == ("ABC", "<p>xyz</p>")


def test_an_export_in_utf_16_is_read(import_export):
    text = export(item(title="Überfahrt")).replace("UTF-8", "UTF-16")

    import_export.run(text.encode("utf-16"))

    assert Post.objects.get().title == "Überfahrt"


def test_blanks_before_the_mark_of_unicode_do_no_harm(import_export):
    import_export.run(b"\n\xef\xbb\xbf" + export(item()).encode())

    assert Post.objects.count() == 1


def test_an_odd_address_of_the_site_does_no_harm(import_export):
    import_export.run(export(item(), url="http://[::bad"))

    assert Post.objects.count() == 1
