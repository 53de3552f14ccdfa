"""The topics there are. A topic has ANSWERS, by question, and CASES."""

from __future__ import annotations

from . import (
    alliances,
    changes,
    community,
    community_posts,
    compounds,
    couriers,
    coverage,
    duties,
    followups,
    form,
    grids,
    houses,
    industry,
    linkage,
    organizations,
    people,
    posting,
    provinces,
    quality,
    reasons,
    service_centres,
    services,
    taking_part,
    tasks,
    temporary,
    theme_days,
    welfare,
)

TOPICS = (
    coverage, alliances, organizations, people, services, changes, quality, form, followups,
    reasons, temporary, posting,
    tasks, duties, community, community_posts, service_centres, grids,
    compounds, couriers,
    industry, provinces, welfare,
    linkage, theme_days,
    taking_part, houses,
)
