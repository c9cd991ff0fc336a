import type { ReportForm } from '#kernel/record.ts'

/** K80. The reports there are. What the record holds is named by its key alone; the rest is asked once for each matter. */
export const reportForms: readonly ReportForm[] = [
	{
		key: 'incident_summary',
		words: { en: 'Incident, reported upwards', zh: '警情专报' },
		about: 'Incident',
		fields: [
			{ fact: 'incident.number' },
			{ fact: 'incident.type' },
			{ fact: 'incident.priority' },
			{ fact: 'incident.received' },
			{ fact: 'incident.station' },
			{ fact: 'incident.weapon' },
			{ fact: 'incident.hurt' },
			{ fact: 'incident.arrived' },
			{ fact: 'incident.late' },
			{ fact: 'incident.disposition' },
			{ fact: 'incident.closed' },
			{ fact: 'incident.road_closed', asks: { is: 'yes_no', words: { en: 'A road is closed', zh: '有道路封闭' } } },
			{
				fact: 'incident.help_wanted',
				asks: {
					is: 'choice',
					words: { en: 'Help wanted from above', zh: '请求上级支援' },
					choices: {
						none: { en: 'none', zh: '不需要' },
						units: { en: 'units', zh: '警力' },
						specialists: { en: 'specialists', zh: '专业力量' },
						equipment: { en: 'equipment', zh: '装备' },
					},
				},
			},
			{
				fact: 'incident.outlook',
				asks: {
					is: 'choice',
					words: { en: 'How it stands', zh: '态势' },
					choices: {
						over: { en: 'over', zh: '已平息' },
						under_control: { en: 'under control', zh: '可控' },
						growing: { en: 'growing', zh: '扩大' },
					},
				},
			},
		],
	},
]
