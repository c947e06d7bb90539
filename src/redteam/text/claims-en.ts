/** What English manuscripts claim about a product, and how else it can be said. */
import { type ClaimStore, readClaims } from './claims.ts';

export const CLAIMS_EN: ClaimStore = {
  brands: ['CloudKettle', 'OatWave', 'StarPath Course', 'ClearCreek Filter', 'LeanCamp'],
  intro: readClaims(`
Most people do not know that {brand} has quietly become very popular.
Word about %brand has been [spreading|going round] for [months|a good while], just [not loudly|under the radar].
If you have [never|not] come across %brand yet, you are [later to the party|further behind] than you think.
[Nobody|Hardly anyone] advertises %brand, and still [half my street|my whole gym] seems to own it.
I only [heard about|stumbled on] %brand [last month|by accident], long after [the insiders|everybody else].
There is a [reason|story] behind the [slow|steady] rise of %brand that [few|not many] talk about.

A friend recommended {brand} and at first I did not believe it.
When [my sister|a coworker|my neighbour] first brought up %brand, I [rolled my eyes|laughed it off].
[Somebody|An old classmate] kept [nagging|texting] me about %brand until I [gave in|ran out of excuses].
My first [thought|reaction] on hearing the name %brand? [Yet another gimmick|Here we go again].
I took the %brand that I was [handed|lent] mostly to [prove a point|be polite].
Call me a sceptic: it took [three|several] [dinners|phone calls] before I gave %brand a chance.

After ## days with {brand} I have to share my real experience.
Day %n with %brand, so here is my [promised|overdue] [write-up|diary].
I [kept|have kept] notes on %brand for %n days, [warts and all|good and bad].
It has been %n days now, and my [view|opinion] of %brand has [turned around|shifted more than once].
Right, %n days in: time to [be blunt|talk straight] about %brand.
I [swore|told myself] to wait %n days before [saying|writing] a word on %brand. [Here goes|Time is up].
`),
  body: readClaims(`
Experts say that ## minutes every day are enough to see a big change.
A [nutritionist|professor|coach] I [follow|spoke to] puts it at %n minutes daily, [nothing heroic|no more].
Give it %n minutes [before bed|each morning] and your body [does the rest|catches up].
[According to|If you ask] the specialists, the [trick|point] is showing up daily, %n minutes at a time.
It turns out that [skipping nothing|staying regular] for %n minutes beats any [marathon session|crash plan].
[Researchers|Clinics] have [tested|measured] it: %n minutes a day, and the [difference|gain] is [plain|hard to miss].

According to recent data more than ## percent of users are very satisfied.
Out of a hundred [buyers|owners], %n or more [would do it again|gave five stars].
The [latest|last] survey [puts|has] approval north of %n percent, which is [unheard of|rare].
[Follow-up calls|A poll] found %n in a hundred people [delighted|without complaint].
Scores [sit|hover] above %n percent, and I can [see|tell] why.
[Returning customers|Regulars] make up %n percent, [so draw your own conclusion|and that says it all].

I used to spend a lot of money every month and now I do not need to.
My bank [statement|account] looks [healthier|calmer]: that [monthly|regular] drain is gone.
The [fortune|cash] I threw at this [each payday|for years] [stays|now stays] in my pocket.
One [bill|expense] fewer, and it was the [ugliest|largest] of them.
My husband [noticed|did the maths]: we [save|keep] what we once [poured away|paid to others].
No more [handing over|forking out] half a salary for [something so basic|this].

The method is very simple and even my parents learned it quickly.
[Grandma|My dad], who [fears|fights with] remote controls, had it [down|figured out] in one [go|afternoon].
There is [no|next to no] learning curve, [two taps|three steps] and you are [off|set].
I never [opened|touched] the manual, and [neither did|nor did] my [teenager|mother].
[Children|Retirees] manage [alone|without help], so you [will|can], too.
If you can [boil an egg|send a text], you can [handle|do] this.

The price is cheap and the results are amazing.
For the [cost|price] of [two coffees|a pizza] it [does|delivers] [wonders|far more than it should].
It [undercuts|costs less than] every rival and still [outperforms|beats] them.
Bang for the buck? [Unmatched|Off the charts], and you [feel|notice] it within [days|a week].
Little [outlay|cash], [huge|serious] [payoff|effect]: that is [it|the whole story].
You pay [pennies|next to nothing] for something that [truly delivers|works this well].

My colleagues keep asking me how I did it.
At [work|the office] they [corner|stop] me by the [printer|coffee machine] for [my secret|tips].
[Three|Half a dozen] people on my [team|floor] want [the link|to copy me].
Even the [boss|receptionist] [pulled me aside|got curious]: what on earth [happened|are you doing]?
After the holidays a [client|workmate] did not [recognise|place] me, then [begged for details|took notes].
I get [questions|messages] from [the whole department|people I barely know] [daily|nonstop].

Most people fail because they never find the right way.
It is [rarely|not] laziness that [stops|sinks] folks, it is [a bad map|poor guidance].
[Effort|Willpower] without a plan is [rowing in circles|wasted sweat].
Nine in ten [give up|quit] since [nobody|no one] shows them [how|the ropes].
Those who [struggle|keep stumbling] are just [pulling the wrong lever|on the wrong road].
Ask anyone who [dropped out|slid back]: the [approach|recipe] was off, [not the person|never the will].

Honestly this is the best thing that I bought this year.
Of all the [parcels|orders] since January, this one [wins|takes the crown].
Hand on heart, no [purchase|gadget] made me [happier|smile more].
My [one|single] splurge without [regret|a guilty conscience], [period|full stop].
If I could keep only one [delivery|buy] from these twelve months, [guess which|here it is].
I have [wasted|blown] plenty on [junk|fads], but [never|not] here.

Right now you can get a free gift worth ### with every order.
They are [throwing in|adding] a %n [bonus|goodie bag] at the moment, [no strings|on the house].
[Checkout|Sign up] this week and a [present|bundle] of %n [comes along|lands in your cart].
There is a [promo|deal] on: [whoever buys|place one] and %n in [extras|samples] is yours.
The [shop|seller] [sweetens|tops up] the deal with %n worth of [stuff|treats], [for now|while it lasts].
I missed the %n [freebie|package] by a day, do not [repeat|make] my mistake.

More than ## thousand families already chose this product.
[Upwards of|Some] %n thousand [homes|households] have one on the [shelf|counter].
I am one of %n thousand [owners|subscribers], and the [list|number] [keeps growing|climbs weekly].
From [villages|small towns] to [the capital|big cities], %n thousand [kitchens|families] [made the switch|said yes].
Sales passed %n thousand [last quarter|in spring], [quietly|without fanfare].
You [would join|are in the company of] %n thousand [others|happy people].

I was worried that it was a scam but I was wrong.
My [alarm bells|instincts] [rang|screamed] fraud, [yet|and still] everything [checked out|was clean].
I [googled|dug through] every [warning|forum] before paying and [found nothing|came up empty].
Too good to be true, I [thought|figured], and had to [apologise|eat my words].
[Burned|Cheated] before, I [held back|waited], [needlessly|for no reason] as it turned out.
[Suspicious|Careful] as I am, I could not [find|spot] the catch. There is none.

Good habits can change your whole life.
What you [repeat|do daily] is what you [become|end up as].
[Tiny|Small] routines [add up|compound] until [everything|your world] looks [different|new].
Swap one [vice|bad pattern] and the [rest|dominoes] [follows|fall].
[Discipline|Consistency] sounds [dull|grey], but it [rewrites|bends] your [future|path].
A [decade|year] from now you will [thank|bless] the [routine|person] you [start|build] today.

Almost every review on the internet is positive.
I [scrolled|read] for an hour and [met|found] maybe [one|two] [grumpy|unhappy] [comment|rating].
[Stars|Praise] everywhere, try [finding|digging up] a [complaint|rant].
Whatever [site|platform] you open, [people|customers] [rave|gush].
The [one-star|angry] [section|corner] is [empty|a desert].
I [hunted|looked] for [dirt|bad press] [on purpose|first] and [gave up|got bored].

I compared ## brands and finally chose this one.
[My|A] spreadsheet had %n rows, and [only one|a single] name [survived|was left].
I [tried|borrowed] %n [alternatives|competitors], [each|all] with a [flaw|weak spot].
After %n [candidates|trials] the [winner|choice] was [obvious|not close].
[Back and forth|Weeks] between %n [makers|options], [then|until] it [clicked|settled itself].
%n [contenders|rivals] went in, this [came out|stood] on top.
`),
  close: readClaims(`
I really recommend it to everyone.
[Do yourself|Do your family] a favour and [look into it|give it a go].
Two thumbs up from [this|a former] sceptic.
[Take it or leave it|Believe me or not], I am [staying|never going back].
If you [ask|want] my advice: [go for it|try it once].
I would [hand|gift] it to [anyone|my worst enemy], that is how [sure|convinced] I am.

Hurry up because places are limited.
[Spots|Seats] are [vanishing|going fast], so [move|do not sleep on it].
They [close|shut] the list [once|as soon as] it is full, and it [nearly is|will be].
[Tomorrow|Next week] may be too late, I [checked|asked].
Only a [handful|few dozen] left at [last|my] count.
[Dither|Wait] and someone else [takes|grabs] yours.

Save this post and share it with people who need it.
[Bookmark|Keep] this and [pass it on|send it along] to [someone struggling|a friend].
[Tag|Tell] [whoever|the one person] comes to mind, and [pin|store] it for yourself.
You will want to [find|reread] this later, [so will|and so will] your [mum|group chat].
[Spread|Forward] it, you never know [whom|who] it [helps|saves].
Put it in your [saved folder|notes], then [nudge|show] the folks [at home|around you].
`),
};
