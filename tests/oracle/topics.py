"""The topics there are. A topic has ANSWERS, by question, and CASES."""

from __future__ import annotations

from . import (
    alliances,
    changes,
    community,
    coverage,
    duties,
    followups,
    form,
    organizations,
    people,
    posting,
    quality,
    reasons,
    services,
    tasks,
    temporary,
)

TOPICS = (
    coverage, alliances, organizations, people, services, changes, quality, form, followups,
    reasons, temporary, posting,
    tasks, duties, community,
)
