import type { Words } from '../contract/declare.ts'
import type { AgencyBranch } from './contract/words.ts'

/** What a bureau's branches are called. */
export const branchWords: Readonly<Record<AgencyBranch, Words>> = {
	command: { en: 'Command Centre', zh: '指挥中心' },
	legal: { en: 'Legal Review', zh: '法制大队' },
	criminal: { en: 'Criminal Investigation', zh: '刑侦大队' },
	public_order: { en: 'Public Order', zh: '治安大队' },
	cyber: { en: 'Cyber', zh: '网安大队' },
	economic: { en: 'Economic Crime', zh: '经侦大队' },
	traffic: { en: 'Traffic', zh: '交警大队' },
	integrity: { en: 'Integrity', zh: '督察大队' },
	training: { en: 'Training', zh: '教育训练大队' },
}
