"""Durations, times and problem documents as the API writes them."""

from datetime import datetime, timedelta, timezone

import pytest
from vimsession import Place
from vimsession.durations import duration_text, moment_text, parse_duration, parse_moment
from vimsession.problems import read_problem


@pytest.mark.parametrize("value, text", [(timedelta(minutes=31), "1860s"), (1.5, "1.5s"), (0, "0s"), (timedelta(microseconds=1), "0.000001s"), ("31m", "31m"), (-1, "-1s")])
def test_a_duration_is_written(value, text):
    assert duration_text(value) == text


@pytest.mark.parametrize("text, seconds", [("31m", 1860), ("1h30m", 5400), ("2h0.25s", 7200.25), ("250ms", 0.25), ("7d", 604800), ("0s", 0), ("-1m1s", -61)])
def test_a_duration_is_read(text, seconds):
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "-", "31", "m", "1h 30m", "1x", "1.5.5s"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(ValueError, match="no duration"):
        parse_duration(text)


@pytest.mark.parametrize("text, microsecond", [("2030-01-02T03:04:05Z", 0), ("2030-01-02T03:04:05.1234567Z", 123456), ("2030-01-02T03:04:05.5+00:00", 500000)])
def test_a_time_is_read(text, microsecond):
    assert parse_moment(text) == datetime(2030, 1, 2, 3, 4, 5, microsecond, tzinfo=timezone.utc)


def test_a_time_is_written_in_utc_and_needs_a_zone():
    assert moment_text(datetime(2030, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))) == "2030-01-01T00:00:00Z"
    with pytest.raises(ValueError, match="has no time zone"):
        moment_text(datetime(2030, 1, 1))


def test_a_problem_document_is_read():
    problem = read_problem(400, b'{"type":"urn:vimsession:problem:invalid-request","title":"T","status":400,"errors":[{"pointer":"#/a","detail":"is bad","allowed":["b","c"]}]}')
    assert (problem.kind, problem.title, problem.places) == ("invalid-request", "T", (Place("#/a", "is bad", ("b", "c")),))
    assert str(problem) == "400 invalid-request: T\n  #/a: is bad Allowed: b, c."


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'{"title":"T"}', b'{"type":1,"title":"T","errors":3}', b"\xff"])
def test_an_answer_that_is_no_problem_document_is_an_error_all_the_same(content):
    problem = read_problem(502, content)
    assert (problem.status, problem.kind) == (502, "no-problem-document") and problem.title
