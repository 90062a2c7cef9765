"""In which language words are: by their script, and where several languages share one, by the words."""

from __future__ import annotations

import pytest

from checks.drawn import drawn
from checks.languages import language_of, main_language, passages

SENTENCES = {
    "zh": "自即日起受理申請，請於期限內備齊文件送本府社會處。",
    "ja": "申請書は月末までに提出してください。",
    "ko": "월말까지 신청서를 제출해 주십시오.",
    "th": "กรุณายื่นแบบฟอร์มก่อนสิ้นเดือน",
    "vi": "Vui lòng nộp đơn cùng với tất cả giấy tờ trước cuối tháng.",
    "id": "Silakan serahkan permohonan beserta semua dokumen sebelum akhir bulan.",
    "en": "Residents may apply online or at any township office before Friday.",
    "fr": "Veuillez envoyer le formulaire rempli au bureau avant la fin du mois.",
    "de": "Bitte senden Sie das ausgefüllte Formular bis zum Monatsende an das Amt.",
    "es": "Los residentes pueden solicitar la ayuda en línea antes del fin de mes.",
    "nl": "Inwoners kunnen de subsidie tot het einde van de maand online aanvragen.",
    "ru": "Пожалуйста, отправьте заполненную форму до конца месяца.",
    "ar": "يرجى إرسال النموذج قبل نهاية الشهر.",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_sentence_is_known_by_its_script_or_its_words(language: str, sentence: str) -> None:
    guess = language_of(sentence)
    assert guess is not None
    assert (guess.language, guess.is_fit(language)) == (language, True)
    assert guess.certainty > 0.7


@pytest.mark.parametrize(
    "words",
    [
        "Hehu County",
        "2025/03/12 15:30",
        "https://www.county.example/news a@county.example",
        "",
        "社會處公告與活動 Department of Social Affairs",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor",
    ],
)
def test_names_numbers_filler_and_mixtures_are_in_no_language(words: str) -> None:
    assert language_of(words) is None


@pytest.mark.parametrize("names", ["Windows Server PostgreSQL Apache Tomcat", "Taipei Facebook Instagram YouTube Line"])
def test_a_row_of_names_is_never_certain(names: str) -> None:
    guess = language_of(names)
    assert guess is None or guess.certainty < 0.7


def test_a_japanese_particle_in_a_chinese_name_makes_no_japanese() -> None:
    guess = language_of("幸福の家社會福利園區開幕")
    assert guess is not None
    assert guess.language == "zh"


def test_chinese_characters_alone_may_be_japanese_where_that_is_declared() -> None:
    guess = language_of("東京都庁舎展望室")
    assert guess is not None
    assert guess.is_fit("ja") and guess.is_fit("zh-Hant-TW") and not guess.is_fit("en")


def test_a_passage_ends_where_another_language_is_declared_and_code_is_none() -> None:
    page = drawn('<p>甲<span lang="en">one <b>two</b></span>乙</p><pre lang="en">code</pre>')
    assert [(passage.text, passage.lang) for passage in passages(page)] == [
        ("甲", "zh-hant-tw"),
        ("one two", "en"),
        ("乙", "zh-hant-tw"),
    ]


def test_what_a_page_is_in_is_counted_over_what_its_root_speaks_for() -> None:
    page = drawn(f'<p>{SENTENCES["zh"]}</p><p>{SENTENCES["zh"]}</p><p lang="vi">{SENTENCES["vi"] * 9}</p>')
    main = main_language(page)
    assert main is not None
    assert (main.guess.language, main.share, main.fit_share) == ("zh", 1.0, 1.0)
