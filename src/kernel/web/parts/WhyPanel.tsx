import type { WhyQuestion } from '../why.tsx'
import { useWords } from '../words.ts'
import { Dialog } from './Dialog.tsx'

export function WhyPanel({
	subject,
	onClose,
}: {
	readonly subject: WhyQuestion | string
	readonly onClose: () => void
}) {
	const t = useWords()
	return (
		<Dialog title={t('web.why.title')} onClose={onClose} wide>
			<p>{typeof subject === 'string' ? subject : subject.action}</p>
		</Dialog>
	)
}
