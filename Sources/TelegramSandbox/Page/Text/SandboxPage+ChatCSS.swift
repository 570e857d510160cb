extension SandboxPage {
    /// The phone: tabs, messages, keyboards, invoices.
    static let chatCSS = #"""
        .chat { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 10px; min-height: 0; }
        .people { display: flex; gap: 6px; overflow-x: auto; padding: 2px; }
        .people button {
          position: relative; flex: 1 0 auto; display: flex; align-items: center; gap: 6px;
          padding: 4px 11px 4px 4px; font-size: 14px; border: 1px solid var(--line); border-radius: 99px;
          background: rgba(29, 26, 61, .72); white-space: nowrap;
        }
        .people button[aria-selected=true] { background: var(--ink); color: var(--text); }
        .people .unread {
          position: absolute; top: -3px; right: -2px; min-width: 18px; padding: 0 5px;
          border-radius: 9px; background: var(--gold); color: #33270a; font-size: 11px;
          font-weight: 700; text-align: center;
        }
        .face {
          display: grid; place-items: center; width: 26px; height: 26px; border-radius: 50%;
          background: hsl(var(--hue, 255) 60% 62%); color: #fff; font-weight: 700; font-size: 13px;
        }
        .face.bot { width: 38px; height: 38px; font-size: 20px; background: #2b2560; }

        .phone {
          position: relative; display: grid; grid-template-rows: auto minmax(0, 1fr) auto auto;
          min-height: 0; overflow: hidden; color: var(--text); background: #e9e5f8;
          border: 6px solid #07061a; border-radius: 30px; box-shadow: var(--shadow);
        }
        .head {
          display: flex; align-items: center; gap: 10px; padding: 10px 14px;
          background: var(--paper); border-bottom: 1px solid #e3e0f0;
        }
        .who { flex: 1; min-width: 0; line-height: 1.25; }
        .who small { display: block; color: var(--soft); font-size: 12px; }
        .purse {
          display: flex; gap: 5px; padding: 4px 11px; border-radius: 99px; background: #fdf3d8;
          font-variant-numeric: tabular-nums;
        }
        .scroll {
          display: flex; flex-direction: column; gap: 6px; overflow-y: auto; padding: 14px 12px;
          background:
            radial-gradient(circle at 20% 15%, rgba(139, 124, 246, .2) 0, transparent 45%),
            radial-gradient(circle at 90% 80%, rgba(243, 201, 105, .22) 0, transparent 45%), #ece9fa;
        }
        .scroll::before { content: ""; flex: 1 0 auto; }
        .message { max-width: 88%; align-self: flex-start; }
        .message.fresh, .service.fresh { animation: rise .18s ease-out; }
        .message.own { align-self: flex-end; }
        @keyframes rise { from { opacity: 0; transform: translateY(6px); } }
        .bubble {
          display: flow-root; padding: 8px 12px 5px; border-radius: 16px 16px 16px 5px;
          background: var(--paper);
          box-shadow: 0 1px 1px rgba(30, 20, 70, .12); overflow-wrap: anywhere;
          white-space: pre-wrap;
        }
        .own .bubble { background: var(--own); border-radius: 16px 16px 5px 16px; }
        .bubble time {
          float: right; margin: 6px 0 0 10px; color: var(--soft); font-size: 11px;
        }
        .bubble a { color: #5a3fd6; }
        .bubble code, .bubble pre {
          font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px;
          background: rgba(90, 63, 214, .08); border-radius: 4px; padding: 0 3px;
        }
        .bubble .spoiler { background: #bbb6d6; color: transparent; border-radius: 4px; }
        .bubble .spoiler:hover { color: inherit; background: rgba(90, 63, 214, .12); }
        .sticker { font-size: 64px; line-height: 1.1; padding: 2px 6px; }
        .photo {
          display: grid; place-items: center; min-height: 150px; margin: -2px -6px 6px;
          border-radius: 12px; background: linear-gradient(140deg, #3a2f80, #a45f96);
          font-size: 44px; overflow: hidden;
        }
        .photo img { display: block; width: 100%; }
        .service {
          align-self: center; max-width: 92%; padding: 4px 14px; border-radius: 99px;
          background: rgba(55, 45, 110, .62); color: #fff; font-size: 13px; text-align: center;
        }
        .service.refund { background: rgba(150, 55, 80, .72); }
        .rows { display: grid; gap: 4px; margin-top: 4px; }
        .row { display: flex; gap: 4px; }
        .row button, .row a {
          flex: 1; min-width: 0; padding: 8px 8px; border: 0; border-radius: 10px; color: #fff;
          background: rgba(74, 60, 150, .78); text-align: center; text-decoration: none;
          line-height: 1.3; overflow-wrap: anywhere; transition: background .15s;
        }
        .row button:hover, .row a:hover { background: rgba(74, 60, 150, .98); }
        .row button:disabled { cursor: progress; opacity: .65; }

        .invoice h4 { margin: 0 0 2px; font-size: 16px; }
        .invoice p { margin: 0 0 6px; color: var(--soft); font-size: 13px; }
        .invoice .price { font-size: 20px; font-weight: 700; }
        .row .pay { background: linear-gradient(180deg, #f7d67f, #ecb944); color: #3b2c05; }
        .row .pay:hover { background: #f9dd93; }
        .row .pay, .row .decline { font-weight: 600; white-space: nowrap; }
        .row .decline { flex: 0 0 88px; background: rgba(80, 75, 110, .5); }
        .status { display: flex; align-items: center; gap: 7px; margin: 5px 2px 0; font-size: 13px; }
        .status[data-step=paid] { color: var(--good); font-weight: 600; }
        .status[data-step=failed] { color: var(--bad); font-weight: 600; }
        .status[data-step=waiting]::before {
          content: ""; width: 14px; height: 14px; border: 2px solid #c9c2ee;
          border-top-color: #5a3fd6; border-radius: 50%; animation: turn .8s linear infinite;
        }
        @keyframes turn { to { transform: rotate(360deg); } }

        .keys { display: grid; gap: 5px; padding: 8px; background: #d9d4ee; }
        .keys .row button { background: #fff; color: var(--text); }
        .keys .row button:hover { background: #f4f1ff; }
        .composer {
          display: flex; align-items: flex-end; gap: 6px; padding: 8px 10px; background: #fff;
        }
        .composer textarea {
          flex: 1; min-width: 0; max-height: 120px; padding: 8px 12px; resize: none;
          border: 1px solid #dcd8ee; border-radius: 18px; background: #f7f5fd;
        }
        .composer button {
          display: grid; place-items: center; flex: none; width: 40px; height: 40px; border: 0;
          border-radius: 50%; background: #f0edfa; font-size: 18px;
        }
        #send { background: #5a3fd6; color: #fff; }
        #send:hover { background: #4830bb; }
        #toast {
          position: absolute; left: 50%; top: 76px; transform: translateX(-50%); z-index: 2;
          width: max-content; max-width: 86%; padding: 9px 16px; border-radius: 14px; color: #fff;
          background: rgba(25, 20, 60, .93); box-shadow: var(--shadow); animation: rise .2s;
        }
        .veil {
          position: absolute; inset: 0; z-index: 3; display: grid; place-items: center;
          background: rgba(15, 10, 45, .5);
        }
        .veil .card { width: 78%; padding: 20px; border-radius: 18px; background: #fff; }
        .veil p { margin: 0 0 14px; white-space: pre-wrap; }
        .veil button {
          display: block; margin-left: auto; padding: 7px 20px; border: 0; border-radius: 10px;
          background: #5a3fd6; color: #fff;
        }
        @media (max-width: 1020px) { .phone { border-width: 3px; border-radius: 20px; } }

        """#
}
