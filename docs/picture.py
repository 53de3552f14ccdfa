"""Draw docs/pictures/xinjiekou.png: the sample's buildings by state, on the map."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from lianjian.demo import AS_OF
from lianjian.importing import import_files
from lianjian.model import label
from lianjian.queries import ask
from lianjian.sample import write_sample
from lianjian.store import connect
from lianjian.tables.persons import Pseudonyms
from lianjian.views.map import DISTRICTS, draw_map

PICTURE = Path(__file__).resolve().parent / "pictures" / "xinjiekou.png"


def draw(path: Path = PICTURE) -> None:
    """Write the sample, import it, ask for the state of its office buildings, and draw them."""
    with tempfile.TemporaryDirectory(prefix="lianjian-") as name:
        folder = Path(name)
        files = write_sample(folder, "S")
        with connect(folder / "sample.lbug") as store:
            import_files(files, store, pseudonyms=Pseudonyms(secrets.token_bytes(32)))
            buildings = ask(store, "coverage/buildings", {"as_of": AS_OF}).frame
            places = store.read("Building").select("id", "lon", "lat")
            areas = store.read("BusinessDistrict")
    drawn = draw_map(
        DISTRICTS,
        buildings=buildings.join(places, left_on="building_id", right_on="id", how="left"),
        areas=areas,
        title="新街口样例：商务楼宇的党建状态　Office buildings around Xinjiekou",
        denominator=f"当日存续的{label('building_kind', 'office')} {buildings.height} 座",
        as_of=AS_OF,
        synthetic=True,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn.png(colors=128))


if __name__ == "__main__":
    draw()
