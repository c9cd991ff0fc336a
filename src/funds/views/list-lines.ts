import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { listLines, type StatementLine } from '../contract.ts'
import { maskedName, maskedNumber } from '../rules/mask.ts'
import { loadStatement } from '../store/statement.ts'

const most = 200

type Row = {
	n: number
	line: number
	at: Date
	day_only: boolean
	account: string
	minor: number
	currency: string
	credit: boolean
	other_name: string | null
	other_number: string | null
	other_bank: string | null
	reference: string | null
	balance: number | null
	words: string | null
	transfer: number | null
	cited: boolean
	told: number
}

/** F180. Names and words of counterparties only where a transfer with that account is cited in this report. */
export const showLines = shows(listLines, {
	subject: async (tx, input) => (await loadStatement(tx, input.statement)).subject,
	async show({ tx }, { statement, after }) {
		const { row } = await loadStatement(tx, statement)
		const { rows } = await sql<Row>`
			select l.n, l.line, l.at, l.day_only, own.number as account, l.amount_minor::float8 as minor, l.currency, l.credit,
				l.other_name, coalesce(other.number, l.other_number) as other_number, l.other_bank,
				coalesce(l.uetr::text, l.end_to_end_id, l.bank_reference) as reference, l.balance_minor::float8 as balance, l.words,
				l.transfer_id::float8 as transfer, ${namedHere('l')} as cited,
				(select count(*)::int from funds.statement_line o where o.transfer_id = l.transfer_id and o.id <> l.id) as told
			from funds.statement_line l join funds.account own on own.id = l.account_id
				left join funds.account other on other.id = l.other_account_id
			where l.statement_id = ${statement} and l.n > ${after} order by l.n limit ${most + 1}`.execute(tx)
		return {
			output: { lines: rows.slice(0, most).map(lineOf), more: rows.length > most },
			records: [{ type: 'BankStatement', id: statement }],
			matter: row.report,
		}
	},
})

/** Whether a transfer with a line's other account is cited in its report. */
function namedHere(alias: string) {
	const column = (name: string) => sql.ref(`${alias}.${name}`)
	return sql<boolean>`exists (select from funds.cited c where c.report_id = ${column('report_id')}
		and c.transfer_id = ${column('transfer_id')})
		or exists (select from funds.account x join funds.transfer t on x.node in (t.from_node, t.to_node)
			join funds.cited c on c.transfer_id = t.id and c.report_id = ${column('report_id')}
			where x.id = ${column('other_account_id')})`
}

function lineOf(row: Row): StatementLine {
	const masked = !row.cited
	return {
		n: row.n,
		line: row.line,
		at: row.at.toISOString(),
		dayOnly: row.day_only,
		account: row.account,
		amountMinor: row.minor,
		currency: row.currency,
		credit: row.credit,
		otherName: masked ? maskedName(row.other_name) : row.other_name,
		otherNumber: masked ? maskedNumber(row.other_number) : row.other_number,
		otherBank: row.other_bank,
		masked,
		reference: row.reference,
		balanceMinor: row.balance,
		words: masked ? null : row.words,
		transfer: row.transfer,
		cited: row.cited,
		told: row.told,
	}
}
