"""The node types. Each class is the only place that says what the type is."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from .base import BEGINNING, FOREVER, Attr, Node, Since, Until


def _name(label: str, en: str, example: str, *aliases: str) -> Attr:
    return Attr(label, en, "全称", aliases, example=example)


Alias = Annotated[
    str | None, Attr("别名", "alias", "简称、曾用名，多个以顿号分隔", ("简称", "曾用名"), example="新百")
]
Longitude = Annotated[float | None, Attr("经度", "longitude", "存为 WGS-84", unit="°E", example="118.7789")]
Latitude = Annotated[float | None, Attr("纬度", "latitude", "存为 WGS-84", unit="°N", example="32.0437")]
CREDIT_CODE = Attr(
    "统一社会信用代码",
    "unified social credit code",
    "18 位，GB 32100-2015",
    ("信用代码", "社会信用代码"),
    example="91320102MA0010010X",
    key=True,
)
STATED = Attr("数据日期", "stated", "所载值的摸排日期；无日期的表为空", derived=True)


class Division(Node):
    """An administrative division at one level, in one edition of one coding scheme."""

    zh: ClassVar[str] = "区划"
    en: ClassVar[str] = "division"
    about: ClassVar[str] = "市、区、街道、社区、网格；代码须连同编码方案与版本才唯一"
    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("scheme", "edition", "code"),)

    code: Annotated[str, Attr("区划代码", "division code", "方案内的代码", key=True, example="320102003")]
    name: Annotated[str, _name("区划名称", "division name", "新街口街道")]
    level: Annotated[str, Attr("级别", "level", "层级", ("层级",), code="level", example="街道")]
    scheme: Annotated[
        str, Attr("编码方案", "coding scheme", "统计用区划代码或民政代码", code="scheme", example="统计")
    ] = "nbs"
    edition: Annotated[str, Attr("版本", "edition", "代码版本年份", ("年版",), example="2023")] = "2023"
    pseudo: Annotated[
        bool, Attr("统计虚拟单元", "pseudo-unit", "统计上的开发区等，不是街道", example="否")
    ] = False
    grid: Annotated[
        str | None, Attr("网格类型", "grid kind", "网格的种类", code="grid_kind", example="全科网格")
    ] = None
    lon: Longitude = None
    lat: Latitude = None
    alias: Alias = None
    since: Annotated[Since, Attr("设立日期", "established", "区划设立日期", example="2013-02-08")] = BEGINNING
    until: Annotated[
        Until, Attr("撤销日期", "abolished", "最后一天", inclusive=True, example="2023-06-30")
    ] = FOREVER


class Organization(Node):
    """A Party organization of any kind."""

    zh: ClassVar[str] = "党组织"
    en: ClassVar[str] = "Party organization"
    about: ClassVar[str] = "党委、党总支、党支部、联合党支部等；给单位定类的只有单独建立的与联合党支部"
    apart: ClassVar[str] = "superior"

    code: Annotated[str | None, Attr("党组织代码", "organization code", "全国党组织代码", key=True)] = None
    name: Annotated[str, _name("党组织名称", "organization name", "双三科技党委")]
    kind: Annotated[
        str | None,
        Attr(
            "组建方式",
            "kind",
            "组织种类",
            ("党组织类型", "组织类型"),
            code="organization_kind",
            example="单独建立党支部",
        ),
    ] = None
    set_up_by: Annotated[
        str | None, Attr("组建主体", "set up by", "由谁牵头组建", code="set_up_by", example="物业企业")
    ] = None
    alias: Alias = None
    since: Annotated[Since, Attr("成立日期", "founded", "批准成立日期", example="2016-07-01")] = BEGINNING
    until: Annotated[
        Until, Attr("撤销日期", "dissolved", "最后一天", inclusive=True, example="2021-12-31")
    ] = FOREVER


class Unit(Node):
    """What enterprises and institutions share."""

    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("name",))
    apart: ClassVar[str] = "street"

    code: Annotated[str | None, CREDIT_CODE] = None
    alias: Alias = None
    since: Annotated[Since, Attr("成立日期", "founded", "登记成立日期", example="2012-03-15")] = BEGINNING
    until: Annotated[
        Until,
        Attr("注销日期", "deregistered", "最后一天", ("终止日期",), inclusive=True, example="2021-12-31"),
    ] = FOREVER


class Enterprise(Unit):
    """An enterprise, a platform company or a merchant (self-employed)."""

    zh: ClassVar[str] = "企业"
    en: ClassVar[str] = "enterprise"
    about: ClassVar[str] = "非公企业入表 27；个体工商户单列，不入表；国有、集体企业不入表"

    name: Annotated[str, _name("企业名称", "enterprise name", "金陵百货有限公司")]
    kind: Annotated[
        str | None,
        Attr("企业类型", "enterprise kind", "登记类型", code="enterprise_kind", example="私营企业"),
    ] = None
    industry: Annotated[
        str | None,
        Attr(
            "行业门类",
            "industry",
            "GB/T 4754 门类",
            ("行业", "所属行业"),
            code="industry",
            example="批发和零售业",
        ),
    ] = None
    control: Annotated[
        str | None,
        Attr("控股情况", "control", "谁控股，表 27 的各栏", code="control", example="私有经济控制"),
    ] = None
    stated: Annotated[date | None, STATED] = None


class Institution(Unit):
    """A unit that is no enterprise: a social organization, a public institution, an authority."""

    zh: ClassVar[str] = "机构"
    en: ClassVar[str] = "institution"
    about: ClassVar[str] = "社会组织入表 30；机关、事业单位不入表"

    name: Annotated[str, _name("机构名称", "institution name", "玄武区电商协会")]
    kind: Annotated[
        str | None, Attr("机构类型", "institution kind", "种类", code="institution_kind", example="社会团体")
    ] = None
    industry: Annotated[
        str | None,
        Attr("行业门类", "industry", "GB/T 4754 门类", ("行业", "所属行业"), code="industry", example="教育"),
    ] = None
    stated: Annotated[date | None, STATED] = None


class Headcount(Node):
    """A street's count of a unit's staff and members on a survey date; it holds until the next one."""

    zh: ClassVar[str] = "摸排数"
    en: ClassVar[str] = "headcount"
    about: ClassVar[str] = "某日摸排的从业人员、党员数与工作覆盖方式，到下一次摸排为止有效"
    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("@subject", "since"),)
    names: ClassVar[tuple[str, ...]] = ()
    fact_of: ClassVar[str] = "COUNTS"

    staff: Annotated[
        int | None,
        Attr("从业人员", "staff", "从业人员数", ("职工人数", "从业人数"), unit="人", example="120"),
    ] = None
    members: Annotated[
        int | None, Attr("党员人数", "members", "正式与预备党员", ("党员数",), unit="人", example="6")
    ] = None
    full_members: Annotated[
        int | None,
        Attr("其中正式党员", "full members", "正式党员", ("正式党员", "正式党员数"), unit="人", example="5"),
    ] = None
    work: Annotated[
        list[str],
        Attr(
            "工作覆盖方式",
            "work coverage",
            "指导员、联络员、工会、团组织，可多项",
            ("工作覆盖",),
            code="work",
            example="指导员",
        ),
    ] = []
    since: Annotated[
        Since, Attr("摸排日期", "survey date", "数据日期", ("调查日期", "摸排时间"), example="2022-03-31")
    ] = BEGINNING


class FollowUp(Node):
    """What is to be done about a unit's gap, as a ledger has it; it holds until the next ledger's."""

    zh: ClassVar[str] = "整改"
    en: ClassVar[str] = "follow-up"
    about: ClassVar[str] = "台账上对一个单位的整改：措施、责任单位、时限、完成情况；到下一份台账为止有效"
    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("@subject", "since"),)
    names: ClassVar[tuple[str, ...]] = ()
    fact_of: ClassVar[str] = "FOLLOWS_UP"

    measure: Annotated[
        str | None, Attr("整改措施", "measure", "做什么", ("措施",), example="单独建立党支部")
    ] = None
    responsible: Annotated[
        str | None, Attr("责任单位", "responsible", "由哪个单位负责", example="新街口街道党工委")
    ] = None
    due: Annotated[
        date | None, Attr("完成时限", "due", "最后一天", ("整改时限",), last_day=True, example="2022-09-30")
    ] = None
    done: Annotated[
        date | None,
        Attr("完成情况", "done", "完成的日期；未完成留空", ("完成日期",), example="2022-09-15"),
    ] = None
    since: Annotated[
        Since, Attr("台账日期", "ledger date", "台账的截至日期", example="2022-06-30")
    ] = BEGINNING


class Term(Node):
    """An organization's term of office, from its election or appointment until the next one."""

    zh: ClassVar[str] = "届期"
    en: ClassVar[str] = "term of office"
    about: ClassVar[str] = "党组织一届班子，自换届（或委任）之日起；任期年限由规则 R7 定"
    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("@subject", "since"),)
    names: ClassVar[tuple[str, ...]] = ()
    fact_of: ClassVar[str] = "TERM_OF"
    orders: ClassVar[tuple[tuple[str, ...], ...]] = (("since", "extended"),)

    appointed: Annotated[bool, Attr("委任", "appointed", "上级委任，不计任期", example="否")] = False
    extended: Annotated[
        date | None,
        Attr("批准延期至", "extended to", "经批准延期的最后一天", last_day=True, example="2023-06-30"),
    ] = None
    size: Annotated[
        int | None, Attr("班子人数", "seats", "委员会委员数；不设委员会为空", unit="人", example="5")
    ] = None
    since: Annotated[
        Since, Attr("换届日期", "elected", "选举或委任日期", ("选举日期",), example="2020-07-01")
    ] = BEGINNING


