type RuleTable = {
	id: string
	rule: string
	version: number
	bureau_id: string
	effect: 'permit' | 'forbid'
	body: string
	from_at: Date
	until_at: Date | null
	reason: string
	proposed_by: string
	/** Kind of post; null where it was proposed before this was kept. */
	proposed_post: string | null
	proposed_at: Date
}

type RuleStepTable = {
	rule_id: string
	step: 'reviewed' | 'approved' | 'refused'
	by_person: string
	by_post: string
	at: Date
	ground: string
}

declare module '#kernel/db/schema.ts' {
	interface Tables {
		'powers.rule': RuleTable
		'powers.rule_step': RuleStepTable
	}
}

export type { RuleStepTable, RuleTable }
