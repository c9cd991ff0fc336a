import { useView } from '#kernel/web/client.ts'
import type { ButtonProps } from '#kernel/web/parts/Button.tsx'
import { explainAct } from '#kernel/powers/contract.ts'

/** Why an act is not mine, on a row or in general: the rule, and what `W` asks. Undefined while it is mine or not known. */
export function useRefused(act: string, row?: { readonly type: string; readonly id: string }): ButtonProps['refused'] {
	const { output } = useView(explainAct, { act, ...(row === undefined ? {} : { id: row.id }) })
	if (output === undefined || output.allowed) return undefined
	const rule = output.rules[0]?.id ?? output.grants[0]?.id ?? null
	return { rule, ask: { action: act, ...(row === undefined ? {} : { on: row }) } }
}
