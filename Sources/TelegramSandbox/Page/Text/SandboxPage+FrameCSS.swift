extension SandboxPage {
    /// Colours, the bar, and how the three parts stand beside each other.
    static let frameCSS = #"""
        :root {
          --night: #14122b; --night-2: #1d1a3d; --line: #35315e; --ink: #eceaf8; --dim: #a7a2cc;
          --gold: #f3c969; --violet: #8b7cf6; --paper: #fff; --text: #1b1a2e; --soft: #6d6a86;
          --own: #e4dcff; --own-2: #d6caff; --good: #1f9d6b; --bad: #d1495b;
          --shadow: 0 18px 50px rgba(5, 3, 25, .45);
          font: 15px/1.5 "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", system-ui, sans-serif;
        }
        * { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html, body { height: 100%; margin: 0; }
        body {
          display: grid; grid-template-rows: auto auto 1fr; color: var(--ink);
          background:
            radial-gradient(900px 500px at 12% -10%, #3a2f80 0, transparent 70%),
            radial-gradient(700px 500px at 105% 110%, #5a2f6d 0, transparent 65%),
            var(--night);
        }
        button, select, textarea { font: inherit; color: inherit; }
        button { cursor: pointer; }
        :focus-visible { outline: 2px solid var(--gold); outline-offset: 2px; }
        small { font-weight: 400; }

        .bar {
          display: flex; align-items: center; justify-content: space-between; gap: 24px;
          padding: 12px 24px; border-bottom: 1px solid var(--line);
        }
        .brand { display: flex; align-items: center; gap: 12px; }
        .brand .star { color: var(--gold); font-size: 24px; line-height: 1; }
        .brand h1 { margin: 0; font-size: 18px; letter-spacing: .02em; }
        .brand h1 small { margin-left: 8px; color: var(--dim); font-size: 13px; }
        .facts { display: flex; gap: 28px; margin: 0; }
        .facts dt { color: var(--dim); font-size: 11px; }
        .facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
        #link[data-state=on] { color: #7be0b5; }
        #link[data-state=off] { color: #ff9aa8; }

        .views { display: none; }
        main {
          display: grid; grid-template-columns: 400px minmax(0, 1fr) 286px; gap: 20px;
          min-height: 0; padding: 18px 24px 22px; max-width: 1560px; width: 100%; margin: 0 auto;
        }
        .panel {
          display: flex; flex-direction: column; min-height: 0; padding: 16px 18px;
          background: rgba(29, 26, 61, .72); border: 1px solid var(--line); border-radius: 18px;
        }
        .panel h2 { margin: 0 0 10px; font-size: 16px; }
        .panel h2 small, .panel h3 small { color: var(--dim); font-size: 12px; }

        @media (max-width: 1020px) {
          .bar { padding: 10px 14px; gap: 10px; }
          .brand h1 small, .facts div:nth-child(3) { display: none; }
          .facts { gap: 14px; }
          .facts dd { font-size: 13px; }
          .views {
            display: grid; grid-template-columns: repeat(3, 1fr); gap: 6px; padding: 8px 10px;
          }
          .views button {
            padding: 8px 4px; border: 1px solid var(--line); border-radius: 12px;
            background: transparent;
          }
          body[data-view=chat] #view-chat, body[data-view=ledger] #view-ledger,
          body[data-view=faults] #view-faults {
            background: var(--violet); border-color: var(--violet); color: #fff; font-weight: 600;
          }
          main { grid-template-columns: minmax(0, 1fr); padding: 4px 10px 10px; gap: 10px; }
          body[data-view] main > section { display: none; }
          body[data-view=chat] main > .chat { display: grid; }
          body[data-view=ledger] main > .ledger, body[data-view=faults] main > .faults {
            display: flex;
          }
        }
        @media (max-width: 520px) {
          .brand h1 { font-size: 15px; }
          .facts div:first-child { display: none; }
          .facts dt { font-size: 10px; }
        }
        @media (prefers-reduced-motion: reduce) {
          * { animation-duration: .01ms !important; transition-duration: .01ms !important; }
        }

        """#
}
