/** Words around charts, and the names of what they count. */
export const charts = {
  en: {
    as_table: 'As a table',
    list_of: '{{what}}: list',
    state: {
      open: 'Open',
      in_progress: 'In progress',
      confirmed: 'Confirmed',
      dismissed: 'Dismissed',
      escalated: 'Escalated',
      awaiting_second: 'Awaiting a second reviewer',
    },
    change: {
      born: 'First seen',
      new: 'First seen',
      continued: 'Continued',
      grew: 'Grew',
      shrank: 'Shrank',
      merged: 'Merged',
      split: 'Split',
      woke: 'Awake again',
    },
  },
  zh: {
    as_table: '以表格显示',
    list_of: '{{what}}：列表',
    state: {
      open: '待处理',
      in_progress: '处理中',
      confirmed: '已确认',
      dismissed: '已驳回',
      escalated: '已上报',
      awaiting_second: '待复核',
    },
    change: {
      born: '首次发现',
      new: '首次发现',
      continued: '延续',
      grew: '扩大',
      shrank: '缩小',
      merged: '合并',
      split: '拆分',
      woke: '再次活跃',
    },
  },
};
