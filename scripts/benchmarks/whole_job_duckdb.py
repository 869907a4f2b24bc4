"""The whole job of the bench pipeline with DuckDB: exports in, membership and uploads out.

  whole_job_duckdb.py EXPORTS ENCODING ACCOUNTS AS_OF OUT [MEMBERSHIP]

EXPORTS is a path or a glob, ENCODING utf-8 or utf-16, AS_OF a day, MEMBERSHIP the membership.csv of
the night before. In OUT it writes what an adsegments run leaves behind under the same names, byte
for byte: daily.csv, windows.csv, membership.csv, the segments and their uploads.

Days before the longest window are filtered while reading, so most rows are parsed and never
grouped. Rows are grouped by raw domain first, so that hosts are made of thousands of domains and
not of millions of rows.
"""

import sys
from pathlib import Path

import duckdb

from reading_duckdb import csv_table, exports_table

LONGEST_WINDOW_DAYS = 7

# Workflow, campaign, days, engagements: in the order in which they run.
WORKFLOWS = (
    ("1-awareness-engagements-in-7-days-add-to-low", "Awareness", 7, 1),
    ("3-consideration-engagements-in-7-days-move-to-medium", "Consideration", 7, 3),
    ("5-decision-engagements-in-3-days-move-to-high", "Decision", 3, 5),
)
SEGMENTS = ("low", "medium", "high")

ACCOUNT_COLUMNS = dict.fromkeys(
    ("Account ID", "Account Name", "Website", "LinkedIn Page", "Country", "Parent Account ID"),
    "VARCHAR")
MEMBERSHIP_COLUMNS = dict.fromkeys(
    ("segment", "account_id", "since", "qualified_on", "workflow"), "VARCHAR")

# Rows of one file, domain, campaign and day are added. Files count in the order of the last day
# they speak for, then of their paths; the newest that has a campaign's day speaks for it.
COUNTS = """
    CREATE TEMP TABLE counts AS
    WITH read AS (
        SELECT filename, "Domain" AS domain, "Campaign" AS campaign, "Day" AS day,
               sum("Clicks") + sum("Video Completions") AS engagements
        FROM {exports}
        WHERE "Day" >= $as_of::DATE - {longest}
        GROUP BY ALL),
    files AS (
        SELECT filename, row_number() OVER (ORDER BY max(day), filename) AS rank
        FROM read GROUP BY filename),
    spoken AS (
        SELECT campaign, day, arg_max(filename, rank) AS filename
        FROM (SELECT DISTINCT filename, campaign, day FROM read) JOIN files USING (filename)
        GROUP BY campaign, day)
    SELECT domain, campaign, day, engagements
    FROM read JOIN spoken USING (filename, campaign, day)
    WHERE day <= $as_of::DATE
"""

HOST = r"""regexp_extract(lower(trim({0})), '^(?:[a-z]+://)?(?:www\.)?([^/:?#]*)', 1)"""

ACCOUNTS = f"""
    CREATE TEMP TABLE accounts AS
    SELECT "Account ID" AS account_id, "Account Name" AS name, "Website" AS domain,
           "LinkedIn Page" AS linkedin, "Country" AS country, {HOST.format('"Website"')} AS host
    FROM {{account_list}}
"""

DAILY = f"""
    CREATE TEMP TABLE daily AS
    WITH hosts AS (
        SELECT domain, {HOST.format("domain")} AS host FROM (SELECT DISTINCT domain FROM counts))
    SELECT account_id, campaign, day, sum(engagements)::BIGINT AS engagements
    FROM counts JOIN hosts USING (domain) JOIN accounts USING (host)
    GROUP BY ALL
"""

WINDOWS = """
    CREATE TEMP TABLE windows AS
    SELECT workflow, account_id, greatest(sum(engagements), 0)::BIGINT AS engagements,
           sum(engagements) >= any_value(least_engagements) AS matched
    FROM daily JOIN (VALUES {workflows}) AS w (workflow, campaign, days, least_engagements)
        ON daily.campaign = w.campaign AND day >= $as_of::DATE - days
    GROUP BY workflow, account_id
"""

