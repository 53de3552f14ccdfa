"""Node types of the practices: tasks, duties, lists, teams, funds and what is published about them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from .base import BEGINNING, FOREVER, Attr, Node, Since, Until
from .nodes import Alias, Person

_Groups = tuple[tuple[str, ...], ...]


def _code(label: str, en: str) -> Attr:
    return Attr(label, en, "本地编号", key=True)


class Task(Node):
    """Something to be done: a whistle, a case of a grid, a matter raised, a mission."""

    zh: ClassVar[str] = "任务"
    en: ClassVar[str] = "task"
    about: ClassVar[str] = "吹哨事项、联合整治、网格事项、议事事项、专项任务；起止为提出与办结"
    orders: ClassVar[_Groups] = (("since", "verified", "assigned", "handled", "fed_back"), ("since", "due"))
    identity: ClassVar[_Groups] = (("code",), ("name", "since"))

    code: Annotated[str | None, _code("任务编号", "task code")] = None
    name: Annotated[str, Attr("任务名称", "task name", "全称", ("事项名称",), example="文林街联合整治")]
    kind: Annotated[
        str | None, Attr("任务类型", "task kind", "种类", code="task_kind", example="吹哨事项")
    ] = None
    origin: Annotated[
        str | None, Attr("任务来源", "origin", "谁提出", code="task_origin", example="居民诉求")
    ] = None
    due: Annotated[
        date | None,
        Attr("办理时限", "due", "最后一天", ("办结时限",), last_day=True, example="2022-06-30"),
    ] = None
    verified: Annotated[
        date | None, Attr("核实日期", "verified", "发现、核实", ("发现日期",), example="2022-06-02")
    ] = None
    assigned: Annotated[date | None, Attr("分派日期", "assigned", "派给谁办", example="2022-06-03")] = None
    handled: Annotated[date | None, Attr("处置日期", "handled", "联合处置完", example="2022-06-10")] = None
    fed_back: Annotated[date | None, Attr("反馈日期", "fed back", "告知提出者", example="2022-06-11")] = None
    since: Annotated[
        Since, Attr("提出日期", "opened", "收集、提出", ("立案日期", "收集日期"), example="2022-06-01")
    ] = BEGINNING
    until: Annotated[
        Until, Attr("办结日期", "closed", "最后一天", ("结束日期",), inclusive=True, example="2022-06-12")
    ] = FOREVER


class Duty(Node):
    """A duty, a power or a penalty that somebody has, or must not be given."""

    zh: ClassVar[str] = "职责"
    en: ClassVar[str] = "duty"
    about: ClassVar[str] = "职责事项、职权、下放的处罚、层级职责；谁负责、谁免除、谁准入由联系说明"

    code: Annotated[str | None, _code("职责编号", "duty code")] = None
    name: Annotated[str, Attr("职责名称", "duty name", "全称", ("职责事项",), example="物业管理协调")]
    kind: Annotated[
        str | None, Attr("职责类型", "duty kind", "种类", code="duty_kind", example="职责事项")
    ] = None
    category: Annotated[
        str | None, Attr("职责类别", "category", "清单的六类", code="duty_category", example="城市管理")
    ] = None
    platform: Annotated[
        str | None, Attr("所属平台", "platform", "街道四个平台", code="platform", example="市场监管平台")
    ] = None
    power: Annotated[
        str | None, Attr("职权种类", "power", "职权的种类", code="power", example="应急处置权")
    ] = None
    field: Annotated[
        str | None, Attr("处罚领域", "field", "处罚的领域", code="penalty_field", example="安全生产")
    ] = None


class Fund(Node):
    """A community's funds in ten thousand yuan; they hold until the community's next."""

    zh: ClassVar[str] = "社区经费"
    en: ClassVar[str] = "community fund"
    about: ClassVar[str] = "社区一年的工作经费、服务群众经费与统筹资金；到下一次为止有效"
    identity: ClassVar[_Groups] = (("@subject", "since"),)
    names: ClassVar[tuple[str, ...]] = ()
    fact_of: ClassVar[str] = "FUNDS"

    budget: Annotated[
        float | None, Attr("工作经费", "in the budget", "纳入财政预算", unit="万元", example="20")
    ] = None
    service: Annotated[
        float | None, Attr("服务群众经费", "service fund", "党组织服务群众", unit="万元", example="20")
    ] = None
    pooled: Annotated[
        float | None, Attr("统筹资金", "pooled", "社区党组织统筹的其他资金", unit="万元", example="8")
    ] = None
    since: Annotated[Since, Attr("经费日期", "funds from", "起算日", example="2022-01-01")] = BEGINNING


class Rating(Node):
    """The star rating of an organization's secretary post; it holds until the next."""

    zh: ClassVar[str] = "星级"
    en: ClassVar[str] = "star rating"
    about: ClassVar[str] = "党组织书记岗位的星级；属于岗位，不属于个人；到下一次评定为止有效"
    identity: ClassVar[_Groups] = (("@subject", "since"),)
    names: ClassVar[tuple[str, ...]] = ()
    fact_of: ClassVar[str] = "RATES"

    stars: Annotated[str | None, Attr("星级", "stars", "一至五星", code="stars", example="四星")] = None
    since: Annotated[Since, Attr("评定日期", "rated on", "评定日", example="2022-01-10")] = BEGINNING


