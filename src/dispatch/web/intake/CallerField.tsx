import type { ReactNode } from 'react'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { useWords } from '#kernel/web/words.ts'
import { callerKind, unspoken } from '../../contract/lists.ts'
import { useTerms } from '../shared/terms.ts'
import type { CallShown, Detail } from './CallForm.tsx'
import { Row } from './Row.tsx'

const keys: Readonly<Record<string, string>> = { witness: 'W', victim: 'V', party: 'P', unnamed: 'X' }

/** Who calls, and whether calling back is safe. */
export function CallerField({
	call,
	onSave,
	invite,
}: {
	readonly call: CallShown
	readonly onSave: (detail: Detail) => void
	/** Beside the marks of a caller who is written to. */
	readonly invite: ReactNode
}) {
	const t = useWords()
	const terms = useTerms()
	return (
		<Row at={4} keys="F5" name="caller" label={t('dispatch.intake.caller')}>
			<div className="row wrap">
				<Chips
					label={t('dispatch.intake.caller')}
					value={call.callerKind ?? 'none'}
					onChange={(kind) => {
						const known = callerKind.safeParse(kind)
						if (known.success) onSave({ callerKind: known.data })
					}}
					chips={callerKind.options.map((kind) => ({
						value: kind,
						label: terms.term('callerKinds', kind),
						...(keys[kind] === undefined ? {} : { keys: keys[kind] }),
					}))}
				/>
				<span className="bar" />
				<Chips
					label={t('dispatch.intake.back')}
					values={[
						...(call.safeToCall === true ? (['safe'] as const) : []),
						...(call.interpreter !== null ? (['interpreter'] as const) : []),
					]}
					onChange={(what) =>
						onSave(what === 'safe' ? { safeToCall: call.safeToCall !== true } : { interpreter: 'en' })
					}
					chips={[
						{ value: 'safe', label: t('dispatch.intake.safe') },
						{
							value: 'interpreter',
							label:
								call.interpreter === null
									? t('dispatch.intake.interpreter')
									: t('dispatch.intake.interpreterFor', { language: call.interpreter }),
						},
					]}
				/>
				<Chips
					label={t('dispatch.intake.unspoken')}
					value={call.unspoken ?? 'none'}
					onChange={(why) => {
						const known = unspoken.safeParse(why)
						if (known.success) onSave({ unspoken: call.unspoken === known.data ? null : known.data })
					}}
					chips={unspoken.options.map((why) => ({ value: why, label: t(`dispatch.mark.${why}`) }))}
				/>
				{invite}
				<span className="sp" />
				<span className="sm t3">
					{t(call.nameGiven ? 'dispatch.intake.nameGiven' : 'dispatch.intake.nameNotAsked')}
				</span>
			</div>
		</Row>
	)
}
