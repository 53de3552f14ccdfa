"""Problems of the values in cells."""

from __future__ import annotations

from .kinds import E, ProblemKind

VALUES: dict[str, ProblemKind] = {
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
    "V04": ProblemKind(
        E, "不是数", "no number", "写成数字，如 12.5{unit}", "write a number such as 12.5{unit_en}"
    ),
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
        "是负数",
        "a negative number",
        "写成 0 或正数；不详就留空",
        "write 0 or a positive number; leave it empty if unknown",
    ),
    "V16": ProblemKind(
        E,
        "经度与纬度颠倒（另一个是 {other}）",
        "longitude and latitude exchanged (the other is {other})",
        "两列对调",
        "exchange the two columns",
    ),
    "V17": ProblemKind(
        E,
        "太大：最多 {most}",
        "too large: {most} at most",
        "核对数字与单位",
        "check the number and its unit",
    ),
    "V18": ProblemKind(
        E,
        "只有日期，没有任何数值",
        "a date without any figure",
        "在{expected}中至少填一项；都没有就删去这一行，空着导入会顶替以前的数",
        "fill in one of {expected_en}, or delete the row: blank ones would replace earlier figures",
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
}
