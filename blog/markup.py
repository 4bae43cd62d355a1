"""The one place that turns somebody's source into safe HTML.

Everything here is a pure function of its text. ``clean_*`` take HTML of any origin
and answer the part of it that we allow, by nh3; ``draw_body`` turns a cleaned body
into what a page shows. Only ``vouch`` marks text as safe, and only for stored HTML
that has been through these functions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import urlsplit

import lxml.html
import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from lxml.etree import tostring
from lxml.html import HtmlElement

# Goes up when the drawing changes: `manage.py redraw` then redraws stored HTML.
DRAWING_VERSION = 2

SUMMARY_WORDS = 55
# Two do for all but markup that is made to be nested wrongly.
MOST_ROUNDS = 5

URL_SCHEMES = {"http", "https", "mailto", "tel"}
# Attributes that hold an address, whatever nh3 itself thinks of the tag.
URL_ATTRIBUTES = {"href", "src", "cite"}
# Ids of the page around a body: a body must not take them.
RESERVED_ID = re.compile(r"comment|main$|thread", re.IGNORECASE)

INLINE_TAGS = set(
    "a abbr b br cite code del dfn em i ins kbd mark q s samp small strong sub sup "
    "time u var".split()
)
BODY_TAGS = INLINE_TAGS | set(
    "p div h2 h3 h4 h5 h6 blockquote footer ul ol li dl dt dd pre hr figure "
    "figcaption img table caption thead tbody tfoot tr th td details summary "
    "audio video source".split()
)
BODY_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "width", "height"},
    "source": {"src", "type"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
# Pictures side by side, and how many in a row.
GALLERY = {"gallery", *(f"columns-{number}" for number in range(1, 7))}
BODY_CLASSES = {
    "small": {"footnote"},
    "figure": {"embed", "wide", "alignleft", "alignright", "aligncenter"} | GALLERY,
    "img": {"alignleft", "alignright", "aligncenter"},
    "blockquote": {"pullquote"},
}
COMMENT_TAGS = set(
    "a b blockquote br cite code del em i li ol p pre q s strong sub sup ul".split()
)
COMMENT_ATTRIBUTES = {"a": {"href"}, "blockquote": {"cite"}}
COMMENT_LINK_REL = "nofollow ugc noopener"


def vouch(stored_html: str) -> SafeString:
    """Mark as safe what was cleaned and drawn here before it was stored."""
    return mark_safe(stored_html)  # noqa: S308 (the one place; see the module's text)


def data_block(data: Mapping[str, object]) -> SafeString:
    """JSON for a script element of data: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 (escaped above, as JSON knows it)


# --- Cleaning ----------------------------------------------------------------


def _allow_attribute(tag: str, name: str, value: str) -> str | None:
    """Addresses only of known schemes; ids only where they can't be the page's."""
    if name in URL_ATTRIBUTES:
        # Browsers skip white space and control characters inside a scheme.
        address = re.sub(r"[\x00-\x20\x7f-\xa0]+", "", value)
        scheme = address.partition(":")[0].lower() if ":" in address else ""
        if re.match(r"[^/?#]*:", address) and scheme not in URL_SCHEMES:
            return None
        return value
    if name == "class":
        # Without it, class="" would stay of classes that are not allowed.
        return value if BODY_CLASSES.get(tag, set()) & set(value.split()) else None
    if name == "id":
        return None if RESERVED_ID.match(value) else value
    return value


