"""Long CVs are cut so that nothing is lost between the parts."""

from dataclasses import replace

from shared.domain.document import Line
from shared.parsing.llm.parts import merge, plan
from shared.parsing.llm.settings import LLMSettings

SETTINGS = LLMSettings(api_key="")
LINES = tuple(
    Line(text=f"Line {number} of a long curriculum vitae", page=number // 40 + 1, block=number // 7)
    for number in range(600)
)
ALL = range(len(LINES))


def numbers(cv: str) -> list[int]:
    return [int(line.partition("|")[0]) for line in cv.splitlines() if "|" in line]


def test_a_short_cv_is_one_question_about_all():
    questions = plan(LINES[:50], range(50), SETTINGS).questions

    assert len(questions) == 1
    assert questions[0].part is None


def test_fifteen_pages_are_three_questions_about_the_whole_text():
    planned = plan(LINES, ALL, SETTINGS)

    assert len(planned.questions) == 3
    assert all(numbers(question.cv) == [n + 1 for n in ALL] for question in planned.questions)
    assert planned.lines_left_out == 0


def test_a_text_beyond_one_call_is_cut_in_windows_that_hold_every_line_once():
    planned = plan(LINES, ALL, replace(SETTINGS, call_input_tokens=3000))

    jobs = [question.cv for question in planned.questions if question.part == "jobs"]
    assert len(jobs) > 2
    assert [n for cv in jobs for n in numbers(cv)] == [n + 1 for n in ALL]


def test_windows_are_cut_between_blocks():
    planned = plan(LINES, ALL, replace(SETTINGS, call_input_tokens=3000))

    jobs = [question.cv for question in planned.questions if question.part == "jobs"]
    assert all((numbers(cv)[0] - 1) % 7 == 0 for cv in jobs)


def test_lines_beyond_the_budget_are_counted():
    planned = plan(LINES, ALL, replace(SETTINGS, cv_input_tokens=1000))

    asked = numbers(planned.questions[0].cv)
    assert len(asked) + planned.lines_left_out == len(LINES)


def test_merging_joins_lists_and_keeps_the_first_value_said():
    first = {"personal_info": {"name": None, "links": ["a"]}, "skills": ["x"]}
    second = {"personal_info": {"name": "Jane", "links": ["b"]}, "skills": ["y"]}

    merged = merge([first, second])

    assert merged == {"personal_info": {"name": "Jane", "links": ["a", "b"]}, "skills": ["x", "y"]}
