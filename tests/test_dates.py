"""Dates in course.yml: what lateness costs, that every place shows the same number, and that nothing is run again for it."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from conftest import ROOT, STEM, previous
from hypothesis import given
from hypothesis import settings as budget
from hypothesis import strategies as st
from test_exchange import configure, export, graded, hand_in, nobodys_settings, words_of  # noqa: F401

from autograder import cli
from autograder.classroom import gradebook, plan, status
from autograder.classroom import run as classroom
from autograder.course import roster, settings
from autograder.course.course import CourseError
from autograder.course.lateness import Amount, Rules, Span, deadline, instant, penalty
from autograder.grading import suite
from autograder.grading.job import Graded
from autograder.intake import exchange
from autograder.pages import marks
from autograder.pages.feedback import write_feedback

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "Pacific/Apia"]

# The function, by its laws.

spans = st.builds(Span, st.integers(0, 40), st.floats(0, 86_400))
amounts = st.builds(Amount, st.floats(0, 120), st.booleans())
moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
points = st.floats(0, 20)


@st.composite
def all_rules(draw):
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    # Most of them near a change of the clock.
    day = draw(
        st.sampled_from([datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30), datetime(2026, 4, 5, 1, 45)])
    )
    due = (day + timedelta(hours=draw(st.integers(-60, 60)))).replace(tzinfo=zone)
    rules = Rules(
        due, draw(spans), cap=draw(st.none() | amounts), students={"ada": draw(spans)}, groups={"mon": draw(spans)}
    )
    if draw(st.booleans()):
        return replace(rules, per_day=draw(amounts))
    limits = sorted(draw(st.lists(spans, max_size=4)), key=lambda span: span.days * 86_400 + span.seconds)
    percent = draw(st.booleans())
    costs = sorted(draw(st.lists(st.floats(0, 100), min_size=len(limits) + 1, max_size=len(limits) + 1)))
    return replace(
        rules, steps=tuple((limit, Amount(cost, percent)) for limit, cost in zip([*limits, None], costs, strict=True))
    )


@given(all_rules(), moments, moments, points)
@budget(max_examples=150, deadline=None)
def test_being_later_never_costs_less(rules, one, other, score):
    earlier, later = sorted([one, other])
    assert penalty(earlier, rules, "bo", (), score) <= penalty(later, rules, "bo", (), score)


@given(all_rules(), st.floats(0, 1), points)
@budget(max_examples=100, deadline=None)
def test_within_due_date_and_grace_nothing_is_taken_off(rules, share, score):
    end = rules.grace.after(rules.due)
    within = instant(rules.due) + (end - instant(rules.due)) * share
    assert penalty(min(within, end), rules, "bo", (), score) == 0
    assert penalty(None, rules, "bo", (), score) == 0


@given(all_rules(), moments, points)
@budget(max_examples=100, deadline=None)
def test_no_more_is_taken_off_than_the_cap_and_the_score(rules, received, score):
    taken = penalty(received, rules, "bo", (), score)
    assert 0 <= taken <= score
    if rules.cap is not None:
        assert taken <= rules.cap.of(score)


@given(all_rules(), moments, points)
@budget(max_examples=100, deadline=None)
def test_an_extension_is_a_later_due_date_and_the_longest_counts(rules, received, score):
    own, group = (deadline(rules, "ada"), deadline(rules, "bo", ("mon",)))
    for student, groups, due in (
        ("ada", (), own),
        ("bo", ("mon",), group),
        ("ada", ("mon",), max(own, group, key=instant)),
    ):
        moved = replace(rules, due=due, students={}, groups={})
        assert penalty(received, rules, student, groups, score) == penalty(received, moved, "x", (), score)
        assert penalty(received, rules, student, groups, score) <= penalty(received, rules, "x", (), score)


@given(all_rules(), moments, st.sampled_from(ZONES), points)
@budget(max_examples=50, deadline=None)
def test_in_which_zone_the_time_of_the_hand_in_is_written_does_not_matter(rules, received, zone, score):
    taken = penalty(received, rules, "bo", (), score)
    assert taken == penalty(received.astimezone(ZoneInfo(zone)), rules, "bo", (), score)
    assert taken == penalty(received.replace(tzinfo=None), rules, "bo", (), score)


# And by examples, since laws would hold for a function that takes nothing off.

TEN = Rules(datetime(2026, 10, 24, 23, 59, tzinfo=BERLIN), per_day=Amount(10))


@pytest.mark.parametrize(
    ("local", "taken"),
    [
        ("2026-10-24T23:59:00+02:00", 0.0),
        ("2026-10-24T23:59:01+02:00", 1.6),
        ("2026-10-25T23:58:00+01:00", 1.6),  # after a day of 25 hours, by the clock on the wall
        ("2026-10-25T23:59:00+01:00", 1.6),
        ("2026-10-26T00:00:00+01:00", 3.2),
        ("2026-11-03T12:00:00+01:00", 16.0),
        ("2027-11-03T12:00:00+01:00", 16.0),
    ],
)
def test_each_day_that_has_begun_costs(local, taken):
    assert penalty(datetime.fromisoformat(local), TEN, "bo", (), 16) == pytest.approx(taken)


def test_a_day_of_23_hours_is_a_day():
    rules = replace(TEN, due=datetime(2026, 3, 28, 12, 0, tzinfo=BERLIN))
    assert penalty(datetime(2026, 3, 29, 12, 0, tzinfo=BERLIN), rules, "bo", (), 16) == pytest.approx(1.6)
    assert penalty(datetime(2026, 3, 29, 12, 1, tzinfo=BERLIN), rules, "bo", (), 16) == pytest.approx(3.2)


def test_an_hour_that_comes_twice_is_due_in_the_second():
    rules = replace(TEN, due=datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN))
    assert penalty(datetime.fromisoformat("2026-10-25T02:30:00+01:00"), rules, "bo", (), 16) == 0
    assert penalty(datetime.fromisoformat("2026-10-25T02:31:00+01:00"), rules, "bo", (), 16) > 0


@pytest.mark.parametrize(
    ("hours", "taken"), [(0, 0), (0.5, 0.8), (1, 0.8), (1.1, 3.2), (24, 3.2), (24.1, 8.0), (9999, 8.0)]
)
def test_steps_and_cap(hours, taken):
    steps = ((Span(0, 3600), Amount(5)), (Span(1), Amount(20)), (None, Amount(100)))
    rules = Rules(datetime(2026, 6, 1, tzinfo=UTC), steps=steps, cap=Amount(50))
    assert penalty(rules.due + timedelta(hours=hours), rules, "bo", (), 16) == pytest.approx(taken)


def test_points_in_place_of_per_cent():
    rules = Rules(datetime(2026, 6, 1, tzinfo=UTC), per_day=Amount(2, percent=False), cap=Amount(5, percent=False))
    taken = [penalty(rules.due + timedelta(days=days), rules, "bo", (), 16) for days in (0, 1, 2, 3)]
    assert taken == [0, 2, 4, 5]
    assert penalty(rules.due + timedelta(days=3), rules, "bo", (), 1.5) == 1.5


# The file.

TEXT = """
dates:
  timezone: Europe/Berlin
  grace: 15 minutes
  per_day: 10%
  cap: 50%
  groups:
    tutorial A: [0017, no]
  exercises:
    svm_gradient:
      due: 2025-12-31 23:59
      extensions:
        students: {ada: 1 day 2 hours, 0018: 2026-01-09}
        groups: {tutorial A: 1 week}
    gradient:
      due: 2026-01-10
      steps: {up to 1 hour: 5%, up to 2 days: 25%, later: 100%}
