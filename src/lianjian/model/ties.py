"""The tie types. The picture above each says between which nodes it runs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from .base import BEGINNING, FOREVER, Attr, Since, Tie, Until

UNITS = "Enterprise|Institution"
MEMBERS = "Organization|Enterprise|Institution|Division|Building|BusinessDistrict|ServicePoint"


class PartOf(Tie):
    """A division lies in a higher one."""

    picture: ClassVar[str] = "(:Division)-[:PART_OF]->(:Division)"
    zh: ClassVar[str] = "隶属区划"
    en: ClassVar[str] = "part of"
    about: ClassVar[str] = "区划的上级区划"
    from_label: ClassVar[str] = "下级区划"
    to_label: ClassVar[str] = "所属区划"
    inline: ClassVar[str] = "上级代码"
    inline_en: ClassVar[str] = "parent code"
    inline_aliases: ClassVar[tuple[str, ...]] = ("上级区划", "上级区划代码")
    single: ClassVar[bool] = True


class Succeeds(Tie):
    """A division takes the place of a merged or renamed one."""

    picture: ClassVar[str] = "(:Division)-[:SUCCEEDS]->(:Division)"
    zh: ClassVar[str] = "承接区划"
    en: ClassVar[str] = "succeeds"
    about: ClassVar[str] = "合并、更名后的区划承接原区划"
    from_label: ClassVar[str] = "新区划"
    to_label: ClassVar[str] = "原区划"


class Adjoins(Tie):
    """Two divisions share a border; stored once, ends sorted."""

    picture: ClassVar[str] = "(:Division)-[:ADJOINS]->(:Division)"
    zh: ClassVar[str] = "毗邻"
    en: ClassVar[str] = "adjoins"
    about: ClassVar[str] = "两个区划接壤"
    from_label: ClassVar[str] = "毗邻甲方"
    to_label: ClassVar[str] = "毗邻乙方"
    symmetric: ClassVar[bool] = True


class LocatedIn(Tie):
    """Where something is: a unit has at most one address on a date."""

    picture: ClassVar[str] = (
        "(:Enterprise|Institution|Organization|Building|ServicePoint)-[:LOCATED_IN]->(:Division|Building)"
    )
    zh: ClassVar[str] = "地址"
    en: ClassVar[str] = "located in"
    about: ClassVar[str] = "所在楼宇或区划"
    from_label: ClassVar[str] = "定位对象"
    to_label: ClassVar[str] = "所在处"
    inline: ClassVar[str] = "所在地"
    inline_en: ClassVar[str] = "place"
    inline_aliases: ClassVar[tuple[str, ...]] = ("地址",)
    single: ClassVar[bool] = True


class InArea(Tie):
    """A unit or building belongs to a business district by decision, whatever the polygons say."""

    picture: ClassVar[str] = "(:Enterprise|Institution|Building)-[:IN_AREA]->(:BusinessDistrict)"
    zh: ClassVar[str] = "属于商圈"
    en: ClassVar[str] = "in area"
    about: ClassVar[str] = "认定属于某商圈；有此联系者不再按多边形判定"
    from_label: ClassVar[str] = "商圈成员"
    to_label: ClassVar[str] = "所属商圈"
    inline: ClassVar[str] = "商圈"
    inline_en: ClassVar[str] = "area"


class Superior(Tie):
    """An organization's superior."""

    picture: ClassVar[str] = "(:Organization)-[:SUPERIOR]->(:Organization)"
    zh: ClassVar[str] = "上级党组织"
    en: ClassVar[str] = "superior"
    about: ClassVar[str] = "上级党组织"
    from_label: ClassVar[str] = "下级党组织"
    to_label: ClassVar[str] = "直接上级党组织"
    inline: ClassVar[str] = "上级党组织"
    inline_en: ClassVar[str] = "superior"
    inline_aliases: ClassVar[tuple[str, ...]] = ("上级党组织名称",)
    single: ClassVar[bool] = True


class Covers(Tie):
    """An organization covers a unit (or, for building and area organizations, a place)."""

    picture: ClassVar[str] = "(:Organization)-[:COVERS]->(:Enterprise|Institution|Building|BusinessDistrict)"
    zh: ClassVar[str] = "覆盖"
    en: ClassVar[str] = "covers"
    about: ClassVar[str] = "单独建立或联合覆盖的单位；楼宇、区域党组织所在的楼宇、商圈"
    from_label: ClassVar[str] = "覆盖党组织"
    to_label: ClassVar[str] = "覆盖对象"


