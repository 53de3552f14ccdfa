"""lianjian (联建): a dated graph of a city's organizations, and what to ask of it."""

__version__ = "0.1.0"
