import { useLocation } from 'wouter'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'

/** D41, and the contact register: and an order about it: each takes the incident along to its own screen. */
export function PassOn({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const may = useMay()
	const [, navigate] = useLocation()
	const number = encodeURIComponent(incident.number)
	const offers = incident.closedAt === null && may?.has('command.hand-over.offer') === true
	return (
		<>
			{offers ? (
				<Button keys="M" onPress={() => navigate(`/hand-over/offer?matter=${incident.id}&number=${number}`)}>
					{t('dispatch.passOn')}
				</Button>
			) : null}
			{may?.has('command.order.give') === true ? (
				<Button onPress={() => navigate(`/orders/new?matter=${incident.id}&number=${number}`)}>
					{t('dispatch.order')}
				</Button>
			) : null}
			{may?.has('command.contact.enter') === true ? (
				<Button keys="Q" onPress={() => navigate(`/contact?about=${number}`)}>
					{t('dispatch.contact')}
				</Button>
			) : null}
		</>
	)
}