class Instructs(Tie):
    """An instructor, or the organization that sent one, and the unit or building instructed."""

    picture: ClassVar[str] = (
        "(:Organization|InServiceMember)-[:INSTRUCTS]->(:Enterprise|Institution|Building)"
    )
    zh: ClassVar[str] = "选派指导员"
    en: ClassVar[str] = "instructs"
    about: ClassVar[str] = "党建指导员（或派出党组织）与被指导的单位、楼宇"
    from_label: ClassVar[str] = "派出党组织"
    to_label: ClassVar[str] = "指导对象"
    inline: ClassVar[str] = "指导单位"
    inline_en: ClassVar[str] = "instructed unit"


class Counts(Tie):
    """A survey count is of a unit, or a count of members of an organization."""

    picture: ClassVar[str] = "(:Headcount)-[:COUNTS]->(:Enterprise|Institution|Organization)"
    zh: ClassVar[str] = "摸排单位"
    en: ClassVar[str] = "counts"
    about: ClassVar[str] = "摸排数所属单位；或党组织，其党员数"
    from_label: ClassVar[str] = "摸排数"
    to_label: ClassVar[str] = "被摸排单位"


class TermOf(Tie):
    """A term of office is of an organization."""

    picture: ClassVar[str] = "(:Term)-[:TERM_OF]->(:Organization)"
    zh: ClassVar[str] = "届期所属"
    en: ClassVar[str] = "term of"
    about: ClassVar[str] = "届期所属党组织"
    from_label: ClassVar[str] = "届期"
    to_label: ClassVar[str] = "换届党组织"


class FollowsUp(Tie):
    """A follow-up is of a unit."""

    picture: ClassVar[str] = "(:FollowUp)-[:FOLLOWS_UP]->(:Enterprise|Institution)"
    zh: ClassVar[str] = "整改对象"
    en: ClassVar[str] = "follows up"
    about: ClassVar[str] = "整改的单位"
    from_label: ClassVar[str] = "整改"
    to_label: ClassVar[str] = "整改单位"


class SurveyedAt(Tie):
    """Where the survey met the unit."""

    picture: ClassVar[str] = "(:Headcount)-[:SURVEYED_AT]->(:Division|Building)"
    zh: ClassVar[str] = "摸排地"
    en: ClassVar[str] = "surveyed at"
    about: ClassVar[str] = "摸排时单位所在的楼宇、社区或街道"
    from_label: ClassVar[str] = "摸排记录"
    to_label: ClassVar[str] = "摸排地点"


class CoBuilds(Tie):
    """Two organizations co-build; stored once, ends sorted."""

    picture: ClassVar[str] = "(:Organization)-[:CO_BUILDS]->(:Organization)"
    zh: ClassVar[str] = "共建"
    en: ClassVar[str] = "co-builds"
    about: ClassVar[str] = "两个党组织结对共建，可附协议"
    orders: ClassVar[tuple[tuple[str, ...], ...]] = (("since", "expires"),)
    from_label: ClassVar[str] = "共建甲方"
    to_label: ClassVar[str] = "共建乙方"
    symmetric: ClassVar[bool] = True

    agreement: Annotated[
        str | None, Attr("共建协议", "agreement", "协议名称或编号", ("协议",), example="2021 年共建协议")
    ] = None
    expires: Annotated[
        date | None,
        Attr("协议到期日", "agreement expires", "协议有效的最后一天", last_day=True, example="2022-12-31"),
    ] = None


class MemberOf(Tie):
    """A member of an alliance."""

    picture: ClassVar[str] = f"(:{MEMBERS})-[:MEMBER_OF]->(:Alliance)"
    zh: ClassVar[str] = "联盟成员"
    en: ClassVar[str] = "member of"
    about: ClassVar[str] = "参加联盟的组织、单位、区划或场所"
    orders: ClassVar[tuple[tuple[str, ...], ...]] = (("since", "expires"),)
    from_label: ClassVar[str] = "联盟成员"
    to_label: ClassVar[str] = "参加联盟"

    role: Annotated[str | None, Attr("角色", "role", "在联盟中的角色", ("职责",), example="成员单位")] = None
    agreement: Annotated[
        str | None, Attr("协议", "agreement", "协议名称或编号", ("共建协议",), example="2019 年联席会章程")
    ] = None
    expires: Annotated[
        date | None,
        Attr("协议到期日", "agreement expires", "协议有效的最后一天", last_day=True, example="2022-12-31"),
    ] = None
    since: Annotated[Since, Attr("加入日期", "joined", "加入日期", ("加入时间",), example="2019-03-01")] = (
        BEGINNING
    )
    until: Annotated[
        Until, Attr("退出日期", "left", "最后一天", ("退出时间",), inclusive=True, example="2021-12-31")
    ] = FOREVER


