/** English words and phrases that may stand for each other: a family per line, divided by slashes. */
export const SYNONYMS_EN: readonly string[] = `
very/really/super/truly/extremely
popular/trendy/well known/sought after
simple/easy/effortless/straightforward
cheap/affordable/low/reasonable/modest
amazing/incredible/great/stunning/fantastic
quickly/fast/in no time/swiftly/right away
recommend/suggest/endorse/vouch for
everyone/everybody/all of you/anybody
spend/waste/burn/shell out
finally/in the end/at last/eventually
worried/afraid/concerned/nervous
change/transformation/improvement/shift
more than/over/upwards of/above
satisfied/happy/pleased/content
most people/the majority/many folks/lots of people
do not know/have no idea/are unaware
quietly/silently/without noise/gradually
become/turned/grown/got
a friend/a buddy/a pal/a mate
at first/in the beginning/early on/to begin with
believe/trust/buy/credit
have to/need to/want to
share/tell/pass on/post
real/honest/genuine/true
experience/story/impression/journey
experts/specialists/professionals/scientists
say/claim/think/report
every day/daily/each day/day by day
enough/sufficient/plenty/all it takes
see/notice/observe/spot
big/huge/large/major
according to/based on/going by/judging from
recent/new/current/fresh
data/figures/numbers/statistics
percent/per cent
users/customers/buyers/people
used to/would/once had to
a lot of money/a fortune/plenty of cash/heaps of money
every month/each month/monthly/month after month
now/today/these days/nowadays
method/technique/approach/way of doing it
even/yes even/also
parents/mum and dad/folks/old folks
learned/mastered/picked up/understood
price/cost/price tag/amount
results/effects/outcomes/benefits
colleagues/coworkers/workmates/team mates
keep asking/constantly ask/never stop asking/always ask
fail/give up/fall short/do not succeed
because/since/as/for the reason that
never/do not ever/at no point
find/discover/come across/figure out
right/correct/proper/suitable
honestly/to be honest/frankly/in all honesty
best thing/greatest item/top purchase/finest thing
bought/purchased/got myself/ordered
this year/in the last twelve months/this season
right now/at the moment/currently/for the time being
get/receive/claim/grab
free/complimentary/no-cost
gift/present/bonus/extra
worth/valued at/with a value of
order/purchase/checkout/buy
families/households/homes
already/by now/so far
chose/picked/went with/selected
product/item/thing/article
scam/fraud/rip-off/swindle
wrong/mistaken/completely off/too cautious
good/healthy/sound/positive
habits/routines/practices/rituals
can/could/may/is able to
whole/entire/complete
life/world/existence/lifestyle
almost/nearly/practically/virtually
review/rating/comment/opinion
on the internet/online/on the web
compared/tested/looked at/weighed
brands/makers/labels/manufacturers
hurry up/be quick/do not wait/act soon
places/spots/seats/slots
limited/few/scarce/running out
save/bookmark/store
post/note/entry/piece
people/folks/anyone/those
need/could use/require/look for
help/support/assist/serve
start/begin/kick off/set out
think/feel/reckon/guess
look/check/have a look/take a look
support/back/stand with/stand by
official/formal/confirmed
problem/issue/trouble/matter
important/vital/key/essential
difficult/hard/tough/tricky
company/firm/business/maker
government/authorities/officials
safe/secure/harmless
clear/obvious/plain/evident
show/prove/demonstrate/indicate
increase/rise/grow/climb
reduce/lower/cut/shrink
future/years ahead/times to come
often/frequently/regularly/many times
choose/pick/go with/opt for
`
  .trim()
  .split('\n');
