extension SandboxPage {
    /// The ledger beside the chat, and the faults.
    static let panelsCSS = #"""
        .count {
          padding: 1px 9px; border-radius: 99px; background: var(--line); font-size: 12px;
          font-weight: 600; font-variant-numeric: tabular-nums;
        }
        .legend {
          display: flex; flex-wrap: wrap; gap: 4px 14px; margin: 0 0 10px; padding: 0;
          list-style: none; color: var(--dim); font-size: 12px;
        }
        .legend li::before {
          content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px;
          border-radius: 50%; background: var(--family);
        }
        [data-family=shop] { --family: #6fb3ff; }
        [data-family=money] { --family: #f3c969; }
        [data-family=subscription] { --family: #e39bf0; }
        [data-family=admin] { --family: #ff8f8f; }
        [data-family=use] { --family: #67dccb; }
        [data-family=person] { --family: #a9dd7a; }
        [data-family=cost] { --family: #ffab73; }
        [data-family=ledger] { --family: #b9b4da; }
        .events {
          flex: 1; min-height: 0; margin: 0 -8px; padding: 0 8px; overflow-y: auto;
          list-style: none;
        }
        .events li {
          display: grid; grid-template-columns: 38px minmax(0, 1fr) auto; gap: 0 8px;
          align-items: baseline; padding: 7px 10px 7px 12px; border-left: 3px solid var(--family);
          border-radius: 0 10px 10px 0; background: rgba(255, 255, 255, .035);
        }
        .events li + li { margin-top: 4px; }
        .events li.fresh { animation: glow 1.6s ease-out; }
        @keyframes glow {
          from { background: color-mix(in srgb, var(--family) 38%, transparent); }
        }
        .events .position { color: var(--dim); font-variant-numeric: tabular-nums; }
        .events .position::before { content: "#"; opacity: .6; }
        .events .kind { color: var(--family); font-weight: 600; overflow-wrap: anywhere; }
        .events .meta { color: var(--dim); font-size: 12px; font-variant-numeric: tabular-nums; }
        .events .data {
          grid-column: 2 / -1; color: #d3cff0; font-size: 12.5px; overflow-wrap: anywhere;
          font-family: ui-monospace, "DejaVu Sans Mono", "Noto Sans CJK JP", monospace;
        }
        @media (max-width: 520px) {
          .events li { grid-template-columns: 38px minmax(0, 1fr); }
          .events .meta { grid-column: 2; }
        }
        .empty { flex: 1; display: grid; place-items: center; margin: 0; color: var(--dim); }

        .faults { overflow-y: auto; }
        .group { display: grid; gap: 6px; margin-bottom: 12px; }
        .group h3 { margin: 0; font-size: 13px; color: var(--ink); }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 6px; }
        .fault {
          display: flex; align-items: center; gap: 9px; width: 100%; padding: 5px 10px;
          border: 1px solid var(--line); border-radius: 12px; text-align: left; line-height: 1.3;
          background: rgba(255, 255, 255, .045); transition: background .15s, border-color .15s;
        }
        .fault:hover { background: rgba(139, 124, 246, .25); border-color: var(--violet); }
        .fault:disabled { opacity: .45; cursor: not-allowed; }
        .fault.danger:hover { background: rgba(209, 73, 91, .3); border-color: var(--bad); }
        .fault i { font-style: normal; font-size: 17px; }
        .fault small { display: block; color: var(--dim); font-size: 11.5px; }
        select {
          width: 100%; padding: 6px 10px; border: 1px solid var(--line); border-radius: 12px;
          background: var(--night-2);
        }
        .planned {
          margin: 0; padding: 5px 10px; border-radius: 10px; background: rgba(243, 201, 105, .16);
          color: var(--gold); font-size: 12px;
        }
        .note { min-height: 1.4em; margin: 0; color: var(--gold); font-size: 13px; }
        .note.bad { color: #ff9aa8; }

        """#
}