class Convenes(Tie):
    """Who convenes an alliance."""

    picture: ClassVar[str] = f"(:{MEMBERS})-[:CONVENES]->(:Alliance)"
    zh: ClassVar[str] = "牵头"
    en: ClassVar[str] = "convenes"
    about: ClassVar[str] = "联盟的牵头单位；牵头不等于成员"
    from_label: ClassVar[str] = "牵头方"
    to_label: ClassVar[str] = "牵头联盟"


class Coordinates(Tie):
    """The area an alliance is for."""

    picture: ClassVar[str] = "(:Alliance)-[:COORDINATES]->(:BusinessDistrict|Building)"
    zh: ClassVar[str] = "联盟区域"
    en: ClassVar[str] = "coordinates"
    about: ClassVar[str] = "联盟所协调的商圈、园区、市场、小区"
    from_label: ClassVar[str] = "协调联盟"
    to_label: ClassVar[str] = "联盟区域"


class HeldBy(Tie):
    """Who hosted an activity."""

    picture: ClassVar[str] = f"(:Activity)-[:HELD_BY]->(:{MEMBERS})"
    momentary: ClassVar[bool] = True
    zh: ClassVar[str] = "主办"
    en: ClassVar[str] = "held by"
    tells: ClassVar[str] = "from"
    about: ClassVar[str] = "活动的主办方"
    from_label: ClassVar[str] = "主办活动"
    to_label: ClassVar[str] = "主办方"
    inline: ClassVar[str] = "主办单位"
    inline_en: ClassVar[str] = "host"


class Under(Tie):
    """The alliance under which an activity took place."""

    picture: ClassVar[str] = "(:Activity)-[:UNDER]->(:Alliance)"
    momentary: ClassVar[bool] = True
    zh: ClassVar[str] = "所属联盟"
    en: ClassVar[str] = "under"
    tells: ClassVar[str] = "from"
    about: ClassVar[str] = "活动所属的联盟"
    from_label: ClassVar[str] = "联盟活动"
    to_label: ClassVar[str] = "活动所属联盟"
    inline: ClassVar[str] = "所属联盟"
    inline_en: ClassVar[str] = "alliance"


class Attends(Tie):
    """Who took part in an activity."""

    picture: ClassVar[str] = f"(:{MEMBERS})-[:ATTENDS]->(:Activity)"
    momentary: ClassVar[bool] = True
    zh: ClassVar[str] = "参加活动"
    en: ClassVar[str] = "attends"
    about: ClassVar[str] = "参加活动的组织、单位"
    from_label: ClassVar[str] = "参加方"
    to_label: ClassVar[str] = "参加活动"


class WorksAt(Tie):
    """Where an in-service member works."""

    picture: ClassVar[str] = f"(:InServiceMember)-[:WORKS_AT]->(:{UNITS})"
    zh: ClassVar[str] = "工作单位"
    en: ClassVar[str] = "works at"
    about: ClassVar[str] = "在职党员的工作单位，不论组织关系在何处"
    from_label: ClassVar[str] = "在职党员"
    to_label: ClassVar[str] = "任职单位"
    inline: ClassVar[str] = "工作单位"
    inline_en: ClassVar[str] = "employer"


class Holds(Tie):
    """A post held by a member, in an organization, a unit, a building or a division."""

    picture: ClassVar[str] = (
        "(:InServiceMember)-[:HOLDS]->(:Organization|Enterprise|Institution|Building|Division)"
    )
    zh: ClassVar[str] = "任职"
    en: ClassVar[str] = "holds a post"
    about: ClassVar[str] = "职务；兼职委员、书记、法定代表人等。同时任几处者为兼任"
    from_label: ClassVar[str] = "任职党员"
    to_label: ClassVar[str] = "任职对象"
    inline: ClassVar[str] = "任职处"
    inline_en: ClassVar[str] = "post at"

    post: Annotated[
        str | None, Attr("职务", "post", "所任职务", code="post", example="兼职委员")
    ] = None
    rank: Annotated[
        str | None, Attr("岗位等级", "rank of the post", "属于岗位", code="post_rank", example="三级")
    ] = None


