"""A lesson file becomes pages of plain data, or says everything that is wrong with it, and where."""

from __future__ import annotations

import pytest

from bptutor.lesson.faults import Faults, LessonError
from bptutor.lesson.live import Choose, Nudge, Predict, Step, gate_id
from bptutor.lesson.model import Display, Image, Listing, Paragraph, Quote, Table, spans_of
from bptutor.lesson.reader import decode, gather, lesson_id, slug
from bptutor.lesson.spans import Code, Link, Live, Maths, Text, plain
from bptutor.lesson.strays import HTML
from tests.lesson.scenes import HEAD, lesson


def faults(text: str) -> list[str]:
    """line:column: problem of each fault."""
    found = Faults("f.md")
    gather(text, "f", found)
    return [f"{f.place.line}:{f.place.column}: {f.problem}" for f in sorted(found.found)]


def test_that_headings_and_lines_of_dashes_start_pages() -> None:
    pages = lesson("first\n## Two\ntext\n---\nthree\n# Four\n### inside\ntext\n").pages
    assert [(page.id, page.title) for page in pages] == [
        ("a-test", "A test"),
        ("two", "Two"),
        ("page-3", ""),
        ("four", "Four"),
    ]


def test_that_a_page_without_a_title_is_known_by_the_words_that_it_begins_with() -> None:
    text = "One.\n\n---\n\nWhen $a$ grows, **nothing** else in the network does.\n\n---\n\n$$x$$"
    labels = [plain(page.label) for page in lesson(text).pages]
    assert labels == ["A test", "When $a$ grows, nothing else …", ""]


def test_that_dashes_under_a_line_of_text_are_no_heading() -> None:
    assert len(lesson("text\n---\nmore\n").pages) == 2


def test_that_pages_of_the_same_title_have_ids_of_their_own() -> None:
    assert [page.id for page in lesson("## Again\na\n## Again\nb\n").pages] == ["again", "again-2"]


def test_that_prose_is_words_formulas_numbers_and_links() -> None:
    block = lesson("A *b* **c** `d` $x^{2}$ {{2*3*b[1][1] : 6}} [e](lesson:f).\n").pages[0].blocks[0]
    assert isinstance(block, Paragraph)
    kinds = [type(span) for span in block.spans]
    assert kinds == [Text, Text, Text, Text, Text, Code, Text, Maths, Text, Live, Text, Link, Text]
    live = block.spans[9]
    assert isinstance(live, Live)
    assert (live.figures, live.place.line, live.place.column) == (6, 5, 25)


def test_that_numbers_stand_in_formulas_too() -> None:
    block = lesson("$$\nx = \\frac{1}{{{C}}}\n$$\n").pages[0].blocks[0]
    assert isinstance(block, Display)
    assert [part if isinstance(part, str) else part.source for part in block.maths.parts] == [
        "x = \\frac{1}{",
        "C",
        "}",
    ]
    assert block.maths.source == "x = \\frac{1}{{{C}}}"


def test_that_lists_quotes_tables_and_pictures_are_data() -> None:
    blocks = (
        lesson(
            "- a $x$\n- b\n\n3. c\n\n> q\n\n| a | b |\n| --- | --- |\n| 1 | {{C}} |\n\n![a cat](cat.png)\n"
        )
        .pages[0]
        .blocks
    )
    assert [type(block) for block in blocks] == [Listing, Listing, Quote, Table, Image]
    assert isinstance(blocks[1], Listing) and blocks[1].start == 3
    assert isinstance(blocks[4], Image) and (blocks[4].source, blocks[4].alt) == ("cat.png", "a cat")
    assert sum(isinstance(span, Live) for span in spans_of(blocks)) == 1


def test_that_html_is_a_fault_in_a_line_and_as_a_block() -> None:
    assert faults(HEAD + "a <b>c</b>\n") == ["5:3: " + HTML]
    assert faults(HEAD + "<script>alert(1)</script>\n")[0].startswith("5:1: HTML is not read")
    block = lesson("a `<b>` \\<b> <c> d<e\n").pages[0].blocks[0]
    assert isinstance(block, Paragraph) and plain(block.spans) == "a <b> <b> <c> d<e"


def test_that_comments_are_for_the_author_only() -> None:
    pages = lesson("<!-- one\ntwo -->\n\ntext\n").pages
    assert [type(block) for block in pages[0].blocks] == [Paragraph]
    block = lesson("one <!-- not\nseen --> two\n").pages[0].blocks[0]
    assert isinstance(block, Paragraph) and plain(block.spans) == "one  two"


def test_that_signs_can_be_shown_as_they_are() -> None:
    block = lesson("\\$5, \\{{C}}, \\# and `{{C}} $`\n").pages[0].blocks[0]
    assert isinstance(block, Paragraph) and plain(block.spans) == "$5, {{C}}, # and {{C}} $"


def test_that_a_name_keeps_the_letters_that_it_is_written_with() -> None:
    block = lesson("![a](größe.png)\n").pages[0].blocks[0]
    assert isinstance(block, Image) and block.source == "größe.png"


def test_that_live_blocks_are_frozen_values_with_texts_as_spans() -> None:
    page = lesson(
        '~~~predict\nvalue = "C"\nprompt = "What is $C$?"\n[[wrong]]\nvalue = "0"\nreply = "No."\n~~~\n'
    ).pages[0]
    block = page.live[0]
    assert isinstance(block, Predict)
    assert isinstance(block.prompt[1], Maths)
    assert plain(block.wrong[0].reply) == "No."
    assert gate_id(page.live, block) == "predict-1"


