type Said = { readonly en: string; readonly zh: string }

/** Every reason the program itself gives for standing still, and the same in Chinese; `$1` is what it found. */
const reasons: readonly (readonly [RegExp, string])[] = [
	[/^no condition is true and there is no default flow$/, '各条件均不成立，且没有默认流向'],
	[/^`(.*)` cannot be reckoned: (.*)$/s, '表达式“$1”无法计算：$2'],
	[/^`(.*)` is no list$/s, '“$1”不是列表'],
	[/^`(.*)` is no whole number$/s, '“$1”不是整数'],
	[/^(\d+) instances are more than (\d+)$/, '需办 $1 次，超过 $2 次的上限'],
	[/^`(.*)` is no ISO 8601 date$/s, '“$1”不是有效的时刻（ISO 8601）'],
	[/^`(.*)` is no ISO 8601 duration$/s, '“$1”不是有效的时长（ISO 8601）'],
	[/^`(.*)` is no ISO 8601 cycle$/s, '“$1”不是有效的周期（ISO 8601）'],
	[/^the instance would hold more than (\d+) tokens$/, '流程中的令牌将超过 $1 个'],
	[/^too many moves without a wait$/, '连续流转过多而无停留'],
	[/^there is no rule table (.*)$/, '没有决策表 $1'],
	[/^rule table ([^:]+): (.*)$/s, '决策表 $1 无法判定：$2'],
	[/^more than (\d+) tables asked without a wait$/, '一次流转中调用决策表超过 $1 次'],
	[/^([^:]+): it took longer than (\d+) s$/, '服务 $1 超过 $2 秒未答复'],
	[/^it took longer than (\d+) s$/, '服务超过 $1 秒未答复'],
	[/^no reason given$/, '服务未说明原因'],
	[/^([^:]+): no reason given$/, '服务 $1 未说明原因'],
	[/^process (.*) is not (?:published|found)$/, '流程 $1 尚未发布'],
	[/^the called process cannot begin: (.*)$/s, '被调用的流程无法启动：$1'],
	[/^calls lie deeper than (\d+)$/, '流程逐层调用超过 $1 层'],
]

/**
 * M54. Why a token stands still, in both languages. What a service or a person said is told as it was said. The element's
 * id before the engine's own reason is left out: it stands beside.
 */
export function saidWhy(element: string, sentence: string): Said {
	const en = sentence.startsWith(`${element}: `) ? sentence.slice(element.length + 2) : sentence
	for (const [is, zh] of reasons) if (is.test(en)) return { en, zh: en.replace(is, zh) }
	return { en: sentence, zh: `答复：${sentence}` }
}
