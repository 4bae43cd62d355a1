"""Which language a text is in: a guess by its script and its commonest words.

Silent when unsure. A library would know a hundred languages and bring a model of many
megabytes; a rule asks only whether a comment is in one of the site's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

# So many words of a language that occurs must be met before it is named …
WORDS_NEEDED = 3
# … and so many more than of the next: a quotation is not the text's language.
LEAD_NEEDED = 2
LETTERS_NEEDED, LETTERS_LOOKED_AT = 6, 2000

# The words that speakers can't do without and, as far as may be, no other language has.
_COMMON = {
    "en": "the and of to is that it for was with you this are not have be from they we "
    "his her which would there their what about been will when who has can our your",
    "de": "der die und das ist nicht ein eine ich sie wir mit auf für von dem den auch "
    "sich dass wie oder aber noch nach bei aus wenn nur war haben wird kann mich uns",
    "fr": "le les et est une des dans pour pas que qui sur avec ce il elle nous vous au "
    "mais ou où cette sont ont être plus par aux même très aussi leur ses fait",
    "es": "el los las y es una que en por con para no se lo como más pero sus este esta "
    "ha son muy también cuando donde hay yo ya desde todo nos han está porque",
    "it": "il gli e è una che di non per con del della sono anche ma come più questo "
    "questa nel alla dei delle si ha mi ci perché molto stato essere dalla loro",
    "pt": "o os as e é uma que em não por com para do da dos das mais mas como seu sua "
    "isso este esta foi são muito também já eu você ao pela pelo tem nós quando",
    "nl": "de het een en van is dat niet zijn met voor op ik hij zij wij ook maar aan er "
    "naar bij uit nog wel dan als om hebben wordt deze dit heeft geen meer mijn",
    "sv": "och att det är en ett som på inte med för av jag du han hon vi den till har "
    "om men var så kan från eller när ska blir också mycket sin vad efter",
    "da": "og at det er en et som på ikke med for af jeg du han hun vi den til har om men "
    "var så kan fra eller når skal bliver også meget sin hvad efter blev",
    "pl": "i nie się na że jest to w z do jak ale o po co tak za od czy już tylko przez "
    "może dla są był być jego gdy ich także bardzo mnie jeszcze który które",
    "tr": "ve bir bu için ile da de ne var çok daha gibi ama ben sen o biz olarak olan "
    "değil mi kadar sonra her ki en yok bunu şey diye nasıl ya",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya kami "
    "mereka ada adalah oleh karena bisa sudah kita atau seperti lebih anda jika",
    "vi": "và là của có không được cho một người trong với những này các đã để tôi khi "
    "như từ đến rất nhiều cũng bạn thì về làm sẽ",
}
_LANGUAGES_OF: dict[str, list[str]] = defaultdict(list)
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word].append(_language)

# Which languages a script may stand for: these are not told from each other.
_BY_SCRIPT = {
    "CYRILLIC": "ru uk be bg sr mk kk",
    "GREEK": "el",
    "ARABIC": "ar fa ur",
    "HEBREW": "he yi",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "THAI": "th",
    "DEVANAGARI": "hi mr ne",
}
LANGUAGES = frozenset(_COMMON).union(*(found.split() for found in _BY_SCRIPT.values()))
_WORD = re.compile(r"[^\W\d_]+")


def languages_of(text: str) -> frozenset[str]:
    """Those that it may be in, two letters each; none if that can't be told."""
    letters = [letter for letter in text[:LETTERS_LOOKED_AT] if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    if len(letters) < LETTERS_NEEDED:
        return frozenset()
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return frozenset({"ja"})
    script, found = scripts.most_common(1)[0]
    if found < len(letters) * 2 / 3:
        return frozenset()
    if script == "LATIN":
        return _by_words(text)
    return frozenset(_BY_SCRIPT.get(script, "").split())


def _by_words(text: str) -> frozenset[str]:
    met: Counter[str] = Counter()
    for word in _WORD.findall(text[:LETTERS_LOOKED_AT].lower()):
        met.update(_LANGUAGES_OF.get(word, ()))
    (language, most), (_, next_most) = [*met.most_common(2), ("", 0), ("", 0)][:2]
    sure = most >= WORDS_NEEDED and most >= next_most + LEAD_NEEDED
    return frozenset({language}) if sure else frozenset()