def test_that_only_what_asks_for_something_is_a_gate() -> None:
    page = lesson(
        '~~~nudge\nvalue = "b[1][1]"\n~~~\n~~~nudge\nvalue = "b[1][1]"\nuntil = 0.01\n~~~\n'
        '~~~train\nsteps = 3\noptional = true\n~~~\n~~~step\nshow = "C"\n~~~\n'
    ).pages[0]
    assert [type(block) for block in page.live if block in page.gates] == [Nudge]
    assert len(page.gates) == 1 and isinstance(page.live[3], Step)


def test_that_a_condition_may_say_what_is_right() -> None:
    block = (
        lesson(
            '~~~choose\nquestion = "q"\n[[options]]\ntext = "a"\nreply = "r"\nright = "C > 0"\n'
            '[[options]]\ntext = "b"\nreply = "r"\n~~~\n'
        )
        .pages[0]
        .live[0]
    )
    assert isinstance(block, Choose) and [option.right for option in block.options] == ["C > 0", False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no front", "1:1: a lesson starts with a line of +++"),
        ("+++\nformat = 1\n", "1:1: the front matter is never closed"),
        (
            '+++\nformat = 1\ntitel = "x"\n+++\na\n',
            "3:1: there is no key “titel” here; did you mean “title”?",
        ),
        ('+++\nformat = 2\ntitle = "x"\n+++\na\n', "2:1: format 2 is newer than this program, which reads 1"),
        (
            "+++\nformat = 1\ntitle = 3\n+++\na\n",
            "3:1: “title”: must be a text in quotes, not a whole number",
        ),
        (
            '+++\nformat = 1\ntitle = "x\n+++\na\n',
            "3:1: this is not TOML: a text in quotes is not closed in its line",
        ),
        (HEAD, "5:1: the lesson has no pages"),
        (HEAD + "a {{C +}} b\n", "5:8: “{{C +}}”: the expression ends too early"),
        (HEAD + "a $x {{1 @ 2}}$\n", "5:10: “{{1 @ 2}}”: “@” has no meaning"),
        (HEAD + "{{C : 40}}\n", "5:1: a number is shown with 1 to 17 figures, not 40"),
        (HEAD + "~~~predct\n~~~\n", "5:1: there is no block “predct”; did you mean “predict”?"),
        (HEAD + '~~~predict\nvalue = "C"\n', "5:1: this predict block is never closed"),
        (HEAD + '- a\n  ~~~step\n  show = "C"\n  ~~~\n', "6:1: a step block stands by itself"),
        (
            HEAD + '~~~predict\nvalue = "C"\nhint = "x"\n~~~\n',
            "7:1: there is no key “hint” here; did you mean “hints”?",
        ),
        (HEAD + '~~~predict\nvalue = "C"\nhints = "x"\n~~~\n', "7:1: “hints” must be a list, not a text"),
        (HEAD + "~~~predict\nvalue = \n~~~\n", "6:9: this is not TOML: a value is missing behind the ="),
        (
            HEAD + '~~~choose\nquestion = "q"\noptions = []\n~~~\n',
            "5:1: a question needs at least two options",
        ),
        (HEAD + "a {{C b\n", "5:3: this {{ is never closed"),
        (HEAD + "a $x = {{y[1]}$\n", "5:8: this {{ is closed by a single }: a live number is {{y[1]}}"),
        (HEAD + "~~~order\n~~~\n", "5:1: give either “to”"),
        (
            HEAD + '~~~nudge\nvalue = "C"\nsteps = [0.1]\nuntil = 0.01\n~~~\n',
            "5:1: “until” cannot be reached",
        ),
        (HEAD + "~~~train\nsteps = 0\n~~~\n", "5:1: “steps” must be 1 to 10000"),
        (HEAD + "~~~network\n~~~\n~~~network\n~~~\n", "7:1: a page has one network"),
        (HEAD + "a\x00b\n", "5:2: a control character stands here"),
    ],
)
def test_that_a_fault_says_line_column_and_what_to_do(text: str, expected: str) -> None:
    found = faults(text)
    assert any(line.startswith(expected) for line in found), found


def test_that_front_matter_without_an_end_is_one_fault() -> None:
    assert len(faults("+++\nformat = 1\ntitle = 'a'\n\n## One\ntext\n")) == 1


def test_that_all_faults_of_a_file_come_at_once() -> None:
    text = (
        HEAD
        + '{{C +}}\n\n~~~step\nshwo = "C"\n~~~\n\n~~~predict\n~~~\n\n'
        + "~~~choose\nquestion = 3\noptions = 4\n~~~\n"
    )
    assert len(faults(text)) == 5
    with pytest.raises(LessonError) as caught:
        decode(text, "f", "f.md")
    assert len(caught.value.faults) == 5
    assert str(caught.value).startswith("f.md:5:6: error: ")


def test_that_a_reply_in_the_second_option_is_found_there() -> None:
    text = HEAD + (
        '~~~choose\nquestion = "q"\n[[options]]\ntext = "a"\nreply = "x"\nright = true\n'
        '[[options]]\ntext = "b"\nreply = 3\n~~~\n'
    )
    assert faults(text) == ["13:1: “reply” must be a text in quotes, not a number"]


def test_that_names_come_from_files_and_titles() -> None:
    assert lesson_id("06-one-gradient") == "one-gradient"
    assert lesson_id("12") == "12"
    assert slug("Six paths home: θ₂!") == "six-paths-home-2"
