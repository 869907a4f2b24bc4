"""Groups an export with Polars and prints the number of groups and the total of engagements."""

import sys

import polars

engagements = polars.col("Clicks").sum() + polars.col("Video Completions").sum()
grouped = (polars.scan_csv(sys.argv[1])
           .group_by("Domain", "Campaign", "Day")
           .agg(engagements.alias("engagements")))
counted = grouped.select(polars.len(), polars.col("engagements").sum())

print(*counted.collect(engine="streaming").row(0))