"""


def said(root, text):
    (root / "course.yml").write_text(text)
    return settings.load(root).dates


def test_what_the_file_says_is_what_counts(tmp_path):
    dates = said(tmp_path, TEXT)
    rules = dates.exercises["svm_gradient"]
    due = {
        name: str(deadline(rules, name, rules.members.get(name, ()))) for name in ("bo", "ada", "0017", "no", "0018")
    }
    assert due == {
        "bo": "2025-12-31 23:59:00+01:00",
        "ada": "2026-01-02 01:59:00+01:00",
        "0017": "2026-01-07 23:59:00+01:00",  # text as it stands there, neither an octal number nor a truth value
        "no": "2026-01-07 23:59:00+01:00",
        "0018": "2026-01-09 23:59:59+01:00",  # a day alone is meant whole
    }
    assert (rules.grace, rules.per_day, rules.cap) == (Span(0, 900), Amount(10), Amount(50))
    other = dates.exercises["gradient"]
    assert (other.per_day, other.cap) == (None, Amount(50))
    assert other.steps == ((Span(0, 3600), Amount(5)), (Span(2), Amount(25)), (None, Amount(100)))
    assert dates.names == {"ada", "0017", "0018", "no"}


def test_the_example_for_instructors_is_read(tmp_path):
    (example,) = re.findall(r"```yaml\n(dates:.*?)```", (ROOT / "book/instructors.md").read_text(), re.S)
    dates = said(tmp_path, example)
    assert str(deadline(dates.exercises["svm_gradient"], "bo", {"Monday tutorial"})) == "2026-11-18 23:59:00+01:00"
    assert penalty(datetime(2026, 11, 4, 23, 0, tzinfo=UTC), dates.exercises["gradient"], "bo", (), 10) == 2
    assert dates.names == {"ada", "bo", "cy", "di"}


WRONG = [
    ("due: 2025-12-31 23:59", "due: 31.12.2025 23:59", "due: '31.12.2025 23:59' is no date: write it as 2026-11-03 23:59"),
    ("due: 2025-12-31 23:59", "due: 2025-02-30 23:59", "is no date"),
    ("due: 2025-12-31 23:59", "due: tomorrow", "is no date"),
    ("due: 2025-12-31 23:59", "due: [2025]", "is no date"),
    ("due: 2025-12-31 23:59", "due:", "is no date"),
    ("due: 2025-12-31 23:59", "due: 0025-12-31 23:59", "the year 25 cannot be meant"),
    ("due: 2025-12-31 23:59", "dew: 2025-12-31 23:59", "'dew' is unknown; choose from"),
    ("      due: 2025-12-31 23:59\n", "", "has extensions but no due date"),
    ("timezone: Europe/Berlin", "timezone: Berlin", "'Berlin' is no time zone"),
    ("timezone: Europe/Berlin", "timezone: ../../etc/passwd", "is no time zone"),
    ("timezone: Europe/Berlin", "timezone: Europe", "is no time zone"),
    ("  timezone: Europe/Berlin\n", "", "has no time zone: add `timezone: Europe/Berlin`"),
    ("grace: 15 minutes", "grace: 15", "'15' is no length of time: write it as 15 minutes"),
    ("grace: 15 minutes", "grace: -15 minutes", "is no length of time"),
    ("grace: 15 minutes", "grace: 99999999999 weeks", "is longer than ten years"),
    ("grace: 15 minutes", "grace: 3 fortnights", "is no length of time"),
    ("per_day: 10%", "per_day: 10 percent", "is nothing that can be taken off: write it as 10%"),
    ("per_day: 10%", "per_day: -10%", "is nothing that can be taken off"),
    ("per_day: 10%", "per_day: .inf", "is nothing that can be taken off"),
    ("cap: 50%", "cap: half", "cap: 'half' is nothing that can be taken off"),
    ("  cap: 50%", "  cap: 50%\n  cap: 60%", "'cap' is there twice"),
    ("  cap: 50%", "  caps: 50%", "'caps' is unknown; choose from"),
    ("per_day: 10%", "per_day: 10%\n  steps: {later: 1%}", "has `per_day` and `steps`: choose one"),
    ("up to 1 hour", "1 hour", "'1 hour' is unknown; it takes `up to 1 day: 10%`"),
    (", later: 100%", "", "say too what it costs to be later"),
    ("up to 2 days: 25%", "up to 2 days: 2%", "being later must not cost less"),
    ("up to 2 days: 25%", "up to 2 days: 2", "write all of them in %, or all of them in points"),
    ("ada: 1 day 2 hours", "ada: soon", "ada: 'soon' is neither a length of time, such as 3 days, nor a date"),
    ("ada: 1 day 2 hours", "ada: 2025-13-01", "'2025-13-01' is no date"),
    ("ada: 1 day 2 hours", "ada: 2025-12-31 23:59", "ada would have no more time than the others"),
    ("ada: 1 day 2 hours", "ada: 0 days", "ada would have no more time than the others"),
    ("groups: {tutorial A", "groups: {tutorial B", "'tutorial B' is no group"),
    ("tutorial A: [0017, no]", "tutorial A: ada", "must be a list of students' ids"),
    ("    svm_gradient:", "    svm_gradients:", "svm_gradients is no exercise of this course: choose from gradient, svm"),
    ("exercises:", "exercise:", "'exercise' is unknown; choose from"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "words"), WRONG, ids=[wrong.strip()[:40] for _, wrong, _ in WRONG])
def test_what_cannot_be_is_one_clear_line(tmp_path, right, wrong, words):
    for stem in ("svm_gradient", "gradient"):
        (tmp_path / "solutions" / stem).mkdir(parents=True)
        (tmp_path / "solutions" / stem / f"{stem}.ipynb").touch()
    assert right in TEXT
    said(tmp_path, TEXT)
    with pytest.raises(CourseError) as error:
        said(tmp_path, TEXT.replace(right, wrong, 1))
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert str(tmp_path / "course.yml") in str(error.value)


def test_a_section_of_the_roster_is_a_group_unless_the_file_lists_one_of_its_name(tmp_path):
    text = TEXT.replace(
        "groups: {tutorial A: 1 week}", "groups: {Section 2: 1 week, tutorial a: 2 weeks, 'Mon, late': 3 weeks}"
    )
    sheet = 'id,first_name,last_name,email,section\nada,A,,,"Section 2"\nbo,B,,,"Section 1,  section 2, and tutorial A"\ncy,C,,,"Mon, late"\n'
    with pytest.raises(
        CourseError, match="'Section 2' is no group: list its students .* or name a section of the roster"
    ):
        said(tmp_path, text)
    (tmp_path / "roster.csv").write_text(sheet.replace("Section 2", "section 2").replace("Mon", "Tue"))
    with pytest.raises(CourseError, match="'Mon, late' is no group"):
        said(tmp_path, text)
    (tmp_path / "roster.csv").write_text(sheet)
    rules = said(tmp_path, text).exercises["svm_gradient"]
    own = {name: {*groups} & {"Section 2", "tutorial a", "Mon, late"} for name, groups in rules.members.items()}
    assert own == {
        "ada": {"Section 2"},
        "bo": {"Section 2"},
        "cy": {"Mon, late"},
        "0017": {"tutorial a"},
        "no": {"tutorial a"},
    }


# The class: Ada and Bo hand in on the 2nd of January, Cy in time.

PLAIN = (
    TEXT.partition("    gradient:")[0]
    .replace("{ada: 1 day 2 hours, 0018: 2026-01-09}", "{}")
    .replace("[0017, no]", "[cy]")
)
LATE, EARLY = "2026-01-02 00:30:00.000000 UTC", "2025-12-24 12:00:00 UTC"


@pytest.fixture
def term(course):
    """Three students, graded before there were dates; their notebooks are never run."""
    assignment = gradebook.assignment(course, STEM)
    for name, time in (("ada", LATE), ("bo", LATE), ("cy", EARLY)):
        folder = course.submitted(name, STEM)
        folder.mkdir(parents=True)
        shutil.copy(course.released(STEM), folder)
        receipt = hand_in(course, time, name)
        (seen,) = plan.look(course, assignment, [name], settings.load(course.root).limits, "bubblewrap")
        result = graded(course, name).result | {"suite": assignment.suite, "submission": seen.job.digest}
        classroom.record(course, Graded(result, course.released(STEM).read_text()), receipt, what=assignment)
    return course


def set_dates(course, text):
    (course.root / "course.yml").write_text(text)


def shown(course):
    """The score of everybody, by every place that shows one: they must agree."""
    pages = {page.parts[-3]: words_of(page) for page in write_feedback(course, STEM)}
    page = {name: float(re.search(r"([\d.]+) of 20 points", words)[1]) for name, words in pages.items()}
    results = {name: json.loads((course.autograded(name, STEM) / "result.json").read_text())["score"] for name in page}
    with gradebook.opened(course) as opened:
        totals = {name: marks.total for name, marks in gradebook.marks(opened, STEM).items()}
    with gradebook.opened(course) as opened:
        found = opened.assignment_submissions(STEM)
        forms = {one.student_id: one.score - one.late_submission_penalty for one in found}  # as formgrader shows them
    stated = {one.student: one.score for one in status.of(course, STEM)}
    known = {name: previous(course, name, STEM)["score"] for name in page}
    assert page == pytest.approx(results)
    assert page == pytest.approx(totals)
    assert page == pytest.approx(forms)
    assert page == pytest.approx(stated)
    assert page == pytest.approx(known)
    return page, pages


def test_every_place_shows_the_same_number_before_and_after(term):
    assert shown(term)[0] == export(term) == {"ada": 16, "bo": 16, "cy": 16}

    set_dates(term, PLAIN)  # two days have begun
    assert export(term) == pytest.approx({"ada": 12.8, "bo": 12.8, "cy": 16})  # nbgrader's own, and at once
    page, words = shown(term)
    assert page == pytest.approx({"ada": 12.8, "bo": 12.8, "cy": 16})
    assert (
        "Handed in 1 day 1 hour late, 3.2 points taken off (due 2025-12-31 23:59 UTC+01:00, handed in 2026-01-02 01:30"
        in words["ada"]
    )
    assert "taken off" not in words["cy"]

    set_dates(term, PLAIN.replace("students: {}", "students: {ada: 2026-01-02 02:00}").replace("cap: 50%", "cap: 1"))
    page, words = shown(term)
    assert page == export(term) == {"ada": 16, "bo": 15, "cy": 16}
    assert "taken off" not in words["ada"]

    set_dates(term, "dates: {}\n")
    assert shown(term)[0] == export(term) == {"ada": 16, "bo": 16, "cy": 16}


def test_the_history_says_why_a_mark_moved(term):
    set_dates(term, PLAIN)
    (ada, bo) = sorted(classroom.redate(term, STEM), key=lambda mark: mark.student)
    assert (ada.student, ada.before, ada.after, ada.status) == ("ada", 16, pytest.approx(12.8), "graded")
    assert ada.why == "late now (due 2025-12-31 23:59 UTC+01:00)"
    assert classroom.redate(term, STEM) == []
    set_dates(
        term, PLAIN.replace("students: {}", "students: {ada: 5 days}").replace("due: 2025-12-31", "due: 2025-12-30")
    )
    why = {mark.student: mark.why for mark in classroom.redate(term, STEM)}
    assert why["ada"] == "no longer late (was due 2025-12-31 23:59 UTC+01:00)"
    assert why["bo"] == "the due date moved (2025-12-31 23:59 UTC+01:00 to 2025-12-30 23:59 UTC+01:00)"
    assert [mark.why for mark in status.marks(term, STEM, "bo")][1:] == [bo.why, why["bo"]]


def test_a_dry_run_says_whose_mark_the_dates_would_move_and_moves_none(term):
    set_dates(term, PLAIN.replace("students: {}", "students: {ada: 5 days}"))
    done = CliRunner().invoke(cli.app, ["grade", STEM, "--dry-run", "--course", str(term.root)], standalone_mode=False)
    assert re.search(r"marks that the dates would move:\n *student +from +to *\n *bo +16 +12.8 *\n", done.output), (
        done.output
    )
    assert "0 of 3 would be graded" in done.output
    assert shown_of_marks_now(term) == {"ada": 16, "bo": 16, "cy": 16}
    classroom.redate(term, STEM)
    assert shown_of_marks_now(term)["bo"] == pytest.approx(12.8)
    done = CliRunner().invoke(cli.app, ["grade", STEM, "--dry-run", "--course", str(term.root)], standalone_mode=False)
    assert "would move" not in done.output


def test_dates_run_nothing_again(term):
    """Neither dates nor a time of a hand-in is part of what decides whether work is graded again."""
    before = gradebook.assignment(term, STEM).suite
    set_dates(term, PLAIN)
    assert gradebook.assignment(term, STEM).suite == before
    assert {one.student: one.state for one in status.of(term, STEM)} == {
        "ada": "stale",
        "bo": "stale",
        "cy": "waiting for a person",
    }
    moved, done = [], []
    results = classroom.run(term, STEM, progress=lambda *step: done.append(step), marks=moved)
    assert done == []
    assert {result["student"]: result["score"] for result in results} == pytest.approx(
        {"ada": 12.8, "bo": 12.8, "cy": 16}
    )
    assert {mark.student for mark in moved} == {"ada", "bo"}  # the command shows these
    assert {one.state for one in status.of(term, STEM)} == {"waiting for a person"}

    hand_in(term, EARLY, "bo")  # the same file, but it was on a stick in time
    assert {one.student for one in status.of(term, STEM) if one.state == "stale"} == {"bo"}
    results = classroom.run(term, STEM, progress=lambda *step: done.append(step))
    assert done == []
    assert {result["student"]: result["score"] for result in results} == pytest.approx(
        {"ada": 12.8, "bo": 16, "cy": 16}
    )


def test_a_mark_that_a_person_gives_is_charged_too(term):
    set_dates(term, PLAIN)
    classroom.redate(term, STEM)
    with gradebook.opened(term) as opened:
        grade = opened.find_grade("derivation", STEM, STEM, "ada")
        grade.manual_score, grade.needs_manual_grade = 4, False
        opened.db.commit()
    page = shown_of_marks(term)
    assert page["ada"] == pytest.approx(16)  # 20 less two days of 10 %
    assert export(term)["ada"] == pytest.approx(16)


def shown_of_marks(course):
    write_feedback(course, STEM)
    return shown_of_marks_now(course)


def shown_of_marks_now(course):
    with gradebook.opened(course) as opened:
        return {name: marks.total for name, marks in gradebook.marks(opened, STEM).items()}


def test_nbgrader_autograde_leaves_the_penalty(term):
    """nbgrader's own step for late work knows nothing of course.yml; ours comes after it."""
    from autograder.classroom.nbgrader_side import CourseDates

    assert "    AssignLatePenalties,\n    CourseDates,\n" in (term.root / "nbgrader_config.py").read_text()
    set_dates(term, PLAIN)
    classroom.redate(term, STEM)
    with gradebook.opened(term) as opened:
        opened.find_submission(STEM, "ada").notebooks[0].late_submission_penalty = None  # as `AssignLatePenalties` does
        opened.db.commit()

    about = {"assignment": STEM, "student": "ada", "db_url": term.db_url}
    converter = SimpleNamespace(coursedir=SimpleNamespace(root=str(term.root)))
    step = SimpleNamespace(parent=SimpleNamespace(parent=converter))
    CourseDates.preprocess(step, None, {"nbgrader": about})
    assert shown_of_marks(term)["ada"] == pytest.approx(12.8)


