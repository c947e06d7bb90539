/** What English posts and comments tell of their writers' own lives: people, places, things, mishaps, judgements. */
import type { Rules } from './grammar.ts';

const words = (text: string): readonly string[] => text.split(' ');
const lines = (text: string): readonly string[] => text.split(', ');

export const EN_LIFE: Rules = {
  name: words(
    'Amy Ben Carl Dana Erik Fay Gus Holly Ivan Jill Kurt Lena Milo Nora Otto Pia Quin Rosa Sven Tess Uma Vic Wes Yara Zoe',
  ),
  job: words(
    'plumber nurse barista welder translator vet driver tailor baker editor surveyor dentist guide gardener',
  ),
  who: [
    ...lines(
      'my mum, my dad, my sister, my flatmate, my boss, my coach, my neighbour, my landlord, my gran, my kid',
    ),
    '{name} from work',
    'my friend {name}',
    'uncle {name}',
    'the {job} next door',
    'a {job} i know',
    'the guy at the {place}',
  ],
  place: words(
    'harbour bakery depot library clinic pool quarry allotment market museum garage ferry chapel gym warehouse laundrette pier stadium canteen workshop orchard hostel rink hardware-shop',
  ),
  thing: words(
    'umbrella thermos charger bike kettle passport jumper lamp camera scarf tent keyboard suitcase torch ladder violin router toaster backpack blanket helmet notebook drill teapot',
  ),
  food: words(
    'dumplings chowder flatbread pancakes ramen goulash lentils falafel tacos porridge gnocchi curry pretzels paella pierogi waffles risotto meatballs scones laksa',
  ),
  when: [
    ...lines(
      'yesterday, last week, last month, this morning, at lunch, on the way home, before bed, last winter, on my first day, over the holidays, back in school',
    ),
    'on [monday|tuesday|thursday|friday|sunday] [night|morning]',
    '[three|five|seven|ten|twenty] years ago',
  ],
  did: [
    'queued for ## minutes',
    'left the {thing} on the [bus|train|roof|tram]',
    'ate [two|three|four] plates of {food}',
    'paid ## for {food}',
    'paid ### to fix a {thing}',
    'walked [##|#] [blocks|miles]',
    'took ## photos of a {thing}',
    '[soaked|dropped|lost|sold|found] the {thing}',
    'argued with {who} about {food}',
    'ran into {who} at the {place}',
    'tried [three|four|##] times',
    'nearly [missed the stop|fell over|called the police|burnt the {food}]',
    '[learned|gave up trying] to [swim|cook {food}|fix a {thing}]',
    'went to the {place} for {food}',
    'came back from the {place} without the {thing}',
  ],
  adj: words(
    'wild soothing puzzling familiar pricey tasty gripping heavy careless tidy sad funny loud handy awkward solid shaky surreal plain busy empty messy slow quick brave',
  ),
  judge: [
    '[really|oddly|properly|somewhat|weirdly|quite] {adj}',
    '[really|oddly|properly|somewhat|weirdly|quite] {adj} and a bit {adj}',
    'more {adj} than {food}',
    'as {adj} as a {thing} at the {place}',
    'less {adj} than {when}',
    'reminds me of {who} and the {thing}',
    'worth a plate of {food}',
    '[seven|eight|nine] out of ten for {adj}',
  ],
  story: [
    '{who} {did} {when}',
    '{when} i {did}',
    'i {did} and {who} {did}',
    '{who} {did} at the {place}',
    '{when} {who} dragged me to the {place}',
  ],
  plan: [
    '[going|off] to the {place} [tomorrow|this weekend|with {who}]',
    'i should [sell|replace|hide] the {thing}',
    'i still owe {who} some {food}',
    'does the {place} still [sell {food}|fix a {thing}|open on sundays]?',
  ],
  say: [
    '{story}',
    '{story}, {judge}',
    '{judge}, {plan}',
    '{who} [says|swears|thinks] it is {judge}',
    '{plan}',
    '{subject} is {judge}',
    '{aside}, {story}',
    '{fact}, {judge}',
    '{story}, {reaction}',
    'now i want to [eat {food}|call {who}|go to the {place}]',
  ],
  tag: [
    '{food}',
    '{place}Life',
    'My{thing}',
    '{adj}{food}',
    '{job}Diary',
    '{name}Cooks',
    '{place}[Night|Talk|Help]',
    '{adj}Days',
  ],
};
