extension Deck {
    /// The deck in English; ``Deck/init(table:in:)`` says how a row is written.
    static let englishTable = """
        The Fool
        + fresh starts, curiosity, trust, lightness | A light heart finds the road long before the map is finished.
        - hesitation, loose plans, restlessness | One breath before the leap; checking your footing is part of the journey too.
        The Magician
        + creativity, confidence, skill, first moves | Every tool you need is already on the table; reach for the nearest one.
        - scattered energy, self-doubt, untapped talent | Talent never left; it is only waiting for a single direction.
        The High Priestess
        + intuition, stillness, quiet knowledge | Some answers ripen in silence and arrive when nobody is chasing them.
        - overthinking, guardedness, mixed signals | The thing you nearly said may be closer to the truth than the tidy version.
        The Empress
        + abundance, affection, growth, ease | Whatever is tended with love grows, and it grows in its own time.
        - giving too much, a pause in growth, neglected rest | Save a little of the water you pour for others; your own roots are thirsty too.
        The Emperor
        + stability, responsibility, clear decisions | Solid ground is built from small promises, kept one day after another.
        - stiffness, pressure, stubbornness | You need not hold up the roof alone; loosened shoulders carry further.
        The Hierophant
        + trust, guidance, shared values, learning | A good teacher's voice makes your own conscience easier to hear.
        - outgrown rules, formality, friction | Let go of one "should" and your own right answer comes into view.
        The Lovers
        + attraction, harmony, heartfelt choice | Choosing what moves you is not selfishness; it is honesty.
        - crossed wires, indecision, mixed feelings | Two feelings may sit side by side; make peace with both before you choose.
        The Chariot
        + momentum, willpower, a bold push | Once the heart has settled on a direction, even the wind tends to follow.
        - impatience, detours, strain | Direction matters more than speed; ease the reins and look around.
        Strength
        + gentle courage, patience, resolve | Real strength has soft hands and stays.
        - tiredness, wavering confidence, self-criticism | Doubt often means you care; even lions nap before they rise again.
        The Hermit
        + reflection, inner search, solitude | A small lantern is plenty when you are the one holding it.
        - isolation, fixed ideas, withdrawal | Leave the door ajar; someone may be walking by the light of your window.
        Wheel of Fortune
        + turning points, good timing, lucky meetings | Seasons turn on their own; when a wave comes, step on lightly.
        - delays, odd timing, changed plans | The later train has passengers worth meeting, too.
        Justice
        + fairness, honesty, balance | Seeing plainly is not about blame; it is how the heart gets lighter.
        - lopsidedness, second-guessing, harsh self-judgement | While the scales still sway, wait; and be as fair to yourself as to others.
        The Hanged Man
        + a new angle, acceptance, quiet preparation | Some keys can only be seen by those who stop and tilt their head.
        - overwork, thankless effort, old patience | You have waited well; shift your grip a little and the knot slips loose.
        Death
        + closure, renewal, letting go | Never mind the name: this is the card of turning a page and waking to a new morning.
        - reluctant goodbyes, postponement, gradual change | No hurry to let go; once you can say thank you, the next season begins by itself.
        Temperance
        + balance, healing, moderation | Blend a little at a time and you find the mixture that is yours alone.
        - excess, uneven days, mismatched rhythms | One spoonful is enough for today; small adjustments are the ones that last.
        The Devil
        + strong attraction, desire, attachment | A kinder card than it looks: notice what holds you and find the clasp in your own hand.
        - release, clearer eyes, changing habits | The knot is already loosening; knowing you may choose again is where freedom starts.
        The Tower
        + insight, a clean break, open sky | When a cramped wall gives way, light comes in, and what truly matters is still standing.
        - tension, small cracks, rebuilding | A crack noticed early can be mended calmly, and it lets in a little fresh air.
        The Star
        + hope, inspiration, healing | A distant star never hurries anyone; it only shows which way is forward.
        - dimmed confidence, high ideals, wistfulness | Clouds do not put out stars; start tonight by counting the nearest small light.
        The Moon
        + imagination, dreams, sensitivity | Outlines blur by moonlight; no feeling has to be explained tonight.
        - lifting fog, misunderstandings resolved, calm | Dawn is on its way, and most worries turn out to have been soft shadows.
        The Sun
        + joy, success, vitality, openness | Laugh the way children do, and warmth gathers around you of its own accord.
        - quiet joy, shyness, recharging | The sun is still there behind thin cloud; say one small happiness aloud.
        Judgement
        + awakening, reunion, a second chance | A door you thought was closed is calling you by name.
        - regret, indecision, old stories | Tell your past self "well done"; each bit of forgiveness lightens the step.
        The World
        + completion, harmony, wide horizons | The road comes full circle and opens gently into the next one.
        - finishing touches, one last step, loose ends | One piece is left, and the last piece deserves to be enjoyed.
        Ace of Wands
        + inspiration, passion, a new challenge | A small flame knows what you want before your reasons do.
        - slow sparks, uneven motivation, false starts | Days without a spark are good days for gathering wood.
        Two of Wands
        + vision, planning, options | Looking far ahead is already a kind of travelling.
        - indecision, revised plans, cold feet | It is hard to choose because both roads hold a dream; try the nearer one for an hour.
        Three of Wands
        + expansion, first results, setting sail | Ships sent out in good faith tend to come home with surprises.
        - waiting, misjudged timing, impatience | Waiting for the tide is not idle; it is when the cargo gets packed well.
        Four of Wands
        + celebration, home, belonging | Care for the place where you can exhale; new strength rises there.
        - modest joys, unfinished plans, unsettled comfort | You may celebrate before the decorations are up; the warmth is already here.
        Five of Wands
        + lively debate, energy, friendly rivalry | Clashing voices are enthusiasm in disguise; be curious and the room comes alive.
        - crossed purposes, weariness, compromise | Step outside winning and losing; one small concession can change the air.
        Six of Wands
        + recognition, victory, good news | Someone has been noticing; let the praise in.
        - delayed praise, modesty, mild disappointment | Applause sometimes arrives late; be the first to clap for yourself.
        Seven of Wands
        + conviction, perseverance, standing firm | Wind is felt most on higher ground, so be proud of where you stand.
        - tiredness, defensiveness, self-consciousness | Not every call needs an answer; guard the one thing that matters.
        Eight of Wands
        + speed, messages, sudden progress | Things move all at once when they move; travel light enough to notice.
        - delays, crossed messages, haste | When replies come slowly, words chosen slowly travel best.
        Nine of Wands
        + resilience, readiness, staying power | All that you have come through is standing quietly at your back.
        - wariness, fatigue, being on guard | The watch can change for a while; people often like being asked.
        Ten of Wands
        + responsibility, hard work, follow-through | A heavy load says you are trusted; it says nothing against a better way to carry it.
        - overload, shared burdens, putting things down | Set one thing down and the view returns; "help me" is a strong sentence.
        Page of Wands
        + curiosity, enthusiasm, bright news | Wherever you think "that looks fun", a fresh wind is blowing.
        - short attention, bravado, easy promises | Many sprouts, one watering can: start with one and a garden follows.
        Knight of Wands
        + action, adventure, drive | Some answers are only found at a canter.
        - rashness, impatience, spent energy | While the horse drinks, check the way again; the long road is sometimes the quick one.
        Queen of Wands
        + warmth, confidence, generosity | When you enjoy yourself, the whole room gets a degree warmer.
        - changing moods, hidden tiredness, jealousy | Even the sun sets; letting others see you rest is a kindness too.
        King of Wands
        + leadership, vision, decisiveness | People who love a big picture find others ready to help paint it.
        - forcefulness, tunnel vision, hurry | From the front, look back often; matched steps travel furthest.
        Ace of Cups
        + new love, tenderness, a full heart | Let the feeling rise; whatever overflows will water somebody else.
        - held-back feelings, emptiness, shyness | When the cup looks empty, fill it first for yourself; something warm will do.
        Two of Cups
        + mutual affection, equality, promise | Meet someone at eye level and hearts start talking before words do.
        - distance, mixed temperatures, reserve | A different pace is not a different road; one kind word builds the bridge again.
        Three of Cups
        + friendship, celebration, sharing | Joy told among friends comes back three times the size.
        - social tiredness, excess, time apart | Stepping out of the crowd is healthy; it shows whom you truly miss.
        Four of Cups
        + contemplation, rest, reassessment | Boredom is the heart looking for its next question; glance at the cup being offered.
        - awakening interest, fresh air, new offers | Lift your eyes and the gift that was always there comes into view.
        Five of Cups
        + lasting affection, acceptance, tender regret | Mourning what spilled is a sign of love; full cups still stand behind you.
        - recovery, return, forgiveness | Eyes see clearly after tears, and across the bridge there is a home.
        Six of Cups
        + nostalgia, innocence, small gifts | Something you loved as a child still knows how to warm you.
        - lingering memories, growing up, leaning on the past | Memory is a lovely place to visit; bring a flower back for today.
        Seven of Cups
        + dreams, imagination, many choices | Every cup in the clouds is lovely; touch one and the dream begins to move.
        - clarity, narrowing down, coming to earth | No dream has to be thrown away, only put in order.
        Eight of Cups
        + moving on, deeper longing, graduation | When something has been enjoyed to the full, you may walk on quietly.
        - second thoughts, turning back, lingering ties | Going back for a look is also a way of moving forward.
        Nine of Cups
        + contentment, granted wishes, comfort | What you wished for may already be on a shelf within reach.
        - restlessness, overindulgence, comparison | Stop measuring against others and the cup fills without a sound.
        Ten of Cups
        + shared happiness, family, harmony | An ordinary day enjoyed together is the widest rainbow there is.
        - small discord, high expectations, tired kindness | A circle need not be perfect; one honest word brings everyone closer.
        Page of Cups
        + sensitivity, sweet news, playfulness | A charming message can pop up from the least likely place.
        - moodiness, daydreams, tender feelings | Being easily touched is a gift; put it into words or colours.
        Knight of Cups
        + romance, invitations, sincerity | Take what is offered slowly, in both hands; sincerity does not mind the wait.
        - idealisation, sweet talk, changeable feelings | Behind lovely words, watch the deeds; your ideals are worth the time.
        Queen of Cups
        + empathy, compassion, deep affection | The gift of understanding others shines brightest when you offer it to yourself.
        - emotional overload, worry, self-sacrifice | Knowing which water is yours is not coldness; it is care.
        King of Cups
        + generosity, calm, emotional maturity | Near someone who stays gentle on the waves, everyone breathes deeper.
        - bottled-up feelings, shifting moods, reserve | Rest from being fine; a confided weakness is where trust walks in.
        Ace of Swords
        + clarity, resolve, truth | The word that clears the fog is short and honest.
        - sharp words, muddled thoughts, haste | Sheathe the quick reply and write it down; thoughts grow tame on paper.
        Two of Swords
        + pause, balance, quiet deliberation | Weighing with closed eyes has its time; a calm heart moves the hand.
        - an end to wavering, honesty, movement | Take off the blindfold: the fork in the road is simpler than it sounded.
        Three of Swords
        + a tender heart, calm after tears, truth | It hurts because it mattered, and rain is how the ground grows soft.
        - healing, reconciliation, care | The wound is already closing; thank the hands that tended it, yours included.
        Four of Swords
        + rest, silence, recharging | This is not standing still, it is being restored; sleep brings the next idea.
        - returning, unfinished rest, gentle restarts | Rise slowly; those who start at half strength keep going longest.
        Five of Swords
        + a lesson learned, strategy, knowing when to stop | More than how to win, ask what you would like to have left afterwards.
        - peacemaking, apology, clearing the air | No reason is needed to lay a sword down; the first smile turns the wind.
        Six of Swords
        + transition, calmer waters, helping hands | The water smooths out; the shore behind you is the one that raised you.
        - detours, unfinished goodbyes, preparation | A laden boat is slow; leave one thing on the quay and it glides.
        Seven of Swords
        + wit, strategy, nimbleness | Not every path is straight; pick one you would be glad to explain.
        - confiding, second thoughts, restored honesty | Secrets weigh less once told; asking for advice is the best plan.
        Eight of Swords
        + caution, old beliefs, a first loosening | The ropes are looser than they look; begin with the fingers that can move.
        - release, wider views, freedom | Many a "cannot" was an old promise; with open eyes the road is wide.
        Nine of Swords
        + deep care, night thoughts, the courage to confide | Night makes worries tall; morning and a friendly voice bring them back to size.
        - dawn, relief, sorting feelings | The wakeful nights are thinning out; deciding not to carry it alone is strength.
        Ten of Swords
        + a full stop, laying burdens down, first light | You have done enough; behind the picture the sky is already turning gold.
        - recovery, rising again, morning | The heaviest hour has passed; lift your head slowly, the colours have changed.
        Page of Swords
        + observation, curiosity, news | Look well, listen well, and half of it solves itself.
        - suspicion, gossip, hurried words | Do not spend your heart on hearsay; asking directly takes three minutes.
        Knight of Swords
        + quick decisions, logic, directness | A clear stride is a pleasure; say where you are going and allies follow.
        - haste, bluntness, wasted force | Let the truth travel at a gentle speed; letters kept overnight lose their edges.
        Queen of Swords
        + insight, independence, candour | Words earned by experience carry both weight and kindness.
        - severity, aloofness, armour | The armour did its work; among friends you may put some of it down.
        King of Swords
        + sound judgement, intellect, principle | Whoever honours both facts and feelings finds the way through.
        - coolness, rigid logic, one-sidedness | Before the verdict, ask "how did it feel?" and reason grows warm.
        Ace of Pentacles
        + a solid start, opportunity, good soil | The seeds that make real gardens fit in the palm of a hand.
        - shaky ground, second looks, preparation | Loosen the soil before sowing; unhurried roots go deeper.
        Two of Pentacles
        + juggling, flexibility, playfulness | A balance that sways is still a dance, and while you can laugh, all is well.
        - busyness, full hands, priorities | With both hands full, set one thing on the floor; it will not run away.
        Three of Pentacles
        + teamwork, craft, recognition | Where skills overlap, shapes appear that nobody could draw alone.
        - crossed plans, apprenticeship, unclear roles | On awkward days, show each other the drawings; half the trouble is a misreading.
        Four of Pentacles
        + security, thrift, holding steady | Keep holding what matters, and loosen one finger so the air can move.
        - letting go, generosity, softer rules | An open hand has room; what is shared returns in another form.
        Five of Pentacles
        + mutual support, a lit window, endurance | On a cold road there is a lit window close by, and knocking is no shame.
        - improvement, kindness received, thaw | Thaw begins at your feet; remember the kindness and spring comes sooner.
        Six of Pentacles
        + giving and receiving, fairness, kindness | Giving and receiving hands change places in time, and both are noble.
        - strings attached, imbalance, reserve | When the scales tilt, words can level them; a fair share can be talked over.
        Seven of Pentacles
        + patience, growth, taking stock | Rest and look at the tree; rejoice in its roots before you count the fruit.
        - restlessness, review, tired waiting | It is growing on the side you are not watching; change only the watering.
        Eight of Pentacles
        + focus, practice, careful work | Hands that repeat a thing with love learn what no book can teach.
        - monotony, perfectionism, overwork | Handing it over at eighty per cent is a skill as well; save the rest for tomorrow.
        Nine of Pentacles
        + independence, grace, well-earned ease | To sit in a garden you planted yourself is a fine reward.
        - keeping up appearances, going it alone, small treats | No need to be impressive; invite someone in and the flowers look brighter.
        Ten of Pentacles
        + stability, family, legacy | Things that last grow quietly at everyday tables.
        - family ties, differing values, open talks | What to carry on and what to leave behind: sorting is inheritance too.
        Page of Pentacles
        + study, diligence, a first success | The first coin is worth less for its weight than for the feeling of "I did it".
        - abandoned plans, distraction, overreach | Leave a blank in the timetable; the pace you can keep is the shortcut.
        Knight of Pentacles
        + steadiness, loyalty, persistence | The slow horse tends to be the one that arrives where it promised.
        - standstill, caution, routine | Take one different street and your step finds a new rhythm.
        Queen of Pentacles
        + care, practical wisdom, comfort | Whatever your hands touch slowly becomes a better place to be.
        - fussing, worry, self-neglect | Before filling other plates, set one at your own place.
        King of Pentacles
        + maturity, trustworthiness, prosperity | A good name built over years protects you better than gold.
        - guardedness, counting costs, stubbornness | Keep a chair for what cannot be counted, and wealth grows wider.
        """
}
