"""Timelines: the dated events of a corpus, each with all documents that report it."""

from unrtrace.timeline.build import UNKNOWN, grouped, timeline
from unrtrace.timeline.event import Report, Sources, TimelineEvent, format_date

__all__ = ["UNKNOWN", "Report", "Sources", "TimelineEvent", "format_date", "grouped", "timeline"]
