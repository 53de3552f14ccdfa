"""Invented names of units and buildings: enumerated, so that none occurs twice."""

from __future__ import annotations

import numpy as np
import polars as pl

_FIRST = """
松月 竹溪 云杉 清禾 望岳 听澜 拾光 白鹭 半山 初夏 春池 翠屏 朵云 枫桥 谷雨 观潮 海棠 鹤鸣 红枫 花朝
江枫 金桂 锦鲤 橘井 空谷 蓝屿 立夏 荔枝 凌霄 流萤 鹿角 绿洲 麦田 梅雪 墨竹 南风 暖阳 鸥鹭 蓬莱 青柠
秋实 晴川 泉石 若木 桑榆 山茶 霜叶 水杉 朔风 桃源 天青 桐荫 万象 微澜 梧桐 溪谷 霞光 向阳 小满 星河
杏林 雪松 烟雨 雁声 杨柳 银杏 萤火 雨燕 玉兰 远帆 云帆 朝露 知秋 紫藤 棕榈 苍穹 芦苇 石榴 丹霞 碧波
"""
_SECOND = """
安 邦 博 昌 辰 澄 达 笛 鼎 帆 坊 丰 阁 冠 瀚 和 恒 泓 桓 汇 嘉 捷 津 景 钧 凯 昆 朗 乐 亮 麟 珑
茂 铭 沐 宁 诺 沛 普 旗 千 青 融 瑞 森 升 顺 拓 唯 希 翔 欣 旭 勋 雅 翼 优 昱 源 悦 泽 展 臻 卓
"""
FIRST = tuple(_FIRST.split())
SECOND = tuple(_SECOND.split())

LONGER = 12
"""How many words of four characters are made from each of three."""

TRADES: dict[str, tuple[str, ...]] = {
    "C": ("印刷", "服装", "仪表"),
    "E": ("建筑工程", "装饰工程", "园林工程"),
    "F": ("百货", "商贸", "服饰", "珠宝", "家电", "图书"),
    "G": ("物流", "供应链", "快运"),
    "H": ("餐饮管理", "酒店管理", "茶饮", "食品"),
    "I": ("软件", "信息技术", "网络科技", "数据服务"),
    "J": ("投资咨询", "融资租赁", "资产管理", "保险代理"),
    "K": ("物业管理", "房产经纪", "置业顾问"),
    "L": ("企业管理", "广告", "人力资源", "会展服务", "法律咨询"),
    "M": ("工程设计", "检测技术", "环保科技", "建筑设计"),
    "N": ("市政养护", "环境工程"),
    "O": ("家政服务", "美容美发", "摄影", "维修服务"),
    "P": ("教育咨询", "艺术培训", "职业培训"),
    "Q": ("健康管理", "口腔诊所", "养老服务"),
    "R": ("文化传媒", "影视制作", "体育发展"),
    "S": ("公益服务", "社区服务"),
}
SHOPS = ("小吃店", "便利店", "服装店", "理发店", "水果店", "茶饮店", "文具店", "修理铺", "花店", "面馆")
ENDINGS = {
    "enterprise": "有限公司",
    "private": "有限公司",
    "hmt": "（南京）有限公司",
    "foreign": "（中国）有限公司",
    "platform": "平台科技有限公司",
    "state": "集团公司",
    "collective": "合作公司",
    "social_group": "协会",
    "social_organization": "服务社",
    "foundation": "基金会",
    "private_non_enterprise": "服务中心",
    "law_firm": "律师事务所",
    "accounting_firm": "会计师事务所",
    "tax_firm": "税务师事务所",
    "public_institution": "事业发展中心",
    "authority": "管理办公室",
}
_NO_TRADE = frozenset({"law_firm", "accounting_firm", "tax_firm"})


def brands(n: int, rng: np.random.Generator) -> pl.Series:
    """``n`` different words, of three characters as long as there are enough, then of four."""
    short = pl.Series([a + b for a in FIRST for b in SECOND])
    order = rng.permutation(len(short))
    words = short.gather(order[: min(n, len(short))])
    if n > len(words):
        tails = pl.Series(SECOND[:: len(SECOND) // LONGER][:LONGER])
        draw = rng.permutation(len(short) * LONGER)[: n - len(words)]
        words = pl.concat([words, short.gather(draw // LONGER) + tails.gather(draw % LONGER)])
    if len(words) < n:
        raise ValueError(f"{n} names asked for, {len(words)} can be made")
    return words.alias("brand")


def unit_names(units: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """Names for units (columns ``kind``, ``industry``, ``district_name``), each once."""
    n = units.height
    trades = pl.DataFrame(
        [(k, i, t) for k, v in TRADES.items() for i, t in enumerate(v)],
        schema=["industry", "i", "trade"],
        orient="row",
    )
    sizes = {k: len(v) for k, v in TRADES.items()}
    pick = (
        units.select("kind", "district_name", industry=pl.col("industry").fill_null("F"))
        .with_columns(
            brand=brands(n, rng),
            draw=pl.Series(rng.integers(0, 60, n)),
        )
        .with_columns(
            i=pl.col("draw") % pl.col("industry").replace_strict(sizes, default=1, return_dtype=pl.Int64),
        )
    )
    shop = pl.col("draw").mod(len(SHOPS)).replace_strict(dict(enumerate(SHOPS)), return_dtype=pl.String)
    named = pick.join(trades, on=["industry", "i"], how="left", maintain_order="left").select(
        name=pl.when(pl.col("kind") == "merchant")
        .then(pl.col("district_name").fill_null("") + pl.col("brand") + shop)
        .otherwise(
            pl.when(pl.col("kind").is_in(["private", "hmt", "foreign"]))
            .then(pl.lit(""))
            .otherwise(pl.lit("南京"))
            + pl.col("brand")
            + pl.when(pl.col("kind").is_in(list(_NO_TRADE)))
            .then(pl.lit(""))
            .otherwise(pl.col("trade").fill_null(""))
            + pl.col("kind").replace_strict(ENDINGS, default="有限公司", return_dtype=pl.String)
        )
    )
    return named.to_series()


def building_names(kinds: pl.Series, rng: np.random.Generator) -> pl.Series:
    """Names for buildings of the kinds (code list ``building_kind``), each once."""
    endings = {"office": "大厦", "mall": "购物中心", "residential": "花园", "other": "会馆"}
    words = brands(len(kinds), rng)
    return (words + kinds.replace_strict(endings, return_dtype=pl.String)).alias("name")