_clean_body = nh3.Cleaner(
    tags=BODY_TAGS,
    attributes=BODY_ATTRIBUTES,
    allowed_classes=BODY_CLASSES,
    attribute_filter=_allow_attribute,
    url_schemes=URL_SCHEMES,
    link_rel=None,
    strip_comments=True,
)
_clean_comment = nh3.Cleaner(
    tags=COMMENT_TAGS,
    attributes=COMMENT_ATTRIBUTES,
    attribute_filter=_allow_attribute,
    url_schemes=URL_SCHEMES,
    link_rel=COMMENT_LINK_REL,
    strip_comments=True,
)
_clean_inline = nh3.Cleaner(
    tags=INLINE_TAGS,
    attributes={"a": {"href"}},
    attribute_filter=_allow_attribute,
    url_schemes=URL_SCHEMES,
    link_rel=None,
)

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_FRAME = re.compile(
    # Never past the next frame: bodies may hold thousands that are never closed.
    r"<iframe\b[^<>]*?\bsrc\s*=\s*[\"']?([^\"'\s<>]+)[^<>]*>"
    r"(?:(?:(?!<iframe\b).)*?</iframe\s*>)?",
    re.IGNORECASE | re.DOTALL,
)


def _frame_as_link(found: re.Match[str]) -> str:
    address = escape(unescape(found[1]))
    if address.startswith("//"):
        address = f"https:{address}"
    return f'<figure class="embed"><a href="{address}">{address}</a></figure>'


def _clean(cleaner: nh3.Cleaner, html: str) -> str:
    # What is taken out may leave its neighbours nested as no browser reads them: what
    # is cleaned again must stay as it is, and be what readers see.
    for _ in range(MOST_ROUNDS):
        before, html = html, _clean_once(cleaner, html)
        if html == before:
            break
    return html


def _clean_once(cleaner: nh3.Cleaner, html: str) -> str:
    # &#1; is a control character in HTML, which lxml refuses and no page needs.
    return _CONTROL_CHARACTERS.sub("", cleaner.clean(html)).strip()


def clean_body(source: str) -> str:
    """A body as it is stored: what authors may write, and nothing that runs.

    h1 becomes h2 (the page has its own h1), a frame becomes a link to its page.
    """
    source = re.sub(r"<(/?)h1\b", r"<\1h2", source, flags=re.IGNORECASE)
    source = re.sub(r"<(/?)center\b", r"<\1div", source, flags=re.IGNORECASE)
    return _clean(_clean_body, _FRAME.sub(_frame_as_link, source))


def clean_comment(html: str) -> str:
    """A comment's HTML: paragraphs, emphasis, quotes, lists, code, marked links."""
    return _clean(_clean_comment, html)


def clean_inline(html: str) -> str:
    """One line of HTML without blocks: a note, a dek."""
    return _clean(_clean_inline, html)


# --- Drawing -----------------------------------------------------------------


def draw_body(body: str, *, is_ours: Callable[[str], bool]) -> str:
    """What a page shows of a cleaned body.

    Footnotes are numbered where they are called, tables scroll inside themselves,
    pictures load when they come near. No page of ours makes a reader's browser ask
    another host: a picture or recording for which ``is_ours(address)`` is false is
    drawn as a link.
    """
    if not body:
        return ""
    root = lxml.html.fragment_fromstring(body, create_parent="div")
    for picture in list(root.iter("img")):
        _draw_picture(picture, is_ours)
    for recording in list(root.iter("audio", "video")):
        _draw_recording(recording, is_ours)
    for source in list(root.iter("source")):
        if source.getparent().tag not in {"audio", "video"}:
            source.drop_tag()
    for table in list(root.iter("table")):
        _wrap_table(table)
    for code in root.iter("pre"):
        # It scrolls, so those without a mouse must get there.
        code.set("tabindex", "0")
    _number_footnotes(root)
    return inner_html(root)


def _draw_picture(picture: HtmlElement, is_ours: Callable[[str], bool]) -> None:
    address = picture.get("src", "")
    if not address:
        picture.drop_tree()
    elif is_ours(address):
        picture.set("loading", "lazy")
        picture.set("decoding", "async")
        if picture.get("alt") is None:
            picture.set("alt", "")
    else:
        _replace_by_link(picture, address, picture.get("alt") or "Picture")


