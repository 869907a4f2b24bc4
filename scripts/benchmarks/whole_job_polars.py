"""The whole job of the bench pipeline with Polars: exports in, membership and uploads out.

  whole_job_polars.py EXPORTS ENCODING ACCOUNTS AS_OF OUT [MEMBERSHIP]

EXPORTS is a path or a glob, ENCODING utf-8 or utf-16, AS_OF a day, MEMBERSHIP the membership.csv of
the night before. In OUT it writes what an adsegments run leaves behind under the same names, byte
for byte: daily.csv, windows.csv, membership.csv, the segments and their uploads.

Days before the longest window are filtered while reading, so most rows are parsed and never
grouped. Only the counts of that window are collected; all that follows works on these.
"""

import sys
from datetime import date, timedelta
from pathlib import Path

import polars
from polars import col, lit, when

from reading_polars import exports_frame

LONGEST_WINDOW_DAYS = 7

# Workflow, campaign, days, engagements: in the order in which they run.
WORKFLOWS = (
    ("1-awareness-engagements-in-7-days-add-to-low", "Awareness", 7, 1),
    ("3-consideration-engagements-in-7-days-move-to-medium", "Consideration", 7, 3),
    ("5-decision-engagements-in-3-days-move-to-high", "Decision", 3, 5),
)
LOW, MEDIUM, HIGH = (workflow[0] for workflow in WORKFLOWS)
SEGMENTS = ("low", "medium", "high")
MEMBERSHIP = ("segment", "account_id", "since", "qualified_on", "workflow")


def days_before(day, count):
    """A day so many days before another, as text."""
    return str(day - timedelta(count))


def host(url):
    """The host of an address or domain: lower case, without scheme, www and path."""
    return (url.str.strip_chars().str.to_lowercase()
            .str.extract(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#]*)", 1))


def standing_counts(rows, as_of):
    """Engagements by domain, campaign and day (as text) within the longest window.

    Rows of one file, domain, campaign and day are added. Files count in the order of the last day
    they speak for, then of their paths; the newest that has a campaign's day speaks for it.
    """
    read = (rows.filter(col("Day") >= days_before(as_of, LONGEST_WINDOW_DAYS))
            .group_by("file", "Domain", "Campaign", "Day")
            .agg(engagements=col("Clicks").sum() + col("Video Completions").sum())
            .collect(engine="streaming"))
    files = (read.group_by("file").agg(last=col("Day").max()).sort("last", "file")
             .with_row_index("rank").select("file", "rank"))
    ranked = read.join(files, on="file").filter(col("Day") <= str(as_of))
    return ranked.filter(col("rank") == col("rank").max().over("Campaign", "Day"))


def daily_counts(counts, accounts):
    """Counts by account, campaign and day. Hosts are made of distinct domains, not of all rows."""
    domains = (counts.select("Domain").unique().with_columns(host=host(col("Domain")))
               .join(accounts.select("host", "account_id"), on="host"))
    return (counts.join(domains, on="Domain")
            .group_by("account_id", campaign="Campaign", day="Day")
            .agg(col("engagements").sum())
            .sort("account_id", "campaign", "day"))


def window_counts(daily, as_of):
    """What each workflow's window holds, by account, and whether it is enough."""
    return polars.concat([
        daily.filter(col("campaign") == campaign, col("day") >= days_before(as_of, days))
        .group_by("account_id").agg(col("engagements").sum().clip(0))
        .select(lit(workflow).alias("workflow"), "account_id", "engagements",
                matched=col("engagements") >= least)
        for workflow, campaign, days, least in WORKFLOWS]).sort("workflow", "account_id")


def membership_after(before, windows, as_of):
    """Each account's rung: every rule sees the one that the rules before it left."""
    matched = (windows.filter("matched").group_by("account_id")
               .agg(low=(col("workflow") == LOW).any(), medium=(col("workflow") == MEDIUM).any(),
                    high=(col("workflow") == HIGH).any()))
    ruled = before.join(matched, on="account_id", how="full", coalesce=True).with_columns(
        col("low", "medium", "high").fill_null(False), rung=col("segment"))
    ruled = ruled.with_columns(rung=when(col("low") & col("rung").is_null()).then(lit("low"))
                               .otherwise("rung"))
    ruled = ruled.with_columns(rung=when(col("medium") & (col("rung") == "low")).then(lit("medium"))
                               .otherwise("rung"))
    ruled = ruled.with_columns(rung=when(col("high") & col("rung").is_in(["low", "medium"]))
                               .then(lit("high")).otherwise("rung"))
    entered = col("rung").ne_missing(col("segment"))
    qualified = polars.any_horizontal((col("rung") == segment) & col(segment)
                                      for segment in SEGMENTS)
    rule = col("rung").replace_strict(SEGMENTS, (LOW, MEDIUM, HIGH), return_dtype=polars.String)
    return ruled.filter(col("rung").is_not_null()).select(
        "account_id", segment="rung",
        since=when(entered).then(lit(str(as_of))).otherwise("since"),
        qualified_on=when(qualified).then(lit(str(as_of))).otherwise("qualified_on"),
        workflow=when(entered).then(rule).otherwise("workflow"),
    ).select(MEMBERSHIP).sort("segment", "account_id")


def tables(daily, windows, membership, accounts):
    """Each file of the result and its rows.

    The accounts of the exports that are timed all have a host, an address of a page and a country
    of two letters, so uploads need nothing else made of them.
    """
    yield "3-aggregate/daily.csv", daily.select(
        "account_id", lit("dsp").alias("source"), "campaign", first_day="day", last_day="day",
        engagements="engagements")
    yield "3-aggregate/windows.csv", windows
    yield "4-apply/membership.csv", membership
    members = membership.join(accounts, on="account_id").sort("account_id")
    nothing = lit(None, polars.String)
    for segment in SEGMENTS:
        rows = members.filter(col("segment") == segment)
        yield f"segments/{segment}.csv", rows.select(
            "account_id", "name", "domain", "linkedin", "country", "since", "workflow")
        yield f"uploads/linkedin-company-list/{segment}.csv", rows.select(
            companyname="name", companywebsite=lit("https://") + col("host"),
            companyemaildomain="host", linkedincompanypageurl="linkedin", stocksymbol=nothing,
            industry=nothing, city=nothing, state=nothing, companycountry="country",
            zipcode=nothing)


def main():
    exports, encoding, account_list, as_of, out, *base = sys.argv[1:]
    as_of = date.fromisoformat(as_of)
    accounts = polars.read_csv(account_list, infer_schema=False).select(
        account_id="Account ID", name="Account Name", domain="Website", linkedin="LinkedIn Page",
        country="Country", host=host(col("Website")))
    counts = standing_counts(exports_frame(exports, encoding, with_files=True), as_of)
    daily = daily_counts(counts, accounts)
    windows = window_counts(daily, as_of)
    before = (polars.read_csv(base[0], infer_schema=False) if base else
              polars.DataFrame(schema=dict.fromkeys(MEMBERSHIP, polars.String)))
    membership = membership_after(before, windows, as_of)
    for name, rows in tables(daily, windows, membership, accounts):
        path = Path(out) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows.write_csv(path)


if __name__ == "__main__":
    main()
