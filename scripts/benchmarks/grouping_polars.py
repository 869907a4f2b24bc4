"""Groups exports with Polars and prints the number of groups and the total of engagements.

  grouping_polars.py EXPORTS ENCODING

EXPORTS is a path or a glob, ENCODING utf-8 or utf-16.
"""

import sys

import polars

from reading_polars import exports_frame

exports, encoding = sys.argv[1:]
engagements = polars.col("Clicks").sum() + polars.col("Video Completions").sum()
grouped = (exports_frame(exports, encoding)
           .group_by("Domain", "Campaign", "Day")
           .agg(engagements.alias("engagements")))
counted = grouped.select(polars.len(), polars.col("engagements").sum())

print(*counted.collect(engine="streaming").row(0))
