import { useState } from 'react'
import { askView } from '#kernel/web/http.ts'
import { PhotoShown } from '#kernel/web/parts/PhotoShown.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showSignedPaper } from '../../contract/report.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'

type Photo = NonNullable<ReportShown['signedPhoto']>

/** F34. The paper that was signed: it shows a name, so a purpose is asked for first. */
export function SignedPaper({ report, photo }: { readonly report: string; readonly photo: Photo }) {
	const t = useWords()
	const [open, setOpen] = useState(false)
	if (!photo.whole) return <p className="warn">{t('funds.report.paper.coming')}</p>
	return (
		<PurposeGate matter={report} what={t('funds.report.paper.what')}>
			{(purpose) => (
				<div className="row">
					<Button onPress={() => setOpen(true)}>{t('funds.report.paper.open')}</Button>
					{open ? (
						<PhotoShown
							title={t('funds.report.paper.what')}
							sha256={photo.sha256}
							kind={photo.kind}
							parts={photo.parts}
							read={async (part) =>
								(await askView(showSignedPaper, { report, sha256: photo.sha256, part }, { purpose })).output.base64
							}
							onClose={() => setOpen(false)}
						/>
					) : null}
				</div>
			)}
		</PurposeGate>
	)
}
