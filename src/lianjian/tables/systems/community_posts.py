"""The sheets of community workers: star ratings of secretary posts, training classes, posts with rank."""

from __future__ import annotations

from dataclasses import replace

from ...model import Registry
from ..layout import (
    SOURCE_COLUMN,
    Layout,
    Meant,
    Slot,
    TieMade,
    also,
    made,
    named,
    own_columns,
    period,
    shown,
)


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The three sheets."""
    return _ratings(registry), _training(registry), _workers(registry)


def _ratings(registry: Registry) -> Layout:
    """One row for an organization and a day on which its secretary post was rated."""
    rating = registry.nodes["Rating"]
    return Layout(
        "star_ratings", "书记岗位星级表", "sheet of star ratings of secretary posts",
        (Slot("it", ("Rating",), makes=True), Slot("rated", registry.ties["RATES"].ends()[2])),
        (*named("rated", "社区党组织", "community organization", required=True),
         *made("it", rating, required=("stars", "since")), SOURCE_COLUMN),
        (TieMade("RATES", "it", ("rated",), since_of="it"),),
    )


def _training(registry: Registry) -> Layout:
    """One row for an organization that took part; the class and its school are filled down."""
    names = {"name": "培训班名称", "code": "培训班编号", "since": "开班日期", "until": "结业日期"}
    columns = [c for c in made("it", registry.nodes["Activity"], required=("name", "since"), **names)
               if c.field in (*names, "kind")]
    return Layout(
        "training", "干部院校培训表", "sheet of training by cadre schools",
        (Slot("it", ("Activity",), makes=True), Slot("school", ("Institution",)),
         Slot("trainee", ("Organization",))),
        (*shown(columns, name="社区书记培训班第1期", kind="培训"),
         *named("school", "主办院校", "school", required=True),
         *named("trainee", "参训党组织", "organization trained", required=True), SOURCE_COLUMN),
        (TieMade("HELD_BY", "it", ("school",), since_of="it", until_of="it"),
         TieMade("ATTENDS", "trainee", ("it",), since_of="it", until_of="it")),
        fills=("it", "school"),
        means=(Meant("it.kind", "training"),),
    )


def _workers(registry: Registry) -> Layout:
    """One row for a member's post in a community: a roster, so without free text."""
    holds = registry.ties["HOLDS"]
    return Layout(
        "community_workers", "社区工作者岗位表", "sheet of community workers' posts",
        (Slot("it", ("InServiceMember",), makes=True), Slot("community", ("Division",))),
        (*made("it", registry.nodes["InServiceMember"], required=("id", "status")),
         *named("community", "任职社区", "community of the post", required=True,
                aliases=("所在社区", "所属社区")),
         # a roster of members with their communities, but without posts, is another sheet
         *(replace(c, required=c.field == "post")
           for c in shown(also(own_columns(holds), post=("岗位",)), post="社区工作者")),
         *also(period(holds, "上岗日期", "离岗日期"), since=("入职日期",))),
        (TieMade("HOLDS", "it", ("community",)),),
    )
