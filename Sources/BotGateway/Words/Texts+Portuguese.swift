extension Texts {
    /// The Portuguese texts, as written in Brazil.
    static let portuguese = #"""
        # Primeiro contato
        start.welcome:
          Boas-vindas! Que bom ter você aqui 🌙

          Este é um lugar tranquilo para olhar o coração e o caminho pela frente, na companhia das 78 cartas do tarô.

          Nos primeiros {trial_days} {trial_days|dia|dias}, você pode fazer {free_per_day} {free_per_day|leitura gratuita|leituras gratuitas} de uma carta por dia.

          Pense em uma pergunta e toque em “🎩 Leitura” no menu abaixo.
        start.again = Que bom ver você de novo 🌙 O que vamos perguntar às cartas hoje? Escolha no menu abaixo.
        help:
          Veja tudo o que eu posso fazer.

          🎩 Leituras
          /read1 Uma carta
          /read3 Três cartas
          /hexa Hexagrama (7 cartas)
          /celtic Cruz celta (10 cartas)
          /love1 Uma carta sobre o amor
          /love3 Três cartas sobre o amor

          🛒 Loja e saldo
          /buy Comprar tíquetes e passes
          /status Ver o que você ainda tem
          /purchases Ver o que você comprou

          🌐 Configurações
          /lang Escolher o idioma

          📖 Informações
          /terms Termos de uso
          /privacy Sua privacidade
          /support Ajuda e contato
          /paysupport Ajuda com um pagamento
          /feedback Contar o que você achou
        hint.unknown_command = Desculpe, ainda não conheço esse comando. Os que eu conheço estão em /help.
        hint.menu = Agradeço a sua mensagem. Para uma leitura, toque em “🎩 Leitura” no menu abaixo ou envie /read1.
        hint.not_text = Desculpe, por enquanto só consigo ler palavras. Escreva para mim ou escolha no menu abaixo.
        hint.too_long = Agradeço por me contar tanto. Consigo ler até {limit} {limit|caractere|caracteres} de cada vez; pode me enviar só o que mais importa para você?
        hint.old_button = Este botão já ficou antigo. Envie /start e um novo menu vai se abrir.
        chat.unavailable = Desculpe, a conversa está em pausa no momento. Nada foi descontado. Se quiser perguntar algo às cartas, experimente /read1.

        # Menu
        menu.reading = 🎩 Leitura
        menu.chat = 💬 Conversa
        menu.charge = 🛒 Loja
        menu.status = 📊 Status
        menu.language = 🌐 Idioma
        reading_menu.title = Qual leitura vai ser hoje? Pense na sua pergunta e escolha.
        button.one = Uma carta
        button.three = Três cartas (3)
        button.hexagram = Hexagrama (7)
        button.celtic = Cruz celta (10)
        button.charge = 🛒 Abrir a loja
        button.status = 📊 Ver meu status
        button.menu = 🎩 Abrir o menu

        # Idioma
        language.ask:
          言語を選んでください。
          Please choose your language.
          Escolha o seu idioma.
        language.name = Português
        language.chosen = A partir de agora, vou falar com você em português.

        # Termos e informações
        terms.text:
          📖 Termos de uso (versão: {version})

          Este é um serviço digital de leituras de tarô. Leia antes de comprar.

          ・Pagamento: tudo o que é vendido aqui é conteúdo digital, pago com Telegram Stars.
          ・Tíquetes: cada tíquete vale uma leitura do seu próprio tipo, e de nenhum outro.
          ・Passes: enquanto o passe estiver válido, todas as leituras e a conversa são suas sem limites. Se você já tiver um passe, o novo começa quando ele terminar.
          ・Opção de imagens: as leituras vêm com uma imagem das cartas como foram dispostas.
          ・Se uma leitura não puder ser entregue por nossa causa, o tíquete volta sozinho para você.
          ・Reembolsos: escreva para nós com /paysupport e vamos analisar cada caso. O que foi reembolsado não pode mais ser usado.
          ・Contato: o suporte do Telegram não pode ajudar com compras feitas aqui. Use /paysupport ou /support.
          ・Sobre as leituras: são para entretenimento e reflexão, e não são orientação médica, jurídica nem financeira. Para decisões importantes, procure um profissional.
          ・O que guardamos: o seu ID numérico do Telegram e os registros de compras e leituras. Suas perguntas não são guardadas. Saiba mais em /privacy.

          Se você concorda, toque no botão abaixo ou envie “/terms agree”.
        terms.agree_button = Concordo
        terms.show_button = Ler os termos
        terms.agree_and_buy_button = Concordar e ir para o pagamento
        terms.first = Antes da primeira compra, leia os termos de uso. Depois de concordar, você já pode ir direto para o pagamento.
        terms.agreed = Agradecemos por aceitar os termos. A loja está aberta para você em /buy.
        privacy:
          🔒 Sua privacidade

          O que guardamos
          ・O seu ID numérico do Telegram (sem nome e sem nome de usuário)
          ・O seu idioma e o seu aceite dos termos
          ・Compras, reembolsos e uso (como o tipo de leitura e as cartas tiradas)
          ・O que você envia com /feedback (guardado com criptografia)

          O que não guardamos
          ・Suas perguntas e mensagens, nem as respostas a elas. As perguntas ficam criptografadas e são apagadas em até 24 horas; as respostas são apagadas depois da entrega.
          ・Dados de cartão ou de banco. Quem cuida do pagamento é o Telegram, e esses dados nunca chegam até nós.

          Para perceber quando o mesmo texto é enviado muitas vezes, guardamos um código calculado a partir de cada pergunta. Não é possível voltar dele às palavras.
          Quando um serviço externo de IA ajuda a escrever uma leitura ou uma resposta da conversa, o texto da sua pergunta é enviado a esse serviço.

          Para apagar os seus dados, fale conosco por /support. O que você enviou com /feedback fica ilegível e some das cópias de segurança em até 30 dias. Os registros de pagamento permanecem, com o ID numérico.
        support:
          Se algo não estiver bem, escreva para nós:
          {email}

          Se apareceu um número de referência, inclua na mensagem. Para pagamentos, você também pode usar /paysupport.
        support.no_email:
          Se algo não estiver bem, conte para nós aqui mesmo.

          ・Sobre um pagamento: envie /paysupport seguido da sua mensagem
          ・Sobre qualquer outra coisa: envie /feedback seguido da sua mensagem

          Se apareceu um número de referência, inclua na mensagem.
        pay_support:
          💳 Ajuda com um pagamento

          Envie /paysupport seguido do ID da transação ou de algumas palavras sobre o que aconteceu.
          Exemplo: /paysupport Meu tíquete não chegou

          O ID da transação está no Telegram, em Configurações → Minhas Estrelas, ao tocar no pagamento. Seus tíquetes e passes aparecem em /status.

          Você também pode escrever para:
          {email}

          O suporte do Telegram não pode ajudar com compras feitas aqui; por isso, fale conosco.
        pay_support.no_email:
          💳 Ajuda com um pagamento

          Envie /paysupport seguido do ID da transação ou de algumas palavras sobre o que aconteceu.
          Exemplo: /paysupport Meu tíquete não chegou

          O ID da transação está no Telegram, em Configurações → Minhas Estrelas, ao tocar no pagamento. Seus tíquetes e passes aparecem em /status.

          O suporte do Telegram não pode ajudar com compras feitas aqui; por isso, fale conosco.
        pay_support.received = Recebemos a sua mensagem. Vamos olhar junto com os seus pagamentos e responder aqui mesmo. Só pedimos um pouco de tempo.
        feedback.ask:
          Envie /feedback seguido do que você gostaria de nos contar.
          Exemplo: /feedback A explicação das cartas ficou linda
        feedback.thanks = Agradecemos! Vamos ler com carinho.

        # Loja
        shop.title:
          🛒 Loja

          Escolha o que você deseja. O pagamento é feito com Telegram Stars (⭐).
        shop.closed = A loja está fechada no momento. Seus tíquetes e passes continuam valendo. Volte daqui a pouco, por favor.
        shop.item = {product} ⭐{stars}
        shop.item_pending = Opção de imagens (em breve)
        shop.pending = A opção de imagens ainda está em preparação. Só mais um pouco de paciência, por favor.
        shop.not_for_sale = “{product}” não está à venda no momento. Veja o que mais temos em /buy.
        shop.already_owned = Você já tem “{product}”, então não há mais nada a pagar. Confira em /status.
        shop.pass_holder = O seu passe cobre “{product}” até {until}, então não é preciso comprar. É só tocar em “🎩 Leitura”.
        shop.double_tap = O botão de pagamento está na mensagem logo acima. Continue por lá, por favor.
        invoice.description = {about} Pronto para usar logo após o pagamento.
        product.TICKET_3 = Três cartas (3)
        product.TICKET_7 = Hexagrama (7)
        product.TICKET_10 = Cruz celta (10)
        product.PASS_7D = Passe de 7 dias
        product.PASS_30D = Passe de 30 dias
        product.ADDON_IMAGES = Opção de imagens
        product.PASS_MONTHLY = Passe mensal
        about.ticket = Um tíquete para uma leitura: {spread}.
        about.pass = Todas as leituras e a conversa, sem limites, por {days} {days|dia|dias}.
        about.images = Suas leituras vêm com uma imagem das cartas como foram dispostas.

        # Confirmação do pagamento
        checkout.unknown_sku = Este produto não foi encontrado; escolha de novo em /buy.
        checkout.other_user = Este botão de pagamento foi feito para outra pessoa; abra /buy na sua própria conversa.
        checkout.wrong_amount = O preço mudou; escolha de novo em /buy.
        checkout.wrong_currency = Aqui o pagamento é feito com Telegram Stars; escolha de novo em /buy.
        checkout.not_for_sale = Este produto não está à venda no momento; veja o que mais temos em /buy.
        checkout.already_owned = Você já tem este produto e não há nada a pagar; confira em /status.
        checkout.unreadable_payload = Não foi possível ler este botão de pagamento; escolha de novo em /buy.
        checkout.sales_closed = A loja está fechada no momento; tente de novo daqui a pouco, por favor.
        checkout.terms_not_accepted = Antes de pagar, leia e aceite os termos em /terms.
        checkout.trouble = Não conseguimos confirmar a tempo. Nada foi cobrado; tente de novo em instantes.

        # Depois do pagamento
        thanks.ticket:
          ✨ Agradeço de coração! O seu pagamento de ⭐{stars} chegou.

          Um tíquete de “{product}” é seu (agora você tem {held}). Quando quiser, toque em “🎩 Leitura” e tire as suas cartas.
        thanks.pass:
          ✨ Agradeço de coração! O seu pagamento de ⭐{stars} chegou.

          O seu “{product}” vale até {until}. Todas as leituras e a conversa estão abertas para você, quantas vezes quiser. É só tocar em “🎩 Leitura”.
        thanks.images:
          ✨ Agradeço de coração! O seu pagamento de ⭐{stars} chegou.

          “{product}” já está valendo: suas leituras virão com uma imagem das cartas. É só tocar em “🎩 Leitura”.
        payment.duplicate = Este pagamento já chegou e o que você comprou já é seu. Confira em /status.
        payment.unmatched:
          O seu pagamento de ⭐{stars} chegou, mas não conseguimos identificar de qual produto ele é.

          Nada se perdeu. Um administrador está verificando e você não precisa fazer nada. Se quiser acrescentar algo, use /paysupport.
        payment.conflict = Algo no registro deste pagamento precisa ser conferido. Um administrador está cuidando disso e você não precisa pagar de novo. Se quiser acrescentar algo, use /paysupport.
        payment.after_refund = Este pagamento (⭐{stars}) já tinha sido reembolsado. Se quiser comprar de novo, é só abrir /buy.
        refund.told = O seu pagamento de ⭐{stars} por “{product}” foi reembolsado. As Stars voltam para o seu saldo no Telegram. Veja em /status o que você tem agora e, se tiver dúvidas, use /paysupport.
        refund.unmatched = O seu pagamento de ⭐{stars} foi reembolsado. As Stars voltam para o seu saldo no Telegram. Se tiver dúvidas, use /paysupport.
        granted.ticket = 🎁 Um tíquete de “{product}” é seu (agora você tem {held}). Toque em “🎩 Leitura” para usar.
        granted.pass = 🎁 Você ganhou “{product}”, válido até {until}. Toque em “🎩 Leitura” para usar.
        granted.images = 🎁 “{product}” já está valendo: suas leituras virão com uma imagem das cartas. É só tocar em “🎩 Leitura”.
        revoked.told = Uma unidade de “{product}” foi retirada da sua conta. Veja em /status o que você tem agora e, se tiver dúvidas, fale conosco por /support.

        # Leituras
        reading.wait = 🔮 Estou dispondo as cartas. Só um momento, por favor.
        reading.busy = A sua leitura anterior está a caminho. Espere ela chegar, por favor.
        reading.again = Você já recebeu esta leitura. {cards}
        reading.released_ticket = Desculpe, não consegui entregar esta leitura. O seu tíquete de “{product}” voltou para você. Tente de novo daqui a pouco, por favor.
        reading.released_free = Desculpe, não consegui entregar esta leitura. Ela não foi descontada; tente de novo daqui a pouco, por favor.
        reading.no_ticket = “{product}” pede um tíquete próprio. Você encontra em /buy.
        reading.quota = As cartas gratuitas de hoje já foram tiradas. A próxima espera por você a partir de {reset}. Se não quiser esperar, veja os tíquetes e passes em /buy.
        access.held = O seu acesso está em pausa no momento. Para saber mais, fale conosco por /support.
        access.pass_only = Depois dos dias de teste, a conversa é para quem tem um passe. Você encontra em /buy.
        cost.free = Leituras gratuitas de uma carta ainda hoje: {remaining}
        cost.ticket = Foi usado um tíquete de “{product}” ({held|resta|restam} {held}).
        cost.pass = Incluída no seu passe (válido até {until}).
        cost.admin = Você administra este bot: nada foi descontado.
        cost.open = Tudo está gratuito no momento: nada foi descontado.

        # Status
        status.title = 📊 Seu status
        status.day = ・Você está no dia {day}
        status.pass = ・Passe: {until} ({days|resta|restam} {days} {days|dia|dias})
        status.no_pass = ・Passe: nenhum
        status.one_card = ・Uma carta: {limit} por dia ({remaining|resta|restam} {remaining})
        status.one_card_unlimited = ・Uma carta: sem limite
        status.chat = ・Conversa: {remaining|resta|restam} {remaining} {remaining|mensagem|mensagens}
        status.chat_with_pass = ・Conversa: sem limite com o seu passe
        status.chat_unlimited = ・Conversa: sem limite
        status.chat_pass_only = ・Conversa: só com passe
        status.ticket_3 = ・Três cartas (3): {count}
        status.ticket_7 = ・Hexagrama (7): {count}
        status.ticket_10 = ・Cruz celta (10): {count}
        status.images_on = ・Opção de imagens: ativada
        status.images_off = ・Opção de imagens: desativada
        status.reset = ・Próxima renovação: {reset}
        status.purchase = ・Última compra: {product} (SKU: {sku}) {date}
        status.no_purchase = ・Última compra: nenhuma

        # Imprevistos
        trouble:
          Desculpe, algo deu errado do nosso lado. Nenhum pagamento e nenhum tíquete se perdeu. Tente de novo daqui a pouco, por favor.

          Se continuar acontecendo, conte para nós por /support e inclua este número:
          {rid}
        trouble.busy = Estamos com muito movimento agora. Tente de novo daqui a pouco, por favor.
        admin.only = Este comando é só para administradores. Os seus estão em /help.

        # O passe mensal
        shop.subscribed = O seu “{product}” está ativo (vale até {until}). Ele se renova sozinho, então não há mais nada a pagar.
        subscription.offer:
          “{product}” se renova sozinho a cada 30 dias por ⭐{stars}. Você pode parar quando quiser, e o que já pagou continua seu até o fim.

          Para assinar, toque no botão abaixo.
        subscription.button = Assinar por ⭐{stars} ao mês
        invoice.subscription = {about} Renova a cada 30 dias; pare quando quiser.
        subscription.thanks:
          ✨ Agradeço de coração! O seu pagamento de ⭐{stars} chegou.

          O seu “{product}” vale até {until} e depois se renova sozinho. Para parar a renovação, abra Configurações → Minhas Estrelas no Telegram.

          Todas as leituras e a conversa estão abertas para você, quantas vezes quiser. É só tocar em “🎩 Leitura”.
        subscription.renewed = ✨ O seu “{product}” foi renovado (⭐{stars}, vale até {until}). Que bom ter você por aqui!
        subscription.canceled = O seu “{product}” não será mais renovado. Até {until} ele continua valendo como sempre. Volte quando quiser.
        subscription.canceled_ended = O seu “{product}” não será mais renovado, e nada mais será cobrado. Volte quando quiser.
        subscription.resumed = O seu “{product}” voltou a se renovar sozinho. Que bom ter você por aqui!
        subscription.failed = O pagamento para renovar o seu “{product}” não foi concluído. Até {until} ele continua valendo como sempre. Para manter o passe, confira as suas Stars e assine de novo em /buy.
        subscription.failed_ended = O pagamento para renovar o seu “{product}” não foi concluído, e o seu passe terminou. Para continuar, confira as suas Stars e assine de novo em /buy.

        # Da administração, e as próprias compras
        hold.told = O seu acesso está pausado por enquanto. Os seus tíquetes e passes continuam guardados. Para saber mais, fale com a gente em /support.
        hold.lifted = Obrigado por esperar: você já pode usar tudo de novo. Os seus tíquetes e passes estão em /status.
        reply.adjusting = Estamos fazendo alguns ajustes agora. Pedimos desculpas pelo transtorno. Tente de novo daqui a pouco, por favor.
        reply.unreflected:
          Estamos fazendo alguns ajustes agora. Pedimos desculpas pelo transtorno.

          Veja em /status se a sua compra já apareceu. Se ainda não, é só nos avisar por aqui: /paysupport e o que está faltando.
        reply.refunded = O seu pagamento foi reembolsado, e as Stars já voltaram ao seu saldo do Telegram. Veja em /status o que você tem agora, e em /purchases os seus pagamentos.
        purchases.title = 🧾 As suas compras, da mais nova à mais antiga. Abaixo de cada uma está o ID da transação.
        purchases.none = Você ainda não comprou nada. A loja fica em /buy.
        purchases.item = ・{product} {amount}: {state}, em {date}
        purchases.received = entregue
        purchases.pending = em verificação
        purchases.refunding = reembolso em andamento
        purchases.refunded = reembolsado

        # Conversa e temas
        chat.invite = 💬 Conte o que está no seu coração, do jeito que vier. Estou aqui para ouvir.
        chat.busy = Ainda estou escrevendo a resposta anterior. Espere ela chegar, por favor.
        chat.quota = As mensagens gratuitas de hoje acabaram. Podemos conversar de novo a partir de {reset}. Para conversar sem limite, veja os passes em /buy.
        chat.released = Desculpe, desta vez não consegui responder. A sua mensagem não foi descontada; envie de novo daqui a pouco.
        cost.chat = Mensagens gratuitas ainda hoje: {remaining}
        cost.chat_pass = Respondida com o seu passe (válido até {until}).
        reading.pass_only = No momento, a leitura de uma carta é para quem tem um passe. Você encontra em /buy.
        reading.offer = 🔮 Então vamos de {spread}. Quando quiser, toque no botão abaixo.
        reading_menu.theme = O seu tema: {theme}. Qual leitura vai ser?
        reading_menu.hint = Ou escreva aqui a sua pergunta, e uma carta responde.

        # Rápido demais
        throttle.slow_down = 🕊 Um pouco mais devagar, por favor. Respire e tente mais uma vez.
        """#
}
