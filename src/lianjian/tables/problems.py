"""Problems found in what people hand in: values with a stable code, a place, and a remedy.

The catalogue below is the only place where their texts stand; docs/problems.md is made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .privacy import mask


class Severity(StrEnum):
    """An error stops the import; a warning and a notice do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What is wrong and what to do, in both languages; ``{…}`` are the problem's own facts."""

    severity: Severity
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str
    reference: bool = False
    """Whether the problem is about a name that cannot be resolved (it has an exit code of its own)."""


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

CATALOGUE: dict[str, ProblemKind] = {
    "F01": ProblemKind(E, "找不到文件", "no such file", "检查路径和文件名", "check the path and the name"),
    "F02": ProblemKind(
        E,
        "不认识的文件种类",
        "unknown kind of file",
        "可用 .csv .tsv .xlsx .xlsm .xls .et .ods .yaml .json",
        "use .csv .tsv .xlsx .xlsm .xls .et .ods .yaml .json",
    ),
    "F03": ProblemKind(
        E,
        "文件读不出：{detail}",
        "the file cannot be read: {detail}",
        "用 Excel 或 WPS 打开检查，另存为 .xlsx 后再导入",
        "open it in Excel or WPS, save as .xlsx, import again",
    ),
    "F04": ProblemKind(
        E,
        "既不是 UTF-8 也不是 GB18030 编码",
        "neither UTF-8 nor GB18030",
        "另存为“CSV UTF-8”后再导入",
        "save as CSV UTF-8 and import again",
    ),
    "F05": ProblemKind(
        N,
        "按 GB18030 编码读取",
        "read as GB18030",
        "无须处理；乱码时另存为“CSV UTF-8”",
        "nothing to do; if text looks garbled, save as CSV UTF-8",
    ),
    "F06": ProblemKind(N, "没有数据行，未导入", "no rows, nothing imported", "无须处理", "nothing to do"),
    "F07": ProblemKind(
        E,
        "这一行的单元格多于标题",
        "the row has more cells than there are headings",
        "补上标题或删去多余的单元格",
        "add the heading or remove the extra cells",
    ),
    "F08": ProblemKind(
        N,
        "示例行或说明表，未导入",
        "example row or list of values, not imported",
        "无须处理",
        "nothing to do",
    ),
    "F09": ProblemKind(
        E,
        "两个文件同名，来源将分不开",
        "two files of one name; their sources could not be told apart",
        "改文件名，或以 --source 注明来源",
        "rename one, or name the source with --source",
    ),
    "F10": ProblemKind(
        N,
        "标题都不认识，此表未导入",
        "no known heading, the sheet is not imported",
        "无此需要可忽略；否则改用已知标题",
        "ignore if not needed, else use known headings",
    ),
    "F11": ProblemKind(
        E,
        "这是文件夹，不是文件",
        "a folder, not a file",
        "写出其中的文件名",
        "name the files in it",
    ),
    "F12": ProblemKind(
        E,
        "文件打不开：被别的程序占用，或没有读取权限",
        "the file cannot be opened: another program holds it, or reading is not permitted",
        "在 Excel 或 WPS 中关闭它，检查权限，再导入",
        "close it in Excel or WPS, check the permissions, import again",
    ),
    "F13": ProblemKind(
        E,
        "这是 Excel 打开文件时留下的占用标记，不是表格",
        "the mark that Excel leaves beside an open file, not a table",
        "导入不带“~$”的那个文件",
        "import the file of that name without ~$",
    ),
    "F14": ProblemKind(
        N,
        "文件正在 Excel 或 WPS 中打开（旁边有 {mark}），读的是上次保存的内容",
        "the file is open in Excel or WPS ({mark} stands beside it); what was last saved is read",
        "有未保存的改动时，先保存再导入",
        "save first if there are changes",
    ),
    "F15": ProblemKind(
        E,
        "文件有打开密码",
        "the file is protected by a password",
        "在 Excel 或 WPS 中去掉密码，另存后再导入",
        "remove the password in Excel or WPS, save, import again",
    ),
    "F16": ProblemKind(
        E,
        "这不是表格，而是{what}",
        "not a table but {what_en}",
        "{do}",
        "{do_en}",
    ),
    "F17": ProblemKind(
        N,
        "内容是{what}，与后缀 {suffix} 不符，按内容读取",
        "the content is {what_en}, whatever the suffix {suffix} says; read as such",
        "无须处理；改正后缀可免此提示",
        "nothing to do; a right suffix avoids this notice",
    ),
    "F18": ProblemKind(
        E,
        "不是文本：第 {line} 行有控制字符",
        "not text: control characters in line {line}",
        "确认没有选错文件；从原系统重新导出",
        "check that it is the right file; export it again",
    ),
    "F19": ProblemKind(
        E,
        "文件在一个字中间断开，末尾不完整",
        "the file ends in the middle of a character; its end is missing",
        "从原系统重新导出或重新复制",
        "export or copy it again",
    ),
    "F20": ProblemKind(
        E,
        "第 {line} 行有损坏的字节，其余是 UTF-8",
        "damaged bytes in line {line}; the rest is UTF-8",
        "改正该行，或从原系统重新导出",
        "correct that line, or export the file again",
    ),
    "F21": ProblemKind(
        N,
        "按 UTF-16 编码读取",
        "read as UTF-16",
        "无须处理",
        "nothing to do",
    ),
    "F22": ProblemKind(
        N,
        "按“{separator}”分列读取",
        "read with {separator} between the columns",
        "无须处理",
        "nothing to do",
    ),
    "F23": ProblemKind(
        E,
        "各列没有用逗号、分号或制表符分开",
        "the columns are not separated by comma, semicolon or tab",
        "另存为“CSV UTF-8（逗号分隔）”后再导入",
        "save as CSV UTF-8 (comma delimited) and import again",
    ),
    "F24": ProblemKind(
        N,
        "第 {rows} 行是表名等，不是数据，未读入",
        "a title in rows {rows}, not data, not taken in",
        "无须处理",
        "nothing to do",
    ),
    "F25": ProblemKind(
        N,
        "合计行，未导入",
        "a row of totals, not imported",
        "无须处理",
        "nothing to do",
    ),
    "F26": ProblemKind(
        W,
        "合计与各行之和（{sum}）不符",
        "the total is not the sum of the rows ({sum})",
        "核对合计与各行；合计本身不导入",
        "check the total and the rows; totals are not imported",
    ),
    "F27": ProblemKind(
        N,
        "表下的注或填表人等，未读入",
        "a note or signature, not taken in",
        "无须处理",
        "nothing to do",
    ),
    "F28": ProblemKind(
        N,
        "重复的标题行，未导入",
        "headings repeated, not imported",
        "无须处理",
        "nothing to do",
    ),
    "F29": ProblemKind(
        N,
        "{count} 行只有序号，视为空行",
        "rows with a serial number only: {count}; they count as empty",
        "无须处理",
        "nothing to do",
    ),
    "F30": ProblemKind(
        N,
        "{what}隐藏，仍读入",
        "hidden and read all the same: {what_en}",
        "无须处理；不应导入的请删去",
        "nothing to do; delete what should not be imported",
    ),
    "F31": ProblemKind(
        N,
        "此表是隐藏的，仍读入",
        "the sheet is hidden, read all the same",
        "无须处理；不应导入的请删去",
        "nothing to do; delete what should not be imported",
    ),
    "F32": ProblemKind(
        N,
        "有合并单元格，其值用于所跨各行",
        "merged cells; their value holds for all rows they span",
        "无须处理；若不是此意，拆分后填写",
        "nothing to do; if not meant so, unmerge and fill in",
    ),
    "F33": ProblemKind(
        N,
        "此列 {count} 格是公式，读的是上次保存的结果",
        "formulas in this column: {count}; their last saved results are read",
        "无须处理；结果可能过时的，先在 Excel 或 WPS 中打开并保存",
        "nothing to do; if results may be stale, open and save it first",
    ),
    "F34": ProblemKind(
        N,
        "旧格式看不出哪些格是公式；读的是上次保存的结果",
        "in this old format formulas cannot be told from values; what was last saved is read",
        "有疑问时另存为 .xlsx 再导入",
        "save as .xlsx and import again if in doubt",
    ),
    "F35": ProblemKind(
        N,
        "没有表格（封面或说明），未导入",
        "no table (a cover page or notes), not imported",
        "无须处理",
        "nothing to do",
    ),
    "H01": ProblemKind(
        E,
        "没有一种版式认得这些标题；最接近“{layout}”，缺少：{missing}",
        "no layout knows these headings; nearest is {layout}, missing: {missing}",
        "用 lianjian template 取空白表，或以 --layout 指定版式",
        "take a blank sheet from lianjian template, or name the layout with --layout",
    ),
    "H02": ProblemKind(
        E,
        "几种版式同样符合：{layouts}",
        "several layouts fit equally: {layouts}",
        "以 --layout 指定其一",
        "name one with --layout",
    ),
    "H03": ProblemKind(
        E,
        "标题不认识，像是“{hint}”之误",
        "unknown heading, perhaps meant as {hint}",
        "改正标题，或删去此列",
        "correct the heading or remove the column",
    ),
    "H04": ProblemKind(
        W,
        "标题不认识，此列未导入",
        "unknown heading, the column is not imported",
        "无此需要可忽略；否则改用已知标题",
        "ignore if not needed, else use a known heading",
    ),
    "H05": ProblemKind(E, "标题重复", "heading given twice", "只留一列", "keep one column"),
    "H06": ProblemKind(
        N,
        "第 {rows} 行并作标题：{pairs}",
        "rows {rows} are read as one row of headings: {pairs}",
        "无须处理；读错时把标题改为一行",
        "nothing to do; if read wrongly, write the headings in one row",
    ),
    "H07": ProblemKind(
        N,
        "表名里写着日期 {date}，而表中缺少日期列；未取用",
        "the title says {date}, but the table lacks a column of dates; not used",
        "若各行都在这一天，加一列“{expected}”填上它",
        "if it holds for all rows, add the column {expected} with it",
    ),
    "V01": ProblemKind(E, "必填而空缺", "required but empty", "填写{expected}", "fill in {expected_en}"),
    "V02": ProblemKind(
        E,
        "不是日期",
        "no date",
        "写成 2022-06-30、2022年6月30日、2022年6月或2022年",
        "write 2022-06-30, 2022年6月30日, 2022年6月 or 2022年",
    ),
    "V03": ProblemKind(
        E, "不是整数", "no whole number", "写成 0 或正整数", "write 0 or a positive whole number"
    ),
    "V04": ProblemKind(E, "不是数", "no number", "写成数字，如 118.7789", "write a number such as 118.7789"),
    "V05": ProblemKind(
        E,
        "不在值表内{hint}",
        "not in the list of values{hint_en}",
        "可填：{expected}",
        "one of: {expected_en}",
    ),
    "V06": ProblemKind(
        E,
        "代码列里是数字，前导零或末位可能已丢失",
        "a number in a column of codes; zeros or last digits may be lost",
        "把该列设为文本格式，重新填写代码",
        "format the column as text and enter the code again",
    ),
    "V07": ProblemKind(
        E,
        "截止早于起始（{since}）",
        "the end is before the beginning ({since})",
        "改正其中一个日期",
        "correct one of the dates",
    ),
    "V08": ProblemKind(
        E,
        "不是经纬度（或经纬度颠倒）",
        "not a coordinate (or longitude and latitude swapped)",
        "经度约 73–136，纬度约 3–54",
        "longitude 73 to 136, latitude 3 to 54",
    ),
    "V09": ProblemKind(
        E,
        "有坐标而无坐标系",
        "coordinates without their system",
        "在“坐标系”列填 WGS-84、GCJ-02 或 BD-09",
        "fill in WGS-84, GCJ-02 or BD-09 under 坐标系",
    ),
    "V10": ProblemKind(
        E,
        "不是 WKT 多边形：{detail}",
        "no WKT polygon: {detail}",
        "写成 POLYGON ((经度 纬度, …))",
        "write POLYGON ((lon lat, …))",
    ),
    "V11": ProblemKind(
        E,
        "正式党员多于党员人数（{members}）",
        "more full members than members ({members})",
        "核对两个数",
        "check both numbers",
    ),
    "V12": ProblemKind(
        E,
        "单位类型缺失，信用代码也看不出",
        "unit kind missing and not told by the credit code",
        "填写单位类型",
        "fill in the kind of unit",
    ),
    "V13": ProblemKind(
        E,
        "含有手机号码或身份证号码，未读入",
        "a mobile or identity number, not taken in",
        "删去号码",
        "delete the number",
    ),
    "V14": ProblemKind(
        E,
        "不是统一社会信用代码：{fault}",
        "no credit code: {fault_en}",
        "对照登记证书改正；没有代码就留空",
        "correct it by the certificate; leave it empty if there is none",
    ),
    "V15": ProblemKind(
        E,
        "人数是负数",
        "a negative number",
        "写成 0 或正整数；不详就留空",
        "write 0 or a positive whole number; leave it empty if unknown",
    ),
    "V16": ProblemKind(
        E,
        "经度与纬度颠倒（另一个是 {other}）",
        "longitude and latitude exchanged (the other is {other})",
        "两列对调",
        "exchange the two columns",
    ),
    "V21": ProblemKind(
        E,
        "单元格是错误值",
        "the cell holds an error",
        "改正公式或直接填写数值",
        "correct the formula or enter the value",
    ),
    "V22": ProblemKind(
        E,
        "公式没有保存结果",
        "a formula without a saved result",
        "在 Excel 或 WPS 中打开并保存，或直接填写数值",
        "open and save it in Excel or WPS, or enter the value",
    ),
    "V23": ProblemKind(
        E,
        "数 {value} 分不清是一月还是十月",
        "the number {value} may be January or October",
        "把单元格设为文本，写成 {year}年1月 或 {year}年10月",
        "format the cell as text and write {year}-01 or {year}-10",
    ),
    "R01": ProblemKind(
        E,
        "找不到{what}“{value}”{hint}",
        "no such {what_en}: {value}{hint_en}",
        "改正名称，或先导入它；可写代码、全称或别名",
        "correct the name or import it first; code, name or alias will do",
        reference=True,
    ),
    "R02": ProblemKind(
        E,
        "“{value}”不唯一：{hint}",
        "{value} is ambiguous: {hint}",
        "写代码，或写“上级/名称”“街道/名称”",
        "write the code, or superior/name, street/name",
        reference=True,
    ),
    "R03": ProblemKind(
        E,
        "种类“{value}”不可用于此处",
        "kind {value} cannot stand here",
        "可填：{expected}",
        "one of: {expected}",
    ),
    "R04": ProblemKind(
        E,
        "找不到区划“{value}”{hint}",
        "no such division: {value}{hint_en}",
        "改正区划名称，或先导入区划表；可写代码、全称或别名",
        "correct the name or import the divisions first; code, name or alias will do",
        reference=True,
    ),
    "R05": ProblemKind(
        E,
        "{what}“{value}”所在的行已退回，此行随之退回",
        "the rows that make the {what_en} {value} are rejected, and so is this one",
        "改正那些行，与此行一起再导入",
        "correct those rows and import them together with this one",
        reference=True,
    ),
    "C01": ProblemKind(
        E,
        "同一{what}的此项有两个值，另一个是“{other}”（{other_place}）",
        "two values for this field of one {what_en}; the other is {other} ({other_place})",
        "核对后只留一个",
        "check and keep one",
    ),
    "C02": ProblemKind(
        E,
        "{what}在同一日期有两个“{tie}”，另一个是 {other}（{other_place}）",
        "{what} has two {tie_en} on one date; the other is {other} ({other_place})",
        "给前一个写上截止日期，或删去其一；图库里的旧记录不再成立时可加 --prune",
        "give the earlier one an end date, or remove one; add --prune if what is stored no longer holds",
    ),
    "C03": ProblemKind(
        E,
        "标识“{value}”既是{what}又是{other}",
        "{value} is both {what_en} and {other_en}",
        "核对单位类型与代码",
        "check the kind of unit and the code",
    ),
    "C04": ProblemKind(
        E,
        "“{tie}”的两端相同",
        "both ends of {tie_en} are the same",
        "改正其中一端",
        "correct one of the ends",
    ),
    "C05": ProblemKind(
        E,
        "同一代码有两个名称，另一个是“{other}”（{other_place}）",
        "two names under one code; the other is {other} ({other_place})",
        "核对代码；同名异写时统一写法，曾用名写在“别名”列",
        "check the code; write one name one way, and former names under 别名",
    ),
    "C06": ProblemKind(
        E,
        "同一日期有两个不同的数，另一个是 {other}（{other_place}）",
        "two different counts of one date; the other is {other} ({other_place})",
        "核对后只留一个",
        "check and keep one",
    ),
    "C07": ProblemKind(
        E,
        "上级党组织成环：{circle}",
        "superiors in a circle: {circle}",
        "改正其中一个上级，或给已结束的写上截止日期",
        "correct one of the superiors, or give the one that has ended its end date",
    ),
    "C08": ProblemKind(
        E,
        "同一时间已是“{alliance}”的成员（{other_place}）",
        "a member of {alliance} at that time already ({other_place})",
        "只留一行；退出后又加入的，给前一行写上退出日期",
        "keep one row; for one that left and joined again, give the earlier row its end",
    ),
    "P01": ProblemKind(
        E,
        "名册有身份列而没有化名密钥",
        "a roster with an identity column but no pseudonym key",
        "运行 lianjian key create",
        "run lianjian key create",
    ),
    "P02": ProblemKind(
        N,
        "个人信息列，未读入",
        "a column of personal data, not taken in",
        "无须处理；此列不会保存",
        "nothing to do; the column is not kept",
    ),
    "P03": ProblemKind(
        N,
        "名册未注明处理目的或合法性基础",
        "a roster without purpose or legal basis of processing",
        "以 --purpose 和 --basis 注明",
        "give --purpose and --basis",
    ),
    "W01": ProblemKind(
        W,
        "楼宇“{value}”没有所在地，其中的单位将列为未落位",
        "building {value} has no place; the units in it will count as not located",
        "在楼宇表的“所在地”填写社区或街道",
        "fill in its community or street under 所在地 of the sheet of buildings",
    ),
    "W02": ProblemKind(
        W,
        "{what} {id} 的名称由“{old}”改为“{value}”",
        "{what_en} {id} is renamed from {old} to {value}",
        "若不是更名，核对代码",
        "check the code if it has not been renamed",
    ),
    "W04": ProblemKind(
        W,
        "“{value}”不在“{outer}”",
        "{value} does not lie in {outer}",
        "核对所在地各列",
        "check the columns of its place",
    ),
    "W05": ProblemKind(
        W,
        "摸排日期晚于注销日期（{until}）",
        "the survey is after the deregistration ({until})",
        "核对两个日期",
        "check both dates",
    ),
    "W06": ProblemKind(
        W,
        "党员人数多于从业人员（{staff}）",
        "more members than staff ({staff})",
        "核对两个数",
        "check both numbers",
    ),
    "W07": ProblemKind(
        W,
        "信用代码中第 9–17 位的组织机构代码校验码不符（GB 11714）",
        "wrong check character of the organization code inside, characters 9 to 17 (GB 11714)",
        "对照登记证书核对；证书上确是如此就不必改",
        "check it against the certificate; leave it if the certificate says so",
    ),
    "W08": ProblemKind(
        W,
        "坐标不在所填的{district}内{hint}",
        "the point does not lie in {district}{hint_en}",
        "核对坐标系、坐标和所在地",
        "check the coordinate system, the point and the place",
    ),
    "W09": ProblemKind(
        W,
        "{unit}同一时间有两个单独建立的党组织，互不隶属：“{value}”和“{other}”（{other_place}）",
        "{unit} has two own organizations at a time, neither the other's superior: "
        "{value} and {other} ({other_place})",
        "填写上级党组织，或给已撤销的写上截止日期；不改则按级别最高的一个归类",
        "fill in the superior, or the end of the one dissolved; else the unit's class is by the highest",
    ),
    "W10": ProblemKind(
        W,
        "联合党支部“{organization}”同时覆盖 {units} 个单位，一般不超过 {most} 个（R2）",
        "the joint branch {organization} covers {units} units at a time, usually at most {most} (R2)",
        "核对覆盖单位；确属如此可不改",
        "check the units covered; leave it if it is so",
    ),
    "N01": ProblemKind(
        N,
        "与“{other}”名称相同，未合并",
        "same name as {other}; not merged",
        "若是同一单位，补上代码",
        "if they are one unit, add the code",
    ),
    "N02": ProblemKind(
        N,
        "{count} 个单位没有统一社会信用代码，以街道和名称识别",
        "{count} units without a credit code, identified by street and name",
        "补上代码",
        "add the codes",
    ),
    "N03": ProblemKind(
        N,
        "未写编码方案和版本，按统计用区划代码 2023 年版",
        "no coding scheme given: statistics bureau, 2023 edition",
        "如为民政代码，加“编码方案”列",
        "add the column 编码方案 if these are civil-affairs codes",
    ),
    "N11": ProblemKind(
        N,
        "此列 {count} 格是日期的序列数，按日期读；此格读作 {taken}",
        "serial numbers of days in this column: {count}; read as dates, here {taken}",
        "核对日期；把该列设为日期格式可免此提示",
        "check the dates; a date format avoids this notice",
    ),
    "N12": ProblemKind(
        N,
        "此列 {count} 格的数带单位或分隔符；此格读作 {taken}",
        "numbers with units or separators in this column: {count}; read as numbers, here {taken}",
        "无须处理",
        "nothing to do",
    ),
    "N13": ProblemKind(
        N,
        "此列 {count} 格的代码有全角字符、空格或撇号；此格读作 {taken}",
        "codes with full-width signs, spaces or apostrophes in this column: {count}; here read {taken}",
        "无须处理",
        "nothing to do",
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. ``row`` is 1-based as in the sheet, ``column`` its letter."""

    code: str
    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    heading: str = ""
    value: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    beside: tuple[tuple[str, str, int], ...] = ()
    """Further rows the problem is about (file, sheet, row): the other side of a contradiction."""

    def __post_init__(self) -> None:
        """Hide persons' numbers in all that is shown, wherever the problem was found."""
        object.__setattr__(self, "value", mask(self.value))
        object.__setattr__(self, "heading", mask(self.heading))
        facts = {k: mask(v) if isinstance(v, str) else v for k, v in self.facts.items()}
        object.__setattr__(self, "facts", facts)

    @property
    def kind(self) -> ProblemKind:
        """The catalogue entry."""
        return CATALOGUE[self.code]

    @property
    def cell(self) -> str:
        """The cell as Excel names it ("C12"), or the row, or nothing."""
        return f"{self.column}{self.row}" if self.row else ""

    def text(self, lang: str = "zh") -> str:
        """What is wrong."""
        return self._fill(self.kind.zh if lang == "zh" else self.kind.en)

    def remedy(self, lang: str = "zh") -> str:
        """What to do."""
        return self._fill(self.kind.remedy_zh if lang == "zh" else self.kind.remedy_en)

    def _fill(self, template: str) -> str:
        return template.format_map({"value": self.value, **self.facts})


def has_errors(problems: list[Problem]) -> bool:
    """Whether any problem stops the import."""
    return any(p.kind.severity is Severity.ERROR for p in problems)


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, r = divmod(index - 1, 26)
        letters = chr(65 + r) + letters
    return letters
