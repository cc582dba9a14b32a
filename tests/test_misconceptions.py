"""Is each known mistake what its entry says, and is it named when it is made and only then?"""

import functools
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks.svm_gradient.problems import oracle
from autograder.misconceptions import CATALOGUE, Observation, name_mistake
from exercises import EXERCISES

STEM = "svm_gradient"
BOOK = Path(__file__).parents[1] / "book"
PARTS = ("loss", "gradient", "answer")
ENTRIES = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
OF_THE_SVM = pytest.mark.parametrize(
    "entry",
    [pytest.param(entry, id=entry.id) for entry in CATALOGUE.values() if entry.stem == STEM and entry.part in PARTS],
)
EXERCISE = {exercise.stem: exercise for exercise in EXERCISES}


def problem(rng, N=7, D=5, C=4):
    return rng.normal(size=(C, D)), rng.normal(size=(N, D)), rng.permutation(np.arange(N) % C), 0.3


def observations(function, part, number=6):
    """What a function returns on problems of several sizes."""
    rng = np.random.default_rng(1)
    seen = []
    for k in range(number):
        args = problem(rng, N=5 + k, D=3 + k % 3, C=3 + k % 2)
        loss, dW = function(*args)
        got = (None if part == "gradient" else loss, None if part == "loss" else dW)
        seen.append(Observation(args, got, oracle(*args)))
    return seen


@ENTRIES
def test_does_the_suite_name_the_mistake_of_a_student_who_made_it(entry):
    exercise = EXERCISE[entry.stem]
    functions = [entry.part] if entry.part in exercise.functions else exercise.functions
    for draw in range(5):
        named = set()
        for function in functions:
            for failed in exercise.failures(entry.wrong, function, b"draw %d" % draw).values():
                if failed.misconception is not None:
                    named.add((failed.misconception, failed.message.endswith(entry.sentence)))
        assert named == {(entry.id, True)}


@OF_THE_SVM
def test_is_the_mistake_in_its_part_and_the_other_part_right(entry):
    args = problem(np.random.default_rng(0))
    loss, dW = entry.wrong(*args)
    right_loss, right_dW = oracle(*args)
    loss_right = np.isclose(loss, right_loss, rtol=1e-12)
    dW_right = dW.shape == right_dW.shape and np.allclose(dW, right_dW, rtol=0, atol=1e-12)
    assert (loss_right, dW_right) == (entry.part == "gradient", entry.part == "loss")


def test_can_all_entries_be_told_apart():
    for part in PARTS:
        answers = {
            name: np.concatenate(
                [np.ravel(got) for seen in observations(entry.wrong, part) for got in seen.got if got is not None]
            )
            for name, entry in CATALOGUE.items()
            if (entry.stem, entry.part) == (STEM, part)
        }
        names = list(answers)
        for k, one in enumerate(names):
            for other in names[:k]:
                assert not np.allclose(answers[one], answers[other], rtol=1e-6, atol=0), (one, other)


@OF_THE_SVM
def test_is_a_mistake_named_only_when_its_numbers_are_exact(entry):
    seen = observations(entry.wrong, entry.part)
    assert name_mistake(STEM, entry.part, seen) is entry
    off = [replace(one, got=tuple(None if x is None else x * (1 + 1e-6) for x in one.got)) for one in seen]
    assert name_mistake(STEM, entry.part, off) is None
    right = observations(oracle, entry.part)
    assert name_mistake(STEM, entry.part, [*seen[:-1], right[-1]]) in (None, entry)
    assert name_mistake(STEM, entry.part, [seen[0], *right[1:]]) in (None, entry)
    assert name_mistake(STEM, entry.part, seen[:3]) is None
    assert name_mistake("another_exercise", entry.part, seen) is None


@pytest.mark.parametrize("part", PARTS)
def test_is_a_right_answer_given_no_name(part):
    assert name_mistake(STEM, part, observations(oracle, part)) is None
    assert name_mistake(STEM, part, []) is None


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    weight=st.floats(0.01, 0.99),
    one=st.sampled_from([entry for entry in CATALOGUE.values() if (entry.stem, entry.part) == (STEM, "gradient")]),
    other=st.sampled_from([entry for entry in CATALOGUE.values() if (entry.stem, entry.part) == (STEM, "gradient")]),
)
def test_is_a_blend_of_mistakes_given_no_wrong_name(weight, one, other):
    def blend(*args):
        (loss, first), (_, second) = one.wrong(*args), other.wrong(*args)
        return loss, weight * first + (1 - weight) * second if first.shape == second.shape else first + weight

    named = name_mistake(STEM, "gradient", observations(blend, "gradient"))
    if named is not None:  # a blend may be a mistake of the catalogue; then it has its numbers
        for seen in observations(blend, "gradient"):
            assert np.allclose(named.wrong(*seen.args)[1], seen.got[1], rtol=1e-8)


def test_are_two_mistakes_with_the_same_numbers_given_no_name(monkeypatch):
    entry = CATALOGUE["correct_row_once"]
    monkeypatch.setitem(CATALOGUE, "twin", replace(entry, id="twin"))
    assert name_mistake(STEM, "gradient", observations(entry.wrong, "gradient")) is None


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308])
def test_do_numbers_without_meaning_get_no_name(value):
    for part in PARTS:
        assert (
            name_mistake(STEM, part, observations(lambda W, X, y, reg: (value, np.full(W.shape, value)), part)) is None
        )


@pytest.mark.parametrize("stem", EXERCISE)
def test_does_the_sentence_speak_to_the_student_in_one_breath(stem):
    for name, entry in CATALOGUE.items():
        assert entry.stem in EXERCISE, name
        if entry.stem == stem:
            assert name.isidentifier(), name
            assert entry.id == name
            assert re.match(r"(Your|The last column of your) ", entry.sentence), name
            assert entry.sentence.endswith((".", "?")), name
            assert len(entry.sentence) <= (120 if stem == STEM else 160), name
            assert "  " not in entry.sentence, name


@pytest.mark.parametrize("stem", EXERCISE)
def test_is_there_such_a_section_in_the_book(stem):
    for name, entry in CATALOGUE.items():
        if entry.stem == stem:
            page, _, section = entry.anchor.partition("#")
            assert section in sections(page), name


@functools.cache
def sections(page):
    """The addresses of the headings of a chapter."""
    text = re.sub(r"```.*?```", "", (BOOK / page.replace(".html", ".md")).read_text(), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") for heading in headings}


def test_is_the_catalogue_large_and_every_sentence_its_own():
    for stem in EXERCISE:
        assert sum(entry.stem == stem for entry in CATALOGUE.values()) >= 7, stem
    assert len({(entry.stem, entry.part, entry.sentence) for entry in CATALOGUE.values()}) == len(CATALOGUE)