class Building(Node):
    """An office building, a residential compound or the like."""

    zh: ClassVar[str] = "楼宇"
    en: ClassVar[str] = "building"
    about: ClassVar[str] = "商务楼宇、住宅小区、商业综合体"

    code: Annotated[str | None, Attr("楼宇编号", "building code", "本地编号", key=True)] = None
    name: Annotated[str, _name("楼宇名称", "building name", "德基大厦", "小区名称")]
    kind: Annotated[
        str | None, Attr("楼宇类型", "building kind", "种类", code="building_kind", example="商务楼宇")
    ] = None
    lon: Longitude = None
    lat: Latitude = None
    alias: Alias = None
    since: Annotated[Since, Attr("建成日期", "built", "投用日期", example="2006-01-01")] = BEGINNING
    until: Annotated[Until, Attr("拆除日期", "demolished", "最后一天", inclusive=True)] = FOREVER


class BusinessDistrict(Node):
    """An area that overlaps streets and is never the child of one."""

    zh: ClassVar[str] = "商圈"
    en: ClassVar[str] = "business district"
    about: ClassVar[str] = "商圈、园区、市场；范围可跨街道、跨区，各行相加无意义"

    code: Annotated[str | None, Attr("商圈编号", "area code", "本地编号", key=True)] = None
    name: Annotated[str, _name("商圈名称", "area name", "新街口商圈", "园区名称", "市场名称")]
    kind: Annotated[
        str | None, Attr("商圈类型", "area kind", "商圈、园区或市场", code="area_kind", example="商圈")
    ] = None
    polygon: Annotated[
        str | None, Attr("范围", "polygon", "WKT 多边形，存为 WGS-84", ("边界",), example="POLYGON ((…))")
    ] = None
    area: Annotated[
        float | None, Attr("面积", "area", "导入时由范围算出", unit="平方公里", derived=True)
    ] = None
    alias: Alias = None