def _draw_recording(recording: HtmlElement, is_ours: Callable[[str], bool]) -> None:
    if recording.getparent() is None:
        return  # It stood inside one that has become a link, and went with its inside.
    sources = [recording.get("src"), *(s.get("src") for s in recording.iter("source"))]
    addresses = [address for address in sources if address]
    if addresses and all(is_ours(address) for address in addresses):
        recording.set("controls", "")
        recording.set("preload", "none")
    elif addresses:
        _replace_by_link(recording, addresses[0], "Recording")
    else:
        recording.drop_tree()


def _replace_by_link(element: HtmlElement, address: str, text: str) -> None:
    if element.tail and element.tail[0].isalnum():
        element.tail = f" {element.tail}"
    host = _host_of(address)
    label = f"{text} ({host})" if host else text
    parent = element.getparent()
    if parent is not None and parent.tag == "a":
        element.tag = "span"
    else:
        element.tag = "a"
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    if element.tag == "a":
        element.set("href", address)
    element.text = label


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # "//[quay"
        return ""


def _wrap_table(table: HtmlElement) -> None:
    box = lxml.html.Element("div")
    box.attrib.update(
        {"class": "table-scroll", "role": "region", "aria-label": "Table"}
    )
    box.set("tabindex", "0")
    box.tail, table.tail = table.tail, None
    table.getparent().replace(table, box)
    box.append(table)


def _number_footnotes(root: HtmlElement) -> None:
    """Each note stays where it is called, behind its number: a style sheet can put it
    into the margin beside that line.
    """
    for number, note in enumerate(root.xpath(".//small[@class='footnote']"), 1):
        reference = lxml.html.fromstring(
            f'<sup id="fnref-{number}"><a href="#fn-{number}" role="doc-noteref">'
            f"{number}</a></sup>"
        )
        back = lxml.html.fromstring(
            f'<a href="#fnref-{number}" role="doc-backlink" '
            f'aria-label="Back to reference {number}">{number}</a>'
        )
        note.addprevious(reference)
        note.attrib.update(
            {"class": "note", "id": f"fn-{number}", "role": "doc-footnote"}
        )
        back.tail, note.text = f" {note.text or ''}", None
        note.insert(0, back)


def _gather_footnotes(root: HtmlElement) -> None:
    """Notes at the end of the text, as they are read where no style sheet is."""
    notes = root.xpath(".//small[@class='note']")
    if not notes:
        return
    section = lxml.html.fromstring(
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">'
        "<ol></ol></section>"
    )
    for note in notes:
        back = note[0]
        item = lxml.html.Element("li", id=note.get("id"))
        item.text = (back.tail or "").lstrip()
        back.tail, back.text = None, " ↩"
        item.extend([*note[1:], back])
        note.drop_tree()
        section[0].append(item)
    root.append(section)


def inner_html(root: HtmlElement) -> str:
    """What stands inside ``root``, as text."""
    head = escape(root.text or "", quote=False)
    return head + "".join(
        tostring(child, encoding="unicode", method="html") for child in root
    )


def with_absolute_links(html: str, page_address: str) -> str:
    """Drawn HTML as it is read away from its page: in a feed, in a mail."""
    if not html:
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    _gather_footnotes(root)
    root.make_links_absolute(page_address, handle_failures="ignore")
    return inner_html(root)


# --- Reading what was drawn --------------------------------------------------


def links_in(html: str) -> list[str]:
    """The addresses that a body links to, each once, in order."""
    if "<a" not in html:
        return []
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    found = (link.get("href", "") for link in root.iter("a"))
    return list(dict.fromkeys(a for a in found if a and not a.startswith("#")))


def summary_of(html: str) -> str:
    """The first words of a body as plain text."""
    # Neither an aside nor code tells what a text is about.
    asides = r"<small class=\"footnote\">.*?</small>|<pre\b.*?</pre>"
    text = re.sub(asides, "", html, flags=re.DOTALL)
    text = re.sub(r"</(p|h\d|li|div|blockquote|figcaption|td)>", " ", text)
    text = unescape(strip_tags(text))
    return Truncator(" ".join(text.split())).words(SUMMARY_WORDS, truncate=" …")
