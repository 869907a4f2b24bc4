"""How Polars reads the exports that scripts/generate makes."""

import glob

import polars

COLUMNS = {
    "Day": polars.Date, "Advertiser": polars.String, "Campaign ID": polars.String,
    "Campaign": polars.Categorical, "Line Item": polars.String, "Company": polars.String,
    "Domain": polars.String, "Country": polars.String, "Impressions": polars.Int64,
    "Clicks": polars.Int64, "Video Completions": polars.Int64, "Spend": polars.Float64,
}
USED = ["Day", "Campaign", "Domain", "Clicks", "Video Completions"]


def exports_frame(exports, encoding):
    """A lazy frame of a path or glob of exports, with the path of each row's file as `file`.

    scan_csv knows UTF-8 alone. For another encoding its documentation names read_csv, which has
    Python decode a whole file in memory before it is parsed.
    """
    if encoding == "utf-8":
        return polars.scan_csv(exports, schema=COLUMNS, include_file_paths="file")
    return polars.concat([
        polars.read_csv(path, schema=COLUMNS, columns=USED, encoding=encoding).lazy()
        .with_columns(file=polars.lit(path))
        for path in sorted(glob.glob(exports))])
