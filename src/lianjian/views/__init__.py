"""Answers and graphs as people see them: tables, files, maps, network pictures."""
