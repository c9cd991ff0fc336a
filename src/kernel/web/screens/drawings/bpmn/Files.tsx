import { useRef } from 'react'
import { Button } from '../../../parts/Button.tsx'
import { useWords } from '../../../words.ts'

/** Takes a text out as a file, and in from one. What is read in is only shown; nothing is kept before it is saved. */
export function Files(props: {
	readonly text: string
	readonly name: string
	readonly end: 'bpmn' | 'dmn'
	readonly onTake?: (text: string) => void
}) {
	const t = useWords()
	const picker = useRef<HTMLInputElement>(null)
	const give = (): void => {
		const link = document.createElement('a')
		link.href = URL.createObjectURL(new Blob([props.text], { type: 'application/xml' }))
		link.download = `${props.name}.${props.end}`
		link.click()
		setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
	}
	return (
		<>
			<Button onPress={give}>{t('drawings.export')}</Button>
			{props.onTake === undefined ? null : (
				<>
					<Button onPress={() => picker.current?.click()}>{t('drawings.import')}</Button>
					<input
						ref={picker}
						className="hid"
						type="file"
						tabIndex={-1}
						aria-hidden="true"
						accept={`.${props.end},.xml,application/xml,text/xml`}
						onChange={(event) => {
							const file = event.target.files?.[0]
							event.target.value = ''
							if (file !== undefined) void file.text().then((text) => props.onTake?.(text))
						}}
					/>
				</>
			)}
		</>
	)
}
