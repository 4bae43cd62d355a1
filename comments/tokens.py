"""What of a comment speaks for or against it: its words, hosts, addresses and looks.

Pure, and readable: moderators are told which of these a comment was held for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

# No language has more in a word that anybody meets twice.
LONGEST_WORD, LONGEST_HOST = 30, 80
# Enough to know a text by, and what one query may ask for.
ASKED_AT_MOST = 150
# Where a text has more words than that, so many are taken from its end: what is sold
# often stands there.
FROM_THE_END = 40
DISGUISED = "disguised letters"

_WORD = re.compile(r"[\w@$][\w@$'’]*[\w$]")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", re.IGNORECASE)
_WORD_IN_ADDRESS = re.compile(r"[^\W\d_]{3,}")
# What is not seen and cuts a Latin word in two; other scripts write with such.
_UNSEEN_INSIDE = re.compile("[A-Za-z][\u00ad\u200b-\u200f\u2060\ufeff]+[A-Za-z]")
# c.a.s.i.n.o, v i a g r a
_SPREAD = re.compile(r"\b(?:[^\W\d_][ .\-_*|]){4,}[^\W\d_]\b")
_BETWEEN_LETTERS = re.compile(r"[ .\-_*|]")
_DIGITS_AS_LETTERS = str.maketrans("013457@$", "oieastas")
# Letters of other scripts that look like Latin ones.
_LOOK_ALIKES = str.maketrans("аеорсухіѕјԁոԛԝᴀοαερτυν", "aeopcyxisjdnqwaoaeptuv")


def tokens_of(
    text: str, *, name: str = "", email: str = "", url: str = ""
) -> list[str]:
    """Each once: what its writer is called and links to first, then the words."""
    found = [
        *(f"name {word}" for word in _words(name)),
        *_mail_tokens(email),
        *_link_tokens(text, url),
        *_words(_ADDRESS.sub(" ", text)),
    ]
    return list(dict.fromkeys(found))


def most_telling(tokens: list[str]) -> list[str]:
    """At most ``ASKED_AT_MOST`` of them, from the beginning and the end."""
    if len(tokens) <= ASKED_AT_MOST:
        return tokens
    return tokens[: ASKED_AT_MOST - FROM_THE_END] + tokens[-FROM_THE_END:]


def _mail_tokens(email: str) -> Iterator[str]:
    _, at, domain = email.rpartition("@")
    if at and domain:
        yield f"mail at {domain.lower()[:LONGEST_HOST]}"


def _link_tokens(text: str, url: str) -> Iterator[str]:
    addresses = _ADDRESS.findall(text)
    if addresses:
        yield f"{len(addresses)} links" if len(addresses) < 4 else "4 links or more"
    else:
        yield "no link"
    if url:
        yield "a website"
        addresses.append(url)
    for address in addresses:
        yield from _hosts(address)


def _hosts(address: str) -> Iterator[str]:
    """The host, its ending, and the words in the address, which farms have in common."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.")[:LONGEST_HOST]
    except ValueError:
        return
    name, _, ending = host.rpartition(".")
    if not name:
        return
    yield f"link to {host}"
    yield f"link to .{ending}"
    for word in _WORD_IN_ADDRESS.findall(f"{name} {parts.path}".lower()):
        yield f"link with {word[:LONGEST_WORD]}"


def _words(text: str) -> Iterator[str]:
    if _UNSEEN_INSIDE.search(text):
        yield DISGUISED
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    plain = _without_accents(visible)
    for spread in _SPREAD.findall(plain):
        yield DISGUISED
        yield _BETWEEN_LETTERS.sub("", spread)
    for word in _WORD.findall(_SPREAD.sub(" ", plain)):
        yield from _read(word[:LONGEST_WORD])


def _without_accents(text: str) -> str:
    """As it would be typed on a plain keyboard, in lower case."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _read(word: str) -> Iterator[str]:
    """The word; of v1agra and саsino also what they are read as."""
    if word.isdigit():
        return
    read = word
    if any(c in "013457@$" for c in word[:-1]) and any(c.isalpha() for c in word):
        read = read.translate(_DIGITS_AS_LETTERS)
    if not word.isascii():
        read = _latin(read)
    if read != word and read.isalpha():
        yield DISGUISED
        yield read
    else:
        yield word


def _latin(word: str) -> str:
    """A word that mixes Latin letters with others that look like them, in Latin."""
    has_latin = any("a" <= c <= "z" for c in word)
    return word.translate(_LOOK_ALIKES) if has_latin else word