class AffiliatedTo(Tie):
    """Where a member's formal affiliation lies."""

    picture: ClassVar[str] = "(:InServiceMember|DeliveryWorker)-[:AFFILIATED_TO]->(:Organization)"
    zh: ClassVar[str] = "组织关系"
    en: ClassVar[str] = "affiliated to"
    about: ClassVar[str] = "组织关系所在党组织；统计党员总数只看它"
    from_label: ClassVar[str] = "党员"
    to_label: ClassVar[str] = "隶属党组织"
    inline: ClassVar[str] = "组织关系所在党组织"
    inline_en: ClassVar[str] = "affiliation"
    single: ClassVar[bool] = True


class ReportsTo(Tie):
    """Two-way reporting: a member or worker reports to a community."""

    picture: ClassVar[str] = "(:InServiceMember|DeliveryWorker|Organization)-[:REPORTS_TO]->(:Division)"
    zh: ClassVar[str] = "报到"
    en: ClassVar[str] = "reports to"
    about: ClassVar[str] = "在职党员、从业者或单位党组织到社区报到"
    from_label: ClassVar[str] = "报到方"
    to_label: ClassVar[str] = "报到处"
    inline: ClassVar[str] = "报到社区"
    inline_en: ClassVar[str] = "community reported to"

    tasks: Annotated[
        list[str], Attr("认领任务", "tasks taken", "六项任务，可多项", code="report_task", example="志愿服务")
    ] = []


class BasedAt(Tie):
    """The station a worker belongs to."""

    picture: ClassVar[str] = "(:DeliveryWorker)-[:BASED_AT]->(:ServicePoint)"
    zh: ClassVar[str] = "所属站点"
    en: ClassVar[str] = "based at"
    about: ClassVar[str] = "从业者的站点；其位置即站点的位置"
    from_label: ClassVar[str] = "从业者"
    to_label: ClassVar[str] = "从业站点"
    inline: ClassVar[str] = "所属站点"
    inline_en: ClassVar[str] = "station"


class EmployedBy(Tie):
    """The platform company a worker delivers for."""

    picture: ClassVar[str] = "(:DeliveryWorker)-[:EMPLOYED_BY]->(:Enterprise)"
    zh: ClassVar[str] = "平台企业"
    en: ClassVar[str] = "employed by"
    about: ClassVar[str] = "从业者的平台企业"
    from_label: ClassVar[str] = "平台从业者"
    to_label: ClassVar[str] = "用工平台"
    inline: ClassVar[str] = "平台企业"
    inline_en: ClassVar[str] = "platform company"


class StandsFor(Tie):
    """Derived: a standing is of a unit."""

    picture: ClassVar[str] = f"(:Standing)-[:STANDS_FOR]->(:{UNITS})"
    zh: ClassVar[str] = "状态所属"
    en: ClassVar[str] = "stands for"
    about: ClassVar[str] = "派生：单位状态所属单位"
    from_label: ClassVar[str] = "单位状态"
    to_label: ClassVar[str] = "单位"
    derived: ClassVar[bool] = True


class InDistrict(Tie):
    """Derived: the district something lies in."""

    picture: ClassVar[str] = f"(:{MEMBERS})-[:IN_DISTRICT]->(:Division)"
    zh: ClassVar[str] = "所在区"
    en: ClassVar[str] = "in district"
    about: ClassVar[str] = "派生：所在的区；组织按自身地址、所覆盖单位、上级依次推定"
    from_label: ClassVar[str] = "对象"
    to_label: ClassVar[str] = "区"
    derived: ClassVar[bool] = True


class LiesIn(Tie):
    """Derived: the street and the community something lies in; a unit's are in its standing."""

    picture: ClassVar[str] = "(:Organization|Division|Building|ServicePoint)-[:LIES_IN]->(:Division)"
    zh: ClassVar[str] = "位于"
    en: ClassVar[str] = "lies in"
    about: ClassVar[str] = "派生：所在的街道与社区，推定同所在区；单位的见单位状态"
    from_label: ClassVar[str] = "对象"
    to_label: ClassVar[str] = "街道或社区"
    derived: ClassVar[bool] = True


class Within(Tie):
    """Derived: the business district a unit or building lies in, by tie or by polygon."""

    picture: ClassVar[str] = "(:Enterprise|Institution|Building)-[:WITHIN]->(:BusinessDistrict)"
    zh: ClassVar[str] = "位于商圈"
    en: ClassVar[str] = "within"
    about: ClassVar[str] = "派生：所在商圈；无认定者按多边形，单位随楼宇"
    from_label: ClassVar[str] = "对象"
    to_label: ClassVar[str] = "商圈"
    derived: ClassVar[bool] = True
