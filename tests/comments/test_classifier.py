"""What tells spam from good comments: its tokens, its sums, and how well it does."""

from random import Random

import pytest

from comments.classifier import Taught, evaluate, suspicion_of
from comments.tokens import ASKED_AT_MOST, most_telling, tokens_of
from tests.comments.labelled import labelled_comments

ENOUGH = Taught(100, 100)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Cheap CASINO here", "casino"),
        ("cheap cas1n0 here", "casino"),
        ("cheap c.a.s.i.n.o here", "casino"),
        ("cheap c a s i n o here", "casino"),
        ("cheap cаsinо here (two letters are Cyrillic)", "casino"),
        ("cheap cas\u200bino here", "casino"),
        ("cheap cásïno here", "casino"),
        ("cheap ｃａｓｉｎｏ here", "casino"),
        ("cheap c@$ino here", "casino"),
        ("cas1no", "disguised letters"),
        ("cas\u200bino", "disguised letters"),
        ("see https://www.Shop.example/cheap-pills/", "link to shop.example"),
        ("see https://shop.example/cheap-pills/", "link with pills"),
        ("www.shop.example and https://b.example", "2 links"),
        ("Wer die Brücke will", "brucke"),
        ("это казино", "казино"),
    ],
)
def test_words_are_found_behind_their_disguise(text, token):
    assert token in tokens_of(text)


@pytest.mark.parametrize(
    "text", ["A 2-page note of 1998", "👩\u200d👧 می\u200cخواهم", "a b c"]
)
def test_what_is_usual_is_no_disguise(text):
    assert "disguised letters" not in tokens_of(text)


def test_a_broken_address_is_no_error():
    assert "1 links" in tokens_of("https://[half.example and so on")


def test_the_name_the_mails_host_and_the_website_count():
    tokens = tokens_of(
        "Nice", name="Cheap Pills", email="a@Bulk.example", url="https://pills.example/"
    )

    assert {
        "name cheap",
        "name pills",
        "mail at bulk.example",
        "link to pills.example",
    } <= set(tokens)
    assert "a" not in tokens


def test_of_a_long_text_beginning_and_end_are_asked_about():
    tokens = tokens_of(
        " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}x" for n in range(400))
    )

    asked = most_telling(tokens)

    assert len(asked) == ASKED_AT_MOST
    assert (asked[0], asked[-1]) == (tokens[0], tokens[-1])


def test_it_has_no_opinion_before_fifty_lessons_of_each_kind():
    counts = {"casino": Taught(49, 0)}

    assert suspicion_of(["casino"], counts, Taught(49, 500)).per_cent == 0
    assert suspicion_of(["casino"], counts, Taught(50, 50)).per_cent > 90


@pytest.mark.parametrize(
    ("tokens", "low", "high"),
    [
        (["casino", "bonus"], 97, 100),
        (["bridge", "ferry"], 0, 3),
        (["casino", "bonus", "bridge", "ferry"], 40, 60),
        (["the"], 45, 55),
        (["never", "met"], 45, 55),
        ([], 45, 55),
    ],
)
def test_what_speaks_for_both_or_neither_ends_in_the_middle(tokens, low, high):
    counts = {
        "casino": Taught(30, 0),
        "bonus": Taught(20, 0),
        "bridge": Taught(0, 30),
        "ferry": Taught(0, 20),
        "the": Taught(90, 88),
    }

    assert low <= suspicion_of(tokens, counts, ENOUGH).per_cent <= high


def test_much_more_spam_than_good_comments_makes_nobody_suspect():
    counts = {"bridge": Taught(50, 5)}

    assert suspicion_of(["bridge"], counts, Taught(1000, 100)).per_cent == 50


def test_it_says_why_the_most_telling_first():
    counts = {"casino": Taught(40, 0), "bonus": Taught(4, 1), "bridge": Taught(0, 9)}

    found = suspicion_of(["bridge", "bonus", "casino"], counts, ENOUGH)

    assert found.because == ("casino", "bonus")


def test_a_very_long_text_is_no_error():
    counts = {f"t{n}": Taught(50, 0) for n in range(1000)}

    assert suspicion_of(counts.keys(), counts, ENOUGH).per_cent == 100


def labelled(seed):
    return [
        (tokens_of(row.text, name=row.name, email=row.email, url=row.url), row.is_spam)
        for row in labelled_comments(seed, spam=600, good=900)
    ]


@pytest.mark.parametrize("seed", range(4))
def test_of_a_fifth_that_it_never_saw_it_catches_nine_in_ten_and_holds_one_in_a_hundred(
    seed,
):
    found = evaluate(labelled(seed), per_cent=90)

    assert min(found.spam, found.good) > 100
    assert found.caught_per_cent >= 90
    assert found.held_per_cent <= 1


def test_taught_at_random_it_can_tell_nothing():
    rows = labelled(0)
    kinds = [is_spam for _, is_spam in rows]
    Random(1).shuffle(kinds)

    found = evaluate(
        [(tokens, kind) for (tokens, _), kind in zip(rows, kinds, strict=True)],
        per_cent=90,
    )

    assert found.caught_per_cent < 50


def test_no_two_labelled_comments_have_one_text():
    texts = [row.text for row in labelled_comments(0, spam=600, good=900)]

    assert len(set(texts)) == len(texts) == 1500
