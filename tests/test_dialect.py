"""The lint of the portable form: each rule with what it refuses and what it lets pass."""

from __future__ import annotations

import pytest

from lianjian.model import REGISTRY
from lianjian.queries import lint
from lianjian.queries.dialect import parameters
from lianjian.queries.tokens import blocks, tokenize

E = "MATCH (e:Enterprise) "
R = "RETURN e.id AS eid ORDER BY eid"

REFUSED = {
    "writes": (0, "MATCH (e:Enterprise) SET e.name = 'x' RETURN e.id AS eid ORDER BY eid"),
    "creates": (0, "CREATE (e:Enterprise {id: 'x'})"),
    "calls a procedure": (0, "CALL show_tables() RETURN name AS n ORDER BY n"),
    "two queries": (0, E + R + "; MATCH (n:Building) DELETE n"),
    "loads a file": (0, "LOAD FROM 'x.csv' RETURN 1 AS a ORDER BY a"),
    "three steps": (
        1,
        "MATCH (o:Organization)-[:COVERS]->(b:Building)-[:IN_DISTRICT]->(d:Division)<-[:MEMBER_OF]-(x) "
        "RETURN d.id AS did ORDER BY did",
    ),
    "three steps in two clauses": (
        1,
        "MATCH (o:Organization)-[:COVERS]->(b:Building)-[:IN_DISTRICT]->(d:Division) "
        "MATCH (d)-[:PART_OF]->(c:Division) RETURN c.id AS cid ORDER BY cid",
    ),
    "three steps without brackets": (
        1,
        "MATCH (a)-->(b)<--(c)--(d:Building) RETURN d.id AS did ORDER BY did",
    ),
    "three steps in a subquery": (
        1,
        E + "WHERE EXISTS { MATCH (e)<-[:COVERS]-(o)-[:SUPERIOR]->(s)-[:CO_BUILDS]->(t) } " + R,
    ),
    "a step from what may be missing": (
        1,
        "MATCH (a:Alliance) OPTIONAL MATCH (a)-[:COORDINATES]->(r)<-[:WITHIN]-(u:Enterprise|Institution) "
        "WITH a, u OPTIONAL MATCH (s:Standing)-[:STANDS_FOR]->(u) "
        "RETURN a.id AS aid, count(s.id) AS n ORDER BY aid",
    ),
    "a tie and its outer end filtered in two steps": (
        1,
        "MATCH (e:Enterprise)<-[g:GIVES_ACCESS]-(b:Building)-[:LIES_IN]->(d:Division) "
        "WHERE g.since <= $as_of AND $as_of < g.until AND e.since <= $as_of " + R,
    ),
    "a tie and its outer end filtered in a map": (
        1,
        "MATCH (d:Division {level: 'street'})<-[i:LIES_IN]-(e:Enterprise)-[:WITHIN]->(a:BusinessDistrict) "
        "WHERE i.since <= $as_of " + R,
    ),
    "lost order": (
        2,
        E + "WITH e.name AS n ORDER BY n LIMIT 5 RETURN collect(n) AS ns ORDER BY ns",
    ),
    "order without limit": (2, E + "WITH e.id AS k ORDER BY k RETURN k AS kk ORDER BY kk"),
    "a type twice": (
        3,
        "MATCH (a:Organization)-[:COVERS]->(e:Enterprise)<-[:COVERS]-(b:Organization) " + R,
    ),
    "no upper bound": (3, "MATCH (a:Organization)-[:SUPERIOR*1..]->(e:Organization) " + R),
    "a parameter as bound": (3, "MATCH (a:Organization)-[:SUPERIOR*1..$n]->(e:Organization) " + R),
    "a parameter along a path": (
        3,
        "MATCH p = (e:Organization)-[:SUPERIOR*1..3]->(s:Organization) "
        "WHERE all(x IN relationships(p) WHERE x.since <= $as_of) " + R,
    ),
    "paths counted": (
        3,
        "MATCH p = (e:Organization)-[:SUPERIOR*1..3]->(s:Organization) "
        "RETURN e.id AS eid, count(p) AS n ORDER BY eid",
    ),
    "an optional path": (
        3,
        "MATCH (e:Organization) OPTIONAL MATCH (e)-[:SUPERIOR*1..3]->(:Organization) " + R,
    ),
    "exists without match": (4, E + "WHERE EXISTS { (e)<-[:COVERS]-(:Organization) } " + R),
    "call subquery": (4, E + "CALL { MATCH (b:Building) RETURN b.id AS bid } " + R),
    "collect subquery": (
        4,
        E + "RETURN e.id AS eid, COLLECT { MATCH (b:Building) RETURN b.id } AS l ORDER BY eid",
    ),
    "list comprehension": (
        4,
        "MATCH (e:Headcount) RETURN e.id AS eid, [x IN e.work WHERE x <> ''] AS l ORDER BY eid",
    ),
    "pattern comprehension": (4, E + "RETURN e.id AS eid, [(e)<-[:COVERS]-(o) | o.id] AS l ORDER BY eid"),
    "map projection": (4, E + "RETURN e.id AS eid, e {.name} AS m ORDER BY eid"),
    "label in an expression": (4, "MATCH (e) WHERE e:Enterprise " + R),
    "pattern in an expression": (4, E + "WHERE (e)<-[:COVERS]-() " + R),
    "inline where": (4, "MATCH (e:Enterprise WHERE e.name = 'x') " + R),
    "inline key of another row": (4, "MATCH (b:Building) WITH b.id AS k MATCH (e:Enterprise {id: k}) " + R),
    "reduce": (4, E + "RETURN e.id AS eid, reduce(a = 0, x IN [1] | a + x) AS s ORDER BY eid"),
    "no alias": (5, E + "RETURN e.id ORDER BY e.id"),
    "star": (5, E + "RETURN * ORDER BY e.id"),
    "alias in scope": (
        5,
        "MATCH (e:Enterprise)-[x:WITHIN]->(a:BusinessDistrict) RETURN e.id AS a ORDER BY a",
    ),
    "alias in scope in other case": (5, E + "RETURN e.id AS E ORDER BY E"),
    "a node": (5, E + "RETURN e AS unit ORDER BY unit.id"),
    "a bare sum": (6, "MATCH (h:Headcount) RETURN h.id AS hid, sum(h.staff) AS s ORDER BY hid"),
    "nodes counted after optional": (
        6,
        E + "OPTIONAL MATCH (o:Organization)-[:COVERS]->(e) RETURN e.id AS eid, count(o) AS n ORDER BY eid",
    ),
    "rows counted after optional": (
        6,
        E + "OPTIONAL MATCH (o:Organization)-[:COVERS]->(e) RETURN e.id AS eid, count(*) AS n ORDER BY eid",
    ),
    "branches of two types": (
        6,
        E + "RETURN e.id AS eid, CASE WHEN e.kind = '' THEN 1 ELSE 'x' END AS k ORDER BY eid",
    ),
    "null parameter": (7, E + "WHERE $kind IS NULL " + R),
    "parameter with a default": (7, E + "WHERE e.kind = coalesce($kind, '') " + R),
    "list index": (8, "MATCH (h:Headcount) RETURN h.id AS hid, h.work[0] AS w ORDER BY hid"),
    "list slice from": (8, "MATCH (h:Headcount) RETURN h.id AS hid, h.work[1..] AS w ORDER BY hid"),
    "substring": (8, E + "RETURN e.id AS eid, substring(e.name, 1) AS s ORDER BY eid"),
    "labels": (8, E + "RETURN e.id AS eid, labels(e) AS l ORDER BY eid"),
    "regular expression": (8, E + "WHERE e.name =~ '.*公司' " + R),
    "today": (9, E + "WHERE e.since <= date() " + R),
    "duration": (9, E + "WHERE e.since <= date('2022-01-01') + duration('P1D') " + R),
    "two labels": (10, "MATCH (e:Enterprise:Institution) " + R),
    "unknown label": (10, "MATCH (e:Company) " + R),
    "label in other case": (10, "MATCH (e:enterprise) " + R),
    "unknown type": (10, "MATCH (e:Enterprise)-[:IN_ZONE]->(b:BusinessDistrict) " + R),
    "unknown property": (10, "MATCH (e:Enterprise) WHERE e.staff > 3 " + R),
    "property in other case": (10, "MATCH (e:Enterprise) WHERE e.Name = '' " + R),
    "unknown property in a map": (10, "MATCH (e:Enterprise {title: 'x'}) " + R),
    "a derived type's sources": (10, "MATCH (e:Standing) RETURN e.id AS eid, e.sources AS s ORDER BY eid"),
    "no order": (11, E + "RETURN e.id AS eid"),
    "no order at the end": (11, E + "WITH e.id AS k ORDER BY k LIMIT 3 RETURN k AS kk"),
    "union": (11, E + R + " UNION ALL " + E + R),
    "no return": (11, "MATCH (e:Enterprise)"),
    "reserved alias": (12, E + "RETURN e.id AS none ORDER BY none"),
    "reserved alias in lower case": (12, E + "RETURN e.id AS `order`, e.name AS end ORDER BY end"),
    "reserved property": (12, E + "RETURN e.desc AS d ORDER BY d"),
    "reserved parameter": (12, E + "WHERE e.kind = $profile " + R),
}

