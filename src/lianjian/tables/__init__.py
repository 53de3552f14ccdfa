"""From sheets to records: reading, headings, values, names, and every problem found on the way."""
