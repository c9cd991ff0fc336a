import { useWords } from '../words.ts'

/** The receipt of an entry as a file that is checked without this system (C2SP tlog-proof). `receipt`: its leaf hash. */
export function ReceiptLink({ receipt, className = 'why' }: { readonly receipt: string; readonly className?: string }) {
	const t = useWords()
	return (
		<a className={className} href={`/api/ledger/receipt/${receipt}.tlog-proof`} download>
			{t('web.proof.save')}
		</a>
	)
}
