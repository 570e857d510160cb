extension Phrasebook {
    /// What the built-in reader says in English; ``Phrasebook/init(table:in:)`` says how.
    static let englishTable = """
        word.upright | upright
        word.reversed | reversed
        word.list | Your cards: {cards}
        word.titled | 🔮 {spread} · {theme}
        word.title | 🔮 {spread}
        word.heading | {sign} {number}. {position} – {card} ({way})
        word.headingAlone | {sign} {position} – {card} ({way})
        word.card | {card} ({way})
        word.keywords | Keywords: {keywords}
        word.summary | ✨ All together
        word.step | 🌱 A small step: {step}
        theme.love | Love
        theme.marriage | Marriage
        theme.work | Work
        theme.life | Life

        open.one | Take one slow breath. A single card has been turned over for you.
        open.one | The deck was shuffled quietly, and this is the card that came to keep you company.
        open.one | Of seventy-eight cards, this is the one that found its way to you.
        open.three | Past, present, future: three cards begin to tell one story.
        open.three | Three cards lie side by side. Let us walk along them from left to right.
        open.hexagram | Six points of a star and one light in the middle: seven cards gather round your question.
        open.hexagram | Seven cards have drawn a six-pointed star. Let us light them one at a time.
        open.celtic | Ten cards have formed the cross and the staff. Make yourself a cup of tea; this one takes its time.
        open.celtic | The Celtic cross is a mirror for the inside and the outside alike. Let us read its ten cards one by one.
        about.love | I am reading with your heart in the middle.
        about.love | I kept an ear open for the one you care about.
        about.marriage | I am reading with the days two people share in mind.
        about.marriage | Think of it as a lamp for a long road taken together.
        about.work | I am reading with your working days in mind.
        about.work | Think of it as a friendly hand on a hard-working shoulder.
        about.life | I am reading across the wide view of your life.
        about.life | I read with all of your days in sight.

        lead.message.upright | It comes to you carrying {a} and {b}.
        lead.message.upright | At heart this card speaks of {a}, with {b} close beside.
        lead.message.reversed | Turned inward, it speaks softly of {a} and {b}.
        lead.message.reversed | Upside down, it asks for a quiet moment with {a} and {b}.
        lead.past.upright | The road behind you still carries {a} and {b}.
        lead.past.upright | Looking back, your story has been coloured by {a}, and by {b}.
        lead.past.reversed | Earlier pages seem to mention {a} and, between the lines, {b}.
        lead.past.reversed | Behind you there may have been days of {a} or {b}.
        lead.present.upright | Here and now, the card finds you close to {a} and {b}.
        lead.present.upright | Right now the picture shows {a}, with {b} within reach.
        lead.present.reversed | For the moment, part of you is busy with {a} and {b}.
        lead.present.reversed | This card faces inward, towards {a} and {b}.
        lead.future.upright | A little further on, the view opens towards {a} and {b}.
        lead.future.upright | The next bend in the road hints at {a}, perhaps {b} as well.
        lead.future.reversed | Further on, {a} and {b} may ask for a little of your attention.
        lead.future.reversed | Should you meet {a} on the way, keep an eye out for {b} too.
        lead.advice.upright | The advice fits on a small note: {a}, and {b}.
        lead.advice.upright | Your clue here: {a}, seasoned with {b}.
        lead.advice.reversed | Help begins with noticing {a} and {b}, without judging.
        lead.advice.reversed | Start by being honest about {a}, then look again at {b}.
        lead.others.upright | The people around you seem touched by {a} and {b}.
        lead.others.upright | The air around you carries {a}, with a trace of {b}.
        lead.others.reversed | Someone near you may be living through days of {a} or {b}.
        lead.others.reversed | The air around you sways between {a} and {b}.
        lead.heart.upright | Where words have not reached yet, you carry {a} and {b}.
        lead.heart.upright | Beneath the surface, your heart keeps time with {a} and {b}.
        lead.heart.reversed | Somewhere inside, {a} and {b} are waiting to be heard.
        lead.heart.reversed | Tucked away in the heart you may find {a} and {b}.
        lead.challenge.upright | The small step to climb here has to do with {a} and {b}.
        lead.challenge.upright | What crosses your path, and teaches as it goes, concerns {a} and {b}.
        lead.challenge.reversed | The corner to take slowly has {a} and {b} written on it.
        lead.challenge.reversed | The question to sit with here is one of {a} and {b}.
        lead.conscious.upright | Your eyes are turned to {a} and {b}.
        lead.conscious.upright | In the light of your attention stand {a} and {b}.
        lead.conscious.reversed | Your thoughts keep circling {a} and {b}.
        lead.conscious.reversed | On your mind these days: {a}, and also {b}.
        lead.asker.upright | You yourself bring {a} and {b} to the table.
        lead.asker.upright | In this story you are the one who knows about {a} and {b}.
        lead.asker.reversed | You may be halfway through {a} and {b} yourself.
        lead.asker.reversed | In the mirror you see traces of {a}, perhaps of {b} too.
        lead.hopes.upright | Hope and worry meet in the same place: {a} and {b}.
        lead.hopes.upright | Between the wish and the flutter of nerves live {a} and {b}.
        lead.hopes.reversed | Hopes and fears share a root here, between {a} and {b}.
        lead.hopes.reversed | Behind the wish you may find {a}, and behind that, {b}.
        lead.outcome.upright | As the river runs now, the view ahead is of {a} and {b}.
        lead.outcome.upright | The closing card points along a path of {a} and {b}.
        lead.outcome.reversed | The closing card invites a kind look at what it carries: {a} and {b}.
        lead.outcome.reversed | Down the road, {a} and {b} become signposts for your next choice.

        thread.love.major.upright | In a love story, this is a scene people remember.
        thread.love.major.upright | For the heart, this card stands beside a milestone.
        thread.love.major.reversed | Love is in no hurry; your own feelings may come first for a while.
        thread.love.major.reversed | Love changes like the seasons; nothing has to be settled today.
        thread.love.wands.upright | In love, follow the simple wish to meet; it brightens everything.
        thread.love.wands.upright | Love tends to find people who are busy enjoying themselves.
        thread.love.wands.reversed | In love, the ease of someone who can wait is more attractive than any chase.
        thread.love.wands.reversed | While an answer takes its time, keep your own pleasures warm.
        thread.love.cups.upright | "Thank you" and "that made me happy" do a great deal between two people.
        thread.love.cups.upright | In love, an honest smile carries further than clever lines.
        thread.love.cups.reversed | Before guessing at another heart, warm your own.
        thread.love.cups.reversed | When loneliness looks in, a friend's voice is good medicine for the heart.
        thread.love.swords.upright | Between you and someone dear, a short honest sentence undoes a misunderstanding.
        thread.love.swords.upright | Narrow your heart's question down to one, and a path appears.
        thread.love.swords.reversed | The word you missed can still be said, kindly, today.
        thread.love.swords.reversed | If typing has grown tiring, hearing each other's voice brings the warmth back.
        thread.love.pentacles.upright | Love grows from small reliabilities, such as being five minutes early.
        thread.love.pentacles.upright | Sharing something good to eat is a fine way for love to grow now.
        thread.love.pentacles.reversed | Ask less whether you match, and more whether you are at ease together.
        thread.love.pentacles.reversed | Even love enjoys a day off; what you tend alone brightens the next meeting.
        thread.marriage.major.upright | On the long road of marriage, this card lights a milestone.
        thread.marriage.major.upright | For days shared with someone, this card announces a new season.
        thread.marriage.major.reversed | Marriage has no fixed shape; you may look for the pace that is yours.
        thread.marriage.major.reversed | Others may be in a hurry; two people may go by their own clock.
        thread.marriage.wands.upright | Starting something new together puts a spring in shared days.
        thread.marriage.wands.upright | Turn one shared "some day" into a cheerful date on the calendar.
        thread.marriage.wands.reversed | Talk of marriage goes better on evenings when nobody is tired.
        thread.marriage.wands.reversed | If planning grows heavy, plan only the next free day together.
        thread.marriage.cups.upright | Laughter at one table is quietly laying the foundation of a marriage.
        thread.marriage.cups.upright | A marriage begins with the person you first want to tell good news.
        thread.marriage.cups.reversed | Say one of the things you hoped would be guessed; home breathes easier.
        thread.marriage.cups.reversed | On a wavering day, put two warm cups on the table before any conclusion.
        thread.marriage.swords.upright | Put the future on paper, side by side, and two minds line up.
        thread.marriage.swords.upright | Name three things each of you treasures, and shared life takes a gentle shape.
        thread.marriage.swords.reversed | An evening of asking "why" gently brings you closer than being right.
        thread.marriage.swords.reversed | "Let us talk tomorrow" is a strong sentence between two people.
        thread.marriage.pentacles.upright | Small agreements about money and chores make room for trust.
        thread.marriage.pentacles.upright | The comfort of married life lives in small attentions, like shoes set straight.
        thread.marriage.pentacles.reversed | What suits the two of you matters more than what is usual.
        thread.marriage.pentacles.reversed | Noticing an uneven share is already the way to a fairer one.
        thread.work.major.upright | At work, too, it feels like one step up the stairs.
        thread.work.major.upright | In your work, a part that only you can play is coming into view.
        thread.work.major.reversed | When work slows down, it is a fine moment to look at your role afresh.
        thread.work.major.reversed | Praise may rise and fall at work; what you have built keeps its weight.
        thread.work.wands.upright | Say the idea you have been keeping warm, even in a small version.
        thread.work.wands.upright | At work, raise your hand a little sooner than feels comfortable.
        thread.work.wands.reversed | Of all the work on your desk, begin with the piece that still has heat in it.
        thread.work.wands.reversed | Promise a dull task five minutes, and it usually starts to move.
        thread.work.cups.upright | A word of appreciation to a colleague moves more than you expect.
        thread.work.cups.upright | Among colleagues, your gift for listening is relied upon.
        thread.work.cups.reversed | You need not carry the mood of the whole office; give the break back to yourself.
        thread.work.cups.reversed | Take the working face off for a while; tomorrow's smile will be lighter.
        thread.work.swords.upright | Bring it down to three points and your message travels straight.
        thread.work.swords.upright | Say the purpose of the work in one phrase, and the doubt clears.
        thread.work.swords.reversed | Reread the urgent reply once, and half the mix-ups at work disappear.
        thread.work.swords.reversed | What went unsaid in the meeting may still be sent in a short note.
        thread.work.pentacles.upright | Unseen, patient work is turning into a good name.
        thread.work.pentacles.upright | Write one procedure down, and tomorrow's work will thank you.
        thread.work.pentacles.reversed | Show it half finished, and the job grows lighter.
        thread.work.pentacles.reversed | Falling behind at work is also a good moment to ask for a smaller load.
        thread.life.major.upright | The larger current of life gives you a gentle push here.
        thread.life.major.upright | Looking back one day, you may find this page has a bookmark in it.
        thread.life.major.reversed | Life's larger current does not leave behind those who pause.
        thread.life.major.reversed | Big questions may be answered slowly, simply by living along.
        thread.life.wands.upright | In everyday life, turn towards whatever lifts your spirits a little.
        thread.life.wands.upright | Trying one idea on the day it comes is a cheerful way to live.
        thread.life.wands.reversed | Take one thing off the calendar, and energy has somewhere to return to.
        thread.life.wands.reversed | Energy likes to be saved before it is spent; rest counts as a plan.
        thread.life.cups.upright | Time spent sharing feelings with someone close waters the whole week.
        thread.life.cups.upright | Tell someone about a good moment and you get to enjoy it twice.
        thread.life.cups.reversed | Put one small pleasure of your own in the middle of the day.
        thread.life.cups.reversed | When feelings run high, dim the lights early and rest.
        thread.life.swords.upright | Put your thoughts into words and their order appears.
        thread.life.swords.upright | It is a good day to ask yourself, "What would I really like?"
        thread.life.swords.reversed | Leave hard thinking for the morning; outlines are kinder then.
        thread.life.swords.reversed | Leaving a decision until tomorrow is one of the everyday arts.
        thread.life.pentacles.upright | Eating well and sleeping well are your best allies just now.
        thread.life.pentacles.upright | Do one habit with extra care, and the whole day stands straighter.
        thread.life.pentacles.reversed | Tidy one corner of the room and the ground feels steadier.
        thread.life.pentacles.reversed | What is too much may be shared or shed; a lighter life keeps going.

        arc.upright | From {a} to {b}: that is the road these cards have drawn.
        arc.upright | The story opens with {a} and ties its bow around {b}.
        arc.reversed | The story opens with {a} and ends on a gentle look at {b}.
        arc.reversed | The story opens with {a} and leaves you something to treat kindly: {b}.
        majors.many | Many major arcana are here, a sign that something matters deep down.
        majors.many | With so many major arcana, you are in touch with a larger current than usual.
        majors.some | The larger current and your everyday choices are holding hands.
        majors.some | The major arcana stand only at key places, which leaves plenty of room for your own ideas.
        majors.none | Minor arcana alone say that small everyday acts can change the view.
        majors.none | No major arcana came, so the rudder is very much in your hands.
        suit.wands | The fire of Wands burns brightest: "I would like to try" is your fuel.
        suit.cups | The water of Cups runs through it all: feelings shared are the key.
        suit.swords | The wind of Swords blows through: clear words and clear thoughts will help.
        suit.pentacles | The earth of Pentacles steadies your feet: patient care bears fruit.
        suit.mixed | No single suit takes over, which speaks for a balance of heart, word and deed.
        suit.mixed | The suits have come in good company and cheer you on from several sides.
        reversals.none | Every card stands upright, so strength is moving outward, plainly.
        reversals.few | Few cards are reversed; on the whole the way is open.
        reversals.even | Upright and reversed are in balance: moving and resting both make sense.
        reversals.many | Many reversed cards say that putting things in order inside may come first.
        reversals.all | Every card is reversed, which is no bad news: it is time for a talk with yourself.
        family.major | The major arcana are the twenty-two cards that light life's milestones.
        family.wands | Wands are cards of fire; they show what you would love to try.
        family.cups | Cups are cards of water; they show what fills the heart and whom it reaches.
        family.swords | Swords are cards of air; they show how clear thoughts and words are.
        family.pentacles | Pentacles are cards of earth; they show the sure things of home and hand.
        alone.major.upright | A major card mirrors a change that is already budding in you.
        alone.major.upright | It is one of the great cards; let its words warm up slowly.
        alone.major.reversed | A great card upside down says you may take your time and begin on the inside.
        alone.major.reversed | Look at it from one other side and this card becomes an ally.
        alone.minor.upright | Small choices in an ordinary day bring out what this card can do.
        alone.minor.upright | A minor card says that the answer is within arm's reach today.
        alone.minor.reversed | A reversed card is no warning; it is a kind voice saying "a little slower is fine".
        alone.minor.reversed | A day may stumble; one small adjustment and things move again.

        step.love.major | write down three things you love, about someone or about yourself.
        step.love.wands | send someone you like a short note about a thing that happened today.
        step.love.cups | tonight, remember one sentence that made you happy and say thank you for it.
        step.love.swords | write one line you would like to say, and reread it tomorrow.
        step.love.pentacles | prepare one little treat for the next time you meet.
        step.marriage.major | describe one scene, ten years from now, in which you are laughing.
        step.marriage.wands | this weekend, walk half an hour along a street new to you, ideally with someone dear.
        step.marriage.cups | add one "thank you for everything" to your next meal together.
        step.marriage.swords | choose one topic and talk about it for fifteen minutes over tea.
        step.marriage.pentacles | ask whether one household task could be shared in a more cheerful way.
        step.work.major | tonight, write down the one task that matters most tomorrow.
        step.work.wands | give the first ten minutes of tomorrow to the thing you keep thinking about.
        step.work.cups | send one line of thanks to someone who helped you.
        step.work.swords | put the open question into three lines and show them to someone you trust.
        step.work.pentacles | clear your desk for five minutes, so that tomorrow begins pleasantly.
        step.life.major | sit quietly for five minutes tonight and recall one joy of this year.
        step.life.major | look up at the sky and give what you feel a one-word name.
        step.life.wands | try, for fifteen minutes, something you have long been curious about.
        step.life.wands | choose a different way home and enjoy the detour.
        step.life.cups | think of someone you would like to see and send a short hello.
        step.life.cups | make your favourite drink slowly, as if for a guest, and enjoy it.
        step.life.swords | write down three things on your mind and cross one out.
        step.life.swords | put the screen away ten minutes before bed and listen to something quiet.
        step.life.pentacles | tidy a single drawer and put your favourite thing in front.
        step.life.pentacles | choose something in season and taste it slowly.

        end.any | Cards are signposts; the one who chooses is always you.
        end.any | Whichever way you take, the cards are on your side.
        end.any | May these words shed a little light where you walk.
        end.any | Keep the one sentence that stayed with you, and let the rest go.
        """
}
