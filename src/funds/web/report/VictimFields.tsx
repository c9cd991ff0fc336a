import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { describeReport } from '../../contract/report.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'

const names = ['victimName', 'victimPhone', 'victimBank', 'victimNumber', 'victimIdentity', 'said'] as const
type Name = (typeof names)[number]
const longest: Readonly<Record<Name, number>> = {
	victimName: 120,
	victimPhone: 20,
	victimBank: 80,
	victimNumber: 80,
	victimIdentity: 30,
	said: 4_000,
}
const empty: Readonly<Record<Name, string>> = {
	victimName: '',
	victimPhone: '',
	victimBank: '',
	victimNumber: '',
	victimIdentity: '',
	said: '',
}

/** F31. What is typed is saved; what is known already stays closed and is kept where nothing is typed. */
export function VictimFields({ report, onChanged }: { readonly report: ReportShown; readonly onChanged: () => void }) {
	const t = useWords()
	const act = useAct(describeReport)
	const [draft, setDraft] = useState(empty)
	const known: Partial<Record<Name, string | null>> = { victimName: report.victimName, victimBank: report.victimBank }
	const typed = names.flatMap((name) => (draft[name].trim() === '' ? [] : [[name, draft[name].trim()] as const]))
	const save = async (): Promise<void> => {
		if (typed.length === 0) return
		const more: Partial<z.input<typeof describeReport.input>> = Object.fromEntries(typed)
		if ((await act.perform({ report: report.id, version: report.version, ...more })) === null) return
		setDraft(empty)
		onChanged()
	}
	return (
		<form
			className="pad fr-two"
			aria-label={t('funds.report.victim')}
			onSubmit={(event) => {
				event.preventDefault()
				void save()
			}}
		>
			{names.map((name) =>
				name === 'victimName' && report.state !== 'open' ? null : (
					<div key={name} className={name === 'said' ? 'fr-wide' : undefined}>
						<Field
							label={t(`funds.report.${name}`)}
							value={draft[name]}
							onChange={(value) => setDraft((before) => ({ ...before, [name]: value }))}
							maxLength={longest[name]}
							placeholder={known[name] ?? ''}
							{...(name === 'said' ? { lines: 3 } : {})}
							{...(name === 'victimPhone' ? { inputMode: 'tel' as const } : {})}
						/>
					</div>
				),
			)}
			<div className="fr-wide row">
				<Button
					type="submit"
					busy={act.busy}
					notYet={typed.length === 0 ? t('funds.report.nothing-typed') : undefined}
					onPress={() => undefined}
				>
					{t('funds.report.save-victim')}
				</Button>
			</div>
			{act.problem === null ? null : (
				<div className="fr-wide">
					<Problem problem={act.problem} title={t('funds.report.not-done')} />
				</div>
			)}
		</form>
	)
}
