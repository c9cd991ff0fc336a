import { evaluateTable } from '#kernel/tables/api.ts'
import { type PayeeKind, type StopPath, stopTo } from '../contract.ts'

/** F27. How a payment to a kind of payee is stopped, and what the four fields are for it, by the table `stop-path`. */
export function stopPathOf(payeeKind: PayeeKind): StopPath {
	const { output, rule, en, zh } = evaluateTable('funds.stop-path', { payeeKind })
	const words = (field: string) => ({ en: String(output[`${field}En`]), zh: String(output[`${field}Zh`]) })
	return {
		to: stopTo.parse(output['to']),
		stops: output['stops'] === true,
		dispatched: output['dispatched'] === true,
		what: { en, zh },
		fields: { holder: words('holder'), number: words('number'), amount: words('amount'), time: words('time') },
		rule,
	}
}
