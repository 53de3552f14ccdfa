"""Code lists: the values a coded field may have, with their labels in Chinese and English.

Stores, files in CSV and JSON carry the code; tables for people carry the label. A sheet may write
the code, either label or an alias.
"""

from __future__ import annotations

from .code import Code
from .code import code_list as _list
from .practice_codes import PRACTICE_CODES

ENTERPRISE_KINDS = (
    Code("enterprise", "企业", "enterprise", ("非公企业", "非公有制企业", "民营企业"), "27"),
    Code("private", "私营企业", "private enterprise", ("私企",), "27"),
    Code("hmt", "港澳台商投资企业", "Hong Kong, Macao or Taiwan invested", ("港澳台企业",), "27"),
    Code("foreign", "外商投资企业", "foreign-invested enterprise", ("外资企业", "外企"), "27"),
    Code("platform", "平台企业", "platform company", (), "27"),
    Code("state", "国有企业", "state-owned enterprise", ("国企",)),
    Code("collective", "集体企业", "collective enterprise"),
    Code("merchant", "个体工商户", "merchant (self-employed)", ("商户", "个体户")),
)
INSTITUTION_KINDS = (
    Code("social_organization", "社会组织", "social organization", (), "30"),
    Code("social_group", "社会团体", "social group", (), "30"),
    Code("foundation", "基金会", "foundation", (), "30"),
    Code(
        "private_non_enterprise",
        "民办非企业单位",
        "private non-enterprise unit",
        ("社会服务机构", "民非"),
        "30",
    ),
    Code("law_firm", "律师事务所", "law firm", ("律所",), "30"),
    Code("accounting_firm", "会计师事务所", "accounting firm", (), "30"),
    Code("tax_firm", "税务师事务所", "tax firm", (), "30"),
    Code("public_institution", "事业单位", "public institution", ("学校", "医院")),
    Code("residents_committee", "居民委员会", "residents' committee", ("居委会", "社区居民委员会")),
    Code("owners_committee", "业主委员会", "owners' committee", ("业委会",)),
    Code("authority", "机关", "authority", ("机关单位", "政府部门", "部门")),
)