PASSES = {
    "plain": E + R,
    "two steps, then two": (
        "MATCH (o:Organization)-[:COVERS]->(b:Building)-[:IN_DISTRICT]->(d:Division) WITH o, d "
        "MATCH (d)-[:PART_OF]->(c:Division) RETURN o.id AS oid, c.id AS cid ORDER BY oid, cid"
    ),
    "a tie and the middle node filtered in two steps": (
        "MATCH (e:Enterprise)<-[g:GIVES_ACCESS]-(b:Building)-[:LIES_IN]->(d:Division) "
        "WHERE g.since <= $as_of AND b.since <= $as_of AND d.since <= $as_of " + R
    ),
    "a tie and its end filtered, then a step": (
        "MATCH (e:Enterprise)<-[g:GIVES_ACCESS]-(b:Building) WHERE g.since <= $as_of AND e.since <= $as_of "
        "WITH e, b WHERE b.since <= $as_of MATCH (b)-[l:LIES_IN]->(d:Division) WHERE l.since <= $as_of " + R
    ),
    "a step from what may be missing, of one type": (
        "MATCH (a:Alliance) OPTIONAL MATCH (a)-[:COORDINATES]->(r:BusinessDistrict) WITH a, r "
        "OPTIONAL MATCH (r)<-[:WITHIN]-(u:Enterprise|Institution) "
        "RETURN a.id AS aid, count(u.id) AS n ORDER BY aid"
    ),
    "a type twice, apart": (
        "MATCH (a:Organization)-[:COVERS]->(e:Enterprise)<-[:COVERS]-(b:Organization) WHERE a.id <> b.id " + R
    ),
    "a type in two parts": (
        "MATCH (:Organization)-[:COVERS]->(e:Enterprise) WITH e MATCH (b)-[:COVERS]->(e) " + R
    ),
    "an ordered list": E
    + "WITH 1 AS g, e.name AS n ORDER BY n LIMIT 9 RETURN g AS k, collect(n) AS l ORDER BY k",
    "bounded length": "MATCH (a:Organization)-[:SUPERIOR*1..4]->(e:Organization) WHERE a.id <> e.id " + R,
    "a filter along a path": (
        "MATCH (e:Organization) WITH e, $as_of AS d MATCH p = (e)-[:SUPERIOR*1..3]->(s:Organization) "
        "WHERE all(x IN relationships(p) WHERE x.since <= d AND d < x.until) "
        "RETURN e.id AS eid, min(length(p)) AS n ORDER BY eid"
    ),
    "subqueries": (
        E + "WHERE EXISTS { MATCH (e)<-[:COVERS]-(o:Organization) WHERE o.since <= $as_of } "
        "RETURN e.id AS eid, COUNT { MATCH (e)-[:WITHIN]->(a:BusinessDistrict) } AS n ORDER BY eid"
    ),
    "starts with": E + "WHERE e.name STARTS WITH '金' " + R,
    "words in texts and comments": "// CREATE (n:A:B)\n" + E + "WHERE e.name <> 'SET x' /* DELETE */ " + R,
    "first of a list": "MATCH (h:Headcount) RETURN h.id AS hid, h.work[..2] AS w ORDER BY hid",
    "node type": "MATCH (m)-[:MEMBER_OF]->(:Alliance) RETURN head(labels(m)) AS t, m.id AS k ORDER BY t, k",
    "quoted reserved word": E + "RETURN e.id AS eid, e.name AS `none` ORDER BY eid",
    "several labels": "MATCH (e:Enterprise|Institution) RETURN e.id AS eid, e.industry AS i ORDER BY eid",
    "a property of one of several labels": (
        "MATCH (x:Building|Standing) RETURN x.id AS xid, x.rank AS r ORDER BY xid"
    ),
    "literal key": "MATCH (e:Enterprise {kind: 'merchant', id: $key}) " + R,
    "an alias dropped from scope": E + "WITH e.id AS eid RETURN eid AS e ORDER BY e",
    "a semicolon at the end": E + R + ";",
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_refused(case: str) -> None:
    rule, text = REFUSED[case]
    assert rule in {f.rule for f in lint(text, REGISTRY)}


@pytest.mark.parametrize("case", PASSES, ids=str)
def test_passes(case: str) -> None:
    assert lint(PASSES[case], REGISTRY) == []


def test_every_rule_has_a_refused_example() -> None:
    assert {rule for rule, _ in REFUSED.values()} == set(range(13))


def test_findings_name_the_line_in_order() -> None:
    text = "MATCH (e:Company)\nWHERE e.name = 'x'\n  AND e.name =~ 'y'\nRETURN e.id\nORDER BY e.id"
    assert [(f.rule, f.line) for f in lint(text, REGISTRY)] == [(10, 1), (8, 3), (5, 4)]


def test_a_wrong_case_is_answered_with_the_right_one() -> None:
    (found,) = lint("MATCH (e:enterprise) " + R, REGISTRY)
    assert "Enterprise" in found.zh
    assert "Enterprise" in found.en


def test_parameters_are_compared_both_ways() -> None:
    text = E + "WHERE e.kind = $kind AND e.name = $name " + R
    assert parameters(text) == ["kind", "name"]
    found = lint(text, REGISTRY, declared=["kind", "limit"])
    assert [(f.rule, f.en) for f in found] == [
        (7, "parameter $name is not declared in the header"),
        (7, "the declared parameter limit is not used"),
    ]


def test_returned_columns_are_the_promised_ones_in_order() -> None:
    text = E + "RETURN e.id AS eid, e.name AS `none` ORDER BY eid"
    assert lint(text, REGISTRY, columns=["eid", "none"]) == []
    assert [f.rule for f in lint(text, REGISTRY, columns=["none", "eid"])] == [5]
    assert [f.rule for f in lint(text, REGISTRY, columns=["eid"])] == [5]


def test_declarations_from_outside_are_known() -> None:
    from typing import ClassVar

    from lianjian.model import Node

    class Visit(Node):
        """A visit."""

        zh: ClassVar[str] = "走访"
        en: ClassVar[str] = "visit"
        about: ClassVar[str] = "一次走访"

    text = "MATCH (v:Visit) RETURN v.id AS vid ORDER BY vid"
    assert [f.rule for f in lint(text, REGISTRY)] == [10]
    assert lint(text, REGISTRY.extended(nodes=[Visit])) == []


@pytest.mark.parametrize(
    "text", ["", "(", "RETURN", "MATCH", "WITH", "MATCH (", "a }", "RETURN CASE", "'", "$", "`"]
)
def test_broken_texts_give_findings_not_errors(text: str) -> None:
    assert lint(text, REGISTRY)


def test_tokens_leave_nothing_out() -> None:
    text = "MATCH (a)-[r:X*1..3]->(b) WHERE a.x<=1.5 AND a.y<>'it''s' // c\nRETURN [1,2][..1] AS `a b`"
    assert "".join(t.text for t in tokenize(text)) == text.replace(" // c\n", "").replace(" ", "").replace(
        "`ab`", "`a b`"
    )


def test_subqueries_are_blocks_of_their_own() -> None:
    found = blocks(tokenize(E + "WHERE EXISTS { MATCH (e)--(b) WHERE b.id = '' } " + R))
    assert [[c.keyword for c in b.clauses] for b in found] == [
        ["MATCH", "WHERE", "RETURN", "ORDER BY"],
        ["MATCH", "WHERE"],
    ]