class ServicePoint(Node):
    """A Party–mass service centre, a rest station or a delivery station."""

    zh: ClassVar[str] = "服务点"
    en: ClassVar[str] = "service point"
    about: ClassVar[str] = "党群服务中心、驿站、配送站点"

    code: Annotated[str | None, Attr("服务点编号", "point code", "本地编号", key=True)] = None
    name: Annotated[str, _name("服务点名称", "point name", "新街口宁小蜂驿站", "站点名称")]
    kind: Annotated[
        str | None, Attr("服务点类型", "point kind", "种类", code="point_kind", example="驿站")
    ] = None
    level: Annotated[
        str | None, Attr("服务点级别", "point level", "市、区、街道、社区", code="level", example="社区")
    ] = None
    capacity: Annotated[
        int | None, Attr("容纳人数", "capacity", "能容多少人", unit="人", example="80")
    ] = None
    facilities: Annotated[
        list[str], Attr("设施", "facilities", "可多项", code="facility", example="饮水")
    ] = []
    lon: Longitude = None
    lat: Latitude = None
    alias: Alias = None
    since: Annotated[Since, Attr("启用日期", "opened", "启用日期", example="2020-05-01")] = BEGINNING
    until: Annotated[Until, Attr("停用日期", "closed", "最后一天", inclusive=True)] = FOREVER


