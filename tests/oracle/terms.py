"""The words of the sheets: labels to codes, written dates to days, names to keys."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

BEGINNING = date(1, 1, 1)
FOREVER = date(9999, 12, 31)


def normal(name: str) -> str:
    """A name as a key: NFKC, no whitespace, lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).lower()


def _table(text: str) -> dict[str, str]:
    """Lines of ``code: label label …`` as label (or the code itself) to code."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        code, labels = line.strip().split(":")
        for label in (code, *labels.split()):
            found[normal(label)] = code
    return found


LEVELS = _table("""
    province: 省 直辖市 自治区
    city: 市 地级市
    district: 区 区县 县 县级市
    street: 街道 镇 乡 街镇 乡镇
    community: 社区 村 居委会 社区居委会
    grid: 网格
""")
DEPTH = {"province": 0, "city": 1, "district": 2, "street": 3, "community": 4, "grid": 5}
"""How specific a level is; a building is more specific than all of them."""

SCHEMES = _table("""
    nbs: 统计 统计局 统计用区划代码
    mca: 民政 民政部 行政区划代码
""")

ENTERPRISE_KINDS = _table("""
    enterprise: 企业 非公企业 非公有制企业 民营企业
    private: 私营企业 私企
    hmt: 港澳台商投资企业 港澳台企业
    foreign: 外商投资企业 外资企业 外企
    platform: 平台企业
    state: 国有企业 国企
    collective: 集体企业
    merchant: 个体工商户 商户 个体户
""")
INSTITUTION_KINDS = _table("""
    social_organization: 社会组织
    social_group: 社会团体
    foundation: 基金会
    private_non_enterprise: 民办非企业单位 社会服务机构 民非
    law_firm: 律师事务所 律所
    accounting_firm: 会计师事务所
    tax_firm: 税务师事务所
    public_institution: 事业单位 学校 医院
    authority: 机关 机关单位 政府部门 部门
""")
FORMS = {
    **dict.fromkeys(("enterprise", "private", "hmt", "foreign", "platform"), "27"),
    **dict.fromkeys(
        (
            "social_organization", "social_group", "foundation", "private_non_enterprise",
            "law_firm", "accounting_firm", "tax_firm",
        ),
        "30",
    ),
}
"""The official table a kind of unit is counted in; the other kinds are in neither."""

ORGANIZATION_KINDS = _table("""
    committee: 单独建立党委 党委 单独党委
    general_branch: 单独建立党总支 党总支 总支部 单独建立总支部 单独党总支
    branch: 单独建立党支部 党支部 支部 单独建立支部 单独党支部
    joint_branch: 联合党支部 联合支部
    temporary: 临时党组织 临时党支部 临时党委
    functional: 功能型党组织 功能型党支部 功能型党委
    building: 楼宇党组织 楼宇党委 楼宇党支部 楼宇党总支
    area: 区域党组织 商圈党委 园区党委 商圈党组织 园区党组织 市场党组织
    quarter_committee: 街区党委
    working_committee: 党工委 街道党工委
    territorial_committee: 地方党委 市委 区委
    community_organization: 社区党组织 社区党委 社区党总支 社区党支部
    industry_committee: 行业党委 行业系统党委 行业党组织
    department: 党委工作部门 组织部 党委组织部
    authority_organization: 机关事业单位党组织 机关党委 机关党支部 事业单位党组织 国有企业党组织
""")
RANKS = {"committee": 4, "general_branch": 3, "branch": 2, "joint_branch": 1}
"""Only these kinds give a unit a class; the highest wins."""

INDUSTRIES = _table("""
    A: 农、林、牧、渔业 农林牧渔业
    B: 采矿业
    C: 制造业
    D: 电力、热力、燃气及水生产和供应业
    E: 建筑业
    F: 批发和零售业 批发零售业 零售业 批发业
    G: 交通运输、仓储和邮政业 交通运输业 物流业 快递业
    H: 住宿和餐饮业 餐饮业 住宿业
    I: 信息传输、软件和信息技术服务业 软件业 互联网
    J: 金融业
    K: 房地产业
    L: 租赁和商务服务业 商务服务业
    M: 科学研究和技术服务业
    N: 水利、环境和公共设施管理业
    O: 居民服务、修理和其他服务业 居民服务业
    P: 教育
    Q: 卫生和社会工作
    R: 文化、体育和娱乐业
    S: 公共管理、社会保障和社会组织
    T: 国际组织