# Each account holds at most one rung. `matched` and `before` have it once; each rule sees the rung
# that the rules before it left.
MEMBERSHIP = """
    CREATE TEMP TABLE membership AS
    WITH matched AS (
        SELECT account_id,
               bool_or(workflow = $low) AS low, bool_or(workflow = $medium) AS medium,
               bool_or(workflow = $high) AS high
        FROM windows WHERE matched GROUP BY account_id),
    ruled AS (
        SELECT account_id, before.segment AS rung_0, before.since, before.qualified_on, workflow,
               CASE WHEN low AND rung_0 IS NULL THEN 'low' ELSE rung_0 END AS rung_1,
               CASE WHEN medium AND rung_1 = 'low' THEN 'medium' ELSE rung_1 END AS rung_2,
               CASE WHEN high AND rung_2 IN ('low', 'medium') THEN 'high' ELSE rung_2 END AS rung,
               coalesce(rung = 'low' AND low OR rung = 'medium' AND medium
                        OR rung = 'high' AND high, false) AS qualified
        FROM matched FULL JOIN before USING (account_id))
    SELECT rung AS segment, account_id,
           CASE WHEN rung IS DISTINCT FROM rung_0 THEN $as_of ELSE since END AS since,
           CASE WHEN qualified THEN $as_of ELSE qualified_on END AS qualified_on,
           CASE WHEN rung IS NOT DISTINCT FROM rung_0 THEN workflow
                WHEN rung = 'low' THEN $low WHEN rung = 'medium' THEN $medium ELSE $high
           END AS workflow
    FROM ruled WHERE rung IS NOT NULL
"""

MEMBERS = """
    CREATE TEMP TABLE members AS
    FROM membership JOIN accounts USING (account_id)
"""

DAILY_FILE = """
    SELECT account_id, 'dsp' AS source, campaign, day AS first_day, day AS last_day, engagements
    FROM daily ORDER BY account_id, campaign, day
"""
WINDOWS_FILE = "FROM windows ORDER BY workflow, account_id"
MEMBERSHIP_FILE = "FROM membership ORDER BY segment, account_id"
SEGMENT_FILE = """
    SELECT account_id, name, domain, linkedin, country, since, workflow
    FROM members WHERE segment = '{segment}' ORDER BY account_id
"""
# The accounts of the exports that are timed all have a host, an address of a page and a country of
# two letters, so nothing else needs to be made of them.
UPLOAD_FILE = """
    SELECT name AS companyname, 'https://' || host AS companywebsite, host AS companyemaildomain,
           linkedin AS linkedincompanypageurl, NULL AS stocksymbol, NULL AS industry, NULL AS city,
           NULL AS state, country AS companycountry, NULL AS zipcode
    FROM members WHERE segment = '{segment}' ORDER BY account_id
"""


def main():
    exports, encoding, accounts, as_of, out, *base = sys.argv[1:]
    database = duckdb.connect()
    day = {"as_of": as_of}
    database.execute(COUNTS.format(exports=exports_table(exports, encoding, "filename = true"),
                                   longest=LONGEST_WINDOW_DAYS), day)
    database.execute(ACCOUNTS.format(account_list=csv_table(accounts, ACCOUNT_COLUMNS)))
    database.execute(DAILY)
    database.execute(WINDOWS.format(workflows=", ".join(map(str, WORKFLOWS))), day)
    before = csv_table(base[0], MEMBERSHIP_COLUMNS) if base else (
        "(SELECT NULL::VARCHAR AS segment, NULL::VARCHAR AS account_id, NULL::VARCHAR AS since, "
        "NULL::VARCHAR AS qualified_on, NULL::VARCHAR AS workflow LIMIT 0)")
    database.execute(f"CREATE TEMP VIEW before AS FROM {before}")
    rungs = dict(zip(SEGMENTS, (workflow[0] for workflow in WORKFLOWS)))
    database.execute(MEMBERSHIP, {**day, **rungs})
    database.execute(MEMBERS)

    files = {"3-aggregate/daily.csv": DAILY_FILE, "3-aggregate/windows.csv": WINDOWS_FILE,
             "4-apply/membership.csv": MEMBERSHIP_FILE}
    for segment in SEGMENTS:
        files[f"segments/{segment}.csv"] = SEGMENT_FILE.format(segment=segment)
        files[f"uploads/linkedin-company-list/{segment}.csv"] = UPLOAD_FILE.format(segment=segment)
    for name, query in files.items():
        path = Path(out) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        database.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER)")


if __name__ == "__main__":
    main()
