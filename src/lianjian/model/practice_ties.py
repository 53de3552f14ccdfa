"""Tie types of the practices. The picture above each says between which nodes it runs."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from .base import Attr, Tie
from .ties import MEMBERS, UNITS


class DispatchedTo(Tie):
    """A task is dispatched to somebody, who responds and handles it."""

    picture: ClassVar[str] = "(:Task)-[:DISPATCHED_TO]->(:Institution|Enterprise|Organization|Division|Team)"
    zh: ClassVar[str] = "派单"
    en: ClassVar[str] = "dispatched to"
    about: ClassVar[str] = "任务派给的部门、组织、街道或队伍；起始日期即派单日"
    orders: ClassVar[tuple[tuple[str, ...], ...]] = (("since", "responded", "done"),)
    from_label: ClassVar[str] = "派出任务"
    to_label: ClassVar[str] = "承办单位"

    responded: Annotated[
        date | None, Attr("响应日期", "responded", "到场或答复", ("报到日期",), example="2022-06-03")
    ] = None
    done: Annotated[date | None, Attr("办毕日期", "done", "该单位办完", example="2022-06-10")] = None


class Concerns(Tie):
    """What a task is about: a place or a unit."""

    picture: ClassVar[str] = (
        "(:Task)-[:CONCERNS]->(:Division|Building|BusinessDistrict|ServicePoint|Enterprise|Institution)"
    )
    zh: ClassVar[str] = "任务地点"
    en: ClassVar[str] = "concerns"
    about: ClassVar[str] = "任务所涉及的区划、楼宇、商圈、单位"
    from_label: ClassVar[str] = "涉及任务"
    to_label: ClassVar[str] = "涉及处"


class RaisedAt(Tie):
    """The meeting at which a matter was raised."""

    picture: ClassVar[str] = "(:Task)-[:RAISED_AT]->(:Activity)"
    zh: ClassVar[str] = "会上提出"
    en: ClassVar[str] = "raised at"
    about: ClassVar[str] = "事项在哪次会议、议事会上提出"
    from_label: ClassVar[str] = "会议事项"
    to_label: ClassVar[str] = "提出会议"


class OfDuty(Tie):
    """The duty a dispatched task belongs to."""

    picture: ClassVar[str] = "(:Task)-[:OF_DUTY]->(:Duty)"
    zh: ClassVar[str] = "任务职责"
    en: ClassVar[str] = "of duty"
    about: ClassVar[str] = "任务属于哪项职责"
    from_label: ClassVar[str] = "职责任务"
    to_label: ClassVar[str] = "任务所属职责"


class ResponsibleFor(Tie):
    """Who has a duty, a power or a delegated penalty."""

    picture: ClassVar[str] = "(:Division|Organization|Institution|Alliance)-[:RESPONSIBLE_FOR]->(:Duty)"
    zh: ClassVar[str] = "负责"
    en: ClassVar[str] = "responsible for"
    about: ClassVar[str] = "街道、社区、组织、联席会负有的职责，拥有的职权，受托的处罚"
    from_label: ClassVar[str] = "负责方"
    to_label: ClassVar[str] = "负责事项"

    document: Annotated[
        str | None, Attr("文号", "document", "清单、决定的文号", example="昆办发〔2020〕1 号")
    ] = None


class ExemptFrom(Tie):
    """What a street or community must not be made to do."""

    picture: ClassVar[str] = "(:Division)-[:EXEMPT_FROM]->(:Duty)"
    zh: ClassVar[str] = "免除"
    en: ClassVar[str] = "exempt from"
    about: ClassVar[str] = "负面清单：街道、社区不再承担的事项"
    from_label: ClassVar[str] = "免除方"
    to_label: ClassVar[str] = "免除事项"


class Admits(Tie):
    """A street's admission of a duty that a department hands down."""

    picture: ClassVar[str] = "(:Division)-[:ADMITS]->(:Duty)"
    zh: ClassVar[str] = "准入"
    en: ClassVar[str] = "admits"
    about: ClassVar[str] = "职责准入：经批准下放给街道、社区的事项"
    from_label: ClassVar[str] = "准入方"
    to_label: ClassVar[str] = "准入事项"

    document: Annotated[
        str | None, Attr("准入文号", "document", "批准的文号", example="桂准〔2021〕3 号")
    ] = None


class Funds(Tie):
    """Funds are of a community."""

    picture: ClassVar[str] = "(:Fund)-[:FUNDS]->(:Division)"
    zh: ClassVar[str] = "经费所属"
    en: ClassVar[str] = "funds"
    about: ClassVar[str] = "经费所属社区"
    from_label: ClassVar[str] = "经费"
    to_label: ClassVar[str] = "经费社区"


class Rates(Tie):
    """A rating is of the secretary post of an organization."""

    picture: ClassVar[str] = "(:Rating)-[:RATES]->(:Organization)"
    zh: ClassVar[str] = "星级所属"
    en: ClassVar[str] = "rates"
    about: ClassVar[str] = "星级所属党组织的书记岗位"
    from_label: ClassVar[str] = "岗位星级"
    to_label: ClassVar[str] = "评定党组织"


