"""The graph made by hand for community posts, service centres and grids."""

from __future__ import annotations

from datetime import date

from .graph import DAY, Graph
from .grids_cases import cases
from .grids_centres import care, centres, reach
from .grids_chains import chains
from .grids_places import X, former_grids, places, some_grids
from .grids_posts import bodies, posts, trainings

NONE, HALF, ONE = date(2014, 1, 1), date(2015, 1, 1), date(2016, 1, 1)
"""Days on which no centre is in use, only some without a whole pair of coordinates, just one with it."""


def build(g: Graph) -> None:
    """All of it."""
    for add in (
        places, bodies, trainings, posts, centres, chains, reach, care, some_grids, former_grids, cases,
    ):
        add(g)


NAMES, CODES = {"district": X[1]}, {"district": X[0]}
PARAMETERS: dict[str, tuple[dict[str, object], ...]] = {
    "community/star_ratings": ({}, {"by": "street"}, NAMES, {"by": "street", **CODES}),
    "community/streets_without_rated_secretary": (
        {}, NAMES, CODES, *({"stars": n} for n in (2, 3, 5)),
    ),
    "community/training_overdue": (
        {}, NAMES, CODES, {"trained_since": DAY}, {"limit": 3},
    ),
    "community/trained": ({}, {"by": "street"}, NAMES, CODES, {"trained_since": DAY}),
    "community/worker_posts": ({}, {"by": "street"}, {"by": "community"}, NAMES, CODES),
    "services/broken_chains": ({}, {"level": "street"}, {"level": "community"}, NAMES, CODES),
    "services/complete_chains": ({}, {"by": "street"}, NAMES, CODES),
    "services/communities_far_from_centre": (
        {}, {"metres": 0}, {"metres": 200}, NAMES, CODES,
        *({"as_of": day, "metres": 200} for day in (NONE, HALF, ONE)),
    ),
    "services/gathering": (
        {}, {"metres": 0}, {"metres": 200}, NAMES, CODES, {"community": "远社"},
        {"community": "320102003901"}, *({"as_of": day} for day in (NONE, HALF, ONE)),
    ),
    "services/elderly_care": ({}, {"including": "every"}, NAMES, {"including": "every", **CODES}),
    "grids/without_organization": (
        {}, {"by": "street"}, {"by": "community"}, {"kind": ""}, {"kind": "party", **NAMES}, CODES,
    ),
    "grids/kinds_of_grid": (
        {}, {"by": "street"}, {"by": "district"}, {"kinds": 1}, {"kinds": 1, **NAMES}, {"kinds": 3},
        {"kinds": 1, "by": "district", **CODES}, {"kinds": 4, "by": "district"},
    ),
    "grids/merged": ({}, {"by": "street"}, {"by": "community"}, NAMES, CODES),
    "grids/stalled_steps": (
        {}, {"by": "street"}, {"by": "community"}, {"idle_since": DAY}, {"idle_since": date(2022, 6, 29)},
        NAMES, CODES,
    ),
    "grids/feedback_missing": (
        {}, {"handled_since": DAY}, {"origin": "hotline"}, NAMES, CODES, {"limit": 3},
    ),
}
"""What the questions are asked beside the date."""