def test_formgrader_has_the_due_date_of_the_file(term):
    set_dates(term, PLAIN.replace("students: {}", "students: {ada: 3 days}"))
    classroom.redate(term, STEM)
    with gradebook.opened(term) as opened:
        assert opened.find_assignment(STEM).duedate == datetime(2025, 12, 31, 22, 59)
        assert opened.find_submission(STEM, "ada").extension == timedelta(days=3)
        assert opened.find_submission(STEM, "bo").total_seconds_late > 0


def test_a_due_date_that_is_gone_from_the_file_is_gone_in_nbgrader_too_but_its_own_stays(term):
    def dates_there():
        with gradebook.opened(term) as opened:
            return opened.find_assignment(STEM).duedate, opened.find_submission(STEM, "ada").extension

    late = PLAIN.replace("students: {}", "students: {ada: 3 hours}")
    set_dates(term, late)
    classroom.redate(term, STEM)
    assert dates_there() == (datetime(2025, 12, 31, 22, 59), timedelta(hours=3))
    set_dates(term, "dates: {}\n")
    assert {one.student for one in status.of(term, STEM) if one.state == "stale"} == {"ada", "bo"}
    moved = {mark.student: mark.why for mark in classroom.redate(term, STEM)}
    assert moved.keys() == {"ada", "bo"}
    assert dates_there() == (None, None)
    assert classroom.redate(term, STEM) == []
    assert shown(term)[0] == {"ada": 16, "bo": 16, "cy": 16}

    set_dates(term, late)
    classroom.redate(term, STEM)
    with gradebook.opened(term) as opened:
        opened.find_assignment(STEM).duedate = datetime(2025, 12, 30)  # by hand, in formgrader
    set_dates(term, "dates: {}\n")
    classroom.redate(term, STEM)
    assert dates_there()[0] == datetime(2025, 12, 30)


