/** A bundle for people: the same as in its JSON, in both languages, to be printed. */
import { html } from 'hono/html';
import { type Html, htmlPage } from '../print/page.ts';
import type { CampaignBundle } from './bundle.ts';

const SHOWN_TARGETS = 30;
const day = (iso: string) => iso.slice(0, 10);
const minute = (iso: string) => iso.slice(0, 16).replace('T', ' ');

export function bundlePage(bundle: CampaignBundle, signature: string): Promise<string> {
  const { campaign_id, to, made_at, patterns, accounts, confirmed, clusters, targets, measures } = bundle;
  const core = accounts.filter(({ membership }) => membership === 'core').length;
  const facts: readonly (readonly [string, string])[] = [
    ['For 收件方', to],
    ['Made 生成于', `${minute(made_at)} UTC`],
    ['Seen 活动时间', `${minute(bundle.first_seen)} – ${minute(bundle.last_seen)} UTC`],
    ['Accounts 账号', `${accounts.length} (core 核心 ${core})`],
    ['Patterns 手法', patterns.join(', ')],
    ['Confirmed 人工确认', `${confirmed.people} × ${day(confirmed.at)}`],
    ['Model 模型', bundle.model_version],
    ['Measures 措施', measures.map(({ measure, accounts: n }) => `${measure} ${n}`).join(', ') || '–'],
  ];
  const body: Html[] = [
    html`<h1>Campaign 水军行动 <code>${campaign_id}</code></h1>
<p class="muted">Accounts are pseudonyms, the same in all bundles for this receiver. The file beside this one (JSON) holds all of it, with a signature.
账号均为假名，仅对本收件方保持一致；完整内容与签名见同名 JSON 文件。</p>
<table><tbody>${facts.map(([name, value]) => html`<tr><th>${name}</th><td><bdi>${value}</bdi></td></tr>`)}</tbody></table>`,
    ...clusters.map(clusterPart),
    html`<h2>Targets 目标</h2>
<table><thead><tr><th>target 目标</th><th class="num">accounts 账号</th><th class="num">actions 行为</th></tr></thead>
<tbody>${targets
      .slice(0, SHOWN_TARGETS)
      .map(
        (one) =>
          html`<tr><td><bdi>${one.target_id.slice(0, 120)}</bdi></td><td class="num">${one.accounts}</td><td class="num">${one.actions}</td></tr>`,
      )}</tbody></table>
${targets.length > SHOWN_TARGETS ? html`<p class="muted">+ ${targets.length - SHOWN_TARGETS}</p>` : ''}
<h2>Accounts 账号</h2>
<p>${accounts.map(({ pseudonym }) => html`<code>${pseudonym}</code> `)}</p>
<h2>Signature 签名</h2><p><code>${signature}</code></p>
<p class="muted">breakwater campaigns verify FILE.json --public-key public.pem</p>`,
  ];
  return htmlPage({ language: 'en', title: `Campaign ${campaign_id}`, body });
}

function clusterPart(cluster: CampaignBundle['clusters'][number]): Html {
  const { cluster_id, verdict, probability, explanation, signals, against, window } = cluster;
  return html`<h2>Cluster 群组 <code>${cluster_id}</code></h2>
<p><strong>${verdict}</strong>, ${probability > 0.999 ? '>0.999' : probability.toFixed(3)}; ${minute(window.from)} – ${minute(window.to)} UTC</p>
<p><bdi>${explanation.en}</bdi></p><p lang="zh-CN"><bdi>${explanation.zh}</bdi></p>
<h3>Evidence 证据</h3>
<ul>${signals.map(
    ({ id, nats, evidence }) =>
      html`<li><strong>${id}</strong> <span class="muted">${nats.toFixed(1)} nats</span>
<ul>${evidence.map(({ en, zh }) => html`<li><bdi>${en}</bdi><br><bdi lang="zh-CN">${zh}</bdi></li>`)}</ul></li>`,
  )}</ul>
${
  against.length === 0
    ? ''
    : html`<h3>Against it 反证</h3><ul>${against.map(({ en, zh }) => html`<li><bdi>${en}</bdi> <bdi lang="zh-CN">${zh}</bdi></li>`)}</ul>`
}`;
}
