import { useState } from 'react'
import { askView, ProblemError, type Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useMay } from '#kernel/web/may.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { fromBase64, saveFile } from '#kernel/web/save-file.ts'
import { printTrace } from '../../contract/trace.ts'
import { askedOf, type Look } from './look.ts'

/** F252. The trace on paper, as it is looked at now. */
export function Paper({ report, look }: { readonly report: string; readonly look: Look }) {
	const t = useWords()
	const language = useLanguage()
	const may = useMay()
	const [busy, setBusy] = useState(false)
	const [problem, setProblem] = useState<ProblemFacts | null>(null)
	const keep = async (purpose: Purpose): Promise<void> => {
		setBusy(true)
		setProblem(null)
		try {
			const { output } = await askView(printTrace, { ...askedOf(report, look), language }, { purpose })
			saveFile(output.name, 'application/pdf', fromBase64(output.base64))
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause
			setProblem(cause.problem)
		} finally {
			setBusy(false)
		}
	}
	if (may?.has(printTrace.name) !== true) return null
	return (
		<>
			<PurposeGate matter={report} what={t('funds.trace.pdf.what')} keys="X">
				{(purpose) => (
					<Button keys="X" busy={busy} onPress={() => void keep(purpose)}>
						{t('funds.trace.do.pdf')}
					</Button>
				)}
			</PurposeGate>
			<Button keys="K" onPress={() => print()}>
				{t('funds.trace.do.print')}
			</Button>
			{problem === null ? null : <Problem problem={problem} title={t('funds.trace.no-pdf')} />}
		</>
	)
}