""")
WORK = _table("""
    instructor: 指导员 党建指导员 党建工作指导员
    liaison: 联络员 党建联络员
    trade_union: 工会 工会组织
    youth_league: 团组织 共青团 团支部 共青团组织
""")
BUILDING_KINDS = _table("""
    office: 商务楼宇 写字楼 办公楼 楼宇
    mall: 商业综合体 商场 综合体
    residential: 住宅小区 小区 住宅
    other: 其他
""")
AREA_KINDS = _table("""
    business_district: 商圈
    park: 园区 产业园区 开发区
    market: 市场 专业市场
""")
POINT_KINDS = _table("""
    centre: 党群服务中心 党群中心
    rest_station: 驿站 暖蜂驿站 宁小蜂驿站
    delivery_station: 配送站点 站点 快递网点
""")
ALLIANCE_KINDS = _table("""
    joint_conference: 党建联席会 党建联席会议 联席会 联席会议
    adjacent: 毗邻党建
    industry: 行业党建联盟
    co_building: 共建联盟 党建联盟 联盟
""")
POSTS = _table("""
    secretary: 书记 党组织书记 党委书记 党总支书记 党支部书记
    deputy_secretary: 副书记
    member: 委员
    concurrent_member: 兼职委员 兼任委员
    building_secretary: 楼宇书记
    legal_representative: 法定代表人 法人代表
""")
CONTROL = _table("""
    private: 私有经济控制
    private_sole: 私营独资
    private_hmt: 私有控股港澳台商投资
    private_foreign: 私有控股外商投资
    hmt: 港澳台商经济控制
    hmt_sole: 港澳台商独资
    foreign: 外商经济控制
    foreign_sole: 外商独资
""")
MEMBERSHIP = _table("""
    full: 正式党员 正式
    probationary: 预备党员 预备
""")
YES_NO = _table("""
    yes: 是
    no: 否
""")
TYPES = _table("""
    Organization: 党组织
    Enterprise: 企业
    Institution: 机构
    Division: 区划
    Building: 楼宇
    BusinessDistrict: 商圈
    ServicePoint: 服务点
""")


def code(table: dict[str, str], label: str, what: str) -> str | None:
    """The code of a written label; None for a blank one; ValueError for an unknown one."""
    if not label:
        return None
    try:
        return table[normal(label)]
    except KeyError:
        raise ValueError(f"{what}: {label!r} is in no list") from None


_DATE = re.compile(r"(\d{4})(?:年|[-/.])?(?:(\d{1,2})(?:月|[-/.])?(?:(\d{1,2})日?)?)?")


def _parts(text: str) -> tuple[int, int | None, int | None]:
    if re.fullmatch(r"\d{8}", text):
        return int(text[:4]), int(text[4:6]), int(text[6:])
    m = _DATE.fullmatch(text.removesuffix(" 00:00:00").removesuffix("T00:00:00"))
    if m is None:
        raise ValueError(f"{text!r} is no date")
    return int(m[1]), int(m[2]) if m[2] else None, int(m[3]) if m[3] else None


def first_day(text: str) -> date:
    """The first day of a written date, month or year; the beginning of time where it is blank."""
    if not text:
        return BEGINNING
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def day_after(text: str) -> date:
    """The day after a written inclusive date, month or year; never, where it is blank."""
    if not text:
        return FOREVER
    year, month, day = _parts(text)
    if day is not None and month is not None:
        return date(year, month, day) + timedelta(days=1)
    if month is None or month == 12:
        return date(year + 1, 1, 1)
    return date(year, month + 1, 1)


def number(text: str) -> int | None:
    """A count; None where it is blank."""
    return int(float(text)) if text else None


def several(text: str) -> list[str]:
    """The entries of a cell that lists several."""
    return [part.strip() for part in re.split("[、;；,，|]", text) if part.strip()]
