extension SandboxPage {
    static let html = #"""
        <!doctype html>
        <html lang="ja">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>StarLedger Sandbox</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="/sandbox/page.css">
        <script src="/sandbox/page.js" defer></script>
        </head>
        <body data-view="chat">

        <header class="bar">
          <div class="brand">
            <span class="star" aria-hidden="true">✦</span>
            <h1>StarLedger <small>模擬 Telegram · Sandbox</small></h1>
          </div>
          <dl class="facts">
            <div><dt>時計 Clock</dt><dd id="clock">–</dd></div>
            <div><dt>ボットの Stars</dt><dd id="bot-balance">–</dd></div>
            <div><dt>未配達 Pending</dt><dd id="pending">0</dd></div>
            <div><dt>接続 Link</dt><dd id="link" data-state="off">–</dd></div>
          </dl>
        </header>

        <nav class="views" aria-label="表示 View">
          <button type="button" id="view-chat" data-view="chat">💬 チャット</button>
          <button type="button" id="view-ledger" data-view="ledger">📜 台帳</button>
          <button type="button" id="view-faults" data-view="faults">⚡ 障害</button>
        </nav>

        <main>
          <section class="chat" aria-label="チャット Chat">
            <div class="people" id="users" role="tablist" aria-label="だれとして話すか Who"></div>
            <div class="phone">
              <div class="head">
                <span class="face bot" aria-hidden="true">🔮</span>
                <div class="who"><b>StarLedger</b><small id="bot-name">bot</small></div>
                <div class="purse" title="この人の Stars · This person's Stars">
                  <span aria-hidden="true">⭐</span><b id="balance">–</b>
                </div>
              </div>
              <div class="scroll" id="messages" role="log" aria-live="polite"></div>
              <div id="toast" role="status" hidden></div>
              <div class="keys" id="reply-keyboard" hidden></div>
              <form class="composer" id="composer">
                <button type="button" id="sticker" title="ステッカー Sticker"
                  aria-label="ステッカーを送る Send a sticker">🌙</button>
                <textarea id="message-input" rows="1" placeholder="メッセージ Message"
                  aria-label="メッセージ Message"></textarea>
                <button type="submit" id="send" title="送信 Send" aria-label="送信 Send">
                  <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
                    <path fill="currentColor" d="M3 20.5 22 12 3 3.5 3 10l12 2-12 2z"/>
                  </svg>
                </button>
              </form>
              <div class="veil" id="alert" role="alertdialog" aria-modal="true" hidden>
                <div class="card">
                  <p id="alert-text"></p>
                  <button type="button" id="alert-ok">OK</button>
                </div>
              </div>
            </div>
          </section>

          <section class="panel ledger" aria-label="台帳 Ledger">
            <h2>台帳 <small>Ledger</small> <span class="count" id="event-count">0</span></h2>
            <ul class="legend" id="legend"></ul>
            <ol class="events" id="events"></ol>
            <p class="empty" id="no-events">まだ何も起きていません · Nothing has happened yet</p>
          </section>

          <section class="panel faults" aria-label="障害 Faults">
            <h2>障害を起こす <small>Faults</small></h2>
            <div class="group">
              <h3>配達 <small>Delivery</small></h3>
              <button type="button" class="fault" id="fault-redeliver">
                <i>🔁</i><span>直前の更新をもう一度<small>Deliver the last update twice</small></span>
              </button>
            </div>
            <div class="group">
              <h3>次の呼び出し <small>Next call</small></h3>
              <button type="button" class="fault" id="fault-lose-answer">
                <i>🕳️</i><span>返事を失う<small>Lose its answer</small></span>
              </button>
              <div class="pair">
                <button type="button" class="fault" id="fault-500">
                  <i>💥</i><span>500<small>失敗 Fail</small></span>
                </button>
                <button type="button" class="fault" id="fault-429" title="retry_after 3">
                  <i>🐢</i><span>429<small>3秒待て Wait</small></span>
                </button>
              </div>
              <p class="planned" id="planned" hidden></p>
            </div>
            <div class="group">
              <h3>お金 <small>Money</small></h3>
              <select id="refund-charge" aria-label="返金する支払い Payment to refund"></select>
              <button type="button" class="fault" id="fault-refund">
                <i>↩️</i><span>外から返金<small>Refund outside the bot</small></span>
              </button>
            </div>
            <div class="group" id="subscription" hidden>
              <h3>定期 <small>Subscription</small></h3>
              <p class="planned" id="subscription-state"></p>
              <div class="pair">
                <button type="button" class="fault" id="fault-renew">
                  <i>🔁</i><span>更新<small>Renew</small></span>
                </button>
                <button type="button" class="fault" id="fault-fail">
                  <i>💸</i><span>更新失敗<small>Fail to renew</small></span>
                </button>
              </div>
              <div class="pair">
                <button type="button" class="fault" id="fault-cancel">
                  <i>⏹️</i><span>解約<small>Cancel</small></span>
                </button>
                <button type="button" class="fault" id="fault-resume">
                  <i>⏯️</i><span>再開<small>Resume</small></span>
                </button>
              </div>
            </div>
            <div class="group">
              <h3>時と人 <small>Time and people</small></h3>
              <button type="button" class="fault" id="fault-advance">
                <i>🌅</i><span>1日進める<small>Advance the clock by a day</small></span>
              </button>
              <button type="button" class="fault" id="fault-block">
                <i>🚫</i><span id="block-label">ボットをブロック<small>Block the bot</small></span>
              </button>
            </div>
            <div class="group" id="process" hidden>
              <h3>ボット <small>Bot process</small></h3>
              <div class="pair">
                <button type="button" class="fault danger" id="fault-kill"
                  title="閉じも書き出しもせずに · no close, no flush">
                  <i>☠️</i><span>強制終了<small>Kill</small></span>
                </button>
                <button type="button" class="fault" id="fault-start">
                  <i>▶️</i><span>起動<small>Start</small></span>
                </button>
              </div>
            </div>
            <p class="note" id="fault-note" role="status"></p>
          </section>
        </main>
        </body>
        </html>
        """#
}
