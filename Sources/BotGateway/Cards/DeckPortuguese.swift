extension Deck {
    /// The deck in Portuguese; ``Deck/init(table:in:)`` says how a row is written.
    static let portugueseTable = """
        O Louco
        + recomeço, curiosidade, confiança, leveza | Coração leve encontra a estrada muito antes de o mapa ficar pronto.
        - hesitação, planos soltos, inquietude | Respire antes do salto; olhar onde pisa também faz parte da viagem.
        O Mago
        + criatividade, confiança, habilidade, iniciativa | As ferramentas já estão sobre a mesa; basta pegar a mais próxima.
        - energia dispersa, dúvida, talento guardado | O talento não sumiu, só espera uma direção única.
        A Sacerdotisa
        + intuição, silêncio, sabedoria interior | Há respostas que amadurecem caladas e chegam quando ninguém corre atrás delas.
        - excesso de pensamento, reserva, sinais confusos | Aquilo que você quase disse talvez seja mais verdadeiro que a versão arrumada.
        A Imperatriz
        + abundância, carinho, crescimento, aconchego | O que se cuida com amor cresce, cada coisa no seu tempo.
        - doação em excesso, pausa, descanso adiado | Guarde um pouco da água que dá aos outros; suas raízes também têm sede.
        O Imperador
        + estabilidade, responsabilidade, decisão | Chão firme se faz de pequenas promessas cumpridas, um dia depois do outro.
        - rigidez, pressão, teimosia | Ninguém precisa segurar o teto sozinho; ombros soltos levam mais longe.
        O Hierofante
        + confiança, orientação, aprendizado, valores | A voz de um bom mestre deixa mais clara a sua própria consciência.
        - regras gastas, formalidade, desconforto | Solte um "eu deveria" e a sua resposta aparece com mais nitidez.
        Os Enamorados
        + encanto, harmonia, escolha do coração | Escolher o que faz o peito vibrar não é egoísmo, é sinceridade.
        - desencontro, indecisão, sentimentos divididos | Dois sentimentos podem sentar lado a lado; faça as pazes com ambos antes de escolher.
        O Carro
        + avanço, força de vontade, ousadia | Quando o coração decide o rumo, até o vento costuma ajudar.
        - impaciência, desvios, esforço demais | A direção vale mais que a pressa; afrouxe as rédeas e olhe a paisagem.
        A Força
        + coragem gentil, paciência, firmeza | A força de verdade tem mãos macias e sabe ficar.
        - cansaço, insegurança, autocrítica | Quem duvida é porque se importa; até o leão cochila antes de se levantar.
        O Eremita
        + reflexão, busca interior, recolhimento | Uma lanterna pequena basta quando está na sua própria mão.
        - isolamento, ideias fixas, distância | Deixe a porta encostada; alguém pode estar seguindo a luz da sua janela.
        A Roda da Fortuna
        + virada, boa hora, encontros felizes | As estações mudam sozinhas; quando a onda vier, suba com leveza.
        - atrasos, contratempo, mudança de planos | O trem de mais tarde também traz gente que vale a pena conhecer.
        A Justiça
        + equilíbrio, honestidade, clareza | Ver com clareza não serve para culpar, serve para aliviar o coração.
        - desequilíbrio, hesitação, cobrança interna | Enquanto a balança oscila, espere; e tenha com você a mesma justiça que tem com os outros.
        O Enforcado
        + novo olhar, aceitação, preparo silencioso | Certas chaves só aparecem para quem para e inclina a cabeça.
        - excesso de esforço, sacrifício, espera antiga | Você já esperou bastante; mude um pouco o jeito e o nó se desfaz.
        A Morte
        + encerramento, renovação, desapego | Não se assuste com o nome: é a carta de virar a página e acordar em uma nova manhã.
        - apego, adiamento, mudança lenta | Sem pressa de soltar; quando der para agradecer, a nova estação começa sozinha.
        A Temperança
        + equilíbrio, cura interior, medida certa | Misturando aos poucos, você encontra o ponto que é só seu.
        - exagero, rotina bagunçada, descompasso | Por hoje, uma colherada basta; são os pequenos ajustes que duram.
        O Diabo
        + atração, desejo, apego | Mais gentil do que parece: perceba o que prende você, o fecho está na sua própria mão.
        - libertação, lucidez, novos hábitos | O nó já está afrouxando; saber que se pode escolher de novo é o começo da liberdade.
        A Torre
        + revelação, renovação, céu aberto | Quando a parede apertada cede, a luz entra, e o que importa continua de pé.
        - tensão, pequenas rachaduras, reconstrução | Rachadura vista cedo se conserta com calma, e por ela entra um ar novo.
        A Estrela
        + esperança, inspiração, serenidade | A estrela distante não apressa ninguém, só mostra para que lado seguir.
        - confiança abalada, ideal distante, saudade | Nuvem não apaga estrela; comece contando a luzinha mais próxima.
        A Lua
        + imaginação, sonhos, sensibilidade | À luz da lua os contornos se misturam; nada precisa ser explicado esta noite.
        - névoa que se dissipa, esclarecimento, calma | O dia vem vindo, e quase todo medo era só uma sombra macia.
        O Sol
        + alegria, sucesso, vitalidade, espontaneidade | Quando você ri como criança, o calor se reúne à sua volta.
        - alegria discreta, timidez, recarga | Atrás da nuvem fina o sol continua lá; diga em voz alta uma pequena alegria.
        O Julgamento
        + despertar, reencontro, nova chance | Uma porta que parecia fechada chama você pelo nome.
        - arrependimento, indecisão, histórias antigas | Diga "muito bem" a quem você foi; cada perdão deixa o passo mais leve.
        O Mundo
        + realização, harmonia, horizontes largos | O caminho fecha um círculo e se abre, com gentileza, em outro.
        - retoques finais, último passo, pontas soltas | Falta uma só peça, e a última merece ser saboreada.
        Ás de Paus
        + inspiração, paixão, desafio novo | A pequena chama sabe o que você quer antes dos seus motivos.
        - faísca lenta, ânimo irregular, falsa partida | Dia sem faísca é bom dia para juntar lenha.
        Dois de Paus
        + visão, planejamento, possibilidades | Olhar longe já é um jeito de viajar.
        - indecisão, planos revistos, receio | É difícil escolher porque há sonho nos dois lados; experimente o mais próximo.
        Três de Paus
        + expansão, primeiros frutos, partida | Barcos enviados com fé costumam voltar com surpresas.
        - espera, previsão errada, impaciência | Esperar a maré não é perder tempo; é quando a carga fica bem arrumada.
        Quatro de Paus
        + celebração, lar, pertencimento | Cuide do lugar onde você respira fundo; dali vem a força nova.
        - alegrias simples, planos inacabados, ajuste | Dá para festejar antes da decoração; o calor já está aqui.
        Cinco de Paus
        + debate animado, energia, rivalidade saudável | Vozes que se chocam são entusiasmo disfarçado; com curiosidade, tudo ganha vida.
        - desencontro, cansaço, acordo | Saia do jogo de ganhar e perder; uma pequena gentileza muda o ar.
        Seis de Paus
        + reconhecimento, vitória, boa notícia | Alguém tem reparado no seu esforço; deixe o elogio entrar.
        - elogio atrasado, modéstia, leve frustração | O aplauso às vezes demora; seja você a primeira pessoa a bater palmas.
        Sete de Paus
        + convicção, perseverança, firmeza | No alto venta mais; tenha orgulho do lugar onde está.
        - cansaço, defesa, acanhamento | Nem todo chamado pede resposta; proteja o que mais importa.
        Oito de Paus
        + rapidez, mensagens, progresso repentino | Quando anda, anda tudo junto; leve pouca bagagem para perceber.
        - atrasos, recados trocados, pressa | Se a resposta demora, palavras escolhidas com calma chegam melhor.
        Nove de Paus
        + resistência, preparo, fôlego | Tudo o que você atravessou está, em silêncio, lhe dando apoio.
        - desconfiança, fadiga, guarda alta | A sentinela pode descansar um pouco; as pessoas gostam de ser lembradas.
        Dez de Paus
        + responsabilidade, empenho, entrega | Carga pesada é sinal de confiança, e há sempre um jeito melhor de carregar.
        - sobrecarga, partilha, alívio | Ponha uma coisa no chão e a vista volta; "me ajuda" é uma frase forte.
        Valete de Paus
        + curiosidade, entusiasmo, notícia boa | Onde você pensa "parece divertido", ali sopra vento novo.
        - dispersão, bravata, promessa fácil | Muitos brotos, um só regador: comece por um e o jardim vem.
        Cavaleiro de Paus
        + ação, aventura, impulso | Certas respostas só se encontram em movimento.
        - afobação, impaciência, energia gasta | Enquanto o cavalo bebe, confira o rumo; às vezes a volta é o atalho.
        Rainha de Paus
        + calor humano, confiança, generosidade | Quando você se diverte, o ambiente esquenta um grau.
        - humor instável, cansaço escondido, ciúme | Até o sol se põe; deixar que vejam você descansar também é carinho.
        Rei de Paus
        + liderança, visão, decisão | Quem ama um grande desenho encontra mãos para pintá-lo.
        - imposição, visão estreita, pressa | Quem vai na frente olhe para trás; passos combinados vão mais longe.
        Ás de Copas
        + amor novo, ternura, coração cheio | Deixe o sentimento subir; o que transborda rega outra pessoa.
        - sentimento contido, vazio, timidez | Se a taça parece vazia, encha primeiro a sua; algo quente já ajuda.
        Dois de Copas
        + afeto mútuo, igualdade, promessa | Na mesma altura do olhar, os corações conversam antes das palavras.
        - distância, descompasso, reserva | Ritmo diferente não é caminho diferente; uma palavra boa refaz a ponte.
        Três de Copas
        + amizade, celebração, partilha | Alegria contada entre amigos volta três vezes maior.
        - cansaço social, excesso, tempo a sós | Sair um pouco da roda é saudável; mostra de quem você sente falta.
        Quatro de Copas
        + contemplação, repouso, reavaliação | O tédio é o coração procurando a próxima pergunta; repare na taça oferecida.
        - interesse que desperta, ar fresco, novidade | Levante os olhos e o presente que sempre esteve ali aparece.
        Cinco de Copas
        + amor que permanece, aceitação, saudade | Lamentar o que se derramou é sinal de amor; ainda há taças cheias atrás de você.
        - recuperação, retorno, perdão | Depois do choro os olhos veem bem, e além da ponte há uma casa.
        Seis de Copas
        + nostalgia, inocência, delicadeza | Algo que você amava na infância ainda sabe aquecer.
        - lembranças, amadurecimento, apego ao passado | A memória é ótima para visitar; traga de lá uma flor para hoje.
        Sete de Copas
        + sonhos, imaginação, muitas escolhas | Toda taça nas nuvens é bela; toque em uma e o sonho começa a andar.
        - clareza, foco, pé no chão | Não é preciso jogar sonho fora, só colocar em ordem.
        Oito de Copas
        + partida serena, busca, etapa vencida | O que já foi saboreado até o fim permite seguir em silêncio.
        - dúvida, volta, laços que ficam | Voltar para dar uma olhada também é um jeito de avançar.
        Nove de Copas
        + contentamento, desejo atendido, conforto | O que você pediu talvez já esteja em uma prateleira ao alcance da mão.
        - insatisfação, exagero, comparação | Pare de se medir pelos outros e a taça se enche sem barulho.
        Dez de Copas
        + felicidade partilhada, família, harmonia | Um dia comum vivido em boa companhia é o arco-íris mais largo.
        - pequeno desacordo, expectativa alta, cansaço | O círculo não precisa ser perfeito; uma palavra sincera aproxima todos.
        Valete de Copas
        + sensibilidade, recado doce, fantasia | Uma mensagem encantadora pode surgir de onde menos se espera.
        - melindre, devaneio, emoção à flor da pele | Emocionar-se fácil é um dom; ponha isso em palavras ou cores.
        Cavaleiro de Copas
        + romance, convites, sinceridade | Receba devagar, com as duas mãos; o que é sincero não se importa em esperar.
        - idealização, palavras doces, inconstância | Por trás da frase bonita, repare nos gestos; seu ideal merece tempo.
        Rainha de Copas
        + empatia, compaixão, afeto profundo | O dom de entender os outros brilha mais quando você o oferece a si.
        - emoção em excesso, preocupação, renúncia | Saber qual água é a sua não é frieza, é cuidado.
        Rei de Copas
        + generosidade, calma, maturidade | Perto de quem fica sereno sobre as ondas, todos respiram melhor.
        - sentimento guardado, oscilação, reserva | Descanse de parecer bem; uma fraqueza confiada abre a porta da confiança.
        Ás de Espadas
        + clareza, determinação, verdade | A palavra que dissipa a névoa é curta e honesta.
        - palavras afiadas, confusão, pressa | Guarde a resposta rápida e escreva; no papel os pensamentos se acalmam.
        Dois de Espadas
        + pausa, equilíbrio, ponderação | Pesar de olhos fechados tem sua hora; coração calmo move a mão.
        - fim da dúvida, sinceridade, movimento | Tire a venda: a encruzilhada é mais simples do que parecia.
        Três de Espadas
        + coração sensível, calma depois do choro, verdade | Dói porque importava, e é a chuva que amacia a terra.
        - alívio, reconciliação, cuidado | A ferida já está fechando; agradeça às mãos que cuidaram, inclusive as suas.
        Quatro de Espadas
        + descanso, silêncio, recarga | Não é parada, é restauro; o sono traz a próxima ideia.
        - retorno, repouso incompleto, recomeço suave | Levante devagar; quem começa com meia força vai mais longe.
        Cinco de Espadas
        + lição, estratégia, hora de parar | Mais do que vencer, pense no que gostaria de ter depois.
        - trégua, desculpas, conversa franca | Para baixar a espada não é preciso motivo; o primeiro sorriso muda o vento.
        Seis de Espadas
        + travessia, águas calmas, ajuda | A água vai se alisando; a margem que ficou foi a que criou você.
        - desvio, despedida pendente, preparo | Barco cheio anda devagar; deixe uma coisa no cais e ele desliza.
        Sete de Espadas
        + astúcia, estratégia, agilidade | Nem todo caminho é reto; escolha um que dê gosto explicar.
        - confidência, revisão, honestidade de volta | Segredo contado pesa menos; pedir conselho é o melhor plano.
        Oito de Espadas
        + cautela, crenças antigas, primeiro alívio | As cordas são mais frouxas do que parecem; comece pelos dedos que se mexem.
        - libertação, visão ampla, liberdade | Muito "não posso" era promessa antiga; de olhos abertos, a estrada é larga.
        Nove de Espadas
        + zelo, noites pensativas, coragem de desabafar | A noite estica as preocupações; a manhã e uma voz amiga devolvem o tamanho.
        - amanhecer, alívio, sentimentos em ordem | As noites em claro vão rareando; decidir não carregar tudo sem ajuda é força.
        Dez de Espadas
        + ponto final, descanso da luta, primeira luz | Você já fez o bastante; no fundo da imagem o céu já clareia.
        - recuperação, recomeço, manhã | A hora mais pesada passou; erga a cabeça devagar, as cores mudaram.
        Valete de Espadas
        + observação, curiosidade, notícias | Olhe bem, escute bem, e metade já se resolve.
        - desconfiança, boatos, palavras apressadas | Não gaste o coração com boato; perguntar direto leva três minutos.
        Cavaleiro de Espadas
        + decisão rápida, lógica, franqueza | Passo claro dá gosto; diga aonde vai e aliados aparecem.
        - precipitação, rispidez, força perdida | Que a verdade viaje em velocidade gentil; carta dormida perde as arestas.
        Rainha de Espadas
        + lucidez, independência, franqueza | Palavras nascidas da experiência têm peso e ternura.
        - severidade, distância, armadura | A armadura já cumpriu seu papel; entre amigos, pode largar um pouco dela.
        Rei de Espadas
        + bom julgamento, inteligência, princípios | Quem respeita os fatos e os sentimentos encontra a passagem.
        - frieza, lógica rígida, conclusão apressada | Antes da sentença, pergunte "como você se sentiu?" e a razão se aquece.
        Ás de Ouros
        + começo sólido, oportunidade, terra boa | As sementes dos jardins de verdade cabem na palma da mão.
        - terreno instável, revisão, preparo | Afofe a terra antes de semear; raiz sem pressa vai mais fundo.
        Dois de Ouros
        + jogo de cintura, flexibilidade, bom humor | Equilíbrio que balança também é dança, e enquanto der para rir está tudo bem.
        - correria, mãos cheias, prioridades | De mãos cheias, ponha uma coisa no chão; ela não foge.
        Três de Ouros
        + trabalho em equipe, ofício, reconhecimento | Onde os talentos se encontram surgem formas que ninguém faria só.
        - planos cruzados, aprendizado, papéis confusos | Em dia difícil, mostrem os desenhos um ao outro; metade é mal-entendido.
        Quatro de Ouros
        + segurança, economia, firmeza | Segure o que importa, mas solte um dedo para o ar passar.
        - desapego, generosidade, regras suaves | Mão aberta tem espaço; o que se divide volta de outra forma.
        Cinco de Ouros
        + apoio mútuo, janela acesa, resistência | Na estrada fria há uma janela acesa por perto, e bater não é vergonha.
        - melhora, gentileza recebida, degelo | O degelo começa nos pés; lembre a gentileza e a primavera chega antes.
        Seis de Ouros
        + troca, justiça, bondade | Mãos que dão e mãos que recebem trocam de lugar com o tempo; ambas são nobres.
        - interesse oculto, desigualdade, acanhamento | Quando a balança pende, a conversa nivela; o justo pode ser combinado.
        Sete de Ouros
        + paciência, crescimento, balanço | Descanse e olhe a árvore; alegre-se com a raiz antes de contar os frutos.
        - inquietação, revisão, cansaço da espera | Está crescendo do lado que você não vê; mude só a rega.
        Oito de Ouros
        + foco, prática, capricho | Mãos que repetem com amor aprendem o que livro nenhum ensina.
        - monotonia, perfeccionismo, excesso | Entregar com oitenta por cento também é arte; guarde o resto para amanhã.
        Nove de Ouros
        + independência, elegância, descanso merecido | Sentar no jardim que se plantou é um belo prêmio.
        - vontade de impressionar, esforço solitário, pequenos mimos | Não precisa impressionar; convide alguém e as flores ganham cor.
        Dez de Ouros
        + estabilidade, família, herança | O que dura cresce em silêncio nas mesas de todo dia.
        - laços de família, valores diferentes, conversa | O que levar adiante e o que deixar: escolher também é herdar.
        Valete de Ouros
        + estudo, dedicação, primeira conquista | A primeira moeda vale menos pelo peso que pelo gosto de "consegui".
        - planos largados, distração, passo maior que a perna | Deixe um vazio na agenda; o ritmo possível é o atalho.
        Cavaleiro de Ouros
        + constância, lealdade, persistência | Cavalo de passo lento costuma ser o que chega aonde prometeu.
        - estagnação, cautela demais, rotina | Troque uma rua do trajeto e o passo ganha outro ritmo.
        Rainha de Ouros
        + cuidado, sabedoria prática, conforto | Onde você põe a mão, o lugar fica melhor de estar.
        - zelo demais, preocupação, descuido de si | Antes de encher outros pratos, ponha um no seu lugar.
        Rei de Ouros
        + maturidade, credibilidade, prosperidade | Bom nome construído com o tempo protege mais do que ouro.
        - guarda fechada, contas demais, teimosia | Reserve uma cadeira para o que não se conta, e a riqueza se alarga.
        """
}
