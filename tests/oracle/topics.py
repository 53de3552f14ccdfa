"""The topics there are. A topic has ANSWERS, by question, and CASES."""

from __future__ import annotations

from . import (
    alliances,
    changes,
    coverage,
    followups,
    form,
    organizations,
    people,
    posting,
    quality,
    reasons,
    services,
    temporary,
)

TOPICS = (
    coverage, alliances, organizations, people, services, changes, quality, form, followups,
    reasons, temporary, posting,
)
