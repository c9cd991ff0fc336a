import type { BodyFault } from './faults.ts'

/** What is still wrong with a calendar or a regime as a person fills it in, before it has a body to check. */

export function unreadHours(at: string, text: string): BodyFault {
	const words = text.trim()
	return {
		rule: 'C1',
		at,
		en: `“${words}” is not read as hours: write 09:00–12:00, 13:30–17:30`,
		zh: `“${words}”读不出上班时间：请写成 09:00–12:00, 13:30–17:30`,
	}
}

export function unnamed(rule: string, at: string, what: { readonly en: string; readonly zh: string }): BodyFault {
	return { rule, at, en: `${what.en} has no name in both languages`, zh: `${what.zh}缺少中英文名称` }
}

export function noKey(): BodyFault {
	return {
		rule: 'C42',
		at: 'key',
		en: 'the key of a new rule is own. and then small letters, digits, - and further dots, at most 60 in all',
		zh: '新规则的代码以 own. 开头，后接小写字母、数字、- 和点，共不超过 60 个字符',
	}
}

export function keyTaken(key: string): BodyFault {
	return {
		rule: 'C42',
		at: 'key',
		en: `a rule ${key} stands already: write its next edition`,
		zh: `规则 ${key} 已存在，请编写其新版本`,
	}
}

export function noBasis(at: string): BodyFault {
	return { rule: 'C41', at, en: 'its basis is not said in both languages', zh: '未写明中英文依据' }
}

export function noNumber(at: string, least: number, most: number): BodyFault {
	const [low, high] = [least.toLocaleString('en-US'), most.toLocaleString('en-US')]
	return { rule: 'C41', at, en: `it takes a whole number from ${low} to ${high}`, zh: `须为 ${low} 至 ${high} 的整数` }
}

export function noGround(at: string): BodyFault {
	return {
		rule: 'C41',
		at,
		en: 'the word of a ground is small letters, digits and _, and begins with a letter',
		zh: '事由代码由小写字母、数字和 _ 组成，以字母开头',
	}
}
