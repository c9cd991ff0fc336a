import { useLocation } from 'wouter'
import { openReport } from '#funds/contract.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'

/** F22 of funds. An incident of fraud leads to its reports, or to a new one. */
export function ReportMoney({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const may = useMay()
	const [, go] = useLocation()
	if (incident.type !== 'fraud_paying_now' || may?.has(openReport.name) !== true) return null
	return (
		<Button keys="Y" onPress={() => go(`/funds/reports?incident=${incident.id}`)}>
			{t('dispatch.incident.money')}
		</Button>
	)
}
