"""Data the package brings along: divisions of Nanjing, the constructed core of the sample."""
