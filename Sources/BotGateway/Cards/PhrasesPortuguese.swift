extension Phrasebook {
    /// What the built-in reader says in Portuguese; ``Phrasebook/init(table:in:)`` says how.
    static let portugueseTable = """
        word.upright | normal
        word.reversed | invertida
        word.list | Suas cartas: {cards}
        word.titled | 🔮 {spread} · {theme}
        word.title | 🔮 {spread}
        word.heading | {sign} {number}. {position} – {card} ({way})
        word.headingAlone | {sign} {position} – {card} ({way})
        word.card | {card} ({way})
        word.keywords | Palavras-chave: {keywords}
        word.summary | ✨ No conjunto
        word.step | 🌱 Um pequeno passo: {step}
        theme.love | Amor
        theme.marriage | Casamento
        theme.work | Trabalho
        theme.life | Vida

        open.one | Respire fundo, sem pressa. Uma única carta foi aberta para você.
        open.one | O baralho foi embaralhado em silêncio, e esta carta veio lhe fazer companhia.
        open.one | Entre setenta e oito cartas, foi esta que encontrou o caminho até você.
        open.three | Passado, presente e futuro: três cartas começam a contar uma só história.
        open.three | Três cartas estão lado a lado. Vamos percorrê-las da esquerda para a direita.
        open.hexagram | Seis pontas de uma estrela e uma luz no meio: sete cartas cercam a sua pergunta.
        open.hexagram | Sete cartas desenharam uma estrela de seis pontas. Vamos acender uma de cada vez.
        open.celtic | Dez cartas formaram a cruz e a coluna. Prepare um café; esta leitura pede calma.
        open.celtic | A cruz celta é um espelho do que está dentro e do que está fora. Vamos ler as dez cartas, uma a uma.
        about.love | Faço a leitura com o seu coração bem no centro.
        about.love | Li com ouvido atento a quem você quer bem.
        about.marriage | Faço a leitura pensando nos dias vividos a dois.
        about.marriage | Li como quem acende uma lamparina para uma longa estrada a dois.
        about.work | Faço a leitura olhando para os seus dias de trabalho.
        about.work | Li como uma mão amiga no ombro de quem se dedica.
        about.life | Faço a leitura na paisagem ampla da sua vida.
        about.life | Li com todos os seus dias à vista.

        lead.message.upright | Ela chega até você trazendo {a} e {b}.
        lead.message.upright | No centro da carta há {a} e, bem ao lado, {b}.
        lead.message.reversed | Voltada para dentro, ela fala baixinho de {a} e de {b}.
        lead.message.reversed | De cabeça para baixo, ela pede um instante para duas palavras: {a} e {b}.
        lead.past.upright | O caminho até aqui tem marcas de {a} e de {b}.
        lead.past.upright | Olhando para trás, a sua história tem cores de {a} e de {b}.
        lead.past.reversed | Nas páginas anteriores há um pouco de {a} e, nas entrelinhas, {b}.
        lead.past.reversed | Talvez tenham ficado para trás dias de {a} ou de {b}.
        lead.present.upright | O momento tem sabor de {a} e de {b}.
        lead.present.upright | Agora a cena mostra {a}, com {b} ao alcance da mão.
        lead.present.reversed | Por ora, uma parte de você anda às voltas com {a} e {b}.
        lead.present.reversed | Esta carta olha para dentro e encontra ali {a} e {b}.
        lead.future.upright | Um pouco adiante, a vista ganha tons de {a} e de {b}.
        lead.future.upright | A próxima curva traz ares de {a}, quem sabe também de {b}.
        lead.future.reversed | Mais à frente, {a} e {b} podem pedir um pouco da sua atenção.
        lead.future.reversed | Se surgirem sinais de {a} ou de {b}, acolha tudo com calma.
        lead.advice.upright | O conselho cabe em um bilhete: {a} e {b}.
        lead.advice.upright | A pista aqui é {a}, com uma pitada de {b}.
        lead.advice.reversed | A ajuda começa por perceber sinais de {a} e de {b}, sem se julgar.
        lead.advice.reversed | A pista deste lugar: olhar com calma para {a} e {b}.
        lead.others.upright | As pessoas por perto transmitem {a} e {b}.
        lead.others.upright | O ar ao seu redor traz {a}, com um toque de {b}.
        lead.others.reversed | Alguém próximo pode estar vivendo dias de {a} ou de {b}.
        lead.others.reversed | O ar ao seu redor oscila entre {a} e {b}.
        lead.heart.upright | Onde as palavras ainda não chegaram, há {a} e {b}.
        lead.heart.upright | Por baixo da superfície, o coração pulsa com {a} e {b}.
        lead.heart.reversed | Em algum canto de você, {a} e {b} pedem escuta.
        lead.heart.reversed | No fundo do peito talvez se escondam {a} e {b}.
        lead.challenge.upright | O degrau deste momento tem a ver com {a} e {b}.
        lead.challenge.upright | O que cruza o seu caminho, e ensina ao passar, tem a ver com {a} e {b}.
        lead.challenge.reversed | A curva para fazer devagar traz escrito: {a} e {b}.
        lead.challenge.reversed | A pergunta para levar no bolso é sobre {a} e {b}.
        lead.conscious.upright | Seu olhar se demora em {a} e {b}.
        lead.conscious.upright | À luz da sua atenção estão {a} e {b}.
        lead.conscious.reversed | Seus pensamentos andam em volta de {a} e de {b}.
        lead.conscious.reversed | O que ocupa a cabeça nestes dias: {a} e também {b}.
        lead.asker.upright | Você traz para a cena {a} e {b}.
        lead.asker.upright | Nesta história, você carrega um quê de {a} e de {b}.
        lead.asker.reversed | Você talvez esteja atravessando dias de {a} e de {b}.
        lead.asker.reversed | No espelho você vê sinais de {a}, talvez também de {b}.
        lead.hopes.upright | Esperança e receio se encontram no mesmo ponto: {a} e {b}.
        lead.hopes.upright | Entre o desejo e o friozinho na barriga, aqui moram {a} e {b}.
        lead.hopes.reversed | Desejos e medos dividem a mesma raiz, entre {a} e {b}.
        lead.hopes.reversed | Atrás do desejo talvez haja {a} e, atrás disso, {b}.
        lead.outcome.upright | Do jeito que o rio corre agora, a vista é de {a} e {b}.
        lead.outcome.upright | A carta final aponta um caminho de {a} e {b}.
        lead.outcome.reversed | A carta final convida a olhar com carinho para o que ela traz: {a} e {b}.
        lead.outcome.reversed | Lá adiante, {a} e {b} viram placas para a sua próxima escolha.

        thread.love.major.upright | Em uma história de amor, esta é daquelas cenas que ficam na memória.
        thread.love.major.upright | Para o coração, é uma carta que acompanha os grandes começos.
        thread.love.major.reversed | O amor não tem pressa; por um tempo, seus sentimentos podem vir primeiro.
        thread.love.major.reversed | O amor muda como as estações; nada precisa ser decidido hoje.
        thread.love.wands.upright | No amor, siga a vontade simples de se encontrar; ela ilumina tudo.
        thread.love.wands.upright | O amor costuma achar quem está se divertindo.
        thread.love.wands.reversed | No amor, a calma de quem sabe esperar encanta mais que a insistência.
        thread.love.wands.reversed | Enquanto a resposta não vem, mantenha acesas as suas alegrias.
        thread.love.cups.upright | "Que bom ter você" e "isso me fez feliz" fazem milagres entre duas pessoas.
        thread.love.cups.upright | No amor, um sorriso sincero chega mais longe que frases espertas.
        thread.love.cups.reversed | Antes de adivinhar o coração alheio, aqueça o seu.
        thread.love.cups.reversed | Se a solidão espiar pela porta, a voz de um amigo faz bem ao coração.
        thread.love.swords.upright | Com quem você ama, uma frase curta e sincera desfaz o mal-entendido.
        thread.love.swords.upright | Reduza a pergunta do coração a uma só, e o caminho aparece.
        thread.love.swords.reversed | A palavra que faltou ainda pode ser dita, com doçura, hoje.
        thread.love.swords.reversed | Se as mensagens cansaram, ouvir a voz um do outro traz o calor de volta.
        thread.love.pentacles.upright | O amor cresce em pequenas constâncias, como chegar cinco minutos antes.
        thread.love.pentacles.upright | Dividir uma boa comida é um belo jeito de cultivar o amor agora.
        thread.love.pentacles.reversed | Pergunte menos se combinam e mais se ficam à vontade juntos.
        thread.love.pentacles.reversed | Até o amor gosta de folga; o que você cultiva a sós ilumina o reencontro.
        thread.marriage.major.upright | Na longa estrada do casamento, esta carta ilumina um marco.
        thread.marriage.major.upright | Para a vida a dois, a carta anuncia uma nova estação.
        thread.marriage.major.reversed | Casamento não tem forma fixa; dá para procurar o ritmo de vocês.
        thread.marriage.major.reversed | Os outros podem ter pressa; um casal pode seguir o próprio relógio.
        thread.marriage.wands.upright | Começar algo novo a dois dá ânimo aos dias em comum.
        thread.marriage.wands.upright | Transformem um "qualquer dia" em data alegre no calendário.
        thread.marriage.wands.reversed | Conversas sobre o casamento rendem mais nas noites sem cansaço.
        thread.marriage.wands.reversed | Se planejar pesar, planejem só a próxima folga, lado a lado.
        thread.marriage.cups.upright | Rir à mesma mesa vai firmando, em silêncio, a base do casamento.
        thread.marriage.cups.upright | O casamento começa em quem você procura primeiro para contar a boa notícia.
        thread.marriage.cups.reversed | Diga uma das coisas que esperava ver adivinhadas; a casa respira melhor.
        thread.marriage.cups.reversed | Em dia de dúvida, duas xícaras quentes vêm antes de qualquer conclusão.
        thread.marriage.swords.upright | Ponham o futuro no papel, lado a lado, e as ideias se alinham.
        thread.marriage.swords.upright | Cada um diga três coisas que preza, e a vida a dois ganha contorno.
        thread.marriage.swords.reversed | Uma noite de "por quê?" dito com carinho aproxima mais que ter razão.
        thread.marriage.swords.reversed | "Amanhã a gente conversa" é uma frase forte entre duas pessoas.
        thread.marriage.pentacles.upright | Pequenos acordos sobre contas e tarefas abrem espaço para a confiança.
        thread.marriage.pentacles.upright | O conforto da vida a dois mora em pequenas atenções de todo dia.
        thread.marriage.pentacles.reversed | O que serve para vocês dois vale mais do que o costume.
        thread.marriage.pentacles.reversed | Perceber a divisão desigual já é meio caminho para uma mais justa.
        thread.work.major.upright | No trabalho também há um degrau acima à sua espera.
        thread.work.major.upright | No trabalho, aparece um papel que só você sabe fazer.
        thread.work.major.reversed | Quando o trabalho desacelera, é boa hora de rever o seu papel.
        thread.work.major.reversed | Elogios vão e vêm no trabalho; o que você construiu mantém o peso.
        thread.work.wands.upright | Conte aquela ideia guardada, mesmo em versão pequena.
        thread.work.wands.upright | No trabalho, levante a mão um pouco antes do que parece confortável.
        thread.work.wands.reversed | De tudo o que está na mesa, comece pelo que ainda guarda calor.
        thread.work.wands.reversed | Prometa cinco minutos à tarefa chata, e ela costuma andar.
        thread.work.cups.upright | Uma palavra de reconhecimento a um colega move mais do que se imagina.
        thread.work.cups.upright | Entre colegas, contam com o seu dom de escutar.
        thread.work.cups.reversed | Não é preciso carregar o clima da equipe inteira; devolva a pausa a você.
        thread.work.cups.reversed | Tire por um tempo a cara de trabalho; o sorriso de amanhã fica mais leve.
        thread.work.swords.upright | Reduza a três pontos e a sua mensagem viaja em linha reta.
        thread.work.swords.upright | Diga o propósito do trabalho em uma frase, e a dúvida se dissipa.
        thread.work.swords.reversed | Releia uma vez a resposta urgente e metade dos desencontros some.
        thread.work.swords.reversed | O que não foi dito na reunião ainda pode ir em um bilhete curto.
        thread.work.pentacles.upright | O trabalho paciente, que ninguém vê, está virando bom nome.
        thread.work.pentacles.upright | Anote um passo a passo, e o trabalho de amanhã agradece.
        thread.work.pentacles.reversed | Mostre pela metade, e a tarefa fica mais leve.
        thread.work.pentacles.reversed | Atraso no trabalho também é boa hora de pedir uma carga menor.
        thread.life.major.upright | A corrente maior da vida dá aqui um empurrão gentil.
        thread.life.major.upright | Um dia, ao olhar para trás, talvez esta página tenha um marcador.
        thread.life.major.reversed | A corrente maior da vida não abandona quem faz uma pausa.
        thread.life.major.reversed | Perguntas grandes podem ser respondidas devagar, vivendo.
        thread.life.wands.upright | No dia a dia, vire-se para o que levanta um pouco o seu ânimo.
        thread.life.wands.upright | Testar uma ideia no dia em que ela chega é um jeito alegre de viver.
        thread.life.wands.reversed | Tire um compromisso da agenda e a energia terá para onde voltar.
        thread.life.wands.reversed | Energia se junta antes de gastar; descanso também é compromisso.
        thread.life.cups.upright | Dividir sentimentos com alguém próximo rega a semana inteira.
        thread.life.cups.upright | Conte a alguém um bom momento e você o aproveita duas vezes.
        thread.life.cups.reversed | Ponha um pequeno prazer só seu no meio do dia.
        thread.life.cups.reversed | Quando o sentimento transbordar, apague as luzes mais cedo e descanse.
        thread.life.swords.upright | Ponha os pensamentos em palavras e a ordem deles aparece.
        thread.life.swords.upright | É um bom dia para se perguntar: "O que eu quero mesmo?"
        thread.life.swords.reversed | Deixe o que é difícil para pensar de manhã; os contornos ficam mais gentis.
        thread.life.swords.reversed | Deixar a decisão para amanhã também é uma arte do dia a dia.
        thread.life.pentacles.upright | Comer bem e dormir bem são seus melhores aliados agora.
        thread.life.pentacles.upright | Faça um hábito com mais capricho, e o dia inteiro se endireita.
        thread.life.pentacles.reversed | Arrume um cantinho da casa e o chão parece mais firme.
        thread.life.pentacles.reversed | O que é demais pode ser dividido ou deixado; vida leve vai mais longe.

        arc.upright | O caminho desenhado pelas cartas vai de "{a}" a "{b}".
        arc.upright | A história começa com "{a}" e dá o laço final em "{b}".
        arc.reversed | A história começa com "{a}" e deixa, no fim, uma palavra para tratar com carinho: "{b}".
        arc.reversed | De "{a}" a "{b}", o trajeto pede um olhar gentil.
        majors.many | Há muitos arcanos maiores, sinal de que algo importante se move lá no fundo.
        majors.many | Com tantos arcanos maiores, você está em contato com uma corrente mais ampla.
        majors.some | A corrente maior e as escolhas de cada dia andam de mãos dadas.
        majors.some | Os arcanos maiores estão só em pontos-chave; sobra espaço para as suas ideias.
        majors.none | Só arcanos menores: pequenos gestos do dia a dia já mudam a paisagem.
        majors.none | Nenhum arcano maior apareceu, então o leme está nas suas mãos.
        suit.wands | O fogo de Paus brilha mais: a vontade de tentar é o seu combustível.
        suit.cups | A água de Copas corre por toda a leitura: partilhar sentimentos é a chave.
        suit.swords | O vento de Espadas sopra por aqui: palavras e ideias claras vão ajudar.
        suit.pentacles | A terra de Ouros firma os seus pés: o cuidado paciente dá frutos.
        suit.mixed | Nenhum naipe domina, o que fala de equilíbrio entre coração, palavra e gesto.
        suit.mixed | Os naipes vieram em boa companhia e torcem por você de vários lados.
        reversals.none | Todas as cartas estão na posição normal: a força se mostra às claras.
        reversals.few | Há poucas cartas invertidas; no geral, o caminho está aberto.
        reversals.even | Normais e invertidas se equilibram: avançar e descansar fazem sentido.
        reversals.many | Muitas cartas invertidas dizem que arrumar a casa por dentro pode vir primeiro.
        reversals.all | Todas vieram invertidas, e isso não é má notícia: é hora de conversar com você.
        family.major | Os arcanos maiores são as vinte e duas cartas que iluminam os marcos da vida.
        family.wands | Paus são cartas de fogo; mostram o que dá vontade de tentar.
        family.cups | Copas são cartas de água; mostram o que enche o coração e a quem ele alcança.
        family.swords | Espadas são cartas de ar; mostram a clareza das ideias e das palavras.
        family.pentacles | Ouros são cartas de terra; mostram o que é firme na casa e nas mãos.
        alone.major.upright | Um arcano maior espelha uma mudança que já está brotando em você.
        alone.major.upright | É uma das grandes cartas; deixe as palavras dela se aquecerem devagar.
        alone.major.reversed | Uma grande carta invertida diz que dá para ir com calma e começar por dentro.
        alone.major.reversed | Olhe por outro lado e esta carta vira uma aliada.
        alone.minor.upright | As pequenas escolhas de um dia comum revelam o que esta carta pode fazer.
        alone.minor.upright | Um arcano menor diz que hoje a resposta está ao alcance da mão.
        alone.minor.reversed | Carta invertida não é mau sinal; é uma voz amiga dizendo "um pouco mais devagar está ótimo".
        alone.minor.reversed | O dia pode tropeçar; um pequeno ajuste e tudo volta a andar.

        step.love.major | escreva três coisas que você ama, em alguém ou em você.
        step.love.wands | mande a quem você gosta um recado curto sobre algo que aconteceu hoje.
        step.love.cups | esta noite, lembre uma frase que alegrou você e agradeça por ela.
        step.love.swords | escreva uma linha que gostaria de dizer e releia amanhã.
        step.love.pentacles | prepare um pequeno agrado para o próximo encontro.
        step.marriage.major | descreva uma cena, daqui a dez anos, em que você está rindo.
        step.marriage.wands | no fim de semana, caminhe meia hora por uma rua nova, de preferência com alguém querido.
        step.marriage.cups | na próxima refeição, agradeça em voz alta por uma coisa só.
        step.marriage.swords | escolha um assunto e converse sobre ele por quinze minutos, com um café.
        step.marriage.pentacles | pergunte se uma tarefa da casa pode ser dividida de um jeito mais alegre.
        step.work.major | esta noite, anote a única tarefa que mais importa amanhã.
        step.work.wands | dê os primeiros dez minutos de amanhã àquilo que não sai da sua cabeça.
        step.work.cups | mande uma linha de agradecimento a quem ajudou você.
        step.work.swords | resuma a dúvida em três linhas e mostre a alguém de confiança.
        step.work.pentacles | arrume a mesa por cinco minutos, para amanhã começar bem.
        step.life.major | sente-se em silêncio por cinco minutos e lembre uma alegria deste ano.
        step.life.major | olhe para o céu e dê um nome, de uma palavra só, ao que sente.
        step.life.wands | experimente por quinze minutos algo que desperta a sua curiosidade há tempos.
        step.life.wands | escolha outro caminho para casa e aproveite o passeio.
        step.life.cups | pense em alguém que gostaria de ver e mande um oi.
        step.life.cups | prepare com calma a sua bebida favorita, como se fosse para uma visita.
        step.life.swords | escreva três coisas que estão na cabeça e risque uma.
        step.life.swords | guarde a tela dez minutos antes de dormir e ouça algo tranquilo.
        step.life.pentacles | arrume uma gaveta só e deixe na frente o que você mais gosta.
        step.life.pentacles | escolha uma fruta da estação e saboreie devagar.

        end.any | As cartas são placas na estrada; quem escolhe é sempre você.
        end.any | Seja qual for o caminho, as cartas estão do seu lado.
        end.any | Que estas palavras iluminem um pouco o seu passo.
        end.any | Fique com a frase que mais tocou você e deixe o resto ir.
        """
}
