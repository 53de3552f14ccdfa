"""``python -m lianjian``."""

from .cli import main

main()
