/**
 * Phrases that many honest people write in the same words: data. A text made of nothing else proves nothing.
 * Lines hold phrases as people write them (folded when loaded), separated by "|". Extend freely, or pass more
 * to `createStockPhrases`.
 */
export interface StockPhraseList {
  readonly language: string;
  readonly about: string;
  readonly phrases: string;
}

export const STOCK_PHRASES: readonly StockPhraseList[] = [
  {
    language: 'zh',
    about: 'left by the platform itself',
    phrases:
      '转发微博|转发|快转微博|轻转发|轉發微博|分享图片|分享视频|分享了一个视频|发布了头条文章|发表了博文|回复|评论配图|图片评论|查看图片|原微博已删除|抱歉此微博已被作者删除|网页链接|该用户没有填写评价内容|此用户没有填写评价|系统默认好评|默认好评|评价方未及时做出评价系统默认好评|用户未填写评价内容|抽奖详情|微博抽奖平台|超话|的微博视频|全文|展开全文|收起全文',
  },
  {
    language: 'zh',
    about: 'presence and order',
    phrases:
      '沙发|板凳|地板|抢沙发|坐沙发|前排|前排围观|围观|火钳刘明|火前留名|前排留名|留名|路过|飘过|打卡|每日打卡|签到|每日签到|今日签到|报到|来了|我来了|来啦|第一|我是第一|首评|抢首评|顶|顶一下|顶顶|帮顶|挽尊|插眼|码|码住|马克|马住|收藏|收藏了|已收藏|先收藏|蹲|蹲一个|同问|同求|求|求分享|求链接|求资源|楼下|楼上|楼主|沙发一枚|冒泡|潜水|吃瓜|不明觉厉|先马后看|mark|mark一下',
  },
  {
    language: 'zh',
    about: 'assent, praise and thanks',
    phrases:
      '支持|支持一下|支持支持|大力支持|必须支持|全力支持|支持你|永远支持你|一直支持你|支持国货|赞|点赞|为你点赞|给你点赞|必须点赞|赞一个|赞同|同意|认同|说得对|说的对|说得好|说的好|说得太好了|有道理|很有道理|没毛病|对|是的|确实|真的|真的吗|真的假的|好|好的|好吧|好文|好文章|好看|真好看|太好看了|好美|好帅|太帅了|太美了|好可爱|太可爱了|可爱|漂亮|真漂亮|不错|很不错|真不错|挺好|挺好的|很好|非常好|太好了|太棒了|真棒|棒|棒棒哒|厉害|厉害了|太厉害了|牛|牛啊|牛批|牛逼|绝了|绝绝子|爱了|爱了爱了|喜欢|很喜欢|好喜欢|太喜欢了|爱你|我爱你|感谢|谢谢|谢谢你|多谢|感谢分享|谢谢分享|感谢楼主|楼主辛苦了|辛苦了|你辛苦了|学习了|学到了|涨知识了|长知识了|受教了|受益匪浅|已阅|好评|五星好评|值得推荐|推荐|强烈推荐|质量很好|物流很快|东西不错|物超所值|性价比高|下次还来|下次再来|会回购|值得购买|已买|好吃',
  },
  {
    language: 'zh',
    about: 'cheers, wishes and mourning',
    phrases:
      '加油|加油加油|加油鸭|加油呀|中国加油|武汉加油|一起加油|继续加油|努力|冲|冲鸭|冲冲冲|奥利给|恭喜|恭喜恭喜|祝贺|恭喜发财|生日快乐|祝你生日快乐|新年快乐|春节快乐|元旦快乐|中秋快乐|中秋节快乐|国庆快乐|国庆节快乐|节日快乐|圣诞快乐|端午安康|端午节快乐|母亲节快乐|父亲节快乐|教师节快乐|情人节快乐|七夕快乐|元宵节快乐|除夕快乐|周末愉快|新婚快乐|百年好合|早日康复|平安|祝平安|平安归来|注意安全|保重|一路走好|走好|安息|默哀|致敬|向英雄致敬|向你致敬|致敬英雄|缅怀|祈福|祈祷|天佑中国|愿逝者安息|早安|早上好|晚安|午安|晚上好|下午好|中午好|大家好|你好|您好|大家早上好|好运|接好运|接|沾沾喜气|转发这条锦鲤|许愿|还愿|愿世界和平|祖国万岁|我爱中国|我爱你中国|中国万岁|祖国生日快乐',
  },
  {
    language: 'zh',
    about: 'laughter and exclamation',
    phrases:
      '哈|呵|嘿|嘻|嘤|啊|哦|噢|喔|嗯|恩|呀|哇|哟|唉|哎|额|呃|咦|嘘|吼|嗷|呜|呜呜|啦|吧|呢|吗|了|的|6|8|233|666|888|999|哇塞|我去|我靠|卧槽|天哪|天呐|我的天|我的天哪|笑死|笑死我了|笑哭|笑喷了|泪目|看哭了|哭了|心疼|好心疼|羡慕|羡慕了|酸了|慕了|无语|呵呵|呵呵哒|好家伙|救命|救命啊|可怕|太可怕了|细思极恐|恶心|滚|呸|什么鬼|什么情况|怎么回事|为什么|然后呢|不会吧|太难了|太惨了|太过分了|气死我了|可怜|唉唉|一言难尽|懂的都懂|哈哈|嘿嘿|嘻嘻|嘎嘎|啧|啧啧|yyds|awsl|xswl|nb|u1s1|dd|ddd|dddd|zsbd|ok|no|yes',
  },
  {
    language: 'en',
    about: 'assent, praise and thanks',
    phrases:
      "great post|good post|nice post|awesome post|great article|great read|good read|nice read|great video|nice video|great content|great job|good job|nice job|well done|well said|nice work|great work|good work|thanks|thank you|thank you so much|thank you very much|thanks a lot|thanks so much|many thanks|thx|ty|tysm|thanks for sharing|thank you for sharing|thanks for this|thank you for this|thanks for the info|i agree|agreed|totally agree|i totally agree|i agree with you|couldnt agree more|exactly|exactly this|this|this one|so much this|so true|very true|true|facts|absolutely|definitely|of course|you are right|youre right|you're welcome|you are welcome|right|yes|yes please|yep|yeah|yup|no|nope|no way|ok|okay|sure|same|same here|me too|+1|love it|love this|i love this|i love it|love you|i love you|love this so much|amazing|so amazing|awesome|beautiful|so beautiful|very beautiful|gorgeous|stunning|cute|so cute|too cute|how cute|cool|so cool|very cool|nice|very nice|so nice|wow|great|perfect|fantastic|wonderful|brilliant|excellent|interesting|very interesting|well played|respect|legend|goat|king|queen|slay|fire|lit|dope|based|iconic|underrated|highly recommend|highly recommended|must read|good point|great point|fair enough|fair point|good question|great question|good idea|great idea|sounds good|sounds great|looks good|looks great|looking good|keep it up|keep up the good work|keep going|good stuff|great stuff",
  },
  {
    language: 'en',
    about: 'presence, wishes, laughter and exclamation',
    phrases:
      "first|im first|second|third|early|here|im here|following|bump|up|source|sauce|link|link please|dm|dm me|dm sent|check dm|check your dm|sent you a dm|rt|retweet|please retweet|please share|follow me|follow back|done|following you|lol|lmao|lmfao|rofl|haha|hahaha|ha|he|hehe|hah|xd|omg|oh my god|oh my|omfg|wtf|what the fuck|what the hell|wth|smh|idk|i dont know|i have no idea|imo|tbh|fyi|what|why|how|who|when|where|really|seriously|for real|fr|no cap|bruh|bro|dude|man|sad|so sad|this is sad|thats sad|rip|rest in peace|r i p|so sorry|im so sorry|sorry|im sorry|sorry for your loss|im sorry for your loss|my condolences|praying|prayers|thoughts and prayers|get well soon|stay safe|stay strong|take care|be safe|good luck|best of luck|best wishes|all the best|congrats|congratulations|happy birthday|happy birthday to you|happy bday|hbd|many happy returns|happy new year|happy holidays|merry christmas|happy easter|happy thanksgiving|happy anniversary|happy halloween|happy friday|happy monday|happy mothers day|happy fathers day|good morning|good night|goodnight|good evening|good afternoon|gm|gn|hi|hello|hey|hi everyone|hello everyone|welcome|welcome back|bye|see you|lets go|let's go|lfg|go|come on|go team|you got this|can't wait|cant wait|i cant wait|so excited|so proud|so proud of you|proud of you|god bless|god bless you|god bless america|bless you|amen|hallelujah|me|you|and|so|very|too|much|please|deleted|removed|deleted by user",
  },
];
