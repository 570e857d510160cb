extension SandboxPage {
    /// The phone.
    static let chatJavaScript = #"""
        const tags = {
          bold: 'b', italic: 'i', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre',
          blockquote: 'q',
        };

        /** Words with their formatting; Telegram counts UTF-16 units, as JavaScript does. */
        function formatted(text, entities = []) {
          const cuts = new Set([0, text.length]);
          for (const { offset, length } of entities) cuts.add(offset).add(offset + length);
          const places = [...cuts].sort((one, other) => one - other);
          return places.slice(0, -1).map((start, index) => {
            let node = document.createTextNode(text.slice(start, places[index + 1]));
            for (const entity of entities) {
              if (entity.offset > start || entity.offset + entity.length <= start) continue;
              node = wrapped(node, entity);
            }
            return node;
          });
        }

        function wrapped(node, entity) {
          if (entity.type === 'text_link') return link(entity.url, {}, node);
          if (entity.type === 'spoiler') return make('span', { class: 'spoiler' }, node);
          if (entity.type === 'bot_command') return make('a', {}, node);
          return tags[entity.type] ? make(tags[entity.type], {}, node) : node;
        }

        /** An address; an invoice link is paid here instead of being opened. */
        function link(url, attributes, ...children) {
          if (!url.startsWith('https://t.me/$')) {
            return make('a', { ...attributes, href: url, target: '_blank', rel: 'noopener' },
              ...children);
          }
          const pay = (event) => { event.preventDefault(); act('pay', { link: url }); };
          return make('a', { ...attributes, href: url, on: pay }, ...children);
        }

        function showUsers() {
          $('users').replaceChildren(...world.users.map((user, index) => {
            const unread = world.unread[user.id];
            return make('button', {
              type: 'button', id: `user-${user.id}`, role: 'tab',
              'aria-selected': String(user.id === world.me), on: () => become(user.id),
              title: `${user.id} · ${user.language}`,
            },
            make('span', { class: 'face', style: `--hue:${(255 + index * 70) % 360}` },
              user.name.slice(0, 1)),
            make('span', {}, user.blocked ? `${user.name} 🚫` : user.name),
            ...(unread ? [make('span', { class: 'unread' }, String(unread))] : []));
          }));
        }

        function become(id) {
          world.me = id;
          world.unread[id] = 0;
          showPurse();
          showUsers();
          showChat();
        }

        function showPurse() {
          showSubscription();
          const user = world.users.find((one) => one.id === world.me);
          if (!user) return;
          $('balance').textContent = stars(user.balance);
          $('block-label').firstChild.textContent =
            user.blocked ? 'ブロックを解除' : 'ボットをブロック';
          $('block-label').lastChild.textContent =
            user.blocked ? 'Unblock the bot' : 'Block the bot';
        }

        function showChat() {
          const messages = world.chats[world.me] || [];
          const scroll = $('messages');
          settle(scroll, messages.map(kept));
          scroll.scrollTop = scroll.scrollHeight;
          const keys = messages.findLast((one) => one.keys.length > 0)?.keys || [];
          $('reply-keyboard').hidden = keys.length === 0;
          $('reply-keyboard').replaceChildren(...keys.map((row) =>
            make('div', { class: 'row' }, ...row.map((label) => make('button', {
              type: 'button', 'data-testid': `key-${label}`,
              on: () => act('text', { text: label }),
            }, label)))));
        }

        /** Elements that still show what is so, by message. */
        const elements = new Map();

        function kept(message) {
          const state = JSON.stringify([message, world.steps[message.id]]);
          const old = elements.get(message.id);
          if (old?.state === state) return old.element;
          const element = shown(message);
          if (!old) freshen(element, 300);
          elements.set(message.id, { state, element });
          return element;
        }

        /** Marks an element as new for a while. */
        function freshen(element, milliseconds) {
          element.classList.add('fresh');
          setTimeout(() => element.classList.remove('fresh'), milliseconds);
        }

        /** Makes these the children of a parent; those that are in place already are not touched. */
        function settle(parent, children) {
          children.forEach((child, index) => {
            if (parent.children[index] !== child) {
              parent.insertBefore(child, parent.children[index] || null);
            }
          });
          while (parent.children.length > children.length) parent.lastElementChild.remove();
        }

        function shown(message) {
          const testid = `message-${message.id}`;
          if (message.payment || message.refund) {
            const { amount, payload } = message.payment || message.refund;
            return make('div', {
              class: message.refund ? 'service refund' : 'service', 'data-testid': testid,
              title: payload,
            }, message.refund
              ? `↩︎ ⭐${stars(amount)} が返金されました · Refunded`
              : `⭐${stars(amount)} を支払いました · Paid`);
          }
          const parts = [make('div', { class: 'bubble' }, ...contents(message),
            make('time', {}, clockTime(message.date) + (message.edited ? ' 編集済' : '')))];
          if (message.invoice) parts.push(...invoiceRow(message));
          const rows = message.buttons.map((row) => row.filter((button) => !button.pay))
            .filter((row) => row.length);
          if (rows.length) {
            parts.push(make('div', { class: 'rows' }, ...rows.map((row) =>
              make('div', { class: 'row' }, ...row.map((one) => button(message, one))))));
          }
          return make('div', {
            class: message.from_bot ? 'message' : 'message own', 'data-testid': testid,
          }, ...parts);
        }

        function contents(message) {
          if (message.sticker) return [make('span', { class: 'sticker' }, message.sticker)];
          if (message.invoice) {
            const { title, description, amount } = message.invoice;
            return [make('div', { class: 'invoice' }, make('h4', {}, title),
              make('p', {}, description), make('span', { class: 'price' }, `⭐ ${stars(amount)}`))];
          }
          const words = formatted(message.text || '', message.entities);
          if (!message.photo) return words;
          // A photo that is no longer kept, or is none, leaves the card in its place.
          const photo = make('div', { class: 'photo' }, '🃏');
          const picture = make('img', {
            alt: '', 'data-testid': `photo-${message.id}`, src: `/sandbox/photos/${message.id}`,
          });
          picture.addEventListener('load', () => photo.replaceChildren(picture));
          return [photo, ...words];
        }

        function button(message, { text, callback_data: data, url }) {
          if (url) return link(url, { 'data-testid': `button-${url}` }, text);
          return make('button', {
            type: 'button', 'data-testid': `button-${data}`,
            on: () => act('press', { message_id: message.id, data }),
          }, text);
        }

        function invoiceRow(message) {
          const now = world.steps[message.id];
          const row = make('div', { class: 'rows' }, make('div', { class: 'row' },
            make('button', {
              type: 'button', class: 'pay', 'data-testid': `pay-${message.id}`,
              disabled: now?.step === 'waiting',
              on: () => act('pay', { message_id: message.id }),
            }, `⭐${stars(message.invoice.amount)} 支払う`),
            make('button', {
              type: 'button', class: 'decline', 'data-testid': `decline-${message.id}`,
              disabled: now?.step === 'waiting',
              on: () => {
                act('decline', { message_id: message.id });
                world.steps[message.id] = { step: 'declined', detail: '' };
                showChat();
              },
            }, 'やめる')));
          if (!now) return [row];
          return [row, make('div', {
            class: 'status', 'data-step': now.step,
            'data-testid': `payment-status-${message.id}`,
          }, stepText(now))];
        }

        function stepText({ step, detail }) {
          if (step === 'waiting') return 'ボットに確認中… Asking the bot';
          if (step === 'paid') return '✓ 支払い済み Paid';
          if (step === 'failed') return `✕ 失敗 Failed: ${detail}`;
          return '– 支払いませんでした Not paid';
        }

        let toastTimer;
        function showToast(text) {
          $('toast').textContent = text;
          $('toast').hidden = false;
          clearTimeout(toastTimer);
          toastTimer = setTimeout(() => { $('toast').hidden = true; }, 3500);
        }

        function showAlert(text) {
          $('alert-text').textContent = text;
          $('alert').hidden = false;
          $('alert-ok').focus();
        }

        function composer() {
          const input = $('message-input');
          const send = () => {
            const text = input.value.trim();
            if (!text) return;
            input.value = '';
            act('text', { text });
          };
          $('composer').addEventListener('submit', (event) => { event.preventDefault(); send(); });
          input.addEventListener('keydown', (event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          });
          $('sticker').addEventListener('click', () => act('sticker'));
          $('alert-ok').addEventListener('click', () => { $('alert').hidden = true; });
        }

        """#
}