class Provision(Node):
    """Counts of people and stocks at a place on a date; they hold until the next."""

    zh: ClassVar[str] = "保障数"
    en: ClassVar[str] = "provision"
    about: ClassVar[str] = "场所的在册人数与应急力量、物资；只有合计，没有名单；到下一次统计为止有效"
    identity: ClassVar[_Groups] = (("@subject", "since"),)
    names: ClassVar[tuple[str, ...]] = ()
    fact_of: ClassVar[str] = "PROVISION_OF"

    people: Annotated[
        int | None,
        Attr("在册人数", "people", "在校、在住、在院", ("入住人数", "学生人数"), unit="人", example="210"),
    ] = None
    left_behind: Annotated[
        int | None, Attr("留守儿童", "left behind", "其中留守儿童", unit="人", example="60")
    ] = None
    cadres: Annotated[int | None, Attr("集结干部", "cadres", "应急时集结", unit="人", example="12")] = None
    volunteers: Annotated[
        int | None, Attr("集结志愿者", "volunteers", "应急时集结", unit="人", example="40")
    ] = None
    supplies: Annotated[
        int | None, Attr("应急物资", "supplies", "份数", ("物资份数",), unit="份", example="500")
    ] = None
    since: Annotated[Since, Attr("统计日期", "counted on", "统计日", example="2022-03-31")] = BEGINNING


class Team(Node):
    """A team of riders, volunteers or members; no Party organization by itself."""

    zh: ClassVar[str] = "队伍"
    en: ClassVar[str] = "team"
    about: ClassVar[str] = "骑手队、志愿服务队、突击队、医疗队"

    code: Annotated[str | None, _code("队伍编号", "team code")] = None
    name: Annotated[str, Attr("队伍名称", "team name", "全称", example="小蜜蜂骑手志愿队")]
    kind: Annotated[
        str | None, Attr("队伍类型", "team kind", "种类", code="team_kind", example="骑手队")
    ] = None
    alias: Alias = None
    since: Annotated[Since, Attr("组建日期", "formed", "组建日", example="2020-05-01")] = BEGINNING
    until: Annotated[Until, Attr("解散日期", "disbanded", "最后一天", inclusive=True)] = FOREVER


class Resource(Node):
    """What somebody offers to others: an entry of the list of resources."""

    zh: ClassVar[str] = "资源"
    en: ClassVar[str] = "resource"
    about: ClassVar[str] = "资源清单上的一项：信息、场地、文化、服务等"

    code: Annotated[str | None, _code("资源编号", "resource code")] = None
    name: Annotated[str, Attr("资源名称", "resource name", "全称", example="三楼会议室")]
    kind: Annotated[
        str | None, Attr("资源类型", "resource kind", "种类", code="resource_kind", example="场地")
    ] = None


class Need(Node):
    """What somebody asks for: an entry of the list of needs."""

    zh: ClassVar[str] = "需求"
    en: ClassVar[str] = "need"
    about: ClassVar[str] = "需求清单上的一项"

    code: Annotated[str | None, _code("需求编号", "need code")] = None
    name: Annotated[str, Attr("需求名称", "need name", "全称", example="老人助餐")]
    kind: Annotated[
        str | None, Attr("需求类型", "need kind", "种类", code="resource_kind", example="服务")
    ] = None


class Project(Node):
    """What is done about needs with resources, under an agreement: an entry of the list of projects."""

    zh: ClassVar[str] = "项目"
    en: ClassVar[str] = "project"
    about: ClassVar[str] = "项目清单上的一项，可附共建协议"
    orders: ClassVar[_Groups] = (("since", "expires"),)

    code: Annotated[str | None, _code("项目编号", "project code")] = None
    name: Annotated[str, Attr("项目名称", "project name", "全称", example="午间食堂开放")]
    agreement: Annotated[
        str | None, Attr("项目协议", "agreement", "共建协议名称或编号", example="2021 年共建协议")
    ] = None
    expires: Annotated[
        date | None,
        Attr("项目协议到期日", "agreement expires", "最后一天", last_day=True, example="2022-12-31"),
    ] = None
    since: Annotated[Since, Attr("立项日期", "started", "立项日", example="2021-03-01")] = BEGINNING
    until: Annotated[
        Until, Attr("结项日期", "completed", "最后一天", inclusive=True, example="2022-03-31")
    ] = FOREVER


class Volunteer(Person):
    """A volunteer, known by a pseudonym only."""

    zh: ClassVar[str] = "志愿者"
    en: ClassVar[str] = "volunteer"
    about: ClassVar[str] = "志愿者；只有化名"

    since: Annotated[Since, Attr("注册日期", "registered", "注册日", example="2015-03-05")] = BEGINNING
    until: Annotated[Until, Attr("退出日期", "left", "最后一天", inclusive=True)] = FOREVER


class Claim(Node):
    """A published figure. Sources that contradict each other both stay."""

    zh: ClassVar[str] = "公布数字"
    en: ClassVar[str] = "claim"
    about: ClassVar[str] = "公开发表的数字：谁的什么指标、多少、怎样比较、哪天、出自何处；与图算出的数对照"
    identity: ClassVar[_Groups] = (("subject", "measure", "publisher", "since"),)
    names: ClassVar[tuple[str, ...]] = ()

    subject: Annotated[str, Attr("公布对象", "subject", "所说的地方、机制、单位", example="新街口商圈")]
    measure: Annotated[str, Attr("公布指标", "measure", "指标的标识", example="area_merchants")]
    value: Annotated[float, Attr("公布值", "value", "数值", example="2000")]
    unit: Annotated[str | None, Attr("公布单位", "unit", "数值的单位", example="家")] = None
    comparison: Annotated[
        str, Attr("公布说法", "comparison", "约、近、超过等", code="comparison", example="近")
    ] = "equal"
    publisher: Annotated[str, Attr("公布出处", "source", "文献、报道", example="2022-06-23 报告")]
    since: Annotated[
        Since, Attr("公布日期", "published", "数字所说的日期", example="2022-06-23")
    ] = BEGINNING
