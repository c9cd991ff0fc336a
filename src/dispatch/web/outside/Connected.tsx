import { Link } from 'wouter'
import { warningsConnectors } from '#warnings/contract.ts'
import { ledgerConnectors } from '#kernel/ledger/contract.ts'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { useWords } from '#kernel/web/words.ts'
import { dispatchConnectors } from '../../contract/connectors.ts'

const all = [...dispatchConnectors, ...warningsConnectors, ...ledgerConnectors]

/** D299. What is connected to the outside, and the screen that does the same by hand when it is not. */
export function Connected() {
	const t = useWords()
	return (
		<Section title={t('dispatch.outside.connected')} note={String(all.length)}>
			<DataTable
				label={t('dispatch.outside.connected')}
				rows={all}
				rowKey={(row) => row.key}
				columns={[
					{ key: 'what', head: t('dispatch.outside.connector'), wraps: true, cell: (row) => t(`connector.${row.key}`) },
					{
						key: 'way',
						head: t('dispatch.outside.way'),
						from: 460,
						width: 72,
						cell: (row) => t(`dispatch.outside.way.${row.way}`),
					},
					{
						key: 'twin',
						head: t('dispatch.outside.twin'),
						width: 170,
						wraps: true,
						cell: (row) => <Link href={row.byHand.path}>{t(row.byHand.title)}</Link>,
					},
				]}
			/>
		</Section>
	)
}
