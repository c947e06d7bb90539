/** The same texts, templates or washed manuscripts from many members, again and again. */
import type { Bilingual } from '../contract/index.ts';
import { extractTemplate, hiddenCharacters } from '../text/index.ts';
import type { Census, ClusterView, MemberAction, Platform } from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { MIN_LIFT, MIN_MEMBERS, MIN_SHARE } from './statistics.ts';
import { iso, percent, quote } from './words.ts';

const SHOWN = 4;
/** Texts that a template is drawn from. */
const SAMPLE = 12;

interface Family {
  readonly id: number;
  readonly actions: readonly MemberAction[];
  readonly members: readonly number[];
  /** Accounts on the whole platform with a text of this family. */
  readonly population: number;
  readonly nats: number;
}

interface Definition {
  readonly id: string;
  readonly title: Bilingual;
  readonly about: string;
  /** The family of a text; null where it is in none. */
  readonly familyOf: (action: MemberAction) => number | null;
  /** Accounts per family. */
  readonly census: (platform: Platform) => Census;
  readonly relation: Bilingual;
}

/** Texts that members have from one another, by what makes a family of them. */
function familySignal(definition: Definition): Signal {
  const { id, title, about, familyOf, relation } = definition;
  const isIn = (action: MemberAction) => familyOf(action) !== null;
  return {
    id,
    kind: 'content',
    title,
    about,
    evaluate(view, platform) {
      const texts = view.actions.filter((action) => action.textFamily !== null);
      const authors = new Set(texts.map((action) => action.member));
      if (authors.size < MIN_MEMBERS || authors.size < view.members.length * MIN_SHARE)
        return abstain(
          `${authors.size} of ${view.members.length} accounts wrote texts long enough to compare`,
        );

      if (!texts.some(isIn))
        return abstain('none of their texts is long enough, or like another on the platform');
      const families = sharedFamilies(texts.filter(isIn), {
        ...definition,
        platform,
        each: texts.length / authors.size,
      });
      const copies = families.reduce((sum, family) => sum + family.actions.length, 0);
      const value = copies / texts.length;
      const counted = families.slice(1);
      const covered = new Set(counted.flatMap((family) => family.members));
      const price = choicePrice(authors.size, platform.textFamilies);
      const nats = counted.reduce((sum, family) => sum + family.nats, 0) - price;
      const enough =
        value >= MIN_SHARE && covered.size >= MIN_MEMBERS && covered.size >= MIN_SHARE * authors.size;
      return {
        value,
        weightNats: enough ? Math.max(0, nats) : 0,
        marked: [...covered],
        evidence: [
          fact(
            {
              en: `${copies} of ${texts.length} texts (${percent(value)}) ${relation.en}, in ${families.length} families; without the strongest family, the rest is worth ${Math.max(0, nats).toFixed(1)} nats`,
              zh: `${texts.length} 条文本中有 ${copies} 条（${percent(value)}）${relation.zh}，共 ${families.length} 组；除去最强一组，其余证据 ${Math.max(0, nats).toFixed(1)} 奈特`,
            },
            { observed: value, usual: null },
          ),
          ...families.slice(0, SHOWN).map((family) => describe(family, view)),
        ],
      };
    },
  };
}

export const homogeneousContent = familySignal({
  id: 'homogeneous_content',
  title: { en: 'Homogeneous content', zh: '内容同质' },
  about:
    "Value: share of the members' texts that are near copies of another member's. Nats: Σ (members − 1)·ln(T / (2·k·n)) over " +
    'families of near copies that mostly members use, without the strongest family: one slogan, appeal or required phrase is ' +
    'copied by honest people, too; the same people copying one another in many texts is not.',
  familyOf: ({ textFamily }) => textFamily,
  census: ({ textFamilies }) => textFamilies,
  relation: { en: "are near copies of another member's", zh: '与其他成员近似' },
});

export const retoldContent = familySignal({
  id: 'retold_content',
  title: { en: 'Manuscripts retold', zh: '洗稿' },
  about:
    "Value: share of the members' texts that say what another member's says in other words and another order. Nats: as " +
    'for homogeneous content, over sources that mostly members retell, without the strongest: one event is news to many, and ' +
    'what is usual on the platform makes no source (see mining/retellings).',
  familyOf: ({ textSource }) => textSource,
  census: ({ textSources }) => textSources,
  relation: { en: "retell another member's", zh: '为其他成员文本的改写' },
});

interface Compared extends Definition {
  readonly platform: Platform;
  /** Texts of an author. */
  readonly each: number;
}

/** Families that at least two members share, strongest first. */
function sharedFamilies(texts: readonly MemberAction[], compared: Compared): readonly Family[] {
  const { familyOf, census, platform, each } = compared;
  return [...Map.groupBy(texts, (action) => familyOf(action) as number)]
    .map(([id, actions]): Family => {
      const members = [...new Set(actions.map((action) => action.member))].sort((a, b) => a - b);
      const population = Math.max(census(platform).count(String(id)), members.length);
      const worth = Math.max(0, Math.log(platform.texts / (2 * each * population)));
      // A text that the public shares speaks of the public, not of the members.
      const own = population <= MIN_LIFT * members.length;
      return { id, actions, members, population, nats: own ? (members.length - 1) * worth : 0 };
    })
    .filter((family) => family.members.length >= 2)
    .sort((a, b) => b.nats - a.nats || b.members.length - a.members.length || a.id - b.id);
}

/** ln of the number of groups of this size among all that write: the price of having chosen this one. */
function choicePrice(size: number, { known }: Census): number {
  const among = Math.max(known, size);
  return size * (Math.log(among / size) + 1);
}

function describe(family: Family, view: ClusterView) {
  const texts = family.actions.map((action) => action.text);
  const { template } = extractTemplate(texts.slice(0, SAMPLE));
  const hidden = texts.filter((text) => hiddenCharacters(text).length > 0).length;
  const tricks =
    hidden === 0
      ? { en: '', zh: '' }
      : { en: `; ${hidden} hide characters`, zh: `；其中 ${hidden} 条藏有隐藏字符` };
  return fact(
    {
      en: `${family.members.length} accounts wrote ${family.actions.length} copies of “${quote(template)}”${tricks.en}; on the whole platform ${family.population} accounts did`,
      zh: `${family.members.length} 个账号发布了 ${family.actions.length} 条“${quote(template)}”的近似文本${tricks.zh}；全平台共 ${family.population} 个账号`,
    },
    {
      observed: family.members.length,
      usual: family.population - family.members.length,
      accounts: family.members.map((member) => view.members[member]?.accountId ?? ''),
      targets: family.actions.map((action) => action.targetId),
      times: family.actions.map((action) => iso(action.at)),
      texts: texts.slice(0, 5).map((text) => quote(text, 200)),
    },
  );
}