class ProvisionOf(Tie):
    """Counts and stocks are of a place."""

    picture: ClassVar[str] = "(:Provision)-[:PROVISION_OF]->(:ServicePoint|Institution|Building)"
    zh: ClassVar[str] = "保障所属"
    en: ClassVar[str] = "provision of"
    about: ClassVar[str] = "保障数所属的场所"
    from_label: ClassVar[str] = "保障数"
    to_label: ClassVar[str] = "统计场所"


class TeamOf(Tie):
    """Whose team it is."""

    picture: ClassVar[str] = "(:Team)-[:TEAM_OF]->(:Organization|Enterprise|Institution|Division)"
    zh: ClassVar[str] = "队伍所属"
    en: ClassVar[str] = "team of"
    about: ClassVar[str] = "队伍所属的组织、单位或区划"
    from_label: ClassVar[str] = "所属队伍"
    to_label: ClassVar[str] = "队伍归属"
    inline: ClassVar[str] = "队伍归属"
    inline_en: ClassVar[str] = "team of"


class InTeam(Tie):
    """A person's team."""

    picture: ClassVar[str] = "(:DeliveryWorker|InServiceMember|Volunteer)-[:IN_TEAM]->(:Team)"
    zh: ClassVar[str] = "入队"
    en: ClassVar[str] = "in team"
    about: ClassVar[str] = "从业者、党员、志愿者所在的队伍"
    from_label: ClassVar[str] = "队员"
    to_label: ClassVar[str] = "所在队伍"
    inline: ClassVar[str] = "所在队伍"
    inline_en: ClassVar[str] = "team"


class Offers(Tie):
    """Who offers a resource."""

    picture: ClassVar[str] = f"(:{MEMBERS})-[:OFFERS]->(:Resource)"
    zh: ClassVar[str] = "提供资源"
    en: ClassVar[str] = "offers"
    tells: ClassVar[str] = "to"
    about: ClassVar[str] = "资源由谁提供"
    from_label: ClassVar[str] = "提供方"
    to_label: ClassVar[str] = "提供的资源"


class Seeks(Tie):
    """Who has a need."""

    picture: ClassVar[str] = f"(:{MEMBERS})-[:SEEKS]->(:Need)"
    zh: ClassVar[str] = "提出需求"
    en: ClassVar[str] = "seeks"
    tells: ClassVar[str] = "to"
    about: ClassVar[str] = "需求由谁提出"
    from_label: ClassVar[str] = "需求方"
    to_label: ClassVar[str] = "提出的需求"


class Undertakes(Tie):
    """Who undertakes a project."""

    picture: ClassVar[str] = f"(:{MEMBERS}|Alliance)-[:UNDERTAKES]->(:Project)"
    zh: ClassVar[str] = "承担项目"
    en: ClassVar[str] = "undertakes"
    tells: ClassVar[str] = "to"
    about: ClassVar[str] = "项目由谁承担；联席会的项目由联席会承担"
    from_label: ClassVar[str] = "项目承担方"
    to_label: ClassVar[str] = "承担的项目"


class DrawsOn(Tie):
    """A project uses a resource."""

    picture: ClassVar[str] = "(:Project)-[:DRAWS_ON]->(:Resource)"
    zh: ClassVar[str] = "使用资源"
    en: ClassVar[str] = "draws on"
    about: ClassVar[str] = "项目使用的资源"
    from_label: ClassVar[str] = "使用项目"
    to_label: ClassVar[str] = "使用的资源"


class Meets(Tie):
    """A project meets a need."""

    picture: ClassVar[str] = "(:Project)-[:MEETS]->(:Need)"
    zh: ClassVar[str] = "回应需求"
    en: ClassVar[str] = "meets"
    about: ClassVar[str] = "项目回应的需求"
    from_label: ClassVar[str] = "回应项目"
    to_label: ClassVar[str] = "回应的需求"


class LinksUp(Tie):
    """The next higher service point or joint conference of a chain."""

    picture: ClassVar[str] = "(:ServicePoint|Alliance)-[:LINKS_UP]->(:ServicePoint|Alliance)"
    zh: ClassVar[str] = "对接上级"
    en: ClassVar[str] = "links up"
    about: ClassVar[str] = "服务中心、联席会的上一级"
    from_label: ClassVar[str] = "下级机制"
    to_label: ClassVar[str] = "上级机制"
    single: ClassVar[bool] = True


class CaresFor(Tie):
    """Who cares for the elderly of a community, in one of five ways."""

    picture: ClassVar[str] = f"(:Organization|{UNITS}|ServicePoint|Team)-[:CARES_FOR]->(:Division)"
    zh: ClassVar[str] = "养老照护"
    en: ClassVar[str] = "cares for"
    about: ClassVar[str] = "邻里、企业、社区、社工、医生五种照护"
    from_label: ClassVar[str] = "照护方"
    to_label: ClassVar[str] = "照护社区"

    kind: Annotated[
        str | None, Attr("照护方式", "kind of care", "五种之一", code="care_kind", example="社工")
    ] = None


