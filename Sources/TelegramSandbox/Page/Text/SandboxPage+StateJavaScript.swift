extension SandboxPage {
    /// What the page knows, how it learns of it, and how it says what a person does.
    static let stateJavaScript = #"""
        const $ = (id) => document.getElementById(id);

        /** Makes one element; children may be texts or elements. */
        function make(tag, attributes = {}, ...children) {
          const element = document.createElement(tag);
          for (const [name, value] of Object.entries(attributes)) {
            if (name === 'on') element.addEventListener('click', value);
            else if (value !== undefined && value !== false) element.setAttribute(name, value);
          }
          element.append(...children);
          return element;
        }

        const world = {
          users: [], chats: {}, payments: [], subscriptions: [], me: null,
          /** Steps of payments by message. */
          steps: {},
          /** Messages not looked at yet, by chat. */
          unread: {},
          ledgerOpen: false,
        };

        async function post(path, body = {}) {
          const response = await fetch('/sandbox/' + path, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          });
          return response.json();
        }

        const act = (deed, body) => post(`users/${world.me}/${deed}`, body);

        const stars = (count) => Number(count).toLocaleString('ja-JP');

        function clockTime(seconds) {
          return new Date(seconds * 1000).toLocaleTimeString('ja-JP', {
            hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo',
          });
        }

        function listen() {
          const source = new EventSource('/sandbox/stream');
          const on = (name, handle) =>
            source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
          source.onopen = () => setLink(true);
          source.onerror = () => setLink(false);
          on('hello', hello);
          on('purses', showPurses);
          on('message', receive);
          on('deleted', ({ chat, id }) => {
            world.chats[chat] = (world.chats[chat] || []).filter((one) => one.id !== id);
            if (chat === world.me) showChat();
          });
          on('toast', ({ user, text, alert }) => {
            if (user === world.me) (alert ? showAlert : showToast)(text);
          });
          on('payment', ({ message, step, detail }) => {
            world.steps[message] = { step, detail };
            if (!message) showToast(stepText({ step, detail }));
            showChat();
          });
        }

        function setLink(isOn) {
          $('link').dataset.state = isOn ? 'on' : 'off';
          $('link').textContent = isOn ? '● 接続中' : '○ 切断';
        }

        function hello(state) {
          world.chats = state.chats;
          world.me = world.me ?? state.users[0]?.id;
          showPurses(state);
          showChat();
          if (state.has_ledger && !world.ledgerOpen) openLedger();
        }

        function receive(message) {
          const chat = (world.chats[message.chat] ||= []);
          const index = chat.findIndex((one) => one.id === message.id);
          if (index < 0) chat.push(message); else chat[index] = message;
          if (message.chat === world.me) showChat();
          else if (message.from_bot && index < 0) {
            world.unread[message.chat] = (world.unread[message.chat] || 0) + 1;
            showUsers();
          }
        }

        """#
}
