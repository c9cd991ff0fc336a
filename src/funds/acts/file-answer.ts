import { createHash } from 'node:crypto'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { fileAnswer } from '../contract.ts'
import { readAnswers } from '../rules/read-answer.ts'
import type { Entered } from '../store/answer.ts'
import { loadBank } from '../store/bank.ts'
import { answersTaken, takeTold } from '../store/take-told.ts'

/** F141, F142. Read whole or not at all; what it is about is found, or waits for a person. */
export const performFileAnswer = performs(fileAnswer, {
	load: async (tx, input) => ({ ...(await loadBank(tx, input.bank)), version: null }),
	run: async (context, bank, input) => {
		const bytes = Buffer.from(input.file, 'base64')
		const read = readAnswers(bytes)
		if (!read.ok)
			throw new Refusal(
				'invalid',
				{
					en: `The file is refused. ${read.element}: ${read.en}`,
					zh: `文件不予录入。${read.element}：${read.zh}`,
				},
				{ rule: 'F141', field: 'file', extra: { element: read.element } },
			)
		const sha256 = createHash('sha256').update(bytes).digest('hex')
		const entered: Entered[] = []
		const from = { bank, way: context.who.person === 'system' ? 'feed' : 'file', sha256 } as const
		for (const told of read.answers) entered.push(await takeTold(context, told, from))
		return { output: { answers: entered.map(({ taken }) => taken) }, ...answersTaken(bank, entered, sha256) }
	},
})
