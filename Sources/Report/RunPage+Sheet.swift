extension RunPage {
  /// How the page looks: light or dark as the reader has it, on paper light.
  static let sheet: StaticString = """
    :root {
      color-scheme: light dark;
      --page: #ffffff; --text: #1c2024; --quiet: #59616b; --line: #d7dce1; --band: #f4f6f8;
      --link: #0b5cad; --good: #11693c; --bad: #b3261e;
      --series-1: #0072b2; --series-2: #c85a00; --series-3: #007f5f; --series-4: #a8457a;
      --series-5: #7a6a00; --series-other: #767d85;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #15181c; --text: #e6e9ec; --quiet: #a3acb5; --line: #363d45; --band: #1e2329;
        --link: #7db8f5; --good: #6fcf97; --bad: #ff8a80;
        --series-1: #56b4e9; --series-2: #f0a04b; --series-3: #3fc79a; --series-4: #e38bbd;
        --series-5: #d6c34f; --series-other: #98a0a8;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem;
      background: var(--page); color: var(--text);
      font: 0.9375rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.2; }
    h2 { margin: 2.5rem 0 0.75rem; font-size: 1.25rem; line-height: 1.3; }
    h3 { margin: 1.25rem 0 0.25rem; font-size: 1rem; }
    p, ul { margin: 0.25rem 0 0.75rem; max-width: 60rem; }
    ul { padding-left: 1.25rem; }
    a { color: var(--link); }
    dl { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; margin: 0; }
    dt { color: var(--quiet); font-size: 0.8125rem; }
    dd { margin: 0; font-weight: 600; }
    nav ul {
      display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; margin: 1rem 0 0; padding: 0.5rem 0;
      max-width: none; list-style: none; border-block: 1px solid var(--line);
      font-size: 0.875rem;
    }
    #attention {
      margin-top: 1.5rem; padding: 0.75rem 1.25rem 0.5rem; border: 1px solid var(--line);
      border-left: 4px solid var(--series-2); border-radius: 4px; background: var(--band);
    }
    #attention h2 { margin-top: 0; }
    .good { color: var(--good); font-weight: 600; }
    .bad { color: var(--bad); }
    .note { color: var(--quiet); font-size: 0.8125rem; }
    .frame { overflow-x: auto; margin-top: 1rem; }
    table { border-collapse: collapse; min-width: 24rem; }
    caption { padding: 0 0 0.375rem; text-align: left; font-weight: 600; }
    th, td {
      padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line);
      max-width: 28rem; overflow-wrap: break-word;
      text-align: left; vertical-align: top; font-variant-numeric: tabular-nums;
    }
    th + th, th + td, td + td { padding-left: 0.25rem; }
    thead th {
      color: var(--quiet); font-size: 0.8125rem; font-weight: 600; line-height: 1.3;
      vertical-align: bottom; overflow-wrap: normal;
    }
    tbody th { min-width: 3rem; font-weight: 500; }
    tbody tr:hover { background: var(--band); }
    .number { text-align: right; }
    td.number, .day { white-space: nowrap; }
    code { font: 0.8125rem/1.4 ui-monospace, "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
    figure { margin: 0.5rem 0; }
    figcaption { font-weight: 600; }
    .legend {
      display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; margin: 0.25rem 0 0.5rem; padding: 0;
      max-width: 46rem; list-style: none; font-size: 0.875rem;
    }
    .swatch {
      display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.375em;
      border-radius: 2px;
    }
    .chart { display: block; width: 100%; max-width: 46rem; height: auto; }
    .chart text { fill: var(--quiet); font: 11px system-ui, sans-serif; }
    .chart rect { stroke: var(--page); stroke-width: 1; }
    .grid { stroke: var(--line); }
    .axis { stroke: var(--quiet); }
    .bar { display: block; margin-top: 0.3em; }
    .bar .size { fill: var(--series-1); }
    .bar .before { fill: var(--text); }
    .series-1 { fill: var(--series-1); background: var(--series-1); }
    .series-2 { fill: var(--series-2); background: var(--series-2); }
    .series-3 { fill: var(--series-3); background: var(--series-3); }
    .series-4 { fill: var(--series-4); background: var(--series-4); }
    .series-5 { fill: var(--series-5); background: var(--series-5); }
    .series-other { fill: var(--series-other); background: var(--series-other); }
    summary { cursor: pointer; color: var(--link); font-size: 0.875rem; }
    @media print {
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      body { max-width: none; padding: 0; font-size: 9pt; }
      nav, details { display: none; }
      .frame { overflow: visible; }
      table { min-width: 0; }
      tr, figure { break-inside: avoid; }
      h2, h3, caption { break-after: avoid; }
      a { color: inherit; text-decoration: none; }
    }

    """
}
