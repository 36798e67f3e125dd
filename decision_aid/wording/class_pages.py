"""What the pages of lessons share, those on cases and those on claims: how they begin, how they end, and
room to write.

Does not belong here: what stands between, which is its command's.
"""

from __future__ import annotations

from typing import Final

from decision_aid.model.library import Lesson
from decision_aid.model.report import Bullets, Paragraph, Section
from decision_aid.model.rules import Rules
from decision_aid.wording.stamps import TEACHING_STAMP, rule_stamps

FOR_A_CLASS: Final = "For a class."

ROOM_TO_WRITE: Final = "." * 70


def class_stamps(rule_set: Rules) -> tuple[str, ...]:
    """What stands above every page of cases for a class."""
    return (TEACHING_STAMP, *rule_stamps(rule_set))


def lesson_stamps(rule_set: Rules) -> tuple[str, ...]:
    """What stands above a lesson that is about no person, not even a made-up one."""
    return (FOR_A_CLASS, *rule_stamps(rule_set))


def opening(lesson: Lesson) -> Section:
    """What a lesson is about."""
    return Section("What this is about", (Paragraph(lesson.opening),))


def last_questions(lesson: Lesson) -> Section:
    """The questions at the end of a lesson."""
    return Section("Questions for the class", (Bullets(lesson.questions),))
