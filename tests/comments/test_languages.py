"""Which language a text is in, as far as that can be told."""

import pytest

from comments.languages import LANGUAGES, languages_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The court did not say that it is void, and you have not read it.", "en"),
        ("Das Gericht hat nicht gesagt, dass es nichtig ist, und das ist gut.", "de"),
        (
            "Le tribunal n'a pas dit que c'est nul, mais il y a une question dans ce texte.",
            "fr",
        ),
        (
            "El tribunal no ha dicho que es nulo, y por eso los vecinos están contentos.",
            "es",
        ),
        (
            "Il tribunale non ha detto che è nullo, ma questo è anche il punto della legge.",
            "it",
        ),
        (
            "O tribunal não disse que é nulo, mas isso também não foi uma surpresa para nós.",
            "pt",
        ),
        (
            "De rechter heeft niet gezegd dat het nietig is, maar dat is ook een vraag.",
            "nl",
        ),
        (
            "Domstolen har inte sagt att det är ogiltigt, men jag vet vad den vill.",
            "sv",
        ),
        (
            "Retten har ikke sagt at det er ugyldigt, og hvad der skal ske efter det.",
            "da",
        ),
        ("Sąd nie powiedział, że to jest nieważne, ale może tak jest i już.", "pl"),
        (
            "Mahkeme bunu geçersiz bulmadı ama bu çok önemli bir karar ve iyi değil.",
            "tr",
        ),
        (
            "Pengadilan tidak mengatakan bahwa itu batal, dan saya juga akan menunggu.",
            "id",
        ),
        (
            "Tòa án không nói rằng điều đó là vô hiệu và tôi cũng không biết những gì.",
            "vi",
        ),
        ("Суд не сказал, что это недействительно.", "ru"),
        ("Суд не сказав, що це недійсне.", "uk"),
        ("Το δικαστήριο δεν το είπε.", "el"),
        ("المحكمة لم تقل ذلك أبدا", "ar"),
        ("بית המשפט לא אמר זאת מעולם", "he"),
        ("裁判所はそう言わなかった。", "ja"),
        ("法院没有这么说过。", "zh"),
        ("법원은 그렇게 말하지 않았다.", "ko"),
        ("ศาลไม่ได้พูดอย่างนั้น", "th"),
        ("अदालत ने ऐसा नहीं कहा", "hi"),
    ],
)
def test_a_sentence_tells_its_language(text, language):
    assert language in languages_of(text)
    assert languages_of(text) <= LANGUAGES
    assert "en" not in languages_of(text) or language == "en"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12345 !!",
        "OK",
        "Casino",
        "Berlin Paris Roma",
        "Zeitgeist",
        "Well said, said the Zeitgeist",
        "Половина этого, but half of this is English too",
    ],
)
def test_what_is_short_or_mixed_tells_nothing(text):
    assert languages_of(text) == frozenset()


def test_a_quotation_is_not_the_language_of_a_text():
    text = (
        "You forget that the sentence „das ist nicht die Frage“ was said by the court, "
        "and that it is not what you have made of it."
    )

    assert languages_of(text) == {"en"}


def test_a_very_long_text_is_told_by_its_beginning():
    assert languages_of("The court is not what you have. " * 5000) == {"en"}
