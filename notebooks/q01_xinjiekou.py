# %% [markdown]
# # 新街口商圈：哪里还没有覆盖，谁可以一起去做？
#
# Xinjiekou business district: where is nothing set up yet, and who could act there together?
#
# 数据为**合成数据**：区划是真实的，单位、楼宇、组织、人数全部是编造的。
# 全部步骤：写出样例表格、导入、提两个问题、画一张地图和一张联盟图。

# %%
import secrets
import tempfile
from datetime import date
from pathlib import Path

from lianjian.importing import import_files
from lianjian.model.codes import label
from lianjian.queries import ask, run_text
from lianjian.sample import write_sample
from lianjian.store import connect
from lianjian.tables.persons import Pseudonyms
from lianjian.views.answer import k_of_n
from lianjian.views.graph import to_networkx
from lianjian.views.html import html_table
from lianjian.views.map import DISTRICTS, draw_map
from lianjian.views.network import draw_alliance

AS_OF = date(2022, 6, 30)
folder = Path(tempfile.mkdtemp())

# %% [markdown]
# ## 导入样例
#
# 十四张表一次导入。人员表只以化名入库：密钥在库外，本例用一次性的密钥。

# %%
files = write_sample(folder / "样例", size="S")
store = connect(folder / "样例.lbug")
report = import_files(files, store, pseudonyms=Pseudonyms(secrets.token_bytes(32)))
f"{len(files)} 个文件：读入 {report.read} 条，新增 {report.created} 条"

# %% [markdown]
# ## 问题一：各区的组织覆盖与工作覆盖各是多少？

# %%
classes = ask(store, "coverage/unit_classes", {"as_of": AS_OF})
html_table(classes)

# %% [markdown]
# 两个覆盖率都写成 k / n，分母各不相同；范围不详的单位不在分母里。

# %%
total = classes.frame.row(-1, named=True)
{
    "组织覆盖": k_of_n(total["in_scope_covered"], total["in_scope"]),
    "工作覆盖": k_of_n(total["of_which_work_covered"], total["in_scope_without_organization"]),
    "范围不详（不在分母内）": total["scope_unknown"],
}

# %% [markdown]
# ## 地图：商务楼宇的状态
#
# 楼宇的状态来自问题 `coverage/buildings`，位置来自楼宇本身；商圈只画到其范围。

# %%
buildings = ask(store, "coverage/buildings", {"as_of": AS_OF})
places = store.read("Building").select("id", "lon", "lat")
draw_map(
    DISTRICTS,
    buildings=buildings.frame.join(places, left_on="building_id", right_on="id", how="left"),
    areas=store.read("BusinessDistrict"),
    title="新街口周边商务楼宇的党建状态",
    denominator=f"当日存续的{label('building_kind', 'office')} {buildings.frame.height} 座",
    as_of=AS_OF,
    synthetic=True,
)

# %% [markdown]
# ## 问题二：谁可以一起去做？
#
# 跨区的联盟，连同商圈内的单位数、从业人员与牵头单位。

# %%
cross = ask(store, "alliances/cross_district", {"as_of": AS_OF})
html_table(cross)

# %% [markdown]
# ## 联盟图：牵头单位在中间，成员按所在区分组
#
# 虚线连接参加活动的成员与主办的成员，红色的跨区。这里直接写 Cypher；市委组织部不属于任何一个区。

# %%
first = cross.frame.row(0, named=True)
members = ask(store, "alliances/members", {"as_of": AS_OF, "alliance": first["alliance"]})
attended = run_text(
    store,
    """
    MATCH (h:Organization)<-[:HELD_BY]-(x:Activity)-[:UNDER]->(a:Alliance)
    WHERE a.id = $alliance AND $first <= x.since AND x.since <= $last
    WITH h, x
    MATCH (m:Organization|Enterprise|Institution|Division|Building|ServicePoint)-[:ATTENDS]->(x)
    WHERE m.id <> h.id
    RETURN DISTINCT m.id AS from_id, h.id AS to_id ORDER BY from_id, to_id
    """,
    {"alliance": first["alliance_id"], "first": date(2021, 7, 1), "last": AS_OF},
)
draw_alliance(
    members, conveners=first["conveners"], ties=attended.frame, tie="一年内成员参加成员主办的活动",
    synthetic=True,
)

# %% [markdown]
# 同一个答案也可以作为 networkx 图继续计算，例如各类成员的数目。

# %%
graph = to_networkx(members)
kinds = [data["type"] for _, data in graph.nodes(data=True) if data["type"] != "Alliance"]
{kind: kinds.count(kind) for kind in sorted(set(kinds))}

# %%
store.close()
