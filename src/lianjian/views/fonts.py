"""matplotlib for pictures with Chinese text: found fonts, fixed output, one message where something lacks.

matplotlib is optional; :func:`matplotlib` imports it or says how to install it.
"""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .answer import ViewError
from .export import atomic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.figure import Figure

CHINESE = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "SimHei", "Noto Sans CJK JP",
)
"""In order of preference. The last has all characters too, some in their Japanese form."""
LATIN = "DejaVu Sans"
SHIPPED = "pylopdf_fonts_zh_cn"
"""A package of the extra ``notebooks`` that ships Noto Sans SC under the Open Font License."""
INSTALL = "pip install 'lianjian[notebooks]'"
DPI = 144
BOLD = 700
"""matplotlib's number for the weight bold."""


class FontWarning(UserWarning):
    """No Chinese font was found: Chinese text in pictures shows as boxes."""


def matplotlib() -> Any:
    """The module matplotlib, set to draw without a display; ViewError names the extra where it lacks."""
    try:
        module = import_module("matplotlib")
        import_module("matplotlib.figure")
    except ImportError as error:
        raise ViewError(
            "pictures-missing", "绘图需要 matplotlib，尚未安装",
            "pictures need matplotlib, which is not installed", INSTALL,
        ) from error
    return module


@cache
def families() -> tuple[str, ...]:
    """The font families to draw with: the first Chinese ones that exist, then DejaVu Sans.

    Only families that exist are named, since matplotlib reports each missing one for each text.
    Where the machine has none, the one of the package ``pylopdf-fonts-zh-cn`` is loaded; where that
    lacks too, a single FontWarning says so.
    """
    manager = import_module("matplotlib.font_manager").fontManager
    # the cache on disk may name files that are gone, and then hides fonts added under the same name
    manager.ttflist = [f for f in manager.ttflist if Path(f.fname).exists()]
    found = _upright(manager)
    if not found and find_spec(SHIPPED) is not None:
        manager.addfont(str(import_module(SHIPPED).sans_path()))
        found = _upright(manager)
    if not found:
        warnings.warn(
            f"没有中文字体，图中汉字将显示为方框 / no Chinese font was found: {INSTALL}",
            FontWarning, stacklevel=3,
        )
    return (*found[:2], LATIN)


def bold() -> str:
    """The weight of headings: bold where all families have it, for matplotlib reports each that lacks it."""
    fonts = import_module("matplotlib.font_manager").fontManager.ttflist
    heavy = {f.name for f in fonts if f.style == "normal" and _weight(f.weight) == BOLD}
    return "bold" if heavy.issuperset(families()) else "normal"


def _upright(manager: Any) -> tuple[str, ...]:
    # variable fonts register with the weight Thin only, and would be drawn so
    there = {f.name for f in manager.ttflist if f.style == "normal" and _weight(f.weight) in range(300, 601)}
    return tuple(name for name in CHINESE if name in there)


def _weight(weight: int | str) -> int:
    names: dict[str, int] = import_module("matplotlib.font_manager").weight_dict
    return names.get(weight, 400) if isinstance(weight, str) else int(weight)


@contextmanager
def drawing() -> Iterator[None]:
    """Settings every picture is drawn and saved under; they end with the block."""
    module = matplotlib()
    settings = {
        "font.family": list(families()), "font.size": 9, "axes.unicode_minus": False, "svg.fonttype": "path",
        "svg.hashsalt": "lianjian", "figure.dpi": DPI, "savefig.dpi": DPI, "figure.facecolor": "white",
        "savefig.facecolor": "white",
    }
    with module.rc_context(settings), warnings.catch_warnings():
        # one FontWarning has been said; matplotlib would add one for each character
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of ``width`` by ``height`` inches that no window and no pyplot state knows."""
    matplotlib()
    agg = import_module("matplotlib.backends.backend_agg")
    figure: Figure = import_module("matplotlib.figure").Figure(figsize=(width, height))
    agg.FigureCanvasAgg(figure)
    return figure


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture: shows itself in a notebook, gives ``png`` and ``svg`` bytes, saves itself.

    Equal pictures give equal bytes. ``figure`` is the matplotlib figure, for further drawing.
    """

    figure: Figure

    def png(self, *, colors: int | None = None) -> bytes:
        """The picture as PNG, reduced to ``colors`` colours (at most 256) where given."""
        data = self._saved("png", {"Software": None})
        if colors is None:
            return data
        image = import_module("PIL.Image")
        buffer = BytesIO()
        with image.open(BytesIO(data)) as full:
            reduced = full.convert("RGB").quantize(colors, method=image.Quantize.FASTOCTREE, dither=0)
        reduced.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()

    def svg(self) -> bytes:
        """The picture as SVG with text as paths, which looks the same on any machine."""
        return self._saved("svg", {"Date": None})

    def pdf(self) -> bytes:
        """The picture as PDF."""
        return self._saved("pdf", {"CreationDate": None})

    def save(self, path: str | Path) -> None:
        """Write the picture to ``path`` (.png, .svg or .pdf), put in place in one step."""
        target = Path(path)
        kind = target.suffix.lower()
        writers = {".png": self.png, ".svg": self.svg, ".pdf": self.pdf}
        if kind not in writers:
            raise ViewError(
                "picture-format", f"不支持的图片格式：{kind or '（无）'}",
                f"no such picture format: {kind or '(none)'}",
                "可用 .png、.svg、.pdf / use .png, .svg or .pdf",
            )
        data = writers[kind]()
        with atomic(target) as file:
            file.write(data)

    def _repr_png_(self) -> bytes:
        return self.png(colors=64)

    def _saved(self, format: str, metadata: dict[str, str | None]) -> bytes:  # noqa: A002
        buffer = BytesIO()
        with drawing():
            self.figure.savefig(buffer, format=format, metadata=metadata)
        return buffer.getvalue()