class Manages(Tie):
    """A side of the property management of a residential compound."""

    picture: ClassVar[str] = f"(:{UNITS})-[:MANAGES]->(:Building)"
    zh: ClassVar[str] = "小区治理"
    en: ClassVar[str] = "manages"
    about: ClassVar[str] = "居委会、业委会、物业企业与小区"
    from_label: ClassVar[str] = "治理方"
    to_label: ClassVar[str] = "治理小区"

    side: Annotated[
        str | None, Attr("治理角色", "side", "三方之一", code="side", example="物业企业")
    ] = None


class GivesAccess(Tie):
    """A compound's agreement with a platform company on access for its couriers."""

    picture: ClassVar[str] = "(:Building)-[:GIVES_ACCESS]->(:Enterprise)"
    zh: ClassVar[str] = "通行约定"
    en: ClassVar[str] = "gives access"
    about: ClassVar[str] = "小区与平台企业关于进门的约定"
    from_label: ClassVar[str] = "约定小区"
    to_label: ClassVar[str] = "约定平台"

    access: Annotated[
        str | None, Attr("通行方式", "access", "能否进门", code="access", example="登记通行")
    ] = None


class SetUpFor(Tie):
    """The task a temporary or functional organization was set up for."""

    picture: ClassVar[str] = "(:Organization)-[:SET_UP_FOR]->(:Task)"
    zh: ClassVar[str] = "为任务组建"
    en: ClassVar[str] = "set up for"
    about: ClassVar[str] = "临时、功能型党组织为之组建的任务"
    from_label: ClassVar[str] = "临时组织"
    to_label: ClassVar[str] = "组建任务"


class PostedTo(Tie):
    """Where a member is posted, works regularly or was sent in; affiliation stays elsewhere."""

    picture: ClassVar[str] = "(:InServiceMember)-[:POSTED_TO]->(:Division|Organization)"
    zh: ClassVar[str] = "下派"
    en: ClassVar[str] = "posted to"
    about: ClassVar[str] = "常态化下沉、选派到社区，或派入闭环；组织关系不动，不进党员总数"
    from_label: ClassVar[str] = "下派党员"
    to_label: ClassVar[str] = "下派处"
    inline: ClassVar[str] = "下派处"
    inline_en: ClassVar[str] = "posted to"

    kind: Annotated[
        str | None, Attr("下派方式", "kind of posting", "种类", code="posting_kind", example="常态化下沉")
    ] = None
    days: Annotated[
        float | None, Attr("每月在岗天数", "days a month", "月均", unit="天", example="5", most=31)
    ] = None


class ThemeDayWith(Tie):
    """A community organization and a unit hold the theme day together."""

    picture: ClassVar[str] = f"(:Organization)-[:THEME_DAY_WITH]->(:{UNITS})"
    zh: ClassVar[str] = "联办主题党日"
    en: ClassVar[str] = "theme day with"
    about: ClassVar[str] = "社区党组织与驻区单位联办主题党日"
    from_label: ClassVar[str] = "联办社区党组织"
    to_label: ClassVar[str] = "联办单位"


class CommitsTo(Tie):
    """What one side has undertaken towards the other: an industry and a territory, each way a tie."""

    picture: ClassVar[str] = "(:Organization)-[:COMMITS_TO]->(:Organization)"
    zh: ClassVar[str] = "双向约束"
    en: ClassVar[str] = "commits to"
    about: ClassVar[str] = "行业与属地之间的责任、协商、考核、评价，一个方向一条"
    from_label: ClassVar[str] = "约束甲方"
    to_label: ClassVar[str] = "约束乙方"

    forms: Annotated[
        list[str], Attr("约束方式", "forms", "可多项", code="mutual_form", example="公开承诺")
    ] = []


class DonatesTo(Tie):
    """A donation of goods."""

    picture: ClassVar[str] = (
        f"(:Organization|{UNITS})-[:DONATES_TO]->(:Organization|Institution|ServicePoint)"
    )
    momentary: ClassVar[bool] = True
    zh: ClassVar[str] = "捐赠"
    en: ClassVar[str] = "donates to"
    about: ClassVar[str] = "捐赠方、受赠方与物资价值；起始日期即捐赠日"
    from_label: ClassVar[str] = "捐赠方"
    to_label: ClassVar[str] = "受赠方"

    value: Annotated[
        float | None, Attr("物资价值", "value", "折合金额", unit="万元", example="2.5")
    ] = None
    goods: Annotated[str | None, Attr("捐赠物资", "goods", "品名", example="图书")] = None
    served_group: Annotated[
        str | None, Attr("受益人群", "group benefited", "给谁用", code="served_group", example="留守儿童")
    ] = None


class Serves(Tie):
    """A service activity and the place it served."""

    picture: ClassVar[str] = "(:Activity)-[:SERVES]->(:Institution|ServicePoint|Building|Division)"
    momentary: ClassVar[bool] = True
    zh: ClassVar[str] = "服务对象"
    en: ClassVar[str] = "serves"
    tells: ClassVar[str] = "from"
    about: ClassVar[str] = "服务活动去了哪里"
    from_label: ClassVar[str] = "服务活动"
    to_label: ClassVar[str] = "服务去处"
