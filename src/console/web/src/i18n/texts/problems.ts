/** What can go wrong, by the codes of the API, and what mends it. */
export const problems = {
  en: {
    'bad-request': { title: 'The server does not take this', fix: 'Change what it names, and try again.' },
    'not-signed-in': { title: 'Nobody is signed in', fix: 'Sign in again.' },
    forbidden: { title: 'You may not do this', fix: 'Ask a lead or an admin.' },
    'not-found': {
      title: 'There is no such thing',
      fix: 'Go back to the queue; it may have gone with a newer run.',
    },
    conflict: { title: 'It has changed meanwhile', fix: 'It was loaded again: look, then decide.' },
    'too-many-requests': { title: 'Too many requests', fix: 'Wait a minute.' },
    'locked-out': {
      title: 'Locked after too many wrong passwords',
      fix: 'Wait a quarter of an hour, or ask an admin.',
    },
    'too-large': { title: 'Too much at once', fix: 'Select less, and try again.' },
    unavailable: { title: 'The server does not answer', fix: 'See whether it runs, then try again.' },
    internal: {
      title: 'Something broke',
      fix: 'Reload the page; if it stays, tell the people who run Breakwater.',
    },
  },
  zh: {
    'bad-request': { title: '服务器不接受该请求', fix: '请按提示修改后重试。' },
    'not-signed-in': { title: '尚未登录', fix: '请重新登录。' },
    forbidden: { title: '您无权执行此操作', fix: '请联系主管或管理员。' },
    'not-found': { title: '没有找到', fix: '请返回待审列表；它可能已被新一轮检测取代。' },
    conflict: { title: '内容已有变化', fix: '已重新加载，请查看后再决定。' },
    'too-many-requests': { title: '请求过多', fix: '请稍等一分钟。' },
    'locked-out': { title: '密码错误次数过多，已锁定', fix: '请 15 分钟后再试，或联系管理员。' },
    'too-large': { title: '一次提交过多', fix: '请减少所选内容后重试。' },
    unavailable: { title: '服务器没有响应', fix: '请确认服务正在运行，然后重试。' },
    internal: { title: '出错了', fix: '请刷新页面；若仍出错，请联系 Breakwater 的运维人员。' },
  },
};
