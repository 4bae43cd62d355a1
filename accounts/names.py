"""Names that look alike, and names that nobody should have to read.

Pure: no database. A key is what is left of a name when everything that a reader's eye
passes over is gone; two names with one key could be taken for each other.
"""

from __future__ import annotations

import unicodedata

KEY_LENGTH = 150
# More marks than that on one letter climb over the lines around it; no language that
# we know of needs four.
MOST_MARKS = 3

# Letters of other scripts, or with a stroke, beside the Latin ones that they look like.
# Small ones: case is gone by then.
_LIKE_LATIN = {
    # Cyrillic
    **dict(
        zip("аьвсԁеғгһніјкӏмпорԛѕтуцѵѡхзԝ", "abbcdefrhhijklmnopqstyuvwxew", strict=True)
    ),
    # Greek; accents are gone by then
    **dict(zip("αβϲςεηικμνοσρτυχγωζ", "abccenikuvooptuxywz", strict=True)),
    # Armenian
    **dict(zip("աւցհոօզսք", "wlghnoqup", strict=True)),
    # Latin with a stroke or a hook, without a dot, as small capitals
    **dict(zip("łøđħŧıȷɑɡŋƀɍ", "lodhtijagnbr", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    # Signs and digits
    **dict(zip("@$|0134578", "asloleastb", strict=True)),
}
# Those that look like another letter when they are large.
_LIKE_LATIN_LARGE = dict(zip("ΗΝΥΡΜВНСУХТ", "hnypmbhcyxt", strict=True))
# Those that nobody's own key has to know: only who borrows a name writes it in them.
# Large Cherokee letters: case is gone by then, and there it makes letters large.
_BORROWED = {
    # Cherokee
    **dict(
        zip(
            "ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏎᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏧᏫᏳᏴ",
            "drtiajewmhyghzabrwsvslcpkdogb",
            strict=True,
        )
    ),
    # Lisu
    **dict(zip("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaeiou", strict=True)),
    # Coptic
    **dict(zip("ⲁⲃⲉⲍⲏⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭ", "abezhikmnopctyx", strict=True)),
    # One letter, sign or digit here and there
    **dict(zip("ǀ∣ⵏוاɩ!¡", "llllliii", strict=True)),
    **dict(zip("єɛэ℮∀¢©ƶ269○◯๏", "eeeeacczzbgooo", strict=True)),
}
# Last: what looks alike in some typefaces, and in a row.
_ALIKE = (("i", "l"), ("rn", "m"), ("vv", "w"))

_LETTERS_IN_FRAMES = {
    first + place: chr(ord("a") + place)
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)
    for place in range(26)
}
# They take up room and show nothing.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
# They turn the text around them.
_TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

INVISIBLE = "A name needs letters that can be seen."
TURNED = "This name holds signs that turn the text around it. Type it anew."
TOO_MANY_MARKS = "This name has too many marks on one letter."
NOT_ONE_LINE = "A name stands on one line."


def key_of(name: str) -> str:
    """What is kept with a name, to find others that look like it. Empty for none."""
    return _key(unicodedata.normalize("NFKC", name).translate(_LETTERS_IN_FRAMES))


def keys_of(name: str) -> set[str]:
    """Every key whose owner could be meant by ``name``, large letters and small."""
    plain = unicodedata.normalize("NFKC", name).translate(_LETTERS_IN_FRAMES)
    large = "".join(_LIKE_LATIN_LARGE.get(letter, letter) for letter in plain)
    return {_key(plain), _key(large), _key(_borrowed(plain))} - {""}


def _borrowed(name: str) -> str:
    """``name`` with Latin letters for those of scripts that few can tell from them."""
    letters = (_BORROWED.get(letter, letter) for letter in name.casefold())
    return "".join(
        str(unicodedata.decimal(letter, letter)) if letter > "\x7f" else letter
        for letter in letters
    )


def _key(name: str) -> str:
    bare = [
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if unicodedata.category(letter)[0] not in "MC" and letter not in _BLANK
    ]
    alike = [_LIKE_LATIN.get(letter, letter) for letter in bare]
    key = "".join(letter for letter in alike if letter.isalnum())
    for letters, same in _ALIKE:
        key = key.replace(letters, same)
    # A name of signs alone is itself.
    return (key or "".join("".join(bare).split()))[:KEY_LENGTH]


def fault_in(name: str) -> str | None:
    """Why nobody should have to read this name, as a sentence; None: it is fine."""
    kinds = [unicodedata.category(letter) for letter in name]
    if "Cc" in kinds or "Zl" in kinds or "Zp" in kinds:
        return NOT_ONE_LINE
    if not _TURNS_TEXT.isdisjoint(name):
        return TURNED
    if not any(
        kind[0] in "LNPS" and letter not in _BLANK
        for letter, kind in zip(name, kinds, strict=True)
    ):
        return INVISIBLE
    return TOO_MANY_MARKS if _most_marks(name) > MOST_MARKS else None


def _most_marks(name: str) -> int:
    most = marks = 0
    for letter in unicodedata.normalize("NFD", name):
        marks = marks + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        most = max(most, marks)
    return most
