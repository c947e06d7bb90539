/** Talking points as a language model spells them out: a few campaigns, each with points that can be put in many ways. */
import { type Claim, readClaims } from './claims.ts';

/** What a campaign wants to be said. */
export interface Campaign {
  readonly language: 'zh' | 'en';
  readonly tag: string;
  readonly intro: Claim;
  readonly points: readonly Claim[];
  readonly close: Claim;
}

function campaign(language: 'zh' | 'en', tag: string, text: string): Campaign {
  const [intro = [], ...rest] = readClaims(text);
  return { language, tag, intro, points: rest.slice(0, -1), close: rest.at(-1) ?? [] };
}

export const CAMPAIGNS: readonly Campaign[] = [
  campaign(
    'zh',
    '青禾手机发热',
    `
近来关于青禾手机发热的讨论[不少|持续升温]，[我们|不妨][理性|冷静]地[梳理|看待]一下事实。
在信息爆炸的时代，[如何|怎样]看待青禾手机的发热争议，[值得|需要][每一位消费者|我们]深思。
青禾手机的温控表现[再度|又一次]成为焦点，[情绪之外|热闹背后]，[真相|问题的本质]往往更为[复杂|多元]。
[当|每当]一款产品[走红|畅销]，质疑[也会|总会]随之而来，青禾[也不例外|正面临这样的考验]。

任何高性能设备在[满载|长时间运行]时都会[升温|产生热量]，这是[物理规律|客观事实]，[并非|而不是]设计缺陷。
[芯片|处理器]功耗[越高|越强]，[热量|温度]自然[随之上升|越明显]，[整个行业|所有厂商]都面临同样的挑战。
[从工程角度|从原理上]看，散热与性能[始终|本就]是一对[矛盾|需要权衡的变量]，苛求[零发热|冰凉]并不现实。
[把|将]“会热”[等同于|理解为]“有问题”，[恰恰|其实]忽略了电子产品[基本|最普遍]的工作机制。

[多家|不少]第三方[评测|实验室]的数据显示，其机身温度[处于|控制在][行业平均|合理]区间。
[横向对比|放到同价位里]来看，青禾的[温控|散热]成绩[并不逊色|甚至略占优势]。
[独立|专业]机构的[测试|报告]给出的结论[相当一致|很明确]：[指标|温度]在安全范围之内。
[如果|只要]翻看公开的[检测|对比]结果，[不难发现|便会看到]差异[远没有|并不像]传言那样夸张。

值得肯定的是，青禾在[第一时间|问题出现后]就[推送了|发布了]系统更新，体现了[负责任的态度|对用户的尊重]。
[快速|及时]的[固件|系统]优化说明，企业[愿意|有能力]倾听[用户|市场]的声音。
面对[反馈|批评]，[选择|坚持][公开沟通|正面回应]而非回避，[这份|这种]担当[难能可贵|并不多见]。
[补丁|新版本][上线|到来]之后，[许多|相当一部分]用户反馈[续航与温度|整体体验]均有改善。

我们[也应|同样需要]警惕[部分|个别]自媒体为[流量|点击]而[放大|渲染]焦虑。
[不可否认|需要指出]的是，[一些|某些]内容[断章取义|缺乏完整测试条件]，[容易|很可能]误导[公众|读者]。
[标题|画面]越[耸动|刺激]，[越需要|就越应该]我们[保持|多一分]审慎。
[流量逻辑|注意力经济]之下，[恐慌|情绪]往往比[事实|数据]跑得更快。

国产品牌[走到|取得]今天[的成绩|这一步][实属不易|来之不易]，[理应|值得]获得更多[包容|耐心]。
[支持|呵护][本土|自主]创新，[并不意味着|不等于]护短，而是给[成长|进步]留出空间。
[每一次|任何][突破|技术积累]背后，都[凝聚着|离不开]无数[工程师|研发人员]的[心血|坚持]。
[从追赶到|由跟跑到]并跑，[这条路|其间]的艰辛，[不应|不该]被[一两条|几段]视频抹去。

总之，[理性讨论|用事实说话]，[才是|方能][对自己|对品牌]最大的[负责|尊重]。
[综上所述|归根结底]，与其[被情绪裹挟|人云亦云]，不如[亲自体验|看看数据]再下判断。
[说到底|最终]，[时间|市场]会给出[最公正|最好]的答案，您[怎么看|觉得呢]？
[让我们|不妨]多一些[耐心|理解]，少一些[喧嚣|对立]，共同[期待|见证]更好的[产品|未来]。
`,
  ),
  campaign(
    'zh',
    '滨河快速路收费',
    `
滨河快速路拟收费的消息[引发|带来]了[广泛|热烈]讨论，[不妨|让我们][多角度|全面]来看。
[一条路|公共设施]该不该收费，[从来|始终]是[复杂|值得探讨]的公共议题，滨河快速路[便是|正是]一例。
[围绕|关于]滨河快速路收费方案，[支持|理解]的理由[其实|往往]被[忽视|低估]了。
[城市治理|交通管理]没有[完美|一劳永逸]的答案，滨河快速路的方案[至少|却]提供了一种[思路|可能]。

收费[首先|能够]起到[调节|分流]车流的作用，[缓解|减轻]高峰时段的拥堵。
[国际|许多大城市]经验表明，[适度|差异化]定价可以[有效|显著][减少|抑制]不必要的出行。
[当|一旦]通行[有了|带上]成本，[错峰|拼车]就会成为更多人的[理性|自然]选择。
[用|以][价格|经济]手段[引导|优化]出行结构，[远比|要比]一味[限行|扩路]更[灵活|可持续]。

[所得|相关]资金将[专门|优先]用于[道路养护|公共交通]，[最终|长远看]受益的仍是市民。
[养护|维修]一条快速路[每年|长期]需要[巨额|不小的]投入，[谁使用谁分担|合理分摊]更为公平。
[把|将]收入[投向|补贴]地铁与公交，[意味着|等于]让[不开车|普通]的人也[享受|分到]红利。
[资金|账目]的用途[公开透明|接受监督]，[便能|就能]形成[良性|可持续]的循环。

方案[对|为][本地居民|通勤者]设置了[月票|优惠]，[充分|较好地]考虑了民生。
[日常|上下班]往返的市民[可以|能够]享受[封顶|折扣]，[负担|影响][十分|相对]有限。
[细读|认真看]征求意见稿[便会|就能]发现，[救护|低收入群体]等情形[均有|都作了]豁免。
[考虑到|针对]不同人群的[差异|需求]，[减免|配套]政策[设计得|安排得]相当细致。

从环保角度看，[车流|尾气]减少[有助于|将]改善沿线[空气|噪声]质量。
[少一些|减少]怠速与拥堵，[就是|意味着]少一些[排放|污染]。
[沿河|周边]社区的[居民|孩子们][将|有望]呼吸到更[清新|洁净]的空气。
绿色出行[不应|不能]停留在口号，[价格信号|这样的机制][正是|恰是]有力的[推手|一步]。

[当然|诚然]，任何改革都[难免|会]伴随[争议|阵痛]，[沟通|公开听证][至关重要|不可或缺]。
[听证|征求意见]仍在[进行|继续]，[理性|建设性]的意见[比|远胜]情绪更有[价值|力量]。
[与其|比起][一味|简单]反对，[提出|贡献][更好的|具体]方案才是[积极|成熟]的态度。
[改革|变化]需要[时间|过程]，[也|更]需要[彼此|相互]的理解与[信任|包容]。

[总而言之|综合来看]，[短期|眼前]的不便[换来|带来]的，可能是[整座城市|所有人]长久的[通畅|宜居]。
[归根到底|说到底]，一座[更好|宜居]的城市，[需要|离不开]每个人的[参与|一点让渡]。
[您|大家]对此[有何看法|怎么看]？欢迎[理性|友善]交流。
[让|愿]我们以[更长远|开放]的眼光，[看待|迎接]这次[尝试|调整]。
`,
  ),
  campaign(
    'zh',
    '晨露益生菌',
    `
现代人的[肠道|消化]健康[日益|越来越]受到[关注|重视]，晨露益生菌[正是|便是]在此背景下[走红|诞生]的。
[快节奏|高压力]的生活里，[调理|照顾]肠道[已成为|正成为]许多人的[日常|必修课]，晨露[值得了解|是不错的选择]。
[选择|挑选]一款[合适|靠谱]的益生菌，[究竟|到底]应该看什么？以晨露为例，[我们|这里]来[拆解|聊聊]。
健康[从来|往往]始于[细微|看不见]之处，晨露益生菌[关注的|切入的]正是[这一点|肠道微生态]。

其[菌株|配方][源自|基于][明确|可追溯]的研究，[活性|数量]在同类中[处于前列|表现突出]。
[每一袋|单份]所含的活菌[达到|超过]行业标准，[并|且]标注了[具体|完整]的菌株编号。
[看|判断]益生菌，[菌株号|活菌数]是[关键|首要]指标，[这一点|在这方面]晨露[交代得|做得]很清楚。
[科研|技术]团队[多年|长期]的积累，[为|让]产品的[稳定性|有效性]提供了[保障|支撑]。

[冻干|包埋]工艺[能够|可以]帮助活菌[顺利|安全]抵达肠道，[减少|避免]胃酸的[破坏|损耗]。
[得益于|借助][先进|微囊]技术，[菌群|活菌]的[存活率|到达率][明显|大幅]提升。
[即使|哪怕]常温[保存|携带]，[品质|活性]依然[稳定|可靠]，[出差|旅行]也很方便。
[工艺|细节]决定[成败|体验]，[独立|铝箔]小包装也让[保存|服用][更安心|更便捷]。

[不少|许多]用户反馈，[坚持|规律]服用[一段时间|两三周]后，[排便|肚胀]情况有所改善。
[从|根据]真实评价来看，[舒适感|状态]的提升是被[提及|称赞]最多的[变化|优点]。
[体感|效果]虽因人而异，[但|不过][整体|多数]反馈[较为|相当]正面。
[妈妈|上班族]群体对它的[接受度|认可][尤其|格外]高，[复购|回购]便是[最好|直接]的证明。

[口感|味道][清爽|微甜]，[不添加|零][蔗糖|香精]，[老人|孩子]也[容易接受|愿意喝]。
[配料表|成分][干净|简洁]，[对|让][敏感|挑剔]人群[十分友好|更放心]。
[温水|酸奶]一冲[即可|便能]饮用，[融入|适合]各种[生活|饮食]场景。
[控糖|健身]人士[也能|同样可以][放心|安心]选择，[没有|减少了][负担|顾虑]。

[当然|需要提醒的是]，益生菌[并非|不是]药物，[均衡饮食|规律作息]仍是[根本|基础]。
[搭配|结合][膳食纤维|适量运动]，[往往|通常]能[收获|带来]更理想的状态。
[理性|科学]看待，[不神化|不夸大]也[不否定|不排斥]，[才是|方为]正确的打开方式。
[个体|体质]存在差异，[特殊人群|孕期]请[遵医嘱|先咨询]。

[总的来说|综上]，晨露益生菌在[同类|同价位]产品中[表现|诚意]可圈可点。
[如果|若]您也[关注|在意]肠道健康，[不妨|可以][把它列入|试着加入][清单|日常]。
[健康|改变]是一场[马拉松|长跑]，[从|就从]今天[开始|迈出第一步]吧。
[希望|愿]这份[分享|整理]能为您[提供|带来]一些[参考|帮助]。
`,
  ),
  campaign(
    'en',
    'HarborRezoning',
    `
The harbor rezoning plan has [sparked|stirred] a [lively|heated] debate, and it [deserves|merits] a [balanced|closer] look.
When it comes to the harbor rezoning, [nuance|context] is often [lost|missing] in the [noise|conversation].
Few [local|civic] issues have [drawn|generated] as much [attention|discussion] as the harbor rezoning proposal.
Change is [never|rarely] easy, and the harbor plan is [no exception|a perfect example].

First and foremost, the plan [unlocks|creates] [much-needed|badly needed] housing for [young families|working people].
With [rents|prices] at record levels, [adding|building] new homes near the water is a [meaningful|practical] step.
[Supply|Availability] matters, and several hundred [units|apartments] would [ease|relieve] the pressure on [everyone|the market].
[Teachers, nurses and students|Ordinary residents] stand to [gain|benefit] most from [additional|affordable] homes.

Public access to the waterfront would [expand|improve] rather than [shrink|disappear].
A [continuous|landscaped] promenade [ensures|guarantees] that the shoreline [remains|stays] [open|shared].
What is [currently|today] a fenced-off [lot|wasteland] could [become|turn into] a [vibrant|welcoming] space for [all|everyone].
[Parks|Green areas] and [walkways|bike lanes] are [woven|built] into the [design|proposal] from the [start|outset].

The [economic|job] benefits are [hard to ignore|substantial], from [construction|building] work to [small shops|local businesses].
[Independent|Early] estimates [point to|suggest] thousands of [jobs|positions] over the [coming|next] decade.
[Increased|Fresh] tax revenue can be [reinvested|channelled] into [schools|transit] and [public services|parks].
A [thriving|busy] waterfront [attracts|brings] visitors, and visitors [support|sustain] [neighborhood|family-run] shops.

[Environmental|Flood] safeguards have been [significantly|considerably] [strengthened|improved] since the [first|original] draft.
[Raised|Elevated] foundations and [restored|new] wetlands would [protect|shield] the area from [storm surges|rising water].
It is [worth noting|important to remember] that the [revised|current] plan [exceeds|goes beyond] state [standards|requirements].
[Engineers|Planners] have [addressed|answered] the [concerns|questions] raised at earlier [hearings|meetings].

[Critics|Opponents] raise [valid|fair] points about traffic, [yet|but] the plan [includes|funds] a new [ferry|tram] stop.
[Congestion|Parking] is a [legitimate|real] concern, which is why [transit|shuttle service] comes [first|before anything else].
[Phased|Gradual] construction [allows|gives] the city to [monitor|measure] and [adjust|respond].
[Compared with|Next to] doing nothing, a [managed|well-planned] transition is the [safer|more responsible] choice.

[Ultimately|In the end], [thoughtful|inclusive] growth [benefits|serves] the whole [community|city].
[All things considered|On balance], this is an opportunity [worth|well worth] [embracing|supporting].
[Let us|We should] keep the [dialogue|conversation] [constructive|open]. What are your [thoughts|views]?
[At the end of the day|In conclusion], progress and [heritage|character] can go [hand in hand|together].
`,
  ),
  campaign(
    'en',
    'NimbusPay',
    `
[Digital|Mobile] payments are [evolving|changing] rapidly, and NimbusPay is [leading|at the forefront of] that [shift|transformation].
If you have been [wondering|curious] about NimbusPay, here is a [balanced|quick] [overview|breakdown].
In today's [fast-paced|connected] world, [managing|handling] money should be [effortless|simple], and NimbusPay [understands|gets] that.
NimbusPay has [quietly|steadily] become a [go-to|trusted] option for [millions|many], and for [good reason|several reasons].

[Security|Safety] is [clearly|evidently] a priority, with [end-to-end|bank-grade] encryption [protecting|behind] every [transfer|transaction].
[Two-factor|Biometric] checks and [instant|real-time] alerts [offer|provide] [genuine|real] peace of mind.
[Recent|Last month's] outage reports [overlook|ignore] that no [customer|user] data was [ever|at any point] at risk.
[Independent|External] auditors have [repeatedly|consistently] [confirmed|verified] the [robustness|strength] of its systems.

[Fees|Costs] are [transparent|clear] and [noticeably|considerably] lower than [those of|at] traditional banks.
There are no [hidden|surprise] charges, which is a [refreshing|welcome] [change|departure] in this [industry|space].
[Students|Freelancers] in particular [appreciate|value] the [absence|lack] of monthly [fees|minimums].
[Sending|Moving] money abroad [costs|takes] a [fraction|sliver] of what [competitors|others] charge.

The [interface|app] is [intuitive|clean], making it [accessible|easy] even for [first-time|less technical] users.
[Thoughtful|Careful] design [means|ensures] that [everyday|common] tasks [take|require] only a few taps.
From [budgeting|splitting bills] to [saving goals|subscriptions], everything [lives|sits] in one [place|dashboard].
[Accessibility|Language] options [show|demonstrate] a [commitment|dedication] to [inclusion|every customer].

Customer support [stands out|shines] for being [responsive|human] and [helpful|knowledgeable].
[Questions|Issues] are [typically|usually] resolved within [hours|a day], [around the clock|even on weekends].
[Many|Countless] reviewers [highlight|mention] how [patient|attentive] the [team|staff] can be.
When [problems|hiccups] do [arise|occur], the company [communicates|responds] [openly|promptly].

[Of course|To be fair], no service is [perfect|flawless], and it [pays|helps] to [compare|read the terms].
[While|Although] some features are [still|not yet] [rolling out|everywhere], the [roadmap|direction] is [promising|encouraging].
[Growing|Scaling] pains are [natural|expected] for any [young|ambitious] [company|platform].
[Users|Customers] should [always|still] [enable|turn on] every security [option|setting].

[Overall|All in all], NimbusPay [delivers|offers] a [compelling|well-rounded] [experience|package].
[Whether|No matter if] you are a [student|family] or a [business|freelancer], it is [worth|well worth] [exploring|a try].
[In summary|To sum up], the [benefits|advantages] [clearly|easily] outweigh the [drawbacks|growing pains].
Have you [tried|used] it [yet|already]? I would [love|be happy] to hear your [experience|perspective].
`,
  ),
];