class Alliance(Node):
    """An alliance of organizations, units and areas: a joint conference, adjacent-area co-building."""

    zh: ClassVar[str] = "联盟"
    en: ClassVar[str] = "alliance"
    about: ClassVar[str] = "党建联席会、共建联盟、毗邻党建等"

    code: Annotated[str | None, Attr("联盟编号", "alliance code", "本地编号", key=True)] = None
    name: Annotated[str, _name("联盟名称", "alliance name", "新街口商圈党建联席会")]
    kind: Annotated[
        str | None,
        Attr("联盟类型", "alliance kind", "种类", ("类型",), code="alliance_kind", example="党建联席会"),
    ] = None
    level: Annotated[
        str | None, Attr("联盟级别", "alliance level", "市、区、街道、社区", code="level", example="街道")
    ] = None
    sessions: Annotated[
        int | None, Attr("每年应开次数", "sessions a year", "例会制度", unit="次", example="4")
    ] = None
    alias: Alias = None
    since: Annotated[Since, Attr("成立日期", "founded", "成立日期", example="2019-03-01")] = BEGINNING
    until: Annotated[Until, Attr("终止日期", "ended", "最后一天", inclusive=True, example="2021-12-31")] = (
        FOREVER
    )


class Activity(Node):
    """Something organizations did together on a day."""

    zh: ClassVar[str] = "活动"
    en: ClassVar[str] = "activity"
    about: ClassVar[str] = "主题党日、论坛、联席会议等一次活动"
    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("name", "since"))
    momentary: ClassVar[bool] = True

    code: Annotated[str | None, Attr("活动编号", "activity code", "本地编号", key=True)] = None
    name: Annotated[str, _name("活动名称", "activity name", "初心论坛")]
    kind: Annotated[
        str | None, Attr("活动类型", "activity kind", "种类", code="activity_kind", example="主题党日")
    ] = None
    served_group: Annotated[
        str | None, Attr("服务人群", "group served", "服务谁", code="served_group", example="老年人")
    ] = None
    person_times: Annotated[
        int | None, Attr("服务人次", "person-times", "服务的人次", unit="人次", example="30")
    ] = None
    since: Annotated[
        Since, Attr("活动日期", "activity date", "开始的一天", ("举办日期",), example="2021-06-25")
    ] = BEGINNING
    until: Annotated[Until, Attr("活动结束日期", "activity end", "最后一天", inclusive=True)] = FOREVER


class Person(Node):
    """What the two kinds of persons share: a pseudonym, and an identity that never leaves memory."""

    identity: ClassVar[tuple[tuple[str, ...], ...]] = (("id",),)
    names: ClassVar[tuple[str, ...]] = ()
    person: ClassVar[bool] = True

    id: Annotated[
        str,
        Attr(
            "证件号码",
            "identity number",
            "只在内存中化名，从不保存",
            ("身份证号", "身份证号码", "公民身份号码"),
            key=True,
            personal=True,
            identity=True,
        ),
    ]


class DeliveryWorker(Person):
    """A worker of the new employment groups, known by a pseudonym only."""

    zh: ClassVar[str] = "新就业群体从业者"
    en: ClassVar[str] = "delivery worker"
    about: ClassVar[str] = "快递员、外卖骑手、网约车与货车司机；只有化名，位置是站点的位置"

    occupation: Annotated[
        str, Attr("职业", "occupation", "职业种类", ("从业类别",), code="occupation", example="外卖骑手")
    ]
    status: Annotated[
        str | None,
        Attr("党员身份", "member status", "正式、预备或群众", code="member_status", example="正式党员"),
    ] = None
    since: Annotated[Since, Attr("入职日期", "joined", "入职日期", example="2021-03-01")] = BEGINNING
    until: Annotated[Until, Attr("离职日期", "left", "最后一天", inclusive=True)] = FOREVER


