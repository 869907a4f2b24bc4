"""Groups an export with DuckDB and prints the number of groups and the total of engagements."""

import sys

import duckdb

GROUPING = """
    SELECT count(*), sum(engagements) FROM (
        SELECT "Domain", "Campaign", "Day",
               sum("Clicks") + sum("Video Completions") AS engagements
        FROM read_csv(?)
        GROUP BY "Domain", "Campaign", "Day")
"""

print(*duckdb.connect().execute(GROUPING, [sys.argv[1]]).fetchone())
