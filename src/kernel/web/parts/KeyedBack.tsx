import type { ReactNode } from 'react'
import { fileBytes, fileKind } from '../../files/contract.ts'
import type { Back } from '../keyed-back.ts'
import { useWords } from '../words.ts'
import { Field } from './Field.tsx'

/** W96. What came back from a terminal of another network: its number keyed, or its screen photographed, and its own time. */
export function KeyedBack(props: {
	readonly back: Back
	readonly onBack: (back: Back) => void
	readonly label: string
	readonly hint?: ReactNode
	readonly onEnter?: () => void
}) {
	const t = useWords()
	const { back, onBack } = props
	const { photo } = back
	const unfit =
		photo !== null && (!fileKind.safeParse(photo.type).success || photo.size > fileBytes || photo.size === 0)
	return (
		<>
			<Field
				label={props.label}
				hint={props.hint}
				value={back.reference}
				onChange={(reference) => onBack({ ...back, reference })}
				maxLength={64}
				{...(props.onEnter === undefined ? {} : { onEnter: props.onEnter })}
			/>
			<label className="col back-photo">
				{t('web.back.photo')}
				<input
					type="file"
					accept={fileKind.options.join(',')}
					capture="environment"
					onChange={(event) => onBack({ ...back, photo: event.target.files?.[0] ?? null })}
				/>
			</label>
			{unfit && <p className="warn sm">{t('web.back.photo.unfit')}</p>}
			<Field
				label={t('web.back.at')}
				hint={t('web.back.at.hint')}
				type="datetime-local"
				step={1}
				value={back.at}
				onChange={(at) => onBack({ ...back, at })}
			/>
		</>
	)
}
