"""Ways to hand a post on: ordinary links, which load nothing until one is followed."""

from __future__ import annotations

from urllib.parse import quote

# What each service wants to be asked; ``address`` and ``title`` come percent-encoded.
_SERVICES = (
    ("E-mail", "mailto:?subject={title}&body={address}"),
    ("Bluesky", "https://bsky.app/intent/compose?text={title}%20{address}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={address}"),
    ("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/?url={address}"),
    ("Mastodon", "https://share.joinmastodon.org/#text={title}%20{address}"),
    ("WhatsApp", "https://wa.me/?text={title}%20{address}"),
    ("X", "https://x.com/intent/post?text={title}&url={address}"),
)


def ways_to_share(title: str, address: str) -> list[tuple[str, str]]:
    """Label and link of each service; ``address`` is the whole one of the post."""
    asked = {"title": quote(title, safe=""), "address": quote(address, safe="")}
    return [(label, shape.format(**asked)) for label, shape in _SERVICES]
