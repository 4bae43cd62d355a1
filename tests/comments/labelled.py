"""Invented comments of which it is known what they are: spam, or good.

Each is put together from a kind's sentences by chance with a seed; no text comes twice.
Some of both kinds are hard: spam that praises, readers who argue about casinos.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class Labelled(NamedTuple):
    text: str
    name: str
    email: str
    url: str
    is_spam: bool


SYLLABLES = "ba ne lo ri ka tu mo se vi da po ra li gu fe zo na di ke su".split()
FIRST = "Ann Bo Cem Dora Emil Fay Gus Hana Ivo Jo Kai Lena Milo Nora Ole Pia Ruth Sam".split()
LAST = "Lee Marsh Okoro Petersen Quill Roth Sand Tanaka Ude Vale Winter York".split()
GOODS = "casino,slots,viagra pills,cheap loans,payday loan,crypto trading,bitcoin robot,replica watches,weight loss tea,essay writing service,escort service,followers and likes,SEO backlinks,forex signals,sports betting,roofing company,cbd gummies".split(
    ","
)
SELLS = [
    "Get the best {goods} at {link} today!",
    "Cheap {goods} with fast delivery, order now: {link}",
    "I earned {sum} dollars in a week with {goods}, see {link}",
    "Visit {link} for {goods}. 100% guaranteed, limited offer!!!",
    "Looking for {goods}? Click here {link} and save {percent}%",
    "My aunt lost her savings until she found {goods} on {link}.",
    "Top rated {goods} online. Free bonus {sum} for new customers {link}",
    "Contact us on WhatsApp for {goods}, no credit check, approval in minutes.",
    "Dr {name} restored my life with {goods}, email him at once, God bless.",
    "Buy {goods} without prescription, discreet shipping worldwide {link}",
]
SELLS_GERMAN = [
    "Jetzt {goods} günstig kaufen auf {link}, Versand gratis!",
    "Mit {goods} habe ich {sum} Euro pro Woche verdient, siehe {link}",
    "Sofort Bonus sichern: {goods} ohne Anmeldung {link}",
]
PRAISES = [
    "Great post! I really enjoyed reading it, thanks for sharing this valuable information.",
    "Wow, this article is amazing, keep up the good work admin.",
    "Hi there, I found your website by means of Google and it is very informative.",
    "I am impressed with your blog, what theme do you use? Please check my site too.",
    "Your writing style is awesome, I have bookmarked your web site for later.",
    "Nice information, I will surely share it with my friends and visit again.",
    "Very informative article. I was searching for this kind of content.",
    "Excellent blog! Do you have any tips for new bloggers? Appreciate it.",
]
OPENS = "Honestly,|Sorry, but|As a reader of many years:|I see it differently:|Thank you for this.|@{name}, you overlook one thing:|To answer #{number}:|Well,|Fair point, yet|Once more, slowly:".split(
    "|"
)
ARGUES = [
    "the court did not say that the {thing} was void, only that the council gave no reasons",
    "the {thing} was decided by {number} votes, and nobody on the left objected then",
    "if the mayor wants the {thing}, he should say who is going to pay for it",
    "you confuse what the law says about the {thing} with what you wish it said",
    "I lived beside the {thing} for {number} years and it never bothered anybody",
    "the minister's own report on the {thing} contradicts him on page {number}",
    "what worries me about the {thing} is the precedent, not the money",
    "the money for the {thing} would have kept the library open until {number}",
    "they promised us the {thing} before the last election as well",
    "a licence for the casino is a licence to print money, and the town gets {number} jobs out of it",
    "payday loans ruin families, so cap the interest at {number} per cent and be done",
    "the article on {link} explains the {thing} better than either of us",
    "see {link} for the judgment itself, paragraphs {number} and following",
]
THINGS = "ferry,bridge,statute,hospital,tram,pension reform,bypass,school merger,amendment,harbour,curfew,budget,treaty,water rate,referendum,planning appeal".split(
    ","
)
SHORT = [
    "Well said.",
    "No.",
    "Exactly this.",
    "Source?",
    "Thanks, {name}!",
    "Hear, hear.",
    "Typo in the second paragraph: {thing}.",
    "What about the {thing}?",
    "Great piece, {name}.",
    "I disagree about the {thing}.",
    "Second that, #{number}.",
    "Which {thing} do you mean, {name}?",
    "Could you write about the {thing} next?",
    "Great post, thanks for sharing this, {name}! More on the {thing}, please.",
    "I enjoyed reading this. Will there be more about the {thing}?",
]
GERMAN = [
    "das Gericht hat über {thing_de} gar nicht entschieden, nur über die Zuständigkeit",
    "wer {thing_de} will, muss auch sagen, wer das bezahlt",
    "ich wohne seit {number} Jahren daneben und {thing_de} hat nie jemanden gestört",
    "im Bericht steht auf Seite {number} das Gegenteil von dem, was der Minister sagt",
    "vor der letzten Wahl haben sie uns {thing_de} auch schon versprochen",
    "siehe {link}, dort steht das Urteil im Wortlaut",
]
THINGS_DE = "die Fähre,die Brücke,das Krankenhaus,die Straßenbahn,die Rentenreform,die Umgehung,den Haushalt,die Schule".split(
    ","
)
DISGUISES = [
    lambda word: word.replace("i", "1").replace("o", "0"),
    lambda word: word.replace("a", "@").replace("s", "$"),
    lambda word: word.replace("a", "а").replace("o", "о").replace("e", "е"),
    lambda word: ".".join(word) if " " not in word else word,
    lambda word: word[:2] + "\u200b" + word[2:],
    str.upper,
]


def labelled_comments(seed: int, *, spam: int, good: int) -> list[Labelled]:
    """So many of each kind, mixed; no two have one text."""
    chance = Random(seed)
    found: dict[str, Labelled] = {}
    for make, wanted in ((_spam, spam), (_good, good)):
        until = len(found) + wanted
        while len(found) < until:
            comment = make(chance)
            found.setdefault(comment.text, comment)
    mixed = list(found.values())
    chance.shuffle(mixed)
    return mixed


def _word(chance: Random, syllables: int = 3) -> str:
    return "".join(chance.choices(SYLLABLES, k=syllables))


def _fill(chance: Random, sentence: str, **more: str) -> str:
    return sentence.format(
        name=chance.choice(FIRST),
        number=chance.randint(2, 400),
        thing=chance.choice(THINGS),
        thing_de=chance.choice(THINGS_DE),
        sum=chance.randint(2, 90) * 100,
        percent=chance.randint(10, 90),
        **{"link": f"https://{_word(chance)}.example/{_word(chance)}"} | more,
    )


def _spam(chance: Random) -> Labelled:
    goods = chance.choice(GOODS)
    shop = (
        f"https://{chance.choice(['best', 'buy', 'top', ''])}{_word(chance)}.example/"
    )
    kind = chance.random()
    shown = chance.choice(DISGUISES)(goods) if chance.random() < 0.3 else goods
    if kind < 0.3:
        said = " ".join(chance.sample(PRAISES, 2))
    elif kind < 0.4:
        said = _fill(chance, chance.choice(SELLS_GERMAN), goods=shown, link=shop)
    elif kind < 0.5:
        farm = (
            f"{shop}{_word(chance)}-{goods.split()[0]}"
            for _ in range(chance.randint(3, 8))
        )
        said = f"{shown} " + "\n".join(farm)
    else:
        wanted = chance.sample(SELLS, chance.randint(1, 3))
        said = " ".join(_fill(chance, one, goods=shown, link=shop) for one in wanted)
    called = goods.title() if chance.random() < 0.3 else _person(chance)
    host = chance.choice(["mail.example", "post.example", f"{_word(chance)}.example"])
    url = shop if chance.random() < (0.8 if kind < 0.3 else 0.3) else ""
    return Labelled(said, called, f"{_word(chance)}@{host}", url, True)


def _good(chance: Random) -> Labelled:
    kind = chance.random()
    if kind < 0.15:
        said = _fill(chance, chance.choice(SHORT))
        if chance.random() < 0.5:
            said += " " + _fill(chance, chance.choice(SHORT))
    elif kind < 0.4:
        wanted = chance.sample(GERMAN, chance.randint(1, 3))
        said = ". ".join(_fill(chance, one) for one in wanted) + "."
    else:
        wanted = chance.sample(ARGUES, chance.randint(1, 5))
        said = _fill(chance, chance.choice(OPENS)) + " "
        said += "; ".join(_fill(chance, one) for one in wanted) + "."
    host = chance.choice(["mail.example", "post.example", "uni.example"])
    url = f"https://{_word(chance)}.example/" if chance.random() < 0.1 else ""
    return Labelled(said, _person(chance), f"{_word(chance)}@{host}", url, False)


def _person(chance: Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}"
