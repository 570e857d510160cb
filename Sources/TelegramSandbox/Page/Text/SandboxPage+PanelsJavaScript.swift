extension SandboxPage {
    /// The ledger, the faults, and the start of it all.
    static let panelsJavaScript = #"""
        const families = {
          shop: ['店', 'invoice_sent checkout_approved checkout_rejected'],
          money: ['お金', 'payment_received payment_unmatched payment_conflict refund_requested '
            + 'payment_refunded refund_failed'],
          subscription: ['定期', 'subscription_changed'],
          admin: ['管理', 'granted revoked held released setting_changed incident_noted'],
          use: ['利用', 'reading_started consultation_started ticket_reserved ticket_consumed '
            + 'ticket_released reading_delivered reading_failed consultation_answered '
            + 'consultation_failed'],
          person: ['人', 'first_seen terms_accepted language_chosen feedback_left user_erased'],
          cost: ['費用', 'model_used error_recorded'],
          ledger: ['台帳', 'opening_balance restored reconciled'],
        };
        const familyOf = Object.fromEntries(Object.entries(families).flatMap(
          ([family, [, kinds]]) => kinds.split(' ').map((kind) => [kind, family])));
        const eventsMax = 500;
        const seen = new Set();

        function openLedger() {
          world.ledgerOpen = true;
          const source = new EventSource('/sandbox/ledger');
          // After a break the ledger is told from its beginning; what is shown already is skipped.
          source.onmessage = ({ data }) => showEvent(JSON.parse(data));
        }

        function showEvent(event) {
          if (seen.has(event.position)) return;
          seen.add(event.position);
          $('no-events').hidden = true;
          $('event-count').textContent = String(seen.size);
          const list = $('events');
          const row = make('li', {
            'data-family': familyOf[event.kind] || 'ledger',
            'data-kind': event.kind, 'data-testid': `event-${event.position}`,
            title: JSON.stringify(event, null, 2),
          },
          make('span', { class: 'position' }, String(event.position)),
          make('span', { class: 'kind' }, event.kind),
          make('span', { class: 'meta' }, [eventTime(event.recorded_at), nameOf(event.user)]
            .filter(Boolean).join(' · ')),
          make('span', { class: 'data' }, summary(event.data)));
          list.prepend(row);
          freshen(row, 1600);
          while (list.children.length > eventsMax) list.lastChild.remove();
        }

        function eventTime(text) {
          const time = new Date(text);
          return Number.isNaN(time.getTime()) ? '' : time.toLocaleTimeString('ja-JP', {
            timeZone: 'Asia/Tokyo',
          });
        }

        function nameOf(id) {
          if (id === null || id === undefined) return '';
          return world.users.find((user) => user.id === id)?.name || String(id);
        }

        function summary(data) {
          return Object.entries(data || {}).map(([key, value]) => {
            let text = typeof value === 'string' ? value : JSON.stringify(value);
            if (text.length > 34) text = `${text.slice(0, 20)}…${text.slice(-6)}`;
            return `${key}=${text}`;
          }).join('  ');
        }

        function showPurses(state) {
          world.users = state.users;
          world.payments = state.payments;
          world.subscriptions = state.subscriptions;
          $('bot-name').textContent = '@' + state.bot.username;
          $('bot-balance').textContent = '⭐ ' + stars(state.bot.balance);
          $('pending').textContent = String(state.pending_updates);
          const days = Math.round(state.offset_seconds / 86400);
          $('clock').textContent = new Date(state.now).toLocaleString('ja-JP', {
            month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit',
            timeZone: 'Asia/Tokyo',
          }) + (days ? `（+${days}日）` : '');
          $('process').hidden = !state.can_kill;
          $('planned').hidden = state.planned_faults.length === 0;
          $('planned').textContent = '待機中 Waiting: ' + state.planned_faults.join(', ');
          showRefundable();
          showPurse();
          showUsers();
        }

        function showSubscription() {
          const mine = world.subscriptions.filter((one) => one.user === world.me).at(-1);
          $('subscription').hidden = !mine;
          if (!mine) return;
          const end = new Date(mine.expiry * 1000).toLocaleString('ja-JP', {
            month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit',
            timeZone: 'Asia/Tokyo',
          });
          $('subscription-state').textContent = `${mine.title} · ${mine.state} · ${end}`;
        }

        function showRefundable() {
          const select = $('refund-charge');
          const chosen = select.value;
          select.replaceChildren(...world.payments.toReversed().map((payment) =>
            make('option', { value: payment.charge_id },
              `${nameOf(payment.user)} ⭐${stars(payment.amount)} …${payment.charge_id.slice(-6)}`)));
          if (world.payments.some((one) => one.charge_id === chosen)) select.value = chosen;
          select.hidden = world.payments.length === 0;
          $('fault-refund').disabled = world.payments.length === 0;
        }

        /** Ties a button to a fault and says how it went. */
        function fault(id, run, done) {
          $(id).addEventListener('click', async () => {
            $(id).disabled = true;
            const answer = await run().catch((error) => ({ ok: false, description: `${error}` }));
            $(id).disabled = false;
            $('fault-note').className = answer.ok ? 'note' : 'note bad';
            $('fault-note').textContent = answer.ok ? done : `✕ ${answer.description}`;
          });
        }

        function faults() {
          fault('fault-redeliver', () => post('faults/redeliver'), 'もう一度届けました · Delivered again');
          const next = '次の呼び出しで起こります · With the next call';
          fault('fault-lose-answer', () => post('faults/lose-answer'), next);
          fault('fault-500', () => post('faults/fail-500'), next);
          fault('fault-429', () => post('faults/fail-429'), next);
          fault('fault-refund', () => post('faults/refund', { charge_id: $('refund-charge').value }),
            '返金しました · Refunded');
          for (const deed of ['renew', 'fail', 'cancel', 'resume']) {
            fault(`fault-${deed}`, () => act(deed), '伝えました · Told');
          }
          fault('fault-advance', () => post('faults/advance', { seconds: 86400 }),
            '1日進めました · A day later');
          fault('fault-kill', () => post('faults/kill'), '強制終了しました · Killed');
          fault('fault-start', () => post('faults/start'), '起動しました · Started');
          fault('fault-block', () => {
            const user = world.users.find((one) => one.id === world.me);
            return act('block', { blocked: !user.blocked });
          }, '切り替えました · Switched');
        }

        function views() {
          for (const button of document.querySelectorAll('.views button')) {
            button.addEventListener('click', () => {
              document.body.dataset.view = button.dataset.view;
            });
          }
          $('legend').replaceChildren(...Object.entries(families).map(([family, [name]]) =>
            make('li', { 'data-family': family }, name)));
        }

        views();
        composer();
        faults();
        listen();

        """#
}
