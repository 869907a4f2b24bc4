"""Groups exports with DuckDB and prints the number of groups and the total of engagements.

  grouping_duckdb.py EXPORTS ENCODING

EXPORTS is a path or a glob, ENCODING utf-8 or utf-16.
"""

import sys

import duckdb

from reading_duckdb import exports_table

GROUPING = """
    SELECT count(*), sum(engagements) FROM (
        SELECT "Domain", "Campaign", "Day",
               sum("Clicks") + sum("Video Completions") AS engagements
        FROM {exports}
        GROUP BY "Domain", "Campaign", "Day")
"""

exports, encoding = sys.argv[1:]
grouping = GROUPING.format(exports=exports_table(exports, encoding))
print(*duckdb.connect().execute(grouping).fetchone())
