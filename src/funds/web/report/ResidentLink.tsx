import { useState } from 'react'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { CopySheet } from '#kernel/web/parts/CopySheet.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showReportLink } from '../../contract/report.ts'

/** F39. What the victim is given to follow their report by: to read out, or to send. */
export function ResidentLink({ report }: { readonly report: string }) {
	const t = useWords()
	const may = useMay()
	const [open, setOpen] = useState(false)
	const view = useView(showReportLink, { report }, { enabled: open })
	if (may?.has(showReportLink.name) !== true) return null
	return (
		<Section title={t('funds.report.link')}>
			<div className="pad col fr-victim">
				<p className="t2">{t('funds.report.link.why')}</p>
				{open ? (
					<Show view={view} title={t('funds.report.failed')}>
						{({ path }) => (
							<>
								<CopySheet
									lines={[
										{ key: 'link', label: t('funds.report.link.address'), text: `${location.origin}${path}` },
										{ key: 'code', label: t('funds.report.link.code'), text: path.replace('/fraud/', '') },
									]}
								/>
								<a href={path} target="_blank" rel="noreferrer">
									{t('funds.report.link.see')}
								</a>
							</>
						)}
					</Show>
				) : (
					<div className="row">
						<Button keys="L" onPress={() => setOpen(true)}>
							{t('funds.report.link.open')}
						</Button>
					</div>
				)}
			</div>
		</Section>
	)
}