class InServiceMember(Person):
    """An in-service member, known by a pseudonym only."""

    zh: ClassVar[str] = "在职党员"
    en: ClassVar[str] = "in-service member"
    about: ClassVar[str] = "在职党员；只有化名。工作单位与组织关系可以不同（流动党员）"

    status: Annotated[
        str,
        Attr("党员类别", "membership", "正式或预备", ("党员类型",), code="membership", example="正式党员"),
    ]
    since: Annotated[Since, Attr("入党日期", "admitted", "入党日期", example="2015-07-01")] = BEGINNING
    until: Annotated[Until, Attr("出党日期", "left", "最后一天", inclusive=True)] = FOREVER


class ImportRun(Node):
    """One import: when, from which sources, with which result. It is no record and in no comparison."""

    zh: ClassVar[str] = "导入批次"
    en: ClassVar[str] = "import run"
    about: ClassVar[str] = "每次导入留痕：时间、来源、结果、目的与合法性基础"
    derived: ClassVar[bool] = True
    names: ClassVar[tuple[str, ...]] = ()

    at: Annotated[str, Attr("时间", "at", "ISO 8601 时间")]
    purpose: Annotated[str | None, Attr("目的", "purpose", "处理目的")] = None
    basis: Annotated[str | None, Attr("合法性基础", "legal basis", "个人信息保护法第十三条")] = None
    files: Annotated[list[str], Attr("来源", "files", "本次导入的来源")] = []
    key_check: Annotated[
        str | None, Attr("密钥校验值", "key check", "所用化名密钥的校验值；与密钥本身无关可逆")
    ] = None
    created: Annotated[int, Attr("新增", "created", "新增条数", unit="条")] = 0
    updated: Annotated[int, Attr("更新", "updated", "更新条数", unit="条")] = 0
    unchanged: Annotated[int, Attr("不变", "unchanged", "不变条数", unit="条")] = 0
    removed: Annotated[int, Attr("移除", "removed", "移除条数", unit="条")] = 0
    rejected: Annotated[int, Attr("退回", "rejected", "部分导入时退回的行数", unit="行")] = 0


class Standing(Node):
    """Derived: how a unit stands during one period: place, counts and the rank of its organization.

    ``rank`` is 4 committee, 3 general branch, 2 branch, 1 joint branch, 0 none. ``form`` is the
    official table (27 enterprises, 30 social organizations, empty when in neither). Counts are null
    where unknown; ``counted`` tells whether any count or roster says something about members.
    Thresholds stay in the questions.
    """

    zh: ClassVar[str] = "单位状态"
    en: ClassVar[str] = "standing"
    about: ClassVar[str] = "派生：单位在一段时期内的位置、人数与组织状况，每次导入后重算"
    derived: ClassVar[bool] = True
    names: ClassVar[tuple[str, ...]] = ()

    unit: Annotated[str, Attr("单位标识", "unit id", "所属单位", key=True)]
    form: Annotated[str, Attr("统计表", "form", "27、30 或空", code="form")]
    kind: Annotated[str, Attr("单位类型", "unit kind", "企业或机构类型", code="unit_kind")]
    industry: Annotated[str, Attr("行业门类", "industry", "GB/T 4754 门类或空", code="industry")]
    district: Annotated[str, Attr("所在区", "district", "区划标识或空", key=True)]
    street: Annotated[str, Attr("所在街道", "street", "区划标识或空", key=True)]
    community: Annotated[str, Attr("所在社区", "community", "区划标识或空", key=True)]
    building: Annotated[str, Attr("所在楼宇", "building", "楼宇标识或空", key=True)]
    rank: Annotated[int, Attr("组织级别", "rank", "4 党委 3 总支 2 支部 1 联合 0 无")]
    counted: Annotated[bool, Attr("已摸排", "counted", "当日是否有党员数")]
    staff: Annotated[int | None, Attr("从业人员", "staff", "", unit="人")] = None
    members: Annotated[int | None, Attr("党员人数", "members", "", unit="人")] = None
    full_members: Annotated[int | None, Attr("正式党员", "full members", "", unit="人")] = None
    instructor: Annotated[bool, Attr("指导员", "instructor", "有党建指导员")]
    liaison: Annotated[bool, Attr("联络员", "liaison", "有联络员")]
    trade_union: Annotated[bool, Attr("工会", "trade union", "有工会")]
    youth_league: Annotated[bool, Attr("团组织", "youth league", "有团组织")]