CODES: dict[str, tuple[Code, ...]] = {
    "level": _list(
        ("province", "省", "province", "省级 直辖市 自治区"),
        ("city", "市", "city", "市级 地级市"),
        ("district", "区", "district", "区级 区县 区县级 县 县级 县级市"),
        ("street", "街道", "street", "街道级 镇 乡 街镇 乡镇"),
        ("community", "社区", "community", "社区级 村 居委会 社区居委会"),
        ("grid", "网格", "grid"),
    ),
    "scheme": _list(
        ("nbs", "统计", "statistics bureau", "统计局 统计用区划代码"),
        ("mca", "民政", "civil affairs", "民政部 行政区划代码"),
    ),
    "organization_kind": _list(
        ("committee", "单独建立党委", "own committee", "党委 单独党委"),
        ("general_branch", "单独建立党总支", "own general branch", "党总支 总支部 单独建立总支部 单独党总支"),
        ("branch", "单独建立党支部", "own branch", "党支部 支部 单独建立支部 单独党支部"),
        ("joint_branch", "联合党支部", "joint branch", "联合支部"),
        ("temporary", "临时党组织", "temporary organization", "临时党支部 临时党委"),
        ("functional", "功能型党组织", "functional organization", "功能型党支部 功能型党委"),
        ("building", "楼宇党组织", "building organization", "楼宇党委 楼宇党支部 楼宇党总支"),
        ("area", "区域党组织", "area organization", "商圈党委 园区党委 商圈党组织 园区党组织 市场党组织"),
        ("quarter_committee", "街区党委", "quarter committee"),
        ("working_committee", "党工委", "working committee", "街道党工委"),
        ("territorial_committee", "地方党委", "territorial committee", "市委 区委"),
        ("community_organization", "社区党组织", "community organization", "社区党委 社区党总支 社区党支部"),
        ("industry_committee", "行业党委", "industry committee", "行业系统党委 行业党组织"),
        ("department", "党委工作部门", "department of a committee", "组织部 党委组织部"),
        (
            "authority_organization",
            "机关事业单位党组织",
            "organization of an authority or institution",
            "机关党委 机关党支部 事业单位党组织 国有企业党组织",
        ),
    ),
    "enterprise_kind": ENTERPRISE_KINDS,
    "institution_kind": INSTITUTION_KINDS,
    "unit_kind": ENTERPRISE_KINDS + INSTITUTION_KINDS,
    "industry": _list(
        ("A", "农、林、牧、渔业", "agriculture, forestry, animal husbandry, fishery", "农林牧渔业"),
        ("B", "采矿业", "mining"),
        ("C", "制造业", "manufacturing"),
        ("D", "电力、热力、燃气及水生产和供应业", "electricity, heat, gas and water supply"),
        ("E", "建筑业", "construction"),
        ("F", "批发和零售业", "wholesale and retail trade", "批发零售业 零售业 批发业"),
        ("G", "交通运输、仓储和邮政业", "transport, storage and post", "交通运输业 物流业 快递业"),
        ("H", "住宿和餐饮业", "accommodation and catering", "餐饮业 住宿业"),
        ("I", "信息传输、软件和信息技术服务业", "information transmission, software and IT", "软件业 互联网"),
        ("J", "金融业", "finance"),
        ("K", "房地产业", "real estate"),
        ("L", "租赁和商务服务业", "leasing and business services", "商务服务业"),
        ("M", "科学研究和技术服务业", "scientific research and technical services"),
        ("N", "水利、环境和公共设施管理业", "water, environment and public facilities"),
        ("O", "居民服务、修理和其他服务业", "resident services, repair and other services", "居民服务业"),
        ("P", "教育", "education"),
        ("Q", "卫生和社会工作", "health and social work"),
        ("R", "文化、体育和娱乐业", "culture, sports and entertainment"),
        ("S", "公共管理、社会保障和社会组织", "public administration, social security, social organizations"),
        ("T", "国际组织", "international organizations"),
    ),
    "work": _list(
        ("instructor", "指导员", "instructor", "党建指导员 党建工作指导员"),
        ("liaison", "联络员", "liaison", "党建联络员"),
        ("trade_union", "工会", "trade union", "工会组织"),
        ("youth_league", "团组织", "Youth League organization", "共青团 团支部 共青团组织"),
    ),
    "control": _list(
        ("private", "私有经济控制", "privately controlled", "私有控股 私人控股"),
        ("private_sole", "私营独资", "sole private ownership", "私人独资"),
        ("private_hmt", "私有控股港澳台商投资", "privately controlled, HMT invested"),
        ("private_foreign", "私有控股外商投资", "privately controlled, foreign invested"),
        ("hmt", "港澳台商经济控制", "HMT controlled", "港澳台商控股"),
        ("hmt_sole", "港澳台商独资", "sole HMT ownership"),
        ("foreign", "外商经济控制", "foreign controlled", "外商控股"),
        ("foreign_sole", "外商独资", "sole foreign ownership"),
    ),
    "post": _list(
        ("secretary", "书记", "secretary", "党组织书记 党委书记 党总支书记 党支部书记"),
        ("deputy_secretary", "副书记", "deputy secretary"),
        ("member", "委员", "committee member"),
        ("concurrent_member", "兼职委员", "concurrent committee member", "兼任委员"),
        ("building_secretary", "楼宇书记", "building secretary"),
        ("legal_representative", "法定代表人", "legal representative", "法人代表"),
        ("red_collar_secretary", "红领书记", "red-collar secretary"),
        ("community_worker", "社区工作者", "community worker", "专职社区工作者 社工"),
    ),
    "legal_representative": _list(
        ("secretary", "党员，兼任党组织书记", "a member, and secretary too"),
        ("member", "党员", "a member"),
        ("", "非党员或不详", "no member, or unknown"),
    ),
    "building_kind": _list(
        ("office", "商务楼宇", "office building", "写字楼 办公楼 楼宇"),
        ("mall", "商业综合体", "commercial complex", "商场 综合体"),
        ("residential", "住宅小区", "residential compound", "小区 住宅"),
        ("venue", "场馆", "venue", "竞赛场馆"),
        ("hotel", "酒店", "hotel", "驻地酒店 签约酒店"),
        ("hospital", "医院", "hospital", "方舱医院"),
        ("other", "其他", "other"),
    ),
    "area_kind": _list(
        ("business_district", "商圈", "business district"),
        ("park", "园区", "park", "产业园区 开发区"),
        ("market", "市场", "market", "专业市场"),
    ),
    "point_kind": _list(
        ("centre", "党群服务中心", "Party–mass service centre", "党群中心"),
        ("rest_station", "驿站", "rest station", "暖蜂驿站 宁小蜂驿站"),
        ("delivery_station", "配送站点", "delivery station", "站点 快递网点"),
        ("sorting_point", "分拣点", "sorting point", "快件分拣点"),
        ("dormitory", "集体宿舍", "dormitory", "宿舍 集宿点"),
        ("elderly_home", "养老院", "elderly home", "敬老院 养老服务站"),
        ("growth_house", "成长小屋", "growth house", "儿童之家"),
    ),
    "alliance_kind": _list(
        ("joint_conference", "党建联席会", "joint conference", "党建联席会议 联席会 联席会议"),
        ("adjacent", "毗邻党建", "adjacent-area co-building"),
        ("industry", "行业党建联盟", "industry alliance"),
        ("co_building", "共建联盟", "co-building alliance", "党建联盟 联盟"),
    ),
    "activity_kind": _list(
        ("theme_day", "主题党日", "theme day"),
        ("forum", "论坛", "forum", "报告会 宣讲"),
        ("conference", "联席会议", "joint conference session", "例会"),
        ("volunteering", "志愿服务", "volunteering"),
        ("training", "培训", "training", "党课"),
        ("deliberation", "议事协商会", "deliberation", "居民议事会 议事会 协商会"),
        ("service", "服务活动", "service to people", "公益服务"),
        ("other", "其他", "other"),
    ),
    "occupation": _list(
        ("courier", "快递员", "courier", "快递小哥"),
        ("rider", "外卖骑手", "food-delivery rider", "外卖员 骑手 外卖配送员"),
        ("ride_hailing", "网约车司机", "ride-hailing driver"),
        ("truck", "货车司机", "truck driver", "卡车司机"),
    ),
    "membership": _list(
        ("full", "正式党员", "full member", "正式"),
        ("probationary", "预备党员", "probationary member", "预备"),
    ),
    "member_status": _list(
        ("full", "正式党员", "full member", "正式"),
        ("probationary", "预备党员", "probationary member", "预备"),
        ("none", "非党员", "no member", "群众 否"),
    ),
    "since_precision": _list(
        ("day", "日", "day"), ("month", "月", "month"), ("year", "年", "year"), ("unknown", "不详", "unknown")
    ),
    "until_precision": _list(
        ("day", "日", "day"), ("month", "月", "month"), ("year", "年", "year"), ("open", "未终止", "open")
    ),
    "form": _list(
        ("27", "表27 非公企业", "table 27"), ("30", "表30 社会组织", "table 30"), ("", "不入表", "in neither")
    ),
    "follow_up_state": _list(
        ("new", "新", "new"),
        ("open", "未完成", "open"),
        ("overdue", "逾期", "overdue"),
        ("done", "已完成", "done"),
    ),
    "class": _list(
        ("own_committee", "单独建立：党委", "own committee"),
        ("own_general_branch", "单独建立：总支部", "own general branch"),
        ("own_branch", "单独建立：支部", "own branch"),
        ("joint", "联合党支部", "in a joint branch"),
        ("due", "应建尚未建立", "due but not set up"),
        ("few", "仅有个别党员", "few members"),
        ("none", "没有党员", "no member"),
        ("not_surveyed", "未摸排", "not surveyed"),
        ("not_in_form", "不入表", "not in the form"),
    ),
    "yes_no": _list(("yes", "是", "yes"), ("no", "否", "no"), ("unknown", "不详", "unknown"), ("", "", "")),
    "building_state": _list(
        ("own", "有自身党组织", "own organization"),
        ("tenants", "仅入驻单位有党组织", "only tenants' organizations"),
        ("instructor", "仅有指导员", "only an instructor"),
        ("nothing", "空白", "nothing"),
    ),
    "band": _list(("0", "0", "0"), ("1-2", "1–2", "1–2"), ("3+", "≥3", "≥ 3"), ("", "不详", "unknown")),
    "staff_band": _list(
        ("000-009", "不足 10 人", "under 10"),
        ("010-049", "10–49 人", "10–49"),
        ("050-099", "50–99 人", "50–99"),
        ("100+", "100 人以上", "100 or more"),
    ),
    "size_band": _list(
        ("00-02", "不足 3 人", "under 3"),
        ("03-06", "3–6 人", "3–6"),
        ("07-19", "7–19 人", "7–19"),
        ("20-50", "20–50 人", "20–50"),
        ("51+", "超过 50 人", "over 50"),
        ("", "不详", "unknown"),
    ),
    "term_state": _list(
        ("overdue", "逾期未换届", "overdue"),
        ("extended", "批准延期中", "extended by approval"),
        ("due_soon", "即将届满", "due soon"),
        ("unknown", "届期不详", "term unknown"),
    ),
    "agreement_state": _list(
        ("lapsed", "协议到期未续", "lapsed: the tie holds, the agreement does not"),
        ("ended", "已终止未续", "ended and not renewed"),
    ),
    "due_step": _list(
        ("split", "支部超员，应分设", "branch too large: to be split"),
        ("general_branch", "达到党总支人数", "large enough for a general branch"),
        ("committee", "达到基层党委人数", "large enough for a committee"),
        ("branch_committee", "应设支部委员会", "branch committee due"),
    ),
    "coverage_state": _list(
        ("own", "单独建立党组织", "own organization"),
        ("joint", "联合党支部", "in a joint branch"),
        ("instructor", "未建，有指导员", "no organization, an instructor"),
        ("liaison", "未建，有联络员", "no organization, a liaison"),
        ("mass", "未建，有工会或团组织", "no organization, a union or League organization"),
        ("bare", "未建，无工作覆盖", "no organization, not work covered"),
        ("small", "不足纳入范围", "below the scope"),
        ("unknown", "范围不详", "scope unknown"),
        ("not_existing", "不存在", "not existing"),
    ),
    "coverage_reason": _list(
        ("then", "比较日", "then"),
        ("founded", "新设立", "founded"),
        ("known", "范围由不详变为明确", "scope became known"),
        ("grew", "从业人员达到范围", "staff reached the scope"),
        ("moved_in", "迁入", "moved in"),
        ("set_up", "单独建立党组织", "own organization set up"),
        ("joined", "进入联合党支部", "joined a joint branch"),
        ("instructor", "新派指导员", "instructor sent"),
        ("liaison", "新有联络员", "liaison named"),
        ("mass", "新有工会或团组织", "union or League set up"),
        ("deregistered", "注销", "deregistered"),
        ("unknown", "范围由明确变为不详", "scope became unknown"),
        ("shrank", "从业人员低于范围", "staff fell below the scope"),
        ("moved_out", "迁出", "moved out"),
        ("lost", "党组织撤销或退出", "organization dissolved or left"),
        ("work_lost", "工作覆盖中断", "work coverage lost"),
        ("now", "基准日", "on the date"),
        ("moved", "迁移", "moved"),
    ),
    "place_kind": _list(("building", "楼宇", "building"), ("community", "社区", "community")),
    **PRACTICE_CODES,
    "rank": _list(
        ("4", "党委", "committee"),
        ("3", "党总支", "general branch"),
        ("2", "党支部", "branch"),
        ("1", "联合党支部", "joint branch"),
        ("0", "无", "none"),
    ),
}

