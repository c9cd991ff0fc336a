import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { ReturnReading } from '../../contract/attribution.ts'
import { returnReading } from '../../contract/attribution.ts'
import { confirmReading } from '../../contract/return.ts'
import { useRefused } from './refused.ts'

/** F287. Legal review says by which of the two a bureau shares; letter and reading stand side by side. */
export function ConfirmReading({ onChanged }: { readonly onChanged: () => void }) {
	const t = useWords()
	const act = useAct(confirmReading)
	const refused = useRefused(confirmReading.name)
	const [open, setOpen] = useState(false)
	const [reading, setReading] = useState<ReturnReading>('reading')
	return (
		<>
			<Button keys="L" refused={refused} onPress={() => setOpen(true)}>
				{t('funds.returns.do.reading')}
			</Button>
			{open ? (
				<ReasonDialog
					title={t('funds.returns.do.reading')}
					label={t('funds.returns.ask.reading')}
					act={t(`funds.returns.do.reading.${reading}`)}
					maxLength={500}
					busy={act.busy}
					problem={act.problem}
					problemTitle={t('funds.returns.not-done')}
					ask={{ action: confirmReading.name }}
					onClose={() => setOpen(false)}
					onSend={(reason) =>
						void act.perform({ reading, reason }).then((done) => {
							if (done === null) return
							setOpen(false)
							onChanged()
						})
					}
				>
					<Chips
						label={t('funds.returns.do.reading')}
						value={reading}
						onChange={setReading}
						chips={returnReading.options.map((value) => ({ value, label: t(`funds.returns.is.${value}`) }))}
					/>
					<ul className="r-limits">
						{returnReading.options.map((value) => (
							<li key={value} className={value === reading ? undefined : 't3'}>
								{t(`funds.returns.by.${value}`)}
							</li>
						))}
					</ul>
					<p className="t2">{t('funds.returns.reading.whose')}</p>
				</ReasonDialog>
			) : null}
		</>
	)
}
