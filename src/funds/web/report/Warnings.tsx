import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { PaymentShown } from '../../contract/report-shapes.ts'

/** F21. Beside the number; it stops nothing. */
export function Warnings({ warnings }: { readonly warnings: PaymentShown['warnings'] }) {
	const t = useWords()
	return (
		<>
			{warnings.map((one) => (
				<span key={one} className="warn sm fr-warns">
					<Icon name="alert" /> {t(`funds.report.warns.${one}`)}
				</span>
			))}
		</>
	)
}
