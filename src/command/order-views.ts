import type { Slice } from '#kernel/slice.ts'
import { showOrderList } from './views/list-orders.ts'
import { planOrderView } from './views/plan-order.ts'
import { showOrderDetail } from './views/show-order.ts'
import { showOrderTreeView } from './views/show-order-tree.ts'

/** Everything that can be seen of orders. */
export const orderViews: Slice['views'] = [showOrderList, showOrderDetail, showOrderTreeView, planOrderView]
