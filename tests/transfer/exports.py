"""WordPress exports of an invented blog, put together for one test each."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command

_ids = count(5000)


def cdata(text: object) -> str:
    """``text`` as WordPress wraps it."""
    return "<![CDATA[" + str(text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def export(
    *parts: str, version: str = "1.2", url: str = "https://old.example.org"
) -> str:
    """A whole file; ``parts`` are authors, terms and items."""
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0"'
        f' xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:wfw="http://wellformedweb.org/CommentAPI/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:wp="http://wordpress.org/export/{version}/">\n<channel>'
        f"<title>The Quay &amp;amp; Ledger</title><link>{url}</link>"
        "<description>Notes from the harbour</description>"
        f"<wp:wxr_version>{version}</wp:wxr_version>"
        f"<wp:base_blog_url>{url}</wp:base_blog_url>\n"
        + "\n".join(parts)
        + "\n</channel>\n</rss>\n"
    )


def author(login: str, name: str = "", email: str = "", key: object = "") -> str:
    """Somebody in the list of authors."""
    return (
        f"<wp:author><wp:author_id>{key}</wp:author_id><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(email)}</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>"
    )


def category(slug: str, name: str, parent: str = "", key: object = "") -> str:
    """One of the tree of categories."""
    return (
        f"<wp:category><wp:term_id>{key}</wp:term_id><wp:category_nicename>{cdata(slug)}</wp:category_nicename>"
        f"<wp:category_parent>{cdata(parent)}</wp:category_parent>"
        f"<wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>"
    )


def tag(slug: str, name: str) -> str:
    """One of the list of tags."""
    return (
        f"<wp:tag><wp:tag_slug>{cdata(slug)}</wp:tag_slug>"
        f"<wp:tag_name>{cdata(name)}</wp:tag_name></wp:tag>"
    )


def filed(slug: str, name: str, domain: str = "category") -> str:
    """What an item is filed under."""
    return f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'


def meta(key: str, value: object) -> str:
    """A custom field of an item."""
    return (
        f"<wp:postmeta><wp:meta_key>{cdata(key)}</wp:meta_key>"
        f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
    )


def item(*parts: str, **said: object) -> str:
    """A published post; ``said`` changes its fields (None leaves one out).

    ``parts`` are categories, tags and comments.
    """
    fields: dict[str, object] = {
        "title": "A morning at the quay",
        "link": "https://old.example.org/2019/05/a-morning/",
        "pubDate": "Fri, 03 May 2019 10:00:00 +0000",
        "creator": "ines",
        "content": "Two boats came in.\n\nOne went out.",
        "excerpt": "",
        "post_id": next(_ids),
        "post_date": "2019-05-03 12:00:00",
        "post_date_gmt": "2019-05-03 10:00:00",
        "comment_status": "open",
        "post_name": f"post-name-{next(_ids)}",
        "status": "publish",
        "post_parent": 0,
        "post_type": "post",
        "post_password": "",
        "is_sticky": 0,
    } | said
    names = {
        "title": "title",
        "link": "link",
        "pubDate": "pubDate",
        "creator": "dc:creator",
        "content": "content:encoded",
        "excerpt": "excerpt:encoded",
    }
    texts = (
        f"<{names.get(name, f'wp:{name}')}>{cdata(value)}</{names.get(name, f'wp:{name}')}>"
        for name, value in fields.items()
        if value is not None
    )
    return f"<item>{''.join(texts)}{''.join(parts)}</item>"


def comment(key: object, text: str = "Well said.", **said: object) -> str:
    """An approved comment; ``said`` changes its fields."""
    fields: dict[str, object] = {
        "id": key,
        "author": "Mireille",
        "author_email": "mireille@example.org",
        "author_url": "",
        "author_IP": "192.0.2.7",
        "date": "2019-05-03 13:00:00",
        "date_gmt": "2019-05-03 11:00:00",
        "content": text,
        "approved": "1",
        "type": "",
        "parent": 0,
    } | said
    texts = (
        f"<wp:comment_{name}>{cdata(value)}</wp:comment_{name}>"
        for name, value in fields.items()
    )
    return f"<wp:comment>{''.join(texts)}</wp:comment>"


def attachment(name: str, *parts: str, **said: object) -> str:
    """An upload of May 2019; ``said`` changes its fields, ``alt`` is a custom one."""
    alt = said.pop("alt", "")
    fields: dict[str, object] = {
        "post_type": "attachment",
        "status": "inherit",
        "title": name.rpartition(".")[0],
        "content": "",
        "link": f"https://old.example.org/{name.rpartition('.')[0]}/",
        "attachment_url": f"https://old.example.org/wp-content/uploads/2019/05/{name}",
    } | said
    fixed = meta("_wp_attached_file", f"2019/05/{name}")
    return item(fixed, meta("_wp_attachment_image_alt", alt), *parts, **fields)


class Importer:
    """Writes an export to a file and runs the command on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "export.xml"
        self.capsys = capsys
        # What the command is told beside the file.
        self.options: dict[str, object] = {}

    def __call__(self, *parts: str, **options: str) -> str:
        """Import an export made of ``parts``; what the command printed."""
        return self.run(export(*parts, **options))

    def run(self, text: str | bytes) -> str:
        """Import a file with this text; what the command printed."""
        return self.said(text)[0]

    def said(self, text: str | bytes) -> tuple[str, str]:
        """Import a file with this text; what the command said on stdout and stderr."""
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("import_wordpress", str(self.path), **self.options)
        said = self.capsys.readouterr()
        return said.out, said.err