@pytest.mark.parametrize("text", ['c.LateSubmissionPlugin.penalty_method = "zero"\n', "half"])
def test_two_prices_are_one_too_many(term, text):
    from test_exchange import HALF

    half = HALF.format(body="score") + "c.AssignLatePenalties.plugin_class = Half\n"
    course = configure(term, half if text == "half" else text)
    set_dates(course, PLAIN)
    with pytest.raises(CourseError, match=r"says what lateness costs, and so does nbgrader's configuration \([^\n]+$"):
        classroom.run(course, STEM)
    set_dates(course, PLAIN.replace("  per_day: 10%\n", ""))  # the file says when, the plugin what it costs
    assert export(course) == {"ada": 0, "bo": 0, "cy": 16}


def test_work_that_was_graded_without_a_wall_is_not_stale_by_that(term, monkeypatch, wall):
    usual = suite._sandbox("bubblewrap")
    monkeypatch.setattr(suite, "_sandbox", lambda wall: "none" if wall == "none" else usual)
    assignment = gradebook.assignment(term, STEM, "none")
    for name in ("ada", "bo"):
        (seen,) = plan.look(term, assignment, [name], settings.load(term.root).limits, "none")
        result = graded(term, name).result | {"suite": assignment.suite, "submission": seen.job.digest}
        classroom.record(
            term,
            Graded(result, term.released(STEM).read_text()),
            exchange.read(term.submitted(name, STEM)),
            what=assignment,
        )
    found = status.of(term, STEM)
    assert [one.state for one in found] == ["waiting for a person"] * 3, found
    assert [one.why for one in status.of(term, STEM, wall="bubblewrap")][:2] == [
        f"the sandbox changed (none to {usual})"
    ] * 2
    assert [one.why for one in marks.standings(term, STEM, "test").values()] == [
        "waits for a person to mark derivation"
    ] * 3


def test_a_student_whom_nobody_knows_is_one_clear_line(term):
    set_dates(term, PLAIN.replace("students: {}", "students: {adda: 3 days}"))
    for command in (classroom.run, classroom.redate, status.of):
        with pytest.raises(CourseError, match="nobody in this course is called 'adda'"):
            command(term, STEM)
    assert set(gradebook.scores(term, STEM)) == {"ada", "bo", "cy"}
    (term.root / "class.csv").write_text("id,first_name,last_name,email\nadda,Adda,Lee,a@b.edu\n")
    roster.remember(term, roster.load(Path(term.root / "class.csv")))
    classroom.redate(term, STEM)