CODES["class_then"] = (
    *CODES["class"],
    *_list(("not_existing", "不存在", "not existing"), ("total", "合计", "total")),
)
"""The class of a unit on one of two dates, where it may not exist on either."""
CODES["difference"] = _list(
    ("more_declared", "摸排多于名册", "the survey counts more"),
    ("more_listed", "名册多于摸排", "the roster lists more"),
)
CODES["apart"] = _list(
    ("streets", "同区不同街道", "streets of one district"), ("districts", "不同的区", "two districts")
)
CODES["found_by"] = _list(
    ("exact", "全同", "equal"), ("prefix", "开头", "beginning"), ("part", "包含", "part"),
    ("pinyin", "拼音", "pinyin"), ("near", "相近", "near miss"),
)
CODES["said_by"] = _list(
    ("survey", "仅摸排表", "the survey only"), ("register", "仅指导员登记", "the instructors' sheet only")
)

OWN_RANKS: dict[str, int] = {"committee": 4, "general_branch": 3, "branch": 2, "joint_branch": 1}
"""The kinds of organization that give a unit a class, and their precedence."""


def label(code_list: str, code: str | None, lang: str = "zh") -> str:
    """The label of a code in ``lang`` (zh or en); the code itself when the list has no such code."""
    for c in CODES[code_list]:
        if c.code == code:
            return c.zh if lang == "zh" else c.en
    return code or ""
