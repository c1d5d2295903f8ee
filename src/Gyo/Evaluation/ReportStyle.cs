namespace Gyo.Evaluation;

/// <summary>The style sheet of <see cref="HtmlReport"/>: one column on a phone, light or dark as the reader's system is.</summary>
internal static class ReportStyle
{
    public static Html Css => $$"""
        :root {
          color-scheme: light dark;
          --page: #f5f6f8; --card: #ffffff; --ink: #1b1f27; --soft: #626b7a; --rule: #e2e5ea;
          --blue: #2563eb; --amber: #c2620a; --green: #15803d; --red: #c8324a;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #101318; --card: #191d24; --ink: #e7eaf0; --soft: #98a2b3; --rule: #2b313b;
            --blue: #6ea8fe; --amber: #f5a742; --green: #4ade80; --red: #fb7185;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 28px 16px 64px; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 4px; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 40px 0 12px; }
        h3 { font-size: 1rem; margin: 0 0 8px; }
        p { margin: 0 0 12px; max-width: 75ch; }
        .soft, small { color: var(--soft); }
        small { font-size: .82rem; }
        .card { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 16px; }
        .tiles, .charts { display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(max(150px, 22%), 1fr)); }
        .tiles { margin-top: 20px; }
        .charts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); }
        .tile b { display: block; font-size: 1.75rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
        .tile.seen b { color: var(--blue); } .tile.unseen b { color: var(--amber); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
        th, td { text-align: right; padding: 7px 10px; border-bottom: 1px solid var(--rule); white-space: nowrap; }
        th { font-weight: 600; color: var(--soft); font-size: .85rem; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        tr:last-child td { border-bottom: 0; }
        td small { display: block; }
        .names td:nth-child(2), .names th:nth-child(2) { text-align: left; }
        .names td:not(:last-child) { white-space: normal; overflow-wrap: anywhere; }
        .bar { display: inline-block; width: calc(160px * var(--share)); height: 8px; border-radius: 4px; background: var(--red); margin-right: 8px; vertical-align: middle; }
        svg { display: block; width: 100%; height: auto; font-size: 12px; fill: var(--soft); }
        svg .note { font-size: 11.5px; fill: var(--ink); }
        .grid { stroke: var(--rule); } .threshold { stroke: var(--ink); stroke-dasharray: 4 4; }
        .seen { --series: var(--blue); } .unseen { --series: var(--amber); }
        .known { --series: var(--green); } .unknown { --series: var(--red); }
        .line { fill: none; stroke: var(--series); stroke-width: 2.2; stroke-linejoin: round; }
        .dot { fill: var(--series); } .area { fill: var(--series); fill-opacity: .35; stroke: var(--series); stroke-width: 1.4; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: .85rem; margin-bottom: 6px; color: var(--soft); }
        .key::before { content: ""; display: inline-block; width: 10px; height: 10px; border-radius: 3px;
          background: var(--series); margin-right: 6px; }
        .query { display: grid; grid-template-columns: 190px 1fr; gap: 16px; margin-bottom: 12px; }
        .query .answers { display: grid; gap: 10px; grid-template-columns: repeat(6, 1fr); }
        figure { margin: 0; min-width: 0; }
        figcaption { font-size: .82rem; line-height: 1.35; margin-top: 5px; overflow-wrap: anywhere; }
        figcaption b { display: block; font-weight: 600; }
        .shot { width: 100%; aspect-ratio: 1; border-radius: 8px; object-fit: contain; background: var(--page); display: block; }
        .none { display: grid; place-items: center; color: var(--soft); font-size: .8rem; }
        .asked .shot { outline: 2px solid var(--ink); outline-offset: -2px; }
        .right .shot { outline: 3px solid var(--green); outline-offset: -3px; }
        .right b { color: var(--green); }
        @media (max-width: 620px) {
          .card { padding: 12px; }
          th, td { padding: 6px 4px; }
          .bar { width: calc(60px * var(--share)); }
          td small { font-size: .72rem; }
          .query { grid-template-columns: 1fr; }
          .query .asked { display: grid; grid-template-columns: 120px 1fr; gap: 12px; }
          .query .answers { grid-template-columns: repeat(3, 1fr); }
          .answers figcaption small { font-size: .72rem; }
        }
        @media print { .query, .card { break-inside: avoid; } }
        """;
}
