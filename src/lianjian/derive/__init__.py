"""What follows from the asserted records: ends of survey counts, standings, districts, business districts.

Pure: frames in, frames out. The store replaces the derived types by the result after each apply.
"""

from __future__ import annotations

import polars as pl

from lianjian.model import REGISTRY, Registry

from .facts import date_facts
from .graph import Frames, as_ties, number, of_type
from .places import addresses, chain, lie, located, lying, site_types, specificity, within
from .standing import standings

__all__ = ["derive"]

_USED = (
    "PART_OF", "LOCATED_IN", "COUNTS", "SURVEYED_AT", "COVERS", "SUPERIOR", "INSTRUCTS", "WORKS_AT",
    "IN_AREA", "IN_DISTRICT", "LIES_IN", "WITHIN",
)


def derive(frames: Frames, registry: Registry = REGISTRY) -> dict[str, pl.DataFrame]:
    """All derived frames of a whole state of asserted records, by type name.

    ``frames`` holds the asserted frames by node or tie type; a type that is missing has no rows, and
    what is given for derived types is not looked at. The result has the fact types with their ties
    (Headcount, COUNTS, SURVEYED_AT: ``until`` set to the subject's next fact), Standing, STANDS_FOR,
    IN_DISTRICT, LIES_IN and WITHIN, each in the type's exact schema, sorted by key. Ties hold only while both
    their ends exist; a tie whose end is missing never holds. Equal input gives equal output, whatever
    the order of its rows.
    """
    facts = date_facts(frames, registry)
    state = {**frames, **facts}
    labels = [registry.ties[t].ends() for t in _USED]
    nodes = number(state, registry, [x for near, _, far in labels for x in (*near, *far)])
    narrow = specificity(state, registry, nodes)
    places = located(state, registry, nodes, narrow)
    chained = chain(state, registry, nodes, narrow, places)
    unit_places = lie(addresses(state, registry, nodes, narrow, places), chained)
    sites = of_type(nodes, site_types(registry))
    standing, stands_for = standings(state, registry, nodes, unit_places, sites)
    in_district, in_street, in_community = (
        lying(state, registry, nodes, tie, level, chained, places, unit_places)
        for tie, level in (("IN_DISTRICT", "district"), ("LIES_IN", "street"), ("LIES_IN", "community"))
    )
    in_area = within(state, registry, nodes, unit_places)
    return {
        **facts,
        "Standing": standing,
        "STANDS_FOR": stands_for,
        "IN_DISTRICT": as_ties(in_district, nodes, registry.ties["IN_DISTRICT"]),
        "LIES_IN": as_ties(pl.concat([in_street, in_community]), nodes, registry.ties["LIES_IN"]),
        "WITHIN": as_ties(in_area, nodes, registry.ties["WITHIN"]),
    }
