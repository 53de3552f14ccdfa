"""Sheets of industry and territory, and of adjacent areas: who has undertaken what towards whom."""

from __future__ import annotations

from ...model import Registry
from ..layout import SOURCE_COLUMN, Layout, Slot, TieMade, made, named, own_columns, period


def layouts(registry: Registry) -> tuple[Layout, ...]:
    """The list of mutual commitments with their projects, and the list of adjacent partners."""
    return _commitments(registry), _adjacent(registry)


def _commitments(registry: Registry) -> Layout:
    """A row is what one side has undertaken towards the other, with a project of its list if it has one."""
    commits, undertakes = registry.ties["COMMITS_TO"], registry.ties["UNDERTAKES"]
    project = made("project", registry.nodes["Project"])
    return Layout(
        "commitments", "行业属地双向清单", "list of mutual commitments of industry and territory",
        (Slot("side", ("Organization",)), Slot("other", ("Organization",)),
         Slot("project", ("Project",), makes=True), Slot("need", ("Need",)), Slot("resource", ("Resource",))),
        (*named("side", "责任方", "side that commits", required=True, example="杭州市卫生健康行业党委"),
         *named("other", "对应方", "side committed to", required=True, example="上城区属地党建工作委员会"),
         *own_columns(commits), *period(commits, "责任起始日期", "责任截止日期"),
         *project, *period(undertakes, "承担起始日期", "承担截止日期"),
         *named("need", "回应需求", "need met"), *named("resource", "使用资源", "resource used"),
         SOURCE_COLUMN),
        (TieMade("COMMITS_TO", "side", ("other",)),
         TieMade("UNDERTAKES", "side", ("project",), since_of="project", until_of="project"),
         TieMade("MEETS", "project", ("need",), since_of="project", until_of="project"),
         TieMade("DRAWS_ON", "project", ("resource",), since_of="project", until_of="project")),
        fills=("side", "other"),
    )


def _adjacent(registry: Registry) -> Layout:
    """A row is two divisions that adjoin, the organizations that co-build across, a project of theirs."""
    adjoins, builds = registry.ties["ADJOINS"], registry.ties["CO_BUILDS"]
    return Layout(
        "adjacent_pairs", "毗邻党建结对表", "list of adjacent partners",
        (Slot("here", ("Division",)), Slot("there", ("Division",)), Slot("near", ("Organization",)),
         Slot("far", ("Organization",)), Slot("project", ("Project",), makes=True)),
        (*named("here", "毗邻甲地", "first area", required=True, example="金泽镇"),
         *named("there", "毗邻乙地", "second area", required=True, example="西塘镇"),
         *period(adjoins, "接壤起始日期", "接壤截止日期"),
         *named("near", "甲地党组织", "first organization"),
         *named("far", "乙地党组织", "second organization"),
         *own_columns(builds), *period(builds, "结对起始日期", "结对截止日期"),
         *made("project", registry.nodes["Project"]), SOURCE_COLUMN),
        (TieMade("ADJOINS", "here", ("there",)), TieMade("CO_BUILDS", "near", ("far",)),
         TieMade("UNDERTAKES", "near", ("project",), since_of="project", until_of="project"),
         TieMade("UNDERTAKES", "far", ("project",), since_of="project", until_of="project")),
        fills=("here", "there", "near", "far"),
    )
